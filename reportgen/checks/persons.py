"""Counts of persons so small that somebody could be recognised, and hidden ones that can be worked out from what is printed.

That a figure has no name does not make it public: what can be told of a single person's circumstances is secret in a social
service (offentlighets- och sekretesslagen 26 kap. 1 §). How small is too small is the municipality's own judgement; five is
the usual bound, and the mall sets another (`skydda_under`). A hidden count (<5) protects nobody when the total and the other
parts are printed (primary suppression without secondary), or a sum, a mean or a quotient of the months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.derive.formula import evaluate
from reportgen.derive.persons import UNITS, counts_persons
from reportgen.derive.report import scalars
from reportgen.derive.rules import CellKind, is_difference
from reportgen.model.finding import Code, Finding
from reportgen.model.format import NUMBER_WORDS, format_value
from reportgen.model.position import Place
from reportgen.model.suppressed import is_hidden_count
from reportgen.model.value import DASH
from reportgen.spec.cases import cases
from reportgen.spec.formula import Binary, Expr, Ref, references

EACH: Final = {"varning": Code.ANTAL_SMATT_VARNING, "fel": Code.ANTAL_SMATT_FEL}

FEW: Final = 3
"""So many cells are named in the one finding of a table."""


@dataclass(frozen=True, slots=True)
class Equation:
    """What the document says is equal: the formula's value is `total`. `said` is where, in Swedish."""

    formula: Expr
    total: Decimal
    said: str


def check_small_counts(context: Context) -> Iterator[Finding]:
    """No printed count of persons lies between 0 and the mall's bound: one finding a table, or cell by cell if the mall asks."""
    code = EACH.get(context.template.info.protect_as)
    small = [spot for spot in _person_spots(context) if _is_small(spot.derived.number, context)]
    limit = str(context.template.info.protect_below)
    for _, group in groupby(small, key=lambda spot: spot.table.key):
        spots = list(group)
        if code:
            yield from (context.finding(code, spot, format_value(spot.derived.value), limit=limit) for spot in spots)
            continue
        named = [f"{s.row.name or s.row.key}, {context.heading(s.column, s.table)}" for s in spots[:FEW]]
        more = f" och {len(spots) - FEW} till" if len(spots) > FEW else ""
        details = {"limit": limit, "table": context.title(spots[0].table), "cells": "; ".join(named) + more}
        found = f"{len(spots)} tal"
        yield Finding(Code.ANTAL_SMA, spots[0].at, Place(spots[0].table.key), found, details=MappingProxyType(details))


def check_hidden_in_sums(context: Context) -> Iterator[Finding]:
    """No sum or mean is worked out without a count that is hidden: it would be too small without saying so."""
    if not any(_is_hidden(spot, dashes=False) for spot in context.spots):
        return
    for spot in context.spots:
        if spot.rule.kind not in (CellKind.COMPUTED, CellKind.OVERTYPE) or spot.is_typed or spot.rule.expr is None:
            continue
        if spot.derived.number is not None and (hidden := _hidden_parts(spot.rule.expr, context)):
            yield context.finding(
                Code.DOLT_ANTAL_I_SUMMA,
                spot,
                figure(spot.derived.number, spot.rule.decimals),
                part=_name(hidden[0], context),
            )


def check_recomputable_counts(context: Context) -> Iterator[Finding]:
    """No hidden count, and no dash in a count's place, can be worked out from the other figures that are printed."""
    told: set[Place] = set()
    for equation in _equations(context):
        hidden = _hidden_parts(equation.formula, context, dashes=True)
        if len(hidden) != 1 or hidden[0].place in told or not _has_all(equation.formula, hidden[0], context):
            continue
        spot = hidden[0]
        if spot.derived.value is not DASH or _is_small(_solved(equation, spot, context), context):
            told.add(spot.place)
            shown = spot.derived.text or "–"
            yield context.finding(Code.DOLT_ANTAL_RAKNAS_UT, spot, shown, said=equation.said)


