"""Cells that the mall works out or leaves blank: what has been written there all the same, and what cannot be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import words
from reportgen.derive.formula import divisor_is_zero
from reportgen.derive.report import evaluator
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.rounding import round_half_up


def check_typed_over(context: Context) -> Iterator[Finding]:
    """A locked formula has not been typed over with something that is printed otherwise."""
    for spot in _typed_over(context):
        if not _prints_alike(spot):
            expected = words(spot.derived.value, spot.rule.decimals) or "inget värde"
            yield context.finding(Code.FORMEL_OVERSKRIVEN, spot, _found(spot), expected)


def check_replaced_formulas(context: Context) -> Iterator[Finding]:
    """A locked formula has not been replaced by its own value, which will not follow the figures any more."""
    for spot in _typed_over(context):
        if _prints_alike(spot):
            yield context.finding(Code.FORMEL_ERSATT, spot, _found(spot))


def check_blank_cells(context: Context) -> Iterator[Finding]:
    """Nothing is written in a cell that the mall leaves blank."""
    for spot in context.spots:
        if spot.rule.kind is CellKind.BLANK and spot.is_typed:
            yield context.finding(Code.VARDE_I_TOM_CELL, spot, _found(spot))


def check_divisors(context: Context) -> Iterator[Finding]:
    """A worked-out cell without value is not so because something is divided by zero."""
    number = evaluator(context.derived)
    for spot in context.spots:
        expr = spot.rule.expr if spot.rule.is_formula else None
        if expr is not None and spot.derived.is_empty and divisor_is_zero(expr, number):
            yield context.finding(Code.NOLLDIVISION, spot)


def _typed_over(context: Context) -> Iterator[Spot]:
    return (spot for spot in context.spots if spot.rule.kind is CellKind.COMPUTED and spot.is_typed)


def _prints_alike(spot: Spot) -> bool:
    typed, computed, decimals = spot.entered.value, spot.derived.value, spot.rule.decimals
    if isinstance(typed, Decimal) and isinstance(computed, Decimal):
        return round_half_up(typed, decimals) == round_half_up(computed, decimals)
    return typed == computed


def _found(spot: Spot) -> str:
    return words(spot.entered.value, spot.rule.decimals)
