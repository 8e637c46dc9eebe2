"""Which row deviates most, said in words: "det största underskottet finns inom familjehem", "HVB har den största avvikelsen".

The row named is held against the other rows of its table that are of the same kind: same unit, same sign convention, same
heading, no sums and no of-which rows; the table must be summed. Nothing is said where rounding may decide, where the row is the
extreme in any of its tables, of the period or of the year, or where the sentence speaks of some rows only ("av verksamheterna").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.checks.narrative.bind import Candidate, candidates
from reportgen.checks.narrative.mentions import Setting, mentions
from reportgen.checks.narrative.reading import Reader
from reportgen.checks.narrative.series import Series
from reportgen.checks.tolerance import Spread
from reportgen.claims.claim import Claim, Measure, Span
from reportgen.claims.numerals import Hedge, Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence, tokens
from reportgen.model.table import RowKind

_WHAT: Final = r"(?:budget|prognos)?(?P<what>avvikelse|underskott|överskott)(?:en|et|n)?"
_BEFORE: Final = re.compile(
    rf"^(?P<row>[^.;:,()\d]{{2,60}}?)\s(?:har|visar|redovisar|får|står\s+för)\s+(?:den|det)\s+(?:klart\s+|enskilt\s+)?största\s+{_WHAT}\b",
    re.IGNORECASE,
)
""" "Familjehem har det största underskottet"."""
_PLACE: Final = r"\s+(?:inom|för|på|hos)\s+(?P<row>[^.;:,()\d]{2,60})"
_AFTER: Final = re.compile(
    rf"^(?:(?:den|det)\s+(?:klart\s+|enskilt\s+)?största\s+{_WHAT}\s+(?:är|finns|återfinns|ligger|redovisas|väntas|uppstår)"
    rf"|störst(?:\s+är)?\s+{_WHAT.replace('what', 'second')}(?:\s+(?:är|finns|återfinns|redovisas|väntas|uppstår))?){_PLACE}",
    re.IGNORECASE,
)
""" "Det största underskottet finns inom familjehem", "störst är avvikelsen inom familjehem"."""
_ELSE: Final = re.compile(
    r"\b(?:inte|ej|sedan|någonsin|hittills|förra|föregående|fjol\w*|tidigare|procentuell\w*|relativ\w*|procent|bland|av de|"
    r"näst|tredje|förutom|utom|utöver|efter|exklusive|men|om|skulle|verksamhet(?:en|erna)s?|varav|19\d\d|20\d\d)\b",
    re.IGNORECASE,
)
""" What makes it a rank of something else: of other years, of shares, of some of the rows."""
_WAYS: Final = {"underskott": (-1,), "överskott": (1,), "avvikelse": (0, 1, -1)}
""" "Den största avvikelsen" may be the largest of all, or the largest of the surpluses or of the deficits spoken of."""
_FEWEST: Final = 3
"""Rows that there must be for one of them to be spoken of as the extreme."""

Deviation = tuple[Candidate, Spread]
"""A row's difference from its budget, with what rounding hides of it."""


@dataclass(frozen=True, slots=True)
class Outranked:
    """A row said to deviate most that does not: where it is said and with what word, the row, and the one that does."""

    start: int
    end: int
    what: str
    said: Candidate
    most: Candidate


def outranked(reader: Reader, sentence: Sentence, setting: Setting) -> Iterator[Outranked]:
    """The row that a sentence calls the extreme, if another is in every table that it stands in."""
    match = _BEFORE.match(sentence.text) or _AFTER.match(sentence.text)
    if match is None or setting.row or setting.titled or _ELSE.search(sentence.text):
        return
    if any(not one.total for group in setting.carried for one in group):
        return
    words = [word for word in tokens(sentence.text) if match.start("row") <= word.start < match.end("row")]
    named = mentions(words, reader.catalogue, setting)
    if len(named) != 1 or named[0].first != 0 or named[0].last != len(words):
        return
    found = match.groupdict()
    what = (found["what"] or found.get("second") or "").lower()
    rows = [one for one in named[0].series if one.row is not None and one.kind is Kind.MONEY and not one.priced]
    held = [one for series in rows for one in _held(reader, sentence, series, what)]
    if held and all(one is not None for one in held):
        said, most = next(one for one in held if one is not None)
        yield Outranked(match.start(), match.end(), what, said, most)


def _held(
    reader: Reader, sentence: Sentence, series: Series, what: str
) -> Iterator[tuple[Candidate, Candidate] | None]:
    """For the period and for the year: the row with the one that deviates more; None where it is the extreme, or not known."""
    peers = _peers(reader, series)
    if series not in peers:
        yield None
        return
    for span in Span:
        own = _deviation(reader, sentence, series, span)
        if own is None:
            continue
        others = [_deviation(reader, sentence, one, span) for one in peers if one is not series]
        known = [one for one in others if one is not None and _alike(one[0], own[0])]
        if len(known) + 1 < max(_FEWEST, len(peers)):
            yield None
            continue
        ways = [_most(own, known, way) for way in _WAYS[what]]
        yield (own[0], ways[0]) if ways[0] is not None and None not in ways else None


def _peers(reader: Reader, series: Series) -> Sequence[Series]:
    """The rows that a row is ranked among; none where better or worse is not known, or the table is not one of summed amounts.

    Tables with counts, as those of volumes and prices, may write costs without a sign.
    """
    own = [one for one in reader.catalogue.series if one.table.key == series.table.key]
    if not series.good or series.total or series.monthly or not any(one.total for one in own):
        return ()
    if any(one.kind is Kind.COUNT for one in own):
        return ()
    single = {row.key for row in reader.context.derived.table(series.table.key).rows if row.kind is RowKind.POST}
    return [
        one
        for one in own
        if one.row in single
        and not (one.total or one.priced or one.monthly)
        and (one.kind, one.unit, one.good, one.group) == (series.kind, series.unit, series.good, series.group)
    ]


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether two rows' differences are between the same figures, of the same sign convention."""
    return one.good != 0 and (one.words, one.good) == (other.words, other.good)


def _most(own: Deviation, others: Sequence[Deviation], way: int) -> Candidate | None:
    """The row that deviates most that way (0: either), if it is further off than the row named and rounding."""

    def size(one: Deviation) -> Decimal:
        return one[1].value * one[0].good * way if way else abs(one[1].value)

    most = max(others, key=size)
    further = size(most) - size(own) > own[1].uncertainty + most[1].uncertainty
    return most[0] if further and size(most) > 0 else None


def _deviation(reader: Reader, sentence: Sentence, series: Series, span: Span) -> Deviation | None:
    """A row's difference from its budget, of the period or of the year."""
    none = Written(Decimal(0), 0, Kind.MONEY, "", Hedge.NONE, 0, 0, 0)
    claim = Claim(
        sentence, none, Measure.DEVIATION, (0, 0), (0, 0), against=frozenset({Scenario.BUDGET}), span=span,
        scenario=Scenario.FORECAST if span is Span.YEAR else None,
    )  # fmt: skip
    for one in candidates(claim, (series,), reader.period):
        spread = reader.judge.spread(one.expr)
        if spread is not None:
            return one, spread
    return None
