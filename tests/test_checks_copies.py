"""Rows and months that are copies of others are found; small counts and full months that are alike by chance are not."""

from __future__ import annotations

from drawing import seen
from monthly import monthly
from reportgen.checks.copies import check_repeated_month, check_twin_series


def test_rows_of_two_tables_with_nearly_the_same_figures_are_one_finding() -> None:
    made = monthly({"i_ar": "3 7 6 6 2 0 0 0 0 0 0 1"}, {"i_ar": "3 7 6 6 4 0 0 0 0 0 0 1"})
    (finding,) = check_twin_series(made)
    assert seen([finding]) == [("SERIER_LIKA", "Vårddygn!C4")]
    assert finding.details["others"] == "2023 i Personer"


def test_last_years_row_copied_is_found() -> None:
    row = "365 373 377 383 390 347 237 328 393 392 385 341"
    assert seen(check_twin_series(monthly({"fg": row, "i_ar": row}))) == [("SERIER_LIKA", "Vårddygn!C4")]


def test_small_counts_and_full_months_are_alike_by_chance() -> None:
    made = monthly({"i_ar": "0 0 0 1 1 1 1 1 1 0 0 0"}, {"i_ar": "1 0 0 1 1 1 1 1 1 0 1 0"})
    assert seen(check_twin_series(made)) == []
    full = "31 28 31 30 31 30 31 31 30 31 30 31"
    assert seen(check_twin_series(monthly({"i_ar": full}, {"i_ar": full}))) == []


def test_last_month_equal_to_the_one_before_is_found_where_months_differ() -> None:
    made = monthly({"i_ar": "8202 7609 8262 8047 8332 8154 8464 8464"}, period="2023-08")
    assert seen(check_repeated_month(made)) == [("MANAD_UPPREPAD", "Vårddygn!J4")]


def test_equal_months_where_that_happens_or_earlier_in_the_year_are_silent() -> None:
    often = monthly({"i_ar": "33 33 34 33 33 34 33 33"}, period="2023-08")
    full = monthly({"i_ar": "390 364 403 390 430 390 403 403"}, period="2023-08")
    earlier = monthly({"i_ar": "8202 8202 8262 8047 8332 8154 8464 8535"}, period="2023-08")
    for made in (often, full, earlier):
        assert seen(check_repeated_month(made)) == []


def test_several_rows_repeated_together_are_one_finding() -> None:
    made = monthly({"i_ar": "84 88 79 83 88 80 84 84"}, {"i_ar": "120 125 118 124 121 128 122 122"}, period="2023-08")
    assert seen(check_repeated_month(made)) == []
