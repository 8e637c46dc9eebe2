"""How wide a table's columns are: as their contents wish while there is room, else never less than what cannot be broken.

Widths are counted in figures, since a figure is as wide as any other and half as wide as the letters are high in the fonts
that we set tables in. Letters differ; what is told here of them holds for sans serifs such as ours and Word's Calibri.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

PAGE: Final = 96.0
LANDSCAPE: Final = 147.0
"""How many figures there is room for side by side on a standing and on a lying page."""

PADDING: Final = 1.7
TIGHT: Final = 1.0
"""The inner margins of a cell, and of one in a table of many columns."""
MANY: Final = 9
"""A table with this many columns or more has tighter cells."""
APART: Final = 1.5
"""What more there is to the left of words that stand beside a column set right."""
SYMBOL: Final = 2.6
"""The symbol of a status with the space after it."""
BOLD: Final = 1.05
"""How much wider bold words are."""
PIECE: Final = 9.0
"""A longer word can be hyphenated into pieces of about this width."""

_LETTERS: Final = {
    **dict.fromkeys("ijlI.,:;'|! \u00a0", 0.55),
    **dict.fromkeys("frt()-/*", 0.7),
    **dict.fromkeys("ckvxyzs", 0.93),
    **dict.fromkeys("mwMW%@", 1.65),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÅÄÖ", 1.22),
    **dict.fromkeys("bdghnopquö", 1.1),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for: `least` lest a figure or a piece of a word is cut off, `whole` for its heading's and its own
    words to stand unbroken, `wish` to be set well."""

    least: float
    whole: float
    wish: float


def padding(columns: int) -> float:
    """The inner margins of a cell in a table of that many columns."""
    return TIGHT if columns >= MANY else PADDING


def measure(text: str, *, bold: bool = False) -> float:
    """The width of words on one line."""
    return sum(_LETTERS.get(sign, 1.0) for sign in text) * (BOLD if bold else 1)


def longest_word(text: str, *, bold: bool = False) -> float:
    """The width of what cannot be broken but by hyphenation: words are parted at spaces and after hyphens."""
    return max((measure(word, bold=bold) for word in re.split(r"[ \n]|(?<=-)", text)), default=0.0)


def shares(needs: Sequence[Need], *, landscape: bool = False) -> list[float]:
    """Each column's share of the width, the sum being 1."""
    fitted = _fitted(needs, LANDSCAPE if landscape else PAGE)
    total = sum(fitted)
    return [width / total for width in fitted]


def _fitted(needs: Sequence[Need], room: float) -> Sequence[float]:
    """The widths that fill the room, as far as they go from what is least towards what is wished."""
    tiers = [
        [need.least for need in needs],
        [max(need.least, need.whole) for need in needs],
        [max(need.least, need.whole, need.wish) for need in needs],
    ]
    for narrow, wide in pairwise(tiers):
        if sum(narrow) >= room:
            return narrow
        if sum(wide) > room:
            part = (room - sum(narrow)) / (sum(wide) - sum(narrow))
            return [low + part * (high - low) for low, high in zip(narrow, wide, strict=True)]
    return tiers[-1]
