"""Month by month: a figure far outside what the months beside it and the same month of other years say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.checks.series import MONTHS, other_years, series_of
from reportgen.checks.shifts import shifts_of, years_among
from reportgen.model.finding import Code, Finding
from reportgen.model.format import EN_DASH, format_number

FAR: Final = 3
"""So many times more or less than every month it is compared with."""

VERY_FAR: Final = 6
"""The same when there are few to compare with, or the figures are small."""

SEVERAL: Final = 3
"""So many months to compare with are enough for the lower bar."""

SMALL: Final = 50
LARGE: Final = 100
"""Counts: below the first chance alone makes such jumps, below the second the higher bar counts."""

NEAR: Final = Decimal("1.5")
"""A power of ten explains a jump when it lands within this factor of what is beside."""

Numbers = Sequence[Decimal | None]


def check_outliers(context: Context) -> Iterator[Finding]:
    """Each month is of the size of its neighbours or of the same month in another year."""
    slipped, peers, years = context.once(shifts_of), context.once(other_years), context.once(years_among)
    for series in context.once(series_of):
        if series.key in slipped:
            continue
        others: list[Numbers] = [other.numbers for other in peers[series.key]]
        for n, (spot, value) in enumerate(zip(series.spots, series.numbers, strict=True)):
            if spot is None or value is None:
                continue
            beside = _beside(series.numbers, n, others)
            if _is_far(value, beside, spot.rule.decimals) and spot.place not in years:
                yield _finding(spot, value, beside, context)


def _beside(numbers: Numbers, n: int, others: list[Numbers]) -> list[Decimal]:
    """The months before and after, and the same month of other years."""
    near = [numbers[m] for m in (n - 1, n + 1) if 0 <= m < MONTHS]
    return [value for value in (*near, *(other[n] for other in others)) if value is not None]


def _is_far(value: Decimal, beside: list[Decimal], decimals: int) -> bool:
    """Whether the value is many times larger than the largest, or smaller than the smallest, of those beside."""
    if len(beside) < 2 or min(value, *beside) < 0:
        return False
    largest = max(value, *beside)
    if not decimals and largest < SMALL:
        return False
    if not value:
        return min(beside) >= LARGE / 2
    bar = VERY_FAR if len(beside) < SEVERAL or (not decimals and largest < LARGE) else FAR
    return value > bar * max(beside) > 0 or value * bar < min(beside)


def _finding(spot: Spot, value: Decimal, beside: list[Decimal], context: Context) -> Finding:
    decimals = spot.rule.decimals
    low, high = figure(min(beside), decimals), figure(max(beside), decimals)
    expected = low if low == high else f"{low}{EN_DASH}{high}"
    return context.finding(
        Code.TAL_UTANFOR_SERIEN, spot, figure(value, decimals), expected, slip=power_hint(value, beside)
    )


def power_hint(value: Decimal, beside: Sequence[Decimal]) -> str:
    """ " Troligen skrivet 10 gånger för stort.", if that would bring the value among the others."""
    low, high = min(beside) / NEAR, max(beside) * NEAR
    for power in (1, 2, 3, 6):
        times = format_number(Decimal(10) ** power, 0)
        if low <= value.scaleb(-power) <= high:
            return f" Troligen skrivet {times} gånger för stort."
        if value and low <= value.scaleb(power) <= high:
            return f" Troligen skrivet {times} gånger för litet."
    return ""
