"""Numbers as people write them: every form that has one meaning is read, every form that has two is left."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.format import format_number
from reportgen.model.value import DASH
from reportgen.workbook.numbers import is_percent_format, looks_like_number, read_number, round_as_excel

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("1 234,5", "1234.5"),
        (f"1{NBSP}234{NBSP}567", "1234567"),
        (f"1{THIN}234", "1234"),
        (f"1{NARROW}234,50", "1234.50"),
        ("  7,5 ", "7.5"),
        ("\u200b7", "7"),
        ("'12", "12"),
        (",5", "0.5"),
        ("+3", "3"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("- 3,1", "-3.1"),
        ("126,8-", "-126.8"),
        ("126,8−", "-126.8"),
        ("(1 234)", "-1234"),
        ("-0", "0"),
        ("12.5", "12.5"),
        ("1234.567", "1234.567"),
        ("0.375", "0.375"),
        ("1,234", "1.234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,8", "1234567.8"),
    ],
)
def test_a_number_written_by_hand_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1.234", "12.345", "123.456", "1,234,567", "1.234.567", "1,2,3", "12 34", "12\n345", "1 23", "1 2345", "1  234,5,6",
        "(-5)", "--5", "+-5", "5,", "1e5", "1E5", "NaN", "inf", "Infinity", "½", "²", "١٢", "0x10", "1_000", "3/4",
        "ca 1,3", "65–79 år", "60 Stab", "2024-08", "i.u.", "--", "—–", "%", "5 %", "5 mnkr", "",
    ],
)  # fmt: skip
def test_what_has_two_meanings_or_none_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["-", "–", "—", "−", " - ", f"{NBSP}–", "'-"])
def test_a_dash_alone_is_a_dash(text: str) -> None:
    assert read_number(text) is DASH


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("5 %", "%", "5"),
        ("5%", "%", "5"),
        ("−0,4 procent", "%", "-0.4"),
        ("5,0 mnkr", "mnkr", "5.0"),
        ("5,0 mkr", "mnkr", "5.0"),
        ("5,0 MNKR", "mkr", "5.0"),
        ("900 kr", "kr", "900"),
        ("900:-", "kr", "900"),
        ("12 st", "antal", "12"),
        ("(5 %)", "%", None),
        ("7500 tkr", "mnkr", None),
        ("5 mkr", "kr", None),
        ("5 %", "mnkr", None),
        ("mnkr", "mnkr", None),
        ("Stab mnkr", "mnkr", None),
    ],
)
def test_only_the_cells_own_unit_may_stand_after_the_number(text: str, unit: str, number: str | None) -> None:
    assert read_number(text, unit) == (None if number is None else Decimal(number))


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3))
def test_what_we_print_we_can_read(number: Decimal, decimals: int) -> None:
    text = format_number(number, decimals)
    assert read_number(text) == Decimal(text.replace("−", "-").replace(NBSP, "").replace(",", "."))


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    number = read_number(text, "mnkr")
    assert number is None or number is DASH or number.is_finite()


@pytest.mark.parametrize(
    ("text", "is_like"),
    [
        ("1.234", True),
        ("(5)", True),
        ("5 %", True),
        ("12 34", True),
        ("Öka", False),
        ("-", False),
        ("3 st", False),
        ("80 - 100", False),
        ("65–79", False),
        ("6,1 (230901-240831)", False),
    ],
)
def test_what_may_have_been_meant_as_a_number(text: str, is_like: bool) -> None:
    assert looks_like_number(text) is is_like


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("0.30000000000000004", "0.3"),
        ("-179.50000000000003", "-179.5"),
        ("1E+3", "1000"),
        ("1200", "1200"),
        ("0.1000", "0.1"),
        ("-0.0", "0"),
        ("123456789.123456789", "123456789.123457"),
        ("9.9999999999999999", "10"),
        ("1e-7", "0.0000001"),
    ],
)
def test_a_stored_number_has_the_digits_that_excel_shows(stored: str, number: str) -> None:
    rounded = round_as_excel(Decimal(stored))
    assert rounded == Decimal(number)
    assert "E" not in str(rounded) or abs(rounded) < Decimal("0.000001")


@pytest.mark.parametrize(
    ("number_format", "is_percent"),
    [("0%", True), ("0.0 %", True), ('#,##0.0" %"', False), ("0\\%", False), ("General", False), ("[Red]0.0%", True)],
)
def test_a_percent_sign_in_quotes_does_not_multiply(number_format: str, is_percent: bool) -> None:
    assert is_percent_format(number_format) is is_percent
