"""The very hidden sheet says what the workbook was made of, and holds what was entered when it was made."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malls import filled_reports, malls
from reportgen.model.errors import WorkbookError
from reportgen.model.period import Period
from reportgen.model.value import Cell
from reportgen.workbook.grid import Visibility
from reportgen.workbook.marks import META_SHEET
from reportgen.workbook.meta import CHUNK, SCHEMA, read_meta, read_snapshot, sent_earlier
from sheets import EKONOMI, bare, book_of, edited, empty, without
from test_workbook_parse import full


def test_the_sheet_says_what_the_workbook_was_made_of() -> None:
    meta = read_meta(book_of(full()))
    assert (meta.schema, meta.template, meta.version) == (SCHEMA, "prov", "1.0")
    assert (meta.namnd, meta.period) == ("Socialnämnden", "2024-08")


def test_the_sheet_cannot_be_brought_forward_from_the_menus() -> None:
    grid = book_of(empty()).grid(META_SHEET)
    assert grid is not None
    assert grid.visibility is Visibility.VERY_HIDDEN


def test_the_snapshot_holds_what_was_entered() -> None:
    found = read_snapshot(read_meta(book_of(full())))
    entered = bare(full())
    for table in entered.tables.values():
        for row in table.rows:
            kept = found.table(table.key).row(row.key)
            assert kept is not None
            assert (kept.label, kept.parent, dict(kept.cells)) == (row.label, row.parent, dict(row.cells))
    assert (dict(found.facts), found.text("inledning")) == (dict(entered.facts), entered.text("inledning"))


def test_what_was_sent_out_is_told_only_when_it_was_for_an_earlier_period() -> None:
    book = book_of(full())
    earlier = sent_earlier(book, Period(2024, 12))
    assert earlier is not None
    assert earlier.text("inledning") == bare(full()).text("inledning")
    assert sent_earlier(book, Period(2024, 8)) is None
    assert sent_earlier(book, Period(2024, 4)) is None


@settings(max_examples=20)
@given(st.data())
def test_the_snapshot_holds_any_report(data: st.DataObject) -> None:
    spec = data.draw(malls())
    report = data.draw(filled_reports(spec))
    found = read_snapshot(read_meta(book_of(report, spec)))
    for table in bare(report).tables.values():
        for row in table.rows:
            kept = found.table(table.key).row(row.key)
            assert kept is not None
            assert (kept.label, kept.parent, dict(kept.cells)) == (row.label, row.parent, dict(row.cells))


def test_the_snapshot_does_not_follow_later_changes() -> None:
    book = edited(book_of(full()), EKONOMI, {"C9": 1})
    row = read_snapshot(read_meta(book)).table("ekonomi").row("personal")
    assert row is not None
    assert str(row.cell("budget").value) == "1200.5"


def test_a_long_snapshot_takes_several_cells() -> None:
    report = replace(empty(), texts=MappingProxyType({"inledning": Cell("å" * 20_000)}))
    book = book_of(report)
    grid = book.grid(META_SHEET)
    assert grid is not None
    chunks = [cell.value for (_, column), cell in grid.cells.items() if column == 1 and isinstance(cell.value, str)]
    assert max(map(len, chunks)) == CHUNK
    assert read_snapshot(read_meta(book)).text("inledning") == Cell("å" * 20_000)


def test_a_destroyed_snapshot_is_told() -> None:
    whole = book_of(full())
    grid = whole.grid(META_SHEET)
    assert grid is not None
    (first,) = [row for row in grid.rows() if grid.text(row, 0) == "varden:1"]
    book = edited(whole, META_SHEET, {f"B{first}": "{"})
    with pytest.raises(WorkbookError, match="skadat"):
        read_snapshot(read_meta(book))


@pytest.mark.parametrize("changes", [{"B1": None}, {"B1": "x"}, {"A2": None}, {"B2": ""}])
def test_without_its_words_the_sheet_is_none_of_ours(changes: dict[str, str | None]) -> None:
    with pytest.raises(WorkbookError, match="ingen arbetsbok från reportgen"):
        read_meta(edited(book_of(full()), META_SHEET, changes))


def test_without_the_sheet_the_workbook_is_none_of_ours() -> None:
    with pytest.raises(WorkbookError, match="ingen arbetsbok från reportgen"):
        read_meta(without(book_of(full()), META_SHEET))


def test_a_newer_form_is_refused() -> None:
    with pytest.raises(WorkbookError, match="nyare version"):
        read_meta(edited(book_of(full()), META_SHEET, {"B1": str(SCHEMA + 1)}))
