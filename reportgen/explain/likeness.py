"""Which words are alike: as people write names, sheets and figures, whatever the case, the accents and the spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
MOST: Final = 6
"""Candidates that are named when it is not clear what is meant."""


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a place: of its table, and of row and column as they are printed and as they are in formulas."""

    table: frozenset[str]
    row: frozenset[str]
    row_key: frozenset[str]
    column: frozenset[str]
    column_key: frozenset[str]

    def have(self, words: frozenset[str]) -> bool:
        """Whether all the words are there, some of them of the row: a table's name alone points at no figure."""
        row = self.row | self.row_key
        return bool(words & row) and words <= self.table | row | self.column | self.column_key

    def besides(self, words: frozenset[str]) -> int:
        """How many words row and column have that were not said."""
        rows, columns = ((self.row, self.row_key), (self.column, self.column_key))
        return min(len(own - words) for own in rows) + min(len(own - words) for own in columns)


def unquoted(sheet: str) -> str:
    """A sheet's name without the quotation marks of formulas."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet.strip()


def folded(text: str) -> str:
    """As names are compared: whatever the case, å and ä as a."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def folded_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text).replace("_", " ")))


def plain_figure(figure: str) -> str:
    """A figure without what typography adds, for comparison: "-3421,5"."""
    signs = figure.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    return "".join(sign for sign in signs if sign.isdigit() or sign in "-,")


def closest(word: str, known: Iterable[str]) -> list[str]:
    by_folded = {folded(name): name for name in known}
    return [by_folded[name] for name in get_close_matches(folded(word), list(by_folded), n=3, cutoff=0.5)]


def near(word: str, known: Iterable[str], before: str = "") -> str:
    """ " Menade du X?" or what there is."""
    known = list(known)
    found = closest(word, known)
    if found:
        return f" Menade du {' eller '.join(before + name for name in found)}?"
    return f" Det finns: {', '.join(before + name for name in known[:MOST])}." if known else ""
