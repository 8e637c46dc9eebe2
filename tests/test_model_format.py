"""Numbers, dates and missing values are set by Swedish typography."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.format import (
    NBSP,
    convert,
    format_date_long,
    format_number,
    format_number_plain,
    format_percent,
    format_value,
    number_word,
)
from reportgen.model.rounding import round_half_up
from reportgen.model.value import DASH, Value

NUMBERS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=5)


def read(text: str) -> Decimal:
    return Decimal(text.replace(NBSP, "").replace("−", "-").replace(",", "."))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0", 0, "0"),
        ("0", 1, "0,0"),
        ("-0.04", 1, "0,0"),
        ("999.95", 1, "1_000,0"),
        ("-1234.5", 1, "−1_234,5"),
        ("1234567", 0, "1_234_567"),
        ("123", 0, "123"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "−1"),
    ],
)
def test_number(value: str, decimals: int, text: str) -> None:
    assert format_number(Decimal(value), decimals) == text.replace("_", NBSP)


@given(NUMBERS, st.integers(0, 6), st.booleans())
def test_number_that_is_printed_can_be_read_back(value: Decimal, decimals: int, plus: bool) -> None:
    assert read(format_number(value, decimals, plus=plus)) == round_half_up(value, decimals)


@given(NUMBERS)
def test_plain_number_loses_nothing_and_has_no_zeros_at_its_end(value: Decimal) -> None:
    text = format_number_plain(value)
    assert read(text) == value
    assert "," not in text or not text.endswith("0")


def test_number_as_large_as_excel_holds() -> None:
    assert read(format_number(Decimal("-9.99E+307"), 2)) == Decimal("-9.99E+307")


@pytest.mark.parametrize(("value", "text"), [("1", "+1"), ("-1", "−1"), ("0", "0"), ("0.4", "0"), ("0.5", "+1")])
def test_plus_sign_stands_only_before_what_prints_above_zero(value: str, text: str) -> None:
    assert format_number(Decimal(value), 0, plus=True) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (DASH, "–"),
        (Decimal("-5.25"), "−5,3"),
        (date(2024, 8, 31), "2024-08-31"),
        ("Egenkontroll", "Egenkontroll"),
    ],
)
def test_empty_dash_and_zero_are_three_different_things(value: Value, text: str) -> None:
    assert format_value(value, 1) == text
    assert format_value(Decimal(0), 1) == "0,0"


def test_per_cent_is_held_together_with_its_sign() -> None:
    assert format_percent(Decimal("5.25"), 1) == f"5,3{NBSP}%"
    assert format_value(Decimal("5.25"), 1, percent=True) == f"5,3{NBSP}%"


def test_date_in_words() -> None:
    assert format_date_long(date(2024, 9, 1)) == f"1{NBSP}september 2024"


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("274700", "tkr", "mnkr", "274.7"),
        ("5.0", "mkr", "tkr", "5000"),
        ("1", "mnkr", "mkr", "1"),
        ("1500000", "kr", "mnkr", "1.5"),
    ],
)
def test_amount_in_another_unit_is_the_same_amount(value: str, unit: str, wanted: str, expected: str) -> None:
    assert convert(Decimal(value), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(("unit", "wanted"), [("dygn", "tkr"), ("tkr", "%")])
def test_what_is_not_money_is_not_converted(unit: str, wanted: str) -> None:
    assert convert(Decimal(1), unit, wanted) is None


@pytest.mark.parametrize(
    ("value", "word"), [("0", "noll"), ("4", "fyra"), ("12.0", "tolv"), ("13", None), ("2.5", None), ("-1", None)]
)
def test_small_whole_numbers_have_words(value: str, word: str | None) -> None:
    assert number_word(Decimal(value)) == word
