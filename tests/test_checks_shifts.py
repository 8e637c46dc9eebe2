"""A row of months that has slipped is one finding that says why; a row that is right, however uneven, is none."""

from __future__ import annotations

import pytest

from drawing import seen
from monthly import BOUND, monthly
from reportgen.checks import run_checks
from reportgen.checks.shifts import check_shifted_series, check_years_among_figures

RIGHT = "777 804 886 840 1023 974 1023 1023 990 1023 990 1020"
SLIPPED = "2022 777 804 886 840 1023 974 1023 1023 990 1023 990"
PERSONS = "26 30 30 28 33 35 33 33 33 33 33 33"
SEASON = {
    "ffg": "347 353 359 355 371 331 218 326 371 370 366 320",
    "fg": "365 373 377 383 390 347 237 328 393 392 385 341",
    "i_ar": "381 388 395 391 408 364 240 359 408 407 403 352",
}


def test_row_with_its_year_first_and_days_that_fit_a_month_earlier_has_slipped() -> None:
    made = monthly({"fg": SLIPPED}, {"fg": PERSONS}, more=BOUND)
    (finding,) = check_shifted_series(made)
    assert seen([finding]) == [("SERIE_FORSKJUTEN", "Vårddygn!C4")]
    assert finding.details["side"] == "höger"
    assert "årtalet" in finding.details["why"]
    assert "3 månader är över det högsta möjliga, flyttade 0" in finding.details["why"]
    assert seen(check_years_among_figures(made)) == []


def test_what_a_slipped_row_breaks_is_not_told_again() -> None:
    codes = [finding.code.name for finding in run_checks(monthly({"fg": SLIPPED}, {"fg": PERSONS}, more=BOUND))]
    assert "SERIE_FORSKJUTEN" in codes
    assert "KONTROLL_VARNING" not in codes
    assert "TAL_UTANFOR_SERIEN" not in codes


def test_same_row_in_its_place_is_silent() -> None:
    made = monthly({"fg": RIGHT}, {"fg": PERSONS}, more=BOUND)
    assert seen(check_shifted_series(made)) == []
    assert seen(check_years_among_figures(made)) == []


def test_even_care_days_betray_a_slip_by_february() -> None:
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    even = [day * 26 + (n % 3) for n, day in enumerate(days)]
    right, late = " ".join(map(str, even)), " ".join(map(str, [even[0], *even[:-1]]))
    early = " ".join(map(str, even[1:]))
    assert seen(check_shifted_series(monthly({"i_ar": right}))) == []
    assert seen(check_shifted_series(monthly({"i_ar": late}))) == [("SERIE_FORSKJUTEN", "Vårddygn!C4")]
    (finding,) = check_shifted_series(monthly({"i_ar": early}))
    assert finding.details["side"] == "vänster"


@pytest.mark.parametrize("row", list(SEASON))
def test_summer_in_the_wrong_month_betrays_a_slip_against_two_other_years(row: str) -> None:
    assert seen(check_shifted_series(monthly(SEASON))) == []
    months = SEASON[row].split()
    made = monthly({**SEASON, row: " ".join([".", *months[:-1]])})
    assert [finding.place.row for finding in check_shifted_series(made) if finding.place] == [row]


def test_a_jump_in_the_first_month_is_no_slip() -> None:
    assert seen(check_shifted_series(monthly({"fg": "9770 804 886 840 1023 974 1023 1023 990 1023 990 1020"}))) == []


def test_small_counts_are_left_alone() -> None:
    assert (
        seen(check_shifted_series(monthly({"i_ar": "3 7 6 6 4 0 0 0 0 0 0 1", "fg": "7 6 6 4 0 0 0 0 0 0 1 1"}))) == []
    )


def test_year_among_figures_that_lie_elsewhere_is_found_at_its_cell() -> None:
    made = monthly({"i_ar": "863 656 837 2023 780 746 762 869 879 868 810 789"})
    assert seen(check_years_among_figures(made)) == [("ARTAL_BLAND_TAL", "Vårddygn!F4")]


def test_figure_that_happens_to_be_a_year_among_its_like_is_silent() -> None:
    made = monthly({"i_ar": "1988 1950 2040 2023 2011 1990 1975 2001 2019 2044 1968 2000"})
    assert seen(check_years_among_figures(made)) == []
