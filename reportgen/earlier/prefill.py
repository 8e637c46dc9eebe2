"""An empty report and the closed periods → the report with what is known already, and what was written last time.

A cell is filled only where a person may write and nothing stands, and only with what may stand there. Sums stay formulas, unless
the sum itself was typed then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind, CellRule
from reportgen.earlier.known import Earlier, Found, sources_of
from reportgen.model.archived import Archived
from reportgen.model.difference import FACT, TEXT
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Value
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec, TemplateSpec
from reportgen.spec.words import fill


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The report; the notes that its cells are to have, by place; how many values each period gave, oldest first; and the
    periods among them that have been opened again.
    """

    report: Report
    notes: Mapping[Place, str]
    taken: Mapping[Period, int]
    reopened: tuple[Period, ...]


def prefilled(empty: Report, template: TemplateSpec, earlier: Earlier) -> Prefilled:
    """The new workbook's report filled from the closed periods."""
    return _Filler(empty, template, earlier).prefilled()


class _Filler:
    """Counts what is taken from where while the report is filled."""

    def __init__(self, empty: Report, template: TemplateSpec, earlier: Earlier) -> None:
        self.empty, self.template, self.earlier = empty, template, earlier
        self.lasts: dict[Place, Archived | None] = {}
        self.taken: Counter[Period] = Counter()
        self.used: dict[Period, Archived] = {}
        self.notes: dict[Place, str] = {}

    def prefilled(self) -> Prefilled:
        facts = {key: self._standing(Place(FACT, key), cell) for key, cell in self.empty.facts.items()}
        texts = {key: self._standing(Place(TEXT, key), cell) for key, cell in self.empty.texts.items()}
        tables = {spec.key: self._table(spec, self.empty.table(spec.key)) for spec in self.template.tables}
        report = replace(self.empty, facts=MappingProxyType(facts), texts=MappingProxyType(texts)).with_tables(tables)
        taken = {period: self.taken[period] for period in sorted(self.taken)}
        opened = (one.period for one in self.used.values() if one.closing.name in self.earlier.reopened)
        return Prefilled(report, MappingProxyType(self.notes), MappingProxyType(taken), tuple(sorted(opened)))

    def _last(self, table: str, row: str = "") -> Archived | None:
        """The closing before this one that has the table, or the text or fact."""
        place = Place(table, row or None)
        if place not in self.lasts:
            self.lasts[place] = self.earlier.last(lambda one: _has(one, table, row))
        return self.lasts[place]

    def _standing(self, place: Place, cell: Cell) -> Cell:
        """A fact or a text that stands from period to period; of another text, what was written last is shown beside it."""
        specs = self.template.facts if place.table == FACT else self.template.texts
        spec = next(spec for spec in specs if spec.key == place.row)
        last = self._last(place.table, spec.key)
        then = last.described.report.cell(place) if last else Cell()
        if last is None or then.is_empty:
            return cell
        if spec.standing and isinstance(then.value, str | date):
            return Cell(self._take(last, then.value))
        if place.table == TEXT:
            self._note(place, last)
        return cell

    def _table(self, spec: TableSpec, table: Table) -> Table:
        table = replace(table, rows=tuple(self._named(spec, row) for row in self._with_kept(spec, table)))
        rules = rules_of(spec, table)
        return replace(table, rows=tuple(self._filled(spec, row, rules) for row in table.rows))

    def _with_kept(self, spec: TableSpec, table: Table) -> Iterator[Row]:
        """The rows, with those added last time in place of as many spare ones."""
        kept = list(self._added(spec))
        spare = [row.key for row in table.rows if row.added]
        replaced = set(spare[: len(kept)])
        first = spare[0] if spare else None
        for row in table.rows:
            if row.key == first:
                yield from kept
            if row.key not in replaced:
                yield row
        if first is None:
            yield from kept

    def _added(self, spec: TableSpec) -> Iterator[Row]:
        last = self._last(spec.key)
        if last is None or not spec.keeps_rows:
            return
        own = {row.key for row in spec.rows}
        for row in last.described.report.table(spec.key).rows:
            if row.added and row.name and row.key not in own:
                self._take(last, None)
                yield Row(row.key, row.label, parent=row.parent, added=True)

    def _named(self, spec: TableSpec, row: Row) -> Row:
        """The row under the name that somebody gave it last time, with this very mall: another's names are its own."""
        own, last = spec.row(row.key), self._last(spec.key)
        then = last.described.report.table(spec.key).row(row.key) if last else None
        if own is None or then is None or last is None or not self._is_same_mall(last):
            return row
        names = {**last.period.names(), "namnd": last.described.report.namnd}
        given = " ".join(fill(own.label, names).split())
        return replace(row, label=then.label) if then.name and then.name.casefold() != given.casefold() else row

    def _is_same_mall(self, one: Archived) -> bool:
        last = one.described.report
        return (last.template, last.version) == (self.empty.template, self.empty.version)

    def _filled(self, spec: TableSpec, row: Row, rules: Mapping[tuple[str, str], CellRule]) -> Row:
        cells: dict[str, Cell] = {}
        for column in spec.columns[1:]:
            rule, place = rules[row.key, column.key], Place(spec.key, row.key, column.key)
            if not rule.is_entered or not row.cell(column.key).is_empty:
                continue
            found = self._found(spec, row, column, rule)
            if found:
                cells[column.key] = Cell(self._take(found.archived, found.value))
            elif column.type is ColumnType.TEXT and (last := self._last(spec.key)):
                self._note(place, last)
        return row.with_cells(cells)

    def _found(self, spec: TableSpec, row: Row, column: ColumnSpec, rule: CellRule) -> Found | None:
        if row.added and not row.name:
            return None
        sources = sources_of(spec.row(row.key), column)
        place = Place(spec.key, row.key, column.key)
        for _, found in self.earlier.candidates(sources, place, rule.unit, row if row.added else None):
            if rule.kind is not CellKind.OVERTYPE and may_stand(found.value, column):
                return found
            if rule.kind is CellKind.OVERTYPE:
                return found if found.is_typed and may_stand(found.value, column) else None
        return None

    def _take(self, one: Archived, value: Value) -> Value:
        self.taken[one.period] += 1
        self.used[one.period] = one
        return value

    def _note(self, place: Place, one: Archived) -> None:
        """What was written there last time, for whoever writes now."""
        if text := one.described.prose(place).strip():
            self.notes[place] = f"{one.period}: {text}"


def _has(one: Archived, table: str, row: str) -> bool:
    words = one.described.words
    match table:
        case "text":
            return row in words.texts
        case "uppgift":
            return row in words.facts
        case _:
            return table in words.tables


def may_stand(value: Value, column: ColumnSpec) -> bool:
    """Whether a column holds such values."""
    match column.type:
        case ColumnType.TEXT | ColumnType.STATUS:
            return isinstance(value, str)
        case ColumnType.DATUM:
            return isinstance(value, date) or value is DASH
        case ColumnType.VARDE:
            return value is not None
        case _:
            return isinstance(value, Decimal) or value is DASH
