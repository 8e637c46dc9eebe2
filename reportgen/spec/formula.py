"""Formulas of the malls: text → tree. The tree is evaluated and written to Excel by `derive.formula`.

The grammar is a small part of Python's, read with `ast` and never run: numbers, names with up to three parts
(`prognos`, `tabell.rad.kolumn`), + − * /, comparison inside `om(villkor, då, annars)`, and the functions in `FUNCTIONS`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

FUNCTIONS: Final = {
    "summa": (1, None),
    "medel": (1, None),
    "abs": (1, 1),
    "minst": (1, None),
    "storst": (1, None),
    "om": (3, 3),
}
"""Function → fewest and most arguments. summa and medel pass over empty cells; all else is empty if any part is."""

SCALARS: Final = frozenset({"ar", "manad", "dagar_ar", "dagar_period"})
"""Names that stand for a number of the period: year, months so far, days of the year, days so far."""


class FormulaError(ValueError):
    """A formula that cannot be read; the text says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """A name: ("prognos",), ("tabell", "rad", "kolumn") or a scalar such as ("manad",)."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is one of + - * / < <= > >= == !=."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expr


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Expr, ...]


Expr = Number | Ref | Binary | Negative | Call

_OPERATORS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def parse(text: str) -> Expr:
    """The tree of a formula; raises `FormulaError`."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"formeln {text!r} kan inte läsas") from error
    return _expr(tree.body, text)


def references(expr: Expr) -> Iterator[Ref]:
    """Every name in the formula, in order, repeats included; scalars too."""
    match expr:
        case Ref():
            yield expr
        case Binary():
            yield from references(expr.left)
            yield from references(expr.right)
        case Negative():
            yield from references(expr.operand)
        case Call():
            for arg in expr.args:
                yield from references(arg)
        case Number():
            return


def qualify(expr: Expr, table: str, *, row: str = "", column: str = "") -> Expr:
    """The formula with every one-part name made a whole place.

    In a column's formula names are columns of `row`; in a row's formula they are rows of `column`. Scalars stay.
    """
    match expr:
        case Ref((name,)) if name not in SCALARS:
            return Ref((table, row, name) if row else (table, name, column))
        case Binary():
            left = qualify(expr.left, table, row=row, column=column)
            return Binary(expr.operator, left, qualify(expr.right, table, row=row, column=column))
        case Negative():
            return Negative(qualify(expr.operand, table, row=row, column=column))
        case Call():
            return Call(expr.name, tuple(qualify(arg, table, row=row, column=column) for arg in expr.args))
        case _:
            return expr


def _expr(node: ast.AST, text: str) -> Expr:
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError(f"formeln {text!r}: sant och falskt kan inte användas")
        case ast.Constant(value=int() | float()):
            return Number(_decimal(node, text))
        case ast.Name() | ast.Attribute():
            return Ref(_parts(node, text))
        case ast.UnaryOp(op=ast.USub()):
            return Negative(_expr(node.operand, text))
        case ast.BinOp() if type(node.op) in _OPERATORS:
            return Binary(_OPERATORS[type(node.op)], _expr(node.left, text), _expr(node.right, text))
        case ast.Compare():
            raise FormulaError(f"formeln {text!r}: jämförelser kan bara stå först i om(…)")
        case ast.Call(func=ast.Name(id=name), keywords=[]):
            return _call(name, node, text)
        case _:
            raise FormulaError(f"formeln {text!r}: bara + - * / och funktionerna {', '.join(FUNCTIONS)} kan användas")


def _call(name: str, node: ast.Call, text: str) -> Call:
    if name not in FUNCTIONS:
        raise FormulaError(f"formeln {text!r}: funktionen {name} finns inte, bara {', '.join(FUNCTIONS)}")
    fewest, most = FUNCTIONS[name]
    if len(node.args) < fewest or (most is not None and len(node.args) > most):
        raise FormulaError(f"formeln {text!r}: {name} ska ha {fewest}{'' if most else ' eller fler'} argument")
    if name == "om":
        return Call(name, (_comparison(node.args[0], text), *(_expr(arg, text) for arg in node.args[1:])))
    return Call(name, tuple(_expr(arg, text) for arg in node.args))


def _comparison(node: ast.AST, text: str) -> Binary:
    match node:
        case ast.Compare(ops=[op], comparators=[right]) if type(op) in _OPERATORS:
            return Binary(_OPERATORS[type(op)], _expr(node.left, text), _expr(right, text))
    raise FormulaError(f"formeln {text!r}: det första i om(…) ska vara en jämförelse, till exempel a > b")


def _decimal(node: ast.AST, text: str) -> Decimal:
    """The number with the digits it is written with (0.1 is a tenth, not the float nearest to it)."""
    written = ast.get_source_segment(text.strip(), node) or ""
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise FormulaError(f"formeln {text!r}: talet {written} ska skrivas med siffrorna 0–9 och punkt") from error


def _parts(node: ast.AST, text: str) -> tuple[str, ...]:
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=value, attr=name):
            parts = (*_parts(value, text), name)
            if len(parts) <= 3:
                return parts
    raise FormulaError(f"formeln {text!r}: ett namn har högst tre delar, tabell.rad.kolumn")
