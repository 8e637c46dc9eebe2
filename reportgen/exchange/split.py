"""A chef's part of a report: the rows and texts that are theirs, and nothing that tells of anybody else's. Pure.

The part has a mall of its own, so that its workbook is laid out by the same means as the whole. What the chef only sees is
standing there; a figure that is worked out from anybody else's rows is not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind, CellRule
from reportgen.exchange.responsibility import NEW_ROWS, Chef, Item, Kind, Responsibility, is_open, items
from reportgen.exchange.slots import OWNER, Slots, slots
from reportgen.model.difference import TEXT
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.spec.formula import references
from reportgen.spec.schema import ColumnSpec, Entry, RowSpec, Sent, SheetSpec, TableSpec, TemplateSpec

SPARE: Final = 10
"""At most so many empty rows for a chef to add to a table."""

_Keys = tuple[str, str]
_Rules = Mapping[str, Mapping[_Keys, CellRule]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one chef gets. `spec` is the mall of the part, `open` the places that the chef may write in."""

    chef: Chef
    report: Report
    spec: TemplateSpec
    open: frozenset[Place]

    @property
    def base(self) -> Slots:
        """What is sent, by place."""
        return slots(self.report)


def split(report: Report, template: TemplateSpec, responsibility: Responsibility, chef: Chef) -> Part | None:
    """The part of one chef; None when nothing is theirs."""
    own = {item.mark for item in items(report, template) if item.kind.is_leaf and chef in owners(responsibility, item)}
    return _Splitter(report, template, chef, own).part() if own else None


def owners(responsibility: Responsibility, item: Item) -> tuple[Chef, ...]:
    """The chefer who get an item; none when it is the controller's or nobody's."""
    return responsibility.owners_of(item) or ()


