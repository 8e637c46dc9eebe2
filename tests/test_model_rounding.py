"""Halves go away from zero, as Excel shows them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.rounding import half_unit, round_half_up

NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.449", 1, "2.4"),
        ("1.005", 2, "1.01"),
        ("412.34", 1, "412.3"),
        ("7", 2, "7.00"),
        ("1E+300", 1, "1E+300"),
    ],
)
def test_rounding(value: str, decimals: int, expected: str) -> None:
    assert round_half_up(Decimal(value), decimals) == Decimal(expected)


@pytest.mark.parametrize("value", ["-0.04", "-0.0", "0.04"])
def test_there_is_no_negative_zero(value: str) -> None:
    rounded = round_half_up(Decimal(value), 1)
    assert str(rounded) == "0.0"


@given(NUMBERS, st.integers(0, 6))
def test_rounding_is_that_of_exact_fractions(value: Decimal, decimals: int) -> None:
    scaled = abs(Fraction(value)) * 10**decimals
    whole = floor(scaled + Fraction(1, 2))
    assert Fraction(round_half_up(value, decimals)) == Fraction(whole, 10**decimals) * (-1 if value < 0 else 1)


@given(NUMBERS, st.integers(0, 6))
def test_rounding_hides_at_most_half_a_unit_and_twice_is_as_once(value: Decimal, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= half_unit(decimals)
    assert round_half_up(rounded, decimals) == rounded


@pytest.mark.parametrize(("decimals", "expected"), [(0, "0.5"), (1, "0.05"), (3, "0.0005")])
def test_half_unit(decimals: int, expected: str) -> None:
    assert half_unit(decimals) == Decimal(expected)
