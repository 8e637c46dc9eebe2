"""reportgen rapport: which documents are made where, and what is said when they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.model.period import Period
from reportgen.pipeline import list_templates, new_workbook
from reportgen.render import libraries

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


def rapport(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["rapport", *map(str, arguments)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A filled workbook in a folder of its own, with a name as people give them."""
    file = tmp_path / "Nämndens mapp" / "delår åäö [1].xlsx"
    file.parent.mkdir()
    shutil.copyfile(EXAMPLE, file)
    return file


@pytest.fixture
def unfilled(tmp_path: Path) -> Path:
    file = tmp_path / "underlag.xlsx"
    new_workbook(list_templates()[0], "Socialnämnden", Period(2025, 8), file)
    return file


def test_documents_are_laid_beside_the_workbook_and_named(filled: Path) -> None:
    done = rapport(filled, "--format", "html,word")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [str(filled.with_suffix(".docx")), str(filled.with_suffix(".html"))]
    assert names(filled.parent) == [filled.with_suffix(suffix).name for suffix in (".docx", ".html", ".xlsx")]


def test_other_folder_is_made(filled: Path, tmp_path: Path) -> None:
    assert rapport(filled, "--format", "html", "--ut", tmp_path / "ut" / "aug").exit_code == 0
    assert names(tmp_path / "ut" / "aug") == ["delår åäö [1].html"]


@pytest.mark.slow
@pytest.mark.pango
def test_without_format_all_three_are_made(filled: Path, tmp_path: Path) -> None:
    done = rapport(filled, "--ut", tmp_path / "ut")
    assert done.exit_code == 0, done.stderr
    assert names(tmp_path / "ut") == [f"delår åäö [1].{name}" for name in ("docx", "html", "pdf")]


def test_without_pango_the_other_two_are_made_and_it_is_said(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "present", lambda library: library.name != "Pango")
    done = rapport(filled, "--ut", tmp_path / "ut")
    assert done.exit_code == 0, done.stderr
    assert "Obs: PDF görs inte, Pango saknas. Installera" in done.stderr
    assert names(tmp_path / "ut") == ["delår åäö [1].docx", "delår åäö [1].html"]


def test_workbook_with_errors_gives_no_report_but_the_errors(unfilled: Path) -> None:
    done = rapport(unfilled, "--format", "html")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Rapporten gjordes inte" in done.stderr.splitlines()[-1]
    assert "TEXT_SAKNAS" in done.stderr
    assert names(unfilled.parent) == ["underlag.xlsx"]


def test_draft_is_made_of_a_workbook_with_errors(unfilled: Path) -> None:
    done = rapport(unfilled, "--format", "html", "--utkast")
    assert done.exit_code == 0, done.stderr
    assert names(unfilled.parent) == ["underlag-utkast.html", "underlag.xlsx"]
    assert " fel" in done.stderr


def test_workbook_open_in_excel_is_warned_about(filled: Path) -> None:
    filled.with_name(f"~${filled.name}").write_bytes(b"")
    done = rapport(filled, "--format", "html")
    assert done.exit_code == 0
    assert "är öppen hos någon. Ändringar som inte har sparats är inte med." in done.stderr