def check_small_counts_in_texts(context: Context) -> Iterator[Finding]:
    """No text tells of a few persons ("tre barn i skyddat boende"); one is left out, as it seldom counts anybody."""
    pattern = _few_persons(context.template.info.protect_below)
    for text in context.written if pattern else ():
        found = list(dict.fromkeys(match[0] for match in pattern.finditer(text.plain))) if pattern else []
        if found:
            yield text.finding(Code.TEXT_FA_PERSONER, ", ".join(found))


def _person_spots(context: Context) -> Iterator[Spot]:
    """The printed cells that count persons; differences between two counts are none."""
    for spot in context.spots:
        if not spot.column.printed or not counts_persons(spot.table, spot.spec, spot.column):
            continue
        if spot.rule.expr is None or not is_difference(spot.rule.expr):
            yield spot


def _is_small(number: Decimal | None, context: Context) -> bool:
    return number is not None and 0 < number < context.template.info.protect_below


def _is_hidden(spot: Spot, *, dashes: bool) -> bool:
    value = spot.derived.value
    if value is DASH:
        return dashes and counts_persons(spot.table, spot.spec, spot.column)
    return isinstance(value, str) and is_hidden_count(value)


def _hidden_parts(formula: Expr, context: Context, *, dashes: bool = False) -> list[Spot]:
    """The cells of a formula that are hidden, each once."""
    places = dict.fromkeys(Place(*ref.parts) for ref in references(formula) if len(ref.parts) == 3)
    spots = (context.by_place[place] for place in places if place in context.by_place)
    return [spot for spot in spots if _is_hidden(spot, dashes=dashes)]


def _equations(context: Context) -> Iterator[Equation]:
    """Every total, mean and quotient that somebody has filled in; and the mall's own checks of two sides that are equal."""
    for spot in context.spots:
        total = spot.entered.number
        if spot.rule.expr is not None and spot.is_typed and total is not None:
            yield Equation(spot.rule.expr, total, f"{_name(spot, context)} i {context.title(spot.table)}")
    for check in context.template.checks:
        if check.relation == "lika":
            for case in cases(check, context.template):
                if case.bridge is None:
                    yield Equation(Binary("-", case.left, case.right), Decimal(0), check.text)


def _has_all(formula: Expr, hidden: Spot, context: Context) -> bool:
    """Whether every other cell of the formula is printed with a figure."""
    places = (Place(*ref.parts) for ref in references(formula) if len(ref.parts) == 3)
    others = (context.by_place.get(place) for place in places if place != hidden.place)
    return all(spot is not None and spot.derived.number is not None and spot.column.printed for spot in others)


def _solved(equation: Equation, hidden: Spot, context: Context) -> Decimal | None:
    """What the hidden count must be, if the formula grows evenly with it; None if it does not."""
    numbers = scalars(context.entered.period)

    def at(value: int) -> Decimal | None:
        def number(ref: Ref) -> Decimal | None:
            if len(ref.parts) == 1:
                return numbers.get(ref.parts[0])
            place = Place(*ref.parts)
            return Decimal(value) if place == hidden.place else context.derived.cell(place).number

        return evaluate(equation.formula, number)

    none, one, two = at(0), at(1), at(2)
    if none is None or one is None or two is None or one == none or two - one != one - none:
        return None
    return (equation.total - none) / (one - none)


def _name(spot: Spot, context: Context) -> str:
    return f"{spot.row.name or spot.row.key}, {context.heading(spot.column, spot.table)}"


@lru_cache(maxsize=4)
def _few_persons(limit: int) -> re.Pattern[str] | None:
    numbers = [word for number in range(2, limit) for word in (str(number), *NUMBER_WORDS[number : number + 1])]
    if not numbers:
        return None
    persons = "|".join(sorted(UNITS - {"unga", "äldre", "vuxna"}))
    return re.compile(
        rf"(?<![\w,.–-])(?:{'|'.join(numbers)})\s(?:(?!av\b|och\b|eller\b|till\b|år|\d)\w+\s)?(?:{persons})\b",
        re.IGNORECASE,
    )
