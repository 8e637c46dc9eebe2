"""Is the forecast of the year plausible? What has come to date, carried on to December in the ways that are known, against it.

Three projections of a row's year, from its outcome of the first *n* months:

- *straight*: the months that are left come to as much as those that have been: outcome · 12 / n;
- *as the period budget*: the year is shaped as the row's own budget is: outcome · budget / period budget;
- *as last year*: outcome · last year's total / last year's outcome of the same months.

Whoever makes a forecast knows more than these (who is to be placed in October), so they give a band, not an answer. What has
come cannot change; only the months that are left can be otherwise than the projections say. The band is therefore the span of
the projections widened by a share of what they expect *of the months that are left*, the margin: in March a forecast may be
further from the pace than in October, by the same rule. Rounding of the printed figures widens it by what it can hide, no more.

The margin is a convention, not a law: 25 % keeps silent on forecasts that follow a plan for the autumn, and speaks when the
months that are left would have to cost a quarter more or less than any known pattern. docs/analys.md shows what it finds, and
what it leaves alone, in published delårsrapporter.

A straight projection alone is no band: without the budget's or last year's shape nobody knows whether the row has seasons.
Amounts are signed as the table has them, costs below zero or above; nothing here depends on which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

MONTHS: Final = 12

EARLIEST: Final = 3
"""Before so many months a pace says little: one invoice early or late moves it by half."""

MARGIN: Final = Decimal(25)
"""Per cent of what is expected of the months that are left."""

LIKE_STRAIGHT: Final = 2
"""A shape counts while the months that have been weigh at least half of what a straight year gives them: a row that had
a twentieth of its year by August is made by single events, which have no shape."""


class Shape(Enum):
    """How a year is carried on; the value is how it is said after "enligt"."""

    STRAIGHT = "takten hittills"
    BUDGET = "periodbudgeten"
    LAST_YEAR = "förra årets mönster"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a row, in one unit. `months` (1–12) is how far the outcome goes.

    `half_unit` is what rounding may hide in each figure, 0 for counts.
    """

    utfall: Decimal
    prognos: Decimal
    months: int
    budget: Decimal | None = None
    periodbudget: Decimal | None = None
    bokslut_fg: Decimal | None = None
    utfall_fg: Decimal | None = None
    half_unit: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Projection:
    """The whole year by one shape; `play` is what rounding may hide in it."""

    shape: Shape
    value: Decimal
    play: Decimal


@dataclass(frozen=True, slots=True)
class Judged:
    """A forecast beside its band, `low` ≤ `high` by value: a cost of 900 to 1 000 written with minus has `low` −1000.

    `outside` is how far above the band (plus) or below it (minus) the forecast lies, by value; 0 within it.
    `pace` is what the forecast makes the months that are left come to, per month, in per cent of the months that have been;
    None when nothing has come.
    """

    known: Known
    projections: tuple[Projection, ...]
    low: Decimal
    high: Decimal
    outside: Decimal
    pace: Decimal | None

    @property
    def is_outside(self) -> bool:
        return bool(self.outside)

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The projections themselves, without margin."""
        values = [projection.value for projection in self.projections]
        return min(values), max(values)


def judge(known: Known, margin: Decimal = MARGIN) -> Judged | None:
    """The forecast against its band; None where there is no band: too early, the year is over, or no shape is known."""
    if not EARLIEST <= known.months < MONTHS or not known.utfall:
        return None
    projections = tuple(_projections(known))
    if len(projections) < 2:
        return None
    left = [projection.value - known.utfall for projection in projections]
    play = max(projection.play for projection in projections) + known.half_unit
    width = max(map(abs, left)) * margin / 100 + play
    low, high = known.utfall + min(left) - width, known.utfall + max(left) + width
    outside = max(known.prognos - high, Decimal(0)) + min(known.prognos - low, Decimal(0))
    return Judged(known, projections, low, high, outside, _pace(known))


def _projections(known: Known) -> Iterator[Projection]:
    straight = Decimal(MONTHS) / known.months
    yield Projection(Shape.STRAIGHT, known.utfall * straight, known.half_unit * straight)
    for shape, year, part in (
        (Shape.BUDGET, known.budget, known.periodbudget),
        (Shape.LAST_YEAR, known.bokslut_fg, known.utfall_fg),
    ):
        if year is not None and part is not None and _is_shape(year, part, straight, known.half_unit):
            yield Projection(shape, known.utfall * year / part, _play(known, year, part))


def _is_shape(year: Decimal, part: Decimal, straight: Decimal, half_unit: Decimal) -> bool:
    """Whether the part is a part of the year that tells how the rest comes: of the same sign, and not too small of it."""
    if not part or year * part < 0 or abs(part) <= half_unit:
        return False
    return 1 <= year / part <= LIKE_STRAIGHT * straight


def _play(known: Known, year: Decimal, part: Decimal) -> Decimal:
    """What rounding of the three figures can move utfall · year / part by, at most."""
    half = known.half_unit
    largest = (abs(known.utfall) + half) * (abs(year) + half) / (abs(part) - half)
    return largest - abs(known.utfall * year / part)


def _pace(known: Known) -> Decimal | None:
    a_month = known.utfall / known.months
    return (known.prognos - known.utfall) / (MONTHS - known.months) / a_month * 100 if a_month else None
