"""A sentence → its claims: each amount, percentage and count with the measure, the direction and the comparison said of it.

A number of which nothing known is said ("med 4 mkr i bidrag") gives no claim: silence is better than a guess.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.claims import patterns
from reportgen.claims.after import compared, is_comparison, part
from reportgen.claims.before import also, before, changed, continued, deviating, in_parentheses, level, passed
from reportgen.claims.claim import Claim
from reportgen.claims.numerals import Hedge, numbers
from reportgen.claims.paired import pair
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Sentence
from reportgen.claims.spot import Spot, attached, last


def claims(sentence: Sentence, carried: frozenset[Scenario] = frozenset()) -> Iterator[Claim]:
    """The claims of a sentence in order; `carried` is what the sentence before compared with."""
    found = numbers(sentence.text)
    shares = attached(sentence.text, found)
    taken = {id(percent) for percent in shares.values()}
    listed = [number for number in found if id(number) not in taken]
    for n, number in enumerate(listed):
        if number.hedge is not Hedge.BOUND:
            claim = _measured(Spot(sentence, listed, n, shares.get(id(number)), carried))
            if claim is not None:
                yield claim


def _measured(spot: Spot) -> Claim | None:
    """The claim with what is said of its number; None when that is nothing known."""
    if (paired := pair(spot)) is not None:
        return paired.claim
    if match := patterns.R_AVSER.match(spot.stretch):
        return part(spot, match)
    direction = patterns.R_DIRECTION.match(spot.behind)
    if direction and is_comparison(direction, spot.number):
        return compared(spot, direction)
    change, deviation = patterns.L_CHANGE.search(spot.before), last(patterns.L_DEVIATION, spot.before)
    if change and (deviation is None or change.start() > deviation.start()):
        return changed(spot, change)
    if deviation:
        return deviating(spot, deviation)
    return passed(spot) or in_parentheses(spot) or before(spot) or continued(spot) or level(spot) or also(spot)
