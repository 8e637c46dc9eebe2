"""The closed periods that a report can be held against, and which of them a place of the mall is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.model.archived import Archived, Name
from reportgen.model.format import convert
from reportgen.model.period import MANADER, Period
from reportgen.model.position import Place
from reportgen.model.table import Row
from reportgen.model.value import Cell, Origin, Value
from reportgen.spec.schema import ArchivePeriod, ColumnSpec, FromArchive, FromArchiveSpec, RowSpec, TemplateSpec

DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a closed period, in the unit asked for: where it stood, and whether somebody had typed it."""

    value: Value
    archived: Archived
    place: Place
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last closings of a nämnd, by period and mall, and those of them that have been opened again.

    `period` and `template` are those of the report that they are held against.
    """

    period: Period
    template: str
    archived: tuple[Archived, ...]
    reopened: frozenset[Name] = frozenset()

    def of(self, when: ArchivePeriod, years_back: int = 0) -> list[Archived]:
        """The closings that are meant: the latest first, of one period the report's own mall first."""
        names = meant(when, self.period, [one.closing.name for one in self.archived], years_back)
        if when is ArchivePeriod.SAMMA:
            names = {name for name in names if name.template != self.template}
        return sorted((one for one in self.archived if one.closing.name in names), key=self._rank)

    def last(self, has: Callable[[Archived], bool]) -> Archived | None:
        """The closing of the latest period before the report's own, in any year, of which that holds."""
        before = sorted((one for one in self.archived if one.period < self.period), key=self._rank)
        return next((one for one in before if has(one)), None)

    def candidates(
        self, sources: Sequence[FromArchiveSpec], place: Place, unit: str, row: Row | None = None
    ) -> Iterator[tuple[FromArchiveSpec, Found]]:
        """Every value that the sources have, best first."""
        for source in sources:
            table = Place(source.table or place.table, place.row)
            for one in self.of(source.period, source.years_back):
                at = Place(table.table, source.row or _key(one, table, row), source.column or place.column)
                if found := _value(one, at, unit):
                    yield source, found

    def _rank(self, one: Archived) -> tuple[int, bool, float]:
        months = one.period.year * 12 + one.period.month
        return -months, one.closing.name.template != self.template, -one.closing.stamp.when.timestamp()


def meant(when: ArchivePeriod, period: Period, closed: Iterable[Name], years_back: int = 0) -> set[Name]:
    """Which of the closings are meant, were the report that many years older. Of the periods before this one, the latest of
    each mall: a table that the latest mall lacks is looked for in the one before.
    """
    seen_from = _earlier_year(period, period.month, years_back)
    if seen_from is None:
        return set()
    period = seen_from
    match when:
        case ArchivePeriod.FOREGAENDE:
            return latest_of_each(period, (name for name in closed if name.period.year == period.year))
        case ArchivePeriod.SAMMA:
            month: Period | None = period
        case ArchivePeriod.FOREGAENDE_AR:
            month = _earlier_year(period, period.month, 1)
        case ArchivePeriod.BOKSLUT:
            month = _earlier_year(period, DECEMBER, 1)
        case _:
            month = Period(period.year, MANADER.index(when.value) + 1)
    return {name for name in closed if name.period == month}


def latest_of_each(period: Period, closed: Iterable[Name]) -> set[Name]:
    """Of each mall the last closing of a period before this one."""
    found: dict[str, Name] = {}
    for name in closed:
        if name.period < period and (name.template not in found or found[name.template].period < name.period):
            found[name.template] = name
    return set(found.values())


def sources_of(row: RowSpec | None, column: ColumnSpec) -> Sequence[FromArchiveSpec]:
    """Where a cell is filled from: as its row says, else as its column does."""
    return (listed(row.from_archive) if row else ()) or listed(column.from_archive)


def listed(sources: FromArchive) -> Sequence[FromArchiveSpec]:
    """One source or several, as several."""
    return sources if isinstance(sources, list) else [sources]


def asked_for(spec: TemplateSpec, period: Period, closed: Sequence[Name]) -> set[Name]:
    """The closings that the mall fetches values from: those that need to be read."""
    columns = (listed(column.from_archive) for table in spec.tables for column in table.columns)
    rows = (listed(row.from_archive) for table in spec.tables for row in table.rows)
    kinds = {(source.period, source.years_back) for sources in (*columns, *rows) for source in sources}
    return {name for kind, years_back in kinds for name in meant(kind, period, closed, years_back)}


def _earlier_year(period: Period, month: int, years: int) -> Period | None:
    try:
        return Period(period.year - years, month)
    except ValueError:
        return None


def _key(one: Archived, place: Place, row: Row | None) -> str | None:
    """The key that a row had then: a free row is known by its name, as workbooks number theirs each for itself."""
    if row is None:
        return place.row
    rows = one.described.report.table(place.table).rows
    named = (then for then in rows if then.added and row.name and then.name.casefold() == row.name.casefold())
    return next((then.key for then in named), None)


def value_of(one: Archived, place: Place, unit: str, row: Row | None = None) -> Found | None:
    """The value that a place had in a closed period, in the unit asked for; a free `row` is known by its name."""
    return _value(one, Place(place.table, _key(one, place, row), place.column), unit)


def _value(one: Archived, at: Place, unit: str) -> Found | None:
    """The value at a place, in the unit asked for; None where there is none, or none that can be told in that unit."""
    if at.row is None:
        return None
    cell: Cell = one.described.report.cell(at)
    table = one.described.words.tables.get(at.table)
    if cell.is_empty or table is None:
        return None
    then, _ = table.format_of(at.row, at.column or "")
    value = cell.value
    if then != unit and cell.number is not None:
        value = convert(cell.number, then, unit)
        if value is None:
            return None
    return Found(value, one, at, cell.origin is not Origin.COMPUTED)
