"""What differs between two reports, place by place: values, rows, names, headings. Which of the two is right is not asked here.

Values are compared as values: 1,0 is 1,00, and an empty cell, a dash and a zero are three different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Final

from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.rounding import DIGITS
from reportgen.model.table import Row, Table
from reportgen.model.value import EMPTY, Cell, Value

TEXT: Final = "text"
FACT: Final = "uppgift"
"""The pseudo-tables of texts and facts, see `Place`."""

_EMPTY_ROW: Final = Row("", "")


@dataclass(frozen=True, slots=True)
class Change:
    """One place with two values. `at_before` and `at_after` are the cells in the two workbooks, where there are such.

    For a row the values are its names, None where it was not there; for a row's owner the owner's key; for a heading the
    words that a person has put in place of the mall's.
    """

    place: Place
    before: Value
    after: Value
    at_before: CellRef | None = None
    at_after: CellRef | None = None

    @property
    def difference(self) -> Decimal | None:
        """after − before in the unit of the cell; None unless both are numbers."""
        if not (isinstance(self.before, Decimal) and isinstance(self.after, Decimal)):
            return None
        with localcontext(prec=DIGITS):
            return self.after - self.before

    @property
    def per_cent(self) -> Decimal | None:
        """How many per cent larger the amount has become, whatever its sign: −100 to −150 is +50.

        None unless both are numbers with the same sign: from a surplus to a deficit there is no per cent.
        """
        before, after = self.before, self.after
        if not (isinstance(before, Decimal) and isinstance(after, Decimal)) or before * after <= 0:
            return None
        with localcontext(prec=DIGITS):
            return (after - before) * 100 / before

    @property
    def reversed(self) -> Change:
        """The same change seen from the other side."""
        return Change(self.place, self.after, self.before, self.at_after, self.at_before)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, each in the order it is met: facts, texts, then table by table, row by row.

    `values` are cells, texts and facts; `rows` those added, removed or given another name; `owners` rows that belong to
    another; `headings` those that people have changed. The cells of a row that is new or gone are among the values too.
    """

    values: tuple[Change, ...] = ()
    rows: tuple[Change, ...] = ()
    owners: tuple[Change, ...] = ()
    headings: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.values or self.rows or self.owners or self.headings)

    @property
    def reversed(self) -> Changes:
        """The same seen from the other side."""
        return Changes(*(tuple(change.reversed for change in part) for part in self._parts()))

    def where(self, wanted: Callable[[Place], bool]) -> Changes:
        """Only the changes at such places."""
        return Changes(*(tuple(change for change in part if wanted(change.place)) for part in self._parts()))

    def _parts(self) -> tuple[tuple[Change, ...], ...]:
        return self.values, self.rows, self.owners, self.headings


def compare(before: Report, after: Report) -> Changes:
    """What differs between the reports, as they are given: entered ones by what was typed, derived ones by every figure.

    Rows are the same when they have the same key. Two workbooks that were filled in each for itself have numbered their free
    rows each for itself: bring them together with `with_free_rows_named` first.
    """
    values = [*_cells(FACT, before.facts, after.facts), *_cells(TEXT, before.texts, after.texts)]
    rows: list[Change] = []
    owners: list[Change] = []
    headings: list[Change] = []
    for key in merged_order(before.tables, after.tables):
        old, new = before.table(key), after.table(key)
        headings += _headings(old, new)
        for was, now in _paired_rows(old, new):
            rows += _row(key, was, now)
            owners += _owner(key, was, now)
            values += _row_cells(old, was, new, now)
    return Changes(tuple(values), tuple(rows), tuple(owners), tuple(headings))


def with_free_rows_named(before: Report, after: Report) -> Report:
    """`after` with the keys of its added rows made those of the rows of the same name in `before`.

    An added row of `after` that has none gets a key that no row of either has, unless its name is much like that of the row
    with its own key: then it is that row under a new name. Owners of rows follow.
    """
    keys = {key: _free_keys(before.table(key), table) for key, table in after.tables.items()}
    owned = {old: new for table in keys.values() for old, new in table.items() if old != new}

    def renamed(table: Table, row: Row) -> Row:
        parent = owned.get(row.parent, row.parent) if row.parent else row.parent
        return replace(row, key=keys[table.key].get(row.key, row.key), parent=parent)

    tables = {
        key: replace(table, rows=tuple(renamed(table, row) for row in table.rows))
        for key, table in after.tables.items()
    }
    return after.with_tables(tables)


