"""The cell of a finding and those beside it. Nothing is found here: it is for those who show findings."""

from __future__ import annotations

from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.figures import words
from reportgen.derive.report import rule_at
from reportgen.model.excerpt import Excerpt, Neighbour
from reportgen.model.finding import Finding
from reportgen.model.personnummer import mask
from reportgen.model.position import CellRef, Place
from reportgen.model.table import Row
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec

BESIDE: Final = 1
"""Cells shown on each side."""

_PROSE: Final = (ColumnType.TEXT, ColumnType.ETIKETT)


def excerpt(finding: Finding, context: Context) -> Excerpt | None:
    """The row around the finding's cell; None where it stands in no figure or judgement, or where all cells are empty."""
    found = _cell(finding.at, context) if finding.at else None
    if found is None:
        return None
    spec, row, column = found
    columns = [other for other in spec.columns if other.type not in _PROSE]
    if column not in columns:
        return None
    at = columns.index(column)
    first = min(max(at - BESIDE, 0), max(len(columns) - 2 * BESIDE - 1, 0))
    cells = tuple(
        _neighbour(spec, row, other, context, at_fault=other is column)
        for other in columns[first : first + 2 * BESIDE + 1]
    )
    return Excerpt(row.name or row.key, cells) if any(cell.shown for cell in cells) else None


def place_of(finding: Finding, context: Context) -> Place | None:
    """The cell of a table that the finding stands in, by its keys; a check of the mall's stands in the first that it names."""
    found = _cell(finding.at, context) if finding.at else None
    return Place(found[0].key, found[1].key, found[2].key) if found else None


def _cell(at: CellRef, context: Context) -> tuple[TableSpec, Row, ColumnSpec] | None:
    """The table, row and column that a cell of the workbook belongs to."""
    for spec in context.template.tables:
        table = context.entered.table(spec.key)
        key = next((key for key, letters in table.columns.items() if letters == at.column), None)
        column = spec.column(key) if key and table.sheet == at.sheet else None
        row = next((row for row in table.rows if row.at and row.at.row == at.row), None) if column else None
        if column and row:
            return spec, row, column
    return None


def _neighbour(spec: TableSpec, row: Row, column: ColumnSpec, context: Context, *, at_fault: bool) -> Neighbour:
    """The cell as it stands in the workbook: what was typed, else what was worked out."""
    entered = row.cell(column.key)
    cell = context.derived.table(spec.key).cell(row.key, column.key) if entered.is_empty else entered
    rule = rule_at(spec, context.entered.table(spec.key), row, column)
    ref = context.entered.table(spec.key).ref(row, column.key)
    shown = mask(words(cell.value, rule.decimals))
    return Neighbour(ref.a1 if ref else "", context.heading(column, spec), shown, at_fault)
