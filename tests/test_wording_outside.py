"""What is edited outside the texts is told with where it stands."""

from __future__ import annotations

from reportgen.wording.flat import Flat, Span
from reportgen.wording.outside import outside
from reportgen.wording.reading import Grid, Line


def line(words: str, owner: str = "", level: int = 0) -> Line:
    return Line(Flat((Span(words),)), owner, level)


TABLE = Grid((("Post", "Budget", "Prognos"), ("Barn", "100", "110"), ("Totalt", "100", "110")), 1)
MADE = (line("Ekonomi", level=1), line("Tabell 1. Drift"), TABLE, line("Egen text", "text.x"), line("Slut", level=1))


def told(*now: Line | Grid) -> list[tuple[str, str, str]]:
    return [(loose.place, loose.label, loose.words) for loose in outside(MADE, now)]


def test_nothing_is_said_of_texts_and_of_what_is_as_it_was() -> None:
    assert told(MADE[0], MADE[1], TABLE, line("Ny egen text", "text.x"), line("Mer", "text.x"), MADE[4]) == []


def test_a_cell_is_told_with_table_row_and_column() -> None:
    changed = Grid((*TABLE.rows[:1], ("Barn", "100", "120"), TABLE.rows[2]), 1)
    assert told(*MADE[:2], changed, *MADE[3:]) == [("Tabell 1. Drift", "raden Barn, kolumnen Prognos", "120")]


def test_a_row_put_in_and_a_row_taken_away_are_told() -> None:
    changed = Grid((TABLE.rows[0], ("Ny", "1", "2"), TABLE.rows[2]), 1)
    assert {label for _, label, _ in told(*MADE[:2], changed, *MADE[3:])} == {"Raden Barn", "Raden Ny"}


def test_heading_and_table_that_are_gone_are_told() -> None:
    assert told(MADE[1], MADE[3], MADE[4]) == [
        ("i början", "Rubrik", "Ekonomi"),
        ("Tabell 1. Drift", "Tabell", "(borttagen)"),
    ]


def test_words_between_the_texts_are_told_with_the_heading_above() -> None:
    assert told(*MADE, line("Skrivet sist.")) == [("under rubriken Slut", "Ny text", "Skrivet sist.")]


def test_what_has_been_moved_whole_is_said_once_or_not_at_all() -> None:
    assert told(MADE[4], *MADE[:4]) == []
