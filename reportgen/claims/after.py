"""What the words after a number say of it: "2,3 mkr lägre kostnad jämfört med budget", "9,6 mkr avser högre …"."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.claims import patterns
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.claims.spot import Spot, compared_with, sign


def part(spot: Spot, match: re.Match[str]) -> Claim:
    """ "9,6 mkr avser högre personalkostnader": a difference of what follows."""
    against = spot.nearest or spot.inherited
    end = _noun_phrase_end(spot.text, spot.after)
    measure = Measure.DEVIATION if against & {Scenario.BUDGET, Scenario.FORECAST} else Measure.CHANGE
    toward = sign(match, "more", "less")
    return replace(
        spot.claim, measure=measure, toward=toward, against=against, on_right=True, right=(spot.after, end), tail=end
    )


def is_comparison(match: re.Match[str], number: Written) -> bool:
    """Whether "över" and "under" after a number compare, and a noun before the direction is that of a count."""
    word = (match["more"] or match["less"] or "").lower()
    if word in ("över", "under"):
        return bool(patterns.OVER_WHAT.match(match["rest"]))
    return not match["noun"] or number.kind is Kind.COUNT


def compared(spot: Spot, match: re.Match[str]) -> Claim | None:
    """ "2,3 mkr lägre kostnad jämfört med budget": a difference, from the budget or from last year."""
    rest = match["rest"]
    planned = frozenset({Scenario.BUDGET}) if "beräkna" in rest or "vänta" in rest else frozenset()
    against = compared_with(rest) or planned or spot.nearest or spot.inherited or spot.carried
    if not against and not patterns.MOVED.search(spot.text):
        return None
    on_right = bool(patterns.OF_WHAT.match(rest))
    end = _noun_phrase_end(spot.text, spot.after) if on_right else spot.right
    return replace(
        spot.claim,
        measure=Measure.DEVIATION
        if against & {Scenario.BUDGET, Scenario.FORECAST, Scenario.FORMER}
        else Measure.CHANGE,
        toward=sign(match, "more", "less"),
        better=sign(match, "better", "worse"),
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
