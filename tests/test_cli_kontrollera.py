"""reportgen kontrollera: exit code and output of a workbook in order, one with errors, and none at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.model.period import Period
from reportgen.pipeline import list_templates, new_workbook

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


@pytest.fixture(scope="module")
def unfilled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook as it was sent out: much is missing in it."""
    file = tmp_path_factory.mktemp("Nämndens mapp") / "underlag åäö.xlsx"
    new_workbook(list_templates()[0], "Socialnämnden", Period(2025, 8), file)
    return file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workbook of one's own with some findings."""
    file = tmp_path / "delar.xlsx"
    file.write_bytes(EXAMPLE.read_bytes())
    return file


def kontrollera(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["kontrollera", *map(str, arguments)])


def test_example_has_no_errors_left(tmp_path: Path) -> None:
    done = kontrollera(EXAMPLE)
    assert done.exit_code == 0, done.stdout
    assert list(tmp_path.iterdir()) == []


def test_workbook_with_errors_ends_with_1_and_the_counts(unfilled: Path) -> None:
    done = kontrollera(unfilled)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{unfilled}: mall ")
    counts, following = done.stdout.splitlines()[-2:]
    assert counts.endswith(" fel.")
    assert (
        following == "Rätta eller kvittera felen, spara och kör igen. Med --excel görs en kopia där cellerna är märkta."
    )


def test_workbook_without_errors_ends_with_the_command_that_makes_the_report(own: Path) -> None:
    assert kontrollera(own).stdout.splitlines()[-1] == f"Rapporten går att göra: reportgen rapport {own}"


def test_json_and_text_tell_of_the_same_findings(unfilled: Path) -> None:
    done = kontrollera(unfilled, "--json")
    content = json.loads(done.stdout)
    assert done.exit_code == 1
    assert content["fil"] == str(unfilled)
    assert len(content["fynd"]) == sum(content["antal"].values())
    text = kontrollera(unfilled).stdout
    told_by_column = {"VARDE_SAKNAS", "FALT_TOMT"}
    assert all(finding["meddelande"] in text or finding["kod"] in told_by_column for finding in content["fynd"])
    assert all(finding["cell"] in text for finding in content["fynd"] if finding["kod"] == "FALT_TOMT")


def test_no_colours_outside_a_terminal(unfilled: Path) -> None:
    assert "\x1b" not in kontrollera(unfilled).stdout


