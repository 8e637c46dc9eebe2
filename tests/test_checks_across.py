"""The mall's own checks hold two formulas together, column by column, with the severity the mall gives."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.across import check_agreements
from reportgen.model.finding import Severity
from reportgen.spec.schema import TemplateSpec

TABLES = """
    [kolumnmall]
    [[kolumnmall.ekonomi]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[kolumnmall.ekonomi]]
    nyckel = "budget"
    rubrik = "Budget"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1
    kolumner_fran = "ekonomi"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["barn", "vuxna"]

    [[tabell]]
    nyckel = "resultat"
    titel = "Resultat"
    decimaler = 1
    kolumner_fran = "ekonomi"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "andel"
    rubrik = "Andel"
    typ = "procent"
    decimaler = 1
    [[tabell.rad]]
    nyckel = "netto"
    etikett = "Nettokostnad"
"""

NETTO = template(
    TABLES
    + """
    [[kontroll]]
    nyckel = "netto"
    text = "Nettokostnaden {ar}"
    vanster = "drift.totalt.{kolumn}"
    hoger = "resultat.netto.{kolumn}"
    kolumner = ["utfall", "budget"]
"""
)


def andel(severity: str = "fel") -> TemplateSpec:
    return template(
        TABLES
        + f"""
    [[kontroll]]
    nyckel = "andel"
    text = "Barnens andel"
    vanster = "resultat.netto.andel"
    hoger = "drift.barn.utfall / drift.totalt.utfall * 100"
    grad = "{severity}"
"""
    )


def test_two_tables_that_differ_are_found_in_the_column_where_they_do() -> None:
    drawn = report(
        NETTO,
        """
        drift  | utfall | budget
        barn   | 5,0    | 5,0
        vuxna  | 4,0    | 4,0
        totalt |        |

        resultat | utfall | budget
        netto    | 9,1    | 9,3
        """,
    )
    (finding,) = check_agreements(context(NETTO, drawn))
    assert seen([finding]) == [("KONTROLL_FEL", "Drift!D6")]
    assert str(finding.place) == "kontroll.netto.budget"
    assert finding.message == (
        "Nettokostnaden 2024, Budget: 9,0 mot 9,3 (skillnad −0,3, avrundning förklarar högst 0,15)."
    )
    assert finding.advice == "Jämför Totalt i Drift med Nettokostnad i Resultat och rätta den som är fel."


def test_two_tables_within_rounding_are_silent() -> None:
    drawn = report(
        NETTO,
        """
        drift  | utfall | budget
        barn   | 5,0    | 5,0
        vuxna  | 4,0    | 4,0
        totalt |        |

        resultat | utfall | budget
        netto    | 9,1    | 8,9
        """,
    )
    assert seen(check_agreements(context(NETTO, drawn))) == []


def test_side_without_a_value_is_silent() -> None:
    drawn = report(NETTO, "drift | utfall\nbarn | 5,0\ntotalt |\n\nresultat | utfall\nnetto |")
    assert seen(check_agreements(context(NETTO, drawn))) == []


@pytest.mark.parametrize(
    ("grad", "code", "severity"),
    [
        ("fel", "KONTROLL_FEL", Severity.FEL),
        ("varning", "KONTROLL_VARNING", Severity.VARNING),
        ("notis", "KONTROLL_NOTIS", Severity.NOTIS),
    ],
)
def test_share_is_held_against_its_parts_with_the_malls_severity(grad: str, code: str, severity: Severity) -> None:
    """50 of 100 is 50 %, at most 50.06 with rounding: 50.1 % could be printed, 50.2 % could not."""
    spec = andel(grad)
    text = "drift | utfall\nbarn | 50,0\nvuxna | 50,0\ntotalt |\n\nresultat | andel\nnetto | {share}"
    (finding,) = check_agreements(context(spec, report(spec, text.format(share="50,2"))))
    assert seen([finding]) == [(code, "Resultat!E4")]
    assert finding.severity is severity
    assert seen(check_agreements(context(spec, report(spec, text.format(share="50,1"))))) == []


def test_check_without_bound_is_silent() -> None:
    """A share of something that rounding may have made of zero says nothing."""
    spec = andel()
    drawn = report(spec, "drift | utfall\nbarn | 0,1\nvuxna | -0,1\ntotalt |\n\nresultat | andel\nnetto | 77,0")
    assert seen(check_agreements(context(spec, drawn))) == []
