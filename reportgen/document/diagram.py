"""A chart as SVG: lines or bars drawn by hand from the figures, and the same figures as a table.

Drawn here and not by a chart library because the result is a few kilobytes, the same every time, set in the document's
own font, and legible without colour: lines are named where they end and differ in dash, bars differ in lightness.
Lengths are in units of the view box, WIDTH of which make up the width of the text area; at A4 one is about 0.7 pt.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.document.blocks import (
    Align,
    ChartBlock,
    Column,
    HeadCell,
    Paragraph,
    Series,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.model.format import format_number
from reportgen.model.table import RowKind

WIDTH: Final = 680.0
SIZE: Final = 12.5
LINE: Final = 16.0
"""Distance between lines of text."""
DROP: Final = 4.2
"""From the middle of a line of figures down to its base line."""


def draw(chart: ChartBlock) -> str:
    """The chart as an SVG element with title and description, ready to stand in HTML."""
    if chart.kind == "linje":
        drawing = _lines(chart)
    elif lies_down(chart):
        drawing = _lying_bars(chart)
    else:
        drawing = _standing_bars(chart)
    return ET.tostring(drawing, encoding="unicode")


def figures(chart: ChartBlock) -> TableBlock:
    """The figures of the chart as a table, series as rows unless the categories are too many or too wordy."""
    along = len(chart.categories) <= 13 and sum(map(len, chart.categories)) <= 80
    names = [series.name for series in chart.series]
    heads, labels = (list(chart.categories), names) if along else (names, list(chart.categories))
    values = [list(series.values) for series in chart.series]
    grid = values if along else [list(row) for row in zip(*values, strict=True)]
    first = max(0.16, 1 - 0.16 * len(heads))
    return TableBlock(
        id=f"diagram-{chart.id}",
        title=chart.title,
        columns=(
            Column("namn", Align.LEFT, first),
            *(Column(f"varde{n}", Align.RIGHT, (1 - first) / len(heads)) for n in range(len(heads))),
        ),
        head=(
            (
                HeadCell("", 0, key="namn"),
                *(HeadCell(head, n, key=f"varde{n - 1}") for n, head in enumerate(heads, 1)),
            ),
        ),
        rows=tuple(
            _figure_row(n, label, row, chart.decimals) for n, (label, row) in enumerate(zip(labels, grid, strict=True))
        ),
        caption=False,
    )


def _figure_row(n: int, label: str, values: Sequence[float | None], decimals: int) -> TableRow:
    cells = [TableCell(0, (Paragraph((Text(label),)),), is_header=True)]
    for column, value in enumerate(values, 1):
        content = () if value is None else (Paragraph((Text(_number(value, decimals)),)),)
        cells.append(TableCell(column, content, numeric=True))
    return TableRow(f"rad{n}", RowKind.POST, tuple(cells))


# --- scales -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: the ticks, evenly spaced, and the decimals that tell them apart."""

    ticks: tuple[Decimal, ...]
    decimals: int

    def at(self, value: float, start: float, end: float) -> float:
        """Where a value lies when the first tick lies at `start` and the last at `end`."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        return start + (value - low) / (high - low) * (end - start)

    def labels(self) -> list[str]:
        return [format_number(tick, self.decimals) for tick in self.ticks]


def scale(values: Iterable[float], *, from_zero: bool) -> Scale:
    """Four to eight round ticks that hold the values; zero is among them if asked, or if it lies near."""
    low, high = _extent(values)
    if from_zero or low * high <= 0 or min(abs(low), abs(high)) < 0.6 * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / 5)
    first = math.floor(Decimal(repr(low)) / step)
    last = math.ceil(Decimal(repr(high)) / step)
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Scale(tuple(step * n for n in range(first, last + 1)), decimals)


def _extent(values: Iterable[float]) -> tuple[float, float]:
    """The lowest and highest value, never the same."""
    known = list(values)
    low, high = min(known, default=0.0), max(known, default=0.0)
    if low == high:
        margin = abs(high) / 2 or 1.0
        return low - margin, high + margin
    return low, high


def _round_step(wanted: float) -> Decimal:
    """The least of 1, 2 and 5 times a power of ten that is not below `wanted`."""
    power = Decimal(1).scaleb(math.floor(math.log10(wanted)))
    return next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= wanted * 0.9999)


def _known(chart: ChartBlock) -> Iterator[float]:
    return (value for series in chart.series for value in series.values if value is not None)


# --- lines ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """The rectangle that the values are drawn in."""

    left: float
    top: float
    right: float
    bottom: float


def _lines(chart: ChartBlock) -> ET.Element:
    axis = scale(_known(chart), from_zero=False)
    names = max((_width(series.name) for series in chart.series), default=0.0)
    area = Area(_tick_width(axis), 30.0, WIDTH - min(names, 190.0) - 14.0, 262.0)
    root = _root(chart, area.bottom + 30.0)
    _value_axis(root, chart, axis, area)
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
        _text(root, x + 9.0, y + DROP, chart.series[n].name, fill=chart.palette.stroke(n)[0], bold=True)
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
        path = _add(
            root,
            "path",
            d="M" + "L".join(f"{_length(x)} {_length(y)}" for x, y in points),
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
    _add(root, "circle", cx=_length(point[0]), cy=_length(point[1]), r="3.2", fill=colour)


def _plate(root: ET.Element, x: float, y: float, name: str) -> None:
    """A light ground under the name of a line that ends before the others, which would else run through the name."""
    place = {"x": _length(x), "y": _length(y - LINE / 2), "width": _length(_width(name) + 8.0), "height": _length(LINE)}
    _add(root, "rect", **place, fill="#ffffff", fill_opacity="0.85")


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
    every = max(1, math.ceil((max(map(_width, chart.categories), default=0.0) + 8.0) / room))
    for category, x in list(zip(chart.categories, xs, strict=True))[::every]:
        _text(root, x, area.bottom + 19.0, category, anchor="middle", fill=chart.palette.muted)


# --- bars -------------------------------------------------------------------------------------------------------------


Box = tuple[float, float, float, float]
"""A rectangle: x, y, width and height."""


def lies_down(chart: ChartBlock) -> bool:
    """Whether the bars lie down, so that long or many labels can be read."""
    room = (WIDTH - 60.0) / max(1, len(chart.categories))
    return len(chart.categories) > 12 or any(_width(category) > room - 8.0 for category in chart.categories)


def _standing_bars(chart: ChartBlock) -> ET.Element:
    axis = scale(_known(chart), from_zero=True)
    top = 30.0 + _legend_height(chart)
    area = Area(_tick_width(axis), top, WIDTH - 4.0, top + 230.0)
    root = _root(chart, area.bottom + 30.0)
    _legend(root, chart)
    _value_axis(root, chart, axis, area)
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
    _rule(root, f"M{_length(area.left)} {_length(zero)}H{_length(area.right)}", chart.palette.ink)
    for category, centre in zip(chart.categories, centres, strict=True):
        _text(root, centre, area.bottom + 19.0, category, anchor="middle", fill=chart.palette.muted)
    return root


def _lying_bars(chart: ChartBlock) -> ET.Element:
    """Labels to the left in lines of at most 210 units, the figure at the end of each bar, no value axis."""
    labels = [_wrap(category, 210.0) for category in chart.categories]
    thickness = 17.0 if len(chart.series) == 1 else 15.0
    heights = [max(thickness * len(chart.series), LINE * len(lines)) + 9.0 for lines in labels]
    top = 10.0 + _legend_height(chart)
    area = _lying_area(chart, labels, top, top + sum(heights))
    root = _root(chart, area.bottom + 4.0)
    _legend(root, chart)
    axis = scale(_known(chart), from_zero=True)
    y = top
    for index, (lines, height) in enumerate(zip(labels, heights, strict=True)):
        middle = y + height / 2
        for n, line in enumerate(lines):
            _text(root, 0.0, middle + LINE * (n - (len(lines) - 1) / 2) + DROP, line, fill=chart.palette.ink)
        _lying_group(root, chart, index, middle, thickness, axis, area)
        y += height
    zero = axis.at(0.0, area.left, area.right)
    _rule(root, f"M{_length(zero)} {_length(area.top)}V{_length(area.bottom)}", chart.palette.ink)
    return root


def _lying_area(chart: ChartBlock, labels: list[list[str]], top: float, bottom: float) -> Area:
    """Room for the bars beside the labels and the figures at both ends."""
    left = max((_width(line) for lines in labels for line in lines), default=0.0) + 12.0
    ends = max((_width(_number(value, chart.decimals)) for value in _known(chart)), default=0.0) + 10.0
    negative = any(value < 0 for value in _known(chart))
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
    place = dict(zip(("x", "y", "width", "height"), map(_length, box), strict=True))
    _add(root, "rect", **place, fill=chart.palette.fill(n), stroke=chart.palette.fill(0), stroke_width="0.8")


def _bar_figure(root: ET.Element, end: float, y: float, value: float, chart: ChartBlock) -> None:
    outwards = -6.0 if value < 0 else 6.0
    anchor = "end" if value < 0 else "start"
    _text(root, end + outwards, y, _number(value, chart.decimals), anchor=anchor, fill=chart.palette.ink)


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
            _text(root, x + 17.0, y + 10.0, name, fill=chart.palette.ink)
            x += 17.0 + _width(name) + 22.0


def _legend_lines(chart: ChartBlock) -> list[list[int]]:
    """The series' indexes, broken into lines that fit."""
    lines: list[list[int]] = [[]]
    used = 0.0
    for n, series in enumerate(chart.series):
        width = 39.0 + _width(series.name)
        if lines[-1] and used + width > WIDTH:
            lines.append([])
            used = 0.0
        lines[-1].append(n)
        used += width
    return lines


