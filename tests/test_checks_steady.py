"""A sign that differs from those around it is found where they are steady, and only there."""

from __future__ import annotations

from drawing import context, report, seen, template
from reportgen.checks.steady import check_negative_counts, check_row_signs, check_steady_signs
from yearly import BARN, SPEC, drift


def test_table_whose_rows_keep_their_sign_is_silent() -> None:
    made = drift()
    checks = (check_steady_signs, check_negative_counts, check_row_signs)
    assert [found for check in checks for found in seen(check(made))] == []


def test_sign_against_the_rows_other_columns_is_found() -> None:
    assert seen(check_steady_signs(drift("-7594 | 8318 | -31800 | -33900"))) == [("TECKEN_AVVIKER", "Drift!D4")]


def test_results_that_go_both_ways_and_rows_with_a_sign_of_their_own_are_silent() -> None:
    lines = [
        "drift   | utfall_fg | utfall | budget | prognos",
        "barn    | 2  | -4  | 234 | 14",
        "vuxna   | -16 | -21 | 685 | -40",
        "bistand | 2  | 1   | 2   | -1",
        "namnd   | -453 | 457 | -1900 | -1900",
    ]
    assert seen(check_steady_signs(context(SPEC, report(SPEC, "\n".join(lines), period="2025-03")))) == []


def test_row_with_another_sign_than_all_the_others_is_found_once() -> None:
    made = drift(BARN, "fri_01: Ny verksamhet | 120 | 130 | 500 | 520")
    assert seen(check_row_signs(made)) == [("RAD_MED_ANNAT_TECKEN", "Drift!C9")]


def test_table_with_income_and_costs_may_have_rows_of_both_signs() -> None:
    made = drift(BARN, "fri_01: Bidrag | 120 | 130 | 500 | 520", "fri_02: Avgifter | 20 | 30 | 100 | 120")
    assert seen(check_row_signs(made)) == []


def test_count_below_zero_is_found_where_no_other_is() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "volymer"
        titel = "Volymer"
        fria_rader = 4
        [[tabell.kolumn]]
        nyckel = "post"
        typ = "etikett"
        [[tabell.kolumn]]
        nyckel = "antal"
        typ = "antal"
    """)
    text = "volymer | antal\nfri_01: A | 405\nfri_02: B | {}\nfri_03: C | 545\nfri_04: D | {}"
    one = context(spec, report(spec, text.format("-15", "20")))
    several = context(spec, report(spec, text.format("-15", "-20")))
    assert seen(check_negative_counts(one)) == [("TECKEN_AVVIKER", "Volymer!C5")]
    assert seen(check_negative_counts(several)) == []
