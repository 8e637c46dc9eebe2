"""A measure with a figure has a judgement, and no text says the opposite of the status beside it."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.goals import check_contradicted_judgements, check_missing_judgements, says_reached

SPEC = template("""
    [[skala]]
    nyckel = "farg"
    niva = [
      { nyckel = "gron", text = "Uppfyllt", rang = 3 },
      { nyckel = "gul", text = "Delvis", rang = 2 },
      { nyckel = "rod", text = "Ej uppfyllt", rang = 1 },
      { nyckel = "gra", text = "Inget värde" },
    ]
    [[skala]]
    nyckel = "trend"
    niva = [
      { nyckel = "upp", text = "Positiv", rang = 2, symbol = "upp" },
      { nyckel = "ner", text = "Negativ", rang = 1, symbol = "ner" },
    ]

    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    fria_rader = 3
    [[tabell.kolumn]]
    nyckel = "matt"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall"
    typ = "tal"
    [[tabell.kolumn]]
    nyckel = "mal"
    typ = "tal"
    [[tabell.kolumn]]
    nyckel = "trend"
    typ = "status"
    skala = "trend"
    obligatorisk = true
    [[tabell.kolumn]]
    nyckel = "bedomning"
    rubrik = "Bedömning"
    typ = "status"
    skala = "farg"
    bedoms = { varde = "utfall", mot = "mal", uppfyllt = "gron", ej = "rod" }
    [[tabell.kolumn]]
    nyckel = "text"
    rubrik = "Analys"
    typ = "text"
    [[tabell.rad]]
    nyckel = "vantetid"
    etikett = "Väntetid"
    vill = "ner"

    [[tabell]]
    nyckel = "mal"
    titel = "Mål"
    form = "register"
    fria_rader = 3
    [[tabell.kolumn]]
    nyckel = "mal"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "andel"
    typ = "procent"
    [[tabell.kolumn]]
    nyckel = "bedomning"
    rubrik = "Bedömning"
    typ = "status"
    skala = "farg"

    [[tabell]]
    nyckel = "atgarder"
    titel = "Åtgärder"
    fria_rader = 2
    [[tabell.kolumn]]
    nyckel = "atgard"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "effekt"
    [[tabell.kolumn]]
    nyckel = "lage"
    typ = "status"
    skala = "farg"
""")


def test_measure_with_an_outcome_that_cannot_be_judged_is_found() -> None:
    drawn = report(SPEC, "matt | utfall | mal\nvantetid | 12 |\nfri_01: Andra | 5 | 4")
    found = [*check_missing_judgements(context(SPEC, drawn))]
    assert seen(found) == [("BEDOMNING_SAKNAS", "Mått!F4"), ("BEDOMNING_SAKNAS", "Mått!F5")]
    assert "Utfall har ett värde" in found[0].message


def test_goal_with_a_figure_and_no_status_is_found() -> None:
    drawn = report(SPEC, "mal | andel | bedomning\nfri_01: Ett | 80 |\nfri_02: Två | 80 | Delvis\nfri_03: Tre | |")
    assert seen(check_missing_judgements(context(SPEC, drawn))) == [("BEDOMNING_SAKNAS", "Mål!D4")]


def test_judged_unmeasured_and_plain_tables_are_silent() -> None:
    drawn = report(
        SPEC, "matt | utfall | mal\nvantetid | 12 | 14\nfri_01: Andra | |\n\natgarder | effekt\nfri_01: En | 5"
    )
    assert seen(check_missing_judgements(context(SPEC, drawn))) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Målet är uppfyllt.", "Ej uppfyllt"),
        ("Arbetet går bra. Nämndmålet bedöms kunna uppnås under året.", "Ej uppfyllt"),
        ("Målet kommer inte att nås i år.", "Uppfyllt"),
        ("Målvärdet för indikatorn bedöms ej kunna uppnås.", "Uppfyllt"),
    ],
)
def test_text_that_says_the_opposite_of_its_status_is_found(text: str, status: str) -> None:
    drawn = report(SPEC, f"matt | trend | bedomning | text\nvantetid | Negativ | {status} | {text}")
    assert seen(check_contradicted_judgements(context(SPEC, drawn))) == [("BEDOMNING_MOTSAGS", "Mått!G4")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Målet är uppfyllt.", "Uppfyllt"),
        ("Målet är uppfyllt.", "Delvis"),
        ("Målet är uppfyllt.", "Inget värde"),
        ("Målet är delvis uppfyllt.", "Ej uppfyllt"),
        ("Målet är uppfyllt om antalet minskar.", "Ej uppfyllt"),
        ("För att målet ska nås krävs mer.", "Ej uppfyllt"),
        ("Målet nås inte i år.", "Ej uppfyllt"),
        ("Arbetet är uppfyllt av förväntan.", "Ej uppfyllt"),
        ("Målet är uppfyllt.", ""),
    ],
)
def test_text_that_agrees_hedges_or_speaks_of_something_else_is_silent(text: str, status: str) -> None:
    drawn = report(SPEC, f"matt | trend | bedomning | text\nvantetid | Negativ | {status} | {text}")
    assert seen(check_contradicted_judgements(context(SPEC, drawn))) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Målet uppfylls i år", True),
        ("Inriktningsmålet bedöms kunna uppnås.", True),
        ("Bedömningen är att målet inte under detta år kan uppfyllas.", False),
        ("Målet följs upp i december.", None),
    ],
)
def test_a_plain_sentence_says_whether_the_goal_is_reached(sentence: str, said: bool | None) -> None:
    assert says_reached(sentence) is said