# --- common parts -----------------------------------------------------------------------------------------------------


def _root(chart: ChartBlock, height: float) -> ET.Element:
    """The svg element with what a screen reader says of it.

    The description is part of the title, since that alone becomes the alternative text in the PDF.
    """
    again = f"-{chart.nth}" if chart.nth > 1 else ""
    names = {"title": f"diagram-{chart.id}{again}-titel", "desc": f"diagram-{chart.id}{again}-text"}
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": " ".join(names.values()),
            "viewBox": f"0 0 {_length(WIDTH)} {_length(height)}",
            "width": _length(WIDTH),
            "height": _length(height),
            "font-family": chart.palette.fonts,
            "font-size": str(SIZE),
        },
    )
    _add(root, "title", id=names["title"]).text = ". ".join(filter(None, (chart.title, chart.description)))
    _add(root, "desc", id=names["desc"]).text = _kind_sentence(chart)
    return root


def _kind_sentence(chart: ChartBlock) -> str:
    kind = "Linjediagram" if chart.kind == "linje" else "Stapeldiagram"
    span = f"{chart.categories[0]} till {chart.categories[-1]}" if chart.categories else ""
    series = ", ".join(series.name for series in chart.series)
    return f"{kind} över {series}; {span}. Siffrorna står i tabellen efter diagrammet."


