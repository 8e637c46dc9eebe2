"""A table as series are made of it: its headings, the roles of its columns and rows, the units of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.phrases import Phrase, context_stems, phrases
from reportgen.checks.narrative.roles import Role, What, role_of, says_part, says_whole
from reportgen.claims.numerals import Kind
from reportgen.model.format import KRONOR
from reportgen.model.period import MANADER_KORT, Period
from reportgen.model.position import Place
from reportgen.model.table import Row
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec

LABEL_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_VARIANCE: Final = re.compile(r"avvikelse|överskott|underskott")
_UNIT: Final = re.compile(r"\((tkr|mnkr|mkr|kr)\)")
_BARE: Final = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\([^)]*\)|\b(?:budget|utfall|prognos|bokslut|helår|plan|jan|aug)\b|[–,-]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Source:
    """A table of a report."""

    table: TableSpec
    context: Context

    @property
    def period(self) -> Period:
        return self.context.entered.period

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return self.context.derived.table(self.table.key).rows

    @cached_property
    def title(self) -> str:
        return self.context.title(self.table)

    @cached_property
    def about(self) -> frozenset[str]:
        """The words of the title, and of what the mall calls the table."""
        return context_stems(self.title, *self.table.called)

    @cached_property
    def figures(self) -> tuple[ColumnSpec, ...]:
        """The columns that hold figures."""
        return tuple(
            column for column in self.table.columns[1:] if column.type.is_numeric or column.type is ColumnType.VARDE
        )

    @cached_property
    def months(self) -> tuple[ColumnSpec, ...]:
        """The twelve month columns; empty if the table lacks any."""
        found = tuple(column for column in self.table.columns if column.key in MANADER_KORT)
        return found if len(found) == len(MANADER_KORT) else ()

    def phrases(self, label: str, called: Sequence[str] = ()) -> tuple[Phrase, ...]:
        return phrases(label, called, self.context.entered.namnd)

    def heading(self, column: ColumnSpec) -> str:
        return self.context.heading(column, self.table)

    @cached_property
    def of_part(self) -> bool:
        """Whether the title says that the table is of a part of the year: "Volymer januari–augusti"."""
        return self.period.month < 12 and not self.months and says_part(self.title)

    def row_role(self, row: Row) -> Role | None:
        """The role of a row that is a year or a scenario."""
        return self._in_part(role_of(row.name, row.key, self.period), row.name)

    def column_role(self, column: ColumnSpec) -> Role | None:
        """The role of a column; what the mall calls it ("avvikelse") may say more than its heading."""
        named = " ".join(column.called).lower()
        role = role_of(self.heading(column), column.key, self.period)
        if role is None:
            return role_of(named, column.key, self.period) if named else None
        if _VARIANCE.search(named):
            return Role(What.VARIANCE, role.year, role.part)
        if role.what is What.VARIANCE and column.formula:
            return self._variance_role(column, role)
        return self._in_part(role, self.heading(column))

    def _in_part(self, role: Role | None, heading: str) -> Role | None:
        """The outcome of an earlier year in a table of a part of the year is of the same part."""
        if role is None or role.what is not What.OUTCOME or not self.of_part or says_whole(heading):
            return role
        return Role(role.what, role.year, part=True)

    def unit(self, row: Row, column: ColumnSpec) -> str:
        if "%" in row.name or "procent" in row.name.lower() or row.key in self.percent_rows:
            return "%"
        spot = self.context.by_place.get(Place(self.table.key, row.key, column.key))
        unit = spot.rule.unit if spot else column.unit or self.table.unit
        written = _UNIT.search(f"{self.heading(column)} {self.table.title}")
        return unit or (written[1] if written else "")

    @cached_property
    def percent_rows(self) -> frozenset[str]:
        """The rows whose own cell for the unit says per cent."""
        words = [column.key for column in self.table.columns[1:] if not column.type.is_numeric]
        return frozenset(
            row.key for row in self.rows if any(row.cell(key).text.strip() in ("%", "procent") for key in words)
        )

    def rows_are_periods(self) -> bool:
        """Whether every row is a year or a scenario and nothing else: "2023", "Budget 2025", "2024 prognos"."""
        return bool(self.rows) and all(
            LABEL_YEAR.search(row.name) and is_bare(row.name) and self.row_role(row) for row in self.rows
        )

    def _variance_role(self, column: ColumnSpec, role: Role) -> Role | None:
        """A variance from a budget, of the part of the year when an outcome of it is in its formula; else none."""
        parts = [self.table.column(name) for name in NAME.findall(column.formula or "")]
        roles = [role_of(self.heading(part), part.key, self.period) for part in parts if part is not None]
        if not any(part and part.what is What.BUDGET for part in roles):
            return None
        return Role(What.VARIANCE, role.year, any(part and part.what is What.OUTCOME and part.part for part in roles))


def has_figure(row: Row, column: ColumnSpec) -> bool:
    return row.cell(column.key).number is not None


def is_bare(label: str) -> bool:
    """Whether a label is a year or a scenario and nothing else."""
    return not _BARE.sub("", label).strip()


def kind_of(unit: str, column: ColumnSpec) -> Kind:
    if column.type is ColumnType.PROCENT or unit.startswith("%"):
        return Kind.PERCENT
    return Kind.MONEY if unit in KRONOR or unit.startswith("kr ") else Kind.COUNT
