"""A month far from its neighbours and from the same month of other years is found; seasons, trends and small counts are not."""

from __future__ import annotations

import pytest

from drawing import seen
from monthly import BOUND, monthly
from reportgen.checks import run_checks
from reportgen.checks.history import check_outliers

FG = "365 373 377 383 390 347 237 328 393 392 385 341"


@pytest.mark.parametrize(
    ("july", "slip"),
    [("2180", " Troligen skrivet 10 gånger för stort."), ("22", " Troligen skrivet 10 gånger för litet."), ("0", "")],
)
def test_jump_by_a_power_of_ten_is_named(july: str, slip: str) -> None:
    (finding,) = check_outliers(monthly({"fg": FG, "i_ar": f"347 353 359 355 371 331 {july} 326"}, period="2023-08"))
    assert seen([finding]) == [("TAL_UTANFOR_SERIEN", "Vårddygn!I5")]
    assert finding.details["slip"].replace("\u00a0", " ") == slip


@pytest.mark.parametrize(
    "row",
    [
        "347 353 359 355 371 331 218 326",
        "790 742 748 720 702 775 1240 1572",
        "93 148 210 279 335 410 466 559",
        "3 1 2 30 0 0 44 31",
        "1 12 1 1 2 1 9 1",
    ],
)
def test_seasons_trends_and_small_counts_are_silent(row: str) -> None:
    assert seen(check_outliers(monthly({"i_ar": row}, period="2023-08"))) == []


def test_the_neighbours_of_a_jump_are_not_jumps() -> None:
    made = monthly({"i_ar": "347 353 3590 355 371 331 318 326", "fg": FG}, period="2023-08")
    assert seen(check_outliers(made)) == [("TAL_UTANFOR_SERIEN", "Vårddygn!E4")]


def test_bound_passed_because_of_a_jump_is_not_told_again() -> None:
    made = monthly(
        {"fg": "777 804 8860 840 1023 974 1023 1023 990 1023 990 1020"},
        {"fg": "26 30 30 30 34 35 33 34 33 33 33 33"},
        more=BOUND,
    )
    codes = [finding.code.name for finding in run_checks(made)]
    assert codes.count("TAL_UTANFOR_SERIEN") == 1
    assert "KONTROLL_VARNING" not in codes