def _value_axis(root: ET.Element, chart: ChartBlock, axis: Scale, area: Area) -> None:
    """Thin lines across with their figures to the left, the zero line stronger, the unit on top."""
    if chart.unit:
        _text(root, 0.0, area.top - 16.0, chart.unit, fill=chart.palette.muted)
    for tick, label in zip(axis.ticks, axis.labels(), strict=True):
        y = axis.at(float(tick), area.bottom, area.top)
        colour = chart.palette.axis if tick == 0 else chart.palette.grid
        _add(
            root, "path", d=f"M{_length(area.left)} {_length(y)}H{_length(area.right)}", stroke=colour, stroke_width="1"
        )
        _text(root, area.left - 8.0, y + DROP, label, anchor="end", fill=chart.palette.muted)


def _rule(root: ET.Element, path: str, colour: str) -> None:
    _add(root, "path", d=path, stroke=colour, stroke_width="1")


def _tick_width(axis: Scale) -> float:
    return max(map(_width, axis.labels())) + 10.0


def _text(
    root: ET.Element, x: float, y: float, text: str, *, fill: str, anchor: str = "start", bold: bool = False
) -> None:
    element = _add(root, "text", x=_length(x), y=_length(y), fill=fill)
    if anchor != "start":
        element.set("text-anchor", anchor)
    if bold:
        element.set("font-weight", "bold")
    element.text = text


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})


def _length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _number(value: float, decimals: int) -> str:
    return format_number(Decimal(repr(value)), decimals)


def _wrap(text: str, width: float) -> list[str]:
    """The words in lines no wider than that; a single long word keeps its line."""
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _width(text: str) -> float:
    """About how wide a text is in the document's font, a little on the safe side."""
    return SIZE * sum(0.28 if sign in _NARROW else 0.8 if sign in _WIDE else 0.53 for sign in text)


_NARROW: Final = frozenset(" \u00a0ijlI.,:;|'!()/")
_WIDE: Final = frozenset("mwMWÅÄÖOQ%–—")
