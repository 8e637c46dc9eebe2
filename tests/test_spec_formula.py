"""The malls' formulas are read as Swedish controllers write them, and anything else is refused in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.period import MANADER_KORT
from reportgen.spec.formula import (
    FUNCTIONS,
    Binary,
    Call,
    Expr,
    FormulaError,
    Negative,
    Number,
    Ref,
    in_year,
    parse,
    qualify,
    references,
    years_back,
)

A, B, C = Ref(("a",)), Ref(("b",)), Ref(("c",))


def number(text: str) -> Number:
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("prognos - budget", Binary("-", Ref(("prognos",)), Ref(("budget",)))),
        ("drift.totalt.utfall", Ref(("drift", "totalt", "utfall"))),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("-a / 12", Binary("/", Negative(A), number("12"))),
        ("0.1", number("0.1")),
        ("1_000", number("1000")),
        ("summa(a, b, c)", Call("summa", (A, B, C))),
        ("om(a >= b, a, -b)", Call("om", (Binary(">=", A, B), A, Negative(B)))),
        ("  summa(\n  a,\n  b,\n  c,\n) ", Call("summa", (A, B, C))),
    ],
)
def test_formula_is_read(text: str, tree: Expr) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a +", "kan inte läsas"),
        ("", "kan inte läsas"),
        ("a ** 2", "bara + - * /"),
        ("a % 2", "bara + - * /"),
        ("+a", "bara + - * /"),
        ("'text'", "bara + - * /"),
        ("a if b else c", "bara + - * /"),
        ("[a for a in b]", "bara + - * /"),
        ("True", "sant och falskt"),
        ("0x10", "siffrorna 0–9"),
        ("sum(a, b)", "funktionen sum finns inte"),
        ("hittills(a)", "hittills står tomt eller med en rad"),
        ("hittills(a.b, c.d)", "hittills står tomt eller med en rad"),
        ("abs(a, b)", "abs ska ha 1 argument"),
        ("summa()", "summa ska ha 1 eller fler argument"),
        ("summa(*a)", "bara + - * /"),
        ("summa(a, b=c)", "bara + - * /"),
        ("om(a, b, c)", "ska vara en jämförelse"),
        ("om(a < b < c, b, c)", "ska vara en jämförelse"),
        ("a > b", "bara stå först i om"),
        ("om(a > (b > c), b, c)", "bara stå först i om"),
        ("a.b.c.d", "högst tre delar"),
        ("summa(a).b", "högst tre delar"),
        ("__import__('os').system('ls')", "bara + - * /"),
    ],
)
def test_anything_else_is_refused_in_swedish(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match="formeln") as error:
        parse(text)
    assert words in str(error.value)


def test_months_so_far_are_a_sum_in_which_months_to_come_are_nothing() -> None:
    parts = ["t.r.jan", *(f"om(manad >= {n}, t.r.{m}, t.r.jan * 0)" for n, m in enumerate(MANADER_KORT[1:], start=2))]
    assert parse("hittills(t.r)") == parse(f"summa({', '.join(parts)})")


def test_the_year_of_a_label_is_how_far_back_it_lies() -> None:
    assert [years_back(text) for text in ("HVB {ar-2}", "{ar}", "Budget {ar+1}", "Barn")] == [2, 0, 0, 0]
    assert in_year(parse("a * dygn_feb"), 2) == parse("a * dygn_feb_2")
    assert in_year(parse("a * dygn_feb"), 0) == parse("a * dygn_feb")


def test_names_are_given_in_order_with_repeats() -> None:
    assert [str(ref) for ref in references(parse("om(a > 1, t.r.k, -summa(b, a)) + manad"))] == [
        "a",
        "t.r.k",
        "b",
        "a",
        "manad",
    ]


def test_names_of_a_columns_formula_are_columns_of_the_row() -> None:
    tree = qualify(parse("om(prognos > 0, abs(-budget), t.r.k) * manad"), "drift", row="vard")
    assert [str(ref) for ref in references(tree)] == ["drift.vard.prognos", "drift.vard.budget", "t.r.k", "manad"]


def test_names_of_a_rows_formula_are_rows_of_the_column() -> None:
    tree = qualify(parse("kostnader - intakter"), "drift", column="utfall")
    assert [str(ref) for ref in references(tree)] == ["drift.kostnader.utfall", "drift.intakter.utfall"]


def written(expr: Expr) -> str:
    """The formula as text, every part in parentheses."""
    match expr:
        case Number():
            return f"{expr.value:f}"
        case Ref():
            return str(expr)
        case Negative():
            return f"(-{written(expr.operand)})"
        case Binary():
            return f"({written(expr.left)} {expr.operator} {written(expr.right)})"
        case Call():
            return f"{expr.name}({', '.join(map(written, expr.args))})"


def formulas() -> st.SearchStrategy[Expr]:
    leaves: st.SearchStrategy[Expr] = st.sampled_from([A, B, Ref(("t", "r", "k"))]) | st.decimals(
        0, 10**6, places=3
    ).map(Number)

    def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        several = st.lists(inner, min_size=1, max_size=4).map(tuple)
        comparison = st.builds(Binary, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner, inner)
        return st.one_of(
            st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
            st.builds(Negative, inner),
            st.builds(Call, st.sampled_from([name for name, (_, most) in FUNCTIONS.items() if most is None]), several),
            st.builds(lambda *args: Call("om", args), comparison, inner, inner),
        )

    return st.recursive(leaves, grow, max_leaves=12)


@given(formulas())
def test_every_tree_can_be_written_and_read_back(tree: Expr) -> None:
    assert parse(written(tree)) == tree


@given(st.text(max_size=30))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert list(references(tree)) == list(references(parse(text)))
