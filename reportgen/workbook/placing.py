"""Where every table of a report will stand: sheet, rows and columns. Formulas and guidance are then written from this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellRule
from reportgen.model.period import Period
from reportgen.model.position import column_letter
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.spec.formula import Ref
from reportgen.spec.schema import ColumnSpec, TableSpec, TemplateSpec
from reportgen.workbook.marks import GROUP, PARENT
from reportgen.workbook.meta import scalar_address

HEADING_ROWS: Final = 3
"""Rows at the top of a table sheet: its name, whose it is, and an empty one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One table in its place. `columns` has the label and, where the table has them, group and parent; in sheet order.

    `group_rows` are the rows with a group's name across the table, by the name's first row key.
    """

    spec: TableSpec
    table: Table
    sheet: str
    title_row: int
    note_row: int
    mark_row: int
    group_row: int | None
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    group_rows: Mapping[str, int]
    rules: Mapping[tuple[str, str], CellRule]

    @property
    def label(self) -> int:
        """The column of the rows' names."""
        return self.columns[self.spec.label_column.key]

    @property
    def last_column(self) -> int:
        return max(self.columns.values())

    @property
    def last_row(self) -> int:
        return max([self.header_row, *self.rows.values()])

    def value_columns(self) -> Iterator[tuple[ColumnSpec, int]]:
        """All columns but the label."""
        return ((column, self.columns[column.key]) for column in self.spec.columns[1:])


@dataclass(frozen=True, slots=True)
class Addresses:
    """How formulas on one sheet name a place of the report: B7, and 'Blad 2'!B7 for cells of the others."""

    placed: Mapping[str, Placed]
    sheet: str

    def column(self, table: str, column: str) -> str:
        """The range of all rows of a table in one column."""
        at = self.placed[table]
        letter = column_letter(at.columns[column])
        return f"{quoted(at.sheet)}!${letter}${at.header_row + 1}:${letter}${at.last_row}"

    def __call__(self, ref: Ref) -> str:
        if len(ref.parts) == 1:
            return scalar_address(ref.parts[0])
        table, row, column = ref.parts
        at = self.placed[table]
        cell = f"{column_letter(at.columns[column])}{at.rows[row]}"
        return cell if at.sheet == self.sheet else f"{quoted(at.sheet)}!{cell}"


def place_tables(report: Report, template: TemplateSpec) -> dict[str, Placed]:
    """Every table of the mall, one below the other on its sheet."""
    placed: dict[str, Placed] = {}
    for sheet in template.sheets:
        top = HEADING_ROWS + 1
        for key in sheet.tables:
            spec = template.table(key)
            if spec is not None:
                placed[key] = _place(spec, report.table(key), sheet.name, top)
                top = placed[key].last_row + 1 + len(spec.notes) + 2
    return placed


def names(report: Report) -> dict[str, str]:
    """The words that headings and labels may have between braces."""
    return {**report.period.names(), "namnd": report.namnd}


def quoted(sheet: str) -> str:
    """A sheet's name as formulas have it."""
    return "'" + sheet.replace("'", "''") + "'"


def _place(spec: TableSpec, table: Table, sheet: str, top: int) -> Placed:
    """Title, guidance, hidden marks, one or two rows of headings, then the rows."""
    group_row = top + 3 if any(column.group for column in spec.columns) else None
    header_row = top + (4 if group_row else 3)
    rows, group_rows = _rows(spec, table, header_row + 1)
    return Placed(
        spec=spec,
        table=table,
        sheet=sheet,
        title_row=top,
        note_row=top + 1,
        mark_row=top + 2,
        group_row=group_row,
        header_row=header_row,
        columns=MappingProxyType(_columns(spec)),
        rows=MappingProxyType(rows),
        group_rows=MappingProxyType(group_rows),
        rules=rules_of(spec, table),
    )


def _columns(spec: TableSpec) -> dict[str, int]:
    first = [GROUP] if spec.group_heading else []
    first += [PARENT] if spec.parent else []
    return {key: number for number, key in enumerate([*first, *(column.key for column in spec.columns)], 1)}


def _rows(spec: TableSpec, table: Table, top: int) -> tuple[dict[str, int], dict[str, int]]:
    """The row number of each key; and of each group's name, unless groups have a column of their own."""
    rows: dict[str, int] = {}
    group_rows: dict[str, int] = {}
    group = ""
    for row in table.rows:
        own = group_of(spec, row)
        if own and own != group and not spec.group_heading:
            group_rows[row.key] = top
            top += 1
        group = own
        rows[row.key] = top
        top += 1
    return rows, group_rows


def group_of(spec: TableSpec, row: Row) -> str:
    """The name of the row's group; free rows have none."""
    found = spec.row(row.key)
    return found.group if found else ""


def period_text(period: Period) -> str:
    """ "januari–augusti 2024"."""
    return f"{period.spann_lang} {period.year}"
