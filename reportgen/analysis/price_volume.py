"""Why care cost more or less than budget: because there was more of it, or because it was dearer. Form of care by form of care.

    change in cost = volume effect + price effect (+ what cannot be split), exactly

    volume effect = (volume after − volume before) · price before
    price effect  = (price after − price before) · volume after

This is the split of variances in standard costing (volymavvikelse and prisavvikelse): the change in volume is valued at the price
that was planned, the change in price at the volume that came. The term that both have a part in, (Δvolume · Δprice), thereby goes
with the price. It could as well be told by itself or go with the volume; here it follows the order in which things are decided, as
who places a child does so at the price that was budgeted. Seen from the other end (from outcome back to budget) the same term goes
with the volume: the two effects together change sign exactly, each by itself does not.

Assumptions: a form of care is one price; when it holds both dear and cheap placements, a shift among them is a price effect here.
The effects are summed over forms, so that a shift from a cheap form to a dear one is a volume effect of both.

A price is given, or follows from cost and volume. Without volume there is no price to compare with:

- nothing budgeted (no volume, no cost): all that was spent is volume;
- volume gone: all that was budgeted is volume;
- cost without volume, or a volume that is not known: the change cannot be split, and is told as such;
- a cost that is not known: the form is left out, and named. It is never counted as zero.

Fractions are used, so that no quotient rounds the sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Side:
    """Volume, price and cost of a form of care, before or after; None for what is not known. Cost is volume · price."""

    volume: Fraction | None
    price: Fraction | None
    cost: Fraction | None


def priced(volume: Fraction | None, price: Fraction | None) -> Side:
    """A side whose price is given. What there is nothing of costs nothing, whatever its price would be."""
    if volume == 0:
        return Side(volume, price, Fraction(0))
    return Side(volume, price, None if volume is None or price is None else volume * price)


def costed(volume: Fraction | None, cost: Fraction | None) -> Side:
    """A side whose cost is given; the price follows where there is a volume."""
    return Side(volume, cost / volume if cost is not None and volume else None, cost)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of care before and after."""

    key: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Split:
    """`change` = `volume` + `price` + `unsplit`, all as cost: above zero is dearer."""

    key: str
    before: Fraction
    after: Fraction
    volume: Fraction
    price: Fraction
    unsplit: Fraction

    @property
    def change(self) -> Fraction:
        return self.after - self.before


def split(form: Form) -> Split | None:
    """The change in cost by cause; None when one of the costs is not known."""
    before, after = form.before, form.after
    if before.cost is None or after.cost is None:
        return None
    volume, price = _effects(before, after, before.cost, after.cost)
    return Split(form.key, before.cost, after.cost, volume, price, after.cost - before.cost - volume - price)


def _effects(before: Side, after: Side, cost_before: Fraction, cost_after: Fraction) -> tuple[Fraction, Fraction]:
    """Volume effect and price effect; what they leave cannot be split."""
    nothing = Fraction(0)
    if before.volume is None or after.volume is None or _is_loose(before) or _is_loose(after):
        return nothing, nothing
    if before.price is None:
        return cost_after - cost_before, nothing
    volume = (after.volume - before.volume) * before.price
    return volume, cost_after - after.volume * before.price


def _is_loose(side: Side) -> bool:
    """Whether there is a cost without a volume that it could be the cost of."""
    return side.volume == 0 and side.cost != 0


def together(key: str, splits: Iterable[Split]) -> Split:
    """The sum of several."""
    every, zero = list(splits), Fraction(0)
    return Split(
        key,
        sum((one.before for one in every), zero),
        sum((one.after for one in every), zero),
        sum((one.volume for one in every), zero),
        sum((one.price for one in every), zero),
        sum((one.unsplit for one in every), zero),
    )
