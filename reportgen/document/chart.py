"""A chart's specification and the derived report → its block."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.kolada import kolada_source
from reportgen.document.table import Headings
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Cell
from reportgen.spec.schema import ChartSpec, TableSpec
from reportgen.spec.words import fill


def chart_block(chart: ChartSpec, report: Report, spec: TableSpec, names: Mapping[str, str]) -> ChartBlock:
    """The chart's data: a series per row (or per column), a category per column (or per row)."""
    table = report.table(chart.table)
    rows = [row for row in table.rows if not chart.rows or row.key in chart.rows]
    columns = [c for c in spec.columns[1:] if (c.key in chart.columns if chart.columns else c.type.is_numeric)]
    row_names = [fill(row.name, names) for row in rows]
    column_names = [Headings(table, names).of(column) for column in columns]
    grid = [[_number(row.cell(column.key)) for column in columns] for row in rows]
    if chart.by_column:
        grid = [list(values) for values in zip(*grid, strict=True)]
        row_names, column_names = column_names, row_names
    shown = [Place(chart.table, row.key, column.key) for row in rows for column in columns]
    return ChartBlock(
        id=chart.key,
        title=fill(chart.title, names),
        kind=chart.type,
        categories=tuple(column_names),
        series=tuple(Series(name, tuple(values)) for name, values in zip(row_names, grid, strict=True)),
        unit=chart.unit or spec.unit,
        description=fill(chart.text, names),
        decimals=spec.decimals,
        source="; ".join(filter(None, (fill(chart.source, names), kolada_source(report.kolada, shown)))),
        figures=chart.figures,
    )


def _number(cell: Cell) -> float | None:
    return float(cell.value) if isinstance(cell.value, Decimal) else None
