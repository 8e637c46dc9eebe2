"""Sums against their parts, and of-which rows against what they are part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure, gap_of
from reportgen.checks.slips import slip_hint
from reportgen.checks.tolerance import Spreads, rounded_by
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.model.table import RowKind
from reportgen.model.value import Origin
from reportgen.spec.cell import adds_up
from reportgen.spec.formula import Expr, Ref, references


def check_sums(context: Context) -> Iterator[Finding]:
    """A sum that a person filled in, or typed over, equals its parts within what rounding explains."""
    spreads = context.once(Spreads)
    for spot in context.spots:
        expr, value = spot.rule.expr, spot.entered.number
        given = spot.rule.kind in (CellKind.GIVEN, CellKind.OVERTYPE) and spot.is_typed
        if not given or expr is None or value is None:
            continue
        total = spreads.of(expr)
        gap = spreads.between(spreads.at(spot.place), total)
        if total is None or gap is None or abs(gap.value) <= gap.uncertainty:
            continue
        decimals = spot.rule.decimals
        finding = context.finding(
            Code.SUMMA_FEL,
            spot,
            figure(value, decimals),
            figure(total.value, decimals),
            difference=figure(gap.value, decimals),
            tolerance=figure(gap.uncertainty, decimals),
            parts=", ".join(_labels(expr, context)),
            slip=slip_hint(Ref(spot.place.parts), expr, gap, context, total=spot.place),
        )
        yield replace(finding, gap=gap_of(gap.value, gap.uncertainty, decimals))


def check_of_which(context: Context) -> Iterator[Finding]:
    """An of-which row is no larger than the row it is part of. Such rows may overlap, so they are not added."""
    spreads = context.once(Spreads)
    for spot, part, parent, whole in _of_which(context):
        excess = abs(part) - abs(whole)
        if part * whole >= 0 and excess > _play(spot, part, parent, whole, spreads):
            yield _of_which_finding(Code.VARAV_STORRE, spot, parent, context)


def check_of_which_signs(context: Context) -> Iterator[Finding]:
    """An of-which row has the sign of the row it is part of."""
    for spot, part, parent, whole in _of_which(context):
        if part * whole < 0:
            yield _of_which_finding(Code.VARAV_TECKEN, spot, parent, context)


def _of_which(context: Context) -> Iterator[tuple[Spot, Decimal, Spot, Decimal]]:
    """Each figure of an of-which row, with that of its parent. A variance need not follow its parent's, so only amounts."""
    for spot in context.spots:
        if spot.spec is None or spot.spec.kind is not RowKind.VARAV or not spot.spec.part_of:
            continue
        if not adds_up(spot.column) or spot.column.formula:
            continue
        parent = context.by_place.get(Place(spot.table.key, spot.spec.part_of, spot.column.key))
        part, whole = spot.derived.number, parent.derived.number if parent else None
        if parent is not None and part is not None and whole is not None:
            yield spot, part, parent, whole


def _play(spot: Spot, part: Decimal, parent: Spot, whole: Decimal, spreads: Spreads) -> Decimal:
    """What rounding explains. Two entered figures with the same decimals cannot change places by being rounded."""
    entered = spot.derived.origin is parent.derived.origin is Origin.ENTERED
    if entered and rounded_by(spot, part) == rounded_by(parent, whole):
        return Decimal(0)
    gap = spreads.between(spreads.at(spot.place), spreads.at(parent.place))
    return gap.uncertainty if gap else Decimal(0)


def _of_which_finding(code: Code, spot: Spot, parent: Spot, context: Context) -> Finding:
    found, expected = (
        figure(one.derived.number, one.rule.decimals) if one.derived.number is not None else ""
        for one in (spot, parent)
    )
    return context.finding(code, spot, found, expected, whole=parent.row.name)


def _labels(expr: Expr, context: Context) -> list[str]:
    """The labels of the rows that a sum is made of, in its order."""
    spots = (context.by_place.get(Place(*ref.parts)) for ref in references(expr) if isinstance(ref, Ref))
    return list(dict.fromkeys(spot.row.name or spot.row.key for spot in spots if spot))
