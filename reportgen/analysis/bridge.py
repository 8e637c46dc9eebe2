"""From one sum to another, row by row: which rows moved the budget to the forecast, or the last forecast to this one.

    start + change of every row + what belongs to no row = end, exactly

A row's change is what it has after less what it has before, in the table's own unit and sign. A row that has a figure on one side
only counts with all of it, as it does in the two sums; it is marked, since a forecast without a budget may be a budget that
nobody has typed. Rows that change little are told as one line, by a limit in the table's unit and by how many steps a reader
can take in; a single such row keeps its name, as that takes no more room.

The two sums may be given apart from the rows (imported from the ledger, rounded by themselves, or with parts that the table does
not have). What then belongs to no row is a line of its own: it is never spread over the rows.

The method is the walk between two totals that is drawn as a waterfall chart; there is nothing to choose in it but the order of the
steps and what is told as one, and neither changes a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Moved:
    """A row, or several told as one, with its amounts before and after, both in the table's unit. None where there is none."""

    key: str
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        """after − before; what is not there counts as nothing, as in a sum."""
        return (self.after or ZERO) - (self.before or ZERO)

    @property
    def is_half(self) -> bool:
        """Whether the row has a figure on one side only."""
        return (self.before is None) != (self.after is None)


@dataclass(frozen=True, slots=True)
class Bridge:
    """`start` + the steps + `others` + `rest` = `end`. `others` are the rows told as one, `count` of which change at all.

    `rest` is what belongs to no row. `half` are the rows with a figure on one side only.
    """

    start: Decimal
    end: Decimal
    steps: tuple[Moved, ...]
    others: Moved
    count: int
    rest: Moved
    half: tuple[Moved, ...]

    @property
    def change(self) -> Decimal:
        return self.end - self.start


def bridge(
    rows: Iterable[Moved],
    *,
    total: tuple[Decimal, Decimal] | None = None,
    floor: Decimal = ZERO,
    at_most: int | None = None,
    by_size: bool = False,
) -> Bridge:
    """The walk from the sum before to the sum after; `total` has them where they are given, else they are those of the rows.

    Rows that change by less than `floor` are told as one, and so are the smallest past `at_most`. Steps come in the order of
    the rows, or the largest first.
    """
    every = [row for row in rows if row.before is not None or row.after is not None]
    moved = [row for row in every if row.change]
    largest = sorted(moved, key=_size, reverse=True)
    named = [row for row in largest if _size(row) >= floor][:at_most]
    if len(moved) == len(named) + 1:
        named = largest
    steps = named if by_size else [row for row in moved if row in named]
    summed = _together("", every)
    others = _together("", [row for row in every if row not in named])
    start, end = total or (summed.before or ZERO, summed.after or ZERO)
    rest = Moved("", start - (summed.before or ZERO), end - (summed.after or ZERO))
    half = tuple(row for row in every if row.is_half)
    return Bridge(start, end, tuple(steps), others, len(moved) - len(named), rest, half)


def levels(start: Decimal, changes: Sequence[Decimal]) -> list[Decimal]:
    """How far the walk has come after each change, the start first."""
    out = [start]
    for change in changes:
        out.append(out[-1] + change)
    return out


def _size(row: Moved) -> Decimal:
    return abs(row.change)


def _together(key: str, rows: Sequence[Moved]) -> Moved:
    return Moved(key, sum((row.before or ZERO for row in rows), ZERO), sum((row.after or ZERO for row in rows), ZERO))
