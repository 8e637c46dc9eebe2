"""Statuses that somebody has chosen, against what the mall's rules give."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import words
from reportgen.derive.judge import Judge, Judgement, is_judged, judge
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.model.value import DASH
from reportgen.spec.schema import DOWN


def check_judgements(context: Context) -> Iterator[Finding]:
    """A status that a person has chosen, where the mall can tell it from figures or other statuses, is the one it gives."""
    judges = judge(context.derived, context.template)
    for spot in context.spots:
        if spot.rule.kind is not CellKind.INPUT or not spot.is_typed:
            continue
        if not is_judged(context.template, spot.table, spot.column):
            continue
        judgement = judges.judgement(spot.table, spot.row, spot.column)
        if judgement is not None and _differs(spot, judgement, context):
            why = _why(spot, judgement, judges, context)
            yield context.finding(
                Code.BEDOMNING_AVVIKER, spot, words(spot.entered.value, 0), judgement.level.text, why=why
            )


def _differs(spot: Spot, judgement: Judgement, context: Context) -> bool:
    """Whether another level was chosen, or a dash; of words that are no level the reader has told."""
    scale = context.template.scale(spot.column.scale)
    chosen = scale.level(spot.entered.text) if scale else None
    return spot.entered.value is DASH or (chosen is not None and chosen.key != judgement.level.key)


def _why(spot: Spot, judgement: Judgement, judges: Judge, context: Context) -> str:
    """What the judgement follows from: the rule's words, or the two figures."""
    if judgement.rule is not None:
        return f'regeln "{judgement.rule.text.strip().rstrip(".")}"'
    asked = spot.column.judgement
    if asked is None:
        return "mallen"
    direction = "lägre" if judges.wanted(asked, spot.table, spot.row) == DOWN else "högre"
    value, against = (_named(spot, key, context) for key in (asked.value, asked.against))
    return f"{value} mot {against}, där {direction} är bättre,"


def _named(spot: Spot, column: str, context: Context) -> str:
    """ "Prognos 2025 (79,5)"."""
    other = context.by_place[Place(spot.table.key, spot.row.key, column)]
    text = words(other.derived.value, other.rule.decimals) or "inget värde"
    return f"{context.heading(other.column, spot.table)} ({text})"
