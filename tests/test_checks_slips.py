"""A difference that a simple slip explains is told with the slip; one that chance could explain is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import context, report, template
from reportgen.checks.across import check_agreements
from reportgen.checks.slips import swaps
from reportgen.checks.sums import check_sums

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
    rubrik = "Utfall"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"
    [[tabell.rad]]
    nyckel = "stab"
    etikett = "Stab"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["barn", "vuxna", "stab"]
    inmatning = "ja"

    [[tabell]]
    nyckel = "resultat"
    titel = "Resultat"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall"
    [[tabell.rad]]
    nyckel = "netto"
    etikett = "Netto"

    [[kontroll]]
    nyckel = "netto"
    text = "Netto"
    vanster = "drift.totalt.utfall"
    hoger = "-resultat.netto.utfall"
""")


def of_sum(barn: str, vuxna: str, stab: str, totalt: str) -> str:
    drawn = report(SPEC, f"drift | utfall\nbarn | {barn}\nvuxna | {vuxna}\nstab | {stab}\ntotalt | {totalt}")
    (finding,) = check_sums(context(SPEC, drawn))
    return finding.details["slip"].strip()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("-51,1", "23,2", "-6,8", "-81,1"), "Stämmer om Vuxna är −23,2 (omvänt tecken)."),
        (("-51,1", "-32,2", "-6,8", "-81,1"), "Stämmer om Vuxna är −23,2 (omkastade siffror)."),
        (("-51,1", "-23200", "-6,8", "-81,1"), "Stämmer om Vuxna är −23,2 (skrivet 1 000 gånger för stort)."),
        (("-5,11", "-23,2", "-6,8", "-81,1"), "Stämmer om Barn är −51,1 (skrivet 10 gånger för litet)."),
        (("-51,1", "-23,2", "-6,8", "81,1"), "Stämmer om summan är −81,1 (omvänt tecken)."),
        (("-51,1", "-23,2", "-6,8", "-57,9"), "Stämmer om Vuxna inte räknas med."),
        (("-51,1", "-23,2", "-6,8", "-104,3"), "Stämmer om Vuxna räknas två gånger."),
        (("-51,1", "-23,2", "-6,8", "-81,5"), ""),
        (("-51,1", "-23,2", "-6,8", "-94,7"), ""),
    ],
)
def test_slip_in_a_sum_is_named_when_it_explains_the_difference(cells: tuple[str, str, str, str], told: str) -> None:
    assert of_sum(*cells).replace("\u00a0", " ") == told


def test_slip_between_tables_names_the_table() -> None:
    drawn = report(
        SPEC,
        """
        drift  | utfall
        barn   | -51,1
        vuxna  | -23,2
        stab   | -6,8
        totalt | -81,1

        resultat | utfall
        netto    | 18,1
        """,
    )
    (finding,) = check_agreements(context(SPEC, drawn))
    assert finding.message.endswith("Stämmer om Netto i Resultat är 81,1 (omkastade siffror).")


def test_three_rows_that_would_each_explain_explain_nothing() -> None:
    assert of_sum("10,0", "10,0", "10,0", "10,0") == ""


def test_swapped_digits_keep_their_number_sign_and_decimals() -> None:
    assert list(swaps(Decimal("-120.5"), 1)) == [Decimal("-210.5"), Decimal("-102.5"), Decimal("-125.0")]
    assert list(swaps(Decimal("305"), 0)) == [Decimal(350)]
    assert list(swaps(Decimal(7), 0)) == []


def test_a_row_with_several_columns_in_the_rule_has_the_column_named() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "manader"
        titel = "Månader"
        kolumn = [
          { nyckel = "matt", typ = "etikett" },
          { nyckel = "jan", rubrik = "jan", typ = "antal" },
          { nyckel = "feb", rubrik = "feb", typ = "antal" },
        ]
        rad = [{ nyckel = "hushall", etikett = "Hushåll" }]

        [[tabell]]
        nyckel = "volymer"
        titel = "Volymer"
        kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "utfall", rubrik = "Utfall", typ = "antal" }]
        rad = [{ nyckel = "bistand", etikett = "Bistånd" }]

        [[kontroll]]
        nyckel = "hushall"
        text = "Hushållen"
        vanster = "volymer.bistand.utfall"
        hoger = "manader.hushall.jan + manader.hushall.feb"
    """)
    drawn = report(
        spec,
        """
        manader | jan | feb
        hushall | 331 | 343

        volymer | utfall
        bistand | 665
        """,
    )
    (finding,) = check_agreements(context(spec, drawn))
    assert finding.details["slip"] == " Stämmer om Hushåll, feb i Månader är 334 (omkastade siffror)."
