"""One figure that the report prints in two places, with two last digits: right within rounding, but every reader sees it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.checks.tolerance import Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.spec.cases import cases
from reportgen.spec.formula import Expr, Ref


def check_printed_twice(context: Context) -> Iterator[Finding]:
    """Two cells that a [[kontroll]] holds equal are printed alike. Where they differ by more, `across` tells of it."""
    spreads = context.once(Spreads)
    for check in context.template.checks:
        for case in cases(check, context.template) if check.relation == "lika" and not check.bridge else ():
            one, other = _spot(case.left, context), _spot(case.right, context)
            gap = spreads.between(spreads.of(case.left), spreads.of(case.right))
            if one is None or other is None or gap is None or abs(gap.value) > gap.uncertainty:
                continue
            first, second = (_printed(spot) for spot in (one, other))
            if one.rule.decimals == other.rule.decimals and first != second:
                details = {"other": f"{other.row.name} i {context.title(other.table)}"}
                yield context.finding(Code.SAMMA_TAL_TVA_FORMER, one, first, second, **details)


def _spot(expr: Expr, context: Context) -> Spot | None:
    """The cell, where the formula is nothing but one with a number in it."""
    spot = context.by_place.get(Place(*expr.parts)) if isinstance(expr, Ref) and len(expr.parts) == 3 else None
    return spot if spot is not None and spot.derived.number is not None else None


def _printed(spot: Spot) -> str:
    number = spot.derived.number
    return figure(round_half_up(number, spot.rule.decimals), spot.rule.decimals) if number is not None else ""
