"""A report of an older mall → the report of the mall as it is now, and all that has no place there. Pure.

Values go by key: where the mall's moves say, else where they stood. What was worked out is worked out anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from reportgen.derive.report import derive, rules_of
from reportgen.derive.rules import CellKind, CellRule
from reportgen.derive.together import put_together
from reportgen.model.position import Place
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.table import Row, Table
from reportgen.model.value import EMPTY, Cell, Origin, Value
from reportgen.spec.moves import FACT, TEXT, Moved, Moves, Went
from reportgen.spec.schema import ColumnSpec, TableSpec, TemplateSpec
from reportgen.workbook.cells import shown
from reportgen.workbook.layout import completed, empty_report
from reportgen.workbook.remembered import Remembered, Unplaced, is_free
from reportgen.workbook.words import same_words

GONE = "finns inte i mallen nu"
SPLIT = "delad på {}"
TAKEN = "på {} står redan ett värde"
UNLIKE = "kan inte läggas ihop på {}"
NOW = "mallen ger nu {}"
NAME, OWNER = "Radens namn", "Hör till"
_PRECISION = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Carried:
    """The report of the mall as it is now; what has no place in it; and the places that several values were put together on."""

    report: Report
    unplaced: tuple[Unplaced, ...]
    merged: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A value on its way: where it stood, what it is called, and whether it may be put together with others."""

    place: Place
    label: str
    cell: Cell
    merged: bool = False


def carry(old: Remembered, template: TemplateSpec) -> Carried:
    """Every value of the old workbook in its place of now, or among the unplaced."""
    return _Carrier(old, template, Moves(template)).carried()


