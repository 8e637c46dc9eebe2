"""The rows that deviate most, in order, with what is left told as one line so that nothing is lost."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.deviations import Deviating, largest


def rows(*figures: tuple[str, str, str]) -> list[Deviating]:
    return [Deviating(key, Decimal(deviation), Decimal(base)) for key, deviation, base in figures]


DRAWN = rows(("a", "-10", "1000"), ("b", "40", "100"), ("c", "0", "50"), ("d", "-40", "-4000"), ("e", "5", "0"))


def keys(made: list[Deviating] | tuple[Deviating, ...]) -> list[str]:
    return [row.key for row in made]


def test_the_largest_come_first_whatever_their_sign_and_equals_as_they_stand() -> None:
    assert keys(largest(DRAWN).rows) == ["b", "d", "a", "e"]


def test_what_is_left_out_is_told_with_its_number() -> None:
    made = largest(DRAWN, 2)
    assert keys(made.rows) == ["b", "d"]
    assert (made.shown, made.others, made.total) == (Decimal(0), Decimal(-5), Decimal(-5))
    assert made.n_others == 3


def test_by_per_cent_what_was_not_budgeted_comes_first() -> None:
    assert keys(largest(DRAWN, by_percent=True).rows) == ["e", "b", "a", "d"]


def test_rows_below_either_limit_are_among_the_others() -> None:
    assert keys(largest(DRAWN, floor=Decimal(10)).rows) == ["b", "d", "a"]
    assert keys(largest(DRAWN, percent=Decimal(2)).rows) == ["b", "e"]
    assert keys(largest(DRAWN, floor=Decimal(10), percent=Decimal(2)).rows) == ["b"]


def test_per_cent_has_the_sign_of_the_deviation_also_of_a_cost_with_minus() -> None:
    assert [row.percent for row in DRAWN] == [-1, 40, 0, -1, None]


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=30),
    st.integers(1, 12),
    st.booleans(),
)
def test_shown_and_others_are_all_rows(figures: list[tuple[int, int]], number: int, by_percent: bool) -> None:
    drawn = [Deviating(str(n), Decimal(dev), Decimal(base)) for n, (dev, base) in enumerate(figures)]
    made = largest(drawn, number, by_percent=by_percent)
    assert made.shown == sum(row.deviation for row in made.rows)
    assert made.shown + made.others == made.total == sum(row.deviation for row in drawn)
    assert len(made.rows) + made.n_others == len(drawn)


def test_worked_example_of_norrtalje() -> None:
    """Forecast less budget of August 2025 in tkr: two departments and the placements hide behind a surplus of 3 437."""
    made = largest(
        rows(
            ("namnd", "98", "-1784"),
            ("socialdirektor", "1416", "-9507"),
            ("stod_utveckling", "79", "-26118"),
            ("forsorjning_arbete", "1006", "-55933"),
            ("placeringskostnader", "-14667", "-145107"),
            ("barn_vuxna", "-9571", "-83696"),
            ("ekonomiskt_bistand", "25075", "-50819"),
        ),
        3,
    )
    assert keys(made.rows) == ["ekonomiskt_bistand", "placeringskostnader", "barn_vuxna"]
    assert (made.shown, made.others, made.total) == tuple(map(Decimal, (837, 2599, 3436)))
