"""What is typed wrong is told in Swedish, with the right word when there is one near, and the right exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import COMMANDS, group
from reportgen.cli.swedish import Flag, SwedishCommand, SwedishGroup, ascii_spelling
from reportgen.model.errors import ReportgenError, SpecError


@click.group(cls=SwedishGroup)
def tried() -> None:
    """Provkommandon."""


@tried.command(cls=SwedishCommand)
def fel() -> None:
    raise ReportgenError("Filen finns inte.")


@tried.command(cls=SwedishCommand)
def mall() -> None:
    raise SpecError("m", ["mall.toml: a", "mall.toml: b"])


@tried.command(cls=SwedishCommand)
def stopp() -> None:
    raise KeyboardInterrupt


@tried.command(cls=SwedishCommand)
@click.pass_context
def ett(ctx: click.Context) -> None:
    ctx.exit(1)


@tried.command(cls=SwedishCommand)
def krasch() -> None:
    raise ZeroDivisionError


@tried.command(cls=SwedishCommand)
@click.option("--ut", metavar="FIL", required=True, cls=Flag, help="Filen.")
def flagga(ut: str) -> None:
    """Skriver filen."""
    click.echo(ut)


def run(*arguments: str, command: click.Command = group) -> Result:
    return CliRunner().invoke(command, list(arguments), prog_name="reportgen")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["kontrolera"], "Fel: Kommandot kontrolera finns inte. Menade du kontrollera?\nHjälp: reportgen --help\n"),
        (["zzz"], "Fel: Kommandot zzz finns inte. Det som finns är mallar, ny, "),
        (["--versoin"], "Fel: Flaggan --versoin finns inte. Menade du --version?\n"),
        (["ny", "m", "--perod", "2024-08"], "Fel: Flaggan --perod finns inte. Menade du --period?\n"),
        (["ny", "m"], "Fel: --period måste anges.\nHjälp: reportgen ny --help\n"),
        (["ny", "--period", "2024-08"], "Fel: MALL måste anges.\n"),
        (["ny", "m", "--period"], "Fel: Flaggan --period ska följas av ett värde: --period MÅNAD\n"),
        (["ny", "m", "--period", "2024-13"], "Fel: --period: 2024-13 är ingen period. Skriv år och månad, "),
        (["kontrollera", "a.xlsx", "--json=ja"], "Fel: Flaggan --json tar inget värde.\n"),
        (["kontrollera", "min", "fil.xlsx"], "Fel: reportgen kontrollera tar inte emot fil.xlsx. Sätt citattecken "),
        (["kontrollera", ""], "Fel: FIL: namnet är tomt.\n"),
        (["rapport", "a.xlsx", "--format", "pdf,odt"], "Fel: --format: odt görs inte. Välj bland pdf, docx, html, "),
        (["rapport", "a.xlsx", "--format", ","], "Fel: --format: inget format står där. Välj bland pdf, docx, html, "),
    ],
)
def test_mistake_is_told_in_swedish_on_stderr(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.stderr.startswith(says)
    assert done.stdout == ""
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("fel", 2, "Fel: Filen finns inte.\n"),
        ("mall", 2, "Fel: Mallen m kan inte användas, den har 2 fel:\n  mall.toml: a\n  mall.toml: b\n"),
        ("stopp", 130, "\nAvbrutet.\n"),
        ("ett", 1, ""),
    ],
)
def test_every_ending_has_its_exit_code_and_no_traceback(command: str, code: int, says: str) -> None:
    done = run(command, command=tried)
    assert (done.exit_code, done.stderr) == (code, says)


@pytest.mark.parametrize(
    "arguments",
    [
        ["kontrollera", "x" * 300],
        ["kontrollera", "fil.txt/bok.xlsx"],
        ["ny", "enkoping-delarsrapport", "--period", "2024-08", "--ut", "x" * 300],
        ["ny", "enkoping-delarsrapport", "--period", "2024-08", "--ut", "fil.txt/bok.xlsx"],
        ["schema", "--ut", "fil.txt/schema.json"],
    ],
)
def test_what_the_system_refuses_is_told_in_swedish(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fil.txt").touch()
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith(("namnet är för långt.", "är en fil och ingen mapp.", "finns inte."))


def test_a_bug_keeps_its_traceback() -> None:
    assert isinstance(run("krasch", command=tried).exception, ZeroDivisionError)


def test_help_is_swedish_throughout() -> None:
    english = re.compile(r"Usage|Options|Commands|Show this|Error|required|ARGS|COMMAND\b|Arguments")
    for arguments in ([], ["--help"], *([name, "--help"] for name in COMMANDS)):
        done = run(*arguments)
        assert done.exit_code == 0
        assert done.stdout.startswith("Användning: reportgen")
        assert not english.search(done.stdout)


def test_help_says_which_flags_must_be_given() -> None:
    assert "--ut FIL             Filen. Måste anges.\n" in run("flagga", "--help", command=tried).stdout


@pytest.mark.parametrize("typed", ["--ut", "--UT", "--üt"])
def test_flag_may_be_spelled_with_its_swedish_letters(typed: str) -> None:
    assert run("flagga", typed, "x", command=tried).stdout == "x\n"


def test_letters_typed_as_two_signs_are_the_same() -> None:
    assert ascii_spelling("ja\u0308mfo\u0308r") == ascii_spelling("jämför") == "jamfor"


def test_command_may_be_spelled_with_swedish_letters() -> None:
    assert run("kontrollerå", "--help").exit_code == 0


def test_no_arguments_show_the_help() -> None:
    assert run().stdout == run("--help").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_without_traceback() -> None:
    program = (
        "import os, signal, click\n"
        "from reportgen.cli.swedish import SwedishCommand, SwedishGroup\n"
        "group = SwedishGroup('reportgen')\n"
        "group.add_command(SwedishCommand('kör', callback=lambda: os.kill(os.getpid(), signal.SIGINT)), 'kor')\n"
        "group.main(['kör'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=os.environ)
    assert (done.returncode, done.stderr.strip()) == (130, "Avbrutet.")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
