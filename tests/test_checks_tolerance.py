"""The tolerance is what rounding can explain: proved against figures that were truly rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drawing import context, report, template
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.derive.formula import evaluate
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.spec.formula import Binary, Call, Expr, Negative, Number, Ref, parse, qualify
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[tabell]]
    nyckel = "t"
    titel = "T"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "v"
    [[tabell.kolumn]]
    nyckel = "antal"
    typ = "antal"
    [[tabell.kolumn]]
    nyckel = "dubbelt"
    formel = "v + v"

    [[tabell.rad]]
    nyckel = "a"
    etikett = "A"
    [[tabell.rad]]
    nyckel = "b"
    etikett = "B"
    [[tabell.rad]]
    nyckel = "c"
    etikett = "C"
    [[tabell.rad]]
    nyckel = "ab"
    etikett = "A och B"
    typ = "summa"
    summera = ["a", "b"]
    [[tabell.rad]]
    nyckel = "abc"
    etikett = "Allt"
    typ = "summa"
    summera = ["ab", "c"]

    [[tabell]]
    nyckel = "u"
    titel = "U"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "hamtad"
    uppslag = { tabell = "t", kolumn = "v" }

    [[tabell.rad]]
    nyckel = "bada"
    etikett = "Båda"
    uppslag = ["abc", "c"]
""")


def spread(formula: str, a: str = "10,0", b: str = "4,0", c: str = "2,0", antal: str = "3") -> Spread | None:
    """The spread of a formula over the rows of column v."""
    text = f"""
        t   | v   | antal
        a   | {a} | {antal}
        b   | {b} |
        c   | {c} |
        ab  |     |
        abc |     |

        u    | hamtad
        bada | ~
        """
    drawn = context(SPEC, report(SPEC, text))
    return Spreads(drawn).of(qualify(parse(formula), "t", column="v"))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a", "0.05"),
        ("a + b", "0.1"),
        ("a - b", "0.1"),
        ("-a", "0.05"),
        ("ab", "0.1"),
        ("abc", "0.15"),
        ("summa(a, b, c)", "0.15"),
        ("medel(a, b)", "0.05"),
        ("a * manad", "0.4"),
        ("a / 100", "0.0005"),
        ("7", "0"),
        ("t.a.antal", "0"),
        ("t.a.dubbelt", "0.1"),
        ("u.bada.hamtad", "0.2"),  # a + b + c + c: the same figure twice is off twice as much
        ("abs(a)", "0.05"),
        ("abs(0 - a)", "0.05"),
        ("minst(a, b)", "0.05"),
        ("om(a > b, a + b, 0)", "0.1"),
    ],
)
def test_uncertainty_is_half_a_unit_for_each_entered_figure(formula: str, expected: str) -> None:
    found = spread(formula)
    assert found is not None
    assert found.uncertainty == Decimal(expected)


@pytest.mark.parametrize("formula", ["abc - ab - c", "a - a", "u.bada.hamtad - abc - c", "t.a.dubbelt - 2 * a"])
def test_what_stands_on_both_sides_cancels(formula: str) -> None:
    found = spread(formula)
    assert found is not None
    assert (found.value, found.uncertainty) == (0, 0)


def test_digits_typed_beyond_those_printed_make_a_figure_surer_and_fewer_do_not_make_it_less_so() -> None:
    assert [spread("a", a=a).uncertainty for a in ("10,25", "10,250", "10")] == [  # type: ignore[union-attr]
        Decimal("0.005"),
        Decimal("0.005"),
        Decimal("0.05"),
    ]


def test_share_is_bounded_by_both_its_figures() -> None:
    """(10 ± 0.05) / (4 ± 0.05) lies in 9.95/4.05 … 10.05/3.95, that is 2.5 ± 0.0443."""
    found = spread("a / b")
    assert found is not None
    furthest = Decimal("10.05") / Decimal("3.95") - Decimal("2.5")
    assert furthest <= found.uncertainty < furthest * Decimal("1.03")


@pytest.mark.parametrize("formula", ["a / b", "a / (b - b)", "summa(a, a / b)", "om(b == 0, 0, a / b)"])
def test_quotient_whose_divisor_may_be_zero_has_no_bound(formula: str) -> None:
    assert spread(formula, b="0,0") is None


def test_condition_that_rounding_may_turn_reaches_both_branches() -> None:
    found = spread("om(a >= b, 100, 0)", a="4,1", b="4,0")
    assert found is not None
    assert (found.value, found.uncertainty) == (100, 100)


ROWS = ("a", "b", "c")


def formulas() -> st.SearchStrategy[Expr]:
    leaves = st.sampled_from([Ref(("t", row, "v")) for row in (*ROWS, "ab")]) | st.integers(1, 9).map(
        lambda n: Number(Decimal(n))
    )

    def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        return st.one_of(
            st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
            st.builds(Negative, inner),
            st.builds(Call, st.sampled_from(["summa", "medel", "minst", "storst"]), st.tuples(inner, inner)),
            st.builds(Call, st.just("abs"), st.tuples(inner)),
            st.builds(
                lambda left, right, then, otherwise: Call("om", (Binary(">", left, right), then, otherwise)),
                inner,
                inner,
                inner,
                inner,
            ),
        )

    return st.recursive(leaves, grow, max_leaves=8)


def tenths(spec: TemplateSpec, figures: dict[str, Decimal], expr: Expr) -> Spread | None:
    lines = "\n".join(f"{row} | {f'{figure:f}'.replace('.', ',')}" for row, figure in figures.items())
    return Spreads(context(spec, report(spec, f"t | v\n{lines}\nab |"))).of(expr)


@given(formulas(), st.tuples(*[st.decimals(-1000, 1000, places=4)] * 3))
def test_the_unrounded_result_is_never_outside(expr: Expr, unrounded: tuple[Decimal, ...]) -> None:
    """Figures are rounded one by one to tenths; the formula of the unrounded ones stays within the tolerance."""
    exact = dict(zip(ROWS, unrounded, strict=True))
    printed = {row: round_half_up(figure, 1) for row, figure in exact.items()}
    found = tenths(SPEC, printed, expr)
    assume(found is not None)

    def number(ref: Ref) -> Decimal:
        return exact["a"] + exact["b"] if ref.parts[1] == "ab" else exact[ref.parts[1]]

    truth = evaluate(expr, number)
    assert found is not None
    assert truth is not None
    assert abs(truth - found.value) <= found.uncertainty + abs(found.value) * Decimal("1e-30") + Decimal("1e-30")


def test_spread_of_a_cell_that_is_not_there_is_none() -> None:
    assert Spreads(context(SPEC, report(SPEC, "t | v\na | 1,0"))).at(Place("t", "b", "v")) is None
