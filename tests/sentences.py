"""Sentences that a controller writes about the figures of the examples, as they are right and with one thing wrong.

They stand in `written/EXAMPLE.txt`: `[place]` is the key of a text or of a row with a comment ("driftredovisning.namnd"), a line
with + is true of the example's figures, the line with - below it is the same with one error.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple


class Said(NamedTuple):
    """`wrong` is empty when nothing is planted."""

    place: str
    right: str
    wrong: str = ""


def read(text: str) -> Iterator[Said]:
    """The sentences of a file in order."""
    place = ""
    last: Said | None = None
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("- ") and last is not None:
            last = last._replace(wrong=line[2:])
            continue
        if last is not None:
            yield last
        last = Said(place, line[2:]) if line.startswith("+ ") else None
        place = line.strip("[]") if line.startswith("[") else place
    if last is not None:
        yield last


SENTENCES: Final[dict[str, tuple[Said, ...]]] = {
    file.stem: tuple(read(file.read_text(encoding="utf-8")))
    for file in sorted((Path(__file__).parent / "written").glob("*.txt"))
}
