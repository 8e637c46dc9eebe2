"""Comments that the mall demands: on rows that deviate past its limits, or whose status needs to be explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.derive.demand import is_due, share
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.model.table import RowKind
from reportgen.spec.judged_faults import subtracted
from reportgen.spec.schema import CommentDemandSpec

CODES: Final = {
    "fel": Code.KOMMENTAR_SAKNAS_FEL,
    "varning": Code.KOMMENTAR_SAKNAS,
    "notis": Code.KOMMENTAR_SAKNAS_NOTIS,
}
"""By the `grad` that the mall gives its demand."""


def check_demanded_comments(context: Context) -> Iterator[Finding]:
    """A row has a comment where the mall demands one; sums are explained by their rows."""
    for spot in context.spots:
        demand = spot.column.demanded
        if demand is None or spot.rule.kind is not CellKind.INPUT or spot.row.kind is RowKind.SUMMA:
            continue
        if spot.column.required or not _is_blank(spot):
            continue
        asked = context.by_place.get(Place(spot.table.key, spot.row.key, demand.column))
        why = _why(asked, demand, context) if asked else ""
        if asked and why:
            yield context.finding(
                CODES[demand.severity], spot, "", "", deviation=context.heading(asked.column, asked.table), why=why
            )


def _why(asked: Spot, demand: CommentDemandSpec, context: Context) -> str:
    """What makes the comment due: "−3,5 (13,9 % av Budget 2024)" or the word of a level; nothing when it is not due."""
    if demand.levels:
        scale = context.template.scale(asked.column.scale)
        level = scale.level(asked.derived.text) if scale else None
        return level.text if level and level.key in demand.levels else ""
    value = asked.derived.number
    base = context.by_place.get(Place(asked.table.key, asked.row.key, demand.base or subtracted(asked.column) or ""))
    whole = base.derived.number if base else None
    if value is None or not is_due(demand, value=value, whole=whole):
        return ""
    told, part = figure(value, asked.rule.decimals), share(value, whole)
    if demand.percent is None or part is None or base is None or not part.is_finite():
        return told
    return f"{told} ({figure(part, 1)} % av {context.heading(base.column, base.table)})"


def _is_blank(spot: Spot) -> bool:
    return spot.derived.is_empty or not spot.derived.text.strip()
