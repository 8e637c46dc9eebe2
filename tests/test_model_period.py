"""A period is read the ways people write it, and gives the words that headings need."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.period import MANADER, MANADER_KORT, Period

PERIODS = st.builds(Period, st.integers(1990, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    "text",
    [
        "2024-08",
        "2024-8",
        "202408",
        "2024/08",
        "2024.08",
        "2024 08",
        "2024M08",
        "2024m8",
        "2024-08-31",
        " 2024-08 ",
        "augusti 2024",
        "Augusti 2024",
        "aug 2024",
        "aug. 2024",
    ],
)
def test_period_is_read(text: str) -> None:
    assert Period.parse(text) == Period(2024, 8)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-13", "2024-00", "24-08", "08-2024", "augusti", "augurium 2024", "decimal 2024", "ma 2024",
     "2024-08 och 2024-09", "3024-08", "mars2024"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is only what stood there
        Period.parse(text)


@given(PERIODS)
def test_period_is_read_back_from_its_text_and_its_names(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert Period.parse(f"{period.manad} {period.year}") == period
    assert Period.parse(period.names()["aaaamm"]) == period


@pytest.mark.parametrize("month", range(1, 13))
def test_short_month_is_the_beginning_of_the_long_one(month: int) -> None:
    assert MANADER[month - 1].startswith(MANADER_KORT[month - 1])


def test_words_of_august() -> None:
    names = Period(2024, 8).names()
    assert names["ar"] == "2024"
    assert names["ar-1"] == "2023"
    assert names["ar+1"] == "2025"
    assert names["manad"] == "augusti"
    assert names["spann"] == "jan–aug"
    assert names["spann_lang"] == "januari–augusti"
    assert names["fran_till_fg"] == "202301–202308"
    assert names["sista_dag"] == "31 augusti 2024"
    assert names["slutdatum"] == "2024-08-31"


def test_words_of_january_span_no_months() -> None:
    assert (Period(2025, 1).spann, Period(2025, 1).spann_lang) == ("jan", "januari")


@pytest.mark.parametrize(
    ("period", "last", "days", "in_year"),
    [
        (Period(2024, 2), date(2024, 2, 29), 60, 366),
        (Period(2023, 2), date(2023, 2, 28), 59, 365),
        (Period(2024, 12), date(2024, 12, 31), 366, 366),
        (Period(2025, 8), date(2025, 8, 31), 243, 365),
    ],
)
def test_days_follow_leap_years(period: Period, last: date, days: int, in_year: int) -> None:
    assert (period.last_day, period.days, period.days_in_year) == (last, days, in_year)


def test_previous_year_has_the_same_month_and_periods_are_in_order() -> None:
    assert Period(2024, 8).previous_year == Period(2023, 8)
    assert sorted([Period(2024, 8), Period(2023, 12), Period(2024, 1)])[0] == Period(2023, 12)
