"""What a sentence says of one number: how large, how far from what, of how much of the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reportgen.claims.numerals import Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence


class Measure(StrEnum):
    """What is said of the subject."""

    LEVEL = "level"
    """How large it is."""
    DEVIATION = "deviation"
    """How far it is from the budget or a forecast."""
    CHANGE = "change"
    """How it has moved since last year, or an earlier forecast."""


class Span(StrEnum):
    """How much of the year is meant."""

    PERIOD = "period"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says of one number.

    `toward` is +1 for more or higher, −1 for less or lower; `better` +1 for surplus or better, −1 for deficit or worse; 0
    where nothing is said. `left` and `right` are the stretches of the sentence (start, end) where the subject may stand;
    `on_right` says that it stands after the number ("8,0 mkr lägre kostnader för …"). `loose` claims may speak of a part or a
    cause of what they seem to speak of. `percent` is the share in parentheses after an amount, `noun` the words after a
    count, `counted` tells "fler" and "färre" of what is counted from "högre", `tail` where the words that measure it end when
    they follow it. `partner` is the other number of "från … till …".
    `month` is one that the words name ("i juli"), `per_unit` says that an
    amount is one of a day, a place or an hour, `per_month` that it is that of a month on average.
    """

    sentence: Sentence
    number: Written
    measure: Measure
    left: tuple[int, int]
    right: tuple[int, int]
    toward: int = 0
    better: int = 0
    against: frozenset[Scenario] = frozenset()
    scenario: Scenario | None = None
    span: Span | None = None
    year: int | None = None
    percent: Written | None = None
    noun: str = ""
    on_right: bool = False
    tail: int = 0
    loose: bool = False
    mean: bool = False
    counted: bool = False
    partner: Written | None = None
    month: int | None = None
    per_unit: bool = False
    per_month: bool = False

    @property
    def excerpt(self) -> str:
        """The number with a few words on each side, as they stand: what a person would look for in the text."""
        text = self.sentence.text
        words = text[self.left[0] : self.number.start].split()[-4:]
        end = max(share_end(text, self.percent) if self.percent else self.number.end, self.tail)
        if end == self.number.end and self.number.kind is Kind.COUNT and self.noun:
            end = text.index(self.noun.split()[0], end) + len(self.noun.split()[0])
        return " ".join([*words, text[self.number.start : end].strip()]).strip(" ,;(")


def share_end(text: str, percent: Written) -> int:
    """Where a share ends, with the parenthesis that closes after it."""
    closed = re.match(r"\s*\)", text[percent.end :])
    return percent.end + (closed.end() if closed else 0)
