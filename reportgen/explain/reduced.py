"""A formula as it came out with the figures there are: choices made, what is empty left out of sums.

    om(prognos > budget, prognos - budget, 0)  →  prognos - budget, since prognos > budget

The reduced formula has the same value as the whole one, by the same evaluator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.derive.formula import evaluate
from reportgen.spec.formula import SCALARS, Binary, Call, Expr, Negative, Number, Ref, references

Figures = Callable[[Ref], Decimal | None]
"""The number of a name; None where there is none."""

_ZERO: Final = Number(Decimal(0))
_PASSES_OVER: Final = ("summa", "medel")
"""The functions that pass over what has no number."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """The formula as it came out; the conditions that decided it, each with whether it held; and the names passed over.

    Conditions of the period only (which month it is) decide without being told.
    """

    expr: Expr
    conditions: tuple[tuple[Expr, bool], ...] = ()
    passed_over: tuple[Ref, ...] = ()


def reduced(expr: Expr, number: Figures) -> Reduced:
    """What came of a formula."""
    reducer = _Reducer(number)
    found = reducer.of(expr)
    return Reduced(found, tuple(reducer.conditions.items()), tuple(reducer.passed_over))


class _Reducer:
    """Gathers what decided and what was passed over."""

    def __init__(self, number: Figures) -> None:
        self.number = number
        self.conditions: dict[Expr, bool] = {}
        self.passed_over: dict[Ref, None] = {}

    def of(self, expr: Expr) -> Expr:
        match expr:
            case Binary():
                return Binary(expr.operator, self.of(expr.left), self.of(expr.right))
            case Negative():
                return Negative(self.of(expr.operand))
            case Call(name="om"):
                return self._chosen(expr)
            case Call():
                return Call(expr.name, tuple(map(self.of, self._counting(expr))))
            case _:
                return expr

    def _chosen(self, expr: Call) -> Expr:
        """The branch taken; a condition without value takes none, and the formula stays as it is."""
        condition, then, otherwise = expr.args
        holds = evaluate(condition, self.number)
        if holds is None:
            return expr
        if any(len(ref.parts) > 1 or ref.parts[0] not in SCALARS for ref in references(condition)):
            self.conditions[condition] = bool(holds)
        return self.of(then if holds else otherwise)

    def _counting(self, expr: Call) -> tuple[Expr, ...]:
        """The arguments that count: of a sum or a mean those that have a number, if any has one."""
        if expr.name not in _PASSES_OVER:
            return expr.args
        present = tuple(arg for arg in expr.args if evaluate(arg, self.number) is not None)
        if not present:
            return expr.args
        self.passed_over |= dict.fromkeys(arg for arg in expr.args if isinstance(arg, Ref) and arg not in present)
        if expr.name == "medel":
            return present
        return tuple(arg for arg in present if not self._adds_nothing(arg)) or present

    def _adds_nothing(self, arg: Expr) -> bool:
        """Whether a term of a sum is 0 whatever its figures: a month to come, or a start from zero."""
        match arg:
            case Call(name="om"):
                return isinstance(taken := self._chosen(arg), Binary) and self._adds_nothing(taken)
            case Binary(operator="*"):
                return arg.right == _ZERO
            case _:
                return arg == _ZERO
