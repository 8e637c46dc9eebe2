"""Whether a written number agrees with a figure of the tables: as written, rounded as people round, with what rounding hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from reportgen.checks.narrative.bind import Candidate
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.claims.claim import Claim
from reportgen.claims.numerals import Kind, Written
from reportgen.model.format import KRONOR
from reportgen.spec.formula import Expr

ZERO = Decimal(0)


class Verdict(IntEnum):
    """How a claim stands to a candidate; larger is nearer."""

    WRONG = 0
    SCALE = 1
    """The figure is right but for a factor of 1 000."""
    BASE = 2
    """The percentage is right on another base."""
    DIRECTION = 3
    """The amount is right, the direction is the opposite."""
    RIGHT = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim held against a candidate: the verdict, and the figure of the tables in the unit of the text."""

    verdict: Verdict
    candidate: Candidate
    value: Decimal
    unit: str


class Judge:
    """Holds claims against candidates; figures with their spreads are worked out once."""

    def __init__(self, spreads: Spreads) -> None:
        self.spreads = spreads
        self.known: dict[Expr, Spread | None] = {}

    def spread(self, expr: Expr) -> Spread | None:
        if expr not in self.known:
            self.known[expr] = self.spreads.of(expr)
        return self.known[expr]

    def judge(self, claim: Claim, candidate: Candidate) -> Judged | None:
        """The verdict; None when the candidate has no figure, or is of another kind."""
        if claim.number.kind is Kind.PERCENT:
            return self._percent(claim, candidate)
        factor = power(candidate.series[0].unit, claim.number)
        found = self.spread(candidate.expr)
        if factor is None or found is None:
            return None
        scaled = found.times(Decimal(1).scaleb(factor))
        verdict = self._amount(claim, candidate, scaled, claim.number)
        if verdict is Verdict.WRONG and claim.number.kind is Kind.MONEY:
            shifted = (
                self._amount(claim, candidate, found.times(Decimal(1).scaleb(factor + by)), claim.number)
                for by in (3, -3)
            )
            if any(one is Verdict.RIGHT for one in shifted):
                verdict = Verdict.SCALE
        return Judged(verdict, candidate, scaled.value, claim.number.unit)

    def _amount(self, claim: Claim, candidate: Candidate, found: Spread, number: Written) -> Verdict:
        lowest, highest = number.bounds
        size, play = abs(found.value), found.uncertainty
        if size + play < lowest or size - play > highest:
            return Verdict.WRONG
        return Verdict.RIGHT if self._direction_fits(claim, candidate, found) else Verdict.DIRECTION

    def _direction_fits(self, claim: Claim, candidate: Candidate, found: Spread) -> bool:
        """Whether the sign is the one said; a figure that may be zero has any."""
        if abs(found.value) <= found.uncertainty or found.value == 0:
            return True
        sign = 1 if found.value > 0 else -1
        if claim.better and candidate.good and (candidate.base is not None or candidate.ready is not None):
            return sign * candidate.good == claim.better
        if claim.toward and candidate.base is not None:
            larger = self.larger(candidate)
            return larger == 0 or larger == claim.toward
        return True

    def larger(self, candidate: Candidate) -> int:
        """+1 when the first of a difference is larger than its base, sign aside; 0 when they have different signs or are alike."""
        one = self.spread(candidate.one)
        base = self.spread(candidate.base) if candidate.base is not None else None
        if one is None or base is None or one.value * base.value < 0:
            return 0
        gap = abs(one.value) - abs(base.value)
        between = self.spreads.between(one, base)
        if gap == 0 or between is None or abs(gap) <= between.uncertainty:
            return 0
        return 1 if gap > 0 else -1

    def _percent(self, claim: Claim, candidate: Candidate) -> Judged | None:
        if candidate.base is None:
            found = self.spread(candidate.expr)
            if found is None or candidate.series[0].kind is not Kind.PERCENT:
                return None
            return Judged(self._amount(claim, candidate, found, claim.number), candidate, found.value, "%")
        if candidate.series[0].kind is Kind.PERCENT:
            found = self.spread(candidate.expr)
            return (
                Judged(self._amount(claim, candidate, found, claim.number), candidate, found.value, "%")
                if found
                else None
            )
        if claim.number.points:
            return None
        one, base = self.spread(candidate.one), self.spread(candidate.base)
        if one is None or base is None or not base.value:
            return None
        share = shares(one, base, base, None)
        if share is None:
            return None
        value = (abs(one.value) - abs(base.value)) / abs(base.value) * 100
        if _overlaps(share, claim.number):
            right = claim.toward == 0 or value == 0 or (value > 0) == (claim.toward > 0) or _near_zero(share)
            return Judged(Verdict.RIGHT if right else Verdict.DIRECTION, candidate, value, "%")
        swapped = shares(one, base, one, None) if one.value else None
        verdict = Verdict.BASE if swapped and _overlaps(swapped, claim.number) and abs(value) > 5 else Verdict.WRONG
        return Judged(verdict, candidate, value, "%")


