"""What reportgen writes in a note can be taken out again, and nothing that a person has written goes with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.workbook.notes import FIRST_LINE, note, without_ours

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\n"), max_size=60)
TIDY = WORDS.map(lambda text: text.strip("\n")).filter(lambda text: FIRST_LINE not in text)


@given(TIDY, TIDY)
def test_a_note_after_that_of_a_person_is_taken_out_whole(theirs: str, ours: str) -> None:
    assert without_ours(f"{theirs}\n{note(ours)}" if theirs else note(ours)) == theirs


@given(TIDY, TIDY.filter(bool))
def test_what_a_person_writes_below_stays(ours: str, below: str) -> None:
    assert without_ours(f"{note(ours)}\n{below}").strip("\n") == below


def test_a_note_of_ours_that_somebody_has_changed_is_theirs() -> None:
    changed = note("fel C4 Värdet saknas.").replace("saknas.", "saknas. Ringt Anna, kommer tisdag.")
    assert without_ours(changed) == "fel C4 Värdet saknas. Ringt Anna, kommer tisdag."


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends_do_not_matter(newline: str) -> None:
    assert without_ours(note("två\nrader").replace("\n", newline)) == ""
