"""A waterfall: every bar hangs where the one before it ended, and nothing is said by colour alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.diagram import draw
from reportgen.document.waterfall import CUT_WORDS, DOWN, SUM, UP, walk

SVG = "{http://www.w3.org/2000/svg}"


def chart(*values: float) -> ChartBlock:
    """A chart from the first value to the last, with those between as steps."""
    labels = ("Budget", *(f"Steg {n}" for n in range(1, len(values) - 1)), "Prognos")
    return ChartBlock(
        "b", "Brygga", "brygga", labels, (Series("Belopp", values),), "tkr", "", directions=("Bättre", "Sämre")
    )


def drawn(*values: float) -> ET.Element:
    return ET.fromstring(draw(chart(*values)))


def words(*values: float) -> list[str]:
    return [element.text or "" for element in drawn(*values).iter(f"{SVG}text")]


def boxes(*values: float) -> list[tuple[float, float, str]]:
    """Left edge, right edge and fill of every bar, those of the legend left out."""
    rects = [rect for rect in drawn(*values).iter(f"{SVG}rect") if rect.get("height") == "17"]
    places = [(float(rect.get("x", "")), float(rect.get("width", "")), rect.get("fill", "")) for rect in rects]
    return [(x, x + width, fill) for x, width, fill in places]


STEPS = st.lists(st.integers(-5000, 5000), max_size=9)


@given(st.integers(-400_000, 400_000), STEPS)
def test_every_bar_begins_where_the_one_before_it_ended(start: int, steps: list[int]) -> None:
    bars = walk(chart(start, *steps, start + sum(steps))).bars
    inner = bars[1:-1]
    assert [bar.start for bar in inner[:1]] in ([], [start])
    assert all(before.end == after.start for before, after in pairwise(inner))
    assert (inner[-1].end if inner else start) == bars[-1].end


@given(st.integers(-400_000, 400_000), STEPS)
def test_the_axis_holds_every_bar(start: int, steps: list[int]) -> None:
    walked = walk(chart(start, *steps, start + sum(steps)))
    low, high = float(walked.axis.ticks[0]), float(walked.axis.ticks[-1])
    assert all(low <= bar.low and bar.high <= high for bar in walked.bars)
    assert walked.is_cut == (not low <= 0 <= high)


def test_a_step_is_of_its_kind_by_its_sign() -> None:
    assert [bar.look for bar in walk(chart(10, 4, -9, 5)).bars] == [SUM, UP, DOWN, SUM]


def test_the_two_kinds_of_step_differ_in_fill_and_in_the_sign_of_their_figure() -> None:
    first, rise, fall, last = (fill for _, _, fill in boxes(10, 4, -9, 5))
    assert len({first, rise, fall}) == 3
    assert first == last
    assert {"+4", "−9", "10", "5"} <= set(words(10, 4, -9, 5))


def test_lines_lead_from_bar_to_bar() -> None:
    xs = [rule.get("d", "").split("V")[0] for rule in drawn(10, 4, -9, 5).iter(f"{SVG}path")]
    ends = [right for _, right, _ in boxes(10, 4, -9, 5)]
    at = [float(x[1:].split()[0]) for x in xs]
    assert round(ends[0]) in map(round, at)
    assert round(ends[1]) in map(round, at)


def test_small_steps_beside_large_sums_cut_the_axis_and_that_is_said() -> None:
    assert CUT_WORDS in words(-310_000, -2_500, -312_500)
    assert CUT_WORDS not in words(10, 4, -9, 5)
    left, right, _ = boxes(-310_000, -2_500, -312_500)[1]
    assert right - left > 100


def test_only_the_kinds_that_are_there_are_in_the_legend() -> None:
    assert "Bättre" in words(10, 4, 14)
    assert "Sämre" not in words(10, 4, 14)


def test_a_change_too_small_for_the_scale_keeps_a_line() -> None:
    assert all(right - left >= 1 for left, right, _ in boxes(100, 60, 0.001, -50, 110.001))


def test_it_says_what_it_is_to_who_does_not_see_it() -> None:
    described = drawn(10, 4, 14).find(f"{SVG}desc")
    assert described is not None
    assert (described.text or "").startswith("Vattenfallsdiagram över Belopp; Budget till Prognos.")
