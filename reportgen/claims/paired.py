"""Two numbers said together: "från A till B", "A jämfört med B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.claims import patterns
from reportgen.claims.claim import Claim
from reportgen.claims.numerals import Kind, Written, numbers
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence
from reportgen.claims.spot import Spot
from reportgen.model.period import MANADER


def pairs(sentence: Sentence) -> Iterator[tuple[Written, Written, int]]:
    """ "har ökat från A till B": the earlier number, the later, and the direction said of the change."""
    for earlier, later in pairwise(numbers(sentence.text)):
        before = sentence.text[: earlier.start]
        alike = earlier.kind is later.kind or Kind.COUNT in (earlier.kind, later.kind)
        bare = earlier.kind is Kind.COUNT and not earlier.unit and later.unit
        earlier = replace(earlier, kind=later.kind, unit=later.unit) if bare else earlier
        if alike and patterns.FROM.search(before) and patterns.TO.search(sentence.text[earlier.end : later.start]):
            yield earlier, later, _direction_before(before)


@dataclass(frozen=True, slots=True)
class Pair:
    """The claim of a number of a pair; None where the other number is of somebody else."""

    claim: Claim | None


def pair(spot: Spot) -> Pair | None:
    """A number of "från A till B", or the second of "A jämfört med B"."""
    following, previous = spot.following, spot.previous
    if (
        following
        and patterns.FROM.search(spot.head)
        and patterns.TO.search(spot.text[spot.number.end : following.start])
    ):
        earlier = None if spot.claim.month else Scenario.BEFORE
        return Pair(replace(spot.claim, scenario=earlier, span=None, partner=following))
    if previous is None:
        return None
    between, head = spot.text[previous.end : spot.number.start], spot.text[: previous.start]
    if patterns.FROM.search(head) and patterns.TO.search(between):
        mean = spot.claim.mean or bool(patterns.MEAN.search(spot.text[spot.previous_left[0] :]))
        toward = _direction_before(head)
        return Pair(
            replace(spot.claim, scenario=None, left=spot.previous_left, toward=toward, partner=previous, mean=mean)
        )
    compared = patterns.COMPARED_TO.search(between)
    return _second(spot, compared["what"].lower(), previous) if compared else None


def _second(spot: Spot, what: str, previous: Written) -> Pair | None:
    """The number compared with: that of the budget, or of an earlier year when the words around say so."""
    if patterns.ELSEWHERE.search(what):
        return Pair(None)
    start = spot.previous_left[0] if spot.text[: previous.start].endswith("(") else previous.end
    around = spot.text[start : spot.number.end + 45]
    budgeted = "budget" in what or bool(patterns.IN_BUDGET.match(spot.text[spot.number.end :]))
    if not budgeted and not patterns.EARLIER.search(around):
        return None
    scenario = Scenario.BUDGET if budgeted else Scenario.BEFORE
    words = spot.text[spot.previous_left[0] : spot.right]
    number = _with_unit(spot.number, previous, spot.text[spot.number.end :])
    per_unit = number.unit == "kr" and bool(patterns.PER_UNIT.search(words))
    claim = replace(spot.claim, number=number, per_unit=per_unit, month=spot.claim.month or _month(words))
    return Pair(replace(claim, scenario=scenario, left=spot.previous_left, partner=previous))


def _with_unit(number: Written, previous: Written, after: str) -> Written:
    """ "2 955 kronor, mot 2 900 i budget": the second is of the unit of the first where it has none and counts nothing."""
    bare = number.kind is Kind.COUNT and previous.kind is not Kind.COUNT
    if not bare or not (patterns.IN_BUDGET.match(after) or patterns.EARLIER_NEXT.match(after)):
        return number
    return replace(number, kind=previous.kind, unit=previous.unit)


def _month(words: str) -> int | None:
    """The month of both numbers of a pair: "var i juli 6,1 procent, mot 8,2 procent ett år tidigare"."""
    match = patterns.MONTH.search(words)
    return MANADER.index(match["month"].lower()) + 1 if match else None


def _direction_before(before: str) -> int:
    """The last word of direction within the clause: +1 up, −1 down, 0 none."""
    clause = patterns.CLAUSE.split(before)[-1]
    up = max((match.start() for match in patterns.UP.finditer(clause)), default=-1)
    down = max((match.start() for match in patterns.DOWN.finditer(clause)), default=-1)
    return 0 if up == down else 1 if up > down else -1
