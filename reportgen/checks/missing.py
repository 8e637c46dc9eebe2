"""What has not been filled in: whole tables, cells that must have a value, gaps among figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.derive.formula import evaluate
from reportgen.derive.report import evaluator
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.period import MANADER_KORT, Period
from reportgen.model.position import CellRef, Place
from reportgen.spec.formula import Expr, references

_LOOKS_AHEAD: Final = re.compile(r"budget|prognos|plan|mål|riktvärde|\btak\b", re.IGNORECASE)
"""Names of rows whose months are known beforehand."""


def check_empty_tables(context: Context) -> Iterator[Finding]:
    """A table with required cells has something in it, unless the mall has a sentence for when it is empty."""
    for spots in _tables(context):
        table = spots[0].table
        if _is_untouched(spots) and not table.empty and any(_is_due(spot, context) for spot in spots):
            sheet = context.entered.table(table.key).sheet or context.template.sheet_of(table.key)
            details = MappingProxyType({"table": context.title(table)})
            yield Finding(Code.TABELL_TOM, CellRef(sheet), Place(table.key), details=details)


def check_required_cells(context: Context) -> Iterator[Finding]:
    """In a table that is filled in, every required cell has a value, and every given sum whose rows have."""
    for spots in _tables(context):
        if _is_untouched(spots):
            continue
        for spot in spots:
            if _is_vacant(spot) and _is_due(spot, context):
                yield context.finding(Code.VARDE_SAKNAS, spot)


def check_empty_cells(context: Context) -> Iterator[Finding]:
    """A row with figures has one in each of its numeric columns, also where none is required."""
    for _, group in groupby(context.spots, lambda spot: (spot.table.key, spot.row.key)):
        row = [spot for spot in group if spot.rule.kind is CellKind.INPUT and spot.column.type.is_numeric]
        if not any(spot.entered.number is not None for spot in row):
            continue
        for spot in row:
            if _is_vacant(spot) and not _is_excused(spot, context) and not _is_due(spot, context):
                yield context.finding(Code.VARDE_TOMT, spot)


def lacks_figures(expr: Expr, context: Context) -> bool:
    """Whether a figure that the formula is made of, however deep, has still to be written, or is none: that is told there."""
    waiting = [Place(*ref.parts) for ref in references(expr) if len(ref.parts) == 3]
    known = set(waiting)
    while waiting:
        spot = context.by_place.get(waiting.pop())
        if spot is None:
            continue
        if spot.derived.number is None and (_is_unreadable(spot) or (_is_vacant(spot) and _is_due(spot, context))):
            return True
        beneath = references(spot.rule.expr) if spot.rule.expr is not None and not spot.is_typed else ()
        found = {Place(*ref.parts) for ref in beneath if len(ref.parts) == 3} - known
        known |= found
        waiting.extend(found)
    return False


def _is_unreadable(spot: Spot) -> bool:
    """Whether words stand where a number should."""
    return spot.column.type.is_numeric and bool(spot.entered.text)


def check_coming_months(context: Context) -> Iterator[Finding]:
    """A row of this year's outcome, month by month, has no value in a month after the period."""
    period = context.entered.period
    for spot in context.spots:
        number = spot.entered.number
        if number is not None and spot.rule.is_entered and _is_to_come(spot, period) and _is_outcome(spot, context):
            found = figure(number, spot.rule.decimals)
            yield context.finding(Code.MANAD_EFTER_PERIODEN, spot, found, f"{period.manad} {period.year}")


def _is_outcome(spot: Spot, context: Context) -> bool:
    """Whether the row is for what has been, by its name: this year or outcome, and no budget or forecast."""
    if context.template.info.plan or _LOOKS_AHEAD.search(spot.row.label):
        return False
    return (
        str(context.entered.period.year) in spot.row.label or "utfall" in spot.row.label.lower() or spot.table.required
    )


def _tables(context: Context) -> Iterator[list[Spot]]:
    return (list(group) for _, group in groupby(context.spots, lambda spot: spot.table.key))


def _is_untouched(spots: list[Spot]) -> bool:
    """Whether nobody has written anything in the table."""
    return not any(spot.is_typed or _is_free_row_in_use(spot) for spot in spots if spot.rule.is_entered)


def _is_free_row_in_use(spot: Spot) -> bool:
    return spot.spec is None and not _is_unused(spot)


def _is_unused(spot: Spot) -> bool:
    """Whether the row is a free one without name and content."""
    return spot.spec is None and spot.row.is_empty


def _is_vacant(spot: Spot) -> bool:
    """Whether the cell has no value, the mall's own judgement neither; of a formula without one the reader has told."""
    return spot.entered.is_empty and spot.derived.is_empty and not spot.entered.formula


def _is_due(spot: Spot, context: Context) -> bool:
    """Whether the cell must be filled in."""
    if _is_excused(spot, context) or spot.rule.kind not in (CellKind.INPUT, CellKind.GIVEN):
        return False
    if spot.rule.kind is CellKind.GIVEN and spot.rule.expr is not None:
        return spot.column.required or evaluate(spot.rule.expr, evaluator(context.derived)) is not None
    return spot.column.required


def _is_excused(spot: Spot, context: Context) -> bool:
    """Whether the cell may be empty: its row or column may, its row is a spare one, or its month is still to come."""
    may_be_empty = spot.column.optional or (spot.spec is not None and spot.spec.optional)
    return may_be_empty or _is_unused(spot) or _is_to_come(spot, context.entered.period)


def _is_to_come(spot: Spot, period: Period) -> bool:
    """Whether the column is a month after the period's, and the row none of an earlier year."""
    if spot.column.key not in MANADER_KORT[period.month :]:
        return False
    return not any(str(year) in spot.row.label for year in range(period.year - 10, period.year))
