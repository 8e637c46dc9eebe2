"""A line chart: every line named where it ends, with a dash of its own, and a gap where there is no value."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.svg import (
    DROP,
    LINE,
    WIDTH,
    Area,
    Scale,
    add,
    add_text,
    axis_of,
    length,
    root_of,
    text_width,
    tick_width,
    value_axis,
)


def lines(chart: ChartBlock) -> ET.Element:
    axis = axis_of(chart)
    names = max((text_width(series.name) for series in chart.series), default=0.0)
    area = Area(tick_width(axis), 30.0, WIDTH - min(names, 190.0) - 14.0, 262.0)
    root = root_of(chart, area.bottom + 30.0)
    value_axis(root, chart, axis, area)
    xs = _spread(len(chart.categories), area)
    _category_labels(root, chart, xs, area)
    ends: list[tuple[float, float, int]] = []
    for n, series in enumerate(chart.series):
        _line(root, xs, series, axis, area, chart.palette.stroke(n))
        known = [(x, value) for x, value in zip(xs, series.values, strict=True) if value is not None]
        if known:
            ends.append((known[-1][0], axis.at(known[-1][1], area.bottom, area.top), n))
    for x, y, n in _apart(ends, area):
        if x < xs[-1]:
            _plate(root, x + 7.0, y, chart.series[n].name)
        add_text(root, x + 9.0, y + DROP, chart.series[n].name, fill=chart.palette.stroke(n)[0], bold=True)
    for x, y, n in ends:
        _mark(root, (x, y), chart.palette.stroke(n)[0])
    return root


def _line(
    root: ET.Element, xs: Sequence[float], series: Series, axis: Scale, area: Area, stroke: tuple[str, str]
) -> None:
    """The series as a path with a gap where there is no value; a value with no neighbour is a dot."""
    colour, dash = stroke
    for run in _runs(xs, series.values):
        points = [(x, axis.at(value, area.bottom, area.top)) for x, value in run]
        if len(points) == 1:
            _mark(root, points[0], colour)
            continue
        path = add(
            root,
            "path",
            d="M" + "L".join(f"{length(x)} {length(y)}" for x, y in points),
            fill="none",
            stroke=colour,
            stroke_width="2.4",
            stroke_linejoin="round",
        )
        if dash:
            path.set("stroke-dasharray", dash)


def _runs(xs: Sequence[float], values: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    run: list[tuple[float, float]] = []
    for x, value in zip(xs, values, strict=True):
        if value is not None:
            run.append((x, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _mark(root: ET.Element, point: tuple[float, float], colour: str) -> None:
    add(root, "circle", cx=length(point[0]), cy=length(point[1]), r="3.2", fill=colour)


def _plate(root: ET.Element, x: float, y: float, name: str) -> None:
    """A light ground under the name of a line that ends before the others, which would else run through the name."""
    place = {"x": length(x), "y": length(y - LINE / 2), "width": length(text_width(name) + 8.0), "height": length(LINE)}
    add(root, "rect", **place, fill="#ffffff", fill_opacity="0.85")


def _apart(ends: list[tuple[float, float, int]], area: Area) -> Iterator[tuple[float, float, int]]:
    """Where each line ends, as (x, y, series), with y moved so that names at the same x do not overlap."""
    for x in sorted({x for x, _, _ in ends}):
        here = sorted((y, n) for other, y, n in ends if other == x)
        taken: list[float] = []
        for y, _ in here:
            taken.append(max(y, taken[-1] + LINE) if taken else y)
        below = max(0.0, taken[-1] - area.bottom)
        for y, (_, n) in zip(taken, here, strict=True):
            yield x, y - below, n


def _spread(count: int, area: Area) -> list[float]:
    """The x of each category from edge to edge."""
    if count == 1:
        return [(area.left + area.right) / 2]
    step = (area.right - area.left - 16.0) / (count - 1) if count else 0.0
    return [area.left + 8.0 + step * n for n in range(count)]


def _category_labels(root: ET.Element, chart: ChartBlock, xs: Sequence[float], area: Area) -> None:
    """The categories under the axis, so many of them as there is room for."""
    room = xs[1] - xs[0] if len(xs) > 1 else area.right - area.left
    every = max(1, math.ceil((max(map(text_width, chart.categories), default=0.0) + 8.0) / room))
    for category, x in list(zip(chart.categories, xs, strict=True))[::every]:
        add_text(root, x, area.bottom + 19.0, category, anchor="middle", fill=chart.palette.muted)
