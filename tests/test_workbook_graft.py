"""Sheets of ours put into a workbook, and values into its cells: the rest is as it was, and the file stays whole."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from reportgen.model.position import CellRef
from reportgen.workbook.fill import Filling, filled
from reportgen.workbook.graft import with_sheets
from reportgen.workbook.plan import PlannedCell, SheetPlan, Style
from reportgen.workbook.read import read_book
from sheets import empty, file_of


def plan(name: str, words: str) -> SheetPlan:
    return SheetPlan(name, {(1, 1): PlannedCell(words, style=Style(bold=True)), (2, 1): PlannedCell(Decimal("1.5"))})


def faults(data: bytes, folder: Path) -> set[str]:
    file = folder / "bok.xlsx"
    file.write_bytes(data)
    return {str(error) for error in OpenXmlValidator(FileFormat.OFFICE_2019).validate(str(file)).errors}


def test_a_new_sheet_comes_last_and_one_that_is_there_keeps_its_place(tmp_path: Path) -> None:
    data = file_of(empty())
    names = [grid.name for grid in read_book(data, "bok.xlsx").grids]
    once = with_sheets(data, "bok.xlsx", [plan("Ett", "a"), plan("Två", "b")])
    twice = with_sheets(once, "bok.xlsx", [plan("Ett", "c")])
    assert [grid.name for grid in read_book(twice, "bok.xlsx").grids] == [*names, "Ett", "Två"]
    found = read_book(twice, "bok.xlsx")
    assert [found.grids[n].cell(1, 1).value for n in (-2, -1)] == ["c", "b"]
    assert faults(twice, tmp_path) == set()


def test_looks_are_added_once_however_often_a_sheet_is_replaced() -> None:
    data = with_sheets(file_of(empty()), "bok.xlsx", [plan("Ett", "a")])
    again = with_sheets(data, "bok.xlsx", [plan("Ett", "a")])
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(again)) as two:
        assert one.read("xl/styles.xml") == two.read("xl/styles.xml")


def test_looks_of_ours_are_the_same_in_another_programs_file() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "Deras"
    file = io.BytesIO()
    book.save(file)
    grafted = load_workbook(io.BytesIO(with_sheets(file.getvalue(), "bok.xlsx", [plan("Ett", "a")])))
    assert grafted["Ett"]["B1"].font.b
    assert grafted["Ett"]["B1"].font.name == "Calibri"
    assert not grafted["Sheet"]["A1"].font.b


def filling(values: dict[CellRef, object]) -> Filling:
    return Filling(values, {}, frozenset())  # type: ignore[arg-type]


def test_values_of_every_kind_are_written_as_what_they_are() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Blad"
    file = io.BytesIO()
    book.save(file)
    values = {
        CellRef("Blad", 3, "B"): Decimal("1234.50"),
        CellRef("Blad", 1, "C"): "Ord\nmed rad _x000D_",
        CellRef("Blad", 2, "A"): date(2025, 8, 31),
    }
    grid = read_book(filled(file.getvalue(), "bok.xlsx", filling(values), []), "bok.xlsx").grids[0]
    assert grid.cell(3, 1).value == Decimal("1234.5")
    assert grid.cell(1, 2).value == "Ord\nmed rad _x000D_"
    assert grid.cell(2, 0).value == 45_900


def test_a_cell_that_others_share_their_formula_with_can_be_written_in() -> None:
    """Excel writes a formula that has been filled down once, in the first cell."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Blad"
    for row in (1, 2, 3):
        book.active[f"A{row}"] = row
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for row, formula in (
        (1, b'<f t="shared" ref="B1:B3" si="0">A1*2</f>'),
        (2, b'<f t="shared" si="0"/>'),
        (3, b'<f t="shared" si="0"/>'),
    ):
        end = b"</row>"
        at = sheet.index(end, sheet.index(f'<row r="{row}"'.encode()))
        sheet = sheet[:at] + f'<c r="B{row}">'.encode() + formula + f"<v>{row * 2}</v></c>".encode() + sheet[at:]
    parts["xl/worksheets/sheet1.xml"] = sheet
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    data = filled(out.getvalue(), "bok.xlsx", filling({CellRef("Blad", 1, "B"): Decimal(7)}), [])
    grid = read_book(data, "bok.xlsx").grids[0]
    assert (grid.cell(1, 1).value, grid.cell(1, 1).formula) == (7, None)
    assert [grid.cell(row, 1).formula for row in (2, 3)] == ["=A2*2", "=A3*2"]
