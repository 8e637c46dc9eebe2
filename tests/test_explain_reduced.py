"""A formula as it came out is worth what the whole is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.derive.formula import evaluate
from reportgen.explain.reduced import reduced
from reportgen.explain.wording import worded
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref, parse, references

NAMES = st.sampled_from("abcd").map(lambda name: Ref((name,)))
NUMBERS = st.sampled_from(["0", "1", "2.5", "-3"]).map(lambda text: Number(Decimal(text)))


def larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    condition = st.builds(Binary, st.sampled_from(["<", ">=", "=="]), inner, inner)
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Negative, inner),
        st.builds(
            Call,
            st.sampled_from(["summa", "medel", "minst", "storst"]),
            st.lists(inner, min_size=1, max_size=4).map(tuple),
        ),
        st.builds(lambda *args: Call("om", args), condition, inner, inner),
    )


EXPRESSIONS = st.recursive(st.one_of(NAMES, NUMBERS), larger, max_leaves=14)
VALUES = st.dictionaries(
    st.sampled_from("abcd"), st.sampled_from([Decimal(0), Decimal(1), Decimal("-2.5"), Decimal(40)])
)


def numbers(values: Mapping[str, Decimal]) -> Callable[[Ref], Decimal | None]:
    return lambda ref: values.get(ref.parts[0])


@given(EXPRESSIONS, VALUES)
def test_the_reduced_formula_has_the_same_value(expr: Expr, values: dict[str, Decimal]) -> None:
    number = numbers(values)
    came = reduced(expr, number)
    assert evaluate(came.expr, number) == evaluate(expr, number)
    assert set(references(came.expr)) <= set(references(expr))
    assert all(bool(evaluate(condition, number)) is holds for condition, holds in came.conditions)
    assert all(values.get(ref.parts[0]) is None for ref in came.passed_over)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("summa(a, tom, b)", "summa(a, b)"),
        ("medel(a, tom)", "medel(a)"),
        ("summa(0, a)", "summa(a)"),
        ("summa(tom)", "summa(tom)"),
        ("om(a > b, a - b, b)", "a - b"),
        ("om(tom > 1, a, b)", "om(tom > 1, a, b)"),
        ("summa(a, om(b > a, b, a * 0))", "summa(a)"),
    ],
)
def test_what_was_not_used_is_left_out(text: str, left: str) -> None:
    number = numbers({"a": Decimal(3), "b": Decimal(2)})
    assert reduced(parse(text), number).expr == parse(left)


def test_a_condition_of_the_period_decides_without_a_word() -> None:
    number = numbers({"manad": Decimal(8), "a": Decimal(3), "b": Decimal(2)})
    assert reduced(parse("om(manad > 6, a, b)"), number).conditions == ()
    assert len(reduced(parse("om(a > b, a, b)"), number).conditions) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a - b", "A − B"),
        ("a - (b - c)", "A − (B − C)"),
        ("a / b * 100", "A / B · 100"),
        ("-(a + b)", "−(A + B)"),
        ("2 * summa(a, b)", "2 · (A + B)"),
        ("summa(a, b) - c", "A + B − C"),
        ("medel(a, b)", "medelvärdet av (A; B)"),
        ("om(a >= b, a, 0)", "(A om A ≥ B, annars 0)"),
        ("a / 1000.5", "A / 1\u00a0000,5"),
    ],
)
def test_a_formula_in_words(text: str, words: str) -> None:
    assert worded(parse(text), lambda ref: ref.parts[0].upper()) == words


def test_a_negative_figure_after_a_sign_stands_in_parentheses() -> None:
    figures = {"a": "−5", "b": "−7"}
    assert worded(parse("a - b"), lambda ref: figures[ref.parts[0]]) == "−5 − (−7)"
