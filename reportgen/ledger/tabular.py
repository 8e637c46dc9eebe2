"""Lists out of the economy system, CSV or Excel → what they say. Columns are found by their headings, whatever their order.

A list has a row for each combination of codes with its amounts (utfall, budget …), or a row for each transaction with period
and amount. Sums among the rows are held against the rows above them and never counted. The rows come from `csv` in the
standard library: nothing more has to be installed for it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from reportgen.ledger.amounts import AmountError, Ores
from reportgen.ledger.encoding import encoding_of
from reportgen.ledger.export import Codes, Export, Fault, LedgerError, Measure, kronor
from reportgen.ledger.source import AMOUNT, COLUMNS, PERIOD, UNITS, Source
from reportgen.model.period import Period

Field = str | Decimal | date | None
"""What a cell of a list holds; of CSV always words."""

_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "konto": ("konto", "kto", "kontonr", "kontonummer"),
    "verksamhet": ("verksamhet", "verksamhetskod", "vht", "vhet", "verks"),
    "ansvar": ("ansvar", "ansvarskod", "ansv", "enhet", "resultatenhet", "kostnadsställe", "kst"),
    "objekt": ("objekt", "obj", "projekt", "aktivitet"),
    "motpart": ("motpart", "mpart", "motp"),
    "utfall": ("utfall ack", "ack utfall", "utfall", "utfall ackumulerat",
               "ackumulerat utfall", "utfall period", "utfall hittills"),
    "periodbudget": ("budget ack", "ack budget", "budget ackumulerad", "periodbudget", "budget period", "ackumulerad budget"),
    "utfall_fg": ("föreg år", "föregående år", "utfall föreg år", "utfall föregående år",
                  "utfall fg år", "ack utfall föreg år", "fg år"),
    "budget": ("budget år", "årsbudget", "budget helår", "budget", "helårsbudget"),
    "prognos": ("prognos", "helårsprognos", "prognos helår", "årsprognos"),
    PERIOD: ("period", "bokföringsperiod", "datum", "bokföringsdatum", "verifikationsdatum", "verdatum"),
    AMOUNT: ("belopp", "belopp kr", "transaktionsbelopp", "bokfört belopp"),
}  # fmt: skip
"""Headings by column, in small letters; a source's own come before."""

