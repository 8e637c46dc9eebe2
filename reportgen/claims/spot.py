"""A number among those of its sentence, with the words that belong to it: before, behind, up to the next break or cause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from reportgen.claims import patterns
from reportgen.claims.claim import Claim, Measure, Span, share_end
from reportgen.claims.numerals import Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence
from reportgen.model.period import MANADER


@lru_cache(maxsize=1024)
def compared_with(words: str) -> frozenset[Scenario]:
    """What the words say that something is compared with."""
    return frozenset(scenario for pattern, scenario in patterns.AGAINST if pattern.search(words))


@dataclass(frozen=True)
class Spot:
    """A number among those of its sentence, with the words that belong to it."""

    sentence: Sentence
    listed: Sequence[Written]
    n: int
    percent: Written | None
    carried: frozenset[Scenario] = frozenset()
    """What the sentence before compared with."""

    @property
    def number(self) -> Written:
        return self.listed[self.n]

    @property
    def previous(self) -> Written | None:
        return self.listed[self.n - 1] if self.n else None

    @property
    def following(self) -> Written | None:
        return self.listed[self.n + 1] if self.n + 1 < len(self.listed) else None

    @property
    def text(self) -> str:
        return self.sentence.text

    @cached_property
    def head(self) -> str:
        """All of the sentence before the number."""
        return self.text[: self.number.start]

    @cached_property
    def after(self) -> int:
        """Where the words after the number start: after its share, with the parenthesis that it may stand in."""
        if self.percent is None:
            return self.number.end
        return share_end(self.text, self.percent)

    @cached_property
    def left(self) -> int:
        """Where the words before it start: after the first break behind the number before it."""
        return self._left_of(self.n)

    @cached_property
    def previous_left(self) -> tuple[int, int]:
        """The stretch before the number before it."""
        return self._left_of(self.n - 1), self.listed[self.n - 1].start

    @cached_property
    def right(self) -> int:
        """Where the words after it end: at the first break before the next number, at a cause, or with the sentence."""
        if self.following is None:
            return self.stretch_end
        opened = patterns.BREAK.search(self.text, self.after, self.following.start)
        return min(self.stretch_end, opened.start()) if opened else self.stretch_end

    @cached_property
    def stretch_end(self) -> int:
        """The end of the words after it over breaks: at the next number, a cause, or with the sentence."""
        stop = self.following.start if self.following else len(self.text)
        cause = patterns.CAUSE.search(self.text, self.after, stop)
        return cause.start() if cause else stop

    @cached_property
    def before(self) -> str:
        return self.text[self.left : self.number.start]

    @cached_property
    def behind(self) -> str:
        return self.text[self.after : self.right]

    @cached_property
    def stretch(self) -> str:
        return self.text[self.after : self.stretch_end]

    @cached_property
    def nearest(self) -> frozenset[Scenario]:
        """What the words beside the number compare it with; those after it first."""
        return compared_with(self.behind) or compared_with(self.stretch.split(",")[0]) or compared_with(self.before)

    @cached_property
    def inherited(self) -> frozenset[Scenario]:
        """What the sentence has compared with so far."""
        return compared_with(self.head)

    @cached_property
    def supposed(self) -> bool:
        """Whether the sentence has turned to what would be, or to a year that no table of the report holds."""
        return bool(patterns.SUPPOSED.search(self.head) or patterns.AHEAD.search(f"{self.head} {self.behind}"))

    @cached_property
    def loose(self) -> bool:
        return self.supposed or bool(
            patterns.LOOSE_LEFT.search(self.before) or patterns.LOOSE_RIGHT.match(self.behind or self.stretch)
        )

    @cached_property
    def claim(self) -> Claim:
        """The claim before it is known what is said of the number: a level, of the year and scenario that the words name."""
        words = f"{self.before} {self.behind}"
        years = set(patterns.EXPLICIT_YEAR.findall(words))
        noun = patterns.NOUN.match(self.text[self.number.end : self.right + 40])
        return Claim(
            self.sentence,
            self.number,
            Measure.LEVEL,
            (self.left, self.number.start),
            (self.after, self.right),
            scenario=self._scenario(),
            span=Span.YEAR
            if patterns.YEAR_WORDS.search(words)
            else Span.PERIOD
            if patterns.PERIOD_WORDS.search(words)
            else None,
            year=int(years.pop()) if len(years) == 1 else None,
            percent=self.percent,
            noun=noun[1].strip() if noun and self.number.kind is Kind.COUNT else "",
            mean=bool(patterns.MEAN.search(self.text[self.left : self.right])),
            month=self._month(),
            per_unit=self.number.unit == "kr" and bool(patterns.PER_UNIT.search(self.text[self.left : self.right])),
            per_month=bool(patterns.PER_MONTH.search(self.text[self.left : self.right])),
        )

    def _month(self) -> int | None:
        """The month that the words name: the first after the number, else the last before it."""
        after = patterns.MONTH.search(self.behind)
        before = list(patterns.MONTH.finditer(self.before))
        match = after or (before[-1] if before else None)
        return MANADER.index(match["month"].lower()) + 1 if match else None

    def _scenario(self) -> Scenario | None:
        if patterns.BUDGETED.search(self.before):
            return Scenario.BUDGET
        if patterns.BEFORE_LEVEL.search(self.head) or patterns.R_SAME_PERIOD.match(self.behind):
            return Scenario.BEFORE
        if patterns.LAST_YEAR.search(self.before) and not compared_with(self.before):
            return Scenario.BEFORE
        if patterns.FORECAST.search(self.before):
            return Scenario.FORECAST
        budget = patterns.BUDGET.search(self.before) and not compared_with(self.before)
        return Scenario.BUDGET if budget else None

    def _left_of(self, n: int) -> int:
        if n == 0:
            return 0
        previous = self.listed[n - 1]
        opened = patterns.BREAK.search(self.text, previous.end, self.listed[n].start)
        return opened.end() if opened else previous.end


def attached(text: str, found: Sequence[Written]) -> dict[int, Written]:
    """By the id of an amount, the percentage that stands in parentheses right after it, or is said to be the same."""
    return {
        id(amount): percent
        for amount, percent in pairwise(found)
        if amount.kind is not Kind.PERCENT and percent.kind is Kind.PERCENT and _is_share(text, amount, percent)
    }


def _is_share(text: str, amount: Written, percent: Written) -> bool:
    """ "7,7 mkr (12,6 %)", "7,7 mkr eller 12,6 procent", unless the percentage says itself what it is of."""
    between, rest = text[amount.end : percent.start], text[percent.end :]
    if patterns.PERCENT_AFTER.fullmatch(between):
        return rest.lstrip().startswith(")")
    if patterns.PERCENT_NEXT.fullmatch(between) and patterns.SHARE_OF_BUDGET.match(rest):
        return True
    return bool(patterns.PERCENT_OR.fullmatch(between)) and not percent.points and not patterns.SHARE_OF.match(rest)


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that starts last; the patterns end with the text."""
    found = None
    for start in re.finditer(r"\b\w", text):
        found = pattern.match(text, start.start()) or found
    return found


def sign(match: re.Match[str], more: str, less: str) -> int:
    groups = match.groupdict()
    return 1 if groups.get(more) else -1 if groups.get(less) else 0
