"""A workbook read whole: period, facts, tables, texts and what has been acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from reportgen.model.kolada import KoladaFigure
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.table import Table
from reportgen.model.value import EMPTY, Cell


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A person's word that a finding is known and stays: what it concerns, the value it was given for, why and by whom.

    `bridge` is the difference that the reason explains, found − expected: it then holds as long as that is the difference,
    whatever the value. `at` is the first cell of its row in the workbook.
    """

    code: str
    place: Place
    found: str
    reason: str
    by: str = ""
    at: CellRef | None = None
    bridge: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that a closed period has otherwise, and why it is another now: what it is called, both figures as they are
    shown, the period that was closed, and the reason that was given.
    """

    place: Place
    label: str
    heading: str
    period: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one workbook says. Facts, texts and tables are by the keys of the mall."""

    template: str
    version: str
    namnd: str
    period: Period
    facts: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))
    acknowledged: tuple[Acknowledgement, ...] = ()
    period_at: CellRef | None = None
    """The cell that the period was read from."""
    restated: tuple[Restated, ...] = ()
    seal: str = ""
    """Known to the workbook alone: what its Word files are marked with, see `wording.marks`."""
    kolada: tuple[KoladaFigure, ...] = ()
    """What Kolada said of the cells that are filled from it, or held against it."""

    def table(self, key: str) -> Table:
        """The table, an empty one if the workbook lacks it."""
        return self.tables.get(key) or Table(key)

    def text(self, key: str) -> Cell:
        return self.texts.get(key, EMPTY)

    def fact(self, key: str) -> Cell:
        return self.facts.get(key, EMPTY)

    def cell(self, place: Place) -> Cell:
        """The cell at a place; pseudo-tables `text` and `uppgift` hold texts and facts."""
        if place.table == "text":
            return self.text(place.row or "")
        if place.table == "uppgift":
            return self.fact(place.row or "")
        return self.table(place.table).cell(place.row or "", place.column or "")

    def with_tables(self, tables: Mapping[str, Table]) -> Report:
        """The same report with these tables in place of its own of the same key."""
        return replace(self, tables=MappingProxyType({**self.tables, **tables}))
