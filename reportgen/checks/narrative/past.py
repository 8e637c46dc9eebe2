"""Figures that were right in the follow-up before: the text agrees with what the tables held then, not with what they hold now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.bind import candidates
from reportgen.checks.narrative.reading import Read
from reportgen.checks.narrative.verdict import Judge, Verdict
from reportgen.checks.tolerance import Spreads
from reportgen.claims.numerals import Hedge, Written
from reportgen.derive.report import derive
from reportgen.model.period import Period
from reportgen.model.report import Report

_EXACT: Final = 4
"""Figures of a number that agrees with an earlier one by no coincidence."""
_THEN: Final = re.compile(
    r"\b(?:då|tidigare|förra|föregående|tertial|delår|sedan|dess|dåvarande|pekade|bedömdes|väntades|hade)\b",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of then, and says so."""


@dataclass(frozen=True, slots=True)
class _Then:
    """A follow-up earlier in the year, and its figures."""

    period: Period
    judge: Judge


class Past:
    """The follow-ups earlier in the year that are known: what the workbook was made from, and the closed periods of the mall."""

    def __init__(self, context: Context) -> None:
        self.thens = [_Then(report.period, Judge(Spreads(_as_it_was(context, report)))) for report in _reports(context)]

    def agrees(self, read: Read) -> Period | None:
        """The period whose figures a number agrees with, of one that agrees with none of today's; None where that may be chance.

        The number is of a subject that is sure, or has four figures; the sentence does not say that it tells of then.
        """
        if not self.thens or read.right is not None or not read.typed or _THEN.search(read.claim.sentence.text):
            return None
        if not read.subject.firm and (read.claim.loose or not _is_exact(read.claim.number)):
            return None
        return next((then.period for then in self.thens if _right_then(read, then)), None)


def _reports(context: Context) -> Iterator[Report]:
    """The latest first, each period once; of the same year, as columns are told by theirs."""
    own = context.entered.period
    known = [context.earlier] if context.earlier else []
    if context.closed:
        mall = context.template.info.name
        known += [one.described.report for one in context.closed.archived if one.closing.name.template == mall]
    by_period = {report.period: report for report in reversed(known) if report.period.year == own.year}
    yield from (by_period[period] for period in sorted(by_period, reverse=True) if period < own)


def _as_it_was(context: Context, report: Report) -> Context:
    """The context of an earlier report; an archive keeps the sums, a workbook only what was entered."""
    derived = derive(report, context.template) if report is context.earlier else report
    return replace(context, entered=report, derived=derived, earlier=None, closed=None)


def _right_then(read: Read, then: _Then) -> bool:
    found = (
        then.judge.judge(read.claim, candidate)
        for group in read.subject.groups
        for candidate in candidates(read.claim, group, then.period)
    )
    return any(judged is not None and judged.verdict is Verdict.RIGHT for judged in found)


def _is_exact(number: Written) -> bool:
    figures = "".join(filter(str.isdigit, str(number.value))).strip("0")
    return number.hedge is Hedge.NONE and len(figures) >= _EXACT
