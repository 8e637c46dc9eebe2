"""What the command says: every figure with year and mean, what was left out and why; exit codes; the net is not touched in vain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from kolada_server import DATA, Kolada, answer, item, serving
from reportgen.cli.main import group
from test_importing_kolada import CHOICES, chosen, edited


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def plain(result: Result) -> str:
    return " ".join(result.output.replace("\u00a0", " ").split())


@pytest.fixture
def master(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    path = tmp_path / "ar.xlsx"
    assert run("ny", "standard-arsredovisning", "--period", "2025-12", "--ut", path).exit_code == 0
    edited(path, chosen(**CHOICES))
    (tmp_path / "svar.json").write_text(answer(*DATA, item("N99999", "9901", 2024, 1)), "utf-8")
    return path


def test_figures_are_shown_with_year_and_mean_and_what_was_left_out(master: Path) -> None:
    result = run("kolada", master, master.with_name("svar.json"))
    said = plain(result)
    assert "Liknande kommuner 2024: 5 236, ovägt medelvärde av 2" in said
    assert "Riket 2023: 4 987" in said
    assert "Inte med, nyckeltalet finns inte i mallen: 1" in said
    assert result.exit_code == 1, "N30026 fick inget värde"


def test_each_value_that_was_left_out_is_shown_when_asked_for(master: Path) -> None:
    result = run("kolada", master, master.with_name("svar.json"), "--utelamnat", "--prova")
    assert "N30005 9902 2024 T: 5000" in plain(result)
    assert "N99999 Exempelby 2024 T: 1" in plain(result)
    assert "Inget är skrivet." in plain(result)


@pytest.mark.slow
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_over_the_net(master: Path, version: str) -> None:
    with serving(Kolada(version)) as kolada:
        result = run("kolada", master, "--api", kolada.api)
    assert "N30005 Nettokostnad individ- och familjeomsorg, kr/inv" in plain(result)
    assert load_workbook(master)["Jämförelse"]["F8"].value is not None


def test_without_a_net_it_is_one_line_and_exit_code_2(master: Path) -> None:
    data = master.read_bytes()
    result = run("kolada", master, "--api", "http://127.0.0.1:9")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "Kolada kan inte nås" in result.output
    assert master.read_bytes() == data


def test_a_broken_file_is_one_line_and_exit_code_2(master: Path) -> None:
    master.with_name("svar.json").write_text("<html>", "utf-8")
    result = run("kolada", master, master.with_name("svar.json"))
    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_the_addresses_are_told_without_asking_anybody(master: Path) -> None:
    result = run("kolada", master, "--adresser")
    assert result.exit_code == 0
    assert "https://api.kolada.se/v3/data/kpi/N30005,N30001,N30026/municipality/9901,G1001,0000/year/" in result.output


def test_the_addresses_without_a_municipality_of_our_own_are_told_to_lack_it(tmp_path: Path, master: Path) -> None:
    new = tmp_path / "ny.xlsx"
    assert run("ny", "standard-arsredovisning", "--period", "2025-12", "--ut", new).exit_code == 0
    assert "egen kommun är inte vald" in run("kolada", new, "--adresser").output
    assert "egen kommun är inte vald" not in run("kolada", master, "--adresser").output


def test_a_key_figure_that_the_files_do_not_name_is_shown_by_its_row(master: Path) -> None:
    said = plain(run("kolada", master, master.with_name("svar.json"), "--prova"))
    assert "N30005 Nettokostnad individ- och familjeomsorg, kr per invånare" in said


def test_the_sheet_is_added_once(master: Path) -> None:
    edited(master, lambda book: book.remove(book["Kolada"]))
    assert "Skriv på bladet Kolada" in run("kolada", master, "--blad").output
    assert "har redan bladet Kolada" in run("kolada", master, "--blad").output


def test_no_command_loads_the_net_before_it_is_asked(master: Path) -> None:
    """Nor is Kolada's part loaded by a check of a workbook that has nothing from there."""
    code = (
        "import sys; from reportgen.cli.main import group; import reportgen.cli.kolada\n"
        f"group.main(['kolada', {str(master)!r}, {str(master.with_name('svar.json'))!r}, '--prova'], standalone_mode=False)\n"
        "print([name for name in ('urllib.request', 'http.client', 'ssl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
