"""Month tables as series: the twelve values of a row, whose year it is, and the rows that say the same of other years.

What is asked of them elsewhere (`shifts`, `history`, `copies`) is whether a figure is likely, not what it is worth, so
the answers are worked out in floating point.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from math import log
from statistics import fmean, median
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.derive.rules import CellKind
from reportgen.model.period import MANADER_KORT, Period
from reportgen.model.table import RowKind

Values = Sequence[float | None]
"""One value a month, January first; None where there is none."""

MONTHS: Final = 12
ENOUGH: Final = 6
"""So many months must be there before anything is said of how they follow each other."""

_YEAR: Final = re.compile(r"\b(19|20)\d\d\b")
_MONTH: Final = {key: n for n, key in enumerate(MANADER_KORT)}


@dataclass(frozen=True, slots=True)
class Series:
    """A row of months that a person fills in: its cells, and what they hold, exactly and as `values`.

    `key` is its table and row; `name` what its label says beside the year, under the heading above it.
    """

    spots: tuple[Spot | None, ...]
    numbers: tuple[Decimal | None, ...]
    values: tuple[float | None, ...]
    name: str
    year: int
    key: tuple[str, str]

    @property
    def first(self) -> Spot:
        return next(spot for spot in self.spots if spot)

    def label(self, context: Context) -> str:
        """ "HVB 2024 i Volymer"."""
        return f"{self.first.row.name or self.first.row.key} i {context.title(self.first.table)}"


def series_of(context: Context) -> tuple[Series, ...]:
    """Every row of months with at least one figure, table by table; `context.once(series_of)`."""
    found: list[Series] = []
    for table, group in groupby(context.spots, lambda spot: spot.table.key):
        if sum(column.key in _MONTH for column in context.template.table(table).columns) >= ENOUGH:  # type: ignore[union-attr]
            found += _rows(list(group), context)
    return tuple(found)


def other_years(context: Context) -> dict[tuple[str, str], list[Series]]:
    """Table and row → the series of the same table that say the same of other years; `context.once(other_years)`."""
    groups: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in context.once(series_of):
        groups[series.first.table.key, series.name].append(series)
    return {
        series.key: [other for other in group if other.year != series.year]
        for group in groups.values()
        for series in group
    }


def moved(values: Values, step: int) -> list[float | None]:
    """The values a month later (+1) or earlier (−1); what falls out at the end is lost."""
    return [None, *values[:-1]] if step > 0 else [*values[1:], None]


def unevenness(values: Values, year: int) -> float | None:
    """How much the value per day changes from month to month, on average; None when there is too little."""
    days = days_of(year)
    daily = [log(value / days[n]) if value and value > 0 else None for n, value in enumerate(values)]
    steps = [abs(b - a) for a, b in pairwise(daily) if a is not None and b is not None]
    return fmean(steps) if len(steps) >= ENOUGH else None


@lru_cache
def days_of(year: int) -> tuple[int, ...]:
    """The days of each month of a year."""
    period = Period(year, MONTHS)
    return tuple(period.days_of(month) for month in range(1, MONTHS + 1))


def unlikeness(one: Values, other: Values) -> float | None:
    """How differently two years go through their months, whatever their levels; None when there is too little."""
    apart = [log(a / b) for a, b in zip(one, other, strict=True) if a and b and a > 0 and b > 0]
    if len(apart) < ENOUGH:
        return None
    level = median(apart)
    return fmean(abs(step - level) for step in apart)


def _rows(spots: list[Spot], context: Context) -> Iterator[Series]:
    """The series of one table."""
    heading = ""
    for _, group in groupby(spots, lambda spot: spot.row.key):
        row = list(group)
        if row[0].row.kind is RowKind.RUBRIK:
            heading = row[0].row.name
        months: list[Spot | None] = [None] * MONTHS
        for spot in row:
            if spot.column.key in _MONTH and spot.rule.kind is CellKind.INPUT and spot.column.type.is_numeric:
                months[_MONTH[spot.column.key]] = spot
        numbers = tuple(spot.entered.number if spot else None for spot in months)
        if any(number is not None for number in numbers):
            values = tuple(None if number is None else float(number) for number in numbers)
            label = row[0].row.name
            year = _YEAR.search(label)
            name = f"{heading}\n{' '.join(_YEAR.sub('', label).split())}\n{row[0].rule.unit}"
            when = int(year[0]) if year else context.entered.period.year
            yield Series(tuple(months), numbers, values, name, when, (row[0].table.key, row[0].row.key))
