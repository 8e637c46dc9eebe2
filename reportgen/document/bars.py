"""A bar chart: bars that stand, or that lie down where their labels are long or many. Series differ in lightness."""

from __future__ import annotations

import xml.etree.ElementTree as ET

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
    tick_width,
    value_axis,
    wrapped,
)

Box = tuple[float, float, float, float]
"""A rectangle: x, y, width and height."""


def lies_down(chart: ChartBlock) -> bool:
    """Whether the bars lie down, so that long or many labels can be read."""
    room = (WIDTH - 60.0) / max(1, len(chart.categories))
    return len(chart.categories) > 12 or any(text_width(category) > room - 8.0 for category in chart.categories)


def standing_bars(chart: ChartBlock) -> ET.Element:
    axis = axis_of(chart)
    top = 30.0 + _legend_height(chart)
    area = Area(tick_width(axis), top, WIDTH - 4.0, top + 230.0)
    root = root_of(chart, area.bottom + 30.0)
    _legend(root, chart)
    value_axis(root, chart, axis, area)
    room = (area.right - area.left) / max(1, len(chart.categories))
    thickness = min(34.0, room * 0.72 / max(1, len(chart.series)))
    zero = axis.at(0.0, area.bottom, area.top)
    centres = [area.left + room * (n + 0.5) for n in range(len(chart.categories))]
    for n, series in enumerate(chart.series):
        for centre, value in zip(centres, series.values, strict=True):
            if value is not None:
                x = centre + thickness * (n - len(chart.series) / 2)
                box = _bar(x, axis.at(value, area.bottom, area.top), thickness, zero, standing=True)
                _fill(root, box, chart, n)
    add_rule(root, f"M{length(area.left)} {length(zero)}H{length(area.right)}", chart.palette.ink)
    for category, centre in zip(chart.categories, centres, strict=True):
        add_text(root, centre, area.bottom + 19.0, category, anchor="middle", fill=chart.palette.muted)
    return root


def lying_bars(chart: ChartBlock) -> ET.Element:
    """Labels to the left in lines of at most 210 units, the figure at the end of each bar, no value axis."""
    labels = [wrapped(category, 210.0) for category in chart.categories]
    thickness = 17.0 if len(chart.series) == 1 else 15.0
    heights = [max(thickness * len(chart.series), LINE * len(lines)) + 9.0 for lines in labels]
    top = 10.0 + _legend_height(chart)
    area = _lying_area(chart, labels, top, top + sum(heights))
    root = root_of(chart, area.bottom + 4.0)
    _legend(root, chart)
    axis = axis_of(chart)
    y = top
    for index, (lines, height) in enumerate(zip(labels, heights, strict=True)):
        middle = y + height / 2
        for n, line in enumerate(lines):
            add_text(root, 0.0, middle + LINE * (n - (len(lines) - 1) / 2) + DROP, line, fill=chart.palette.ink)
        _lying_group(root, chart, index, middle, thickness, axis, area)
        y += height
    zero = axis.at(0.0, area.left, area.right)
    add_rule(root, f"M{length(zero)} {length(area.top)}V{length(area.bottom)}", chart.palette.ink)
    return root


def _lying_area(chart: ChartBlock, labels: list[list[str]], top: float, bottom: float) -> Area:
    """Room for the bars beside the labels and the figures at both ends."""
    left = max((text_width(line) for lines in labels for line in lines), default=0.0) + 12.0
    ends = max((text_width(figure(value, chart.decimals)) for value in known_values(chart)), default=0.0) + 10.0
    negative = any(value < 0 for value in known_values(chart))
    return Area(left + (ends if negative else 0.0), top, WIDTH - ends, bottom)


def _lying_group(
    root: ET.Element, chart: ChartBlock, index: int, middle: float, thickness: float, axis: Scale, area: Area
) -> None:
    """The bars of one category, one under the other."""
    zero = axis.at(0.0, area.left, area.right)
    for n, series in enumerate(chart.series):
        value = series.values[index]
        if value is not None:
            start = middle + thickness * (n - len(chart.series) / 2)
            end = axis.at(value, area.left, area.right)
            _fill(root, _bar(start, end, thickness, zero, standing=False), chart, n)
            _bar_figure(root, end, start + thickness / 2 + DROP, value, chart)


def _bar(start: float, end: float, thickness: float, zero: float, *, standing: bool) -> Box:
    """A bar from the zero line to its value as x, y, width and height; `start` is its edge along the categories."""
    along, size = min(end, zero), abs(end - zero)
    x, y, width, height = (start, along, thickness, size) if standing else (along, start, size, thickness)
    gap = (1.0, 0.0) if standing else (0.0, 1.0)
    return x + gap[0] / 2, y + gap[1] / 2, width - gap[0], height - gap[1]


def _fill(root: ET.Element, box: Box, chart: ChartBlock, n: int) -> None:
    """A rectangle with the fill of series `n`."""
    place = dict(zip(("x", "y", "width", "height"), map(length, box), strict=True))
    add(root, "rect", **place, fill=chart.palette.fill(n), stroke=chart.palette.fill(0), stroke_width="0.8")


def _bar_figure(root: ET.Element, end: float, y: float, value: float, chart: ChartBlock) -> None:
    outwards = -6.0 if value < 0 else 6.0
    anchor = "end" if value < 0 else "start"
    add_text(root, end + outwards, y, figure(value, chart.decimals), anchor=anchor, fill=chart.palette.ink)


def _legend_height(chart: ChartBlock) -> float:
    return LINE * len(_legend_lines(chart)) + 8.0 if len(chart.series) > 1 else 0.0


def _legend(root: ET.Element, chart: ChartBlock) -> None:
    """What the fills stand for, over the bars and in their order; none for a single series."""
    if len(chart.series) < 2:
        return
    for row, line in enumerate(_legend_lines(chart)):
        x, y = 0.0, 2.0 + LINE * row
        for n in line:
            name = chart.series[n].name
            _fill(root, (x + 0.5, y, 11.0, 11.0), chart, n)
            add_text(root, x + 17.0, y + 10.0, name, fill=chart.palette.ink)
            x += 17.0 + text_width(name) + 22.0


def _legend_lines(chart: ChartBlock) -> list[list[int]]:
    """The series' indexes, broken into lines that fit."""
    lines: list[list[int]] = [[]]
    used = 0.0
    for n, series in enumerate(chart.series):
        width = 39.0 + text_width(series.name)
        if lines[-1] and used + width > WIDTH:
            lines.append([])
            used = 0.0
        lines[-1].append(n)
        used += width
    return lines
