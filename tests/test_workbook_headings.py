"""A heading that somebody has changed on the sheet is kept and told; one that only follows the period is not."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.workbook.meta import read_meta, read_snapshot
from reportgen.workbook.parse import parse_report
from sheets import EKONOMI, MAL, MALL, bare, book_of, edited, empty, read, with_grid


def changed(**headings: str) -> Report:
    """The empty report with other headings in the table Ekonomi."""
    report = empty()
    return report.with_tables({"ekonomi": replace(report.table("ekonomi"), headings=headings)})


def heading_cells(sheet: str) -> dict[str, str]:
    """What stands in the rows of headings, by cell."""
    grid = book_of(empty()).grid(sheet)
    assert grid is not None
    rows = [row for row in grid.rows() if grid.text(row, 0) in ("#rubrik", "#grupprubrik")]
    return {
        str(grid.ref(*at)).rpartition("!")[2]: grid.text(*at) for at in grid.cells if at[0] in rows and at[1] and at[0]
    }


def test_a_changed_heading_is_told_with_what_the_mall_has() -> None:
    _, findings = parse_report(edited(book_of(empty()), EKONOMI, {"C7": "Årets budget"}), MALL)
    (finding,) = findings
    assert (str(finding.at), finding.place) == ("Ekonomi!C7", Place("ekonomi", None, "budget"))
    assert finding.message == "Rubriken är Årets budget här men Budget 2024 i mallen för tabellen Ekonomi."


def test_case_spaces_and_an_emptied_heading_are_no_change() -> None:
    report, found = read(edited(book_of(empty()), EKONOMI, {"C7": " BUDGET  2024:", "D7": None}))
    assert found == []
    assert report.table("ekonomi").headings == {}


def test_a_heading_that_follows_the_period_follows_a_changed_one() -> None:
    april = edited(book_of(empty()), "Start", {"C7": "2025-04"})
    for book in (april, edited(april, EKONOMI, {"C7": "Budget 2025"})):
        report, found = read(book)
        assert (report.period, found, report.table("ekonomi").headings) == (Period(2025, 4), [], {})


def test_a_heading_over_several_columns_counts_for_each() -> None:
    group = next(a1 for a1, text in heading_cells(MAL).items() if text == "Utfall 2024")
    report, found = read(edited(book_of(empty()), MAL, {group: "Utfall juni"}))
    assert found == [("RUBRIK_ANDRAD", f"{MAL}!{group}")]
    assert report.table("matt").headings == {"grupp.utfall": "Utfall juni"}


def test_changed_headings_are_written_read_and_remembered() -> None:
    report = changed(budget="Årets budget")
    read_back, _ = parse_report(book_of(report), MALL)
    assert read_back.table("ekonomi").headings == {"budget": "Årets budget"}
    assert read_snapshot(read_meta(book_of(report))).table("ekonomi").headings == {"budget": "Årets budget"}
    assert bare(read_back) == bare(empty())


def test_without_the_marks_of_the_rows_headings_are_those_of_the_mall() -> None:
    book = with_grid(book_of(changed(budget="Årets budget")), EKONOMI, lambda grid: replace(
        grid, cells={at: cell for at, cell in grid.cells.items() if cell.value != "#rubrik"}))  # fmt: skip
    assert read(book)[0].table("ekonomi").headings == {}