class _Carrier:
    """The state of one carrying: what was found no place for, and what was put together."""

    def __init__(self, old: Remembered, template: TemplateSpec, moves: Moves) -> None:
        self.old, self.template, self.moves = old, template, moves
        self.unplaced: list[Unplaced] = []
        self.merged: dict[str, tuple[str, ...]] = {}
        self.pieces: dict[Place, list[_Piece]] = defaultdict(list)
        self.free = dict(self._free_keys())

    def carried(self) -> Carried:
        was = self.old.report
        empty = empty_report(self.template, was.namnd, was.period)
        facts = self._lines(Moved.UPPGIFT, was.facts, empty.facts)
        texts = self._lines(Moved.TEXT, was.texts, empty.texts)
        for table in was.tables.values():
            for row in table.rows:
                self._send(table, row)
        tables = {spec.key: self._table(spec, empty.table(spec.key)) for spec in self.template.tables}
        acknowledged = tuple(filter(None, map(self._acknowledged, was.acknowledged)))
        report = replace(empty, facts=facts, texts=texts, acknowledged=acknowledged, seal=was.seal).with_tables(tables)
        self._compare(completed(report, self.template))
        return Carried(report, (*self.unplaced, *self.old.loose), MappingProxyType(self.merged))

    # Facts and texts

    def _lines(self, kind: Moved, was: Mapping[str, Cell], empty: Mapping[str, Cell]) -> Mapping[str, Cell]:
        labels = {text.key: text.title for text in self.old.spec.texts} if kind is Moved.TEXT else {}
        labels |= {fact.key: fact.label for fact in self.old.spec.facts} if kind is Moved.UPPGIFT else {}
        arrived: dict[str, list[_Piece]] = defaultdict(list)
        for key, cell in was.items():
            piece = _Piece(Place(kind, key), labels.get(key, key), cell)
            went = self.moves.lines(kind, key)
            if len(went) == 1:
                arrived[went[0].key].append(replace(piece, merged=went[0].merged))
            elif not cell.is_empty:
                self._leave(piece, SPLIT.format(_places(went)) if went else GONE)
        column = ColumnSpec.model_validate({"nyckel": "text", "typ": "text"}) if kind is Moved.TEXT else None
        cells = {
            key: self._joined(Place(kind, key), arrived[key], column, "\n\n") if arrived[key] else cell
            for key, cell in empty.items()
        }
        return MappingProxyType(cells)

    # Tables

    def _send(self, table: Table, row: Row) -> None:
        """Each cell of a row to its place, or among the unplaced."""
        went = self._went(table.key, row.key)
        for column, cell in row.cells.items():
            piece = _Piece(Place(table.key, row.key, column), self._label(table, row, column), cell)
            if len(went) != 1:
                self._leave(piece, SPLIT.format(_places(went)) if went else GONE)
                continue
            columns = self.moves.columns(table.key, column, went[0].table)
            if len(columns) != 1:
                places = [replace(at, key=f"{went[0].key}.{at.key}") for at in columns]
                self._leave(piece, SPLIT.format(_places(places)) if places else GONE)
                continue
            merged = went[0].merged or columns[0].merged
            self.pieces[Place(went[0].table, went[0].key, columns[0].key)].append(replace(piece, merged=merged))
        if len(went) != 1 and row.name and (is_free(row.key) or self._is_renamed(table.key, row)):
            self._leave(_Piece(Place(table.key, row.key), "Radens namn", Cell(row.label)), GONE)

    def _table(self, spec: TableSpec, empty: Table) -> Table:
        """The mall's rows in its order, free rows before the row that they stood before."""
        sources: dict[str, list[tuple[Table, Row]]] = defaultdict(list)
        before: dict[str | None, list[Row]] = defaultdict(list)
        for table in self.old.report.tables.values():
            following: str | None = None
            for row in reversed(table.rows):
                went = self._went(table.key, row.key)
                if len(went) != 1 or went[0].table != spec.key:
                    continue
                if spec.row(went[0].key) is not None:
                    following = went[0].key
                    sources[following].insert(0, (table, row))
                else:
                    parent = self._parent(table, row, spec)
                    before[following].insert(0, Row(went[0].key, row.label, parent=parent, added=True))
        own = {row.key for row in spec.rows}
        rows: list[Row] = []
        for row in (row for row in empty.rows if row.key in own):
            rows += [*before[row.key], self._own(spec, row, sources[row.key])]
        rows += before[None]
        headings = self.old.headings.get(spec.key, {})
        return self._filled(spec, replace(empty, rows=tuple(rows), headings=headings))

    def _own(self, spec: TableSpec, row: Row, sources: Sequence[tuple[Table, Row]]) -> Row:
        """A row of the mall, with the name and the owner that somebody has given it."""
        label, parent = row.label, row.parent
        taken = TAKEN.format(f"{spec.key}.{row.key}")
        for table, source in sources:
            if self._is_renamed(table.key, source):
                if len(sources) == 1:
                    label = source.label
                else:
                    self._leave(_Piece(Place(table.key, source.key), NAME, Cell(source.label)), taken)
            elif source.key == row.key and source.label and same_words(source.label) != same_words(label):
                self._leave(_Piece(Place(table.key, source.key), NAME, Cell(source.label)), "mallens namn gäller nu")
            chosen = self._parent(table, source, spec)
            if chosen and parent and chosen != parent:
                self._leave(_Piece(Place(table.key, source.key), OWNER, Cell(chosen)), taken)
            parent = parent or chosen
        return replace(row, label=label, parent=parent)

    def _filled(self, spec: TableSpec, table: Table) -> Table:
        rules = rules_of(spec, table)
        return replace(table, rows=tuple(self._with_cells(spec, row, rules) for row in table.rows))

    def _with_cells(self, spec: TableSpec, row: Row, rules: Mapping[tuple[str, str], CellRule]) -> Row:
        cells: dict[str, Cell] = {}
        for column in spec.columns[1:]:
            place, rule = Place(spec.key, row.key, column.key), rules[row.key, column.key]
            pieces = self.pieces.get(place, [])
            if rule.kind is CellKind.OVERTYPE:
                pieces = [piece for piece in pieces if piece.cell.origin is not Origin.COMPUTED]
            if pieces and rule.is_entered:
                cells[column.key] = self._joined(place, pieces, column, "\n")
        return row.with_cells({key: cell for key, cell in cells.items() if not cell.is_empty})

    def _joined(self, place: Place, pieces: Iterable[_Piece], column: ColumnSpec | None, glue: str) -> Cell:
        """What comes to one place as one cell; what cannot be put together with the rest is left."""
        for piece in pieces:
            if piece.cell.is_empty and piece.cell.formula:
                self._leave(replace(piece, cell=Cell(piece.cell.formula)), "formeln har inget värde")
        filled = [piece for piece in pieces if not piece.cell.is_empty]
        settled = sorted((piece for piece in filled if not piece.merged), key=lambda piece: piece.place != place)
        for piece in settled[1:]:
            self._leave(piece, TAKEN.format(place))
        together = [*settled[:1], *(piece for piece in filled if piece.merged)]
        if len(together) < 2:
            return replace(together[0].cell, at=None, origin=Origin.ENTERED) if together else EMPTY
        value = put_together([piece.cell.value for piece in together], column, glue)
        if value is None:
            for piece in together:
                self._leave(piece, UNLIKE.format(place))
            return EMPTY
        self.merged[str(place)] = tuple(str(piece.place) for piece in together)
        return Cell(value)

    def _compare(self, report: Report) -> None:
        """What came to a place that nobody fills in is left, unless the mall gives the same there."""
        given = derive(report, self.template)
        rules = {spec.key: rules_of(spec, report.table(spec.key)) for spec in self.template.tables}
        for place, pieces in self.pieces.items():
            rule = rules[place.table].get((place.row or "", place.column or ""))
            for piece in pieces:
                worked_out = piece.cell.origin is Origin.COMPUTED
                if rule and rule.is_entered and not (rule.kind is CellKind.OVERTYPE and worked_out):
                    continue
                if worked_out and piece.merged:
                    continue
                now = given.cell(place).value
                if not piece.cell.is_empty and not _same(piece.cell.value, now):
                    self._leave(piece, NOW.format("inget värde" if now is None else shown(now)))

    # Acknowledgements

    def _acknowledged(self, ack: Acknowledgement) -> Acknowledgement | None:
        """The acknowledgement at its place of now; left when that is gone."""
        place = self._place_now(ack.place)
        if place is None:
            words = ", ".join(filter(None, (ack.found, ack.reason, ack.by)))
            self.unplaced.append(Unplaced(str(ack.place), f"Kvittering av {ack.code}", words, GONE))
            return None
        return replace(ack, place=place, at=None)

    def _place_now(self, place: Place) -> Place | None:
        if place.cell:
            return None
        if place.table in (TEXT, FACT):
            went = self.moves.lines(Moved(place.table), place.row or "")
            return Place(place.table, went[0].key) if len(went) == 1 else place if place.row == "period" else None
        if self.old.spec.table(place.table) is None:
            return place
        table = self.moves.table(place.table)
        if place.row:
            rows = self._went(place.table, place.row)
            if len(rows) != 1:
                return None
            table, row = rows[0].table, rows[0].key
        else:
            row = None
        if table is None or not place.column:
            return Place(table, row) if table else None
        columns = self.moves.columns(place.table, place.column, table)
        return Place(table, row, columns[0].key) if len(columns) == 1 else None

    # Of old rows

    def _free_keys(self) -> Iterator[tuple[tuple[str, str], Went]]:
        """Where each free row goes, with a key that no other row of its table has."""
        taken = {(spec.key, row.key) for spec in self.template.tables for row in spec.rows}
        for table in self.old.report.tables.values():
            now = self.moves.table(table.key)
            for row in (row for row in table.rows if is_free(row.key)):
                if now is None:
                    continue
                numbers = (f"ny_{n:02}" for n in range(1, len(taken) + 2))
                key = next(key for key in (row.key, *numbers) if (now, key) not in taken)
                taken.add((now, key))
                yield (table.key, row.key), Went(now, key)

    def _went(self, table: str, row: str) -> list[Went]:
        if is_free(row):
            return [self.free[table, row]] if (table, row) in self.free else []
        return self.moves.rows(table, row)

    def _parent(self, table: Table, row: Row, now: TableSpec) -> str | None:
        """The owner of a row by its key of now; one that is gone is left."""
        owner = self.old.spec.table(table.key)
        if row.parent is None or owner is None or owner.parent is None:
            return None
        went = self._went(owner.parent, row.parent)
        if len(went) == 1 and went[0].table == now.parent:
            return went[0].key
        named = self.old.report.table(owner.parent).row(row.parent)
        self._leave(_Piece(Place(table.key, row.key), OWNER, Cell(named.label if named else row.parent)), GONE)
        return None

    def _is_renamed(self, table: str, row: Row) -> bool:
        """Whether somebody has given a row of the mall another name."""
        return (table, row.key) in self.old.renamed

    def _label(self, table: Table, row: Row, column: str) -> str:
        spec = self.old.spec.table(table.key)
        heading = spec.column(column) if spec else None
        return ", ".join(filter(None, (row.name, heading.heading if heading else column)))

    def _leave(self, piece: _Piece, why: str) -> None:
        cell = piece.cell
        written = cell.formula if cell.origin is Origin.ENTERED else None
        value = written if cell.is_empty else cell.value
        if value not in (None, ""):
            self.unplaced.append(Unplaced(str(piece.place), piece.label, value, why))


def _places(went: Iterable[Went]) -> str:
    *first, last = (f"{at.table}.{at.key}" for at in went)
    return f"{', '.join(first)} och {last}" if first else last


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= max(Decimal(1), abs(one), abs(other)) * _PRECISION
    if isinstance(one, str) and isinstance(other, str):
        return same_words(one) == same_words(other)
    return one == other
