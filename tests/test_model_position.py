"""Cells are named as Excel names them, places as malls and acknowledgements name them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.position import CellRef, Place, column_index, column_letter

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters_carry(index: int, letters: str) -> None:
    assert column_letter(index) == letters


@given(st.integers(0, 16383))
def test_column_letters_are_read_back(index: int) -> None:
    assert column_index(column_letter(index)) == index
    assert column_index(column_letter(index).lower()) == index


def test_cell_and_sheet_as_text() -> None:
    assert str(CellRef("Drift", 14, "D")) == "Drift!D14"
    assert str(CellRef("Drift")) == "Drift"
    assert str(CellRef("Drift", 14)) == "Drift!14"


@given(st.lists(KEYS, min_size=1, max_size=3), st.sampled_from(["", "H12"]))
def test_place_is_read_back_from_its_text(keys: list[str], cell: str) -> None:
    place = replace(Place(*keys), cell=cell)
    assert Place.parse(str(place)) == place
    assert Place.parse(f" {place} ") == place


@pytest.mark.parametrize("text", ["", ".", "a..b", "a.b.c.d", "a.", "a:", ":H12"])
def test_anything_else_is_no_place(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is only what stood there
        Place.parse(text)
