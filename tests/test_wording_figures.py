"""Figures of fields: kept where they stand, told of when they are typed over, found again by the words around them."""

from __future__ import annotations

import pytest

from reportgen.wording.figures import TypedOver, with_figures, with_first_form
from reportgen.wording.flat import Flat, Span
from reportgen.wording.light import light, said

PRINTED = {"a.b.c": "12,5\u00a0mnkr", "d": "tre"}
FIELDS = ("a.b.c", "d")
BASE = said("Utfallet blev {{a.b.c}} i år. Av {{d}} mål nås två.")


def words(text: str) -> list[Flat]:
    return [Flat((Span(text),))]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("Utfallet blev 12,5 mnkr i år. Av tre mål nås två.", "Utfallet blev {{a.b.c}} i år. Av {{d}} mål nås två."),
        ("Nytt. Utfallet blev 12,5 mnkr i år.", "Nytt. Utfallet blev {{a.b.c}} i år."),
        ("Av tre mål nås båda.", "Av {{d}} mål nås båda."),
    ],
)
def test_a_figure_without_its_control_is_found_by_the_words_around_it(now: str, text: str) -> None:
    flats, told = with_figures(words(now), BASE, FIELDS, PRINTED)
    assert (light(flats), told) == (text, ())


def test_a_figure_typed_over_is_told_and_stays_a_field() -> None:
    flats, told = with_figures(words("Utfallet blev 13,5 mnkr i år. Av tre mål nås två."), BASE, FIELDS, PRINTED)
    assert light(flats) == "Utfallet blev {{a.b.c}} i år. Av {{d}} mål nås två."
    assert told == (TypedOver("a.b.c", "12,5 mnkr", "13,5 mnkr"),)


def test_a_figure_that_cannot_be_found_again_is_told_and_not_guessed() -> None:
    flats, told = with_figures(words("Av tre mål nås två. Utfallet blev 12,5 mnkr i år."), BASE, FIELDS, PRINTED)
    assert light(flats) == "Av tre mål nås två. Utfallet blev {{a.b.c}} i år."
    assert told == (TypedOver("d", "tre", ""),)


@pytest.mark.parametrize(
    ("now", "text", "over"),
    [
        ("12,5 mnkr", "{{a.b.c}}", None),
        ("drygt 12,5 mnkr", "drygt {{a.b.c}}", None),
        ("12,5 mnkr, mer än väntat", "{{a.b.c}}, mer än väntat", None),
        ("112,5 mnkr", "{{a.b.c}}", "112,5 mnkr"),
        ("−12,5 mnkr", "{{a.b.c}}", "−12,5 mnkr"),
    ],
)
def test_words_typed_inside_the_control_of_a_figure_are_words(now: str, text: str, over: str | None) -> None:
    flats, told = with_figures([Flat((Span(now, field="a.b.c"),))], said("{{a.b.c}}"), ["a.b.c"], PRINTED)
    assert light(flats) == text
    assert [figure.now for figure in told] == ([over] if over else [])


def test_first_words_get_back_the_form_that_libreoffice_loses() -> None:
    base = said("**Kostnaden** ökar.")
    assert light(with_first_form(said("Kostnaden ökar nu."), base)) == "**Kostnaden** ökar nu."
    assert light(with_first_form(said("Intäkten ökar."), base)) == "Intäkten ökar."
