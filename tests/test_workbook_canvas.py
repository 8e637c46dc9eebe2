"""What all sheets have in common: runs of cells, heights that follow the text, guidance that fits."""

from __future__ import annotations

import pytest

from reportgen.model.value import DASH
from reportgen.workbook.canvas import (
    LINE_HEIGHT,
    ROW_HEIGHT,
    TALLEST,
    Canvas,
    height,
    runs,
    shortened,
    side_by_side,
    written,
)
from reportgen.workbook.grid import Area
from reportgen.workbook.plan import Style

WRAPPED = Style(wrap=True)


def test_rows_are_gathered_in_unbroken_runs() -> None:
    assert list(runs([5, 6, 9], 2)) == [Area(5, 2, 6, 2), Area(9, 2, 9, 2)]
    assert list(runs([], 2)) == []


def test_runs_of_neighbouring_columns_become_one_area() -> None:
    found = side_by_side([Area(5, 3, 6, 3), Area(5, 2, 6, 2), Area(5, 5, 6, 5), Area(9, 3, 9, 3)])
    assert found == [Area(5, 2, 6, 3), Area(5, 5, 6, 5), Area(9, 3, 9, 3)]


def test_a_dash_is_written_as_a_dash() -> None:
    assert written(DASH) == "–"
    assert written(None) is None


@pytest.mark.parametrize(("text", "lines"), [("kort", 1), ("ett\ntvå", 2), ("ord " * 20, 4), ("", 1)])
def test_a_row_is_as_high_as_its_text(text: str, lines: int) -> None:
    assert height(text, 20) == lines * LINE_HEIGHT + 5


def test_a_growing_row_takes_the_height_of_its_longest_text_within_what_excel_can_show() -> None:
    canvas = Canvas({0: 10, 1: 20, 2: 20})
    canvas.put(5, 1, "kort", WRAPPED)
    canvas.put(6, 1, "rad\n" * 5, WRAPPED)
    canvas.put(7, 2, "rad\n" * 99, WRAPPED)
    for row in (5, 6, 7):
        canvas.grow(row)
    assert canvas.heights == {5: ROW_HEIGHT, 6: 6 * LINE_HEIGHT + 5, 7: TALLEST}
    assert canvas.growing == {5, 6, 7}


def test_a_text_across_columns_merges_them_and_an_empty_one_takes_no_room() -> None:
    canvas = Canvas({0: 10, 1: 20, 2: 20})
    canvas.wide(3, "Vägledning", WRAPPED, last=2)
    canvas.wide(4, "", WRAPPED, last=2)
    assert canvas.merged == [Area(3, 1, 3, 2), Area(4, 1, 4, 2)]
    assert canvas.heights[4] < LINE_HEIGHT
    assert canvas.cells[3, 0].value == "#text"


def test_guidance_is_cut_between_words() -> None:
    assert shortened("ett  två\ntre") == "ett två tre"
    assert shortened("ett två tre", 9) == "ett två…"
    assert len(shortened("ord " * 100)) <= 255
