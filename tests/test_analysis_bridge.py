"""The walk between two sums: every krona has its place, whatever is told as one."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.bridge import Bridge, Moved, bridge, levels

AMOUNTS = st.none() | st.decimals(-(10**6), 10**6, places=3)
ROWS = st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=12).map(
    lambda pairs: [Moved(f"r{n}", before, after) for n, (before, after) in enumerate(pairs)]
)
LIMITS = st.fixed_dictionaries(
    {"floor": st.decimals(0, 10**6, places=1), "at_most": st.none() | st.integers(1, 12), "by_size": st.booleans()}
)
TOTALS = st.none() | st.tuples(*[st.decimals(-(10**6), 10**6, places=3)] * 2)


def moved(text: str) -> list[Moved]:
    """ "a 100 120, b 50 -": key, before and after; - is nothing."""
    parts = (part.split() for part in text.split(","))
    return [Moved(key, *(None if word == "-" else Decimal(word) for word in words)) for key, *words in parts]


def told(found: Bridge) -> list[tuple[str, int]]:
    return [(step.key, int(step.change)) for step in found.steps]


@given(ROWS, LIMITS, TOTALS)
def test_start_and_every_change_come_to_the_end_exactly(rows, limits, total) -> None:  # type: ignore[no-untyped-def]
    found = bridge(rows, total=total, **limits)
    walked = levels(found.start, [*(step.change for step in found.steps), found.others.change, found.rest.change])
    assert walked[-1] == found.end


@given(ROWS, LIMITS, TOTALS)
def test_the_columns_come_to_their_sums_exactly_too(rows, limits, total) -> None:  # type: ignore[no-untyped-def]
    found = bridge(rows, total=total, **limits)
    parts = [*found.steps, found.others, found.rest]
    assert sum((part.before or Decimal(0) for part in parts), Decimal(0)) == found.start
    assert sum((part.after or Decimal(0) for part in parts), Decimal(0)) == found.end


@given(ROWS, LIMITS)
def test_the_walk_back_is_the_same_walk_with_signs_reversed(rows, limits) -> None:  # type: ignore[no-untyped-def]
    there = bridge(rows, **limits)
    back = bridge([Moved(row.key, row.after, row.before) for row in rows], **limits)
    assert (back.start, back.end) == (there.end, there.start)
    assert [(step.key, -step.change) for step in back.steps] == [(step.key, step.change) for step in there.steps]


@given(ROWS, LIMITS)
def test_a_row_is_a_step_or_among_the_others_and_never_both(rows, limits) -> None:  # type: ignore[no-untyped-def]
    found = bridge(rows, **limits)
    assert len(found.steps) + found.count == sum(row.change != 0 for row in rows)
    assert len({step.key for step in found.steps}) == len(found.steps)
    assert found.count != 1


def test_steps_stand_as_in_the_table_or_the_largest_first() -> None:
    rows = moved("a 100 120, b 50 20, c 10 15")
    assert told(bridge(rows)) == [("a", 20), ("b", -30), ("c", 5)]
    assert told(bridge(rows, by_size=True)) == [("b", -30), ("a", 20), ("c", 5)]


def test_small_changes_are_told_as_one() -> None:
    found = bridge(moved("a 100 120, b 50 52, c 10 9, d 7 7"), floor=Decimal(5))
    assert told(found) == [("a", 20)]
    assert (found.others, found.count) == (Moved("", Decimal(67), Decimal(68)), 2)


def test_a_single_small_change_keeps_its_name() -> None:
    assert told(bridge(moved("a 100 120, b 50 52"), floor=Decimal(5))) == [("a", 20), ("b", 2)]


def test_only_the_largest_are_named_past_the_number_of_steps() -> None:
    found = bridge(moved("a 0 1, b 0 3, c 0 2, d 0 4"), at_most=2)
    assert told(found) == [("b", 3), ("d", 4)]
    assert found.others.change == 3


def test_a_row_with_a_figure_on_one_side_counts_whole_and_is_marked() -> None:
    found = bridge(moved("a 100 120, b - 50, c - -"))
    assert told(found) == [("a", 20), ("b", 50)]
    assert [row.key for row in found.half] == ["b"]


def test_given_sums_leave_what_belongs_to_no_row_as_a_line_of_its_own() -> None:
    found = bridge(moved("a 100 120, b 50 50"), total=(Decimal(151), Decimal(175)))
    assert found.change == 24
    assert found.rest == Moved("", Decimal(1), Decimal(5))
