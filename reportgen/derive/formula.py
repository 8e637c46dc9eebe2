"""One formula, used twice: worked out here on decimals, and written as a live formula in the workbook.

Both follow the same rules, and a test lets LibreOffice recalculate workbooks to hold them together:
a cell that is empty or holds words has no number; + − * / give nothing when a part has none, or the divisor is zero;
`summa` and `medel` pass over cells without a number and give nothing when none has one.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Final

from reportgen.model.position import column_index
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref

PRECISION: Final = 40
"""Digits of a quotient; sums and differences of what people type are exact far below this."""

EXCEL_FUNCTIONS: Final = {"minst": "MIN", "storst": "MAX", "abs": "ABS"}
_EXCEL_OPERATORS: Final = {"==": "=", "!=": "<>"}
_STRENGTH: Final = {"+": 1, "-": 1, "*": 2, "/": 2}


def evaluate(expr: Expr, number: Callable[[Ref], Decimal | None]) -> Decimal | None:
    """The value of the formula; `number` gives that of a name, None where there is no number. None when it has no value."""
    with localcontext(prec=PRECISION):
        return _value(expr, number)


def divisor_is_zero(expr: Expr, number: Callable[[Ref], Decimal | None]) -> bool:
    """Whether something that counts in the formula is divided by zero (the branch of `om` not taken does not)."""
    with localcontext(prec=PRECISION):
        return _divides_by_zero(expr, number)


def to_excel(expr: Expr, address: Callable[[Ref], str]) -> str:
    """The formula for Excel, "=" first, in the English names that files hold. Empty text where it has no value.

    Divisors are asked about one inside the other, as OR would work out all of them, also those divided by zero.
    """
    body = _excel(expr, address)
    guarded = _condition(expr)
    for divisor in reversed(dict.fromkeys(_excel(divisor, address) for divisor in _divisors(guarded))):
        body = f'IF({divisor}=0,"",{body})'
    lacking = _lacking(_required(guarded), address)
    if not lacking:
        return f"={body}"
    condition = lacking[0] if len(lacking) == 1 else f"OR({','.join(lacking)})"
    return f'=IF({condition},"",{body})'


def _condition(expr: Expr) -> Expr:
    """What must have a value for the whole to be worked out: for `om` its condition, as each branch sees to itself."""
    return expr.args[0] if isinstance(expr, Call) and expr.name == "om" else expr


def _lacking(parts: list[Expr], address: Callable[[Ref], str]) -> list[str]:
    """Conditions in Excel, each true when something that the formula needs has no number."""
    cells = list(dict.fromkeys(address(part) for part in parts if isinstance(part, Ref)))
    lacking = [f"COUNT({','.join(cells)})<{len(cells)}"] if cells else []
    for part in parts:
        if isinstance(part, Call) and part.name == "om":
            lacking.append(f"COUNT({_guarded(part, address)})=0")
        elif isinstance(part, Call) and not any(isinstance(arg, Number) for arg in _flat(part)):
            lacking.append(f"COUNT({_args(part, address)})=0")
    return list(dict.fromkeys(lacking))


def _value(expr: Expr, number: Callable[[Ref], Decimal | None]) -> Decimal | None:
    match expr:
        case Number():
            return expr.value
        case Ref():
            return number(expr)
        case Negative():
            operand = _value(expr.operand, number)
            return None if operand is None else -operand
        case Binary():
            return _binary(expr.operator, _value(expr.left, number), _value(expr.right, number))
        case Call():
            return _call(expr, number)


def _binary(operator: str, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
        case _:
            return Decimal(_compare(operator, left, right))


def _compare(operator: str, left: Decimal, right: Decimal) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
        "!=": left != right,
    }[operator]


def _call(call: Call, number: Callable[[Ref], Decimal | None]) -> Decimal | None:
    if call.name == "om":
        condition = _value(call.args[0], number)
        if condition is None:
            return None
        return _value(call.args[1] if condition else call.args[2], number)
    values = [_value(arg, number) for arg in call.args]
    present = [value for value in values if value is not None]
    if not present:
        return None
    match call.name:
        case "summa":
            return sum(present, Decimal(0))
        case "medel":
            return sum(present, Decimal(0)) / len(present)
    if len(present) < len(values):
        return None
    return {"abs": lambda: abs(present[0]), "minst": lambda: min(present), "storst": lambda: max(present)}[call.name]()


def _divides_by_zero(expr: Expr, number: Callable[[Ref], Decimal | None]) -> bool:
    match expr:
        case Binary():
            if expr.operator == "/" and _value(expr.right, number) == 0:
                return True
            return _divides_by_zero(expr.left, number) or _divides_by_zero(expr.right, number)
        case Negative():
            return _divides_by_zero(expr.operand, number)
        case Call(name="om"):
            holds = _value(expr.args[0], number)
            taken = expr.args[0] if holds is None else expr.args[1 if holds else 2]
            return _divides_by_zero(expr.args[0], number) or _divides_by_zero(taken, number)
        case Call():
            return any(_divides_by_zero(arg, number) for arg in expr.args)
        case _:
            return False


def _required(expr: Expr) -> list[Expr]:
    """The parts that must each have a number: names, and summa, medel and om each as a whole."""
    match expr:
        case Ref() | Call(name="summa" | "medel" | "om"):
            return [expr]
        case Negative():
            return _required(expr.operand)
        case Binary():
            return [*_required(expr.left), *_required(expr.right)]
        case Call():
            return [part for arg in expr.args for part in _required(arg)]
        case Number():
            return []


def _divisors(expr: Expr) -> list[Expr]:
    """What is divided by, inner divisors before those that they stand in; summa, medel and om see to their own."""
    match expr:
        case Binary():
            own = (
                [expr.right]
                if expr.operator == "/" and not (isinstance(expr.right, Number) and expr.right.value)
                else []
            )
            return [*_divisors(expr.left), *_divisors(expr.right), *own]
        case Negative():
            return _divisors(expr.operand)
        case Call(name="summa" | "medel" | "om"):
            return []
        case Call():
            return [divisor for arg in expr.args for divisor in _divisors(arg)]
        case _:
            return []


def _excel(expr: Expr, address: Callable[[Ref], str], outer: int = 0) -> str:
    """The bare formula; `outer` is the binding strength around it, so that parentheses stand only where they must."""
    match expr:
        case Number():
            return f"{expr.value:f}"
        case Ref():
            return address(expr)
        case Negative():
            return f"(-{_excel(expr.operand, address, 3)})"
        case Binary(operator):
            strength = _STRENGTH.get(operator, 0)
            right = _excel(expr.right, address, strength + (operator in "-/"))
            text = f"{_excel(expr.left, address, strength)}{_EXCEL_OPERATORS.get(operator, operator)}{right}"
            return f"({text})" if strength < outer else text
        case Call(name="summa"):
            return f"SUM({_addends(expr, address)})"
        case Call(name="medel") if all(isinstance(arg, Ref | Number) for arg in expr.args):
            return f"AVERAGE({_args(expr, address)})"
        case Call(name="medel"):
            return f"(SUM({_addends(expr, address)})/COUNT({_args(expr, address)}))"
        case Call(name="om"):
            condition, then, otherwise = expr.args
            return f"IF({_excel(condition, address)},{_guarded(then, address)},{_guarded(otherwise, address)})"
        case Call():
            return f"{EXCEL_FUNCTIONS[expr.name]}({','.join(_ranges([_excel(arg, address) for arg in expr.args]))})"


def _guarded(expr: Expr, address: Callable[[Ref], str]) -> str:
    return to_excel(expr, address).removeprefix("=")


def _flat(call: Call) -> tuple[Expr, ...]:
    """The arguments, those of a summa inside a summa among them: the sum is the same, and empty in the same cases."""
    if call.name != "summa":
        return call.args
    return tuple(
        inner
        for arg in call.args
        for inner in (_flat(arg) if isinstance(arg, Call) and arg.name == "summa" else (arg,))
    )


def _args(call: Call, address: Callable[[Ref], str]) -> str:
    """The arguments for COUNT and AVERAGE: neighbouring cells drawn together to ranges, formulas empty or a number."""
    return _listed(_flat(call), address, "{}")


def _addends(call: Call, address: Callable[[Ref], str]) -> str:
    """The arguments for SUM, which turns away text that a formula gives: N makes it 0."""
    return _listed(_flat(call), address, "N({})")


def _listed(args: tuple[Expr, ...], address: Callable[[Ref], str], formula: str) -> str:
    """The arguments with `formula` around those that are formulas; without any, a text that counts as no number."""
    texts = [
        _excel(arg, address) if isinstance(arg, Ref | Number) else formula.format(_guarded(arg, address))
        for arg in args
    ]
    return ",".join(_ranges(texts)) or '""'


def _ranges(cells: list[str]) -> list[str]:
    """A1, A2, A3 → A1:A3 and A1, B1, C1 → A1:C1; anything else as it is."""
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _continues(runs[-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [run[0] if len(run) == 1 else f"{run[0]}:{_local(run[-1])}" for run in runs]


def _continues(run: list[str], cell: str) -> bool:
    """Whether the cell comes next in the direction of the run, down or to the right."""
    step = _step(run[-1], cell)
    return step in ((0, 1), (1, 0)) and (len(run) == 1 or step == _step(run[-2], run[-1]))


def _local(cell: str) -> str:
    return cell.rpartition("!")[2]


def _step(one: str, two: str) -> tuple[int, int] | None:
    """Columns and rows from one cell to another of the same sheet."""
    sheet, _, first = one.rpartition("!")
    other, _, second = two.rpartition("!")
    a, b = _split(first), _split(second)
    return (b[0] - a[0], b[1] - a[1]) if sheet == other and a and b else None


def _split(cell: str) -> tuple[int, int] | None:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    is_cell = letters.isascii() and letters.isalpha() and letters.isupper() and bool(digits)
    return (column_index(letters), int(digits)) if is_cell else None
