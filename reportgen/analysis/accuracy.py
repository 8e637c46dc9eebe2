"""How well the forecasts of earlier years hit: the forecast of each delår against what the year came to.

`deviation = bokslut − prognos`, in the table's unit and sign. In a table where costs are below zero, plus then means that the
year came out better than the forecast said; in one where they are above, the other way round.

The indicator that committees set for themselves, a deviation between the forecast of delår 2 and the result of December of at
most so many per cent (most often 5), leaves open per cent of what. Here it is of the year's outcome (*bokslut*), as forecast
errors are measured elsewhere, so that it reads "the forecast missed what came by 2 %"; a mall may say the budget instead, which
makes it comparable with the deviation from budget. docs/analys.md names the published reports that the definition is held
against. RKR's R17 asks a delårsrapport for the forecast of the year but sets no measure of its accuracy.

Two figures over the years:

- *mean miss*: the mean of the deviations in per cent without sign: how far off forecasts usually are;
- *lean*: the mean with sign: whether they lean one way. A committee that warns every August and lands on budget every December has
  a lean as large as its mean miss.

A year counts where both figures are known; a base of zero gives no per cent. The budget is the one decided last in the year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Hit:
    """One forecast of one year of one row, in one unit; None for what is not known.

    `base` is what per cent is counted of: the year's outcome, or its budget.
    """

    prognos: Decimal | None
    bokslut: Decimal | None
    base: Decimal | None

    @property
    def deviation(self) -> Decimal | None:
        """bokslut − prognos."""
        return None if self.prognos is None or self.bokslut is None else self.bokslut - self.prognos

    @property
    def percent(self) -> Decimal | None:
        """The deviation in per cent of the base, with the sign of the deviation."""
        return None if self.deviation is None or not self.base else self.deviation / abs(self.base) * 100

    def is_within(self, limit: Decimal) -> bool | None:
        """Whether the forecast missed by at most so many per cent."""
        return None if self.percent is None else abs(self.percent) <= limit


@dataclass(frozen=True, slots=True)
class Record:
    """The years of one forecast of one row taken together: `count` years with a deviation in per cent, `within` of them at most
    the limit off. `leans` is 1 or −1 when there are several years and all missed the same way, else 0.
    """

    count: int
    within: int
    mean_miss: Decimal
    lean: Decimal
    leans: int


def record(hits: Iterable[Hit], limit: Decimal) -> Record | None:
    """How the forecasts have hit, against a limit in per cent; None when no year is known."""
    missed = [hit.percent for hit in hits if hit.percent is not None]
    if not missed:
        return None
    size, signed, n = sum(map(abs, missed), Decimal(0)), sum(missed, Decimal(0)), len(missed)
    is_one_way = n > 1 and abs(signed) == size > 0
    leans = (1 if signed > 0 else -1) if is_one_way else 0
    return Record(n, sum(abs(miss) <= limit for miss in missed), size / n, signed / n, leans)


def cancelled(hits: Iterable[Hit]) -> Decimal:
    """How much of the rows' misses took each other out in their sum: Σ|deviation| − |Σ deviation|, never below zero.

    A total that was hit because one row's miss covered another's has not been foreseen.
    """
    known = [hit.deviation for hit in hits if hit.deviation is not None]
    return sum(map(abs, known), Decimal(0)) - abs(sum(known, Decimal(0)))
