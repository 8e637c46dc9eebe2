"""Contrast as WCAG counts it, and that the colours of the documents have enough of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.contrast import TEXT, WHITE, contrast, mixed, nearest
from reportgen.model.profile import Palette

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


@pytest.mark.parametrize("colour", [Palette().ink, Palette().muted, *Palette().strokes])
def test_words_of_charts_can_be_read(colour: str) -> None:
    assert contrast(colour, WHITE) >= TEXT


def test_the_nearest_colour_keeps_its_hue_and_is_no_darker_than_it_must() -> None:
    near = nearest("#7fb2c9", lambda tried: contrast(tried, WHITE) >= TEXT)
    assert TEXT <= contrast(near, WHITE) < TEXT + 0.1
    assert max(near[1:3], near[3:5], near[5:7]) == near[5:7]


def test_a_colour_mixed_with_white_is_between_the_two() -> None:
    assert [mixed("#000000", WHITE, share) for share in (0.0, 0.5, 1.0)] == ["#000000", "#808080", "#ffffff"]
