"""A change in cost by cause: the causes come to the change exactly, and each is what its name says."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.price_volume import Form, Side, Split, costed, priced, split, together

VOLUMES = st.none() | st.just(Fraction(0)) | st.decimals(0, 10**5, places=1).map(Fraction)
AMOUNTS = st.none() | st.just(Fraction(0)) | st.decimals(0, 10**5, places=2).map(Fraction)
SIDES = st.builds(priced, VOLUMES, AMOUNTS) | st.builds(costed, VOLUMES, AMOUNTS)
SOME = st.decimals(1, 10**5, places=1).map(Fraction)


def found(before: Side, after: Side) -> Split:
    one = split(Form("hvb", before, after))
    assert one is not None
    return one


def effects(before: Side, after: Side) -> tuple[int, int, int]:
    one = found(before, after)
    return int(one.volume), int(one.price), int(one.unsplit)


def side(volume: int | None, price: int | None) -> Side:
    return priced(*(None if number is None else Fraction(number) for number in (volume, price)))


def paid(volume: int | None, cost: int | None) -> Side:
    return costed(*(None if number is None else Fraction(number) for number in (volume, cost)))


@given(SIDES, SIDES)
def test_the_causes_come_to_the_change_exactly(before: Side, after: Side) -> None:
    one = split(Form("hvb", before, after))
    if one is None:
        assert before.cost is None or after.cost is None
    else:
        assert one.volume + one.price + one.unsplit == one.change == after.cost - before.cost  # type: ignore[operator]


@given(st.lists(st.tuples(SIDES, SIDES), max_size=6))
def test_the_sum_of_forms_is_split_exactly_too(pairs: list[tuple[Side, Side]]) -> None:
    whole = together("alla", [one for pair in pairs if (one := split(Form("r", *pair))) is not None])
    assert whole.volume + whole.price + whole.unsplit == whole.change


@given(SOME, SOME, SOME, SOME)
def test_back_from_the_outcome_the_joint_term_changes_place_and_the_sum_its_sign(
    v0: Fraction, p0: Fraction, v1: Fraction, p1: Fraction
) -> None:
    there, back = found(priced(v0, p0), priced(v1, p1)), found(priced(v1, p1), priced(v0, p0))
    joint = (v1 - v0) * (p1 - p0)
    assert back.volume == -there.volume - joint
    assert back.price == -there.price + joint


@given(SOME, SOME, SOME)
def test_only_the_cause_that_there_is_has_an_effect(volume: Fraction, price: Fraction, other: Fraction) -> None:
    assert found(priced(volume, price), priced(other, price)).price == 0
    assert found(priced(volume, price), priced(volume, other)).volume == 0


@given(SOME, SOME, SOME, SOME)
def test_a_price_that_is_given_and_one_that_follows_from_the_cost_are_the_same(
    v0: Fraction, p0: Fraction, v1: Fraction, p1: Fraction
) -> None:
    assert found(costed(v0, v0 * p0), costed(v1, v1 * p1)) == found(priced(v0, p0), priced(v1, p1))


@given(SOME, SOME, SOME, SOME, SOME)
def test_the_unit_of_volume_does_not_matter(
    v0: Fraction, p0: Fraction, v1: Fraction, p1: Fraction, k: Fraction
) -> None:
    assert found(priced(v0 * k, p0 / k), priced(v1 * k, p1 / k)) == found(priced(v0, p0), priced(v1, p1))


def test_volume_is_valued_at_the_price_before_and_price_at_the_volume_after() -> None:
    assert effects(side(10, 100), side(12, 110)) == (200, 120, 0)


def test_what_was_not_budgeted_is_all_volume() -> None:
    assert effects(side(0, None), side(5, 100)) == (500, 0, 0)
    assert effects(paid(0, 0), paid(5, 500)) == (500, 0, 0)


def test_a_planned_price_counts_also_where_no_volume_was_planned() -> None:
    assert effects(side(0, 80), side(5, 100)) == (400, 100, 0)


def test_what_is_no_longer_bought_is_all_volume() -> None:
    assert effects(side(5, 100), side(0, None)) == (-500, 0, 0)
    assert effects(paid(5, 500), paid(0, 0)) == (-500, 0, 0)


def test_cost_without_volume_cannot_be_split() -> None:
    assert effects(paid(5, 500), paid(0, 200)) == (0, 0, -300)
    assert effects(paid(0, 200), paid(5, 500)) == (0, 0, 300)
    assert effects(paid(None, 200), paid(5, 500)) == (0, 0, 300)


def test_an_unknown_cost_is_not_zero() -> None:
    assert split(Form("hvb", side(5, None), side(5, 100))) is None
    assert split(Form("hvb", side(None, 100), side(5, 100))) is None
    assert split(Form("hvb", paid(5, None), paid(5, 100))) is None
