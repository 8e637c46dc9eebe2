"""A waterfall chart: a sum, what moved it step by step, and the sum it came to, one under the other as in a table.

The sums are dark, steps above zero light and those below white; every step has its figure with its sign, so that colour says
nothing alone. Thin lines lead from where one bar ends to where the next begins. Where the steps are small beside the sums the
axis does not begin at zero, as they would not be seen; the bars of the sums are then broken, and that is said in words.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportgen.document.blocks import ChartBlock
from reportgen.document.svg import (
    DROP,
    LINE,
    WIDTH,
    Area,
    Scale,
    add,
    add_rule,
    add_text,
    figure,
    length,
    root_of,
    scale,
    text_width,
    wrapped,
)

THICK: Final = 17.0
"""How thick a bar is."""

CUT_WORDS: Final = "Axeln börjar inte vid noll."

SUM, UP, DOWN = 0, 1, 2
"""What a bar is; also the number of its fill in the palette."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from one level to another; a sum is drawn from where the axis has its foot."""

    label: str
    look: int
    start: float
    end: float
    value: float

    @property
    def low(self) -> float:
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        return max(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Walk:
    """The bars in order, the axis that they are drawn on, and the value at its foot: zero, unless the axis is cut."""

    bars: tuple[Bar, ...]
    axis: Scale
    foot: float

    @property
    def is_cut(self) -> bool:
        return self.foot != 0

    @property
    def looks(self) -> list[int]:
        """The kinds of step there are, in the order of a legend."""
        return [look for look in (UP, DOWN) if any(bar.look == look for bar in self.bars)]


def walk(chart: ChartBlock) -> Walk:
    """The chart's one series as bars; a value that is not there moves nothing."""
    values = [value or 0.0 for value in chart.series[0].values]
    levels = values[:1]
    for change in values[1:-1]:
        levels.append(levels[-1] + change)
    axis, foot = _axis([*levels, values[-1]])
    labels = chart.categories
    first, last = (Bar(labels[n], SUM, foot, values[n], values[n]) for n in (0, -1))
    steps = (
        Bar(label, UP if after > before else DOWN, before, after, value)
        for label, value, (before, after) in zip(labels[1:-1], values[1:-1], pairwise(levels), strict=True)
    )
    return Walk((first, *steps, last), axis, foot)


def _axis(levels: Iterable[float]) -> tuple[Scale, float]:
    """The axis and its foot: zero if it is on it, else the end nearest zero with a tick to spare."""
    axis = scale(levels, from_zero=False)
    if axis.ticks[0] <= 0 <= axis.ticks[-1]:
        return axis, 0.0
    if axis.ticks[0] > 0:
        axis = Scale((axis.ticks[0] - axis.step, *axis.ticks), axis.decimals)
        return axis, float(axis.ticks[0])
    axis = Scale((*axis.ticks, axis.ticks[-1] + axis.step), axis.decimals)
    return axis, float(axis.ticks[-1])


def waterfall(chart: ChartBlock) -> ET.Element:
    """Labels to the left in lines of at most 210 units, the bars, and the figures in a column to the right."""
    walked = walk(chart)
    labels = [wrapped(bar.label, 210.0) for bar in walked.bars]
    heights = [max(THICK, LINE * len(lines)) + 9.0 for lines in labels]
    shown = [shown_figure(bar, chart) for bar in walked.bars]
    left = max(text_width(line) for lines in labels for line in lines) + 16.0
    top = LINE + 12.0
    area = Area(left, top, WIDTH - max(map(text_width, shown)) - 14.0, top + sum(heights))
    root = root_of(chart, area.bottom + 4.0)
    _legend(root, chart, walked)
    x, y = {value: walked.axis.at(value, area.left, area.right) for value in _ends(walked)}, top
    middles = []
    for lines, height, words in zip(labels, heights, shown, strict=True):
        middles.append(y + height / 2)
        for n, line in enumerate(lines):
            add_text(root, 0.0, middles[-1] + LINE * (n - (len(lines) - 1) / 2) + DROP, line, fill=chart.palette.ink)
        add_text(root, WIDTH, middles[-1] + DROP, words, anchor="end", fill=chart.palette.ink)
        y += height
    add_rule(root, f"M{length(x[walked.foot])} {length(area.top)}V{length(area.bottom)}", chart.palette.ink)
    for (before, above), (_, below) in pairwise(zip(walked.bars, middles, strict=True)):
        add_rule(root, f"M{length(x[before.end])} {length(above)}V{length(below)}", chart.palette.axis)
    for bar, middle in zip(walked.bars, middles, strict=True):
        _bar(root, chart, bar, (x[bar.low], x[bar.high]), middle)
        if walked.is_cut and bar.look == SUM:
            _break(root, x[walked.foot], 1 if bar.end > walked.foot else -1, middle)
    return root


def _ends(walked: Walk) -> set[float]:
    return {walked.foot, *(level for bar in walked.bars for level in (bar.start, bar.end))}


def shown_figure(bar: Bar, chart: ChartBlock) -> str:
    """A sum as it is, a step with its sign."""
    words = figure(bar.value, chart.decimals)
    return words if bar.look != UP else f"+{words}"


def _bar(root: ET.Element, chart: ChartBlock, bar: Bar, ends: tuple[float, float], middle: float) -> None:
    """The bar between two places along the axis; a change too small to be seen keeps a line."""
    width = max(ends[1] - ends[0], 1.2)
    _box(root, chart, bar.look, (ends[0], middle - THICK / 2, width, THICK))


def _box(root: ET.Element, chart: ChartBlock, look: int, box: tuple[float, float, float, float]) -> None:
    place = dict(zip(("x", "y", "width", "height"), map(length, box), strict=True))
    add(root, "rect", **place, fill=chart.palette.fill(look), stroke=chart.palette.fill(0), stroke_width="0.8")


def _break(root: ET.Element, foot: float, along: int, middle: float) -> None:
    """Two white strokes across a bar near its foot: a piece of it is left out."""
    for away in (9.0, 15.0):
        x = foot + along * away
        path = f"M{length(x - 3)} {length(middle + THICK / 2 + 2)}L{length(x + 3)} {length(middle - THICK / 2 - 2)}"
        add(root, "path", d=path, stroke="#ffffff", stroke_width="2.4")


def _legend(root: ET.Element, chart: ChartBlock, walked: Walk) -> None:
    """What the fills of the steps stand for, the unit, and that the axis is cut when it is."""
    x = 0.0
    for look in walked.looks:
        name = chart.directions[look - UP]
        _box(root, chart, look, (x + 0.5, 2.0, 11.0, 11.0))
        add_text(root, x + 17.0, 12.0, name, fill=chart.palette.ink)
        x += 17.0 + text_width(name) + 22.0
    if walked.is_cut:
        add_text(root, x, 12.0, CUT_WORDS, fill=chart.palette.muted)
    if chart.unit:
        add_text(root, WIDTH, 12.0, chart.unit, anchor="end", fill=chart.palette.muted)
