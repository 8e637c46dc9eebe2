"""What the places of a report are called and how their figures are printed: all that is needed to read it without its mall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportgen.model.position import Place
from reportgen.model.report import Report


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column of a table beside that of the rows' names: its key, its heading with the period filled in, what it holds (the
    `typ` of the mall), unit and decimals; `scale` is that of a status column.
    """

    key: str
    heading: str
    kind: str = "belopp"
    unit: str = ""
    decimals: int = 0
    scale: str = ""


@dataclass(frozen=True, slots=True)
class TableWords:
    """A table: its title with the period filled in, its sheet, unit, what plus and minus mean, and its columns in order.

    `formats` has the unit and the decimals of the cells, by row and column key, that differ from those of their column.
    """

    key: str
    title: str
    sheet: str = ""
    unit: str = ""
    convention: str = ""
    columns: tuple[ColumnWords, ...] = ()
    formats: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))

    def column(self, key: str) -> ColumnWords | None:
        return next((column for column in self.columns if column.key == key), None)

    def format_of(self, row: str, column: str) -> tuple[str, int]:
        """The unit and the decimals that a cell is printed with."""
        own = self.column(column)
        return self.formats.get((row, column)) or ((own.unit, own.decimals) if own else (self.unit, 0))


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level of a scale: its word, the symbol and the colour it is drawn with, and its rank, higher is better."""

    word: str
    symbol: str
    colour: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """A mall in the words of one period: what it gives, and its tables, texts, facts and scales by key, in order."""

    title: str = ""
    tables: Mapping[str, TableWords] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scales: Mapping[str, tuple[LevelWords, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def level(self, place: Place, word: str) -> LevelWords | None:
        """How the word of a status cell is drawn; None where that is no status or the word no level."""
        table = self.tables.get(place.table)
        column = table.column(place.column or "") if table else None
        levels = self.scales.get(column.scale, ()) if column else ()
        folded = " ".join(word.split()).casefold()
        return next((level for level in levels if level.word.casefold() == folded), None)


@dataclass(frozen=True, slots=True)
class Described:
    """A report worked out, and what its places are called. `printed` has the texts that are printed otherwise than they are
    written, with the figures of their value fields.
    """

    report: Report
    words: Description
    printed: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))

    def prose(self, place: Place) -> str:
        """The words of a text as a reader meets them; empty where there are none."""
        return self.printed.get(place) or self.report.cell(place).text

    def label(self, place: Place) -> str:
        """What a place is called, for one line: "Personal, Utfall jan–aug 2025"."""
        if place.table == "text":
            return self.words.texts.get(place.row or "", str(place))
        if place.table == "uppgift":
            return self.words.facts.get(place.row or "", str(place))
        row = self.report.table(place.table).row(place.row or "")
        table = self.words.tables.get(place.table)
        column = table.column(place.column or "") if table else None
        parts = (row.name if row else place.row, column.heading if column else place.column)
        return ", ".join(part for part in parts if part)
