"""The order of the steps, on the example: what is refused, what is written, and what is never written over."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.finding import Code, Finding
from reportgen.model.period import Period
from reportgen.pipeline import (
    Checked,
    RefusedError,
    check_workbook,
    find_template,
    list_templates,
    make_report,
    new_workbook,
)

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


@pytest.fixture(scope="module")
def example() -> Checked:
    return check_workbook(EXAMPLE)


def with_error(example: Checked, reason: str = "") -> Checked:
    return replace(example, findings=(*example.findings, Finding(Code.PERIOD_FEL, found="x", reason=reason)))


def test_documents_are_named_as_the_workbook(example: Checked, tmp_path: Path) -> None:
    made = make_report(example, ("html", "docx"), tmp_path / "nåt nytt" / "ut")
    assert [file.name for file in made.files] == [f"{EXAMPLE.stem}.html", f"{EXAMPLE.stem}.docx"]
    assert all(file.stat().st_size > 10_000 for file in made.files)


def test_an_error_that_nobody_has_acknowledged_stops_the_report(example: Checked, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="har 1 fel"):
        make_report(with_error(example), ("html",), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_acknowledged_error_does_not(example: Checked, tmp_path: Path) -> None:
    assert make_report(with_error(example, "känt"), ("html",), tmp_path).files


def test_a_draft_is_made_all_the_same_and_says_so(example: Checked, tmp_path: Path) -> None:
    (file,) = make_report(with_error(example), ("html",), tmp_path, draft=True).files
    assert file.stem.endswith("-utkast")
    assert "UTKAST" in file.read_text("utf-8").upper()


def test_a_word_file_that_someone_has_edited_is_never_written_over(example: Checked, tmp_path: Path) -> None:
    (file,) = make_report(example, ("docx",), tmp_path).files
    assert make_report(example, ("docx",), tmp_path).files == (file,)
    word = docx.Document(io.BytesIO(file.read_bytes()))
    word.paragraphs[-1].add_run("Tillagt för hand")
    word.save(str(file))
    edited = file.read_bytes()
    for _ in range(2):
        made = make_report(example, ("docx",), tmp_path)
        assert [f.name for f in made.files] == [f"{EXAMPLE.stem}-2.docx"]
        assert f"{file.name} har ändrats" in made.remarks[0]
    assert file.read_bytes() == edited


def test_a_new_workbook_never_replaces_a_file(tmp_path: Path) -> None:
    template = find_template("enkoping-delarsrapport")
    target = tmp_path / "underlag.xlsx"
    new_workbook(template, "Socialnämnden", Period(2025, 4), target)
    assert check_workbook(target).entered.period == Period(2025, 4)
    before = target.read_bytes()
    with pytest.raises(OutputError, match="finns redan"):
        new_workbook(template, "Socialnämnden", Period(2025, 4), target)
    assert target.read_bytes() == before


def test_an_unknown_mall_gets_the_nearest_name() -> None:
    with pytest.raises(ReportgenError, match="Menade du enkoping-delarsrapport"):
        find_template("enkoping-delarsraport")
    assert [template.spec.info.name for template in list_templates()] == sorted(
        template.spec.info.name for template in list_templates()
    )
