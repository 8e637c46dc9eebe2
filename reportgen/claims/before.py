"""What the words before a number say of it: "har ökat med 2,3 mkr", "ett underskott om 0,4 mkr", "uppgår till 198,8 mkr"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from reportgen.claims import patterns
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind
from reportgen.claims.patterns import Scenario
from reportgen.claims.spot import Spot, compared_with, last, sign

_HAVING: Final = ("har", "hade", "haft", "fick", "fått", "finns", "fanns")
"""Verbs that say how many of something there are, but of an amount only whose it is."""


def changed(spot: Spot, match: re.Match[str]) -> Claim:
    """ "har ökat med 2,3 mkr", "en minskning med 0,7 mkr"; "ökar till 83,2 mkr" is a level with a direction."""
    toward, better = sign(match, "more", "less"), sign(match, "better", "worse")
    toward = toward or sign(match, "over", "below")
    if match["link"].lower() == "till":
        return replace(spot.claim, toward=toward, loose=spot.loose, against=spot.nearest & {Scenario.BEFORE})
    measure = Measure.DEVIATION if Scenario.BUDGET in spot.nearest else Measure.CHANGE
    certain = bool(spot.nearest) and not spot.supposed and not patterns.LOOSE_LEFT.search(spot.before)
    part = bool(patterns.LOOSE_RIGHT.match(spot.text[spot.after :]))
    loose = (spot.loose or part) and not certain
    return replace(spot.claim, measure=measure, toward=toward, better=better, against=spot.nearest, loose=loose)


def deviating(spot: Spot, match: re.Match[str]) -> Claim | None:
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


def passed(spot: Spot) -> Claim | None:
    """ "går över med 9,6 mnkr", "mot budget saknas 3,5 mnkr", "störst är avvikelsen inom familjehem, 2,8 mnkr"."""
    match = patterns.L_PASSED.search(spot.before) or patterns.L_LACKED.search(spot.before)
    if match and spot.number.kind is Kind.MONEY:
        better = sign(match, "surplus", "deficit")
        loose = spot.supposed or bool(patterns.LOOSE_LEFT.search(spot.before))
        return replace(spot.claim, measure=Measure.DEVIATION, better=better, against=spot.nearest, loose=loose)
    listed = patterns.L_LISTED.search(spot.head) if not spot.n else None
    if listed is None or patterns.MOVED.search(listed[0]):
        return None
    better = _valence(listed["noun"].lower(), "")
    return replace(spot.claim, measure=Measure.DEVIATION, better=better, against=spot.nearest, loose=spot.loose)


def in_parentheses(spot: Spot) -> Claim | None:
    """ "högre intäkter (17 400 tkr) än budgeterat": the words before the parenthesis say what the amount is."""
    match = last(patterns.L_PAREN, spot.head) if spot.head.endswith("(") else None
    if match is None:
        return None
    close = spot.text.find(")", spot.number.end)
    against = compared_with(spot.text[close + 1 : close + 60]) if close >= 0 else frozenset()
    toward, better = sign(match, "more", "less"), sign(match, "surplus", "deficit")
    if not against and not better:
        return None
    measure = Measure.DEVIATION if better or against & {Scenario.BUDGET, Scenario.FORECAST} else Measure.CHANGE
    return replace(spot.claim, measure=measure, toward=toward, better=better, against=against, left=match.span("np"))


def before(spot: Spot) -> Claim | None:
    """ "… i jämförelse med föregående år då kostnaden var 76,2 mnkr": of what the number before it is of."""
    if spot.previous is None or not patterns.BEFORE_LEVEL.search(spot.head):
        return None
    return replace(spot.claim, left=spot.previous_left)


def continued(spot: Spot) -> Claim | None:
    """ "har minskat med 8 procent och antal dygn med 7 procent": the second has the verb of the first."""
    previous = spot.previous
    if previous is None or not patterns.L_WITH.search(spot.before):
        return None
    first, between = patterns.L_CHANGE.search(spot.text[: previous.start]), spot.text[previous.end : spot.number.start]
    if not first or first["link"].lower() != "med" or not patterns.AND.match(between) or re.search(r"[.;:]", between):
        return None
    toward, better = sign(first, "more", "less"), sign(first, "better", "worse")
    return replace(spot.claim, measure=Measure.CHANGE, toward=toward, better=better, against=spot.inherited)


def level(spot: Spot) -> Claim | None:
    """ "uppgår till 198,8 mkr", "är 8,5 procent"; the first of "(6,5 % jämfört med 9,7 %)" needs no verb."""
    match, following = last(patterns.L_LEVEL, spot.before), spot.following
    if patterns.R_APART.match(spot.text[spot.after :]):
        return None
    if match is None and (moved := patterns.L_MOVED.search(spot.before)):
        toward = sign(moved, "more", "less")
        against = spot.nearest or spot.carried
        return replace(spot.claim, measure=Measure.CHANGE, toward=toward, loose=spot.loose, against=against)
    if match is None and (patterns.L_NAMED.search(spot.before) or patterns.AT_MONTH.search(spot.before)):
        return replace(spot.claim, loose=spot.loose, against=spot.nearest)
    if match is None and not spot.head.strip() and spot.claim.month:
        return replace(spot.claim, loose=spot.loose)
    if match is None:
        compared = following and patterns.COMPARED_TO.search(spot.text[spot.number.end : following.start])
        return replace(spot.claim, scenario=None, partner=following) if compared else None
    if change := patterns.CHANGE_LEVEL.search(spot.before):
        toward = sign(change, "more", "less")
        return replace(spot.claim, measure=Measure.CHANGE, toward=toward, loose=spot.loose, against=spot.nearest)
    verb = match["verb"].lower()
    if verb in _HAVING and (spot.number.kind is not Kind.COUNT or not spot.claim.noun):
        return None
    if verb in _HAVING:
        return replace(spot.claim, loose=spot.supposed or bool(patterns.LOOSE_RIGHT.match(spot.behind)))
    bare = verb in ("om", "på")
    if bare and spot.number.kind is Kind.COUNT and spot.claim.scenario is not Scenario.BUDGET:
        return None
    return replace(spot.claim, loose=spot.loose, against=spot.nearest)


def also(spot: Spot) -> Claim | None:
    """The verb of the number before: "kostnaderna uppgick till 291 mkr och intäkterna till 26 mkr", "med 9,5 till 292,5"."""
    previous = spot.previous
    if previous is None or previous.kind is not spot.number.kind:
        return None
    between, head = spot.text[previous.end : spot.number.start], spot.text[: previous.start]
    if patterns.ON_TO.fullmatch(between) and (change := patterns.L_CHANGE.search(head)) and change["link"] == "med":
        return replace(spot.claim, left=spot.previous_left, toward=sign(change, "more", "less"))
    level = last(patterns.L_LEVEL, spot.text[spot.previous_left[0] : previous.start])
    if level is None or level["verb"].lower() in ("om", "på") or not patterns.ALSO.fullmatch(between):
        return None
    return replace(spot.claim, loose=spot.loose, against=spot.nearest)
