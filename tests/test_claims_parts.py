"""The parts of an amount are held against it only where their signs are said."""

from __future__ import annotations

import pytest

from reportgen.claims.parts import contradicted
from reportgen.claims.sentences import Sentence


def net(text: str) -> str | None:
    whole = contradicted(Sentence(text, 0, first=True))
    return str(whole.net) if whole else None


def test_parts_that_come_to_the_same_with_the_other_sign_are_found() -> None:
    assert (
        net("Prognosen har förbättrats 600 tkr, där vuxna förbättrats 8 700 tkr och barn försämrats 9 300 tkr.")
        == "-600"
    )


def test_parts_of_one_sign_that_exceed_the_whole_are_found() -> None:
    assert (
        net("Underskottet är 5,0 mkr, varav ett underskott om 4,0 mkr för A och ett underskott om 3,0 mkr för B.")
        == "-7.0"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Prognosen har försämrats 600 tkr, där vuxna förbättrats 8 700 tkr och barn försämrats 9 300 tkr.",
        "Underskottet är 5,0 mkr, varav ett underskott om 2,0 mkr för A och ett underskott om 1,0 mkr för B.",
        "Kostnaden är 5,0 mkr, varav 4,0 mkr för A och 3,0 mkr för B.",
        "Underskottet är 5,0 mkr, varav 4,0 mkr för A.",
        "Underskottet är 5,0 mkr och överskottet 3,0 mkr.",
    ],
)
def test_the_rest_is_passed_over(text: str) -> None:
    assert net(text) is None
