"""A forecast is held against what the year came to; years together tell how far off forecasts are, and which way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.accuracy import Hit, Record, cancelled, record

FIVE = Decimal(5)


def hit(prognos: str, bokslut: str, base: str = "") -> Hit:
    return Hit(Decimal(prognos), Decimal(bokslut), Decimal(base or bokslut))


def test_deviation_is_outcome_less_forecast_in_the_sign_of_the_table() -> None:
    """A net cost of 360 000 where 369 528 was foreseen is better by 9 528; costs have minus."""
    one = hit("-369528", "-360000")
    assert one.deviation == 9528
    assert one.percent is not None
    assert round(one.percent, 2) == Decimal("2.65")


def test_percent_is_of_the_base_that_is_given() -> None:
    assert hit("-110", "-100", base="-200").percent == 5
    assert hit("110", "100", base="200").percent == -5


@pytest.mark.parametrize("one", [Hit(None, Decimal(1), Decimal(1)), Hit(Decimal(1), None, Decimal(1))])
def test_a_year_with_a_figure_missing_tells_nothing(one: Hit) -> None:
    assert one.deviation is None
    assert one.percent is None
    assert one.is_within(FIVE) is None
    assert record([one], FIVE) is None


def test_nothing_is_in_per_cent_of_zero() -> None:
    one = Hit(Decimal(5), Decimal(0), Decimal(0))
    assert one.deviation == -5
    assert one.percent is None


@pytest.mark.parametrize(("prognos", "within"), [("95", True), ("94.9", False), ("105", True), ("105.1", False)])
def test_the_limit_itself_is_within(prognos: str, within: bool) -> None:
    assert hit(prognos, "100").is_within(FIVE) is within


def test_years_that_miss_both_ways_have_no_lean() -> None:
    told = record([hit("96", "100"), hit("102", "100"), Hit(None, None, None)], FIVE)
    assert told == Record(count=2, within=2, mean_miss=Decimal(3), lean=Decimal(1), leans=0)


def test_forecasts_that_are_always_too_gloomy_lean() -> None:
    """Costs with minus: the year came out better than the forecast every time, once by more than five per cent."""
    told = record([hit("-110", "-100"), hit("-102", "-100"), hit("-103", "-100")], FIVE)
    assert told == Record(count=3, within=2, mean_miss=FIVE, lean=FIVE, leans=1)


def test_one_year_is_no_lean() -> None:
    told = record([hit("110", "100")], FIVE)
    assert told is not None
    assert told.leans == 0


def test_rows_that_miss_each_their_way_cancel() -> None:
    assert cancelled([hit("-90", "-100"), hit("-108", "-100"), Hit(None, Decimal(1), None)]) == 16


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6)), max_size=8))
def test_nothing_cancels_below_zero_and_the_lean_never_exceeds_the_miss(pairs: list[tuple[int, int]]) -> None:
    hits = [Hit(Decimal(prognos), Decimal(bokslut), Decimal(bokslut)) for prognos, bokslut in pairs]
    assert cancelled(hits) >= 0
    if told := record(hits, FIVE):
        assert abs(told.lean) <= told.mean_miss
        assert 0 <= told.within <= told.count <= len(hits)
