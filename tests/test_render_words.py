"""Captions as all writers set them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gallery import CHART, DRIFT
from reportgen.render.words import chart_caption, table_caption


def test_a_caption_has_number_title_and_unit() -> None:
    assert table_caption(DRIFT) == "Tabell 1. Driftredovisning (mnkr)"
    assert chart_caption(CHART) == "Diagram 1. Hushåll med bistånd (antal)"


def test_without_number_and_unit_the_title_stands_alone() -> None:
    assert table_caption(replace(DRIFT, number=None, unit="")) == "Driftredovisning"


@pytest.mark.parametrize(("unit", "words"), [("tkr", "Belopp i tkr"), ("dygn", "Enhet: dygn"), ("", "")])
def test_a_table_without_caption_still_says_its_unit(unit: str, words: str) -> None:
    assert table_caption(replace(DRIFT, caption=False, unit=unit)) == words
