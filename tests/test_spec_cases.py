"""A check over rows and columns is as many comparisons, each with its own row, column and days of the month."""

from __future__ import annotations

from decimal import Decimal

from drawing import template
from reportgen.derive.formula import evaluate
from reportgen.derive.report import scalars
from reportgen.model.period import Period
from reportgen.spec.cases import cases
from reportgen.spec.formula import Ref, references

SPEC = template("""
    [[tabell]]
    nyckel = "dygn"
    titel = "Dygn"
    kolumner_fran = "manader"
    [[tabell.kolumn]]
    nyckel = "ar"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "{ar-1}"
    [[tabell.rad]]
    nyckel = "i_ar"
    etikett = "{ar}"

    [[kontroll]]
    nyckel = "tak"
    text = "Tak"
    vanster = "dygn.{rad}.{kolumn}"
    relation = "hogst"
    hoger = "10 * dygn_{kolumn}"
    rader = ["fg", "i_ar"]
    kolumner_fran = "manader"

    [[kontroll]]
    nyckel = "ensam"
    text = "Ensam"
    vanster = "dygn.fg.feb"
    hoger = "dygn_feb"
""")


def test_a_grid_is_one_comparison_per_row_and_column() -> None:
    made = list(cases(SPEC.checks[0], SPEC))
    assert len(made) == 24
    assert [case.key for case in made][:2] == ["fg-jan", "fg-feb"]
    assert list(references(made[-1].left)) == [Ref(("dygn", "i_ar", "dec"))]


def test_february_has_the_days_of_the_rows_own_year() -> None:
    numbers = scalars(Period(2024, 12))
    found = {
        case.key: evaluate(case.right, lambda ref: numbers[ref.parts[0]])
        for case in cases(SPEC.checks[0], SPEC)
        if case.column in ("feb", "mar")
    }
    assert found == {"fg-feb": 280, "fg-mar": 310, "i_ar-feb": 290, "i_ar-mar": 310}


def test_a_check_without_rows_takes_the_year_of_the_first_row_it_names() -> None:
    (case,) = cases(SPEC.checks[1], SPEC)
    assert case.key == ""
    numbers = scalars(Period(2021, 12))
    assert evaluate(case.right, lambda ref: numbers[ref.parts[0]]) == Decimal(29)
