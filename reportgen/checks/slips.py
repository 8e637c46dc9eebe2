"""The simple slip that would explain a difference: a lost sign, swapped digits, a misplaced comma, a row left out.

A slip is only told when it makes the figures agree as closely as rounding usually leaves them, not merely as far apart as
it could: of many rows one would always fit by chance within the outer bound. More than two that fit are no explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import digits, figure
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.derive.formula import evaluate
from reportgen.derive.report import evaluator
from reportgen.model.format import format_number
from reportgen.model.position import Place
from reportgen.model.value import Origin
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref

ZERO: Final = Decimal(0)

CLEAR: Final = 4
"""A difference is looked into when it is this many times what rounding usually leaves."""

MOST: Final = 2
"""More explanations than this are none."""

LEAST: Final = 10
"""A figure too large by some powers of ten is still this many units of its last decimal."""

FACTORS: Final = tuple(Decimal(10) ** power for power in (1, 2, 3, 6))


@dataclass(frozen=True, slots=True)
class Slip:
    """What may have happened to an entered figure: `value` is what should have stood there, `why` how it went wrong."""

    spot: Spot
    value: Decimal
    why: str


def slip_hint(left: Expr, right: Expr, gap: Spread, context: Context, *, total: Place | None = None) -> str:
    """ " Stämmer om …", or nothing. `gap` is left − right; `total` the given sum that is held against its rows."""
    near = usual(gap)
    if abs(gap.value) < CLEAR * near or not gap.value:
        return ""
    weights = _plus(_weights(left, context), _weights(right, context), Decimal(-1))
    spots = [(context.by_place[place], weight) for place, weight in weights.items() if weight]
    doubted = [(spot, weight) for spot, weight in spots if spot.place == total or not _is_confirmed(spot, context)]
    slips = [slip for spot, weight in doubted for slip in _slips(spot, weight, gap.value, near)]
    tables = {spot.table.key for spot, _ in spots}
    if 0 < len(slips) <= MOST:
        rows = [(spot.table.key, spot.row.key) for spot, _ in spots]
        told = " eller ".join(
            _told(
                slip,
                context,
                total,
                several=len(tables) > 1,
                alone=rows.count((slip.spot.table.key, slip.spot.row.key)) == 1,
            )
            for slip in slips
        )
        return f" Stämmer om {told}."
    if not slips and total is not None:
        return _left_out([(spot, weight) for spot, weight in spots if spot.place != total], gap.value, near)
    return ""


def usual(gap: Spread) -> Decimal:
    """How far off rounding usually leaves a difference: twice the spread of as many evenly spread errors."""
    return 2 * (sum((part * part for part in gap.parts.values()), ZERO) / 3).sqrt() + gap.rest


def _is_confirmed(spot: Spot, context: Context) -> bool:
    """Whether the figure is a given sum that agrees with its rows."""
    if spot.rule.expr is None or not spot.rule.is_total:
        return False
    spreads = context.once(Spreads)
    gap = spreads.between(spreads.at(spot.place), spreads.of(spot.rule.expr))
    return gap is not None and abs(gap.value) <= gap.uncertainty


def _slips(spot: Spot, weight: Decimal, gap: Decimal, near: Decimal) -> Iterator[Slip]:
    """The slips in one figure that close the gap, each value once."""
    value = spot.derived.number
    if not value:
        return
    told = set()
    for wanted, why in _miswritten(value, spot.rule.decimals):
        if wanted not in told and abs(gap + weight * (wanted - value)) <= near:
            told.add(wanted)
            yield Slip(spot, wanted, why)


def _miswritten(value: Decimal, decimals: int) -> Iterator[tuple[Decimal, str]]:
    """What may have been meant by a value, and what went wrong."""
    yield -value, "omvänt tecken"
    for factor in FACTORS:
        times = format_number(factor, 0)
        if abs(value / factor) >= Decimal(LEAST).scaleb(-decimals):
            yield value / factor, f"skrivet {times} gånger för stort"
        yield value * factor, f"skrivet {times} gånger för litet"
    yield from ((swapped, "omkastade siffror") for swapped in swaps(value, decimals))


def swaps(value: Decimal, decimals: int) -> Iterator[Decimal]:
    """The value with two neighbouring digits exchanged, every way that leaves as many digits."""
    places = max(decimals, digits(value))
    figures = f"{abs(value):.{places}f}".replace(".", "")
    for n in range(len(figures) - 1):
        a, b = figures[n], figures[n + 1]
        if a != b and not (n == 0 and b == "0"):
            swapped = Decimal(figures[:n] + b + a + figures[n + 2 :]).scaleb(-places)
            yield -swapped if value < 0 else swapped


def _told(slip: Slip, context: Context, total: Place | None, *, several: bool, alone: bool) -> str:
    """What should stand where. `several` names the table too; a row that is not `alone` in the rule has its column named."""
    spot = slip.spot
    label = "summan" if spot.place == total else spot.row.name or spot.row.key
    column = "" if alone or spot.place == total else f", {context.heading(spot.column, spot.table)}"
    table = f" i {context.title(spot.table)}" if several else ""
    return f"{label}{column}{table} är {figure(slip.value, spot.rule.decimals)} ({slip.why})"


def _left_out(spots: list[tuple[Spot, Decimal]], gap: Decimal, near: Decimal) -> str:
    """A given sum that lacks one of its rows, or has one twice."""
    for words, sign in (("inte räknas med", 1), ("räknas två gånger", -1)):
        fits = [s for s, weight in spots if s.derived.number and abs(gap - sign * weight * s.derived.number) <= near]
        if len(fits) == 1:
            return f" Stämmer om {fits[0].row.name or fits[0].row.key} {words}."
    return ""


def _weights(expr: Expr, context: Context) -> dict[Place, Decimal]:
    """How much the formula changes when an entered figure beneath it does, by figure. Exact for one figure at a time.

    What the formula is divided by is left out: there a change has no one weight.
    """
    match expr:
        case Ref((_, _, _)):
            return _of_cell(Place(*expr.parts), context)
        case Negative():
            return _plus({}, _weights(expr.operand, context), Decimal(-1))
        case Binary("+" | "-"):
            sign = Decimal(1 if expr.operator == "+" else -1)
            return _plus(_weights(expr.left, context), _weights(expr.right, context), sign)
        case Binary("*"):
            one = _plus({}, _weights(expr.left, context), _value(expr.right, context))
            return _plus(one, _weights(expr.right, context), _value(expr.left, context))
        case Binary("/"):
            divisor = _value(expr.right, context)
            return _plus({}, _weights(expr.left, context), 1 / divisor) if divisor else {}
        case Call("summa"):
            return _added(_weights(arg, context) for arg in expr.args)
        case Call("om"):
            holds = _value(expr.args[0], context)
            return _weights(expr.args[1 if holds else 2], context)
        case _:
            return {}


def _of_cell(place: Place, context: Context) -> dict[Place, Decimal]:
    spot = context.by_place.get(place)
    if spot is None or spot.derived.number is None:
        return {}
    if spot.derived.origin is Origin.COMPUTED and spot.rule.expr is not None:
        return _weights(spot.rule.expr, context)
    return {place: Decimal(1)} if spot.derived.origin is Origin.ENTERED else {}


def _value(expr: Expr, context: Context) -> Decimal:
    return expr.value if isinstance(expr, Number) else evaluate(expr, evaluator(context.derived)) or ZERO


def _plus(one: Mapping[Place, Decimal], other: Mapping[Place, Decimal], factor: Decimal) -> dict[Place, Decimal]:
    total = dict(one)
    for place, weight in other.items():
        total[place] = total.get(place, ZERO) + weight * factor
    return total


def _added(terms: Iterator[dict[Place, Decimal]]) -> dict[Place, Decimal]:
    total: dict[Place, Decimal] = {}
    for term in terms:
        total = _plus(total, term, Decimal(1))
    return total
