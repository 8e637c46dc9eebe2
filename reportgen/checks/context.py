"""What a check is given: the mall, the report as it was read, and the same report worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar

from reportgen.derive.fields import FIELD
from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellRule
from reportgen.earlier.known import Earlier
from reportgen.model.finding import Code, Finding
from reportgen.model.imported import Imports
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.table import Row, group_key
from reportgen.model.value import Cell, Origin
from reportgen.spec.cases import Case, cases
from reportgen.spec.schema import CONTROL_TOTALS, TEXTS, ColumnSpec, ColumnType, RowSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known

Made = TypeVar("Made")

FIELD_MARK: Final = "\N{WHITE VERTICAL RECTANGLE}"
"""Stands for a value field where the words around it are looked at."""


def cases_of(context: Context) -> Mapping[str, list[Case]]:
    """The comparisons of each of the mall's checks, by its key; `context.once(cases_of)`."""
    return {check.key: list(cases(check, context.template)) for check in context.template.checks}


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a table: what the mall says of it, what stood there, what it was worked out to.

    `row` is the row as it was read, `spec` the mall's, None for a free or added row. `at` is the cell in the workbook.
    """

    table: TableSpec
    row: Row
    spec: RowSpec | None
    column: ColumnSpec
    rule: CellRule
    at: CellRef | None
    entered: Cell
    derived: Cell

    @property
    def place(self) -> Place:
        return Place(self.table.key, self.row.key, self.column.key)

    @property
    def is_typed(self) -> bool:
        """Whether a person has written something in the cell."""
        return self.entered.origin is Origin.ENTERED and not self.entered.is_empty


class Kind(Enum):
    """What a text is."""

    TEXT = "text"
    """A text of the sheet Texter."""
    CELL = "cell"
    """A text in a cell of a table: a comment, an analysis."""
    NAME = "name"
    """The name of a row."""


@dataclass(frozen=True, slots=True)
class Written:
    """Something a person wrote. `plain` is the same with a mark in the place of each value field."""

    content: str
    label: str
    at: CellRef | None
    place: Place
    kind: Kind
    plain: str

    def finding(self, code: Code, found: str, expected: str = "", **details: str) -> Finding:
        """A finding in the text."""
        return Finding(code, self.at, self.place, found, expected, MappingProxyType({"label": self.label, **details}))


@dataclass(frozen=True)
class Context:
    """`entered` is the report as read, `derived` the same after `derive`: same tables, same rows in the same order.

    `earlier` is what stood in the workbook when it was made, if that was for an earlier period; `closed` are the closed periods
    of the archive, where there is one; `imports` what has been imported from the economy system, if anything has.
    """

    template: TemplateSpec
    entered: Report
    derived: Report
    earlier: Report | None = None
    closed: Earlier | None = None
    imports: Imports | None = None

    def once(self, work: Callable[[Context], Made]) -> Made:
        """What `work` makes of this context; made the first time somebody asks."""
        if work not in self._made:
            self._made[work] = work(self)
        made: Made = self._made[work]
        return made

    @cached_property
    def _made(self) -> dict[Callable[[Context], Any], Any]:
        return {}

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every cell of every table of the report that was read, by table, row and column."""
        return tuple(
            spot for spec in self.template.reported if spec.key in self.entered.tables for spot in self._spots(spec)
        )

    @cached_property
    def control_totals(self) -> tuple[Spot, ...]:
        """The cells of the sheet Avstämning: what the report is held against, and no part of it."""
        spec = self.template.table(CONTROL_TOTALS)
        return tuple(self._spots(spec)) if spec and spec.key in self.entered.tables else ()

    @cached_property
    def by_place(self) -> Mapping[Place, Spot]:
        """The same cells by their keys; of rows with the same key the first."""
        return MappingProxyType({spot.place: spot for spot in reversed((*self.spots, *self.control_totals))})

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Everything that is words: texts, then text cells, then the names of rows; empty ones left out."""
        texts = (
            (cell.text, fill(text.title, self.names), cell.at or CellRef(TEXTS), Place("text", text.key), Kind.TEXT)
            for text in self.template.texts
            if (cell := self.derived.text(text.key)).text
        )
        cells = (
            (spot.derived.text, self._cell_label(spot), spot.at, spot.place, Kind.CELL)
            for spot in self.spots
            if spot.column.type is ColumnType.TEXT and spot.derived.text
        )
        names = (
            (row.label, f"{row.name} ({self.title(table)})", row.at, Place(table.key, row.key), Kind.NAME)
            for table in self.template.reported
            for row in self.derived.table(table.key).rows
        )
        found = [*texts, *cells, *names]
        return tuple(Written(*each, FIELD.sub(FIELD_MARK, each[0])) for each in found)

    def _cell_label(self, spot: Spot) -> str:
        return f"{self.heading(spot.column, spot.table)} ({spot.row.name or spot.row.key})"

    @cached_property
    def names(self) -> dict[str, str]:
        """The words that stand between braces in the mall."""
        return {**self.entered.period.names(), "namnd": self.entered.namnd}

    def title(self, table: TableSpec) -> str:
        """The table's title with the period filled in."""
        return fill(table.title, self.names)

    def heading(self, column: ColumnSpec, table: TableSpec) -> str:
        """The column's heading, group first: as it stands in the workbook, else the mall's with the period filled in."""
        changed = self.entered.table(table.key).headings
        group = changed.get(group_key(column.key)) or fill_known(column.group, self.names)
        heading = changed.get(column.key) or fill_known(column.heading, self.names)
        return " ".join(part for part in (group, heading) if part) or column.key

    def finding(self, code: Code, spot: Spot, found: str = "", expected: str = "", **details: str) -> Finding:
        """A finding at that cell, with the names of its table, row and column."""
        names = {
            "table": self.title(spot.table),
            "label": spot.row.name or spot.row.key,
            "heading": self.heading(spot.column, spot.table),
        }
        return Finding(code, spot.at, spot.place, found, expected, MappingProxyType({**names, **details}))

    def _spots(self, spec: TableSpec) -> list[Spot]:
        entered, derived = self.entered.table(spec.key), self.derived.table(spec.key)
        rules = rules_of(spec, entered)
        return [
            Spot(
                table=spec,
                row=row,
                spec=spec.row(row.key),
                column=column,
                rule=rules[row.key, column.key],
                at=entered.ref(row, column.key),
                entered=row.cell(column.key),
                derived=worked_out.cell(column.key),
            )
            for row, worked_out in zip(entered.rows, derived.rows, strict=True)
            for column in spec.columns[1:]
        ]
