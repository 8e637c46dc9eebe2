"""The rows that deviate most, and what has been written of them.

The deviation is the table's own column, with the sign that the table states; its size alone decides the order. Only rows that
amounts are entered on take part: a sum would tell the deviation of its rows once more, and an of-which row a part of its row's.
The rows that are left over are told as one line, so that the lines come to the deviation of all rows exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LARGEST: Final = 10


@dataclass(frozen=True, slots=True)
class Deviating:
    """A row with its deviation and what it deviates from, both in the table's unit. `comment` is empty where none is written."""

    key: str
    deviation: Decimal
    base: Decimal | None = None
    comment: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The deviation in per cent of what it deviates from, with the deviation's sign; None when that is nothing."""
        return self.deviation / abs(self.base) * 100 if self.base else None


@dataclass(frozen=True, slots=True)
class Largest:
    """The rows that deviate most, the largest first; the deviation of the `others`, how many they are, and that of all rows."""

    rows: tuple[Deviating, ...]
    others: Decimal
    n_others: int
    total: Decimal

    @property
    def shown(self) -> Decimal:
        """What the rows come to."""
        return self.total - self.others


def largest(
    rows: Iterable[Deviating],
    number: int = LARGEST,
    *,
    floor: Decimal = Decimal(0),
    percent: Decimal = Decimal(0),
    by_percent: bool = False,
) -> Largest:
    """The `number` rows that deviate most by amount, or by per cent; those of equal size in the table's order.

    Left out are rows below `floor` (amount) or `percent`, and those that do not deviate at all. A row without a base reaches
    any per cent: what was not budgeted is all deviation; by per cent it comes first.
    """
    every = list(rows)
    passed = [row for row in every if row.deviation and abs(row.deviation) >= floor and _share(row) >= percent]
    first = sorted(passed, key=_share if by_percent else _size, reverse=True)[:number]
    total = sum((row.deviation for row in every), Decimal(0))
    others = total - sum((row.deviation for row in first), Decimal(0))
    return Largest(tuple(first), others, len(every) - len(first), total)


def _size(row: Deviating) -> Decimal:
    return abs(row.deviation)


def _share(row: Deviating) -> Decimal:
    return Decimal("Infinity") if row.percent is None else abs(row.percent)
