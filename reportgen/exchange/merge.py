"""Three versions become one: what was sent out, what we have, and what came back. Pure; nothing is guessed.

Where only one side has changed a value, that counts. Where both have, and differently, it is a conflict: our value stays
until somebody has chosen. What has come back is remembered place by place, so that the same answer twice changes nothing
and the order of answers does not matter: each time everything is weighed anew from the values we had before any answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportgen.exchange.slots import Slots, slots, with_slots
from reportgen.model.difference import same_value
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Value


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from somebody: `base` is what was sent to them, `values` what stands there now, both by place.

    Places that were not sent, or are gone from the answer, are in neither. `saved` is when it was last saved, ISO 8601, empty
    when that is not known; `source` names the file.
    """

    who: str
    base: Slots
    values: Slots
    saved: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that somebody wants at a place, where something else was sent to them."""

    who: str
    base: Value
    value: Value
    saved: str = ""
    source: str = ""

    def is_same(self, other: Proposal) -> bool:
        """Whether the same person wants the same change, whichever file it came in."""
        return self.who == other.who and same_value(self.base, other.base) and same_value(self.value, other.value)


@dataclass(frozen=True, slots=True)
class Point:
    """All that is known of a place that an answer has touched: our `own` value before any answer, what it came to be, and
    the proposals: those that count, and those that have been `settled`, by a choice or by our writing in the cell afterwards.
    """

    own: Value
    result: Value
    proposals: tuple[Proposal, ...] = ()
    settled: tuple[Proposal, ...] = ()


Memory = Mapping[Place, Point]
NOTHING: Memory = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides, or two of those who answered, have changed to different values."""

    place: Place
    ours: Value
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A value of ours that became another, and on whose word; empty when it was chosen among conflicting ones."""

    place: Place
    before: Value
    after: Value
    who: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The report with all that could be taken; what must be chosen; what was changed; and what to remember until next time."""

    report: Report
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Taken, ...] = ()
    memory: Memory = field(default_factory=lambda: NOTHING)


def merge(
    ours: Report, answers: Iterable[Answer], *, memory: Memory = NOTHING, choices: Slots = MappingProxyType({})
) -> Merged:
    """Our report with the answers in it. `choices` are the values chosen where there were conflicts."""
    now = slots(ours)
    points = {place: _as_left(point, now.get(place)) for place, point in memory.items()}
    for place, value in choices.items():
        if place in points:
            points[place] = _settled(points[place], value)
    for answer in answers:
        for place, proposal in proposals(answer):
            point = points.get(place) or Point(now.get(place), now.get(place))
            points[place] = _with_proposal(point, proposal)
    points = {place: _weighed(point) for place, point in sorted(points.items(), key=lambda item: _order(item[0]))}
    changed = {place: point.result for place, point in points.items() if not same_value(now.get(place), point.result)}
    return Merged(
        with_slots(ours, changed) if changed else ours,
        tuple(conflict for place, point in points.items() if (conflict := _conflict(place, point))),
        tuple(_taken(place, now.get(place), points[place]) for place in changed),
        MappingProxyType(points),
    )


def merge_three(base: Report, ours: Report, theirs: Report, who: str = "") -> Merged:
    """The plain case: one other version of the whole report."""
    return merge(ours, [Answer(who, slots(base), slots(theirs))])


def closed(memory: Memory) -> Memory:
    """The memory when something new is sent out: what has come back is now ours, and what was said then has been settled."""
    return MappingProxyType({place: _settled(point, point.result) for place, point in memory.items()})


def proposals(answer: Answer) -> Iterator[tuple[Place, Proposal]]:
    """What the answer changes of what was sent."""
    for place in {**answer.base, **answer.values}:
        base, value = answer.base.get(place), answer.values.get(place)
        if not same_value(base, value):
            yield place, Proposal(answer.who, base, value, answer.saved, answer.source)


def standing(point: Point) -> tuple[Proposal, ...]:
    """Of each person the last word, all of their words when it cannot be told which is the last; those we agree with aside."""
    found: list[Proposal] = []
    for who in sorted({proposal.who for proposal in point.proposals}):
        own = [proposal for proposal in point.proposals if proposal.who == who]
        last = max(proposal.saved for proposal in own)
        found += [proposal for proposal in own if proposal.saved == last or not proposal.saved]
    return tuple(proposal for proposal in found if not same_value(proposal.value, point.own))


def _as_left(point: Point, now: Value) -> Point:
    """The point as we have left it: when we have written in the cell since, the answers so far have been seen and settled."""
    return point if same_value(now, point.result) else _settled(point, now)


def _settled(point: Point, value: Value) -> Point:
    return Point(value, value, (), _sorted((*point.settled, *point.proposals)))


def _with_proposal(point: Point, new: Proposal) -> Point:
    """A proposal that has come before counts by its last saving; one that has been settled does not come up again."""
    if any(new.is_same(old) for old in point.settled):
        return point
    same = [old for old in point.proposals if new.is_same(old)]
    others = [old for old in point.proposals if not new.is_same(old)]
    last = max([new, *same], key=lambda proposal: (proposal.saved, proposal.source))
    return replace(point, proposals=_sorted((*others, last)))


def _weighed(point: Point) -> Point:
    """The point with its result: the one new value if there is just one and somebody saw what we had, else our own."""
    wanted = standing(point)
    if wanted and not _is_contested(point, wanted):
        return replace(point, result=wanted[0].value)
    return replace(point, result=point.own)


def _is_contested(point: Point, wanted: tuple[Proposal, ...]) -> bool:
    """Whether they want different things, or nobody of them saw the value that we had."""
    differ = any(not same_value(proposal.value, wanted[0].value) for proposal in wanted)
    return differ or not any(same_value(proposal.base, point.own) for proposal in wanted)


def _conflict(place: Place, point: Point) -> Conflict | None:
    wanted = standing(point)
    return Conflict(place, point.own, wanted) if wanted and _is_contested(point, wanted) else None


def _taken(place: Place, before: Value, point: Point) -> Taken:
    """Who it was taken from; nobody when it was chosen, or when an answer no longer counts alone."""
    from_whom = [p for p in standing(point) if same_value(p.value, point.result)]
    who = ", ".join(dict.fromkeys(proposal.who for proposal in from_whom))
    source = ", ".join(dict.fromkeys(proposal.source for proposal in from_whom if proposal.source))
    return Taken(place, before, point.result, who, source)


def _sorted(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    return tuple(sorted(found, key=lambda p: (p.who, p.saved, p.source, str(p.base), str(p.value))))


def _order(place: Place) -> tuple[str, str, str]:
    return place.table, place.row or "", place.column or ""
