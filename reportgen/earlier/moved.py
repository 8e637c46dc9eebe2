"""A closed period in the keys of a mall as it is now: what the mall has moved since then stands where it is today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reportgen.derive.together import put_together
from reportgen.model.archived import Archived
from reportgen.model.description import ColumnWords, Described, TableWords
from reportgen.model.position import Place
from reportgen.model.table import Row, Table
from reportgen.model.value import Cell, Origin
from reportgen.spec.moves import FACT, TEXT, Moves
from reportgen.spec.schema import ColumnSpec, TemplateSpec

_TEXT_COLUMN: Final = ColumnSpec.model_validate({"nyckel": "text", "typ": "text"})


def with_moves(archived: Archived, template: TemplateSpec) -> Archived:
    """The closed period by the keys of now. A value that the mall has split on several places is not among them."""
    return replace(archived, described=in_keys_of(template, archived.described)) if template.moves else archived


def in_keys_of(template: TemplateSpec, described: Described) -> Described:
    """A report by the keys of the mall: what its moves name stands where it is now, all else where it stood."""
    return _Mover(described, template).moved() if template.moves else described


@dataclass(frozen=True, slots=True)
class _Piece:
    """A value that came to a place: its cell, the unit and the decimals that it was printed with, its prose if it is a text."""

    cell: Cell
    look: tuple[str, int]
    prose: str


class _Mover:
    def __init__(self, was: Described, template: TemplateSpec) -> None:
        self.was, self.template, self.moves = was, template, Moves(template)
        self.pieces: dict[Place, list[_Piece]] = defaultdict(list)
        self.rows: dict[str, dict[str, Row]] = defaultdict(dict)
        self.printed: dict[Place, str] = {}

    def moved(self) -> Described:
        was, report = self.was, self.was.report
        for table in report.tables.values():
            for row in table.rows:
                self._send(table, row)
        tables = {key: self._table(key, rows) for key, rows in self.rows.items()}
        facts, texts = self._lines(FACT, report.facts), self._lines(TEXT, report.texts)
        words = replace(
            was.words,
            tables=MappingProxyType(dict(self._table_words())),
            texts=self._names(TEXT, was.words.texts),
            facts=self._names(FACT, was.words.facts),
        )
        report = replace(report, facts=facts, texts=texts, tables=MappingProxyType(tables))
        return Described(report, words, MappingProxyType(self.printed))

    # Facts and texts

    def _lines(self, kind: str, was: Mapping[str, Cell]) -> Mapping[str, Cell]:
        for key, cell in was.items():
            self._arrive(Place(kind, key), cell, ("", 0))
        places = [place for place in self.pieces if place.table == kind]
        return MappingProxyType({str(place.row): self._joined(place, _TEXT_COLUMN, "\n\n") for place in places})

    def _names(self, kind: str, names: Mapping[str, str]) -> Mapping[str, str]:
        moved: dict[str, str] = {}
        for key, name in names.items():
            for place in self.moves.places(Place(kind, key)):
                moved.setdefault(str(place.row), name)
        return MappingProxyType(moved)

    # Tables

    def _send(self, table: Table, row: Row) -> None:
        went = self.moves.places(Place(table.key, row.key))
        if len(went) > 1:
            return
        key = self._free_key(went[0], row)
        there = self.rows[went[0].table]
        there.setdefault(
            key, replace(row, key=key, parent=self._parent(row, went[0].table), cells=MappingProxyType({}))
        )
        words = self.was.words.tables.get(table.key)
        for column, cell in row.cells.items():
            look = words.format_of(row.key, column) if words else ("", 0)
            self._arrive(Place(table.key, row.key, column), cell, look, row=key)

    def _free_key(self, at: Place, row: Row) -> str:
        """The key of a row in its table of now: rows that people have added are never put together."""
        key, taken = str(at.row), self.rows[at.table]
        number = 2
        while row.added and key in taken:
            key, number = f"{at.row}_{number}", number + 1
        return key

    def _parent(self, row: Row, table: str) -> str | None:
        """The key of now of the row that owns it."""
        spec = self.template.table(table)
        if row.parent is None or spec is None or spec.parent is None:
            return row.parent
        owners = (Place(key, row.parent) for key, old in self.was.report.tables.items() if old.row(row.parent))
        went = (place for owner in owners for place in self.moves.places(owner) if place.table == spec.parent)
        return next((place.row for place in went), row.parent)

    def _table(self, key: str, rows: Mapping[str, Row]) -> Table:
        spec = self.template.table(key)
        by_row: dict[str, dict[str, Cell]] = defaultdict(dict)
        for place in self.pieces:
            if place.table == key and place.row and place.column:
                column = spec.column(place.column) if spec else None
                by_row[place.row][place.column] = self._joined(place, column, " ")
        return Table(key, tuple(row.with_cells(by_row[row.key]) for row in rows.values()))

    # Cells

    def _arrive(self, old: Place, cell: Cell, look: tuple[str, int], row: str = "") -> None:
        went = self.moves.places(old)
        if len(went) == 1:
            now = replace(went[0], row=row) if row else went[0]
            self.pieces[now].append(_Piece(cell, look, self.was.printed.get(old, "")))

    def _joined(self, place: Place, column: ColumnSpec | None, glue: str) -> Cell:
        """The value of a place, of all that came there put together; empty when that cannot be done."""
        arrived = self.pieces[place]
        pieces = [piece for piece in arrived if not piece.cell.is_empty] or arrived[:1]
        if any(piece.prose for piece in pieces):
            self.printed[place] = glue.join(piece.prose or piece.cell.text for piece in pieces)
        if len(pieces) == 1:
            return pieces[0].cell
        if len({piece.look[0] for piece in pieces}) > 1:
            return Cell()
        computed = all(piece.cell.origin is Origin.COMPUTED for piece in pieces)
        value = put_together([piece.cell.value for piece in pieces], column, glue)
        return Cell(value, origin=Origin.COMPUTED if computed else Origin.ENTERED)

    # What they are called

    def _table_words(self) -> Iterator[tuple[str, TableWords]]:
        """The words of each table: those of the table that became it, with the columns of those that gave it rows."""
        words = self.was.words.tables
        sources: dict[str, list[str]] = defaultdict(list)
        for old in words:
            sources[str(self.moves.places(Place(old))[0].table)].append(old)
        for table in self.was.report.tables.values():
            for row in table.rows:
                for place in self.moves.places(Place(table.key, row.key)):
                    if table.key in words and table.key not in sources[place.table]:
                        sources[place.table].append(table.key)
        for now, olds in sources.items():
            yield now, self._one(now, [words[old] for old in olds])

    def _one(self, now: str, olds: list[TableWords]) -> TableWords:
        columns: dict[str, ColumnWords] = {}
        for old in olds:
            for column in old.columns:
                for went in self.moves.columns(old.key, column.key, now):
                    columns.setdefault(went.key, replace(column, key=went.key))
        formats = {
            (str(place.row), str(place.column)): pieces[0].look
            for place, pieces in self.pieces.items()
            if place.table == now and place.column in columns
        }
        usual = {key: (column.unit, column.decimals) for key, column in columns.items()}
        differing = {at: look for at, look in formats.items() if look != usual[at[1]]}
        return replace(olds[0], key=now, columns=tuple(columns.values()), formats=MappingProxyType(differing))
