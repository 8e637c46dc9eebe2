"""Two texts → what was taken away, what was added and what stands, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_TOKENS: Final = re.compile(r"\n|[^\S\n]+|[^\s]+")
KEPT: Final = 12
"""Words of what stands that are shown on each side of a change."""


class Fate(StrEnum):
    """What has become of some words."""

    SAME = "lika"
    REMOVED = "borttaget"
    ADDED = "tillagt"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that follow on one another, with the spaces between them, and what has become of them."""

    fate: Fate
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in order: those that are not added give `before`, those that are not removed give `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.SAME, "".join(old[i1:i2])))
            continue
        pieces += [Piece(Fate.REMOVED, "".join(old[i1:i2]))] if i1 < i2 else []
        pieces += [Piece(Fate.ADDED, "".join(new[j1:j2]))] if j1 < j2 else []
    return tuple(_gathered(pieces))


def is_revision(pieces: Sequence[Piece]) -> bool:
    """Whether most of the longer text stands, so that the changes can be read within it; else it was written anew."""
    words = {fate: sum(len(piece.text.split()) for piece in pieces if piece.fate is fate) for fate in Fate}
    return words[Fate.SAME] >= max(words[Fate.REMOVED], words[Fate.ADDED])


def shortened(pieces: Sequence[Piece], kept: int = KEPT) -> tuple[Piece, ...]:
    """The same with long stretches of what stands cut to the words nearest a change."""
    last = len(pieces) - 1
    return tuple(
        Piece(piece.fate, _cut(piece.text, kept, first=n == 0, last=n == last)) if piece.fate is Fate.SAME else piece
        for n, piece in enumerate(pieces)
    )


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Changes with only a space between them as one, all that is removed first: a rewritten sentence is read whole."""
    removed, added, space = "", "", ""
    for piece in pieces:
        if piece.fate is Fate.SAME and (piece.text.strip() or "\n" in piece.text or not (removed or added)):
            yield from _change(removed, added)
            yield Piece(Fate.SAME, space + piece.text)
            removed, added, space = "", "", ""
        elif piece.fate is Fate.SAME:
            space += piece.text
        else:
            removed += space + (piece.text if piece.fate is Fate.REMOVED else "")
            added += space + (piece.text if piece.fate is Fate.ADDED else "")
            space = ""
    yield from _change(removed, added)
    if space:
        yield Piece(Fate.SAME, space)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Fate.REMOVED, removed)
    if added:
        yield Piece(Fate.ADDED, added)


def _cut(text: str, kept: int, *, first: bool, last: bool) -> str:
    words = _TOKENS.findall(text)
    room = 2 * kept
    if len(words) <= 2 * room + 2:
        return text
    head = [] if first else words[:room]
    tail = [] if last else words[-room:]
    return "".join([*head, " … ", *tail]) if head and tail else "".join([*head, " …"] if head else ["… ", *tail])
