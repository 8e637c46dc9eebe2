"""Personnummer are found by date and check digit however they are written, and nothing else is; never shown in full."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.model.personnummer import mask, personal_numbers

MARKS = ("", "-", "+", " ", "\u00a0", "\u2013", "\u2011")


def number_of(day: date, serial: int, *, mark: str = "-", century: bool = False, coordination: bool = False) -> str:
    """A number with the right check digit, worked out as SKV 704 shows it: products by 2 and 1, their digits added."""
    six = f"{day:%y%m}{day.day + (60 if coordination else 0):02}"
    nine = f"{six}{serial:03}"
    products = "".join(str(int(digit) * factor) for digit, factor in zip(nine, (2, 1) * 5, strict=False))
    check = -sum(map(int, products)) % 10
    return f"{day.year // 100 if century else ''}{six}{mark}{serial:03}{check}"


days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
numbers = st.builds(
    number_of,
    days,
    st.integers(0, 999),
    mark=st.sampled_from(MARKS),
    century=st.booleans(),
    coordination=st.booleans(),
)
words = st.text("abc åäö.:;()\n", max_size=12)


@given(numbers, words, words)
def test_a_number_is_found_in_any_text_and_masked(number: str, before: str, after: str) -> None:
    assume(not number.startswith(("070", "010")))
    text = f"{before}{number}{after}"
    [found] = personal_numbers(text)
    assert text[found.start : found.end] == number
    assert mask(text) == f"{before}{number[:-4]}****{after}"


@given(numbers, st.integers(1, 9))
def test_a_number_with_another_check_digit_is_none(number: str, step: int) -> None:
    wrong = f"{number[:-1]}{(int(number[-1]) + step) % 10}"
    assert personal_numbers(wrong) == []
    assert mask(wrong) == wrong


@given(st.integers(0, 99), st.integers(20, 99), st.integers(0, 99), st.integers(0, 9999), st.sampled_from(("", "-")))
def test_an_organisation_number_is_none(first: int, second: int, third: int, last: int, mark: str) -> None:
    assert personal_numbers(f"{first:02}{second:02}{third:02}{mark}{last:04}") == []


@given(numbers)
def test_a_coordination_number_is_told_from_a_personal(number: str) -> None:
    assume(not number.startswith(("070", "010")))
    digits = "".join(sign for sign in number if sign.isdigit())[-10:]
    assert [found.is_coordination for found in personal_numbers(number)] == [digits[4] in "6789"]


def test_all_of_a_list_are_found() -> None:
    one, other = number_of(date(1918, 3, 4), 123), number_of(date(1919, 5, 6), 45, century=True)
    text = f"{one},{other};{one}/{other}"
    assert [found.masked for found in personal_numbers(text)] == ["180304-****", "19190506-****"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "SN 2024/0123-45",
        "Dnr 2024-000815",
        "2024-08-31",
        "20240831",
        "08-508 290 00",
        "070-123 45 67",
        "+46 70 123 45 67",
        "8327-9, 123 456 789-0",
        "4010-5620-123-9999",
        "850231-1238",
        "851301-1232",
        "000000-0000",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert personal_numbers(text) == []


@given(st.integers(1_000_000, 9_999_999))
def test_a_mobile_number_on_end_is_none_unless_it_is_called_a_personal_number(last: int) -> None:
    phone = f"070{last}"
    assert personal_numbers(f"Ring {phone}") == []
    assert bool(personal_numbers(f"Personnummer: {phone}")) == bool(personal_numbers(f"20{phone}"))


@pytest.mark.parametrize("around", ["{},25", "0,{}", "{} kr", "{} tkr", "1{}", "{}1"])
def test_an_amount_is_none(around: str) -> None:
    assert personal_numbers(around.format(number_of(date(1918, 3, 4), 123, mark=""))) == []


def test_a_number_written_as_an_amount_is_masked_too() -> None:
    digits = number_of(date(1918, 3, 4), 123, mark="")
    amount = f"{int(digits):,}".replace(",", "\u00a0")
    assert mask(f"Det står {amount}.") == "Det står 180304****."
    assert mask(f"Det står {amount},5.") == f"Det står {amount},5."


def test_the_last_of_february_is_a_day_in_leap_years_only() -> None:
    assert personal_numbers(number_of(date(1996, 2, 29), 123))
    assert not personal_numbers(number_of(date(1996, 2, 29), 123).replace("96", "95", 1))
    assert not personal_numbers("19" + number_of(date(2000, 2, 29), 123))
