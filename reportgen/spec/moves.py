"""The moves of a mall ([[flytt]]): what each is of, told by where it leads, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.position import Place
from reportgen.spec.schema import MoveSpec, TemplateSpec
from reportgen.spec.suggest import unknown

TEXT, FACT = "text", "uppgift"
"""The pseudo-tables of texts and facts."""


class Moved(StrEnum):
    """What a move is of."""

    TABELL = "tabell"
    RAD = "rad"
    KOLUMN = "kolumn"
    TEXT = "text"
    UPPGIFT = "uppgift"


def moved(move: MoveSpec, spec: TemplateSpec) -> Moved | None:
    """What the move is of; None when it leads nowhere."""
    table, _, key = move.target.partition(".")
    if table in (TEXT, FACT):
        return Moved(table)
    found = spec.table(table)
    if found is None or not key:
        return Moved.TABELL if found else None
    if found.row(key):
        return Moved.RAD
    return Moved.KOLUMN if found.column(key) else None


@dataclass(frozen=True, slots=True)
class Went:
    """Where something of an older mall is now. `merged` tells that others come to the same place, to be put together."""

    table: str
    key: str
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Moves:
    """Old keys → new places by the moves of a mall; a key that none of them names stays where it is, if the mall has it."""

    spec: TemplateSpec

    def table(self, old: str) -> str | None:
        """The key of the table now; None when there is no such table any more."""
        moved_to = [move.target for move in self._of(Moved.TABELL) if move.source == old]
        return moved_to[0] if len(moved_to) == 1 else old if not moved_to and self.spec.table(old) else None

    def rows(self, table: str, row: str, *, free: bool = False) -> list[Went]:
        """Where a row went: nowhere, to one place, or to several. A `free` row goes wherever its table goes."""
        named = self._named(Moved.RAD, f"{table}.{row}")
        now = self.spec.table(self.table(table) or "")
        return named or ([Went(now.key, row)] if now and (free or now.row(row)) else [])

    def columns(self, table: str, column: str, now: str) -> list[Went]:
        """Where a column went, for rows that are in the table `now`."""
        named = self._named(Moved.KOLUMN, f"{table}.{column}")
        spec = self.spec.table(now)
        if named:
            return [went for went in named if went.table == now]
        return [Went(now, column)] if spec and spec.column(column) else []

    def lines(self, kind: Moved, key: str) -> list[Went]:
        """Where a text or a fact went."""
        known = {text.key for text in self.spec.texts} if kind is Moved.TEXT else {fact.key for fact in self.spec.facts}
        named = self._named(kind, f"{kind}.{key}")
        return named or ([Went(kind, key)] if key in known else [])

    def places(self, old: Place) -> list[Place]:
        """Where a value, a row or a whole table of an older mall is now; what no move names stays where it was."""
        if old.table in (TEXT, FACT) and old.row:
            return [Place(went.table, went.key) for went in self.lines(Moved(old.table), old.row)] or [old]
        if old.row is None:
            return [Place(self.table(old.table) or old.table)]
        found = []
        for row in self.rows(old.table, old.row, free=True) or [Went(old.table, old.row)]:
            columns = self.columns(old.table, old.column, row.table) if old.column else []
            found += [Place(row.table, row.key, column.key) for column in columns] or [
                Place(row.table, row.key, old.column)
            ]
        return found

    def tables_before(self, now: str) -> set[str]:
        """The tables that something in the table `now` may have stood in."""
        sources = (move.source for move in self.spec.moves if move.target.partition(".")[0] == now)
        return {now, *(source.partition(".")[0] for source in sources)}

    def _of(self, kind: Moved) -> Iterator[MoveSpec]:
        return (move for move in self.spec.moves if moved(move, self.spec) is kind)

    def _named(self, kind: Moved, source: str) -> list[Went]:
        parted = ((move, move.target.partition(".")) for move in self._of(kind) if move.source == source)
        return [Went(table, key, move.merged) for move, (table, _, key) in parted]


def move_faults(spec: TemplateSpec) -> Iterator[str]:
    """Moves that lead nowhere, that move what is still there, or that meet without being merged."""
    for move in spec.moves:
        yield from (f"flytt fran {move.source}: {fault}" for fault in _move(move, spec))


def _move(move: MoveSpec, spec: TemplateSpec) -> Iterator[str]:
    source, target = move.source.split("."), move.target.split(".")
    if not all((*source, *target)) or not 1 <= len(target) <= 2:
        yield f"till: {move.target!r} ska vara tabell, tabell.rad, tabell.kolumn, text.nyckel eller uppgift.nyckel."
        return
    if len(source) != len(target) or (source[0] in (TEXT, FACT)) != (target[0] in (TEXT, FACT)):
        yield f"till: {move.target!r} är av annat slag än fran."
        return
    if fault := _target(target, spec):
        yield f"till: {fault}"
        return
    kind = moved(move, spec)
    if _is_there(source, kind, spec):
        yield "fran: nyckeln finns kvar i mallen."
    if move.merged and kind in (Moved.TABELL, Moved.UPPGIFT):
        yield "sammanslagen: bara rader, kolumner och texter kan slås ihop."
    others = [m for m in spec.moves if m is not move and m.target == move.target and m.source != move.source]
    if others and not move.merged:
        yield f"till: även {others[0].source} flyttas till {move.target}. Sätt sammanslagen = true på båda."


def _target(parts: list[str], spec: TemplateSpec) -> str:
    """What is wrong with where a move leads; empty when nothing is."""
    kind, key = parts[0], parts[-1]
    if kind in (TEXT, FACT):
        keys = [text.key for text in spec.texts] if kind == TEXT else [fact.key for fact in spec.facts]
        return "" if key in keys else unknown(key, keys)
    table = spec.table(kind)
    if table is None:
        return unknown(kind, [table.key for table in spec.tables])
    if len(parts) == 1 or bool(table.row(key)) != bool(table.column(key)):
        return ""
    if table.row(key):
        return f"{'.'.join(parts)} är både en rad och en kolumn. Ge en av dem en annan nyckel."
    return unknown(key, [*(row.key for row in table.rows), *(column.key for column in table.columns)])


def _is_there(source: list[str], kind: Moved | None, spec: TemplateSpec) -> bool:
    """Whether the mall still has what is said to have moved."""
    table, key = spec.table(source[0]), source[-1]
    match kind:
        case Moved.TABELL:
            return table is not None
        case Moved.RAD:
            return bool(table and table.row(key))
        case Moved.KOLUMN:
            return bool(table and table.column(key))
        case Moved.TEXT:
            return spec.text(key) is not None
        case _:
            return any(fact.key == key for fact in spec.facts)
