"""Contrast as WCAG counts it, and that the colours of the documents have enough of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.document.diagram import INK, MUTED
from reportgen.model.contrast import TEXT, WHITE, contrast

STYLES = (Path(__file__).resolve().parent.parent / "templates" / "_gemensamt" / "stil.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLES))


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_that_of_the_standard_either_way_round(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("name", ["accent", "text", "dampad", "varning"])
def test_words_can_be_read_on_the_page_and_in_boxes(name: str) -> None:
    assert contrast(COLOURS[name], WHITE) >= TEXT
    assert contrast(COLOURS[name], COLOURS["accent-ljus"]) >= TEXT


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_words_of_charts_can_be_read(colour: str) -> None:
    assert contrast(colour, WHITE) >= TEXT
