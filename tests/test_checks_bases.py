"""A share that fits another column than its own says which, if only one is nearest."""

from __future__ import annotations

import pytest

from drawing import context, report, template
from reportgen.checks.across import check_agreements

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget {ar}"
    [[tabell.kolumn]]
    nyckel = "prognos"
    rubrik = "Prognos {ar}"
    [[tabell.rad]]
    nyckel = "familjehem"
    etikett = "Familjehem"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"

    [[tabell]]
    nyckel = "andelar"
    titel = "Andelar"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Andel av utfallet {spann}"
    typ = "procent"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Andel av budgeten {spann}"
    typ = "procent"
    [[tabell.rad]]
    nyckel = "familjehem"
    etikett = "Familjehem"

    [[kontroll]]
    nyckel = "andel"
    text = "Andelen"
    vanster = "andelar.familjehem.{kolumn}"
    hoger = "drift.familjehem.{kolumn} / drift.totalt.{kolumn} * 100"
    kolumner = ["utfall", "budget"]
""")

DRIFT = """
drift      | utfall | budget | prognos
familjehem | -9,4   | -16,7  | -15,2
totalt     | -179,5 | -279,7 | -274,7

andelar    | utfall | budget
familjehem | {}
"""


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ("8,5 | 6,0", ["Familjehem Prognos 2024 delat med Totalt Utfall jan–aug 2024"]),
        ("5,2 | 8,1", ["Familjehem Prognos 2024 delat med Totalt Budget 2024 × 8/12"]),
        ("5,2 | 5,5", ["Familjehem Prognos 2024 delat med Totalt Prognos 2024"]),
        (
            "3,4 | 6,0",
            [
                "Familjehem Utfall jan–aug 2024 delat med Totalt Budget 2024 eller med "
                "Familjehem Utfall jan–aug 2024 delat med Totalt Prognos 2024"
            ],
        ),
        ("44,4 | 6,0", [""]),
        ("5,2 | 6,0", []),
    ],
)
def test_share_of_another_base_names_it(shares: str, told: list[str]) -> None:
    drawn = report(SPEC, DRIFT.format(shares))
    found = [finding.details["slip"] for finding in check_agreements(context(SPEC, drawn))]
    assert found == [f" Stämmer med {words}." if words else "" for words in told]


def test_slip_in_the_given_share_goes_before_another_base() -> None:
    drawn = report(SPEC, DRIFT.format("52,4 | 6,0"))
    (finding,) = check_agreements(context(SPEC, drawn))
    assert "skrivet 10 gånger för stort" in finding.details["slip"]
