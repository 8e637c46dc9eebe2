"""The file holds what was planned, the same bytes each time, with rows that grow and sheets that are locked without password."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from reportgen.model.value import Cell
from reportgen.workbook.layout import lay_out
from reportgen.workbook.numbers import round_as_excel
from reportgen.workbook.plan import to_grid
from reportgen.workbook.read import read_book
from reportgen.workbook.write import workbook_bytes
from sheets import CREATED, EKONOMI, MAL, MALL, empty, file_of
from test_workbook_package import parts_of
from test_workbook_parse import full


@pytest.fixture(scope="module")
def opened() -> Any:
    return openpyxl.load_workbook(io.BytesIO(file_of(full())))


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return parts_of(file_of(full()))


def test_the_same_plans_give_the_same_bytes() -> None:
    assert file_of(full()) == file_of(full())


def test_the_only_date_in_the_file_is_the_one_given(opened: Any) -> None:
    assert opened.properties.created == CREATED.replace(tzinfo=None)
    later = workbook_bytes(lay_out(full(), MALL), created=datetime(2025, 1, 1, tzinfo=UTC))
    assert later != file_of(full())


def test_the_file_holds_every_planned_cell() -> None:
    book = read_book(file_of(full()), "bok.xlsx")
    for plan, grid in zip(lay_out(full(), MALL), book.grids, strict=True):
        planned = to_grid(plan)
        assert grid.name == planned.name
        assert grid.visibility is planned.visibility
        assert sorted((a.top, a.left, a.bottom, a.right) for a in grid.merged) == sorted(
            (a.top, a.left, a.bottom, a.right) for a in planned.merged
        )
        for at, cell in planned.cells.items():
            found = grid.cells[at]
            assert found.formula == cell.formula, (plan.name, at)
            assert found.number_format == cell.number_format, (plan.name, at)
            assert same(found.value, cell.value), (plan.name, at)


def same(found: object, planned: object) -> bool:
    """As far as a file can hold it: 15 digits of a number, a date as its midnight."""
    if isinstance(found, Decimal) and isinstance(planned, Decimal):
        return found == round_as_excel(planned)
    return (found.date() if isinstance(found, datetime) else found) == planned


def test_a_formula_without_value_shows_nothing_until_it_is_worked_out() -> None:
    grid = read_book(file_of(empty()), "bok.xlsx").grid(EKONOMI)
    assert grid is not None
    assert grid.cell(9, 4).formula
    assert grid.cell(9, 4).value in (None, "")


def test_sheets_are_locked_without_password(opened: Any) -> None:
    for sheet in opened:
        if sheet.sheet_state == "visible":
            assert sheet.protection.sheet
            assert not sheet.protection.password
            assert not sheet.protection.formatColumns
            assert not sheet.protection.formatRows
    assert not opened[EKONOMI].protection.insertRows, "False in the file: it is let through"
    assert opened["Nyckeltal"].protection.insertRows


def test_input_cells_are_open_and_the_others_locked(opened: Any) -> None:
    sheet = opened[EKONOMI]
    assert not sheet["C9"].protection.locked
    assert sheet["E9"].protection.locked
    assert sheet["B9"].protection.locked


def test_keys_and_marks_are_hidden(opened: Any) -> None:
    sheet = opened[EKONOMI]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[6].hidden
    assert opened["_reportgen"].sheet_state == "veryHidden"


def test_number_cells_ask_in_swedish_and_let_a_dash_through(opened: Any) -> None:
    found = {str(v.sqref): v for v in opened[EKONOMI].data_validations.dataValidation}
    budget = next(v for where, v in found.items() if "C9" in where)
    assert (budget.type, budget.errorStyle, budget.errorTitle) == ("custom", "warning", "Ett tal väntas")
    assert budget.formula1 == 'OR(ISNUMBER(C9),C9="-",C9="–")'
    assert budget.prompt == "Hela året."


def test_statuses_are_chosen_in_a_list_and_get_their_colour(opened: Any) -> None:
    sheet = opened[MAL]
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list" and "C8" in str(v.sqref)]
    assert lists[0].formula1.startswith("_reportgen!$")
    rules = [rule for where in sheet.conditional_formatting for rule in where.rules]
    assert {rule.formula[0] for rule in rules} == {'"Uppnås, helt"', '"Delvis"', '"Nej"'}


def test_rows_of_text_grow_and_rows_of_headings_do_not(parts: dict[str, bytes]) -> None:
    """A row that has a height and is not marked as fixed is made higher by Excel when more is written in it."""
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    rows = dict(re.findall(r'<row r="(\d+)"([^>]*)>', sheet))
    assert "ht=" in rows["8"]
    assert "customHeight" not in rows["8"]
    assert "customHeight" in rows["7"]


def test_pages_are_a4_as_wide_as_one_page_with_headings_repeated(opened: Any) -> None:
    sheet = opened[EKONOMI]
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1), "one is what the standard says when it says nothing"
    assert sheet.print_title_rows == "$7:$7"
    assert opened["Texter"].page_setup.fitToHeight == 0
    assert "Socialnämnden" in sheet.oddHeader.left.text
    assert "&P av &N" in (sheet.oddFooter.center.text or "").replace("&[Page]", "&P").replace("&[Pages]", "&N")


def test_headings_stay_in_sight(opened: Any) -> None:
    assert opened[EKONOMI].freeze_panes == "C8"


def test_start_leads_to_each_sheet(opened: Any) -> None:
    links = [cell.hyperlink.location for row in opened["Start"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in (MAL, EKONOMI, "Nyckeltal", "Antal", "Texter")]


def test_nothing_typed_becomes_a_formula_or_a_link() -> None:
    texts = {"inledning": Cell("=1+1"), "slut": Cell("https://exempel.se")}
    data = file_of(replace(full(), texts=MappingProxyType(texts)))
    grid = read_book(data, "bok.xlsx").grid("Texter")
    assert grid is not None
    assert (grid.cell(7, 2).value, grid.cell(7, 2).formula) == ("=1+1", None)
    assert openpyxl.load_workbook(io.BytesIO(data))["Texter"]["C9"].hyperlink is None


@pytest.mark.parametrize("data", [file_of(empty()), file_of(full())], ids=["empty", "filled"])
def test_the_file_follows_the_standards_schema(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(data)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors
    assert [f"{error.part_uri} {error.path}: {error.description}" for error in found] == []


def test_numbers_are_written_with_all_their_digits() -> None:
    grid = read_book(file_of(full()), "bok.xlsx").grid(EKONOMI)
    assert grid is not None
    assert grid.cell(9, 2).value == Decimal("1200.5")
    assert grid.cell(9, 6).value == Decimal("5.2")
