"""Rows of months that have slipped a month to the side, and years that stand among their figures.

A slipped row breaks much else (care days against persons, months against last year), so what it explains is not told
again: see `causes`. Three things betray it, each measured on the same values before and after they are moved back:

- the value per day becomes even (February is short: a slipped row has its dip in March),
- the year goes through its months as the other years of the same thing do,
- fewer months pass a bound that the mall sets by the days of the month.

On rows that are right moving made none of the two first less than 0,6 of what it was; on slipped ones they come below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.checks.context import Context, Spot, cases_of
from reportgen.checks.figures import figure
from reportgen.checks.series import Series, Values, moved, other_years, series_of, unevenness, unlikeness
from reportgen.checks.tolerance import Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.formula import Expr, Ref

EVENER: Final = 0.45
"""Moved back, a row is at most this uneven, compared with as it stands."""

LIKER: Final = 0.35
"""The same of how it differs from other years, which two rows of a pair share: a lower bar."""

HINT: Final = 0.75
"""Enough when something else points the same way: the year in the first month, bounds no longer passed."""

NOTABLE: Final = 0.03
"""A row that is as even, or as like the other years, as this (3 % a month) has not slipped."""

LARGE: Final = 50
"""Figures below this jump too much by themselves."""

NEAR: Final = 0.6
"""A value is at home among others when one of them is within this share of it."""

YEARS: Final = 10
"""The report's own years, back from the period's."""


@dataclass(frozen=True, slots=True)
class Shift:
    """`step` is how the values must be moved: −1 when they stand a month too late. `signs` are the reasons, in Swedish, and
    `left` the share of its unevenness or unlikeness that is left when it is moved."""

    series: Series
    step: int
    signs: tuple[str, ...]
    left: float


def check_years_among_figures(context: Context) -> Iterator[Finding]:
    """No value of a series is the number of a year where the others lie elsewhere."""
    slipped = context.once(shifts_of)
    for place, series in context.once(years_among).items():
        if series.key not in slipped:
            spot = context.by_place[place]
            yield context.finding(Code.ARTAL_BLAND_TAL, spot, _number(spot))


def check_shifted_series(context: Context) -> Iterator[Finding]:
    """The months of a row stand under their own headings."""
    for shift in context.once(shifts_of).values():
        spots = [spot for spot in shift.series.spots if spot and spot.entered.number is not None]
        spot = spots[0] if shift.step < 0 else spots[-1]
        yield context.finding(
            Code.SERIE_FORSKJUTEN,
            spot,
            _number(spot),
            side="höger" if shift.step < 0 else "vänster",
            why=", ".join(shift.signs),
        )


def shifts_of(context: Context) -> Mapping[tuple[str, str], Shift]:
    """Table and row → how the row has slipped; `context.once(shifts_of)`. Of two rows that differ the one with a gap at its end is
    doubted, or else the later."""
    found: dict[tuple[str, str], Shift] = {}
    peers, bounds = context.once(other_years), context.once(_bounds)
    for series in sorted(context.once(series_of), key=lambda series: (_is_whole(series), -series.year)):
        others = [other for other in peers[series.key] if other.key not in found]
        options = [shift for step in (-1, 1) if (shift := _shift(series, step, others, bounds, context))]
        if options:
            found[series.key] = min(options, key=lambda shift: shift.left)
    return found


def _shift(
    series: Series, step: int, others: list[Series], bounds: Mapping[Place, Expr], context: Context
) -> Shift | None:
    """The row as slipped that way, if enough speaks for it."""
    values = series.values
    known = [value for value in values if value is not None]
    if not known or sorted(known)[len(known) // 2] < LARGE:
        return None
    kept = _kept(values, step)
    even = _ratio(unevenness(moved(kept, step), series.year), unevenness(kept, series.year))
    like = _liker(kept, step, others)
    if min(even or 1.0, like or 1.0) > HINT:
        return None
    signs = []
    if _year_at_edge(series, step, context):
        signs.append("den första månaden är årtalet" if step < 0 else "den sista månaden är årtalet")
    highest = _highest(series, bounds, context)
    before, after = _passed(highest, kept), _passed(highest, moved(kept, step))
    if before >= 3 and after <= before // 2:
        signs.append(f"{before} månader är över det högsta möjliga, flyttade {after}")
    sure = bool(signs)
    if even is not None and even <= (HINT if sure else EVENER):
        signs.append("flyttade blir talen per dygn jämna")
    if like is not None and like <= (HINT if sure else LIKER):
        signs.append("flyttade följer månaderna de andra åren")
    left = min(ratio for ratio in (even, like, 1.0) if ratio is not None)
    return Shift(series, step, tuple(signs), left) if len(signs) > sure else None


def _is_whole(series: Series) -> bool:
    return series.numbers[0] is not None and (series.numbers[-1] is not None or series.numbers[-2] is None)


def _kept(values: Values, step: int) -> list[float | None]:
    """Without the value at the end that moving would push out, so that both are measured on the same."""
    return [None, *values[1:]] if step < 0 else [*values[:-1], None]


def _ratio(after: float | None, before: float | None) -> float | None:
    return after / before if after is not None and before is not None and before >= NOTABLE else None


def _liker(kept: Values, step: int, others: list[Series]) -> float | None:
    after = [apart for other in others if (apart := unlikeness(moved(kept, step), other.values)) is not None]
    before = [apart for other in others if (apart := unlikeness(kept, other.values)) is not None]
    return _ratio(min(after), min(before)) if after and before else None


def _passed(highest: Values, values: Values) -> int:
    """How many months are above what the mall allows."""
    pairs = zip(values, highest, strict=True)
    return sum(value is not None and bound is not None and value > bound for value, bound in pairs)


def _highest(series: Series, bounds: Mapping[Place, Expr], context: Context) -> list[float | None]:
    """What the mall allows each month of the row to be."""
    spreads = context.once(Spreads)
    exprs = (bounds.get(spot.place) if spot else None for spot in series.spots)
    found = (spreads.of(expr) if expr else None for expr in exprs)
    return [float(bound.value + bound.uncertainty) if bound else None for bound in found]


def _bounds(context: Context) -> dict[Place, Expr]:
    """The cells that a check of the mall sets an upper bound for, by themselves, and the bound."""
    return {
        Place(*case.left.parts): case.right
        for check in context.template.checks
        if check.relation == "hogst" and check.columns
        for case in context.once(cases_of)[check.key]
        if isinstance(case.left, Ref)
    }


def _year_at_edge(series: Series, step: int, context: Context) -> bool:
    spot = series.spots[0 if step < 0 else -1]
    return spot is not None and spot.place in context.once(years_among)


def years_among(context: Context) -> Mapping[Place, Series]:
    """The cells whose value is the row's own year or one of the report's, far from the other values of the row; with
    their rows. `context.once(years_among)`."""
    year = context.entered.period.year
    years = set(range(year - YEARS, year + 2))
    found = {}
    for series in context.once(series_of):
        for n, value in enumerate(series.values):
            spot = series.spots[n]
            if value is None or spot is None or spot.rule.decimals or (value not in years and value != series.year):
                continue
            others = [other for m, other in enumerate(series.values) if other is not None and m != n]
            if others and all(not NEAR < other / value < 1 / NEAR for other in others):
                found[spot.place] = series
    return found


def _number(spot: Spot) -> str:
    value = spot.entered.number
    return "" if value is None else figure(value, spot.rule.decimals)
