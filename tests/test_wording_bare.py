"""A text without control and bookmark is known by its neighbours, or not at all."""

from __future__ import annotations

import pytest

from reportgen.wording.bare import with_owners
from reportgen.wording.flat import Flat, Span
from reportgen.wording.reading import Grid, Line


def line(words: str, owner: str = "", level: int = 0) -> Line:
    return Line(Flat((Span(words),)), owner, level)


TABLE = Grid((("Post", "Utfall"), ("Barn", "1")), 1)
HEAD, TAIL = line("Ekonomi", level=1), line("Risker", level=1)
MADE = (HEAD, TABLE, line("", "text.x"), TAIL)


def owners(*now: Line | Grid) -> list[str]:
    return [item.owner for item in with_owners(MADE, now) if isinstance(item, Line)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((HEAD, TABLE, line("Ett"), line("Två"), TAIL), ["", "text.x", "text.x", ""]),
        ((HEAD, TABLE, line("Ett"), line("Ny", level=2), TAIL), ["", "", "", ""]),
        ((HEAD, line("Ett"), TAIL), ["", "", ""]),
        ((HEAD, TABLE, TAIL), ["", ""]),
        ((HEAD, TABLE, line("Ett"), TAIL, TABLE, line("Ett"), TAIL), ["", "", "", "", ""]),
        ((HEAD, TABLE, line("Ett", "text.x"), TAIL), ["", "text.x", ""]),
    ],
    ids=["between", "heading between", "neighbour gone", "nothing there", "two places", "known already"],
)
def test_a_text_is_what_stands_between_its_neighbours(now: tuple[Line | Grid, ...], expected: list[str]) -> None:
    assert owners(*now) == expected
