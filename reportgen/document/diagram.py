"""A chart as SVG: lines, bars, spans or a waterfall drawn by hand from the figures, and the same figures as a table.

Drawn here and not by a chart library because the result is a few kilobytes, the same every time, set in the document's
own font, and legible without colour: lines are named where they end and differ in dash, bars differ in lightness, and marks
outside a span have another form.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from reportgen.document.bars import lies_down, lying_bars, standing_bars
from reportgen.document.blocks import (
    Align,
    ChartBlock,
    Column,
    HeadCell,
    Paragraph,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.lines import lines
from reportgen.document.ranges import ranges
from reportgen.document.svg import figure
from reportgen.document.waterfall import waterfall
from reportgen.model.table import RowKind

__all__ = ["draw", "figures", "lies_down"]


def draw(chart: ChartBlock) -> str:
    """The chart as an SVG element with title and description, ready to stand in HTML."""
    if chart.kind == "linje":
        drawing = lines(chart)
    elif chart.kind == "spann":
        drawing = ranges(chart)
    elif chart.kind == "brygga":
        drawing = waterfall(chart)
    elif lies_down(chart):
        drawing = lying_bars(chart)
    else:
        drawing = standing_bars(chart)
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
        content = () if value is None else (Paragraph((Text(figure(value, decimals)),)),)
        cells.append(TableCell(column, content, numeric=True))
    return TableRow(f"rad{n}", RowKind.POST, tuple(cells))
