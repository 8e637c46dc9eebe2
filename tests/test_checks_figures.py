"""Figures in messages show what was typed, and never the tail of a quotient."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.checks.figures import digits, figure, words
from reportgen.model.value import DASH, Value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("412.5", 1, "412,5"),
        ("412", 1, "412,0"),
        ("412.534", 1, "412,534"),
        ("0.30000000000000004", 1, "0,3"),
        ("-1234.567", 0, "−1\u00a0234,57"),
        ("0.15", 1, "0,15"),
    ],
)
def test_figure_has_the_printed_decimals_and_at_most_two_more(value: str, decimals: int, text: str) -> None:
    assert figure(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "count"), [("1.250", 2), ("400", 0), ("4E+2", 0), ("0", 0), ("0.00", 0), ("-0.05", 2)]
)
def test_digits_are_counted_without_the_zeros_at_the_end(value: str, count: int) -> None:
    assert digits(Decimal(value)) == count


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (DASH, "–"), ("se not", "se not"), (Decimal("2"), "2,0"), (date(2024, 8, 31), "2024-08-31")],
)
def test_words_of_any_value(value: Value, text: str) -> None:
    assert words(value, 1) == text
