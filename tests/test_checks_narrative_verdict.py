"""A share is bounded by what truly rounded figures may give, and by nothing less."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.narrative.verdict import shares
from reportgen.checks.tolerance import Spread
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up

HALF = Decimal("0.05")


def printed(value: Decimal, key: str) -> Spread:
    """The figure as it is printed with one decimal."""
    return Spread(round_half_up(value, 1), {Place("t", key, "v"): HALF})


AMOUNT = st.decimals("10", "500", places=3)


@given(AMOUNT, AMOUNT)
def test_the_share_of_the_unrounded_figures_is_always_within(one: Decimal, base: Decimal) -> None:
    gap = abs(one - base)
    written = (round_half_up(gap, 1) - HALF, round_half_up(gap, 1) + HALF)
    for amount in (None, written):
        found = shares(printed(one, "one"), printed(base, "base"), printed(base, "base"), amount)
        assert found is not None
        assert found[0] - Decimal("1e-9") <= gap / base * 100 <= found[1] + Decimal("1e-9")


def test_corners_that_cannot_be_are_left_out() -> None:
    """92,2 and 89,9 differ by 2,35 at most, and then the share is 2,5488 %, not 2,35 / 92,15."""
    one, base = printed(Decimal("89.9"), "one"), printed(Decimal("92.2"), "base")
    found = shares(one, base, base, (Decimal("2.25"), Decimal("2.35")))
    assert found is not None
    assert found[1] < Decimal("2.55")


def test_an_amount_that_cannot_be_gives_none() -> None:
    one, base = printed(Decimal("50"), "one"), printed(Decimal("40"), "base")
    assert shares(one, base, base, (Decimal("20"), Decimal("21"))) is None


def test_what_may_be_zero_divides_nothing() -> None:
    one, base = printed(Decimal("50"), "one"), printed(Decimal("0"), "base")
    assert shares(one, base, base, None) is None
