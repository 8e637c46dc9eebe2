"""Formulas of the malls: text → tree. The tree is evaluated and written to Excel by `derive.formula`.

The grammar is a small part of Python's, read with `ast` and never run: numbers, names with up to three parts
(`prognos`, `tabell.rad.kolumn`), + − * /, comparison inside `om(villkor, då, annars)`, and the functions in `FUNCTIONS`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from reportgen.model.period import MANADER_KORT

FUNCTIONS: Final = {
    "summa": (1, None),
    "medel": (1, None),
    "abs": (1, 1),
    "minst": (1, None),
    "storst": (1, None),
    "om": (3, 3),
    "hittills": (0, 1),
}
"""Function → fewest and most arguments. summa and medel pass over empty cells; all else is empty if any part is.

`hittills()` is the sum of the months so far of its own row, `hittills(tabell.rad)` of another; it is read as a summa.
"""

DAYS: Final = tuple(f"dygn_{month}" for month in MANADER_KORT)
"""Names that stand for the days of a month; in a row of an earlier year, of that year."""

YEARS_BACK: Final = 5
"""How far back a row's year may lie for its February to be right."""

FEBRUARIES: Final = tuple(f"dygn_feb_{back}" for back in range(1, YEARS_BACK + 1))
"""What `dygn_feb` is read as in a row of an earlier year: the days of February that many years back."""

SCALARS: Final = frozenset({"ar", "manad", "dagar_ar", "dagar_period", *DAYS, *FEBRUARIES})
"""Names that stand for a number of the period: year, months so far, days of the year, days so far, days of each month."""

_YEAR: Final = re.compile(r"\{ar(?:-(\d))?\}")


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


@lru_cache(maxsize=8192)
def parse(text: str) -> Expr:
    """The tree of a formula, the same for the same text; raises `FormulaError`."""
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


def renamed(expr: Expr, rename: Callable[[Ref], Ref]) -> Expr:
    """The same formula with every name replaced."""
    match expr:
        case Ref():
            return rename(expr)
        case Binary():
            return Binary(expr.operator, renamed(expr.left, rename), renamed(expr.right, rename))
        case Negative():
            return Negative(renamed(expr.operand, rename))
        case Call():
            return Call(expr.name, tuple(renamed(arg, rename) for arg in expr.args))
        case _:
            return expr


def years_back(text: str) -> int:
    """How many years before the period's a label or heading of a mall speaks of: 1 for "HVB {ar-1}", 0 for those without year."""
    match = _YEAR.search(text)
    return min(int(match[1] or 0), YEARS_BACK) if match else 0


def in_year(expr: Expr, back: int) -> Expr:
    """The formula of a row whose year is that many years back: its February has the days of that year."""
    return (
        renamed(expr, lambda ref: Ref((FEBRUARIES[back - 1],)) if ref.parts == ("dygn_feb",) else ref) if back else expr
    )


def qualify(expr: Expr, table: str, *, row: str = "", column: str = "") -> Expr:
    """The formula with every one-part name made a whole place.

    In a column's formula names are columns of `row`; in a row's formula they are rows of `column`. Scalars stay.
    """

    def whole(ref: Ref) -> Ref:
        if len(ref.parts) != 1 or ref.parts[0] in SCALARS:
            return ref
        return Ref((table, row, ref.parts[0]) if row else (table, ref.parts[0], column))

    return renamed(expr, whole)


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
    if name == "hittills":
        return _so_far(node, text)
    fewest, most = FUNCTIONS[name]
    if len(node.args) < fewest or (most is not None and len(node.args) > most):
        raise FormulaError(f"formeln {text!r}: {name} ska ha {fewest}{'' if most else ' eller fler'} argument")
    if name == "om":
        return Call(name, (_comparison(node.args[0], text), *(_expr(arg, text) for arg in node.args[1:])))
    return Call(name, tuple(_expr(arg, text) for arg in node.args))


def _so_far(node: ast.Call, text: str) -> Call:
    """The months so far of a row, as a sum in which a month to come is nothing, and an empty row empty."""
    row = _parts(node.args[0], text) if node.args else ()
    if len(row) not in (0, 2) or len(node.args) > 1:
        raise FormulaError(f"formeln {text!r}: hittills står tomt eller med en rad, hittills(tabell.rad)")
    first, *others = (Ref((*row, month)) for month in MANADER_KORT)
    nothing = Binary("*", first, Number(Decimal(0)))
    months = (
        Call("om", (Binary(">=", Ref(("manad",)), Number(Decimal(number))), month, nothing))
        for number, month in enumerate(others, start=2)
    )
    return Call("summa", (first, *months))


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
