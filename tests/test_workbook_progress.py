"""Start tells what is left on each sheet, and goes on telling as cells are filled in."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.report import Report
from reportgen.workbook.layout import lay_out
from reportgen.workbook.plan import PlannedCell
from sheets import EKONOMI, MAL, MALL, empty, filled


def on_start(sheet: str, report: Report) -> tuple[PlannedCell, PlannedCell]:
    """What Start says of a sheet: how much is filled in, what is left."""
    start = lay_out(report, MALL)[0]
    row = next(row for (row, column), cell in start.cells.items() if column == 1 and cell.value == sheet and cell.link)
    return start.cells[row, 2], start.cells[row, 3]


def test_an_empty_sheet_wants_its_required_cells() -> None:
    filled_in, left = on_start(EKONOMI, empty())
    assert filled_in.value == "0 av 20 celler, egna rader: 0"
    assert left.value == Decimal(5)


def test_what_is_filled_in_counts() -> None:
    report = filled(empty(), {"ekonomi.personal.budget": 1, "ekonomi.personal.prognos": 0, "ekonomi.hyror.budget": 2})
    filled_in, left = on_start(EKONOMI, report)
    assert (filled_in.value, left.value) == ("3 av 20 celler, egna rader: 0", Decimal(3))


def test_a_free_row_in_use_wants_its_required_cells() -> None:
    report = filled(empty(), {}, {"mal.fri_01": "Eget mål"})
    filled_in, left = on_start(MAL, report)
    assert (filled_in.value, left.value) == ("0 av 16 celler, egna rader: 1", Decimal(3))


def test_the_count_is_live() -> None:
    filled_in, left = on_start(EKONOMI, empty())
    assert left.formula == (
        "=COUNTBLANK('Ekonomi'!C9:C10)+COUNTBLANK('Ekonomi'!C12:C13)+COUNTBLANK('Ekonomi'!C18)"
        "+SUMPRODUCT(('Ekonomi'!B14:B16<>\"\")*('Ekonomi'!C14:C16=\"\"))"
    )
    assert "COUNTBLANK('Ekonomi'!C9:D10)" in str(filled_in.formula)


def test_a_sheet_that_asks_for_nothing_says_so() -> None:
    assert on_start("Nyckeltal", empty())[1].value == "Inget krävs"


def test_texts_count_too() -> None:
    assert on_start("Texter", empty())[1].value == Decimal(1)
