"""Likeness said without a number: "verksamheten följer budget", "ett utfall i paritet med föregående år, budget och prognos".

The words say that a difference is nothing to speak of. Found is one that rounding does not explain and that is at least a
hundredth of what it is held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.checks.narrative.bind import Candidate, candidates
from reportgen.checks.narrative.mentions import Group, Setting, mentions
from reportgen.checks.narrative.reading import Reader
from reportgen.checks.narrative.subjects import subject_of
from reportgen.claims.claim import Claim, Measure, Span
from reportgen.claims.numerals import Hedge, Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence, tokens

SHARE: Final = Decimal("0.01")
"""A smaller part of what it is held against is "i nivå med"."""

LARGE: Final = Decimal("0.5")
"""So large a part is told even where rounding may explain it: 0,0 beside a budget of 0,1."""
SHORT: Final = 2
"""A comment that begins with no more words than these speaks of its row."""

_ALIKE: Final = re.compile(
    r"(?:\b(?P<now>följer|håller)|\b(?P<past>följde|följt|höll|hållit))\s+budget(?:en)?\b"
    r"|\bi\s+(?:nivå|paritet|linje)\s+med\s+(?P<with>[^.;:()\d]{3,80})",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"\b(?:men|som|vilket|trots|utom|förutom)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:inte|ej|nästan|knappt|nära|i stort sett|huvudsak\w*)\W+$", re.IGNORECASE)
_NEARLY: Final = re.compile(r"\W*(?:i (?:stort|allt väsentligt)|i huvudsak|huvudsakligen|på det hela)\b", re.IGNORECASE)
_CLAUSE: Final = re.compile(r",|;|\boch\b|\bmen\b", re.IGNORECASE)
_FORECAST: Final = re.compile(r"\b\w*prognos\w*|\bförväntas\b|\bväntas\b|\bberäknas\b", re.IGNORECASE)
_AGAINST: Final = (
    (re.compile(r"\bbudget\w*", re.IGNORECASE), Scenario.BUDGET),
    (re.compile(r"\b(?:års)?prognos(?:en)?\b", re.IGNORECASE), Scenario.FORECAST),
    (re.compile(r"\b(?:föregående|förra|tidigare)\s+år\b|\bfjolåret\b", re.IGNORECASE), Scenario.BEFORE),
)


@dataclass(frozen=True, slots=True)
class Unlike:
    """Words that say that two figures are alike which are not: where they stand in the sentence, and the difference."""

    start: int
    end: int
    candidate: Candidate


def unlike(reader: Reader, sentence: Sentence, setting: Setting) -> Iterator[Unlike]:
    """The likenesses of a sentence that the tables contradict, one for each thing that it is held against."""
    for match in _ALIKE.finditer(sentence.text):
        before = sentence.text[: match.start()]
        if _NOT.search(before):
            continue
        words = _STOP.split(match["with"] or "budget")[0]
        if _NEARLY.match(sentence.text[match.end() :]):
            continue
        end = match.start("with") + len(words) if match["with"] else match.end()
        clause = _CLAUSE.split(before)[-1]
        coming = bool(_FORECAST.search(clause))
        for against in (scenario for pattern, scenario in _AGAINST if pattern.search(words)):
            spans = (Span.YEAR,) if coming else (Span.PERIOD, Span.YEAR) if match["now"] else (Span.PERIOD,)
            claims = (_claim(sentence, match.start(), against, span) for span in spans)
            found = (one for claim in claims for one in _differing(reader, claim, setting))
            worst = next(found, None)
            if worst is not None:
                yield Unlike(match.start(), end, worst)


def _claim(sentence: Sentence, at: int, against: Scenario, span: Span) -> Claim:
    """The claim that the difference is nothing."""
    none = Written(Decimal(0), 0, Kind.MONEY, "", Hedge.NONE, at, at, at)
    measure = Measure.CHANGE if against is Scenario.BEFORE else Measure.DEVIATION
    scenario = Scenario.FORECAST if span is Span.YEAR else None
    return Claim(sentence, none, measure, (0, at), (at, at), against=frozenset({against}), scenario=scenario, span=span)


def _differing(reader: Reader, claim: Claim, setting: Setting) -> Iterator[Candidate]:
    """The difference of the subject that is named before the words, or of the row that is commented, if all known differ."""
    for group in _subject(reader, claim, setting):
        known = [one for one in candidates(claim, group, reader.period) if reader.judge.spread(one.expr) is not None]
        if known:
            if all(_differs(reader, one) for one in known):
                yield known[0]
            return


def _subject(reader: Reader, claim: Claim, setting: Setting) -> tuple[Group, ...]:
    """What is likened; nothing when it is not named: "Boendeenheten" is no row, and then not the whole nämnd either."""
    before = [word for word in tokens(claim.sentence.text) if word.end <= claim.left[1]]
    named = mentions(before, reader.catalogue, setting)
    if not named:
        return tuple((one,) for one in setting.row) if len(before) <= SHORT else ()
    subject = subject_of(claim, setting, reader.catalogue)
    leads = named[0].first <= 1 and not any(one.generic for one in named[0].series)
    return subject.groups if subject.firm or leads else ()


def _differs(reader: Reader, candidate: Candidate) -> bool:
    """Whether a difference is more than rounding, and not a trifle of what it is held against."""
    found = reader.judge.spread(candidate.expr)
    base = reader.judge.spread(candidate.base) if candidate.base is not None else None
    if found is None or not found.value:
        return False
    size = abs(base.value) if base is not None else Decimal(0)
    if abs(found.value) <= found.uncertainty:
        return bool(size) and abs(found.value) >= LARGE * size
    return abs(found.value) >= SHARE * size
