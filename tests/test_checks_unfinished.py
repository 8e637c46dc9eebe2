"""What nobody has finished is found; what only looks so is left."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.unfinished import (
    check_full_stops,
    check_guidance,
    check_placeholders,
    check_unfinished,
    cut_off,
    no_full_stop,
)

SPEC = template("""
    [[text]]
    nyckel = "lage"
    rubrik = "Läget"
    hjalp = "Två eller tre meningar om det viktigaste."

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    typ = "text"
    hjalp = "Varför raden avviker och vad som görs åt det."
    [[tabell.rad]]
    nyckel = "vard"
    etikett = "Vård och"
""")


@pytest.mark.parametrize(
    "text",
    [
        "Kostnaden är XX mkr.",
        "Kostnaden är xx,x mkr.",
        "Kostnaden är X,X mkr.",
        "Antalet är ??? personer.",
        "TODO: skriv om våren.",
        "[fyll i kommentar]",
        "Beslut den [datum].",
        "Se [...] för mer.",
        "Lorem ipsum dolor.",
        "Klicka eller tryck här för att ange text.",
        "Se tabell Fel! Hittar inte referenskälla.",
        "Handläggare: «Namn»",
        "Handläggare: ______",
        "Kostnaden i {manad} {ar}.",
        "Kostnaden {{drift.vard.utfall är hög.",
        "Beslutas åååå-mm-dd.",
    ],
)
def test_placeholder_is_found(text: str) -> None:
    drawn = report(SPEC, texts={"lage": text})
    assert seen(check_placeholders(context(SPEC, drawn))) == [("PLATSHALLARE", "Texter!C2")]


@pytest.mark.parametrize(
    "text",
    [
        "Kostnaden är 12 mkr?",
        "Storlek XXL och Malcolm X.",
        "Kungen Gustaf XX-talet.",
        "Se [1] och [bilaga 2].",
        "Kostnaden {{drift.vard.utfall|belopp}} i {{manad}}.",
        "En text (med parentes) … och mer.",
        "Det är klart att göra.",
    ],
)
def test_what_is_meant_is_no_placeholder(text: str) -> None:
    drawn = report(SPEC, texts={"lage": text})
    assert seen(check_placeholders(context(SPEC, drawn))) == []


def test_guidance_left_in_place_is_found_in_texts_and_cells() -> None:
    drawn = report(
        SPEC,
        "drift | kommentar\nvard | Varför raden avviker och vad som görs åt det.",
        texts={"lage": "Två eller tre meningar om  det viktigaste."},
    )
    assert seen(check_guidance(context(SPEC, drawn))) == [
        ("VAGLEDNING_KVAR", "Texter!C2"),
        ("VAGLEDNING_KVAR", "Drift!C4"),
    ]


def test_own_words_are_no_guidance() -> None:
    drawn = report(SPEC, "drift | kommentar\nvard | Raden avviker.", texts={"lage": "Det viktigaste är gjort."})
    assert seen(check_guidance(context(SPEC, drawn))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kostnaden ökar och",
        "Läget är gott.\n\nKostnaden ökar, men",
        "Kostnaden ökar,",
        "Kostnaden ökar (",
        "Kostnaden ökar…",
        "Kostnaden ökar i för-",
        "Kostnaden (netto ökar.\n\nLäget är gott.",
    ],
)
def test_text_that_stops_in_the_middle_is_found(text: str) -> None:
    drawn = report(SPEC, texts={"lage": text})
    assert seen(check_unfinished(context(SPEC, drawn))) == [("TEXT_OAVSLUTAD", "Texter!C2")]


@pytest.mark.parametrize(
    "text",
    [
        "Klienter är delaktiga i insatser som de berörs av",
        "Läget är gott.",
        "Se bilaga",
        "a) det första\nb) det andra",
        "Kostnaden är {{drift.vard.utfall}}",
        "-",
        "",
    ],
)
def test_text_that_may_end_so_is_not_cut_off(text: str) -> None:
    assert cut_off(text) == ""


def test_text_that_lacks_only_its_full_stop_is_a_notice() -> None:
    drawn = report(SPEC, "drift | kommentar\nvard | Läget är gott. Kostnaden ökar")
    assert seen(check_full_stops(context(SPEC, drawn))) == [("MENING_UTAN_PUNKT", "Drift!C4")]
    assert seen(check_unfinished(context(SPEC, drawn))) == []


@pytest.mark.parametrize(
    "text",
    ["Enligt plan", "Läget är gott. Så här:\n\n- ett\n- två. Tre", "Läget är gott. (Se bilaga)", "Gott. **Klart.**"],
)
def test_fragments_lists_and_what_ends_otherwise_need_no_full_stop(text: str) -> None:
    assert no_full_stop(text) == ""


def test_name_of_a_row_is_no_sentence() -> None:
    drawn = context(SPEC, report(SPEC, "drift | kommentar\nvard |"))
    assert [*check_unfinished(drawn), *check_full_stops(drawn)] == []
