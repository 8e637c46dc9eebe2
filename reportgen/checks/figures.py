"""How a figure stands in a message: at least the decimals it is printed with, at most two more."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reportgen.model.finding import Gap
from reportgen.model.format import format_number, format_value
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Value

EXTRA: Final = 2
"""Decimals that a message may show beyond those that are printed."""


def figure(value: Decimal, decimals: int) -> str:
    """ "412,5" for 412.5, "412,53" for 412.534 when none and one decimal are printed, never the tail of a quotient."""
    return format_number(value, _decimals(value, decimals))


def gap_of(gap: Decimal, tolerance: Decimal, decimals: int) -> Gap:
    """A difference, which the message shows as `figure` does."""
    return Gap(gap, round_half_up(gap, _decimals(gap, decimals)), tolerance)


def _decimals(value: Decimal, decimals: int) -> int:
    return max(decimals, digits(round_half_up(value, decimals + EXTRA)))


def words(value: Value, decimals: int) -> str:
    """Any value as the person would see it."""
    return figure(value, decimals) if isinstance(value, Decimal) else format_value(value)


def digits(value: Decimal) -> int:
    """How many decimals a number has when zeros at its end are left out: 2 for 1.250, 0 for 400."""
    _, figures, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(figures):
        return 0
    trailing = next(n for n, digit in enumerate(reversed(figures)) if digit)
    return max(0, -(exponent + trailing))
