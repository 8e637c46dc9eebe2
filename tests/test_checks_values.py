"""Counts are whole, values keep within the mall's limits, amounts have their row's sign."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.values import check_limits, check_signs, check_whole_numbers

SPEC = template("""
    [[tabell]]
    nyckel = "t"
    titel = "T"
    enhet = "tkr"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "belopp"
    [[tabell.kolumn]]
    nyckel = "antal"
    typ = "antal"
    [[tabell.kolumn]]
    nyckel = "arsarbetare"
    typ = "antal"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "andel"
    typ = "procent"
    decimaler = 1
    minst = 0
    hogst = 100
    [[tabell.kolumn]]
    nyckel = "kvot"
    typ = "tal"
    formel = "belopp / antal"
    hogst = 10
    [[tabell.kolumn]]
    nyckel = "golv"
    typ = "tal"
    minst = -0.5
    enhet = "timmar"

    [[tabell.rad]]
    nyckel = "intakt"
    etikett = "Intäkter"
    tecken = "plus"
    [[tabell.rad]]
    nyckel = "kostnad"
    etikett = "Kostnader"
    tecken = "minus"
    [[tabell.rad]]
    nyckel = "netto"
    etikett = "Netto"
""")


def test_count_with_decimals_is_found() -> None:
    drawn = report(SPEC, "t | antal | arsarbetare | belopp\nintakt | 3,5 | 3,5 | 3,5\nkostnad | 4,0 | 4 | 4")
    (finding,) = check_whole_numbers(context(SPEC, drawn))
    assert seen([finding]) == [("HELTAL_VANTAS", "T!D4")]
    assert finding.found == "3,5"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("andel", "100,1", "gränserna 0–100"),
        ("andel", "-1", "gränserna 0–100"),
        ("golv", "-0,6", "gränsen, minst −0,5"),
    ],
)
def test_value_outside_the_limits_is_found(column: str, value: str, words: str) -> None:
    (finding,) = check_limits(context(SPEC, report(SPEC, f"t | {column}\nnetto | {value}")))
    assert finding.code.name == "UTANFOR_GRANS"
    assert finding.expected == words


def test_worked_out_value_outside_the_limits_is_found() -> None:
    drawn = report(SPEC, "t | belopp | antal | kvot\nintakt | 110 | 10 |\nkostnad | 100 | 10 |")
    (finding,) = check_limits(context(SPEC, drawn))
    assert (str(finding.at), finding.found, finding.expected) == ("T!G4", "11", "gränsen, högst 10")


def test_value_on_the_limit_words_and_empty_cells_are_silent() -> None:
    drawn = report(SPEC, "t | andel | golv\nintakt | 0 | -0,5\nkostnad | 100 | se not\nnetto | | -")
    assert seen(check_limits(context(SPEC, drawn))) == []


def test_amount_with_the_wrong_sign_is_found() -> None:
    drawn = report(SPEC, "t | belopp\nintakt | -1\nkostnad | 2\nnetto | 1")
    findings = list(check_signs(context(SPEC, drawn)))
    assert seen(findings) == [("TECKEN_FEL", "T!C4"), ("TECKEN_FEL", "T!C5")]
    assert [finding.expected for finding in findings] == ["plus", "minus"]


def test_zero_and_figures_that_are_no_amounts_have_no_sign_to_keep_to() -> None:
    drawn = report(SPEC, "t | belopp | antal | andel | golv\nintakt | 0 | -3 | -3 | -3\nkostnad | 0 | 3 | 3 | 3")
    assert seen(check_signs(context(SPEC, drawn))) == []
