"""The transactions of an export one by one, for those who ask what an amount is made of. What adds them up is elsewhere.

A SIE file of type 4 has them with voucher, day and text. A list has them when it is one of transactions: a row for each, with
an amount and a day or a voucher. Other exports have only sums by konto, and give nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Final

from reportgen.ledger.amounts import Ores
from reportgen.ledger.csv_text import Field
from reportgen.ledger.export import Codes, Measure
from reportgen.ledger.headings import HEADINGS_WITHIN, Layout, find_headings, plain_heading
from reportgen.ledger.sie import SieFile
from reportgen.ledger.sie_export import Coder, vouchers_of
from reportgen.ledger.source import AMOUNT, PERIOD, UNITS, Source
from reportgen.ledger.tabular import (
    DATE,
    SUM,
    booked_as,
    code_of,
)
from reportgen.model.period import Period
from reportgen.model.personnummer import mask

Wanted = Callable[[Codes, Measure], bool]
"""Which transactions are asked for; the others are passed over as they are read."""

_SERIES: Final = ("serie", "ver serie", "verserie", "verifikationsserie")
_NUMBERS: Final = (
    "verifikation", "verifikat", "ver", "vernr", "ver nr", "verifikatnr", "verifikatnummer", "verifikationsnr",
    "verifikationsnummer", "verif nr", "vernummer",
)  # fmt: skip
_DAYS: Final = (
    "datum",
    "bokföringsdatum",
    "verifikationsdatum",
    "verdatum",
    "ver datum",
    "bokf datum",
    "transaktionsdatum",
)
_TEXTS: Final = (
    "text",
    "vertext",
    "ver text",
    "verifikationstext",
    "transaktionstext",
    "beskrivning",
    "benämning",
    "rubrik",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction: its line in the file, voucher ("A 17") and day ("2025-01-31") where the export has them, the text with
    personnummer masked, and öre as the export has them.
    """

    line: int
    voucher: str
    day: str
    text: str
    codes: Codes
    measure: Measure
    amount: int


def sie_entries(file: SieFile, period: Period, dimensions: Mapping[str, str], wanted: Wanted) -> Iterator[Entry]:
    """The rows of the vouchers, in the order of the file."""
    codes_of = Coder.of(file, dimensions)
    for voucher in vouchers_of(file, period):
        name = f"{voucher.series} {voucher.number}".strip()
        day = f"{voucher.day[:4]}-{voucher.day[4:6]}-{voucher.day[6:]}"
        for row in voucher.rows:
            codes = codes_of(row.konto, row.objects)
            if wanted(codes, Measure.UTFALL):
                text = mask(row.text or voucher.text)
                yield Entry(row.line, name, day, text, codes, Measure.UTFALL, row.amount)


def list_entries(
    rows: Iterable[Sequence[Field]], name: str, period: Period, source: Source, wanted: Wanted
) -> Iterator[Entry]:
    """The rows of a list of transactions; nothing of a list of sums. Raises `LedgerError` when it has no headings."""
    rows = iter(rows)
    first = list(islice(rows, HEADINGS_WITHIN))
    layout, _ = find_headings(iter(first), name, source, period)
    columns = _Columns.of(first[layout.line - 1], layout)
    if columns.number is None and PERIOD not in layout.at:
        return
    ores, asked = Ores(UNITS[source.unit]), _Asked(layout, period, wanted)
    for line, row in enumerate(chain(first[layout.line :], rows), layout.line + 1):
        for codes, measure, place in asked.amounts(row):
            said = (columns.voucher(row), columns.date(row), mask(columns.words(row)))
            yield Entry(line, *said, codes, measure, ores[_at(row, place)])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a list of transactions has what a sum does not need."""

    series: int | None
    number: int | None
    day: int | None
    text: int | None

    @classmethod
    def of(cls, headings: Sequence[Field], layout: Layout) -> _Columns:
        plain = [plain_heading(heading) for heading in headings]
        places = (
            next((n for n, word in enumerate(plain) if word in names), None)
            for names in (_SERIES, _NUMBERS, _DAYS, _TEXTS)
        )
        series, number, day, text = places
        return cls(series, number, layout.at.get(PERIOD) if day is None else day, text)

    def voucher(self, row: Sequence[Field]) -> str:
        return " ".join(filter(None, (_words(row, self.series), _words(row, self.number))))

    def date(self, row: Sequence[Field]) -> str:
        words = _words(row, self.day)
        compact = words.replace("-", "")
        return f"{compact[:4]}-{compact[4:6]}-{compact[6:]}" if len(compact) == 8 and compact.isdigit() else words

    def words(self, row: Sequence[Field]) -> str:
        return " ".join(_words(row, self.text).split())


_Amounts = tuple[tuple[Codes, Measure, int], ...]
"""Codes and measure of the amounts that are asked for, and the places that they stand in."""


class _Asked(dict[tuple[Field, ...], _Amounts]):
    """What a row is booked on, and in which month → which of its amounts are asked for; each combination worked out once."""

    def __init__(self, layout: Layout, period: Period, wanted: Wanted) -> None:
        super().__init__()
        self.layout, self.period, self.wanted = layout, period, wanted
        self.names = [name for name in Codes._fields if name in layout.at]
        self.places = [layout.at[name] for name in (*self.names, PERIOD) if name in layout.at]
        self.measured = layout.amounts.items()

    def amounts(self, row: Sequence[Field]) -> _Amounts:
        """Those of a row; none of a sum, which may stand on any row that does not begin with a code."""
        found = self[tuple([row[place] if place < len(row) else None for place in self.places])]
        return () if found and self._is_sum(row, found[0][0]) else found

    def __missing__(self, key: tuple[Field, ...]) -> _Amounts:
        codes = Codes(**{name: code_of(value) for name, value in zip(self.names, key, strict=False)})
        of_day = self._booked(key[-1]) if AMOUNT in self.layout.at else None
        measures = ((of_day if name == AMOUNT else Measure(name), place) for name, place in self.measured)
        found = tuple(
            (codes, measure, place)
            for measure, place in measures
            if measure and any(codes) and self.wanted(codes, measure)
        )
        self[key] = found
        return found

    def _booked(self, value: Field) -> Measure | None:
        match = DATE.fullmatch(_text(value))
        return booked_as(int(match[1]), int(match[2]), self.period) if match else None

    def _is_sum(self, row: Sequence[Field], codes: Codes) -> bool:
        first: str = getattr(codes, self.names[0])
        return not first[:1].isdigit() and any(SUM.match(str(value)) for value in row if value is not None)


def _at(row: Sequence[Field], place: int) -> Field:
    return row[place] if place < len(row) else None


def _words(row: Sequence[Field], place: int | None) -> str:
    return "" if place is None else _text(_at(row, place))


def _text(value: Field) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value if value is not None else "").strip()
