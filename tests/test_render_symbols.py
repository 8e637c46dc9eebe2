"""Symbols of status scales: all that a mall may name, each drawn, each told apart by shape."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import get_args

import pytest

from reportgen.render.symbols import COLOURS, FILLED, STROKED, svg
from reportgen.spec.schema import LevelSpec

SYMBOLS = get_args(LevelSpec.model_fields["symbol"].annotation)
NAMES = get_args(LevelSpec.model_fields["colour"].annotation)


def test_every_symbol_and_colour_of_the_malls_can_be_set() -> None:
    assert {*FILLED, *STROKED} == set(SYMBOLS)
    assert set(COLOURS) == set(NAMES)


@pytest.mark.parametrize("symbol", SYMBOLS)
@pytest.mark.parametrize("colour", NAMES)
def test_a_symbol_is_drawn_and_hidden_from_screen_readers(symbol: str, colour: str) -> None:
    root = ET.fromstring(svg(symbol, colour))
    assert root.get("aria-hidden") == "true"
    assert len(root) == 1


def test_symbols_differ_in_shape() -> None:
    assert len({svg(symbol, "gron") for symbol in SYMBOLS}) == len(SYMBOLS)
