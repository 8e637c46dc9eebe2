"""A label is found in prose in the forms that people give it."""

from __future__ import annotations

import pytest

from reportgen.checks.narrative.phrases import match, phrases
from reportgen.claims.sentences import tokens


def says(label: str, text: str, *, called: tuple[str, ...] = ()) -> bool:
    words = tokens(text)
    found = phrases(label, called, "Socialnämnden")
    return any(match(phrase, words, at) is not None for phrase in found for at in range(len(words)))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Summa intäkter", "Intäkterna har ökat"),
        ("Köp av verksamhet/tjänster", "kostnaden för köp av tjänster"),
        ("Köp av verksamhet/tjänster", "köp av verksamhet är dyrare"),
        ("Barn- och ungdomsvård", "Barn och ungdomsvården har ett underskott"),
        ("Barn och ungdom", "Barn och ungdomsverksamheterna visar"),
        ("Hållbart medarbetarengagemang-index (HME)", "Index i HME var högre"),
        ("- varav kvinnor", "andelen kvinnor"),
        ("Verksamhetens nettokostnader", "nämndens nettokostnad"),
    ],
)
def test_label_is_found(label: str, text: str) -> None:
    assert says(label, text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Personalkostnader", "övriga kostnader"),
        ("Köp av verksamhet/tjänster", "verksamheten har köpt in tjänster"),
        ("Socialnämnd", "Socialnämnden redovisar ett överskott"),
        ("Summa", "en summa om 3 mkr"),
        ("Antal dygn", "antal dygn"),
    ],
)
def test_label_is_not_found(label: str, text: str) -> None:
    assert not says(label, text)


def test_other_names_of_the_mall_are_found() -> None:
    assert says("Köp av verksamhet", "tjänsteköpen minskade", called=("tjänsteköp",))