def _near_zero(share: tuple[Decimal, Decimal]) -> bool:
    return share[0] <= 0


def _overlaps(share: tuple[Decimal, Decimal], number: Written) -> bool:
    lowest, highest = number.bounds
    return share[0] <= highest and share[1] >= lowest


def shares(
    one: Spread, base: Spread, under: Spread, amount: tuple[Decimal, Decimal] | None
) -> tuple[Decimal, Decimal] | None:
    """The least and the largest that |one − base| / |under| may be, in per cent, for figures that print as these.

    `amount` bounds the difference further: what the text itself says it is. The difference and what it is divided by share
    entered figures, so the corners of what both may be are tried, not the ends of each.
    """
    gap = _minus(one, base)
    low, high = gap.value - gap.uncertainty, gap.value + gap.uncertainty
    if amount is not None:
        sign = -1 if gap.value < 0 else 1
        ends = sorted((sign * amount[0], sign * amount[1]))
        low, high = max(low, ends[0]), min(high, ends[1])
        if low > high:
            return None
    floor, ceiling = under.value - under.uncertainty, under.value + under.uncertainty
    if floor <= 0 <= ceiling:
        return None
    rest = _rest(gap, under)
    corners = [abs(g / u) * 100 for g, u in _corners((low, high), (floor, ceiling), rest)]
    if not corners:
        return None
    least = Decimal(0) if low <= 0 <= high else min(corners)
    return least, max(corners)


def _minus(one: Spread, other: Spread) -> Spread:
    parts = dict(one.parts)
    for place, part in other.parts.items():
        parts[place] = parts.get(place, ZERO) - part
    return Spread(one.value - other.value, parts, one.rest + other.rest)


def _rest(gap: Spread, under: Spread) -> tuple[int, Decimal, Decimal] | None:
    """gap = sign · (under − rest): the sign and the ends of the rest, when the whole of `under` is in the gap."""
    if not under.parts or under.rest:
        return None
    for sign in (1, -1):
        if all(gap.parts.get(place) == sign * part for place, part in under.parts.items()):
            play = sum((abs(part) for place, part in gap.parts.items() if place not in under.parts), gap.rest)
            centre = under.value - sign * gap.value
            return sign, centre - play, centre + play
    return None


def _corners(
    gap: tuple[Decimal, Decimal], under: tuple[Decimal, Decimal], rest: tuple[int, Decimal, Decimal] | None
) -> Iterator[tuple[Decimal, Decimal]]:
    """The corners of the pairs (gap, under) that may be, `rest` = under − sign · gap keeping within its own ends."""
    box = [(g, u) for g in gap for u in under]
    if rest is None:
        yield from box
        return
    sign, least, most = rest
    cuts = [(g, r + sign * g) for g in gap for r in (least, most)] + [
        (sign * (u - r), u) for u in under for r in (least, most)
    ]
    for g, u in box + cuts:
        if gap[0] <= g <= gap[1] and under[0] <= u <= under[1] and least <= u - sign * g <= most:
            yield g, u


def power(unit: str, number: Written) -> int | None:
    """The power of ten from a table's unit to the text's; None when they cannot be compared."""
    if number.kind is Kind.MONEY:
        own = "kr" if unit.startswith("kr ") else unit
        return KRONOR[own] - KRONOR[number.unit] if own in KRONOR else None
    return 0 if number.kind is Kind.COUNT and unit not in KRONOR else None