def merged_order(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """Every key once: those of `second` in their order, those only in `first` after the one that they followed there."""
    merged = list(dict.fromkeys(second))
    there = set(merged)
    at = 0
    for key in dict.fromkeys(first):
        if key in there:
            at = merged.index(key) + 1
        else:
            merged.insert(at, key)
            at += 1
    return merged


def same_value(first: Value, second: Value) -> bool:
    """Whether two values are the same; words that are empty are no value."""
    return (None if first == "" else first) == (None if second == "" else second)


def _cells(table: str, before: Mapping[str, Cell], after: Mapping[str, Cell]) -> Iterator[Change]:
    for key in merged_order(before, after):
        was, now = before.get(key, EMPTY), after.get(key, EMPTY)
        if not same_value(was.value, now.value):
            yield Change(Place(table, key), was.value, now.value, was.at, now.at)


def _paired_rows(before: Table, after: Table) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of both by key; of rows with the same key the first. Spare rows that nobody has filled in are no rows."""
    old, new = _by_key(before), _by_key(after)
    for key in merged_order(old, new):
        yield old.get(key), new.get(key)


def _by_key(table: Table) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in table.rows:
        if not (row.added and row.is_empty):
            rows.setdefault(row.key, row)
    return rows


def _row(table: str, was: Row | None, now: Row | None) -> Iterator[Change]:
    before, after = (row.name if row else None for row in (was, now))
    if before != after:
        place = Place(table, (was or now or _EMPTY_ROW).key)
        yield Change(place, before, after, was.at if was else None, now.at if now else None)


def _owner(table: str, was: Row | None, now: Row | None) -> Iterator[Change]:
    before, after = (row.parent if row else None for row in (was, now))
    if before != after:
        place = Place(table, (was or now or _EMPTY_ROW).key)
        yield Change(place, before, after, was.at if was else None, now.at if now else None)


def _row_cells(old: Table, was: Row | None, new: Table, now: Row | None) -> Iterator[Change]:
    before, after = was or _EMPTY_ROW, now or _EMPTY_ROW
    for column in merged_order(before.cells, after.cells):
        first, second = before.cell(column), after.cell(column)
        if not same_value(first.value, second.value):
            place = Place(new.key, before.key or after.key, column)
            at = (old.ref(was, column) if was else None, new.ref(now, column) if now else None)
            yield Change(place, first.value, second.value, *at)


def _headings(before: Table, after: Table) -> Iterator[Change]:
    for column in merged_order(before.headings, after.headings):
        was, now = before.headings.get(column), after.headings.get(column)
        if was != now:
            yield Change(Place(after.key, None, column), was, now)


def _free_keys(before: Table, after: Table) -> dict[str, str]:
    """The key that each added row of `after` is to have."""
    old = {row.key: row for row in before.rows if row.added and not row.is_empty}
    new = [row for row in after.rows if row.added and not row.is_empty]
    keys: dict[str, str] = {}
    for row in new:
        named = (key for key, other in old.items() if _folded(other) == _folded(row) and key not in keys.values())
        if match := next(named, None):
            keys[row.key] = match
    for row in new:
        if row.key not in keys and row.key in old and row.key not in keys.values() and _alike(old[row.key], row):
            keys[row.key] = row.key
    taken = {row.key for table in (before, after) for row in table.rows} | set(keys.values())
    fresh = (f"ny_{n:02}" for n in range(1, len(taken) + len(new) + 1))
    unused: Sequence[str] = [key for key in fresh if key not in taken]
    rest = [row.key for row in new if row.key not in keys and row.key in set(old) | set(keys.values())]
    return {**keys, **dict(zip(rest, unused, strict=False))}


def _alike(first: Row, second: Row) -> bool:
    """Whether one name is likely the other, changed."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _folded(first), _folded(second)).ratio() >= 0.6


def _folded(row: Row) -> str:
    return row.name.casefold()
