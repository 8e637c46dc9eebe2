"""A range chart: for each category a span from the first series to the last, and the series between them as marks on it.

A mark within its span is a dot, one outside a diamond, so that what lies outside is told by form, not by colour.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
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
    axis_of,
    figure,
    known_values,
    length,
    root_of,
    text_width,
    wrapped,
)

SPAN: Final = 13.0
"""How thick a span is."""

RADIUS: Final = 5.0


def ranges(chart: ChartBlock) -> ET.Element:
    """Labels to the left in lines of at most 210 units, the first mark's figure to the right, the value axis below."""
    labels = [wrapped(category, 210.0) for category in chart.categories]
    heights = [max(SPAN, LINE * len(lines)) + 9.0 for lines in labels]
    top = LINE + 12.0
    left = max((text_width(line) for lines in labels for line in lines), default=0.0) + 16.0
    right = (
        WIDTH - max((text_width(figure(value, chart.decimals)) for value in known_values(chart)), default=0.0) - 12.0
    )
    area = Area(left, top, right, top + sum(heights))
    root = root_of(chart, area.bottom + 24.0)
    axis = axis_of(chart)
    _legend(root, chart)
    _axis(root, chart, axis, area)
    y = top
    for index, (lines, height) in enumerate(zip(labels, heights, strict=True)):
        middle = y + height / 2
        for n, line in enumerate(lines):
            add_text(root, 0.0, middle + LINE * (n - (len(lines) - 1) / 2) + DROP, line, fill=chart.palette.ink)
        _category(root, chart, index, middle, axis, area)
        y += height
    return root


def _category(root: ET.Element, chart: ChartBlock, index: int, middle: float, axis: Scale, area: Area) -> None:
    low, *marks, high = (series.values[index] for series in chart.series)
    if low is None or high is None:
        return
    start, end = (axis.at(value, area.left, area.right) for value in (low, high))
    _span(root, chart, start, end, middle)
    for n, mark in enumerate(marks):
        if mark is not None:
            x = axis.at(mark, area.left, area.right)
            _mark(root, x, middle, chart.palette.stroke(n + 1)[0], within=low <= mark <= high)
            if n == 0:
                add_text(root, area.right + 8.0, middle + DROP, figure(mark, chart.decimals), fill=chart.palette.ink)


def _span(root: ET.Element, chart: ChartBlock, start: float, end: float, middle: float) -> None:
    place = {"x": length(start), "y": length(middle - SPAN / 2), "width": length(end - start), "height": length(SPAN)}
    add(root, "rect", **place, fill=chart.palette.fill(1), stroke=chart.palette.fill(0), stroke_width="0.8")


def _mark(root: ET.Element, x: float, y: float, colour: str, *, within: bool) -> None:
    if within:
        add(root, "circle", cx=length(x), cy=length(y), r=length(RADIUS - 0.5), fill=colour)
        return
    corners = ((x, y - RADIUS - 1), (x + RADIUS + 1, y), (x, y + RADIUS + 1), (x - RADIUS - 1, y))
    path = "M" + "L".join(f"{length(a)} {length(b)}" for a, b in corners) + "Z"
    add(root, "path", d=path, fill="#ffffff", stroke=colour, stroke_width="2.4")


def _legend(root: ET.Element, chart: ChartBlock) -> None:
    """What the span and the two forms of the marks stand for."""
    first, *marks, last = (series.name for series in chart.series)
    x, y = 0.0, 8.0
    _span(root, chart, x + 0.5, x + 22.0, y)
    words = f"{first} till {last[:1].lower()}{last[1:]}"
    add_text(root, x + 29.0, y + DROP, words, fill=chart.palette.ink)
    x += 29.0 + text_width(words) + 22.0
    for n, name in enumerate(marks):
        for within, told in ((True, f"{name}, inom"), (False, f"{name}, utanför")):
            _mark(root, x + RADIUS + 1, y, chart.palette.stroke(n + 1)[0], within=within)
            add_text(root, x + 17.0, y + DROP, told, fill=chart.palette.ink)
            x += 17.0 + text_width(told) + 22.0


def _axis(root: ET.Element, chart: ChartBlock, axis: Scale, area: Area) -> None:
    """Thin lines down with their figures below, the unit before the first of them."""
    for tick, label in zip(axis.ticks, axis.labels(), strict=True):
        x = axis.at(float(tick), area.left, area.right)
        colour = chart.palette.axis if tick == 0 else chart.palette.grid
        add_rule(root, f"M{length(x)} {length(area.top)}V{length(area.bottom)}", colour)
        add_text(root, x, area.bottom + 17.0, label, anchor="middle", fill=chart.palette.muted)
    if chart.unit:
        add_text(root, 0.0, area.bottom + 17.0, chart.unit, fill=chart.palette.muted)
