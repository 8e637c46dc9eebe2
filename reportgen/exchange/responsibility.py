"""Who answers for what: chefer, and the tables, groups, rows and texts that are theirs.

A row is its own owner's if it has one, else its group's or its subtotal's, else its table's. What a report consists of is
listed by `items`; each item has a mark by which its line in the workbook is known, and a label that people know it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from zlib import crc32

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind, CellRule
from reportgen.model.difference import TEXT
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.spec.schema import ColumnSpec, ColumnType, Sent, TableSpec, TemplateSpec
from reportgen.spec.words import fill

ALL: Final = "alla"
"""As the name of an owner: every chef."""

_SEPARATORS: Final = re.compile(r"[,;\n]")

NEW_ROWS: Final = "+"
"""In a mark: the rows that are added to a table."""


class Kind(StrEnum):
    TABELL = "Tabell"
    GRUPP = "Grupp"
    RAD = "Rad"
    NYA = "Nya rader"
    TEXT = "Text"

    @property
    def is_leaf(self) -> bool:
        """Whether it is filled in itself, and not only through its parts."""
        return self in (Kind.RAD, Kind.NYA, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that somebody answers for. `above` are the marks it inherits from, the nearest first; `proposed` are the roles
    that the mall proposes, as they are written in a cell: with commas between, or a dash for the controller.
    """

    mark: str
    label: str
    kind: Kind
    above: tuple[str, ...] = ()
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Chef:
    """Somebody who gets a part of the workbook. `due` is the last day to answer; `roles` are the mall's that they have."""

    name: str
    email: str = ""
    due: date | None = None
    roles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the name has in common however it is written."""
        return folded(self.name)

    @property
    def series(self) -> str:
        """How the keys of the rows that this chef adds begin, so that no two chefer add the same."""
        return f"ny_{crc32(self.key.encode()):010}"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Chefer in order, and the names of the owners of each mark; a mark with no names is nobody's but the controller's."""

    chefer: tuple[Chef, ...] = ()
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def chef(self, name: str) -> Chef | None:
        """The chef of that name, or with that role."""
        wanted = folded(name)
        by_name = (chef for chef in self.chefer if chef.key == wanted)
        by_role = (chef for chef in self.chefer if wanted in map(folded, chef.roles))
        return next(by_name, None) or next(by_role, None)

    def owners_of(self, item: Item) -> tuple[Chef, ...] | None:
        """The chefer who answer for it, by itself or through what it is part of; None when nobody has said."""
        for mark in (item.mark, *item.above):
            if mark in self.owners:
                names = self.owners[mark]
                found = self.chefer if ALL in map(folded, names) else tuple(map(self.chef, names))
                return tuple(dict.fromkeys(chef for chef in found if chef))
        return self._writer_of(item)

    def _writer_of(self, item: Item) -> tuple[Chef, ...] | None:
        """The chef who has added a row."""
        row = item.mark.partition(".")[2]
        return next(((chef,) for chef in self.chefer if item.kind is Kind.RAD and row.startswith(chef.series)), None)


def named(text: str) -> tuple[str, ...]:
    """The names or roles in a cell, with commas between; none of a dash."""
    return tuple(name for name in map(str.strip, _SEPARATORS.split(text)) if name.strip("-–—−"))


def roles(items: Iterable[Item]) -> list[str]:
    """The roles that the mall proposes, in order."""
    found = {folded(role): role for item in items for role in named(item.proposed)}
    return [role for key, role in found.items() if key != ALL]


def folded(name: str) -> str:
    """A name whatever its case and spaces."""
    return " ".join(name.split()).casefold()


def items(report: Report, template: TemplateSpec) -> Iterator[Item]:
    """Everything in a report that chefer can fill in, table by table, then the texts. Spare rows that nobody uses are one item."""
    words = {**report.period.names(), "namnd": report.namnd}
    for spec in template.tables:
        yield from _table_items(spec, report.table(spec.key), words)
    for text in template.texts:
        yield Item(f"{TEXT}.{text.key}", fill(text.title, words), Kind.TEXT, proposed=text.responsible)


def is_open(column: ColumnSpec, rule: CellRule, *, is_filled: bool) -> bool:
    """Whether a chef may write in a cell: one that people fill in, unless it is only shown.

    Where the mall says nothing, words are always open and a figure only while it is missing: what the controller has taken
    from the ledger, or from Kolada, is to be seen, not changed.
    """
    if rule.kind is not CellKind.INPUT or column.sent is Sent.VISAS or column.sent is Sent.DOLD:
        return False
    if column.kolada and column.sent is not Sent.FYLLS_I:
        return False
    words = column.type in (ColumnType.TEXT, ColumnType.STATUS, ColumnType.DATUM)
    return column.sent is Sent.FYLLS_I or words or not is_filled


def _table_items(spec: TableSpec, table: Table, words: Mapping[str, str]) -> Iterator[Item]:
    leaves = [row for row in table.rows if _can_be_filled(spec, row)]
    if not leaves and not spec.free_rows:
        return
    each = bool(spec.free_rows) and folded(spec.responsible) == ALL
    yield Item(spec.key, fill(spec.title, words), Kind.TABELL, proposed="" if each else spec.responsible)
    seen: set[str] = set()
    listed = {row.key for row in leaves}
    subtotals = {part: total for part, total in _subtotals(spec).items() if total in listed}
    for row in leaves:
        own = spec.row(row.key)
        group = f"{spec.key}:{own.group}" if own and own.group else ""
        if group and own and group not in seen:
            seen.add(group)
            yield Item(group, fill(own.group, words), Kind.GRUPP, (spec.key,))
        subtotal = f"{spec.key}.{subtotals[row.key]}" if row.key in subtotals else ""
        above = tuple(filter(None, (group, subtotal, spec.key)))
        label = row.name or (fill(own.label, words) if own else row.key)
        yield Item(f"{spec.key}.{row.key}", label, Kind.RAD, above, own.responsible if own else "")
    if spec.free_rows:
        yield Item(f"{spec.key}.{NEW_ROWS}", "Nya rader", Kind.NYA, (spec.key,), spec.responsible if each else "")


def _subtotals(spec: TableSpec) -> dict[str, str]:
    """Each row's subtotal: the sum that it is part of, where that is part of another sum. A total has no parts of its own."""
    parts = {part for row in spec.rows for part in row.sum_of}
    return {part: row.key for row in spec.rows if row.key in parts for part in row.sum_of}


def _can_be_filled(spec: TableSpec, row: Row) -> bool:
    if spec.row(row.key) is None:
        return not row.is_empty
    rules = rules_of(spec, Table(spec.key, (row,)))
    return any(is_open(column, rules[row.key, column.key], is_filled=False) for column in spec.columns[1:])
