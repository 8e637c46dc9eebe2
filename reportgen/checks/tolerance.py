"""How far two figures may differ before something other than rounding must explain it. Never a constant.

A figure that a person entered has been rounded from something unrounded, so the truth lies within half a unit of its
last printed decimal; if more decimals were typed than are printed, of the last one typed. A count is not rounded, nor
is what the mall writes. A worked-out figure carries with it every entered figure beneath it, through sums of sums and
look-ups, each with the weight it has there, and so do the two sides of a comparison: what stands on both sides cancels.

    sum of three figures with one decimal, against a fourth: (3 + 1) · 0,05 = 0,2
    share a / b: (half a unit of a + the share · half a unit of b) / b, and a little more as b itself moves

So sums and differences are exact, and products and quotients have an upper bound close to the true one (affine
arithmetic: a value, its first-order dependence on each entered figure, and a rest that holds all else).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from types import MappingProxyType

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import digits
from reportgen.derive.formula import PRECISION, evaluate
from reportgen.derive.report import scalars
from reportgen.model.position import Place
from reportgen.model.rounding import half_unit
from reportgen.model.value import Origin
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref
from reportgen.spec.schema import ColumnType

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Spread:
    """A value and what rounding may hide in it: `parts` by the entered figure that moves it, `rest` what has no one owner."""

    value: Decimal
    parts: Mapping[Place, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    rest: Decimal = ZERO

    @property
    def uncertainty(self) -> Decimal:
        """The truth is no further than this from `value`."""
        return sum(map(abs, self.parts.values()), ZERO) + self.rest

    @property
    def is_exact(self) -> bool:
        return not self.parts and not self.rest

    def times(self, factor: Decimal) -> Spread:
        parts = {place: part * factor for place, part in self.parts.items()}
        return Spread(self.value * factor, parts, self.rest * abs(factor))


class _UnboundedError(Exception):
    """Something is divided by what may be zero once rounding is taken back."""


class Spreads:
    """The spread of any formula over a report; that of a cell is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scalars = scalars(context.entered.period)
        self.cells: dict[Place, Spread | None] = {}

    def of(self, expr: Expr) -> Spread | None:
        """The formula's value with what rounding may hide in it; None when it has no value, or no bound."""
        with localcontext(prec=PRECISION), suppress(_UnboundedError):
            return self._of(expr)
        return None

    def between(self, one: Spread | None, other: Spread | None) -> Spread | None:
        """The difference between two figures; what they share cancels."""
        with localcontext(prec=PRECISION):
            return _plus(one, other.times(Decimal(-1))) if one and other else None

    def at(self, place: Place) -> Spread | None:
        """The spread of a cell: its own if it was entered, else that of what it was worked out from."""
        return self.of(Ref((place.table, place.row or "", place.column or "")))

    def _at(self, place: Place) -> Spread | None:
        if place not in self.cells:
            spot = self.context.by_place.get(place)
            self.cells[place] = self._cell(spot) if spot else None
        return self.cells[place]

    def _cell(self, spot: Spot) -> Spread | None:
        value = spot.derived.number
        if value is None:
            return None
        match spot.derived.origin:
            case Origin.ENTERED:
                rounded = rounded_by(spot, value)
                return Spread(value, {spot.place: rounded}) if rounded else Spread(value)
            case Origin.COMPUTED if spot.rule.expr is not None:
                return self._of(spot.rule.expr)
            case _:
                return Spread(value)

    def _of(self, expr: Expr) -> Spread | None:
        match expr:
            case Number():
                return Spread(expr.value)
            case Ref((name,)):
                return Spread(self.scalars[name]) if name in self.scalars else None
            case Ref():
                return self._at(Place(*expr.parts))
            case Negative():
                operand = self._of(expr.operand)
                return operand and operand.times(Decimal(-1))
            case Binary():
                return _combined(expr.operator, self._of(expr.left), self._of(expr.right))
            case Call(name="om"):
                return self._choice(expr)
            case Call():
                return _called(expr.name, [self._of(arg) for arg in expr.args])

    def _choice(self, expr: Call) -> Spread | None:
        """The branch taken; and when rounding could have turned the condition, far enough to reach the other too."""
        condition = expr.args[0]
        if not isinstance(condition, Binary):
            return None
        margin = self.between(self._of(condition.left), self._of(condition.right))
        if margin is None:
            return None
        value = evaluate(Binary(condition.operator, Number(margin.value), Number(ZERO)), lambda _: None)
        then, otherwise = expr.args[1:] if value else reversed(expr.args[1:])
        taken = self._of(then)
        if abs(margin.value) > margin.uncertainty or not margin.uncertainty:
            return taken
        other = self._of(otherwise)
        if taken is None or other is None:
            raise _UnboundedError
        reach = abs(other.value - taken.value) + other.uncertainty
        return Spread(taken.value, rest=max(taken.uncertainty, reach))


def rounded_by(spot: Spot, value: Decimal) -> Decimal:
    """What rounding can have hidden in an entered figure: nothing in a count, else half a unit of its last decimal."""
    if spot.column.type is ColumnType.ANTAL and spot.rule.decimals == 0 and value == value.to_integral_value():
        return ZERO
    return half_unit(max(spot.rule.decimals, digits(value)))


def _combined(operator: str, left: Spread | None, right: Spread | None) -> Spread | None:
    if left is None or right is None:
        return None
    match operator:
        case "+":
            return _plus(left, right)
        case "-":
            return _plus(left, right.times(Decimal(-1)))
        case "*":
            return _product(left, right)
        case "/":
            return _quotient(left, right)
        case _:
            return None


def _plus(*terms: Spread) -> Spread:
    if all(term.is_exact for term in terms):
        return Spread(sum((term.value for term in terms), ZERO))
    parts: dict[Place, Decimal] = {}
    for term in terms:
        for place, part in term.parts.items():
            parts[place] = parts.get(place, ZERO) + part
    return Spread(sum((term.value for term in terms), ZERO), parts, sum((term.rest for term in terms), ZERO))


def _product(left: Spread, right: Spread) -> Spread:
    if left.is_exact and right.is_exact:
        return Spread(left.value * right.value)
    linear = _plus(left.times(right.value), right.times(left.value))
    return Spread(left.value * right.value, linear.parts, linear.rest + left.uncertainty * right.uncertainty)


def _quotient(left: Spread, right: Spread) -> Spread | None:
    """left / right = q + (left − q·right) / right, where the second is near zero. None when right is surely zero."""
    nearest = abs(right.value) - right.uncertainty
    if not right.value and not right.uncertainty:
        return None
    if nearest <= 0:
        raise _UnboundedError
    quotient = left.value / right.value
    error = _plus(left, right.times(-quotient))
    linear = error.times(1 / right.value)
    bent = error.uncertainty * right.uncertainty / (abs(right.value) * nearest)
    return Spread(quotient, linear.parts, linear.rest + bent)


def _called(name: str, args: list[Spread | None]) -> Spread | None:
    present = [arg for arg in args if arg is not None]
    if not present:
        return None
    match name:
        case "summa":
            return _plus(*present)
        case "medel":
            return _plus(*present).times(1 / Decimal(len(present)))
    if len(present) < len(args):
        return None
    if len(present) == 1 and (name != "abs" or abs(present[0].value) >= present[0].uncertainty):
        return present[0] if name != "abs" or present[0].value >= 0 else present[0].times(Decimal(-1))
    values = [arg.value for arg in present]
    value = {"abs": abs(values[0]), "minst": min(values), "storst": max(values)}[name]
    return Spread(value, rest=max(arg.uncertainty for arg in present))
