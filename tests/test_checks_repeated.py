"""What stands twice by mistake is found; what rightly recurs is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drawing import context, report, seen, template
from reportgen.checks.repeated import (
    check_copied_comments,
    check_copied_paragraphs,
    check_double_words,
    check_repeated_sentences,
    check_sentences_said_again,
    check_texts_of_the_past,
    double_word,
    repeated_sentences,
)

SPEC = template("""
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning"
    [[text]]
    nyckel = "handelser"
    rubrik = "Händelser"
    [[text]]
    nyckel = "mal"
    rubrik = "Mål"
    [[text]]
    nyckel = "risker"
    rubrik = "Risker"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"
    [[tabell.rad]]
    nyckel = "stab"
    etikett = "Stab"
""")

LONG = "Fler familjer har fått stöd hemma under sommaren, och färre barn har placerats på institution."


@pytest.mark.parametrize("text", ["Vi ser att att det ökar.", "Kostnaden  kostnaden ökar.", "Det ska\u00a0ska göras."])
def test_word_that_stands_twice_in_a_row_is_found(text: str) -> None:
    found = seen(check_double_words(context(SPEC, report(SPEC, texts={"mal": text.replace("Kostnaden", "kostnaden")}))))
    assert found == [("ORD_DUBBELT", "Texter!C2")]


@pytest.mark.parametrize(
    "text",
    [
        "Det är vad det är är inte säkert.",
        "Det vi svarar för för närvarande.",
        "År 2024 2024 var bra.",
        "Steg för steg, dag för dag.",
        "Kostnad. Kostnad per dygn.",
        "SiS-SiS och XYZ XYZ.",
    ],
)
def test_word_that_may_recur_is_left(text: str) -> None:
    assert double_word(text) == ""


def test_sentence_that_stands_twice_in_a_text_is_found_once() -> None:
    drawn = report(SPEC, texts={"mal": f"{LONG} Läget är gott.\n\n- **{LONG}**"})
    assert seen(check_repeated_sentences(context(SPEC, drawn))) == [("MENING_DUBBEL", "Texter!C2")]


def test_sentence_said_again_with_more_is_found() -> None:
    text = "Antalet dygn är 20 procent högre i år.\n\nAntalet dygn är 20 procent högre i år och väntas öka."
    assert len(list(repeated_sentences(text))) == 1


def test_short_sentences_may_recur() -> None:
    assert list(repeated_sentences("Läget är gott. Det ökar. Läget är gott.")) == []


def test_comment_copied_to_another_row_is_found_at_the_copy() -> None:
    drawn = report(SPEC, f"drift | kommentar\nbarn | {LONG}\nvuxna | {LONG}")
    (finding,) = check_copied_comments(context(SPEC, drawn))
    assert seen([finding]) == [("KOMMENTAR_KOPIERAD", "Drift!C5")]
    assert "Kommentar (Barn)" in finding.message


@pytest.mark.parametrize(
    "drawn",
    [
        "drift | kommentar\nbarn | Inga avvikelser.\nvuxna | Inga avvikelser.",
        f"drift | kommentar\nbarn | {LONG}\nvuxna | {LONG}\nstab | {LONG}",
        f"drift | kommentar\nbarn | {LONG}\nvuxna | {LONG} Men inte här.",
    ],
)
def test_short_comments_what_is_said_of_all_and_what_differs_are_silent(drawn: str) -> None:
    assert seen(check_copied_comments(context(SPEC, report(SPEC, drawn)))) == []


def test_paragraph_in_two_texts_is_found_in_the_second() -> None:
    drawn = report(SPEC, texts={"handelser": f"{LONG}\n\nSå var det.", "mal": f"Detta då.\n\n{LONG}"})
    assert seen(check_copied_paragraphs(context(SPEC, drawn))) == [("STYCKE_DUBBELT", "Texter!C3")]


@pytest.mark.parametrize(
    "texts",
    [
        {"sammanfattning": f"{LONG}\n\nEtt.", "mal": f"{LONG}\n\nTvå."},
        {"handelser": f"{LONG}\n\nEtt.", "mal": f"{LONG}\n\nTvå.", "risker": f"{LONG}\n\nTre."},
        {"handelser": f"{LONG} {{{{manad}}}}\n\nEtt.", "mal": f"{LONG} {{{{manad}}}}\n\nTvå."},
    ],
)
def test_summaries_standing_words_and_fields_may_recur(texts: dict[str, str]) -> None:
    assert seen(check_copied_paragraphs(context(SPEC, report(SPEC, texts=texts)))) == []


def test_text_that_still_says_what_it_said_in_an_earlier_period_is_found() -> None:
    then = report(
        SPEC, f"drift | kommentar\nbarn | {LONG}\nvuxna | {LONG}", period="2024-04", texts={"mal": LONG, "risker": LONG}
    )
    now = report(
        SPEC, f"drift | kommentar\nbarn | {LONG}\nvuxna | Nytt.", texts={"mal": f"**{LONG}**", "risker": "Nytt."}
    )
    drawn = context(SPEC, now)
    assert seen(check_texts_of_the_past(drawn)) == []
    assert seen(check_texts_of_the_past(replace(drawn, earlier=then))) == [
        ("TEXT_FRAN_FORRA", "Texter!C2"),
        ("TEXT_FRAN_FORRA", "Drift!C4"),
    ]


def test_what_the_mall_put_there_may_stand_from_period_to_period() -> None:
    spec = template(f'[[text]]\nnyckel = "mal"\nrubrik = "Mål"\nstandard = "{LONG}"')
    then, now = (report(spec, period=period, texts={"mal": LONG}) for period in ("2024-04", "2024-08"))
    assert seen(check_texts_of_the_past(replace(context(spec, now), earlier=then))) == []


def test_a_sentence_in_two_texts_of_one_section_is_found_even_as_the_beginning_of_another() -> None:
    spec = template("""
        [[text]]
        nyckel = "volym"
        rubrik = "Volymer"
        grupp = "Boende"
        [[text]]
        nyckel = "kostnad"
        rubrik = "Kostnader"
        grupp = "Boende"
        [[text]]
        nyckel = "annat"
        rubrik = "Annat"
        grupp = "Övrigt"
    """)
    sentence = "Antalet vårddygn för skyddat boende är tjugo procent högre än under samma period 2023"
    texts = {"volym": f"{sentence}.", "kostnad": f"{sentence} och högre än beräknat.", "annat": f"{sentence}."}
    drawn = report(spec, texts=texts)
    assert [str(f.place) for f in check_sentences_said_again(context(spec, drawn))] == ["text.kostnad"]
