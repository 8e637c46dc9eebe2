"""Forecasts that lie outside what the outcome to date points at, where the mall asks for that analysis."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.checks.figures import figure
from reportgen.derive.analysed.plausibility import Weighed, told, weighed
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number
from reportgen.model.position import Place
from reportgen.spec.analysis import PlausibilitySpec


def check_plausible_forecasts(context: Context) -> Iterator[Finding]:
    """A forecast lies within the band that its row's outcome, budget and last year give; see `analysis.plausibility`.

    A forecast that the mall works out itself is told too, at its formula: its parts have no band of their own.
    """
    for analysis in context.template.analyses:
        asked = analysis.plausibility
        if asked is None:
            continue
        for one in told(weighed(asked, context.derived, context.template)):
            if finding := _finding(one, asked, context):
                yield finding


def _finding(one: Weighed, asked: PlausibilitySpec, context: Context) -> Finding | None:
    spot = context.by_place.get(Place(asked.table, one.row.key, asked.forecast))
    if spot is None:
        return None
    decimals, judged = spot.rule.decimals, one.judged
    start, end = (format_number(value, decimals) for value in one.band)
    shapes = ", ".join(
        f"{projection.shape.value} {format_number(projection.value, decimals)}" for projection in judged.projections
    )
    return context.finding(
        Code.PROGNOS_UTANFOR,
        spot,
        figure(judged.known.prognos, decimals),
        f"{start} till {end}",
        shapes=f"Enligt {shapes}",
        pace=format_number(judged.pace, 0) if judged.pace is not None else "",
    )
