"""Directions that are said without a number: "förklaras av lägre kostnader för köp av tjänster".

They are checked where what they are compared with is known: said in the sentence, or of the claim that they explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reportgen.checks.narrative.bind import Candidate, candidates
from reportgen.checks.narrative.reading import Read, Reader
from reportgen.checks.narrative.subjects import Mention, Setting, mentions
from reportgen.claims.reader import Measure, Scenario, compared_with
from reportgen.claims.sentences import Sentence, tokens

_PHRASE: Final = re.compile(
    r"\b(?:(?P<more>högre|ökade)|(?P<less>lägre|minskade))\s+(?P<np>(?:kostnad(?:er|en|erna)?\s+(?:för|avseende)\s+)?(?P<rest>[^.;:()\d]+))",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r",|\s(?:vilket|som|jämfört|i jämförelse|i kombination|än|men|samt (?:högre|lägre)|påverkad\w*|främst|till följd)\b",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"^[\s,]*(?:och|samt|,)\s+$")
_AFTER: Final = re.compile(
    r"^\s*(?:$|[.,;]|vilket|som|jämfört|i jämförelse|i kombination|än|men|och|samt)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Turned:
    """A direction that the tables contradict: where it stands in the sentence, and the difference it speaks of."""

    start: int
    end: int
    candidate: Candidate


def turned(reader: Reader, sentence: Sentence, reads: list[Read], setting: Setting) -> Iterator[Turned]:
    """The directions of a sentence that explain one of its claims and go the other way."""
    bound = next(
        (read for read in reversed(reads) if read.right is not None and read.right.candidate.base is not None), None
    )
    if bound is None or bound.right is None:
        return
    for match in _PHRASE.finditer(sentence.text, bound.claim.number.end):
        words = match["np"]
        stop = _STOP.search(words)
        end = match.start("np") + (stop.start() if stop else len(words))
        for mention in _named(reader, sentence, match, end, setting):
            yield from _contradicted(reader, bound, match, mention, sentence.text)


def _named(reader: Reader, sentence: Sentence, match: re.Match[str], end: int, setting: Setting) -> list[Mention]:
    """The subjects right after the direction, joined by "och", nothing unknown between or after."""
    text = sentence.text
    words = [word for word in tokens(text) if match.start("np") <= word.start < end]
    found = mentions(words, reader.catalogue, setting)
    named: list[Mention] = []
    at = match.start("rest")
    for mention in found:
        if mention.start < at:
            continue
        if text[at : mention.start].strip() and not (named and _JOINED.match(text[at : mention.start])):
            break
        named.append(mention)
        at = mention.end
    return named if named and _AFTER.match(text[at:]) else []


def _contradicted(reader: Reader, bound: Read, match: re.Match[str], mention: Mention, text: str) -> Iterator[Turned]:
    toward = 1 if match["more"] else -1
    right = bound.right
    if right is None:
        return
    table = right.candidate.series[0].table.key
    against = compared_with(text[match.start() :]) or bound.claim.against
    measure = Measure.DEVIATION if against & {Scenario.BUDGET, Scenario.FORECAST} else Measure.CHANGE
    claim = replace(bound.claim, measure=measure, against=against, toward=toward, better=0, percent=None)
    for series in mention.series:
        if series.table.key != table or series.kind is not right.candidate.series[0].kind:
            continue
        for candidate in candidates(claim, (series,), reader.period):
            if candidate.base is not None and reader.judge.larger(candidate) == -toward:
                yield Turned(match.start(), mention.end, candidate)
            break
