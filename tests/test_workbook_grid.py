"""Cells by position, and areas of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.model.position import CellRef
from reportgen.workbook.grid import BLANK, Area, Book, Grid, GridCell


@pytest.mark.parametrize(
    ("cell", "is_blank"),
    [
        (GridCell(), True),
        (GridCell(""), True),
        (GridCell("  "), True),
        (GridCell("", formula='=""'), True),
        (GridCell(Decimal(0)), False),
        (GridCell(value=False), False),
        (GridCell(error="#N/A"), False),
        (GridCell("-"), False),
    ],
)
def test_a_cell_is_blank_when_a_person_sees_nothing(cell: GridCell, is_blank: bool) -> None:
    assert cell.is_blank is is_blank


def test_an_area_has_both_its_corners() -> None:
    area = Area(5, 2, 6, 3)
    assert list(area) == [(5, 2), (5, 3), (6, 2), (6, 3)]
    assert (5, 2) in area
    assert (6, 3) in area
    assert (7, 3) not in area
    assert area.a1 == "C5:D6"
    assert Area(5, 26, 5, 26).a1 == "AA5"


def test_cells_are_asked_for_by_position() -> None:
    grid = Grid("Blad", {(3, 1): GridCell(" ord "), (9, 0): GridCell(Decimal(1))})
    assert grid.cell(1, 1) is BLANK
    assert grid.text(3, 1) == "ord"
    assert grid.text(9, 0) == ""
    assert grid.rows() == [3, 9]
    assert grid.ref(3, 1) == CellRef("Blad", 3, "B")


def test_a_sheet_is_found_whatever_its_case() -> None:
    book = Book("bok.xlsx", (Grid("Start"),))
    assert book.grid("START") is book.grids[0]
    assert book.grid("Slut") is None
