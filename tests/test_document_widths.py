"""Columns are wide enough for what cannot be broken, and words give way before figures do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.widths import LANDSCAPE, PAGE, Need, longest_word, measure, shares


def widths(*needs: Need, landscape: bool = False) -> list[float]:
    return [share * (LANDSCAPE if landscape else PAGE) for share in shares(needs, landscape=landscape)]


def test_with_room_columns_share_the_page_as_they_wish() -> None:
    assert shares([Need(5, 10, 30), Need(5, 10, 10)]) == [0.75, 0.25]


def test_a_label_gives_way_before_whole_words_and_words_before_figures() -> None:
    label, figures = Need(16, 20, 34), [Need(9, 12, 12)] * 6
    assert widths(label, *figures) == pytest.approx([24, 12, 12, 12, 12, 12, 12])
    label_then, *then = widths(label, *[Need(9, 14, 14)] * 6)
    assert 16 < label_then < 20
    assert all(9 < width < 14 for width in then)


def test_a_landscape_page_has_more_room() -> None:
    needs = [Need(16, 20, 34), *[Need(9, 14, 14)] * 6]
    assert all(width >= 14 for width in widths(*needs, landscape=True)[1:])


NEED = st.builds(Need, *[st.floats(1, 60, allow_subnormal=False)] * 3)


@given(st.lists(NEED, min_size=1, max_size=12))
def test_shares_sum_to_one_and_no_column_gets_less_than_it_must_where_there_is_room(needs: list[Need]) -> None:
    found = shares(needs)
    assert sum(found) == pytest.approx(1)
    if sum(need.least for need in needs) <= PAGE:
        assert all(share * PAGE >= need.least - 1e-6 for share, need in zip(found, needs, strict=True))


def test_bold_words_are_wider_and_hyphens_part_them() -> None:
    assert measure("Budget", bold=True) > measure("Budget")
    assert longest_word("Avvikelse budget-prognos") == measure("Avvikelse")
    assert longest_word("100,0\u00a0%") == measure("100,0\u00a0%")
    assert longest_word("") == 0
