"""What was said last time at the places that somebody is to fill in now: the last forecast, the last comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from reportgen.derive.report import rules_of
from reportgen.earlier.known import Earlier, value_of
from reportgen.model.archived import Archived, LastTime
from reportgen.model.difference import TEXT
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Value
from reportgen.spec.schema import TemplateSpec


def last_time(
    places: Iterable[Place], report: Report, template: TemplateSpec, earlier: Earlier
) -> Mapping[str, LastTime]:
    """By table, or `text`: what the last closed period that has the table had at those places, where it had anything.

    Texts are as they were written: the figures that their value fields were printed with may be of anybody's rows.
    """
    by_table: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_table[place.table].append(place)
    found: dict[str, LastTime] = {}
    for table, own in by_table.items():
        one = earlier.last(_has(table))
        if one is None:
            continue
        values = dict(_texts(own, one) if table == TEXT else _cells(own, one, report, template))
        if values:
            words = one.described.words.tables.get(table)
            headings = {column.key: column.heading for column in words.columns} if words else {}
            found[table] = LastTime(one.period, MappingProxyType(values), MappingProxyType(headings))
    return MappingProxyType(found)


def _has(table: str) -> Callable[[Archived], bool]:
    return lambda one: bool(one.described.words.texts) if table == TEXT else table in one.described.words.tables


def _texts(places: Iterable[Place], one: Archived) -> Iterator[tuple[Place, Value]]:
    cells = ((place, one.described.report.cell(place)) for place in places)
    yield from ((place, cell.value) for place, cell in cells if not cell.is_empty)


def _cells(
    places: Sequence[Place], one: Archived, report: Report, template: TemplateSpec
) -> Iterator[tuple[Place, Value]]:
    """Of places in one table."""
    table, spec = report.table(places[0].table), template.table(places[0].table)
    rules = rules_of(spec, table) if spec else {}
    for place in places:
        row = table.row(place.row or "")
        rule = rules.get((place.row or "", place.column or ""))
        if rule is None or row is None or (row.added and not row.name):
            continue
        then = value_of(one, place, rule.unit, row if row.added else None)
        if then is not None:
            yield place, then.value
