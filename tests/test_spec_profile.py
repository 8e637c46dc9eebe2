"""The colours of a profile: what cannot be read is refused, and what is suggested instead is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportgen.model.contrast import TEXT, WHITE, contrast
from reportgen.spec.profile import ColoursSpec, colour_faults, profile_schema

hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def found(**said: str | list[str]) -> list[str]:
    return list(colour_faults(ColoursSpec.model_validate(said)))


def test_a_light_accent_is_refused_with_its_contrast_and_a_darker_one() -> None:
    (fault,) = found(accent="#7fb2c9")
    assert "2,30:1 mot vitt" in fault
    near = re.findall("#[0-9a-f]{6}", fault)[-1]
    assert contrast(near, WHITE) >= TEXT
    assert found(accent=near) == []


@given(hexes)
def test_what_is_suggested_is_not_refused(colour: str) -> None:
    for key in ("accent", "text", "dampad"):
        for fault in found(**{key: colour}):
            assert found(**{key: re.findall("#[0-9a-f]{6}", fault)[-1]}) == []


@given(hexes)
def test_a_ground_that_is_suggested_can_carry_words(colour: str) -> None:
    for fault in found(accent_ljus=colour):
        if "för mörk" in fault:
            near = re.findall("#[0-9a-f]{6}", fault)[-1]
            assert not any("för mörk" in other for other in found(accent_ljus=near))


def test_a_ground_makes_words_of_the_common_look_too_faint_and_says_which() -> None:
    faults = found(accent_ljus="#c8d8e0")
    assert any("dampad" in fault and "accent_ljus (#c8d8e0)" in fault for fault in faults)


@pytest.mark.parametrize("colour", ["17516b", "#17516", "röd", "rgb(1,2,3)"])
def test_what_is_no_colour_is_told(colour: str) -> None:
    (fault,) = found(accent=colour)
    assert "är ingen färg" in fault


def test_colours_of_charts_are_held_against_the_page_one_by_one() -> None:
    (fault,) = found(diagram=["#17516b", "#ffdd00"])
    assert "diagram 2" in fault


def test_lines_between_rows_may_be_faint() -> None:
    assert found(linje="#f0f0f0", linje_mork="#e0e0e0") == []


def test_the_schema_is_one() -> None:
    schema = profile_schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["$defs"]["ProfileRecord"]["properties"]) >= {
        "namn",
        "logotyp",
        "farger",
        "typsnitt",
        "word",
        "framsida",
    }
