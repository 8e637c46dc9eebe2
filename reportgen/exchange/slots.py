"""A report as values by place, so that three versions of it can be held against each other place by place.

A place of three keys is a cell, of two a row's name (or a text or fact), and with `OWNER` as column whom a row belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from reportgen.model.difference import FACT, TEXT
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Cell, Origin, Value

OWNER: Final = "#foralder"
"""The column of a place that tells which entity owns a row."""

Slots = Mapping[Place, Value]
"""What has been entered, by place; a place without value is left out."""


def slots(report: Report) -> dict[Place, Value]:
    """All that people have entered: facts, texts, cells, and the names and owners of rows."""
    found = {Place(FACT, key): cell.value for key, cell in report.facts.items()}
    found |= {Place(TEXT, key): cell.value for key, cell in report.texts.items()}
    for table in report.tables.values():
        for row in table.rows:
            found[Place(table.key, row.key)] = row.label
            found[Place(table.key, row.key, OWNER)] = row.parent
            found |= {
                Place(table.key, row.key, column): cell.value
                for column, cell in row.cells.items()
                if cell.origin is Origin.ENTERED
            }
    return {place: value for place, value in found.items() if value not in (None, "")}


def with_slots(report: Report, values: Slots) -> Report:
    """The report with these values in place of its own; None empties. Rows that it lacks are added, as `added`."""
    facts = {place.row: value for place, value in values.items() if place.table == FACT}
    texts = {place.row: value for place, value in values.items() if place.table == TEXT}
    rows: dict[str, dict[str, dict[str | None, Value]]] = defaultdict(lambda: defaultdict(dict))
    for place, value in values.items():
        if place.table not in (FACT, TEXT):
            rows[place.table][place.row or ""][place.column] = value
    tables = {key: _with_rows(report.table(key), changed) for key, changed in rows.items()}
    changed = replace(report, facts=_with_cells(report.facts, facts), texts=_with_cells(report.texts, texts))
    return changed.with_tables(tables)


def place_for_new_rows(rows: Iterable[Row]) -> int:
    """Where a new row goes: after those that have been added, else before the sums that end the table."""
    rows = list(rows)
    last = next((n for n, row in reversed(list(enumerate(rows))) if row.added), None)
    if last is not None:
        return last + 1
    at = len(rows)
    while at and rows[at - 1].kind is RowKind.SUMMA:
        at -= 1
    return at


def _with_rows(table: Table, changed: Mapping[str, Mapping[str | None, Value]]) -> Table:
    rows = [_with_values(table, row, changed.get(row.key, {})) for row in table.rows]
    there = {row.key for row in rows}
    new = [Row(key, "", added=True) for key in sorted(changed.keys() - there)]
    at = place_for_new_rows(rows)
    rows[at:at] = [_with_values(table, row, changed[row.key]) for row in new]
    return replace(table, rows=tuple(rows))


def _with_values(table: Table, row: Row, values: Mapping[str | None, Value]) -> Row:
    if None in values:
        row = replace(row, label=str(values[None] or ""))
    if OWNER in values:
        row = replace(row, parent=str(values[OWNER]) if values[OWNER] else None)
    cells = {
        column: Cell(value, table.ref(row, column))
        for column, value in values.items()
        if column is not None and column != OWNER
    }
    return row.with_cells(cells) if cells else row


def _with_cells(cells: Mapping[str, Cell], values: Mapping[str | None, Value]) -> Mapping[str, Cell]:
    changed = {key or "": Cell(value, cells[key or ""].at if key in cells else None) for key, value in values.items()}
    return MappingProxyType({**cells, **changed}) if changed else cells
