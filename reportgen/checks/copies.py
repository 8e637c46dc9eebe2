"""Rows of months that are copies: of another row, or of the month before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import log
from statistics import median
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.checks.series import ENOUGH, MONTHS, Series, days_of, other_years, series_of
from reportgen.model.finding import Code, Finding

ALIKE: Final = 0.75
"""Two rows with at least this share of their months the same are nearly the same."""

TELLING: Final = 4
"""So many of those must be other than the row's most common value,"""

DIFFERENT: Final = 3
"""and have so many different values among them: small counts are alike by chance."""

SURE: Final = log(40)
"""Equal months are told when chance would make them in one case of forty."""


def check_twin_series(context: Context) -> Iterator[Finding]:
    """No two rows of the same year, or of the same thing in different years, have (nearly) the same figures."""
    series = [each for each in context.once(series_of) if _is_telling(each)]
    groups: dict[object, list[Series]] = defaultdict(list)
    for each in series:
        groups[each.year].append(each)
        groups[each.first.table.key, each.name].append(each)
    twins: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _are_alike(one, other):
                twins[one.key].add(other.key)
                twins[other.key].add(one.key)
    told: set[tuple[str, str]] = set()
    for each in series:
        if each.key in twins and each.key not in told:
            told |= {each.key, *twins[each.key]}
            others = [other.label(context) for other in series if other.key in twins[each.key]]
            shown = ", ".join(figure(value, spot.rule.decimals) for spot, value in _known(each)[:MONTHS])
            yield context.finding(Code.SERIER_LIKA, each.first, shown, others=" och ".join(others))


def check_repeated_month(context: Context) -> Iterator[Finding]:
    """The period's last month is not the month before it once more, in one row or several of a table."""
    month = context.entered.period.month
    if month < 2:
        return
    found: dict[str, list[tuple[Spot, float]]] = defaultdict(list)
    for series in context.once(series_of):
        last, before = series.spots[month - 1], series.numbers[month - 2]
        if series.year == context.entered.period.year and last and before and last.entered.number == before:
            surprise = _surprise(series, month, context)
            if surprise > 0:
                found[last.table.key].append((last, surprise))
    for rows in found.values():
        if sum(surprise for _, surprise in rows) >= SURE:
            spot = rows[0][0]
            number = spot.entered.number
            labels = ", ".join(each.row.name for each, _ in rows)
            yield context.finding(
                Code.MANAD_UPPREPAD,
                spot,
                "" if number is None else figure(number, spot.rule.decimals),
                rows=labels,
            )


def _known(series: Series) -> list[tuple[Spot, Decimal]]:
    return [
        (spot, value) for spot, value in zip(series.spots, series.numbers, strict=True) if spot and value is not None
    ]


def _is_telling(series: Series) -> bool:
    """Whether the row varies enough for likeness to mean anything."""
    return len({value for _, value in _known(series)}) > DIFFERENT and len(_known(series)) >= ENOUGH


def _are_alike(one: Series, other: Series) -> bool:
    if sum(a == b for a, b in zip(one.values, other.values, strict=True)) < ENOUGH * ALIKE:
        return False
    pairs = [
        (n, a, b)
        for n, (a, b) in enumerate(zip(one.numbers, other.numbers, strict=True))
        if a is not None and b is not None
    ]
    same = [(n, a) for n, a, b in pairs if a == b]
    if len(pairs) < ENOUGH or len(same) < ALIKE * len(pairs):
        return False
    common = {Counter(values).most_common(1)[0][0] for values in ([a for _, a, _ in pairs], [b for _, _, b in pairs])}
    telling = [value for n, value in same if value not in common and not _is_whole_month(value, n, one.year)]
    return len(telling) >= TELLING and len(set(telling)) >= DIFFERENT


def _is_whole_month(value: Decimal, n: int, year: int) -> bool:
    """Whether the value is some persons all the days of the month, which two rows may both be."""
    days = days_of(year)[n]
    return value >= days and value % days == 0


def _surprise(series: Series, month: int, context: Context) -> float:
    """How unlikely equal months are: the logarithm of the usual step between months, in printed units."""
    value = series.numbers[month - 1]
    if value is None or _is_whole_month(value, month - 1, series.year):
        return 0
    rows = [series, *context.once(other_years)[series.key]]
    steps = [
        float(abs(b - a).scaleb(series.first.rule.decimals))
        for row in rows
        for n, (a, b) in enumerate(zip(row.numbers, row.numbers[1:], strict=False))
        if a is not None and b is not None and not (row is series and n == month - 2)
    ]
    return log(max(2 * median(steps), 1)) if len(steps) >= 2 else 0
