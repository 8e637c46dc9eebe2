"""Laws of merging: nothing is lost, nothing guessed, and neither order nor repetition matters."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.exchange.merge import Answer, Merged, merge, merge_three
from reportgen.exchange.slots import OWNER, slots, with_slots
from reportgen.model.difference import same_value
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Value

MANY = settings(max_examples=2500, suppress_health_check=[HealthCheck.too_slow])
"""Four laws so many times: ten thousand cases in the long run."""

PLACES = [
    Place("text", "inledning"),
    Place("uppgift", "datum"),
    *(Place("drift", row, column) for row in ("barn", "vuxna") for column in ("prognos", "kommentar")),
    Place("drift", "vuxna"),
    Place("drift", "ny_01"),
    Place("drift", "ny_01", "prognos"),
    Place("drift", "ny_01", OWNER),
]
VALUES: st.SearchStrategy[Value] = st.sampled_from([None, Decimal(0), Decimal("1.5"), DASH, "Öka", "Minska"])
WORDS: st.SearchStrategy[Value] = st.sampled_from([None, "Öka", "Minska", "Lika"])


def value_at(place: Place) -> st.SearchStrategy[Value]:
    """Names and owners of rows are words."""
    return WORDS if place.column in (None, OWNER) and place.table == "drift" else VALUES


def edits(places: list[Place] = PLACES) -> st.SearchStrategy[dict[Place, Value]]:
    return st.fixed_dictionaries({}, optional={place: value_at(place) for place in places})


def report_of(values: Mapping[Place, Value]) -> Report:
    rows = (Row("barn", ""), Row("vuxna", ""))
    empty = Report("prov", "1.0", "Nämnden", Period(2025, 8), tables={"drift": Table("drift", rows)})
    return with_slots(empty, values)


def with_edits(base: Mapping[Place, Value], changed: Mapping[Place, Value]) -> dict[Place, Value]:
    return {place: value for place, value in {**base, **changed}.items() if value is not None}


@st.composite
def answers(draw: st.DrawFn, base: Mapping[Place, Value], whos: str = "ABC") -> list[Answer]:
    """One answer, or two from the same person at different times, from each of some people."""
    found = []
    for who in whos:
        for saved in draw(st.lists(st.sampled_from(["2025-09-01", "2025-09-02"]), unique=True, max_size=2)):
            found.append(Answer(who, base, with_edits(base, draw(edits())), saved, f"{who} {saved}.xlsx"))
    return found


@st.composite
def rounds(draw: st.DrawFn) -> tuple[dict[Place, Value], Report, list[Answer]]:
    """What was sent, what we have by now, and what comes back."""
    base = slots(report_of(draw(edits())))
    ours = report_of(with_edits(base, draw(edits())))
    return base, ours, draw(answers(base))


def outcome(merged: Merged) -> tuple[object, object]:
    return slots(merged.report), [(c.place, c.ours, {(p.who, p.value) for p in c.proposals}) for c in merged.conflicts]


@pytest.mark.slow
@MANY
@given(rounds(), st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(
    drawn: tuple[dict[Place, Value], Report, list[Answer]], shuffler: random.Random
) -> None:
    """Together or one by one, in any order."""
    _, ours, found = drawn
    together = merge(ours, found)
    shuffled = shuffler.sample(found, len(found))
    at_once = merge(ours, shuffled)
    one_by_one = Merged(ours)
    for answer in shuffled:
        one_by_one = merge(one_by_one.report, [answer], memory=one_by_one.memory)
    assert outcome(together) == outcome(at_once) == outcome(one_by_one)
    assert together.memory == at_once.memory == one_by_one.memory


@pytest.mark.slow
@MANY
@given(rounds())
def test_the_same_answers_twice_change_nothing(drawn: tuple[dict[Place, Value], Report, list[Answer]]) -> None:
    _, ours, found = drawn
    once = merge(ours, found)
    twice = merge(once.report, found, memory=once.memory)
    assert outcome(twice) == outcome(once)
    assert twice.changes == ()


@pytest.mark.slow
@MANY
@given(st.data())
def test_edits_in_places_of_ones_own_all_arrive(data: st.DataObject) -> None:
    """Everybody's edits, ours too, when nobody touches a place of somebody else's."""
    base = slots(report_of(data.draw(edits())))
    owner = {place: data.draw(st.sampled_from("0ABC")) for place in PLACES}
    changed = {who: data.draw(edits([p for p in PLACES if owner[p] == who])) for who in "0ABC"}
    ours = report_of(with_edits(base, changed["0"]))
    found = [Answer(who, base, with_edits(base, changed[who])) for who in "ABC"]
    merged = merge(ours, found)
    wanted = with_edits(base, {place: value for part in changed.values() for place, value in part.items()})
    assert not merged.conflicts
    assert slots(merged.report) == slots(report_of(wanted))


@pytest.mark.slow
@MANY
@given(rounds())
def test_what_two_sides_have_changed_differently_is_a_conflict_with_every_value(
    drawn: tuple[dict[Place, Value], Report, list[Answer]],
) -> None:
    """And our value stays; nothing else is a conflict."""
    base, ours, found = drawn
    merged = merge(ours, found)
    conflicts = {conflict.place: conflict for conflict in merged.conflicts}
    own, now = slots(ours), slots(merged.report)
    for place in PLACES:
        last: dict[str, Value] = {}
        for answer in sorted(found, key=lambda answer: answer.saved):
            if not same_value(answer.values.get(place), base.get(place)):
                last[answer.who] = answer.values.get(place)
        wanted = {value for value in last.values() if not same_value(value, own.get(place))}
        we_changed = not same_value(own.get(place), base.get(place))
        if wanted and (len(wanted) > 1 or we_changed):
            conflict = conflicts.pop(place)
            assert conflict.ours == own.get(place) == now.get(place)
            assert {(p.who, p.base, p.value) for p in conflict.proposals} == {
                (who, base.get(place), value) for who, value in last.items() if value in wanted
            }
        else:
            assert now.get(place) == (wanted.pop() if wanted else own.get(place))
    assert not conflicts


@given(rounds(), st.randoms(use_true_random=False))
def test_laws_hold_for_a_few_cases_every_time(
    drawn: tuple[dict[Place, Value], Report, list[Answer]], shuffler: random.Random
) -> None:
    _, ours, found = drawn
    once = merge(ours, found)
    assert outcome(merge(ours, shuffler.sample(found, len(found)))) == outcome(once)
    assert outcome(merge(once.report, found, memory=once.memory)) == outcome(once)


@given(rounds(), st.data())
def test_a_choice_settles_its_conflict_for_good(
    drawn: tuple[dict[Place, Value], Report, list[Answer]], data: st.DataObject
) -> None:
    _, ours, found = drawn
    merged = merge(ours, found)
    chosen = {c.place: data.draw(st.sampled_from([c.ours, *(p.value for p in c.proposals)])) for c in merged.conflicts}
    settled = merge(merged.report, [], memory=merged.memory, choices=chosen)
    again = merge(settled.report, found, memory=settled.memory)
    assert not settled.conflicts
    assert not again.conflicts
    assert slots(again.report) == slots(settled.report)
    assert all(same_value(slots(settled.report).get(place), value) for place, value in chosen.items())


BASE = {
    Place("drift", "barn", "prognos"): Decimal(10),
    Place("drift", "barn"): "Barn",
    Place("drift", "vuxna"): "Vuxna",
}
AT = Place("drift", "barn", "prognos")


def said(value: Value, who: str = "A", saved: str = "1") -> Answer:
    return Answer(who, BASE, with_edits(BASE, {AT: value}), saved)


def test_what_we_write_over_an_answer_is_settled() -> None:
    """We have seen it; the same answer again does not ask, a new one does."""
    first = merge(report_of(BASE), [said(Decimal(12))])
    ours = with_slots(first.report, {AT: Decimal(13)})
    same = merge(ours, [said(Decimal(12))], memory=first.memory)
    other = merge(ours, [said(Decimal(14), saved="2")], memory=first.memory)
    assert not same.conflicts
    assert slots(same.report)[AT] == 13
    assert [(c.ours, c.proposals[0].value) for c in other.conflicts] == [(13, 14)]


def test_the_later_of_two_answers_from_the_same_person_counts() -> None:
    merged = merge(report_of(BASE), [said(Decimal(14), saved="2"), said(Decimal(12), saved="1")])
    assert slots(merged.report)[AT] == 14
    assert not merged.conflicts


def test_two_answers_from_the_same_person_saved_at_the_same_time_are_asked_about() -> None:
    merged = merge(report_of(BASE), [said(Decimal(14), saved=""), said(Decimal(12), saved="")])
    assert [{p.value for p in c.proposals} for c in merged.conflicts] == [{Decimal(12), Decimal(14)}]
    assert slots(merged.report)[AT] == 10


def test_a_later_answer_that_leaves_a_cell_as_it_was_sent_does_not_undo_the_earlier() -> None:
    merged = merge(report_of(BASE), [said(Decimal(12)), said(Decimal(10), saved="2")])
    assert slots(merged.report)[AT] == 12


def test_an_answer_to_what_we_have_now_counts_before_our_older_value() -> None:
    """Sent out anew, the base is what we have."""
    ours = report_of({**BASE, AT: Decimal(11)})
    answer = Answer("A", {**BASE, AT: Decimal(11)}, {**BASE, AT: Decimal(15)})
    assert slots(merge(ours, [answer]).report)[AT] == 15


def test_empty_dash_and_zero_are_three_values() -> None:
    for one, other in ((None, DASH), (DASH, Decimal(0)), (Decimal(0), None)):
        merged = merge(report_of(with_edits(BASE, {AT: one})), [said(other)])
        assert [(c.ours, c.proposals[0].value) for c in merged.conflicts] == [(one, other)]


def test_new_rows_stand_before_the_sums_and_after_rows_that_were_added() -> None:
    merged = merge_three(
        report_of(BASE),
        report_of(BASE),
        with_slots(report_of(BASE), {Place("drift", "ny_02"): "Två", Place("drift", "ny_01"): "Ett"}),
    )
    assert [row.key for row in merged.report.table("drift").rows] == ["barn", "vuxna", "ny_01", "ny_02"]
    assert all(row.added for row in merged.report.table("drift").rows[2:])


def test_merging_leaves_all_else_of_a_report_as_it_was() -> None:
    ours = replace(report_of(BASE), texts=MappingProxyType({"inledning": Cell("Vi började.")}))
    assert merge(ours, []).report is ours
    merged = merge(ours, [said(Decimal(12))])
    assert merged.report.texts == ours.texts