@pytest.mark.parametrize("name", ["finns inte.xlsx", r"\\server\delad\finns inte.xlsx", "underlag.xls", ""])
def test_file_that_is_not_there_is_one_line(name: str, tmp_path: Path) -> None:
    done = kontrollera(tmp_path / name if name else tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith("Fel: ")
    assert len(done.stderr.splitlines()) == 1


def test_file_that_is_no_workbook_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "brev.xlsx"
    file.write_bytes(b"Hej")
    done = kontrollera(file)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "brev.xlsx" in done.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_findings_are_shown_on_consoles_of_windows(encoding: str, unfilled: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "reportgen", "kontrollera", str(unfilled)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "underlag åäö.xlsx" in done.stdout.decode(encoding)


def test_the_copy_stands_beside_the_workbook_which_is_as_it_was(own: Path) -> None:
    before = own.read_bytes()
    done = kontrollera(own, "--excel")
    copy = own.with_name("delar-granskning.xlsx")
    assert done.stdout.splitlines()[-1] == f"Kopia med fynden: {copy}"
    assert own.read_bytes() == before
    assert copy.is_file()


def test_a_copy_that_nobody_has_worked_in_is_made_anew(own: Path) -> None:
    kontrollera(own, "--excel")
    assert kontrollera(own, "--excel").stderr == ""
    assert [file.name for file in sorted(own.parent.iterdir())] == ["delar-granskning.xlsx", "delar.xlsx"]


def test_a_copy_that_somebody_has_worked_in_is_left_and_the_new_one_has_a_number(own: Path) -> None:
    copy = own.with_name("delar-granskning.xlsx")
    copy.write_bytes(own.read_bytes())
    done = kontrollera(own, "--excel")
    assert copy.read_bytes() == own.read_bytes()
    assert done.stdout.splitlines()[-1].endswith("delar-granskning-2.xlsx")
    assert done.stderr == (
        "Obs: delar-granskning.xlsx har ändrats sedan den gjordes och skrevs inte över. Den nya heter delar-granskning-2.xlsx.\n"
    )


def test_a_copy_of_a_copy_has_the_next_number(own: Path) -> None:
    kontrollera(own, "--excel")
    done = kontrollera(own.with_name("delar-granskning.xlsx"), "--excel")
    assert done.stdout.splitlines()[-1].endswith("delar-granskning-2.xlsx")
    done = kontrollera(own.with_name("delar-granskning-2.xlsx"), "--excel")
    assert done.stdout.splitlines()[-1].endswith("delar-granskning-3.xlsx")
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["delar.xlsx", "annan.xlsx"])
def test_a_name_that_is_taken_is_refused(name: str, own: Path) -> None:
    own.with_name("annan.xlsx").write_bytes(b"min")
    before = own.with_name(name).read_bytes()
    done = kontrollera(own, "--excel", "--ut", own.with_name(name))
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert own.with_name(name).read_bytes() == before


def test_a_name_without_a_copy_is_a_mistake(own: Path) -> None:
    done = kontrollera(own, "--ut", "kopia.xlsx")
    assert (done.exit_code, done.stdout) == (2, "")


def test_only_some_can_be_shown_but_all_are_counted(unfilled: Path) -> None:
    whole, errors, sheet = (
        kontrollera(unfilled, *flags).stdout for flags in ((), ("--grad", "fel"), ("--blad", "texter"))
    )
    assert whole.splitlines()[-1] == errors.splitlines()[-1] == sheet.splitlines()[-1]
    assert "notis " not in errors
    assert "\nTexter\n" in sheet
    assert "\nStart\n" not in sheet


@pytest.mark.parametrize("flags", [("--grad", "värst"), ("--blad", "Finns inte"), ("--json", "--grad", "fel")])
def test_what_cannot_be_chosen_is_told_in_swedish(flags: tuple[str, ...], unfilled: Path) -> None:
    done = kontrollera(unfilled, *flags)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.match(
        r"Fel: --grad: värst finns inte|Fel: Bladet Finns inte finns inte|Fel: --grad och --blad gäller", done.stderr
    )


def test_json_is_alone_on_its_channel_with_a_copy(own: Path) -> None:
    done = kontrollera(own, "--json", "--excel")
    assert json.loads(done.stdout)["fil"] == str(own)
    assert "delar-granskning.xlsx" in done.stderr


def test_kontrollera_loads_no_library_of_documents(unfilled: Path) -> None:
    program = (
        "import sys\nfrom reportgen.cli.main import group\n"
        "group.main(['kontrollera', sys.argv[1]], standalone_mode=False)\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(unfilled)], capture_output=True, text=True, check=True)
    assert not {name for name in ("weasyprint", "lxml", "jinja2", "xlsxwriter") if f"'{name}'" in done.stderr}


def test_foresla_lists_the_figures_of_the_texts_with_their_fields(own: Path) -> None:
    done = kontrollera(own, "--foresla")
    content = json.loads(kontrollera(own, "--foresla", "--json").stdout)
    assert done.exit_code == 0
    assert len(content["forslag"]) > 0
    assert {tuple(one) for one in content["forslag"]} == {
        ("blad", "cell", "plats", "ord", "tal", "falt", "skriver", "skal")
    }
    for one in content["forslag"]:
        assert one["ord"] in done.stdout
        assert (one["falt"] or one["skal"]) in done.stdout


def test_foresla_is_not_mixed_with_what_concerns_findings(own: Path) -> None:
    done = kontrollera(own, "--foresla", "--grad", "fel")
    assert done.exit_code == 2
    assert "--foresla" in done.stderr
