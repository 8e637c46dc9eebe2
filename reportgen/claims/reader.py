"""A sentence → its claims: each amount, percentage and count with the measure, the direction and the comparison said of it.

A number of which nothing known is said ("med 4 mkr i bidrag") gives no claim: silence is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise

from reportgen.claims import patterns
from reportgen.claims.numerals import Hedge, Kind, Written, numbers
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence

__all__ = ["Claim", "Measure", "Scenario", "Span", "claims", "compared_with", "pairs"]


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


def claims(sentence: Sentence) -> Iterator[Claim]:
    """The claims of a sentence in order."""
    found = numbers(sentence.text)
    attached = _attached(sentence.text, found)
    taken = {id(percent) for percent in attached.values()}
    listed = [number for number in found if id(number) not in taken]
    for n, number in enumerate(listed):
        if number.hedge is not Hedge.BOUND:
            claim = _measured(_Spot(sentence, listed, n, attached.get(id(number))))
            if claim is not None:
                yield claim


def pairs(sentence: Sentence) -> Iterator[tuple[Written, Written, int]]:
    """ "har ökat från A till B": the earlier number, the later, and the direction said of the change."""
    for earlier, later in pairwise(numbers(sentence.text)):
        before = sentence.text[: earlier.start]
        alike = earlier.kind is later.kind or Kind.COUNT in (earlier.kind, later.kind)
        bare = earlier.kind is Kind.COUNT and not earlier.unit and later.unit
        earlier = replace(earlier, kind=later.kind, unit=later.unit) if bare else earlier
        if alike and patterns.FROM.search(before) and patterns.TO.search(sentence.text[earlier.end : later.start]):
            yield earlier, later, _direction_before(before)


@lru_cache(maxsize=1024)
def compared_with(words: str) -> frozenset[Scenario]:
    """What the words say that something is compared with."""
    return frozenset(scenario for pattern, scenario in patterns.AGAINST if pattern.search(words))


@dataclass(frozen=True)
class _Spot:
    """A number among those of its sentence, with the words that belong to it."""

    sentence: Sentence
    listed: Sequence[Written]
    n: int
    percent: Written | None

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
        )

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


def _attached(text: str, found: Sequence[Written]) -> dict[int, Written]:
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
    return bool(patterns.PERCENT_OR.fullmatch(between)) and not percent.points and not patterns.SHARE_OF.match(rest)


def _measured(spot: _Spot) -> Claim | None:
    """The claim with what is said of its number; None when that is nothing known."""
    if (pair := _pair(spot)) is not None:
        return pair.claim
    if match := patterns.R_AVSER.match(spot.stretch):
        return _part(spot, match)
    direction = patterns.R_DIRECTION.match(spot.behind)
    if direction and _is_comparison(direction, spot.number):
        return _compared(spot, direction)
    change, deviation = patterns.L_CHANGE.search(spot.before), _last(patterns.L_DEVIATION, spot.before)
    if change and (deviation is None or change.start() > deviation.start()):
        return _changed(spot, change)
    if deviation:
        return _deviating(spot, deviation)
    return _in_parentheses(spot) or _before(spot) or _continued(spot) or _level(spot) or _also(spot)


# --- pairs ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """The claim of a number of a pair; None where the other number is of somebody else."""

    claim: Claim | None


def _pair(spot: _Spot) -> _Pair | None:
    """A number of "från A till B", or the second of "A jämfört med B"."""
    following, previous = spot.following, spot.previous
    if (
        following
        and patterns.FROM.search(spot.head)
        and patterns.TO.search(spot.text[spot.number.end : following.start])
    ):
        return _Pair(replace(spot.claim, scenario=Scenario.BEFORE, span=None, partner=following))
    if previous is None:
        return None
    between, head = spot.text[previous.end : spot.number.start], spot.text[: previous.start]
    if patterns.FROM.search(head) and patterns.TO.search(between):
        mean = spot.claim.mean or bool(patterns.MEAN.search(spot.text[spot.previous_left[0] :]))
        toward = _direction_before(head)
        return _Pair(
            replace(spot.claim, scenario=None, left=spot.previous_left, toward=toward, partner=previous, mean=mean)
        )
    compared = patterns.COMPARED_TO.search(between)
    return _second(spot, compared["what"].lower(), previous) if compared else None


def _second(spot: _Spot, what: str, previous: Written) -> _Pair | None:
    """The number compared with: that of the budget, or of an earlier year when the words around say so."""
    if patterns.ELSEWHERE.search(what):
        return _Pair(None)
    start = spot.previous_left[0] if spot.text[: previous.start].endswith("(") else previous.end
    around = spot.text[start : spot.number.end + 45]
    if "budget" not in what and not patterns.EARLIER.search(around):
        return None
    scenario = Scenario.BUDGET if "budget" in what else Scenario.BEFORE
    return _Pair(replace(spot.claim, scenario=scenario, left=spot.previous_left, partner=previous))


def _direction_before(before: str) -> int:
    """The last word of direction within the clause: +1 up, −1 down, 0 none."""
    clause = patterns.CLAUSE.split(before)[-1]
    up = max((match.start() for match in patterns.UP.finditer(clause)), default=-1)
    down = max((match.start() for match in patterns.DOWN.finditer(clause)), default=-1)
    return 0 if up == down else 1 if up > down else -1


# --- what follows the number ------------------------------------------------------------------------------------------


def _part(spot: _Spot, match: re.Match[str]) -> Claim:
    """ "9,6 mkr avser högre personalkostnader": a difference of what follows."""
    against = spot.nearest or spot.inherited
    end = _noun_phrase_end(spot.text, spot.after)
    measure = Measure.DEVIATION if against & {Scenario.BUDGET, Scenario.FORECAST} else Measure.CHANGE
    toward = _sign(match, "more", "less")
    return replace(
        spot.claim, measure=measure, toward=toward, against=against, on_right=True, right=(spot.after, end), tail=end
    )


def _is_comparison(match: re.Match[str], number: Written) -> bool:
    """Whether "över" and "under" after a number compare, and a noun before the direction is that of a count."""
    word = (match["more"] or match["less"] or "").lower()
    if word in ("över", "under"):
        return bool(patterns.OVER_WHAT.match(match["rest"]))
    return not match["noun"] or number.kind is Kind.COUNT


def _compared(spot: _Spot, match: re.Match[str]) -> Claim | None:
    """ "2,3 mkr lägre kostnad jämfört med budget": a difference, from the budget or from last year."""
    rest = match["rest"]
    planned = frozenset({Scenario.BUDGET}) if "beräkna" in rest or "vänta" in rest else frozenset()
    against = compared_with(rest) or planned or spot.nearest or spot.inherited
    if not against and not patterns.MOVED.search(spot.text):
        return None
    on_right = bool(patterns.OF_WHAT.match(rest))
    end = _noun_phrase_end(spot.text, spot.after) if on_right else spot.right
    return replace(
        spot.claim,
        measure=Measure.DEVIATION
        if against & {Scenario.BUDGET, Scenario.FORECAST, Scenario.FORMER}
        else Measure.CHANGE,
        toward=_sign(match, "more", "less"),
        better=_sign(match, "better", "worse"),
        against=against,
        on_right=on_right,
        right=(spot.after, end),
        tail=end if on_right else spot.after + match.start("rest"),
        loose=spot.supposed or bool(patterns.LOOSE_LEFT.search(spot.before)),
        counted=(match["more"] or match["less"] or "").lower() in ("fler", "färre"),
    )


def _noun_phrase_end(text: str, start: int) -> int:
    """Where the words about a subject after its number end; "och" may join two subjects."""
    stop = patterns.NOUN_PHRASE_END.search(text, start + 1)
    return stop.start() if stop else len(text)


# --- what precedes it -------------------------------------------------------------------------------------------------


def _changed(spot: _Spot, match: re.Match[str]) -> Claim:
    """ "har ökat med 2,3 mkr", "en minskning med 0,7 mkr"; "ökar till 83,2 mkr" is a level with a direction."""
    toward, better = _sign(match, "more", "less"), _sign(match, "better", "worse")
    toward = toward or _sign(match, "over", "below")
    if match["link"].lower() == "till":
        return replace(spot.claim, toward=toward, loose=spot.loose, against=spot.nearest & {Scenario.BEFORE})
    measure = Measure.DEVIATION if Scenario.BUDGET in spot.nearest else Measure.CHANGE
    certain = bool(spot.nearest) and not spot.supposed and not patterns.LOOSE_LEFT.search(spot.before)
    part = bool(patterns.LOOSE_RIGHT.match(spot.text[spot.after :]))
    loose = (spot.loose or part) and not certain
    return replace(spot.claim, measure=measure, toward=toward, better=better, against=spot.nearest, loose=loose)


def _deviating(spot: _Spot, match: re.Match[str]) -> Claim | None:
    """ "ett underskott om 0,4 mkr", "avvikelsen är positiv med 1,2 mnkr", "avviker med 4,5 mkr"."""
    noun, number = match["noun"].lower(), spot.number
    better = _valence(noun, spot.before[max(0, match.start("noun") - 14) :])
    if patterns.MOVED.search(match["between"]):
        return None
    if noun.endswith(("resultat", "resultatet")) and not better and not number.signed:
        return None
    if number.signed:
        better = -1 if number.value < 0 else 1
    return replace(spot.claim, measure=Measure.DEVIATION, better=better, against=spot.nearest, loose=spot.loose)


def _valence(noun: str, around: str) -> int:
    """+1 for a surplus, −1 for a deficit; else by "positiv" and "negativ" around the noun."""
    if "överskott" in noun or noun.startswith("plus"):
        return 1
    if "underskott" in noun or noun.startswith("minus"):
        return -1
    return 1 if patterns.POSITIVE.search(around) else -1 if patterns.NEGATIVE.search(around) else 0


def _in_parentheses(spot: _Spot) -> Claim | None:
    """ "högre intäkter (17 400 tkr) än budgeterat": the words before the parenthesis say what the amount is."""
    match = _last(patterns.L_PAREN, spot.head) if spot.head.endswith("(") else None
    if match is None:
        return None
    close = spot.text.find(")", spot.number.end)
    against = compared_with(spot.text[close + 1 : close + 60]) if close >= 0 else frozenset()
    toward, better = _sign(match, "more", "less"), _sign(match, "surplus", "deficit")
    if not against and not better:
        return None
    measure = Measure.DEVIATION if better or against & {Scenario.BUDGET, Scenario.FORECAST} else Measure.CHANGE
    return replace(spot.claim, measure=measure, toward=toward, better=better, against=against, left=match.span("np"))


def _before(spot: _Spot) -> Claim | None:
    """ "… i jämförelse med föregående år då kostnaden var 76,2 mnkr": of what the number before it is of."""
    if spot.previous is None or not patterns.BEFORE_LEVEL.search(spot.head):
        return None
    return replace(spot.claim, left=spot.previous_left)


def _continued(spot: _Spot) -> Claim | None:
    """ "har minskat med 8 procent och antal dygn med 7 procent": the second has the verb of the first."""
    previous = spot.previous
    if previous is None or not patterns.L_WITH.search(spot.before):
        return None
    first, between = patterns.L_CHANGE.search(spot.text[: previous.start]), spot.text[previous.end : spot.number.start]
    if not first or first["link"].lower() != "med" or not patterns.AND.match(between) or re.search(r"[.;:]", between):
        return None
    toward, better = _sign(first, "more", "less"), _sign(first, "better", "worse")
    return replace(spot.claim, measure=Measure.CHANGE, toward=toward, better=better, against=spot.inherited)


def _level(spot: _Spot) -> Claim | None:
    """ "uppgår till 198,8 mkr", "är 8,5 procent"; the first of "(6,5 % jämfört med 9,7 %)" needs no verb."""
    match, following = _last(patterns.L_LEVEL, spot.before), spot.following
    if patterns.R_APART.match(spot.text[spot.after :]):
        return None
    if match is None:
        compared = following and patterns.COMPARED_TO.search(spot.text[spot.number.end : following.start])
        return replace(spot.claim, scenario=None, partner=following) if compared else None
    if change := patterns.CHANGE_LEVEL.search(spot.before):
        toward = _sign(change, "more", "less")
        return replace(spot.claim, measure=Measure.CHANGE, toward=toward, loose=spot.loose, against=spot.nearest)
    bare = match["verb"].lower() in ("om", "på")
    if bare and spot.number.kind is Kind.COUNT and spot.claim.scenario is not Scenario.BUDGET:
        return None
    return replace(spot.claim, loose=spot.loose, against=spot.nearest)


def _also(spot: _Spot) -> Claim | None:
    """The verb of the number before: "kostnaderna uppgick till 291 mkr och intäkterna till 26 mkr", "med 9,5 till 292,5"."""
    previous = spot.previous
    if previous is None or previous.kind is not spot.number.kind:
        return None
    between, head = spot.text[previous.end : spot.number.start], spot.text[: previous.start]
    if patterns.ON_TO.fullmatch(between) and (change := patterns.L_CHANGE.search(head)) and change["link"] == "med":
        return replace(spot.claim, left=spot.previous_left, toward=_sign(change, "more", "less"))
    level = _last(patterns.L_LEVEL, spot.text[spot.previous_left[0] : previous.start])
    if level is None or level["verb"].lower() in ("om", "på") or not patterns.ALSO.fullmatch(between):
        return None
    return replace(spot.claim, loose=spot.loose, against=spot.nearest)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that starts last; the patterns end with the text."""
    found = None
    for start in re.finditer(r"\b\w", text):
        found = pattern.match(text, start.start()) or found
    return found


def _sign(match: re.Match[str], more: str, less: str) -> int:
    groups = match.groupdict()
    return 1 if groups.get(more) else -1 if groups.get(less) else 0
