"""One value as Kolada gives it, and what a file has besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from reportgen.model.errors import ReportgenError
from reportgen.model.kolada import PROTECTED
from reportgen.model.value import DASH, Value

_DIGITS: Final = 15
_HIDDEN: Final = ("private", "sekretess", "skyddat", "skyddad", "..")


class KoladaError(ReportgenError):
    """A file or an answer that is not Kolada's, or that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of one key figure, of one municipality or group, one year, for all, women or men.

    `area` is the id, or the name in small letters where a list has no ids. `value` is `DASH` when there is none and `PROTECTED`
    when it is hidden. `count` is how many municipalities it is the mean of. `status` is what
    Kolada says of the value, usually nothing. `source` is the file.
    """

    kpi: str
    area: str
    year: int
    gender: str
    value: Value
    count: int = 1
    status: str = ""
    source: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, Decimal)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was read and goes nowhere: what it was, and why."""

    what: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What some files have: observations, what could not be read, the names of areas and key figures, the members of groups,
    and where the next page is, if this is one of several.
    """

    observations: tuple[Observation, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    areas: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    members: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    following: str = ""


def together(reads: Iterable[Read]) -> Read:
    """All of them as one; what a later one names, counts."""
    reads = list(reads)
    return Read(
        tuple(one for read in reads for one in read.observations),
        tuple(one for read in reads for one in read.left_out),
        {key: name for read in reads for key, name in read.areas.items()},
        {key: name for read in reads for key, name in read.titles.items()},
        {key: names for read in reads for key, names in read.members.items()},
        reads[-1].following if reads else "",
    )


def is_reasonable(number: Decimal) -> bool:
    """Whether a number can be a key figure: no infinity, and not so large or small that it cannot be written out."""
    return number.is_finite() and (number.is_zero() or -_DIGITS < number.adjusted() < _DIGITS)


def value_of(number: Decimal | None, status: str) -> Value:
    """A value with what is said of it: hidden, also if there is a number; the number; or none."""
    if status.strip().casefold() in _HIDDEN:
        return PROTECTED
    return DASH if number is None else number
