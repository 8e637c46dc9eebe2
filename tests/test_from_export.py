"""From the economy system's export to the finished report, by the commands that the handbook shows."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from reportgen.cli.main import group
from reportgen.model.finding import Severity
from reportgen.pipeline import check_workbook

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "inputs" / "ekonomisystem"
SECTION = "### Prova med ett exempel"


def commands() -> list[list[str]]:
    """What the section of the handbook says to write, one command a line."""
    section = (ROOT / "docs" / "handbok.md").read_text("utf-8").split(SECTION)[1].split("\n###")[0]
    lines = [line.strip() for line in section.splitlines() if line.startswith("    reportgen ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "exempel")
    monkeypatch.chdir(tmp_path / "exempel")
    return tmp_path / "exempel"


def run(command: list[str]) -> None:
    result = CliRunner().invoke(group, command)
    assert result.exit_code == 0, result.output


def test_the_example_is_what_the_tool_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "tools")])
    from make_export import files

    made = files()
    assert {file.name: file.read_bytes() for file in EXAMPLE.iterdir()} == made, "run python tools/make_export.py"


def test_the_handbook_goes_all_the_way() -> None:
    assert [command[0] for command in commands()] == ["ny", "importera", "importera", "kontrollera", "rapport"]


@pytest.mark.usefixtures("folder")
@pytest.mark.usefixtures("folder")
def test_a_table_without_codes_is_told_of_when_the_others_are_filled() -> None:
    run(["ny", "standard-manadsuppfoljning", "--period", "2025-03", "--ut", "ny.xlsx"])
    result = CliRunner().invoke(group, ["importera", "ny.xlsx", "utfall-mars.se"])
    assert "Driftredovisning per verksamhet: inga koder på bladet Kontering" in result.output
    assert "Resultaträkning: inga koder" not in result.output


@pytest.mark.slow
def test_the_commands_before_the_report_leave_nothing_to_put_right(folder: Path) -> None:
    for command in commands()[:-1]:
        run(command)
    assert check_workbook(folder / "mars.xlsx").findings == ()
    empty = {
        finding.place.column
        for finding in check_workbook(folder / "min-mars.xlsx").findings
        if finding.severity is Severity.FEL
        and finding.place
        and finding.place.table in ("resultatrakning", "driftredovisning")
    }
    assert empty & {"utfall", "periodbudget", "utfall_fg", "budget", "prognos"} == set()


@pytest.mark.slow
@pytest.mark.pango
def test_the_commands_of_the_handbook_end_in_a_finished_pdf(folder: Path) -> None:
    for command in commands():
        run(command)
    pages = [page.extract_text() for page in PdfReader(folder / "mars.pdf").pages]
    assert len(pages) > 5
    text = " ".join(" ".join(pages).split()).replace("\u00a0", " ")
    assert "−99 018" in text, "nettokostnaden ur exporten"
    assert "UTKAST" not in text
