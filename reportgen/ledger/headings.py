"""The row of headings in a list: which column is what, whatever their order and however the economy system names them.

A heading may have the year in it. "Utfall 2024" beside "Utfall 2025" is then the year before, and what is of another year or
month than the report's is not used: a list of last month is refused, not imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple

from reportgen.ledger.csv_text import Field
from reportgen.ledger.export import Codes, Fault, LedgerError, Measure
from reportgen.ledger.source import AMOUNT, COLUMNS, PERIOD, UNITS, Source
from reportgen.model.period import Period

_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "konto": ("konto", "kto", "kontonr", "kontonummer", "konto nr"),
    "verksamhet": ("verksamhet", "verksamhetskod", "vht", "vhet", "verks"),
    "ansvar": ("ansvar", "ansvarskod", "ansv", "enhet", "resultatenhet", "kostnadsställe", "kst"),
    "objekt": ("objekt", "obj", "projekt", "aktivitet"),
    "motpart": ("motpart", "mpart", "motp"),
    "utfall": ("utfall ack", "ack utfall", "utfall", "utfall ackumulerat",
               "ackumulerat utfall", "utfall period", "utfall hittills", "bokfört", "bokfört ack", "ack bokfört"),
    "periodbudget": ("budget ack", "ack budget", "budget ackumulerad", "periodbudget", "budget period",
                     "ackumulerad budget", "budget hittills"),
    "utfall_fg": ("utfall ack föreg år", "utfall ack fg år", "ack utfall fg år", "ack utfall föreg år", "föreg år",
                  "föregående år", "utfall föreg år", "utfall föregående år", "utfall fg år", "fg år"),
    "budget": ("budget år", "årsbudget", "budget helår", "budget", "helårsbudget"),
    "prognos": ("prognos", "helårsprognos", "prognos helår", "årsprognos"),
    PERIOD: ("period", "bokföringsperiod", "datum", "bokföringsdatum", "verifikationsdatum", "verdatum"),
    AMOUNT: ("belopp", "belopp kr", "transaktionsbelopp", "bokfört belopp", "belopp sek"),
}  # fmt: skip
"""Headings by column, in small letters, the surest first; a source's own come before."""

_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)(0[1-9]|1[0-2])?\b")
_UNIT: Final = re.compile(r"\(?\b(tkr|kr|mnkr|mkr)\b\)?")
HEADINGS_WITHIN: Final = 30
"""Rows that may stand above the headings: title, selection, date of the print."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column stands, the line that the headings are on, and headings of other years, whose columns are not used."""

    at: Mapping[str, int]
    line: int
    unused: tuple[str, ...] = ()

    @property
    def codes(self) -> list[int]:
        return [self.at[name] for name in Codes._fields if name in self.at]

    @property
    def amounts(self) -> dict[str, int]:
        names = [AMOUNT] if AMOUNT in self.at else [str(m) for m in Measure]
        return {name: self.at[name] for name in names if name in self.at}


def find_headings(
    rows: Iterator[Sequence[Field]], name: str, source: Source, period: Period
) -> tuple[Layout, list[Sequence[Field]]]:
    """The first row that names konto or another code, and an amount; the rows after it that were read already."""
    first = list(islice(rows, HEADINGS_WITHIN))
    for number, row in enumerate(first, 1):
        at, unused = _columns(row, source, period)
        has_amount = AMOUNT in at or any(measure in at for measure in Measure)
        if (has_amount or unused) and any(code in at for code in Codes._fields):
            gone = [heading for heading, measure in unused.items() if measure not in at]
            if gone:
                why = f"rubriken {gone[0]} är av en annan period än rapportens, {period}"
                raise LedgerError(name, [Fault(number, why)])
            faults = [Fault(number, why) for why in _other_units([row[place] for place in at.values()], source)]
            if faults:
                raise LedgerError(name, faults)
            missing = [heading for column, heading in source.headings.items() if column not in at]
            if missing:
                why = f"rubriken {missing[0]} finns inte här, men står i källan {source.name}"
                raise LedgerError(name, [Fault(number, why)])
            if AMOUNT in at and PERIOD not in at and not any(measure in at for measure in Measure):
                at[Measure.UTFALL] = at.pop(AMOUNT)
            return Layout(MappingProxyType(at), number, tuple(unused)), first[number:]
    seen = ", ".join(str(value) for row in first[:1] for value in row if value)[:200] or "en tom rad"
    raise LedgerError(
        name,
        [
            Fault(
                0,
                "ingen av de första raderna har rubriker för konto eller annan kod och för belopp. Överst står: "
                f"{seen}. Säg vad kolumnerna heter i en källa, se handboken",
            )
        ],
    )


class _Named(NamedTuple):
    """How sure it is that a column is what it is taken for, the lowest first, and its place."""

    rank: int
    place: int


def _columns(row: Sequence[Field], source: Source, period: Period) -> tuple[dict[str, int], dict[str, str]]:
    """Column → place of the row's headings, the surest of several, else the first; and the headings of other periods → measure."""
    own = {plain_heading(heading): (column, -1) for column, heading in source.headings.items()}
    said = {w: (c, n) for c in COLUMNS for n, w in enumerate(_KNOWN[c]) if c not in source.headings}
    found: dict[str, _Named] = {}
    unused: dict[str, str] = {}
    for place, value in enumerate(row):
        words = plain_heading(value)
        named = own.get(words) or said.get(words) or said.get(_without_year(words))
        if named is None:
            continue
        column, rank = named
        measure = _of_period(column, words, period) if rank >= 0 else column
        if measure is None:
            unused[" ".join(str(value).split())] = column
        elif measure not in found or _Named(rank, place) < found[measure]:
            found[measure] = _Named(rank, place)
    return {column: named.place for column, named in found.items()}, unused


def _of_period(column: str, words: str, period: Period) -> str | None:
    """The column, by the year and month in its heading if it has them; None when it is of a period that we do not want."""
    dated = _YEAR.search(words)
    if dated is None or column not in list(Measure):
        return column
    year, month = int(dated[1]), int(dated[2] or period.month)
    if column == Measure.UTFALL and year == period.year - 1:
        column = str(Measure.UTFALL_FG)
    wanted = period.year - 1 if column == Measure.UTFALL_FG else period.year
    return column if (year, month) == (wanted, period.month) else None


def _other_units(headings: Sequence[Field], source: Source) -> Iterator[str]:
    """What is to be said of headings that name another unit than the amounts are read in."""
    for heading in headings:
        unit = _UNIT.search(plain_heading(heading))
        if unit and UNITS[unit[1]] != UNITS[source.unit]:
            yield (
                f"rubriken {heading} säger {unit[1]}, men beloppen läses i {source.unit}. "
                f'Skriv enhet = "{unit[1]}" i en källa, se handboken'
            )


def plain_heading(value: Field) -> str:
    words = str(value or "").replace("_", " ").replace(".", " ").casefold().lstrip("\ufeff")
    return " ".join(words.split())


def _without_year(words: str) -> str:
    return " ".join(_UNIT.sub(" ", _YEAR.sub(" ", words)).split())
