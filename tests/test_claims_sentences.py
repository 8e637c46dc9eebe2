"""Sentences end where they should, and a word is known in all its forms."""

from __future__ import annotations

import pytest

from reportgen.claims.sentences import sentences, stems, tokens


def test_sentences_bullets_and_paragraphs_keep_their_places() -> None:
    text = "Det kostar 3,5 mkr. Mer ca. 2 mkr.\n\n- En punkt\n- En till"
    found = list(sentences(text))
    assert [sentence.text for sentence in found] == ["Det kostar 3,5 mkr.", "Mer ca. 2 mkr.", "- En punkt", "- En till"]
    assert [sentence.first for sentence in found] == [True, False, True, True]
    assert all(text[sentence.start :].startswith(sentence.text) for sentence in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("intäkterna", "intäkter"),
        ("kostnaden", "kostnader"),
        ("personalkostnaderna", "personalkostnader"),
        ("hyrans", "hyran"),
        ("placeringarna", "placering"),
        ("ungdomsverksamheterna", "ungdom"),
        ("intäktssidan", "intäkter"),
        ("externa", "extern"),
        ("biståndet", "bistånd"),
        ("målen", "mål"),
        ("dygnen", "dygn"),
        ("skyddade", "skyddat"),
        ("ekonomiska", "ekonomiskt"),
        ("familjehemmen", "familjehem"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stems(one) & stems(other)


@pytest.mark.parametrize(("one", "other"), [("personal", "personer"), ("vård", "värde"), ("budget", "bud")])
def test_different_words_share_none(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


def test_tokens_stand_apart_at_hyphens_and_slashes() -> None:
    assert [token.word for token in tokens("Barn- och ungdom, HVB/SiS")] == ["barn", "och", "ungdom", "hvb", "sis"]
