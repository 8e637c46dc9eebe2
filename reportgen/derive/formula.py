"""One formula, used twice: worked out here on decimals, and written as a live formula in the workbook.

Both follow the same rules, and a test lets LibreOffice recalculate workbooks to hold them together:
a cell that is empty or holds words has no number; + − * / give nothing when a part has none, or the divisor is zero;
`summa` and `medel` pass over cells without a number and give nothing when none has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from typing import Final

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
    """Whether the formula has no value because something is divided by zero."""
    return any(_value(divisor, number) == 0 for divisor in _divisors(expr))


def to_excel(expr: Expr, address: Callable[[Ref], str]) -> str:
    """The formula for Excel, "=" first, in the English names that files hold. Empty text where it has no value."""
    needed = list(dict.fromkeys(address(ref) for ref in _needed(expr)))
    divisors = [_excel(divisor, address) for divisor in _divisors(expr)]
    groups = [_args(call, address) for call in _aggregates(expr)]
    body = _excel(expr, address)
    if divisors:
        body = f'IF({_any(f"{divisor}=0" for divisor in divisors)},"",{body})'
    conditions = [f"COUNT({','.join(needed)})<{len(needed)}"] if needed else []
    conditions += [f"COUNT({args})=0" for args in groups]
    return f'=IF({_any(conditions)},"",{body})' if conditions else f"={body}"


def _any(conditions: Iterable[str]) -> str:
    parts = list(conditions)
    return parts[0] if len(parts) == 1 else f"OR({','.join(parts)})"


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


def _needed(expr: Expr) -> list[Ref]:
    """The names without which the formula has no value: all but those inside summa, medel and the branches of om."""
    match expr:
        case Ref():
            return [expr]
        case Negative():
            return _needed(expr.operand)
        case Binary():
            return [*_needed(expr.left), *_needed(expr.right)]
        case Call(name="summa" | "medel"):
            return []
        case Call(name="om"):
            return _needed(expr.args[0])
        case Call():
            return [ref for arg in expr.args for ref in _needed(arg)]
        case Number():
            return []


def _divisors(expr: Expr) -> list[Expr]:
    match expr:
        case Binary():
            own = [expr.right] if expr.operator == "/" and not isinstance(expr.right, Number) else []
            return [*_divisors(expr.left), *_divisors(expr.right), *own]
        case Negative():
            return _divisors(expr.operand)
        case Call(name="om"):
            return _divisors(expr.args[0])
        case Call():
            return [divisor for arg in expr.args for divisor in _divisors(arg)]
        case _:
            return []


def _aggregates(expr: Expr) -> list[Call]:
    """The outermost summa and medel."""
    match expr:
        case Call(name="summa" | "medel"):
            return [expr]
        case Call(name="om"):
            return _aggregates(expr.args[0])
        case Call():
            return [call for arg in expr.args for call in _aggregates(arg)]
        case Binary():
            return [*_aggregates(expr.left), *_aggregates(expr.right)]
        case Negative():
            return _aggregates(expr.operand)
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
            return f"SUM({_args(expr, address)})"
        case Call(name="medel"):
            return f"AVERAGE({_args(expr, address)})"
        case Call(name="om"):
            condition, then, otherwise = expr.args
            return f"IF({_excel(condition, address)},{_guarded(then, address)},{_guarded(otherwise, address)})"
        case Call():
            return f"{EXCEL_FUNCTIONS[expr.name]}({_args(expr, address)})"


def _guarded(expr: Expr, address: Callable[[Ref], str]) -> str:
    return to_excel(expr, address).removeprefix("=")


def _args(call: Call, address: Callable[[Ref], str]) -> str:
    """The arguments of a function, neighbouring cells of one column or row drawn together to a range."""
    return ",".join(_ranges([_excel(arg, address) for arg in call.args]))


def _ranges(cells: list[str]) -> list[str]:
    """A1, A2, A3 → A1:A3; anything else as it is."""
    out: list[list[str]] = []
    for cell in cells:
        if out and _follows(out[-1][-1], cell):
            out[-1].append(cell)
        else:
            out.append([cell])
    return [run[0] if len(run) == 1 else f"{run[0]}:{_local(run[-1])}" for run in out]


def _local(cell: str) -> str:
    return cell.rpartition("!")[2]


def _follows(above: str, below: str) -> bool:
    """Whether `below` is the cell right under `above`, on the same sheet."""
    sheet, _, first = above.rpartition("!")
    other, _, second = below.rpartition("!")
    one, two = _split(first), _split(second)
    return sheet == other and one is not None and two is not None and one[0] == two[0] and one[1] + 1 == two[1]


def _split(cell: str) -> tuple[str, int] | None:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return (letters, int(digits)) if letters.isalpha() and letters.isupper() and digits else None