class _Splitter:
    """The splitting off of one part: first which rows are in it, then what of them is shown and open."""

    def __init__(self, report: Report, template: TemplateSpec, chef: Chef, own: set[str]) -> None:
        self.report, self.template, self.chef, self.own = report, template, chef, own
        self.columns = {
            spec.key: [column for column in spec.columns if column.sent is not Sent.DOLD] for spec in template.tables
        }
        self.rules: _Rules = {spec.key: rules_of(spec, report.table(spec.key)) for spec in template.tables}
        self.rows = {spec.key: self._own_rows(spec) for spec in template.tables}
        self.shown = {key: set(rows) for key, rows in self.rows.items()}
        self._add_sums()
        self._add_owners()
        self._add_headings()

    def part(self) -> Part:
        tables = [spec for spec in self.template.tables if self.shown[spec.key] or self._adds(spec)]
        texts = [text for text in self.template.texts if f"{TEXT}.{text.key}" in self.own]
        kept = {spec.key for spec in tables}
        spec = self.template.model_copy(
            update={
                "parts": self.template.parts[:1],
                "facts": [],
                "texts": texts,
                "tables": [self._table_spec(table, kept) for table in tables],
                "sheets": list(self._sheets(kept)),
                "scales": [scale for scale in self.template.scales if scale.key in set(self._scales(tables))],
                "column_sets": {}, "row_sets": {}, "quantities": [], "checks": [], "charts": [], "rules": [], "moves": [],
            }
        )  # fmt: skip
        report = replace(
            self.report,
            facts=MappingProxyType({}),
            texts=MappingProxyType({text.key: replace(self.report.text(text.key), at=None) for text in texts}),
            tables=MappingProxyType({table.key: self._table(table) for table in tables}),
            acknowledged=(),
            period_at=None,
        )
        opened = {place for table in tables for place in self._open(table, report.table(table.key))}
        opened |= {Place(TEXT, text.key) for text in texts}
        return Part(self.chef, report, spec, frozenset(opened))

    # Which rows

    def _own_rows(self, spec: TableSpec) -> list[str]:
        rows = self.report.table(spec.key).rows
        return [row.key for row in rows if f"{spec.key}.{row.key}" in self.own]

    def _adds(self, spec: TableSpec) -> bool:
        return f"{spec.key}.{NEW_ROWS}" in self.own

    def _add_sums(self) -> None:
        """Sums whose every part is the chef's, and sums of such sums."""
        grown = True
        while grown:
            grown = False
            for spec in self.template.tables:
                for row in spec.rows:
                    if (
                        row.kind is RowKind.SUMMA
                        and row.key not in self.shown[spec.key]
                        and self._is_own_sum(spec, row)
                    ):
                        self.shown[spec.key].add(row.key)
                        grown = True

    def _is_own_sum(self, spec: TableSpec, row: RowSpec) -> bool:
        """Whether it sums anything, and only rows of the chef's; a sum that takes in free rows is the controller's."""
        rules = [rule for (key, _), rule in self.rules[spec.key].items() if key == row.key and rule.is_total]
        return bool(rules) and not spec.free_rows and all(self._is_known(rule) for rule in rules)

    def _add_owners(self) -> None:
        """The entities that own the chef's rows, by name only."""
        for spec in self.template.tables:
            owner = self.template.table(spec.parent or "")
            if owner is None:
                continue
            rows = (self.report.table(spec.key).row(key) for key in self.shown[spec.key])
            named = {row.parent for row in rows if row and row.parent}
            if self._adds(spec):
                named |= {row.key for row in owner.rows}
            there = {row.key for row in self.report.table(owner.key).rows}
            self.shown[owner.key] |= {key for key in named if key in there}

    def _add_headings(self) -> None:
        """The headings that rows of the chef's stand under."""
        for spec in self.template.tables:
            heading = ""
            for row in self.report.table(spec.key).rows:
                if row.kind is RowKind.RUBRIK:
                    heading = row.key
                elif heading and row.key in self.shown[spec.key]:
                    self.shown[spec.key].add(heading)
                    heading = ""

    # What of them

    def _is_known(self, rule: CellRule) -> bool:
        """Whether all that a cell is worked out from is the chef's."""
        if rule.expr is None:
            return False
        for ref in references(rule.expr):
            if len(ref.parts) == 3:
                table, row, column = ref.parts
                kept = {spec.key for spec in self.columns.get(table, [])}
                if row not in self._seen(table) or column not in kept or self._is_hidden(table, row, column):
                    return False
        return True

    def _seen(self, table: str) -> set[str]:
        """The rows of the chef's with their figures: own ones, and sums of them."""
        spec = self.template.table(table)
        own = set(self.rows.get(table, []))
        sums = {row.key for row in spec.rows if row.kind is RowKind.SUMMA} if spec else set()
        return own | (self.shown.get(table, set()) & sums)

    def _is_hidden(self, table: str, row: str, column: str) -> bool:
        """Whether a cell that is worked out is left out, since it tells of others' rows."""
        rule = self.rules[table].get((row, column))
        return rule is not None and rule.kind is CellKind.COMPUTED and not self._is_known(rule)

    def _table(self, spec: TableSpec) -> Table:
        """The chef's rows with what was entered in them, and empty ones to add."""
        table = self.report.table(spec.key)
        rows = [self._row(spec, row) for row in table.rows if row.key in self.shown[spec.key]]
        if self._adds(spec):
            there = {row.key for row in table.rows}
            keys = (f"{self.chef.series}{n:02}" for n in range(1, 100))
            free = [key for key in keys if key not in there][: min(spec.free_rows, SPARE)]
            at = next((n for n, row in enumerate(rows) if row.kind is RowKind.SUMMA), len(rows))
            rows[at:at] = [Row(key, "", added=True) for key in free]
        headings = {key: text for key, text in table.headings.items() if not self._is_dropped(spec, key)}
        return Table(spec.key, tuple(rows), headings=MappingProxyType(headings))

    def _is_dropped(self, spec: TableSpec, heading: str) -> bool:
        kept = {column.key for column in self.columns[spec.key]}
        return heading.partition(".")[2] not in kept if "." in heading else heading not in kept

    def _row(self, spec: TableSpec, row: Row) -> Row:
        """A row without positions; one that only names an owner without its cells."""
        kept = {column.key for column in self.columns[spec.key]} if row.key in self._seen(spec.key) else set()
        cells = {
            key: replace(cell, at=None, sources=())
            for key, cell in row.cells.items()
            if key in kept and not self._is_left_out(spec, row.key, key) and not cell.is_empty
        }
        return replace(row, cells=MappingProxyType(cells), at=None)

    def _is_left_out(self, spec: TableSpec, row: str, column: str) -> bool:
        """Whether a cell tells of others' rows: worked out from them, or their sum as somebody has typed it."""
        rule = self.rules[spec.key].get((row, column))
        if rule is None:
            return True
        return rule.kind in (CellKind.COMPUTED, CellKind.OVERTYPE, CellKind.GIVEN) and not self._is_known(rule)

    def _open(self, spec: TableSpec, table: Table) -> Iterator[Place]:
        """The places of a table that the chef may write in."""
        for row in table.rows:
            own = spec.row(row.key)
            if own is None and (row.key in self.rows[spec.key] or row.is_empty):
                yield Place(spec.key, row.key)
                if spec.parent:
                    yield Place(spec.key, row.key, OWNER)
            if own is None or row.key in self.rows[spec.key]:
                for column in self.columns[spec.key][1:]:
                    if self._is_open(spec, row, column):
                        yield Place(spec.key, row.key, column.key)

    def _is_open(self, spec: TableSpec, row: Row, column: ColumnSpec) -> bool:
        """In a row that somebody has added all that the mall asks for is open."""
        rule = self.rules[spec.key].get((row.key, column.key))
        if rule is None:
            rule = rules_of(spec, Table(spec.key, (row,)))[row.key, column.key]
        if spec.row(row.key) is None:
            return rule.kind is CellKind.INPUT and row.key not in self._names_only(spec)
        return is_open(column, rule, is_filled=not row.cell(column.key).is_empty)

    def _names_only(self, spec: TableSpec) -> set[str]:
        """Rows that are there only since they own others."""
        return self.shown[spec.key] - self._seen(spec.key)

    # The mall of the part

    def _table_spec(self, spec: TableSpec, kept: set[str]) -> TableSpec:
        """The table with the chef's rows, where all that is not open stands as it is."""
        own = [self._row_spec(spec, row) for row in spec.rows if row.key in self.shown[spec.key]]
        named = [
            self._row_spec(spec, RowSpec.model_construct(key=row.key, label=row.label))
            for row in self.report.table(spec.key).rows
            if row.key in self._names_only(spec) and spec.row(row.key) is None
        ]
        columns = [
            column.model_copy(update={"choices": column.choices if column.choices in kept else None})
            for column in self.columns[spec.key]
        ]
        notes = [note for note in spec.notes if note.text]
        parent = spec.parent if spec.parent in kept else None
        return spec.model_copy(
            update={"rows": [*own, *named], "columns": columns, "free_rows": 0, "notes": notes, "parent": parent}
        )

    def _row_spec(self, spec: TableSpec, row: RowSpec) -> RowSpec:
        columns = self.columns[spec.key][1:]
        found = self.report.table(spec.key).row(row.key) or Row(row.key, row.label)
        locked = {
            column.key: row.fixed.get(column.key, "") for column in columns if self._is_locked(spec, found, column)
        }
        return row.model_copy(update={"fixed": {**row.fixed, **locked}, "count": None, "entry": Entry.NEJ})

    def _is_locked(self, spec: TableSpec, row: Row, column: ColumnSpec) -> bool:
        """Whether a cell is to stand: the chef may not fill it in, or it is worked out from others' rows."""
        rule = self.rules[spec.key].get((row.key, column.key))
        if rule is None or row.key in self._names_only(spec):
            return True
        if rule.kind in (CellKind.BLANK, CellKind.STANDING):
            return False
        if rule.kind is CellKind.INPUT:
            own = row.key in self.rows[spec.key]
            return not (own and is_open(column, rule, is_filled=not row.cell(column.key).is_empty))
        return rule.kind is CellKind.GIVEN or not self._is_known(rule) or not row.cell(column.key).is_empty

    def _sheets(self, kept: set[str]) -> Iterator[SheetSpec]:
        for sheet in self.template.sheets:
            tables = [key for key in sheet.tables if key in kept]
            if tables:
                yield sheet.model_copy(update={"tables": tables})

    def _scales(self, tables: Iterable[TableSpec]) -> Iterator[str]:
        return (column.scale for table in tables for column in self.columns[table.key] if column.scale)


def leaves(report: Report, template: TemplateSpec) -> list[Item]:
    """The items that are filled in themselves."""
    return [item for item in items(report, template) if item.kind.is_leaf]


def unowned(report: Report, template: TemplateSpec, responsibility: Responsibility) -> list[Item]:
    """What nobody has been given and nobody has set aside for the controller."""
    return [item for item in leaves(report, template) if responsibility.owners_of(item) is None]


def shared(
    report: Report, template: TemplateSpec, responsibility: Responsibility
) -> list[tuple[Item, tuple[Chef, ...]]]:
    """What several chefer answer for, new rows aside, since each adds their own."""
    found = ((item, owners(responsibility, item)) for item in leaves(report, template) if item.kind is not Kind.NYA)
    return [(item, chefer) for item, chefer in found if len(chefer) > 1]
