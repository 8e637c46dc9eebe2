"""The one rounding function. Called where a number becomes text, and where two printed figures are compared."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

DIGITS: Final = 400
"""More than any number of a workbook has: Excel's largest is 10³⁰⁸."""


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` with that many decimals, halves away from zero as Excel shows them; never a negative zero."""
    with localcontext(prec=DIGITS):
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded.copy_abs() if rounded.is_zero() else rounded


def half_unit(decimals: int) -> Decimal:
    """What rounding to that many decimals can hide: half a unit in the last printed digit."""
    return Decimal(1).scaleb(-decimals) / 2
