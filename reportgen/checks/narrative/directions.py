"""Directions said without a number: "förklaras av lägre kostnader för köp av tjänster", "intäkterna är högre än budgeterat".

They are checked where what they are compared with is known: said in the sentence, or of the claim that they explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reportgen.checks.narrative.bind import Candidate, candidates
from reportgen.checks.narrative.mentions import Mention, Setting, mentions
from reportgen.checks.narrative.reading import Read, Reader
from reportgen.checks.narrative.subjects import subject_of
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Hedge, Kind, Written, numbers
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence, tokens
from reportgen.claims.spot import compared_with

_PHRASE: Final = re.compile(
    r"\b(?:(?P<more>högre|ökade|fler)|(?P<less>lägre|minskade|färre))\s+"
    r"(?P<np>(?:kostnad(?:er|en|erna)?\s+(?:för|avseende)\s+)?(?P<rest>[^.;:()\d]+))",
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
_DEVIATION: Final = re.compile(
    r"^(?:\w+\s+)?(?:överskottet|underskottet|avvikelsen|budgetavvikelsen)\b[^.;\d]{0,40}?\b(?:beror på|består i|består av|"
    r"förklaras av|orsakas av|till följd av)\b",
    re.IGNORECASE,
)
_STATED: Final = re.compile(
    r"^(?P<subject>[^.;:,()\d]{3,70}?)\s(?:är|var|blev|blir|har|ligger|väntas bli)\s+(?:\w+\s+){0,2}?"
    r"(?:(?P<more>högre|ökat|fler)|(?P<less>lägre|minskat|färre))\b(?P<rest>[^.;\d]*)",
    re.IGNORECASE,
)
_BUDGETED: Final = frozenset({Scenario.BUDGET, Scenario.FORECAST})


@dataclass(frozen=True, slots=True)
class Turned:
    """A direction that the tables contradict: where it stands in the sentence, and the difference it speaks of."""

    start: int
    end: int
    candidate: Candidate


def turned(reader: Reader, sentence: Sentence, reads: Sequence[Read], setting: Setting) -> Iterator[Turned]:
    """The directions of a sentence that go the other way: those that explain one of its claims, or stand alone."""
    bound = next((read for read in reversed(reads) if read.right and read.right.candidate.base is not None), None)
    if bound is not None and bound.right is not None:
        table = bound.right.candidate.series[0].table.key
        against = bound.claim.against
        yield from _explaining(reader, sentence, bound.claim.number.end, against, setting, table)
    elif match := _DEVIATION.match(sentence.text):
        yield from _explaining(reader, sentence, match.end(), frozenset({Scenario.BUDGET}), setting, "")
    elif not numbers(sentence.text) and (match := _STATED.match(sentence.text)):
        yield from _stated(reader, sentence, match, setting)


def _explaining(
    reader: Reader, sentence: Sentence, start: int, against: frozenset[Scenario], setting: Setting, table: str
) -> Iterator[Turned]:
    """ "… vilket förklaras av lägre kostnader för köp av tjänster": of rows of the claim's own table, if it has one."""
    for match in _PHRASE.finditer(sentence.text, start):
        stop = _STOP.search(match["np"])
        end = match.start("np") + (stop.start() if stop else len(match["np"]))
        against = compared_with(sentence.text[match.start() :]) or against
        for mention in _named(reader, sentence, match, end, setting):
            claim = _claim(sentence, match, against)
            found = [
                candidate
                for series in mention.series
                if table in ("", series.table.key) and (not _is_count(match) or series.kind is Kind.COUNT)
                for candidate in candidates(claim, (series,), reader.period)
            ]
            yield from _contradicted(reader, claim, found, match.start(), mention.end)


def _is_count(match: re.Match[str]) -> bool:
    return (match["more"] or match["less"]).lower() in ("fler", "färre")


def _named(reader: Reader, sentence: Sentence, match: re.Match[str], end: int, setting: Setting) -> list[Mention]:
    """The subjects right after the direction, joined by "och", nothing unknown between or after."""
    text = sentence.text
    words = [word for word in tokens(text) if match.start("np") <= word.start < end]
    named: list[Mention] = []
    at = match.start("rest")
    for mention in mentions(words, reader.catalogue, setting):
        if mention.start < at:
            continue
        if text[at : mention.start].strip() and not (named and _JOINED.match(text[at : mention.start])):
            break
        named.append(mention)
        at = mention.end
    return named if named and _AFTER.match(text[at:]) else []


def _stated(reader: Reader, sentence: Sentence, match: re.Match[str], setting: Setting) -> Iterator[Turned]:
    """ "Intäkterna är högre än budgeterat": the subject before the verb, the comparison after the direction."""
    against = compared_with(match["rest"])
    if not against:
        return
    for kind in (Kind.MONEY, Kind.COUNT):
        claim = replace(_claim(sentence, match, against, kind), left=match.span("subject"))
        subject = subject_of(claim, setting, reader.catalogue)
        found = [one for group in subject.groups for one in candidates(claim, group, reader.period)]
        if subject.firm and subject.named and found:
            yield from _contradicted(reader, claim, found, match.start("subject"), match.end("rest"))
            return


def _contradicted(reader: Reader, claim: Claim, found: Sequence[Candidate], start: int, end: int) -> Iterator[Turned]:
    """The first difference, if all that are known go the other way."""
    known = [(one, larger) for one in found if one.base is not None and (larger := reader.judge.larger(one))]
    if known and all(larger == -claim.toward for _, larger in known):
        yield Turned(start, end, known[0][0])


def _claim(sentence: Sentence, match: re.Match[str], against: frozenset[Scenario], kind: Kind = Kind.MONEY) -> Claim:
    """A claim of a direction; its number says nothing."""
    measure = Measure.DEVIATION if against & _BUDGETED else Measure.CHANGE
    none = Written(Decimal(0), 0, kind, "", Hedge.NONE, match.start(), match.start(), match.start())
    toward = 1 if match["more"] else -1
    span = (match.start(), match.end())
    return Claim(sentence, none, measure, span, span, toward=toward, against=against)
