"""Who answers for what in a new period, as it was said in the one before. Pure.

What the mall has moved since then is followed to where it is now; what is new gets the owner that the mall proposes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from reportgen.exchange.responsibility import NEW_ROWS, Chef, Item, Responsibility, folded, items, named, roles
from reportgen.model.difference import TEXT
from reportgen.model.report import Report
from reportgen.spec.moves import Moved, Moves
from reportgen.spec.schema import TemplateSpec


@dataclass(frozen=True, slots=True)
class Inherited:
    """Chefer without answer dates, and their marks; `new` is what was not there before and nobody has been given."""

    responsibility: Responsibility
    new: tuple[Item, ...] = ()


def inherit(said: Responsibility, listed: Collection[str], report: Report, template: TemplateSpec) -> Inherited:
    """What was said, for a new report. `listed` are the marks that the former sheet had a line for."""
    moves = Moves(template)
    known = {now for mark in listed for now in _now(mark, moves)}
    owners: dict[str, tuple[str, ...]] = {}
    for mark, names in said.owners.items():
        for now in _now(mark, moves):
            owners[now] = tuple(dict.fromkeys((*owners.get(now, ()), *names)))
    chefer = {chef.key: replace(chef, due=None) for chef in said.chefer}
    there = list(items(report, template))
    fresh = [item for item in there if item.mark not in known and item.proposed]
    for item in fresh:
        owners.setdefault(item.mark, named(item.proposed))
    for role in roles(fresh):
        if said.chef(role) is None:
            chefer.setdefault(folded(role), Chef(role, roles=(role,)))
    responsibility = Responsibility(tuple(chefer.values()), MappingProxyType(owners))
    new = (item for item in there if item.kind.is_leaf and item.mark not in known)
    return Inherited(responsibility, tuple(item for item in new if responsibility.owners_of(item) is None))


def _now(mark: str, moves: Moves) -> Iterator[str]:
    """Where the line with a mark is in the mall as it is now; nowhere when it is gone."""
    table, dot, key = mark.partition(".")
    if table == TEXT:
        yield from (f"{TEXT}.{went.key}" for went in moves.lines(Moved.TEXT, key))
    elif dot and key != NEW_ROWS:
        spec = moves.spec.table(table)
        free = spec is None or spec.row(key) is None
        yield from (f"{went.table}.{went.key}" for went in moves.rows(table, key, free=free))
    else:
        table, colon, group = mark.removesuffix(f".{NEW_ROWS}").partition(":")
        now = moves.table(table)
        if now:
            yield f"{now}{colon}{group}{dot}{key}"
