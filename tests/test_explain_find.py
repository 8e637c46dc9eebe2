"""What a person points at is found; what is unclear gives one line with the near candidates."""

from __future__ import annotations

import pytest

from drawing import report, template
from reportgen.derive.report import derive
from reportgen.explain.figures import Figures
from reportgen.explain.find import Finder, UnclearError

SPEC = template("""
    [[text]]
    nyckel = "ingress"
    rubrik = "Ingress"

    [[varde]]
    nyckel = "andel"
    etikett = "Andel"
    formel = "drift.totalt.avvikelse / drift.totalt.budget * 100"
    enhet = "%"
    decimaler = 1

    [[kontroll]]
    nyckel = "lika"
    text = "Budgeten i båda"
    vanster = "drift.totalt.budget"
    hoger = "invest.totalt.budget"

    [[tabell]]
    nyckel = "drift"
    titel = "Driftredovisning"
    enhet = "tkr"
    kolumn = [
        { nyckel = "post", typ = "etikett", rubrik = "Post" },
        { nyckel = "utfall", rubrik = "Utfall jan–aug" },
        { nyckel = "utfall_fg", rubrik = "Utfall jan–aug {ar-1}" },
        { nyckel = "budget", rubrik = "Budget" },
        { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "budget - utfall" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Köpt vård" },
        { nyckel = "stod", etikett = "Stöd" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stod"] },
    ]

    [[tabell]]
    nyckel = "invest"
    titel = "Investeringar"
    enhet = "tkr"
    kolumn = [{ nyckel = "post", typ = "etikett", rubrik = "Post" }, { nyckel = "budget", rubrik = "Budget" }]
    rad = [{ nyckel = "totalt", etikett = "Totalt" }]

    [[blad]]
    namn = "Drift & mer"
    tabeller = ["drift"]
    [[blad]]
    namn = "Invest"
    tabeller = ["invest"]
""")
DRAWN = """
    drift  | utfall | utfall_fg | budget | avvikelse
    vard   | 3000   | 2900      | 2579   | ~
    stod   | 7000   | 6000      | 4000   | ~
    totalt | ~      | ~         | ~      | ~

    invest | budget
    totalt | 52
"""


def finder() -> Finder:
    entered = report(SPEC, DRAWN, texts={"ingress": "Det är {{drift.totalt.avvikelse|mnkr|belopp|1}} mnkr."})
    return Finder(Figures(entered, derive(entered, SPEC), SPEC))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("'Drift & mer'!F6", "drift.totalt.avvikelse"),
        ("Drift & mer!$F$6", "drift.totalt.avvikelse"),
        ("drift & mer:f6", "drift.totalt.avvikelse"),
        ("Drift & mer F6", "drift.totalt.avvikelse"),
        ("Driftredovisning!F6", "drift.totalt.avvikelse"),
        ("F6", "drift.totalt.avvikelse"),
        ("Texter!C2", "text.ingress"),
        ("drift.totalt.avvikelse", "drift.totalt.avvikelse"),
        ("{{ drift.totalt.avvikelse | belopp }}", "drift.totalt.avvikelse"),
        ("drift.totalt.avvikelse|mnkr", "drift.totalt.avvikelse"),
        ("varde.andel", "varde.andel"),
        ("text.ingress", "text.ingress"),
        ("−3 421", "drift.totalt.avvikelse"),
        ("-3421", "drift.totalt.avvikelse"),
        ("3 421 tkr", "drift.totalt.avvikelse"),
        ("3,4 mnkr", "drift.totalt.avvikelse"),
        ("−52,0 %", "varde.andel"),
        ("Köpt vård, utfall", "drift.vard.utfall"),
        ("kopt vard utfall", "drift.vard.utfall"),
        ("köpt vård utfall 2023", "drift.vard.utfall_fg"),
        ("driftredovisning totalt budget", "drift.totalt.budget"),
        ("Invest totalt budget", "invest.totalt.budget"),
    ],
)
def test_every_way_to_point_finds_the_place(said: str, place: str) -> None:
    assert str(finder().find(said)) == place


def test_a_cell_without_sheet_is_looked_for_on_the_sheet_that_is_given() -> None:
    assert str(finder().find("C4", "Invest")) == "invest.totalt.budget"
    assert str(finder().find("C4", "drift & mer")) == "drift.vard.utfall"


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("C4", ["Drift & mer!C4", "Invest!C4"]),
        ("Drfit & mer!C4", ["Drift & mer"]),
        ("Invest!B4", ["radens namn", "Invest!C4"]),
        ("Invest!Q9", ["hör inte till någon tabell", "Invest!C4"]),
        ("drift.totalt.avikelse", ["avvikelse"]),
        ("drift.totlt.avvikelse", ["totalt"]),
        ("dift.totalt.avvikelse", ["drift"]),
        ("drift.totalt", ["drift.totalt är en rad", "Drift & mer!F6"]),
        ("varde.andl", ["varde.andel"]),
        ("totalt budget", ["Drift & mer!E6", "Invest!C4"]),
        ("kontroll.lika", ["är en kontroll", "Drift & mer!E6", "Invest!C4"]),
        ("kontroll.olika", ["kontroll.lika"]),
        ("köppt vård", ["Köpt vård"]),
        ("99 999", ["trycks inte", "Drift & mer!C4"]),
        ("−2900", ["utan minus", "Drift & mer!D4"]),
        ("post.drift.utfall.x", ["Hittar inte"]),
    ],
)
def test_what_is_unclear_names_the_near_candidates_in_one_line(said: str, near: list[str]) -> None:
    with pytest.raises(UnclearError) as caught:
        finder().find(said)
    assert [word for word in near if word not in str(caught.value)] == []
    assert "\n" not in str(caught.value)
