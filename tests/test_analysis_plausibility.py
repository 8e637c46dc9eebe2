"""A forecast is held against what has come, carried on to December; only the months that are left may be otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.plausibility import Judged, Known, Shape, judge

AUGUST = 8


def known(utfall: str, prognos: str, months: int = AUGUST, **more: str) -> Known:
    return Known(Decimal(utfall), Decimal(prognos), months, **{key: Decimal(value) for key, value in more.items()})


def judged(utfall: str, prognos: str, months: int = AUGUST, **more: str) -> Judged:
    made = judge(known(utfall, prognos, months, **more))
    assert made is not None
    return made


def test_each_shape_carries_the_outcome_on_to_december() -> None:
    made = judged("800", "1200", budget="1300", periodbudget="800", bokslut_fg="1100", utfall_fg="880")
    assert {one.shape: one.value for one in made.projections} == {
        Shape.STRAIGHT: Decimal(1200),
        Shape.BUDGET: Decimal(1300),
        Shape.LAST_YEAR: Decimal(1000),
    }
    assert made.span == (Decimal(1000), Decimal(1300))


def test_only_the_months_that_are_left_are_given_a_margin() -> None:
    """Half of 500, the most that any projection expects of September to December, either way from 1 000 and 1 300."""
    made = judge(
        known("800", "1200", budget="1300", periodbudget="800", bokslut_fg="1100", utfall_fg="880"), Decimal(50)
    )
    assert made is not None
    assert (made.low, made.high) == (Decimal(750), Decimal(1550))


@pytest.mark.parametrize(
    ("prognos", "outside"), [("1095", "-5"), ("1100", "0"), ("1200", "0"), ("1300", "0"), ("1310", "10")]
)
def test_forecast_outside_the_band_is_told_by_how_much(prognos: str, outside: str) -> None:
    made = judged("800", prognos, budget="1200", periodbudget="800")
    assert (made.outside, made.is_outside) == (Decimal(outside), outside != "0")


def test_pace_is_what_the_months_left_must_come_to() -> None:
    assert judged("800", "1000", budget="1200", periodbudget="800").pace == 50
    assert judged("-800", "-1400", budget="-1200", periodbudget="-800").pace == 150


def test_rounding_of_the_printed_figures_is_never_outside() -> None:
    """1,4 mnkr in eight months may be 1,35: a forecast of 1,9 mnkr with 15 % of what is left is then within."""
    row = known("1.4", "1.9", budget="2.1", periodbudget="1.4")
    made = [judge(replace(row, half_unit=Decimal(half)), Decimal(15)) for half in ("0", "0.05")]
    assert [one.is_outside for one in made if one] == [True, False]


@pytest.mark.parametrize(
    ("months", "more"),
    [
        (2, {"budget": "1200", "periodbudget": "200"}),
        (12, {"budget": "1200", "periodbudget": "1200"}),
        (8, {}),
        (8, {"budget": "1200"}),
        (8, {"budget": "1200", "periodbudget": "0"}),
        (8, {"budget": "1200", "periodbudget": "-800"}),
        (8, {"bokslut_fg": "700", "utfall_fg": "800"}),
        (8, {"bokslut_fg": "1000", "utfall_fg": "40"}),
    ],
    ids=["february", "december", "no shape", "half a shape", "nothing", "other sign", "shrinking", "single events"],
)
def test_silent_where_no_band_can_be_told(months: int, more: dict[str, str]) -> None:
    assert judge(known("800", "5000", months, **more)) is None


def test_a_row_without_outcome_has_no_pace() -> None:
    assert judge(known("0", "500", budget="1200", periodbudget="800")) is None


AMOUNT = st.decimals(min_value=1, max_value=10**6, places=1)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.integers(3, 11))
def test_costs_with_minus_are_judged_as_costs_with_plus(
    utfall: Decimal, prognos: Decimal, budget: Decimal, part: Decimal, months: int
) -> None:
    plus = judge(Known(utfall, prognos, months, budget, part))
    minus = judge(Known(-utfall, -prognos, months, -budget, -part))
    if plus is None:
        assert minus is None
        return
    assert minus is not None
    assert (minus.low, minus.high, minus.outside) == (-plus.high, -plus.low, -plus.outside)
    assert minus.pace == plus.pace


@given(AMOUNT, AMOUNT, AMOUNT, st.integers(3, 11))
def test_the_projections_themselves_are_always_within(
    utfall: Decimal, budget: Decimal, part: Decimal, months: int
) -> None:
    made = judge(Known(utfall, utfall, months, budget, part))
    for projection in made.projections if made else ():
        again = judge(Known(utfall, projection.value, months, budget, part))
        assert again is not None
        assert not again.is_outside


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.integers(3, 11), st.sampled_from([Decimal("0.5"), Decimal("0.05")]))
def test_no_band_is_narrowed_by_rounding(
    utfall: Decimal, prognos: Decimal, budget: Decimal, part: Decimal, months: int, half: Decimal
) -> None:
    exact = judge(Known(utfall, prognos, months, budget, part))
    rounded = judge(Known(utfall, prognos, months, budget, part, half_unit=half))
    if exact is not None and rounded is not None:
        assert rounded.low <= exact.low <= exact.high <= rounded.high


NORRTALJE = {
    "socialdirektor": ("-4849", "-8091", "-9507", "-6323"),
    "stod_utveckling": ("-14458", "-26039", "-26118", "-16794"),
    "forsorjning_arbete": ("-34849", "-54927", "-55933", "-37175"),
    "placeringskostnader": ("-106300", "-159774", "-145107", "-96738"),
    "barn_vuxna": ("-61051", "-93267", "-83696", "-55649"),
    "ekonomiskt_bistand": ("-15227", "-25744", "-50819", "-33879"),
}
"""Utfall, prognos, budget and period budget of August 2025 in tkr, as printed."""


def test_worked_example_of_norrtalje() -> None:
    """Three departments foresee an autumn that costs at least a third more a month than the spring did."""
    half = Decimal("0.5")
    rows = {
        key: judge(replace(known(utfall, prognos, budget=budget, periodbudget=part), half_unit=half))
        for key, (utfall, prognos, budget, part) in NORRTALJE.items()
    }
    outside = {key: made.pace for key, made in rows.items() if made is not None and made.is_outside}
    assert {key: round(pace) for key, pace in outside.items() if pace is not None} == {
        "socialdirektor": 134,
        "stod_utveckling": 160,
        "ekonomiskt_bistand": 138,
    }
    bistand = rows["ekonomiskt_bistand"]
    assert bistand is not None
    assert [round(value) for value in (*bistand.span, bistand.low, bistand.high)] == [-22841, -22840, -24746, -20935]
