"""How figures are worded: no minus beside "minskar", no amount without its unit among others, one abbreviation throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from drawing import context, report, template
from reportgen.checks import Context
from reportgen.checks.wording import check_bare_amounts, check_forms_of_units, check_minus_twice
from reportgen.model.finding import Finding

SPEC = template("""
    [[text]]
    nyckel = "ett"
    rubrik = "Ett"
    [[text]]
    nyckel = "tva"
    rubrik = "Två"
    [[text]]
    nyckel = "tre"
    rubrik = "Tre"
""")


def found(check: Callable[[Context], Iterator[Finding]], *texts: str) -> list[tuple[str, str]]:
    """Text and what is found in it."""
    drawn = report(SPEC, texts=dict(zip(("ett", "tva", "tre"), texts, strict=False)))
    return [(str(finding.place), finding.found) for finding in check(context(SPEC, drawn))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kravet har minskat ramen med -7,3 mnkr.", "minskat ramen med -7,3"),
        ("Det minskar områdets ram med − 6,2 mnkr i år.", "minskar områdets ram med − 6,2"),
    ],
)
def test_a_decrease_with_a_minus_sign_is_found(text: str, words: str) -> None:
    assert found(check_minus_twice, text) == [("text.ett", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Kravet har minskat ramen med 7,3 mnkr.",
        "Resultatet har försämrats till -7,3 mnkr. Kostnaderna minskar med 2 mnkr.",
        "Andelen minskar med 2–3 procent.",
        "Kostnaderna minskar; resultatet med bidrag är −3 mnkr.",
    ],
)
def test_a_decrease_without_one_and_a_minus_elsewhere_are_not(text: str) -> None:
    assert found(check_minus_twice, text) == []


def test_an_amount_without_unit_among_others_is_found() -> None:
    text = "Avvikelsen är 19 800 tkr, varav 14 400 avser placeringar och 5 400 tkr konsulter."
    assert found(check_bare_amounts, text) == [("text.ett", "14 400")]


@pytest.mark.parametrize(
    "text",
    [
        "Avvikelsen är 19 800 tkr, varav 14 400 tkr avser placeringar.",
        "Kostnaden är 19 800 tkr. Antalet dygn var 14 400 varav hälften avser unga.",
        "Det blev 2 582 dygn, till en kostnad av 4 600 tkr.",
    ],
)
def test_counts_and_sentences_without_amounts_are_not(text: str) -> None:
    assert found(check_bare_amounts, text) == []


def test_the_rarer_of_two_abbreviations_is_found() -> None:
    texts = ("Det blev 3 mnkr.", "Budgeten är 11,7 mkr per månad.", "Och 4 mnkr till.")
    assert found(check_forms_of_units, *texts) == [("text.tva", "mkr")]
    assert found(check_forms_of_units, "3 mkr", "4 mkr", "fem miljoner kronor") == []
