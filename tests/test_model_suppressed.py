"""A hidden count is known however people write it, and a number is none."""

from __future__ import annotations

import pytest

from reportgen.model.suppressed import is_hidden_count


@pytest.mark.parametrize("text", ["<5", "< 5", " <10 ", "färre än 5", "Färre än fem", "mindre än 3", "1–4", "1 - 4"])
def test_words_for_a_few_hide_a_count(text: str) -> None:
    assert is_hidden_count(text)


@pytest.mark.parametrize("text", ["", "5", "-", "<", "<500", "5–9", "ca 5", "färre", "<5 eller fler"])
def test_other_words_do_not(text: str) -> None:
    assert not is_hidden_count(text)
