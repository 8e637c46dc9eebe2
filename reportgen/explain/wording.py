"""A formula as people write it: with labels, or with figures, in Swedish.

in_words(Binary("-", …), name)  →  "Budget − Prognos"
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from reportgen.model.format import MINUS, format_number_plain
from reportgen.model.period import MANADER
from reportgen.spec.formula import DAYS, FEBRUARIES, Binary, Call, Expr, Negative, Number, Ref

_SIGNS: Final = {"-": MINUS, "*": "·", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_STRENGTH: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
_FUNCTIONS: Final = {
    "medel": "medelvärdet av",
    "abs": "beloppet utan tecken av",
    "minst": "det minsta av",
    "storst": "det största av",
}
_SCALARS: Final = {
    "ar": "året",
    "manad": "månaden",
    "dagar_ar": "årets dagar",
    "dagar_period": "periodens dagar",
    **{name: f"dygnen i {month}" for name, month in zip(DAYS, MANADER, strict=True)},
    **{name: f"dygnen i februari {back} år tidigare" for back, name in enumerate(FEBRUARIES, start=1)},
}


def scalar_words(name: str) -> str:
    """What a number of the period is called."""
    return _SCALARS.get(name, name)


def worded(expr: Expr, name: Callable[[Ref], str]) -> str:
    """The formula with `name` in the place of each name."""
    return _text(expr, name, 0, first=True)


def _text(expr: Expr, name: Callable[[Ref], str], outer: int, *, first: bool) -> str:
    match expr:
        case Number():
            return _negative_apart(format_number_plain(expr.value), first=first)
        case Ref():
            return _negative_apart(name(expr), first=first)
        case Negative():
            text = f"{MINUS}{_text(expr.operand, name, 2, first=False)}"
            return text if first else f"({text})"
        case Binary():
            strength = _STRENGTH.get(expr.operator, 0)
            left = _text(expr.left, name, strength, first=first)
            right = _text(expr.right, name, strength + (expr.operator in "-/"), first=False)
            text = f"{left} {_SIGNS.get(expr.operator, expr.operator)} {right}"
            return f"({text})" if strength < outer else text
        case Call(name="summa"):
            text = " + ".join(_text(arg, name, 1, first=first and n == 0) for n, arg in enumerate(expr.args))
            return f"({text})" if outer > 1 and len(expr.args) > 1 else text
        case Call(name="om"):
            condition, then, otherwise = (_text(arg, name, 0, first=True) for arg in expr.args)
            return f"({then} om {condition}, annars {otherwise})"
        case Call():
            args = [_text(arg, name, 0, first=True) for arg in expr.args]
            return f"{_FUNCTIONS[expr.name]} ({'; '.join(args)})"


def _negative_apart(text: str, *, first: bool) -> str:
    """A negative figure after a sign stands in parentheses: 45 200 − (−48 621)."""
    return f"({text})" if text.startswith(MINUS) and not first else text


def exact_words(value: Decimal) -> str:
    """A figure with the decimals it has; of a quotient without end, ten."""
    rounded = round(value, 10)
    return format_number_plain(value if rounded == value else rounded)
