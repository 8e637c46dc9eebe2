"""A closed period as the archive keeps it: the report in its words, what was found and acknowledged, when and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from reportgen.model.description import Described
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.value import Value


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by the clock of the machine, and the name that the system knows the person by, or that they gave."""

    when: datetime
    by: str

    @property
    def words(self) -> str:
        """ "2025-04-11 14:05 av anek"."""
        return f"{self.when:%Y-%m-%d %H:%M} av {self.by}"


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was: its name, the SHA-256 of its bytes in hexadecimal, and their number."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding as it was told when the period was closed. `severity` is its Swedish word; `at` the cell as Blad!D14."""

    code: str
    severity: str
    place: str
    at: str
    message: str
    found: str = ""
    expected: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Whose period, by which mall, and which time it was closed; `namnd` in the letters of file names. In order of time."""

    period: Period
    namnd: str
    template: str
    number: int

    @property
    def sort_key(self) -> tuple[Period, str, str, int]:
        return self.period, self.namnd, self.template, self.number


@dataclass(frozen=True, slots=True)
class Reopening:
    """That a closed period was opened again. `file` is the archive's file as it was then."""

    file: FileMark
    stamp: Stamp
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said of a closed period without reading its figures.

    `before` is the file of the archive that was closed last before this one: so each file vouches for the one before it.
    """

    name: Name
    namnd: str
    title: str
    version: str
    stamp: Stamp
    workbook: FileMark
    documents: tuple[FileMark, ...]
    before: FileMark | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    """A closed period with all its figures, texts and judgements."""

    closing: Closing
    described: Described
    findings: tuple[KeptFinding, ...] = ()

    @property
    def period(self) -> Period:
        return self.closing.name.period


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the closed period before had at some places of a table, or of the texts, in the unit that they have now.

    `headings` are what the columns were called then, by key.
    """

    period: Period
    values: Mapping[Place, Value]
    headings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def of_period(archived: Iterable[Archived], period: Period) -> list[Archived]:
    """Those that close that month, as they come."""
    return [one for one in archived if one.period == period]
