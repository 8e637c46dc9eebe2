"""What differs between two reports: laws over drawn reports, and each kind of change at its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing import report, template
from reportgen.model.difference import Change, Changes, compare, merged_order, same_value, with_free_rows_named
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Value

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    fria_rader = 3
    kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "utfall" }, { nyckel = "kommentar", typ = "text" }]
    rad = [{ nyckel = "vard", etikett = "Vård" }, { nyckel = "skola", etikett = "Skola" }]

    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
""")

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.just(DASH),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    st.sampled_from(["", "Ja", "Nej"]),
    st.dates(),
)
KEYS = st.sampled_from(["a", "b", "c", "d"])
CELLS = st.dictionaries(KEYS, VALUES.map(Cell), max_size=3)
ROWS = st.lists(
    st.builds(Row, KEYS, st.sampled_from(["Ett", "Två"]), cells=CELLS, parent=st.sampled_from([None, "m1", "m2"])),
    max_size=3,
    unique_by=lambda row: row.key,
)
TABLES = st.dictionaries(
    st.sampled_from(["t", "u"]),
    st.builds(lambda rows, headings: (tuple(rows), headings), ROWS, st.dictionaries(KEYS, st.sampled_from(["X", "Y"]))),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    tables = {key: Table(key, rows, headings=headings) for key, (rows, headings) in draw(TABLES).items()}
    period = Period(2025, 8)
    return Report("prov", "1.0", "Socialnämnden", period, facts=draw(CELLS), tables=tables, texts=draw(CELLS))


def as_sets(changes: Changes) -> tuple[frozenset[Change], ...]:
    return tuple(map(frozenset, (changes.values, changes.rows, changes.owners, changes.headings)))


@given(reports())
def test_a_report_differs_in_nothing_from_itself(drawn: Report) -> None:
    assert not compare(drawn, drawn)


@given(reports(), reports())
def test_seen_from_the_other_side_the_same_has_changed(first: Report, second: Report) -> None:
    assert as_sets(compare(first, second)) == as_sets(compare(second, first).reversed)


@given(reports(), reports())
def test_what_is_not_told_is_the_same(first: Report, second: Report) -> None:
    """Every place of either report that no change names has one value in both."""
    changes = compare(first, second)
    told = {change.place for change in changes.values}
    for one in (first, second):
        places = {Place("text", key) for key in one.texts} | {Place("uppgift", key) for key in one.facts}
        places |= {Place(t.key, row.key, column) for t in one.tables.values() for row in t.rows for column in row.cells}
        for place in places - told:
            assert same_value(first.cell(place).value, second.cell(place).value), place


@given(st.lists(KEYS, unique=True), st.lists(KEYS, unique=True))
def test_the_merged_order_has_each_key_once_and_keeps_the_second_order(first: list[str], second: list[str]) -> None:
    merged = merged_order(first, second)
    assert sorted(merged) == sorted({*first, *second})
    assert [key for key in merged if key in second] == second


def test_a_key_that_is_gone_stands_where_it_stood() -> None:
    assert merged_order(["a", "b", "c"], ["a", "c", "d"]) == ["a", "b", "c", "d"]


def test_a_figure_tells_its_cells_its_difference_and_per_cent() -> None:
    before = report(SPEC, "drift | utfall\nvard | -200")
    after = report(SPEC, "drift | utfall\nvard | -150")
    (change,) = compare(before, after).values
    assert change.place == Place("drift", "vard", "utfall")
    assert change.at_before == change.at_after == CellRef(SPEC.sheet_of("drift"), 4, "C")
    assert (change.difference, change.per_cent) == (Decimal(50), Decimal(-25))


@pytest.mark.parametrize(("before", "after"), [(0, 5), (5, 0), (-5, 5)])
def test_from_zero_and_across_it_there_is_no_per_cent(before: int, after: int) -> None:
    change = Change(Place("a", "b", "c"), Decimal(before), Decimal(after))
    assert (change.difference, change.per_cent) == (Decimal(after - before), None)


@pytest.mark.parametrize(("before", "after"), [(None, Decimal(0)), (None, DASH), (DASH, Decimal(0))])
def test_empty_dash_and_zero_differ(before: Value, after: Value) -> None:
    assert not same_value(before, after)


@pytest.mark.parametrize(("before", "after"), [(None, ""), (Decimal("1.0"), Decimal("1.00"))])
def test_what_means_the_same_is_the_same(before: Value, after: Value) -> None:
    assert same_value(before, after)


def test_rows_are_added_removed_and_renamed() -> None:
    before = report(SPEC, "drift | utfall\nvard | 1\nny_01: Torg | 2")
    after = report(SPEC, "drift | utfall\nvard | 1\nny_02: Park | 3")
    renamed = replace(after.tables["drift"].rows[0], label="Vård och omsorg")
    after = after.with_tables(
        {"drift": replace(after.tables["drift"], rows=(renamed, *after.tables["drift"].rows[1:]))}
    )
    rows = {(str(c.place), c.before, c.after) for c in compare(before, after).rows}
    assert rows == {
        ("drift.vard", "Vård", "Vård och omsorg"),
        ("drift.ny_01", "Torg", None),
        ("drift.ny_02", None, "Park"),
    }


def test_an_unused_spare_row_is_no_row() -> None:
    drawn = report(SPEC, "drift | utfall\nvard | 1")
    spare = Row("fri_01", "", added=True, cells=MappingProxyType({"utfall": Cell()}))
    more = drawn.with_tables({"drift": replace(drawn.tables["drift"], rows=(*drawn.tables["drift"].rows, spare))})
    assert not compare(drawn, more)


def test_free_rows_of_two_workbooks_meet_by_name() -> None:
    before = report(SPEC, "drift | utfall\nny_01: Torg | 1\nny_02: Park | 2")
    after = report(SPEC, "drift | utfall\nny_01: Park | 3\nny_02: Torg | 1")
    (change,) = compare(before, with_free_rows_named(before, after)).values
    assert (str(change.place), change.before, change.after) == ("drift.ny_02.utfall", Decimal(2), Decimal(3))


def test_a_free_row_with_another_rows_key_is_a_row_of_its_own() -> None:
    before = report(SPEC, "drift | utfall\nny_01: Torg | 1")
    after = report(SPEC, "drift | utfall\nny_01: Simhall | 3")
    rows = {(c.before, c.after) for c in compare(before, with_free_rows_named(before, after)).rows}
    assert rows == {("Torg", None), (None, "Simhall")}


def test_a_free_row_under_a_new_name_like_the_old_is_the_same_row() -> None:
    before = report(SPEC, "drift | utfall\nny_01: Ombyggnad av torget | 1")
    after = report(SPEC, "drift | utfall\nny_01: Ombyggnad av Stora torget | 1")
    (change,) = compare(before, with_free_rows_named(before, after)).rows
    assert (change.before, change.after) == ("Ombyggnad av torget", "Ombyggnad av Stora torget")


@given(
    st.lists(st.sampled_from(["Torg", "Park", "Simhall", "Skola"]), max_size=4),
    st.lists(st.sampled_from(["Torg", "Park", "Simhall", "Skola"]), max_size=4),
)
def test_bringing_free_rows_together_never_makes_two_rows_one(first: list[str], second: list[str]) -> None:
    def drawn(names: list[str]) -> Report:
        rows = tuple(Row(f"ny_{n:02}", name, added=True) for n, name in enumerate(names, 1))
        return report(SPEC).with_tables({"drift": Table("drift", rows)})

    named = with_free_rows_named(drawn(first), drawn(second)).table("drift").rows
    assert len({row.key for row in named}) == len(second)
    assert [row.label for row in named] == second
