"""What has been edited in a Word file outside the texts: headings, tables and words of the mall's, and words put between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from reportgen.wording.reading import Grid, Line

_ALIKE: Final = 0.6
"""How much of a paragraph must be left for it to be called changed and not another."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Something that has no place in the workbook: where it stands, what it is, its words, and what to do with it."""

    place: str
    label: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """An item with the heading it stands under and the words above it, such as a table's caption."""

    item: Line | Grid
    section: str
    above: str

    @property
    def key(self) -> tuple[str, ...]:
        return item_key(self.item)

    @property
    def where(self) -> str:
        return f"under rubriken {self.section}" if self.section else "i början"


def item_key(item: Line | Grid) -> tuple[str, ...]:
    """What an item is known by: a table by its first row and column, a text by its tag, other paragraphs by their words."""
    if isinstance(item, Grid):
        return ("tabell", *(row[0] if row else "" for row in item.rows), *(item.rows or ((),))[0])
    if item.owner:
        return ("text", item.owner)
    return ("rubrik" if item.level else "stycke", item.words)


def outside(base: Sequence[Line | Grid], now: Sequence[Line | Grid]) -> Iterator[Loose]:
    """All that differs outside the texts, in the order of the file."""
    was, has = list(_spots(base)), list(_spots(now))
    matcher = SequenceMatcher(None, [spot.key for spot in was], [spot.key for spot in has], autojunk=False)
    removed: list[_Spot] = []
    added: list[_Spot] = []
    pairs: list[tuple[_Spot, _Spot]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(was[i1:i2], has[j1:j2], strict=True)
        removed += was[i1:i2] if tag != "equal" else []
        added += has[j1:j2] if tag != "equal" else []
    for gone in list(removed):
        best = max(added, key=lambda new: _alikeness(gone, new), default=None)
        if best is not None and _alikeness(gone, best) >= _ALIKE:
            pairs.append((gone, best))
            removed.remove(gone)
            added.remove(best)
    for before, after in pairs:
        yield from _changed(before, after)
    yield from (loose for spot in removed for loose in _removed(spot))
    yield from (loose for spot in added for loose in _added(spot))


def _spots(items: Sequence[Line | Grid]) -> Iterator[_Spot]:
    section = above = ""
    for owner, group in groupby(items, key=lambda item: item.owner if isinstance(item, Line) else ""):
        for item in list(group)[:1] if owner else group:
            if isinstance(item, Line) and not owner and not item.words:
                continue
            yield _Spot(item, section, above)
            if isinstance(item, Line) and not owner:
                section = item.words if item.level else section
                above = item.words


def _alikeness(a: _Spot, b: _Spot) -> float:
    if isinstance(a.item, Grid) and isinstance(b.item, Grid):
        ours, theirs = ({(n, cell) for row in grid.rows for n, cell in enumerate(row)} for grid in (a.item, b.item))
        return len(ours & theirs) / max(len(ours | theirs), 1)
    if isinstance(a.item, Line) and isinstance(b.item, Line) and not a.item.owner and not b.item.owner:
        return SequenceMatcher(None, a.item.words, b.item.words, autojunk=False).ratio()
    return 0.0


def _changed(before: _Spot, after: _Spot) -> Iterator[Loose]:
    if isinstance(before.item, Grid) and isinstance(after.item, Grid):
        yield from _cells(before, before.item, after.item)
    elif isinstance(before.item, Line) and isinstance(after.item, Line) and before.key != after.key:
        what = "Rubrik" if before.item.level else "Mallens text"
        yield Loose(after.where, what, after.item.words, f"Ändrad i Word. Där stod: {before.item.words}")


def _cells(spot: _Spot, was: Grid, now: Grid) -> Iterator[Loose]:
    """The cells that differ, row by row."""
    name = spot.above or spot.section
    ours, theirs = ([_row_name(row) for row in grid.rows] for grid in (was, now))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        rows = list(zip(was.rows[i1:i2], now.rows[j1:j2], strict=False))
        if tag == "equal" or (i2 - i1 == j2 - j1 and all(set(a[1:]) & set(b[1:]) for a, b in rows)):
            for before, after in rows:
                yield from _row(name, was, before, after)
            continue
        for row in was.rows[i1:i2]:
            yield Loose(
                name, f"Raden {_row_name(row)}", " | ".join(row), "Borttagen i Word. Arbetsboken är oförändrad."
            )
        for row in now.rows[j1:j2]:
            yield Loose(name, f"Raden {_row_name(row)}", " | ".join(row), "Ny i Word. Skriv den i arbetsboken.")


def _row(name: str, grid: Grid, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Loose]:
    if len(ours) != len(theirs):
        yield Loose(name, f"Raden {_row_name(ours)}", " | ".join(theirs), "Cellerna är andra i Word än i rapporten.")
        return
    seen: set[tuple[str, str]] = set()
    for n, (old, new) in enumerate(zip(ours, theirs, strict=True)):
        if old != new and (old, new) not in seen:
            seen.add((old, new))
            column = _column_name(grid, n)
            label = ", ".join(filter(None, (f"raden {_row_name(ours)}", f"kolumnen {column}" if column else "")))
            why = f"Ändrat i Word från {old or 'tomt'}. Ändra det i arbetsboken om det ska gälla."
            yield Loose(name, label, new or "(tomt)", why)


def _row_name(row: Sequence[str]) -> str:
    return next(filter(None, row), "")


def _column_name(grid: Grid, column: int) -> str:
    words = [row[column] for row in grid.rows[: grid.head] if column < len(row)]
    return " ".join(dict.fromkeys(filter(None, words)))


def _removed(spot: _Spot) -> Iterator[Loose]:
    match spot.item:
        case Grid():
            name = spot.above or spot.section
            yield Loose(name, "Tabell", "(borttagen)", "Borttagen i Word. Arbetsboken är oförändrad.")
        case Line(owner="", level=level, flat=_):
            what = "Rubrik" if level else "Mallens text"
            yield Loose(spot.where, what, spot.item.words, "Borttagen i Word. Den hör till mallen och kommer med igen.")
        case _:
            return


def _added(spot: _Spot) -> Iterator[Loose]:
    match spot.item:
        case Grid():
            words = "\n".join(" | ".join(row) for row in spot.item.rows)
            yield Loose(spot.where, "Tabell", words, "Ny i Word. Mallen har ingen plats för den.")
        case Line(owner="", level=level, flat=_):
            what = "Rubrik" if level else "Ny text"
            yield Loose(
                spot.where, what, spot.item.words, "Skrivet i Word utanför texterna. Flytta det till rätt cell."
            )
        case _:
            return
