"""Whatever people do to a workbook, reading it ends in a report and findings: never a traceback, never a value lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.derive.report import derive
from reportgen.model.errors import WorkbookError
from reportgen.model.report import Report
from reportgen.workbook.cells import read_label
from reportgen.workbook.grid import Area, Book, Grid, GridCell, Position
from reportgen.workbook.layout import lay_out
from reportgen.workbook.parse import parse_report
from sheets import EKONOMI, MAL, MALL, book_of, read, with_grid
from test_workbook_parse import full

SHEETS = st.sampled_from([EKONOMI, MAL, "Nyckeltal", "Antal", "Start", "Texter", "Granskning", "_reportgen"])
POSITIONS = st.tuples(st.integers(1, 30), st.integers(0, 12))
KEYS = st.sampled_from(
    ["personal", "hyror", "fri_01", "ny_01", "mal", "#titel", "tabell:ekonomi", "tabell:mal", "x y", "texter:"]
)
RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=8),
    KEYS,
    st.sampled_from(["-", "1 234,5", "1.234", "Personal", "Övrigt", "Budget 2024", "Post", "Summa", "2024-13", "SUMMA_FEL"]),
    st.just(datetime(2024, 2, 29)),
    st.just(date(2024, 1, 1)),
    st.just(time(12, 30)),
)  # fmt: skip
CELLS = st.builds(
    GridCell,
    RAW,
    st.none() | st.sampled_from(["=1+1", "=C9-D9", "=SUM(C9:C12)", "=[Bok.xlsx]A!B1", "="]),
    st.none() | st.sampled_from(["#REF!", "#DIV/0!", "#N/A"]),
    st.sampled_from(["General", "0%", "@", "yyyy-mm-dd"]),
)


def put(book: Book, sheet: str, at: Position, cell: GridCell) -> Book:
    return with_grid(book, sheet, lambda grid: replace(grid, cells=MappingProxyType({**grid.cells, at: cell})))


def rows_moved(grid: Grid, one: int, other: int) -> Grid:
    swap = {one: other, other: one}
    return replace(grid, cells={(swap.get(row, row), column): cell for (row, column), cell in grid.cells.items()})


def rows_removed(grid: Grid, first: int, number: int) -> Grid:
    gone = range(first, first + number)
    kept = {at: cell for at, cell in grid.cells.items() if at[0] not in gone}
    return replace(grid, cells={(row - number if row >= first else row, c): cell for (row, c), cell in kept.items()})


def columns_removed(grid: Grid, first: int, number: int) -> Grid:
    gone = range(first, first + number)
    kept = {at: cell for at, cell in grid.cells.items() if at[1] not in gone}
    return replace(grid, cells={(row, c - number if c >= first else c): cell for (row, c), cell in kept.items()})


@st.composite
def damaged(draw: st.DrawFn) -> Book:
    book = book_of(full())
    for _ in range(draw(st.integers(1, 6))):
        sheet = draw(SHEETS.filter(lambda name, b=book: b.grid(name) is not None))  # type: ignore[misc]
        row, number = draw(st.integers(1, 25)), draw(st.integers(1, 3))
        match draw(st.sampled_from(["cell", "cell", "cell", "swap", "row", "column", "merge", "sheet", "copy"])):
            case "cell":
                book = put(book, sheet, draw(POSITIONS), draw(CELLS))
            case "swap":
                book = with_grid(book, sheet, lambda g, r=row, n=number: rows_moved(g, r, r + n))  # type: ignore[misc]
            case "row":
                book = with_grid(book, sheet, lambda g, r=row, n=number: rows_removed(g, r, n))  # type: ignore[misc]
            case "column":
                column = draw(st.integers(0, 8))
                book = with_grid(book, sheet, lambda g, c=column, n=number: columns_removed(g, c, n))  # type: ignore[misc]
            case "merge":
                area = Area(row, number, row + number, number + 1)
                book = with_grid(book, sheet, lambda g, a=area: replace(g, merged=(*g.merged, a)))  # type: ignore[misc]
            case "sheet":
                book = replace(book, grids=tuple(grid for grid in book.grids if grid.name != sheet))
            case "copy":
                copies = [replace(grid, name=f"{grid.name} (2)") for grid in book.grids if grid.name == sheet]
                book = replace(book, grids=(*book.grids, *copies))
    return book


@pytest.mark.slow
@settings(max_examples=100)
@given(damaged())
def test_any_damage_ends_in_a_report_and_findings(book: Book) -> None:
    try:
        report, findings = parse_report(book, MALL)
    except WorkbookError:
        return
    for finding in findings:
        assert finding.message
        assert "…" not in finding.message.replace(finding.found, ""), finding
    again = derive(report, MALL)
    assert lay_out(again, MALL)


@pytest.mark.slow
@settings(max_examples=100)
@given(
    st.sampled_from([EKONOMI, MAL, "Nyckeltal"]), POSITIONS, st.sampled_from(["Kolla detta", "7,25", "Sjuhundra kr"])
)
def test_whatever_is_written_on_a_table_sheet_is_read_or_told(sheet: str, at: Position, text: str) -> None:
    """Not in the hidden column, nor in the rows of titles and headings, which the workbook has locked."""
    book = book_of(full())
    grid = book.grid(sheet)
    assert grid is not None
    if at[1] == 0 or grid.text(at[0], 0).startswith(("#", "tabell:")):
        return
    before, _ = read(book)
    report, findings = parse_report(put(book, sheet, at, GridCell(text)), MALL)
    told = any(text in f"{finding.found} {finding.expected}" for finding in findings)
    assert told or text in words_of(report) or report != before


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(8, 18), st.integers(8, 18))
def test_values_stay_with_their_rows_however_rows_are_swapped(one: int, other: int) -> None:
    report, _ = read(with_grid(book_of(full()), EKONOMI, lambda grid: rows_moved(grid, one, other)))
    expected, _ = read(book_of(full()))
    for row in expected.table("ekonomi").rows:
        found = report.table("ekonomi").row(row.key)
        assert found is not None
        entered = {key: cell.value for key, cell in row.cells.items()}
        assert {key: cell.value for key, cell in found.cells.items()} == entered


def words_of(report: Report) -> str:
    cells = [cell for table in report.tables.values() for row in table.rows for cell in row.cells.values()]
    labels = [row.label for table in report.tables.values() for row in table.rows]
    return "\n".join(
        [*labels, *(read_label(GridCell(c.value)) if isinstance(c.value, Decimal) else str(c.value) for c in cells)]
    )
