"""A figure typed in a text, with the value field that would replace it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.position import CellRef, Place


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A figure as it is typed, with the field to write instead (empty where there is none) and what that prints now.

    `words` are the figure with some words before it. `reason` says why there is no field, or that the field prints otherwise.
    """

    at: CellRef | None
    place: Place
    label: str
    words: str
    number: str
    field: str = ""
    prints: str = ""
    reason: str = ""
