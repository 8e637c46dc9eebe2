"""A copy that shows the findings: every cell at fault is seen, and nothing else in the workbook is touched."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openxml_audit import FileFormat, OpenXmlValidator

from reportgen.checks import Context, run_checks
from reportgen.checks.acknowledge import acknowledge
from reportgen.derive.report import derive
from reportgen.model.finding import Code, Finding, in_sheet_order
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.workbook.annotate import annotated
from reportgen.workbook.annotate.made import is_as_made
from reportgen.workbook.parse import parse_report
from reportgen.workbook.read import read_book
from sheets import EKONOMI, MALL, file_of
from test_workbook_package import parts_of
from test_workbook_parse import full

ICON = Path(__file__).resolve().parent.parent / "docs" / "bild-rapport.png"


def checked(data: bytes) -> tuple[Report, list[Finding]]:
    """The report of a workbook and its findings, as the pipeline gives them."""
    book = read_book(data, "bok.xlsx")
    report, found = parse_report(book, MALL)
    found += run_checks(Context(MALL, report, derive(report, MALL)))
    return report, in_sheet_order(acknowledge(found, report), [grid.name for grid in book.grids])


def shown(data: bytes, findings: Sequence[Finding] | None = None) -> bytes:
    return annotated(data, read_book(data, "bok.xlsx"), checked(data)[1] if findings is None else findings, MALL)


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook as a person's program saves it after a change."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def notes(data: bytes) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def coloured(data: bytes) -> dict[str, set[str]]:
    """The cells with a look of ours, by sheet."""
    return {
        sheet.title: {cell for area in sheet.conditional_formatting for cell in str(area.sqref).split() if ours(area)}
        for sheet in opened(data)
        if any(ours(area) for area in sheet.conditional_formatting)
    }


def ours(area: Any) -> bool:
    return any(rule.formula == ['LEN("reportgen")>0'] for rule in area.rules)


def row_of(data: bytes, code: str) -> dict[str, Any]:
    """The first row of Granskning with that code, by what the hidden row calls the columns."""
    sheet = opened(data)["Granskning"]
    keys = [cell.value for cell in sheet[4]]
    rows = (
        dict(zip(keys, (cell.value for cell in row), strict=True)) | {"rad": row[0].row} for row in sheet.iter_rows(5)
    )
    return next(row for row in rows if row["kod"] == code)


def with_own_things(book: Any) -> None:
    book[EKONOMI]["D9"].comment = Comment("Kolla med Eva.", "Chef")
    book[EKONOMI]["C13"].comment = Comment("Fakturan kommer.", "Chef")
    book[EKONOMI].column_dimensions["D"].width = 33
    book[EKONOMI]["C12"] = "sex"
    book[EKONOMI]["K9"] = "Mitt eget"
    own = book.create_sheet("Mina anteckningar")
    own["A1"], own["A2"] = "Underlag", "=SUM(1,2)"
    own.add_image(Image(str(ICON)), "C3")


@pytest.fixture(scope="module")
def theirs() -> bytes:
    """A workbook that a person has worked in: notes, a sheet of their own with a picture, a width, faults."""
    return edited(file_of(full()), with_own_things)


@pytest.fixture(scope="module")
def copy(theirs: bytes) -> bytes:
    return shown(theirs)


def test_the_copy_is_the_same_report_with_the_same_findings(theirs: bytes, copy: bytes) -> None:
    assert checked(copy) == checked(theirs)
    assert len(checked(copy)[1]) > 3


def test_parts_that_no_finding_concerns_are_the_same_bytes(theirs: bytes, copy: bytes) -> None:
    before, after = parts_of(theirs), parts_of(copy)
    lists = re.compile(
        r"\[Content_Types\]|\.rels$|worksheets/sheet\d+\.xml|styles\.xml|workbook\.xml|comment|legacyDrawing|sharedStrings"
    )
    kept = [name for name in before if not lists.search(name)]
    assert {"xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/theme/theme1.xml"} <= set(kept)
    assert [name for name in kept if before[name] != after[name]] == []


def test_sheets_widths_and_formulas_of_ones_own_are_there(copy: bytes) -> None:
    book = opened(copy)
    assert book["Mina anteckningar"]["A2"].value == "=SUM(1,2)"
    assert book[EKONOMI].column_dimensions["D"].width == 33


def test_every_finding_with_a_cell_has_a_note_and_a_look(copy: bytes) -> None:
    cells = {str(f.at) for f in checked(copy)[1] if f.at and f.at.row and f.at.column}
    assert {at for at, text in notes(copy).items() if "Fynd från reportgen" in text} == cells
    assert {f"{sheet}!{a1}" for sheet, found in coloured(copy).items() for a1 in found} == cells


def test_a_persons_note_stands_before_ours_and_alone_when_it_is_read(copy: bytes) -> None:
    data = shown(
        copy, [Finding(Code.TAL_OLASLIGT, CellRef(EKONOMI, 9, "D"), Place("ekonomi", "personal", "prognos"), "x")]
    )
    text = notes(data)[f"{EKONOMI}!D9"]
    assert text.startswith("Kolla med Eva.\nFynd från reportgen\nFEL ")
    grid = read_book(data, "bok.xlsx").grid(EKONOMI)
    assert grid is not None
    assert set(grid.comments.values()) == {"Kolla med Eva.", "Fakturan kommer."}


def test_a_copy_of_a_copy_is_the_same(copy: bytes) -> None:
    assert shown(copy) == copy


def test_what_is_mended_loses_its_note_and_look(theirs: bytes, copy: bytes) -> None:
    data = shown(copy, [])
    assert notes(data) == notes(theirs)
    assert coloured(data) == {}
    assert checked(data) == checked(theirs)


def test_a_finding_is_acknowledged_by_a_reason_on_its_row(copy: bytes) -> None:
    row = row_of(copy, "TAL_OLASLIGT")

    def answer(book: Any) -> None:
        book["Granskning"][f"E{row['rad']}"], book["Granskning"][f"F{row['rad']}"] = "Så står det.", "M. Ek"

    data = shown(edited(copy, answer))
    (finding,) = [finding for finding in checked(data)[1] if finding.code is Code.TAL_OLASLIGT]
    assert finding.reason == "Så står det. (M. Ek)"
    after = row_of(data, "TAL_OLASLIGT")
    assert (after["rad"], after["#grad"], after["skal"]) == (row["rad"], "kvitterat", "Så står det.")


def test_rows_of_findings_that_are_gone_are_used_again(copy: bytes) -> None:
    data = shown(copy, [])
    sheet = opened(data)["Granskning"]
    assert [row for row in sheet.iter_rows(7, values_only=True) if any(row)] == []


def test_each_row_leads_to_its_cell(copy: bytes) -> None:
    sheet = opened(copy)["Granskning"]
    row = row_of(copy, "TAL_OLASLIGT")
    assert sheet[f"C{row['rad']}"].hyperlink.location == f"'{EKONOMI}'!C12"
    assert f"rad {row['rad']} på bladet Granskning" in notes(copy)[f"{EKONOMI}!C12"]


def test_a_changed_value_is_told_on_the_new_row_and_on_the_old(theirs: bytes) -> None:
    def answer(book: Any) -> None:
        sheet = book["Granskning"]
        for a1, words in {
            "H8": "TAL_OLASLIGT",
            "I8": "ekonomi.hyror.budget",
            "J8": "fem",
            "E8": "Enligt avtal",
        }.items():
            sheet[a1] = words

    data = shown(edited(theirs, answer))
    sheet = opened(data)["Granskning"]
    new = next(r for r in range(6, 30) if sheet[f"H{r}"].value == "TAL_OLASLIGT" and r != 8)
    assert sheet["D8"].value == f"Gäller inte längre: se rad {new}."
    assert "Kvitterades för fem; nu sex. Skälet då: Enligt avtal" in sheet[f"D{new}"].value
    assert not sheet[f"E{new}"].value


def test_more_findings_than_rows_are_all_listed() -> None:
    many = [
        Finding(Code.UTANFOR_TABELL, CellRef(EKONOMI, n, "Q"), Place("ekonomi", cell=f"Q{n}"), "x")
        for n in range(1, 200)
    ]
    data = shown(file_of(full()), many)
    book = opened(data)
    listed = [row[8] for row in book["Granskning"].iter_rows(6, values_only=True) if row[7] == "UTANFOR_TABELL"]
    assert listed == [str(finding.place) for finding in many]
    assert book["Granskning"].print_area.endswith(f"${6 + len(many)}")
    assert book["Granskning"]["E150"].protection.locked is False


def test_a_sheet_from_before_the_columns_of_findings_gets_them(theirs: bytes) -> None:
    def older(book: Any) -> None:
        sheet = book["Granskning"]
        keep = {"kod": 2, "plats": 3, "varde": 4, "skal": 5, "av": 6}
        for column in range(2, 11):
            sheet.cell(4, column).value = sheet.cell(5, column).value = sheet.cell(6, column).value = None
        for key, column in keep.items():
            sheet.cell(4, column).value = key

    data = shown(edited(theirs, older))
    row = row_of(data, "TAL_OLASLIGT")
    assert row["#fynd"].startswith("Hyror 2024, Budget 2024: ”sex” är inget tal.")
    assert checked(data)[1] == checked(edited(theirs, older))[1]


@pytest.mark.slow
@pytest.mark.parametrize("findings", ["all", "none"])
def test_the_copy_keeps_to_the_format(findings: str, theirs: bytes, copy: bytes, tmp_path: Path) -> None:
    data = copy if findings == "all" else shown(copy, [])
    (tmp_path / "kopia.xlsx").write_bytes(data)
    (tmp_path / "bok.xlsx").write_bytes(theirs)
    validator = OpenXmlValidator(FileFormat.OFFICE_2019)
    before = {str(error) for error in validator.validate(str(tmp_path / "bok.xlsx")).errors}
    assert {str(error) for error in validator.validate(str(tmp_path / "kopia.xlsx")).errors} - before == set()


def test_words_that_a_file_cannot_hold_do_no_harm() -> None:
    odd = Finding(Code.UTANFOR_TABELL, CellRef(EKONOMI, 9, "K"), Place("ekonomi", cell="K9"), "a\x0bb_x000D_c<&>")
    data = shown(file_of(full()), [odd])
    grid = read_book(data, "bok.xlsx").grid("Granskning")
    assert grid is not None
    assert "ab_x000D_c<&>" in [cell.value for cell in grid.cells.values()]


def test_a_copy_that_nobody_has_worked_in_is_known(copy: bytes) -> None:
    assert is_as_made(copy)
    assert not is_as_made(file_of(full()))
    assert not is_as_made(edited(copy, lambda book: book["Granskning"].__setitem__("E6", "Skäl")))
    assert not is_as_made(b"PK")


def test_a_bridge_written_on_its_row_is_read_back(copy: bytes) -> None:
    def answer(book: Any) -> None:
        for a1, words in {"E6": "Köpt vård", "G6": "-12,5", "H6": "SUMMA_FEL", "I6": "ekonomi.summa.budget"}.items():
            book["Granskning"][a1] = words

    report, _ = checked(shown(edited(copy, answer)))
    assert Decimal("-12.5") in {ack.bridge for ack in report.acknowledged}


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_opens_the_copy_and_what_it_saves_can_be_shown_anew(copy: bytes, tmp_path: Path) -> None:
    (tmp_path / "kopia.xlsx").write_bytes(copy)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/lo",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
    ]
    subprocess.run(
        [*command, str(tmp_path / "back"), str(tmp_path / "kopia.xlsx")], check=True, capture_output=True, timeout=240
    )
    saved = (tmp_path / "back" / "kopia.xlsx").read_bytes()
    plain = {at: " ".join(text.split()) for at, text in notes(shown(saved, checked(copy)[1])).items()}
    assert plain == {at: " ".join(text.split()) for at, text in notes(copy).items()}
    assert coloured(shown(saved, checked(copy)[1])) == coloured(copy)
    assert notes(shown(saved, [])).keys() == {f"{EKONOMI}!D9", f"{EKONOMI}!C13"}


def test_a_finding_that_is_acknowledged_twice_over_has_the_row_of_the_first(theirs: bytes) -> None:
    report, findings = checked(theirs)
    finding = replace(findings[0], reason="Känt.", settled_at=CellRef("Granskning", 6, "E"))
    assert report.acknowledged[0].at == finding.settled_at
    assert opened(shown(theirs, [finding]))["Granskning"]["B6"].value == "kvitterat"