SUM: Final = re.compile(r"\W*(?:del)?(?:summa|totalt?|total|s:a)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"[0-9A-Za-zÅÄÖåäö*_.-]+")
DATE: Final = re.compile(r"((?:19|20)\d\d)[-/. ]?(0[1-9]|1[0-2])(?:[-/. ]?\d\d)?(?:[ T].*)?")
_CODES: Final = re.compile(r"\d[^\n]*(?:\n\d[^\n]*)*")
"""Codes that each begin with a digit, line by line."""
_ORES: Final = re.compile(r"-?\d+,\d\d(?:\n-?\d+,\d\d)*", re.ASCII)
"""Amounts with exactly two decimals, line by line: without their commas they are öre."""
_KRONOR: Final = re.compile(r"(?:-?\d+(?:[.,]\d{1,2})?)?(?:\n(?:-?\d+(?:[.,]\d{1,2})?)?)*", re.ASCII)
"""Amounts with at most two decimals, or nothing, line by line."""
_SPACES: Final = str.maketrans("−", "-", " \u00a0\u202f")
_HEAP: Final = 5_000
HEADINGS_WITHIN: Final = 30
"""Rows that may stand above the headings: title, selection, date of the print."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column stands, and the line that the headings are on."""

    at: Mapping[str, int]
    line: int

    @property
    def codes(self) -> list[int]:
        return [self.at[name] for name in Codes._fields if name in self.at]

    @property
    def amounts(self) -> dict[str, int]:
        names = [AMOUNT] if AMOUNT in self.at else [str(m) for m in Measure]
        return {name: self.at[name] for name in names if name in self.at}


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file, read as they are asked for; what parts the fields is told by its first lines."""
    encoding = encoding_of(data)
    first = data[:20_000].decode(encoding, "replace").splitlines()[:HEADINGS_WITHIN]
    sign = max(";\t,|", key=lambda sign: (max((line.count(sign) for line in first), default=0), sign == ";"))
    return csv.reader(TextIOWrapper(BytesIO(data), encoding, "replace", newline=""), delimiter=sign)


def export_of(rows: Iterable[Sequence[Field]], name: str, period: Period, source: Source) -> Export:
    """What the rows say of the period. Raises `LedgerError` with every row that cannot be read."""
    rows = iter(rows)
    layout, begun = find_headings(rows, name, source)
    reader = _Reader(layout, name, UNITS[source.unit])
    reader.read(chain(begun, rows))
    return reader.export(period)


def find_headings(rows: Iterator[Sequence[Field]], name: str, source: Source) -> tuple[Layout, list[Sequence[Field]]]:
    """The first row that names konto or another code, and an amount; the rows after it that were read already."""
    first = list(islice(rows, HEADINGS_WITHIN))
    for number, row in enumerate(first, 1):
        at = _columns(row, source)
        has_amount = AMOUNT in at or any(measure in at for measure in Measure)
        if has_amount and any(code in at for code in Codes._fields):
            missing = [heading for column, heading in source.headings.items() if column not in at]
            if missing:
                why = f"rubriken {missing[0]} finns inte här, men står i källan {source.name}"
                raise LedgerError(name, [Fault(number, why)])
            if AMOUNT in at and PERIOD not in at and not any(measure in at for measure in Measure):
                at[Measure.UTFALL] = at.pop(AMOUNT)
            return Layout(MappingProxyType(at), number), first[number:]
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


def _columns(row: Sequence[Field], source: Source) -> dict[str, int]:
    """Column → place of the row's headings; the first of two that are the same."""
    at: dict[str, int] = {}
    own = {plain_heading(heading): column for column, heading in source.headings.items()}
    said = {word: column for column in COLUMNS for word in _KNOWN[column] if column not in source.headings}
    for place, value in enumerate(row):
        column = own.get(plain_heading(value)) or said.get(plain_heading(value)) or said.get(_without_year(value))
        if column is not None:
            at.setdefault(column, place)
    return at


def plain_heading(value: Field) -> str:
    words = str(value or "").replace("_", " ").replace(".", " ").casefold().lstrip("\ufeff")
    return " ".join(words.split())


def _without_year(value: Field) -> str:
    return plain_heading(re.sub(r"\b(?:19|20)\d\d(?:0[1-9]|1[0-2])?\b|\b(?:tkr|kr|mnkr)\b", " ", str(value or "")))


class _Index(dict[tuple[Field, ...], int]):
    """Codes → a number for each combination, in the order they are met."""

    def __missing__(self, key: tuple[Field, ...]) -> int:
        found = self[key] = len(self)
        return found


class _Reader:
    """The sums so far: `index` numbers the combinations of codes, `sums` are öre by measure and number.

    Rows come in heaps. A heap of ordinary rows is taken column by column, which is what makes a million rows quick; a heap
    with something else in it, a sum, an empty row or a fault, row by row. Both give the same.
    """

    def __init__(self, layout: Layout, name: str, unit: int) -> None:
        self.layout, self.name = layout, name
        self.ores = Ores(unit)
        self.names = list(layout.amounts)
        self.places = list(layout.amounts.values())
        self.keys = [*layout.codes, *([layout.at[PERIOD]] if AMOUNT in layout.at else [])]
        self.key_of = _getter(self.keys)
        self.width = max(*self.keys, *self.places, 0) + 1
        self.index = _Index()
        self.sums: list[list[int]] = [[] for _ in self.names]
        self.since: list[int] = [0] * len(self.names)
        self.faults: list[Fault] = []
        self.totals = 0

    def read(self, rows: Iterator[Sequence[Field]]) -> None:
        """All rows, those after the headings."""
        line = self.layout.line
        while heap := list(islice(rows, _HEAP)):
            try:
                added = self._columns(heap)
            except (TypeError, ValueError, IndexError, AmountError):
                added = None
            if added is not None:
                self._add(*added)
            else:
                for number, row in enumerate(heap, line + 1):
                    self._row(number, row)
            line += len(heap)

    def _columns(self, heap: Sequence[Sequence[Field]]) -> tuple[list[tuple[Field, ...]], list[list[int]]] | None:
        """The codes and the öre of ordinary rows, column by column; None, or an error, when some are not."""
        columns = list(zip(*heap, strict=True))
        if not _CODES.fullmatch("\n".join(columns[self.keys[0]])):
            return None
        codes = list(zip(*(columns[at] for at in self.keys), strict=True))
        return codes, [self._ores(columns[at]) for at in self.places]

    def _ores(self, column: Sequence[Field]) -> list[int]:
        """The öre of a column; as they are usually written without looking at them one by one."""
        words = "\n".join(column)  # type: ignore[arg-type]
        if self.ores.unit == UNITS["kr"]:
            if _ORES.fullmatch(words):
                return list(map(int, words.replace(",", "").split("\n")))
            plain = words.translate(_SPACES)
            if _KRONOR.fullmatch(plain):
                parts = (word.replace(".", ",").partition(",") for word in plain.split("\n"))
                return [int(whole + part.ljust(2, "0")) for whole, _, part in parts]
        return [self.ores[value] for value in column]

    def _add(self, codes: Sequence[tuple[Field, ...]], columns: Sequence[Sequence[int]]) -> None:
        numbers = list(map(self.index.__getitem__, codes))
        for sums, column in zip(self.sums, columns, strict=True):
            sums.extend([0] * (len(self.index) - len(sums)))
            for number, amount in zip(numbers, column, strict=True):
                sums[number] += amount

    def _row(self, line: int, row: Sequence[Field]) -> None:
        row = [*row, *[None] * (self.width - len(row))] if self._is_blank_after(row) else row
        try:
            code = str(row[self.keys[0]] or "")
            if not code[:1].isdigit() and self._is_no_posting(line, row):
                return
            self._add([self.key_of(row)], [[self.ores[row[at]]] for at in self.places])
        except AmountError as fault:
            self.faults.append(Fault(line, str(fault)))
        except IndexError:
            why = f"raden har {len(row)} kolumner, och rubrikerna {self.width} eller fler"
            self.faults.append(Fault(line, why))

    def _is_blank_after(self, row: Sequence[Field]) -> bool:
        """Whether a short row lacks only what need not stand there: an empty row, or a sum."""
        return len(row) < self.width and (
            not any(str(value or "").strip() for value in row) or any(SUM.match(str(value)) for value in row)
        )

    def _is_no_posting(self, line: int, row: Sequence[Field]) -> bool:
        """Whether a row that does not begin with a number is empty, or a sum; a sum is held against the rows above."""
        words = [str(value).strip() for value in row if value is not None and str(value).strip()]
        if not words:
            return True
        is_called_sum = any(SUM.match(word) for word in words)
        if not is_called_sum and any(row[at] for at in self.layout.codes):
            return False
        amounts = [self.ores[row[at]] for at in self.places]
        total = [sum(column) for column in self.sums]
        part = [now - then for now, then in zip(total, self.since, strict=True)]
        if not is_called_sum and amounts not in (total, part):
            return False
        self.since, self.totals = total, self.totals + 1
        for name, said, whole, rows in zip(self.names, amounts, total, part, strict=True):
            if said not in (whole, rows):
                why = f"summan av {name} är {kronor(said)}, men raderna ovanför blir {kronor(whole)}"
                self.faults.append(Fault(line, why))
        return True

    def export(self, period: Period) -> Export:
        """What has been read. Raises `LedgerError`."""
        found: defaultdict[Codes, dict[Measure, int]] = defaultdict(dict)
        outside = 0
        had: set[Measure] = set()
        measures = [None if name == AMOUNT else Measure(name) for name in self.names]
        named = [name for name in Codes._fields if name in self.layout.at]
        words = _Words()
        for key, *amounts in zip(self.index, *self.sums, strict=True):
            into = found[Codes(**{name: words[value] for name, value in zip(named, key, strict=False)})]
            for measure, amount in zip(measures, amounts, strict=True):
                of = measure or self._measure(key[-1], period)
                if of is None:
                    outside += amount
                else:
                    into[of] = into.get(of, 0) + amount
        had.update(*found.values())
        if self.faults:
            raise LedgerError(self.name, self.faults)
        if not had:
            raise LedgerError(self.name, [Fault(0, f"inga rader med belopp för {period}")])
        count = "1 summarad" if self.totals == 1 else f"{self.totals} summarader"
        remarks = [f"{self.name}: {count} stämmer och räknas inte med."] if self.totals else []
        if outside:
            remarks.append(
                f"{self.name}: {kronor(outside)} är av andra perioder än {period.spann} i år och förra året."
            )
        sums = {codes: amounts for codes, amounts in found.items() if amounts}
        there = tuple(measure for measure in Measure if measure in had)
        return Export(self.name, MappingProxyType(sums), there, remarks=tuple(remarks), beyond=outside)

    def _measure(self, value: Field, period: Period) -> Measure | None:
        """What an amount of that day or month is; None outside both years' months."""
        match = DATE.fullmatch(str(value or "").strip())
        if match is None:
            self.faults.append(
                Fault(0, f"perioden {value or '(tom)'} går inte att läsa, den skrivs 202508 eller 2025-08-31")
            )
            return None
        return booked_as(int(match[1]), int(match[2]), period)


def booked_as(year: int, month: int, period: Period) -> Measure | None:
    """What an amount of that month is; None outside both years' months."""
    if month > period.month:
        return None
    return {period.year: Measure.UTFALL, period.year - 1: Measure.UTFALL_FG}.get(year)


def _getter(places: Sequence[int]) -> Callable[[Sequence[Field]], tuple[Field, ...]]:
    """What takes those fields out of a row, always as a tuple."""
    if len(places) == 1:
        (place,) = places
        return lambda row: (row[place],)
    getter: Callable[[Sequence[Field]], tuple[Field, ...]] = itemgetter(*places)
    return getter


class _Words(dict[Field, str]):
    """What a cell says → the code in it."""

    def __missing__(self, value: Field) -> str:
        found = self[value] = code_of(value)
        return found


def code_of(value: Field) -> str:
    """ "5010" of "5010", "5010 Löner", "5010 - Löner" and the number 5010."""
    words = f"{value:f}" if isinstance(value, Decimal) else str(value or "").strip()
    match = _CODE.match(words)
    return match[0] if match and match[0][0].isdigit() else words
