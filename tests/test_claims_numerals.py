"""Numbers are read as people write them, and what is no figure is passed over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.claims.numerals import Hedge, Kind, numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("kostade 12,5 mkr i år", "12.5", "mkr"),
        ("kostade 12,5 mnkr i år", "12.5", "mkr"),
        ("kostade 3 miljoner kronor", "3", "mkr"),
        ("kostade 1 miljon kronor", "1", "mkr"),
        ("kostade 1 250 tkr", "1250", "tkr"),
        ("kostade 1\u00a0250 tkr", "1250", "tkr"),
        ("kostade 400 tusen kronor", "400", "tkr"),
        ("kostade 9 744 kronor", "9744", "kr"),
        ("resultatet är −5,4 mnkr", "-5.4", "mkr"),
        ("resultatet är -5,4 mnkr", "-5.4", "mkr"),
        ("resultatet är - 6,2 mnkr", "-6.2", "mkr"),
        ("resultatet är +0,7 mnkr", "0.7", "mkr"),
        ("steg 5%", "5", "%"),
        ("steg 5,25 procent", "5.25", "%"),
        ("steg sju procent", "7", "%"),
        ("tjugofem platser", "25", ""),
        ("2 582 ansökningar", "2582", ""),
        ("Åtta av dem", "8", ""),
    ],
)
def test_number_is_read_with_sign_and_unit(text: str, value: str, unit: str) -> None:
    (found,) = numbers(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "under 2024",
        "per den 31 augusti",
        "sedan den 1 juli 2025",
        "lagen (2001:453)",
        "2024-09-20",
        "mål 3",
        "se bilaga 2",
        "avsnitt 4.2.1",
        "3–4 platser",
        "35-timmarsvecka",
        "SN25-160",
        "kl. 13.30",
        "en insats",
        "ett mål",
        "tertial 2",
    ],
)
def test_what_is_no_figure_is_passed_over(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("cirka 3 mkr", Hedge.ABOUT),
        ("ca 3 mkr", Hedge.ABOUT),
        ("drygt 3 mkr", Hedge.ABOVE),
        ("närmare 3 mkr", Hedge.BELOW),
        ("mer än 3 mkr", Hedge.BOUND),
        ("minst tre mål", Hedge.BOUND),
        ("+/- 5 mkr", Hedge.BOUND),
        ("om 3 mkr", Hedge.NONE),
    ],
)
def test_words_before_a_number_say_how_exact_it_is(text: str, hedge: Hedge) -> None:
    assert numbers(text)[0].hedge is hedge


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("8,5 mkr", "8.45", "8.55"),
        ("27 mkr", "26.5", "27.5"),
        ("30 mkr", "29.5", "30.5"),
        ("10 000 tkr", "9950", "10050"),
        ("3 400 tkr", "3350", "3450"),
        ("3 437 tkr", "3436.5", "3437.5"),
        ("9 744 kr", "9743.5", "9744.5"),
        ("2 500 ärenden", "2499.5", "2500.5"),
        ("drygt 8 mkr", "7.5", "9"),
        ("knappt 8 mkr", "7", "8.5"),
        ("cirka 40 procent", "36", "44"),
    ],
)
def test_bounds_are_what_may_have_been_rounded_to_the_number(text: str, least: str, most: str) -> None:
    assert numbers(text)[0].bounds == (Decimal(least), Decimal(most))


def test_kind_is_told_by_the_unit() -> None:
    kinds = [number.kind for number in numbers("2 mkr, 3 % och fyra ärenden")]
    assert kinds == [Kind.MONEY, Kind.PERCENT, Kind.COUNT]
