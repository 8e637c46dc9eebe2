"""Whether a claim that agrees with none of its figures may be called wrong: not one of a part, a cause or a bare count."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checks.narrative.mentions import Group
from reportgen.checks.narrative.series import Series
from reportgen.checks.narrative.vocabulary import COUNTED, COUNTING, KNOWN
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import tokens


def may_blame(claim: Claim, groups: Sequence[Group]) -> bool:
    """Whether a mismatch means an error: not for a claim of a part, nor a month series without its mean or a whole comparison."""
    if claim.loose:
        return False
    monthly = any(one.monthly for group in groups for one in group)
    if claim.month is not None and claim.measure is Measure.LEVEL:
        return monthly
    if monthly:
        return claim.mean or (
            claim.number.kind is Kind.PERCENT and claim.measure is not Measure.LEVEL and bool(claim.against)
        )
    return True


def unnamed_may_blame(claim: Claim, stems: set[str]) -> bool:
    """Without a subject of its own a count must be said to be one, or be compared with its budget."""
    if claim.number.kind is Kind.COUNT:
        told = claim.scenario is Scenario.BUDGET or claim.measure is Measure.DEVIATION
        told = told or (claim.measure is Measure.CHANGE and bool(claim.against))
        return told or (claim.measure is Measure.LEVEL and bool(stems & COUNTING))
    if claim.number.kind is Kind.PERCENT:
        return claim.month is not None or (claim.measure is not Measure.LEVEL and bool(claim.against))
    return not (claim.measure is Measure.LEVEL and claim.scenario is None and claim.span is None and not claim.against)


def of_own_row(claim: Claim, stems: set[str], row: Sequence[Series]) -> bool:
    """Whether a count in a row's comment is the row's: of what its unit says, or of its budget or forecast and of nothing else."""
    if claim.number.kind is not Kind.COUNT or claim.measure is not Measure.LEVEL:
        return False
    counted = frozenset(one for series in row for one in series.counted)
    if stems & counted:
        return True
    noun = tokens(claim.noun)[:1]
    plain = not noun or bool(noun[0].stems & (COUNTED | KNOWN | counted))
    return plain and claim.scenario in (Scenario.BUDGET, Scenario.FORECAST)


def own_words(row: Sequence[Series]) -> frozenset[str]:
    """The words of the row that a text is a comment of: its label, its unit, its table."""
    return frozenset(one for series in row for one in series.said | series.context | series.counted)
