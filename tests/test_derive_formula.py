"""One formula, used twice: what it gives here, what it says in Excel, and that the two are the same."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reportgen.derive.formula import divisor_is_zero, evaluate, to_excel
from reportgen.model.position import column_letter
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref, parse

CELLS = ("a", "b", "c", "d")


def values(**given: str | None) -> Callable[[Ref], Decimal | None]:
    """The numbers of names; those not given are empty."""
    numbers = {name: None if text is None else Decimal(text) for name, text in given.items()}
    return lambda ref: numbers.get(str(ref))


def address(ref: Ref) -> str:
    """a, b, c, d stand below each other in column A."""
    return f"A{CELLS.index(str(ref)) + 1}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b", "6"),
        ("a + b * c", "2"),
        ("-(a - b)", "-6"),
        ("a / b", "2.5"),
        ("0.1 + 0.2", "0.3"),
        ("abs(c)", "2"),
        ("minst(a, b, c)", "-2"),
        ("storst(a, b, c)", "10"),
        ("summa(a, b, c)", "12"),
        ("medel(a, b, c)", "4"),
        ("om(a > b, 1, 2)", "1"),
        ("om(a <= b, 1, 2)", "2"),
        ("om(a == 10, 1, 2)", "1"),
        ("om(a != 10, 1, 2)", "2"),
        ("om(c < 0, a / b, tom)", "2.5"),
    ],
)
def test_value(text: str, expected: str) -> None:
    assert evaluate(parse(text), values(a="10", b="4", c="-2")) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "tom",
        "-tom",
        "a + tom",
        "tom * 0",
        "abs(tom)",
        "minst(a, tom)",
        "storst(tom, a)",
        "summa(tom)",
        "medel(tom, tom)",
        "summa(tom, a / noll)",
        "om(tom > 1, 2, 3)",
        "om(a > 1, tom, 3)",
        "a / noll",
        "a / (noll * 5)",
        "noll / noll",
    ],
)
def test_formula_with_something_missing_or_a_divisor_of_zero_has_no_value(text: str) -> None:
    assert evaluate(parse(text), values(a="10", noll="0", tom=None)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("summa(a, tom)", "10"),
        ("medel(a, tom, noll)", "5"),
        ("summa(noll, tom)", "0"),
        ("summa(0, tom)", "0"),
        ("summa(a, a / noll)", "10"),
        ("om(noll == 0, 7, a / noll)", "7"),
    ],
)
def test_sum_and_mean_pass_over_what_is_missing_but_not_over_zero(text: str, expected: str) -> None:
    assert evaluate(parse(text), values(a="10", noll="0", tom=None)) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "is_zero"),
    [
        ("a / noll", True),
        ("1 + summa(a / noll)", True),
        ("-(a / noll)", True),
        ("a / (noll * b)", True),
        ("om(noll == 0, a / noll, 1)", True),
        ("om(noll == 0, 1, a / noll)", False),
        ("om(a / noll > 1, 1, 2)", True),
        ("a / tom", False),
        ("a / b", False),
    ],
)
def test_division_by_zero_is_told_from_division_by_something_empty(text: str, is_zero: bool) -> None:
    assert divisor_is_zero(parse(text), values(a="10", b="4", noll="0", tom=None)) is is_zero


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a", '=IF(COUNT(A1)<1,"",A1)'),
        ("a - b", '=IF(COUNT(A1,A2)<2,"",A1-A2)'),
        ("a - (b - c)", '=IF(COUNT(A1,A2,A3)<3,"",A1-(A2-A3))'),
        ("(a + b) * -c", '=IF(COUNT(A1,A2,A3)<3,"",(A1+A2)*(-A3))'),
        ("a - a", '=IF(COUNT(A1)<1,"",A1-A1)'),
        ("a / 12", '=IF(COUNT(A1)<1,"",A1/12)'),
        ("a / b", '=IF(COUNT(A1,A2)<2,"",IF(A2=0,"",A1/A2))'),
        ("a / (b / c)", '=IF(COUNT(A1,A2,A3)<3,"",IF(A3=0,"",IF(A2/A3=0,"",A1/(A2/A3))))'),
        ("summa(a, b, c)", '=IF(COUNT(A1:A3)=0,"",SUM(A1:A3))'),
        ("summa(a, c, d)", '=IF(COUNT(A1,A3:A4)=0,"",SUM(A1,A3:A4))'),
        ("summa(0, a, b)", "=SUM(0,A1:A2)"),
        ("summa(a, summa(b, c))", '=IF(COUNT(A1:A3)=0,"",SUM(A1:A3))'),
        ("medel(a, b)", '=IF(COUNT(A1:A2)=0,"",AVERAGE(A1:A2))'),
        ("summa(a, b) - c", '=IF(OR(COUNT(A3)<1,COUNT(A1:A2)=0),"",SUM(A1:A2)-A3)'),
        (
            "summa(a - b, c)",
            '=IF(COUNT(IF(COUNT(A1,A2)<2,"",A1-A2),A3)=0,"",SUM(N(IF(COUNT(A1,A2)<2,"",A1-A2)),A3))',
        ),
        ("minst(a, b) * storst(c, 0)", '=IF(COUNT(A1,A2,A3)<3,"",MIN(A1:A2)*MAX(A3,0))'),
        ("abs(a)", '=IF(COUNT(A1)<1,"",ABS(A1))'),
        (
            "om(a != b, c, 0)",
            '=IF(COUNT(A1,A2)<2,"",IF(A1<>A2,IF(COUNT(A3)<1,"",A3),0))',
        ),
    ],
)
def test_excel_formula(text: str, formula: str) -> None:
    assert to_excel(parse(text), address) == formula


def test_neighbours_in_a_row_are_drawn_together_too() -> None:
    letters = {name: f"{column_letter(n)}7" for n, name in enumerate(CELLS, start=1)}
    found = to_excel(parse("summa(a, b, c, d)"), lambda ref: letters[str(ref)])
    assert found == '=IF(COUNT(B7:E7)=0,"",SUM(B7:E7))'


def test_cells_of_another_sheet_are_drawn_together_with_its_name_once() -> None:
    found = to_excel(parse("summa(a, b)"), lambda ref: f"'Blad 1'!{address(ref)}")
    assert found == "=IF(COUNT('Blad 1'!A1:A2)=0,\"\",SUM('Blad 1'!A1:A2))"


def leaves() -> st.SearchStrategy[Expr]:
    numbers = st.sampled_from(["0", "1", "12", "100", "0.5"]).map(lambda text: Number(Decimal(text)))
    return st.sampled_from([Ref((name,)) for name in CELLS]) | numbers


def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    comparison = st.builds(Binary, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner, inner)
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Negative, inner),
        st.builds(Call, st.sampled_from(["summa", "medel", "minst", "storst"]), several),
        st.builds(Call, st.just("abs"), st.tuples(inner)),
        st.builds(lambda *args: Call("om", args), comparison, inner, inner),
    )


FORMULAS = st.recursive(leaves(), grow, max_leaves=10)
VALUES = st.fixed_dictionaries(
    {name: st.none() | st.sampled_from([Decimal(0), Decimal(1)]) | st.decimals(-1000, 1000, places=2) for name in CELLS}
)


def exact(expr: Expr, numbers: Mapping[str, Decimal | None]) -> Fraction | None:
    """The same rules a second time, on fractions, where nothing is ever rounded."""
    if isinstance(expr, Number):
        return Fraction(expr.value)
    if isinstance(expr, Ref):
        value = numbers[str(expr)]
        return None if value is None else Fraction(value)
    if isinstance(expr, Negative):
        operand = exact(expr.operand, numbers)
        return None if operand is None else -operand
    parts = (
        [exact(expr.left, numbers), exact(expr.right, numbers)]
        if isinstance(expr, Binary)
        else [exact(arg, numbers) for arg in (expr.args[:1] if expr.name == "om" else expr.args)]
    )
    there = [part for part in parts if part is not None]
    if isinstance(expr, Call) and expr.name == "om":
        return exact(expr.args[1 if there[0] else 2], numbers) if there else None
    if isinstance(expr, Call) and expr.name in ("summa", "medel"):
        return sum(there, Fraction(0)) / (len(there) if expr.name == "medel" else 1) if there else None
    if len(there) < len(parts):
        return None
    if isinstance(expr, Call):
        return {"abs": lambda: abs(there[0]), "minst": lambda: min(there), "storst": lambda: max(there)}[expr.name]()
    left, right = there
    if expr.operator == "/":
        return left / right if right else None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "<": lambda: Fraction(left < right),
        "<=": lambda: Fraction(left <= right),
        ">": lambda: Fraction(left > right),
        ">=": lambda: Fraction(left >= right),
        "==": lambda: Fraction(left == right),
        "!=": lambda: Fraction(left != right),
    }[expr.operator]()


def exact_is_settled(expr: Expr, numbers: Mapping[str, Decimal | None]) -> bool:
    """Whether 40 digits cannot turn a condition or a divisor: no quotient stands in one."""
    match expr:
        case Binary():
            inner = [expr.left, expr.right]
            if expr.operator not in ("+", "-", "*") and any(map(_has_quotient, inner)):
                return False
            return all(exact_is_settled(part, numbers) for part in inner)
        case Negative():
            return exact_is_settled(expr.operand, numbers)
        case Call():
            return all(exact_is_settled(arg, numbers) for arg in expr.args)
        case _:
            return True


def _has_quotient(expr: Expr) -> bool:
    match expr:
        case Binary():
            return expr.operator == "/" or _has_quotient(expr.left) or _has_quotient(expr.right)
        case Negative():
            return _has_quotient(expr.operand)
        case Call():
            return expr.name == "medel" or any(map(_has_quotient, expr.args))
        case _:
            return False


@given(FORMULAS, VALUES)
def test_value_is_that_of_exact_fractions(expr: Expr, numbers: dict[str, Decimal | None]) -> None:
    if not exact_is_settled(expr, numbers):
        return
    found, truth = evaluate(expr, lambda ref: numbers[str(ref)]), exact(expr, numbers)
    assert (found is None) == (truth is None)
    if found is not None and truth is not None:
        assert abs(Fraction(found) - truth) <= (abs(truth) + 10**6) * Fraction(1, 10**25)


EXCEL_CASES = [
    "a",
    "a - b",
    "a / b",
    "a / (b / c)",
    "a / 0",
    "a / (b - b)",
    "-a * (b + c)",
    "summa(a, b, c)",
    "medel(a, b, c)",
    "medel(a - b, c)",
    "summa(a - b, c)",
    "summa(a, medel(b, c))",
    "summa(0, a, b)",
    "summa(a / b, c)",
    "summa(a, b) / summa(b, c)",
    "summa(a, b) - medel(c, d)",
    "minst(a, b) + storst(c, d, 0)",
    "abs(a - b)",
    "om(a > b, a / b, c)",
    "om(a > b, c, d) + 1",
    "om(summa(a, b) > 0, medel(c, d), 0)",
    "om(a == b, 1, om(a != c, 2, d))",
    "10 / om(a > 0, b, c)",
    "(a / b - 1) * 100",
]
ROWS: list[tuple[str | None, ...]] = [
    ("10", "4", "-2", "0.5"),
    ("0", "0", "0", "0"),
    (None, None, None, None),
    ("10", None, "3", None),
    (None, "4", None, "2"),
    ("5", "5", "0", None),
    ("1.1", "2.2", "3.3", "ord"),
    ("-7", "0", None, "9"),
]


@pytest.mark.libreoffice
def test_spreadsheet_gives_the_same(tmp_path: Path) -> None:
    """A column of formulas under each column of values, recalculated by LibreOffice, cell by cell."""
    _write(tmp_path / "formler.xlsx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false",  # tabs, quotes, UTF-8; values, not as shown
            "--outdir",
            str(tmp_path),
            str(tmp_path / "formler.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    lines = (tmp_path / "formler.csv").read_text("utf-8").splitlines()
    calculated = [line.split("\t") for line in lines[len(CELLS) :]]
    for text, cells in zip(EXCEL_CASES, calculated, strict=True):
        for row, cell in zip(ROWS, cells, strict=True):
            expected = evaluate(parse(text), _numbers(row))
            shown = None if cell.strip('"') == "" else float(cell)
            assert shown == (None if expected is None else pytest.approx(float(expected))), (text, row)


def _numbers(row: tuple[str | None, ...]) -> Callable[[Ref], Decimal | None]:
    return values(**{name: None if text == "ord" else text for name, text in zip(CELLS, row, strict=True)})


def _write(path: Path) -> None:
    """Formulas without a stored value, which LibreOffice therefore works out."""
    book = Workbook()
    sheet = book.worksheets[0]
    for column, row in enumerate(ROWS):
        letter = column_letter(column)
        for n, text in enumerate(row, start=1):
            if text is not None:
                sheet[f"{letter}{n}"] = text if text == "ord" else float(text)
        for n, case in enumerate(EXCEL_CASES, start=len(CELLS) + 1):
            sheet[f"{letter}{n}"] = to_excel(parse(case), partial(_in_column, letter))
    book.save(path)


def _in_column(letter: str, ref: Ref) -> str:
    return f"{letter}{CELLS.index(str(ref)) + 1}"
