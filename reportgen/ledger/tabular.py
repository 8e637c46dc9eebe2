"""Lists out of the economy system, CSV or Excel → what they say. Columns are found by their headings, whatever their order.

A list has a row for each combination of codes with its amounts (utfall, budget …), or a row for each transaction with period
and amount. Sums among the rows are held against the rows above them and never counted. The rows come as they are
read, in heaps.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from reportgen.ledger.amounts import AmountError, Ores
from reportgen.ledger.apart import each, stretches_of
from reportgen.ledger.csv_text import CsvText, Field, Heap, heaps_of
from reportgen.ledger.export import Codes, Export, Fault, LedgerError, Measure, kronor
from reportgen.ledger.headings import Layout, find_headings
from reportgen.ledger.source import AMOUNT, PERIOD, UNITS, Source
from reportgen.model.period import Period

SUM: Final = re.compile(r"\W*(?:del)?(?:summa|totalt?|total|s:a)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"[0-9A-Za-zÅÄÖåäö*_.-]+")
DATE: Final = re.compile(r"((?:19|20)\d\d)[-/. ]?(0[1-9]|1[0-2])(?:[-/. ]?\d\d)?(?:[ T].*)?")
_FIRST: Final = itemgetter(0)
_COMMA: Final = itemgetter(-3)
_KRONOR: Final = re.compile(r"(?:-?\d+(?:[.,]\d{1,2})?)?(?:\n(?:-?\d+(?:[.,]\d{1,2})?)?)*", re.ASCII)
"""Amounts with at most two decimals, or nothing, line by line."""
_SPACES: Final = str.maketrans("−", "-", " \u00a0\u202f")


def export_of(rows: Iterable[Sequence[Field]], name: str, period: Period, source: Source) -> Export:
    """What the rows say of the period. Raises `LedgerError` with every row that cannot be read."""
    begun = iter(rows)
    layout, read = find_headings(begun, name, source, period)
    reader = _Reader(layout, name, UNITS[source.unit])
    stretches = stretches_of(rows, layout.line) if isinstance(rows, CsvText) else None
    if stretches:
        reader.read_apart(stretches)
    else:
        reader.read(rows.heaps(layout.line) if isinstance(rows, CsvText) else heaps_of(chain(read, begun)))
    return reader.export(period)


class _Index(dict[tuple[Field, ...], int]):
    """Codes → a number for each combination, in the order they are met."""

    def __missing__(self, key: tuple[Field, ...]) -> int:
        found = self[key] = len(self)
        return found


class _Sums:
    """Öre by codes and measure: `index` numbers the combinations of codes, and each measure has its sums by those numbers."""

    def __init__(self, measures: int) -> None:
        self.index = _Index()
        self.columns: list[list[int]] = [[] for _ in range(measures)]

    def add(self, codes: Iterable[tuple[Field, ...]], columns: Sequence[Sequence[int]]) -> None:
        """Rows by their codes; `columns` are their öre, one column for each measure."""
        numbers = list(map(self.index.__getitem__, codes))
        for sums, column in zip(self.columns, columns, strict=True):
            sums.extend([0] * (len(self.index) - len(sums)))
            for number, amount in zip(numbers, column, strict=True):
                sums[number] += amount

    def add_all(self, other: _Sums) -> None:
        self.add(other.index, other.columns)

    def __iter__(self) -> Iterator[tuple[tuple[Field, ...], tuple[int, ...]]]:
        return zip(self.index, zip(*self.columns, strict=True), strict=True)

    def totals(self) -> list[int]:
        """The sum of each measure."""
        return list(map(sum, self.columns))


class _Ordinary:
    """Takes heaps of ordinary rows column by column. It knows no more than another process can be told."""

    def __init__(self, keys: Sequence[int], places: Sequence[int], unit: int) -> None:
        self.keys, self.places, self.unit = keys, places, unit
        self.ores = Ores(unit)
        self.sums = _Sums(len(places))

    def take(self, heap: Heap) -> int:
        """Adds the rows and gives their number: 0 when some are not ordinary, and none is added."""
        try:
            columns = heap.columns()
            if columns is None or not all(map(str.isdigit, map(_FIRST, columns[self.keys[0]]))):  # type: ignore[arg-type]
                return 0
            codes = zip(*(columns[at] for at in self.keys), strict=True)
            amounts = [self._ores(columns[at]) for at in self.places]
        except (TypeError, ValueError, IndexError, AmountError):
            return 0
        self.sums.add(codes, amounts)
        return len(columns[0])

    def _ores(self, column: Sequence[Field]) -> list[int]:
        """The öre of a column; as they are usually written without looking at them one by one."""
        words = "\n".join(column)  # type: ignore[arg-type]
        if self.unit == UNITS["kr"]:
            if _has_ores(column, words):
                return list(map(int, words.replace(",", "").split("\n")))
            plain = words.translate(_SPACES)
            if _KRONOR.fullmatch(plain):
                parts = (word.replace(".", ",").partition(",") for word in plain.split("\n"))
                return [int(whole + part.ljust(2, "0")) for whole, _, part in parts]
        return [self.ores[value] for value in column]


def _taken(job: tuple[Sequence[int], Sequence[int], int, CsvText]) -> tuple[int, _Sums] | None:
    """What another process does of a stretch: the number of its rows and their sums; None when some are not ordinary rows."""
    keys, places, unit, stretch = job
    ordinary, number = _Ordinary(keys, places, unit), 0
    for heap in stretch.heaps(0):
        rows = ordinary.take(heap)
        if not rows:
            return None
        number += rows
    return number, ordinary.sums


class _Reader:
    """The sums so far.

    Rows come in heaps. A heap of ordinary rows is taken column by column, which is what makes a million rows quick; a heap
    with something else in it, a sum, an empty row or a fault, row by row. Both give the same.
    """

    def __init__(self, layout: Layout, name: str, unit: int) -> None:
        self.layout, self.name = layout, name
        self.names = list(layout.amounts)
        self.places = list(layout.amounts.values())
        self.keys = [*layout.codes, *([layout.at[PERIOD]] if AMOUNT in layout.at else [])]
        self.key_of = _getter(self.keys)
        self.width = max(*self.keys, *self.places, 0) + 1
        self.ordinary = _Ordinary(self.keys, self.places, unit)
        self.sums, self.ores = self.ordinary.sums, self.ordinary.ores
        self.since: list[int] = [0] * len(self.names)
        self.faults: list[Fault] = []
        self.totals = 0
        self.line = layout.line
        """The last line that has been read."""

    def read_apart(self, stretches: Sequence[CsvText]) -> None:
        """All rows, those after the headings, in several processes."""
        jobs = [(self.keys, self.places, self.ores.unit, stretch) for stretch in stretches]
        for stretch, answer in zip(stretches, each(_taken, jobs), strict=True):
            if answer is None:
                self.read(stretch.heaps(0))
            else:
                number, sums = answer
                self.sums.add_all(sums)
                self.line += number

    def read(self, heaps: Iterable[Heap]) -> None:
        """Further rows."""
        for heap in heaps:
            number = self.ordinary.take(heap)
            if not number:
                rows = heap.rows()
                number = len(rows)
                for at, row in enumerate(rows, self.line + 1):
                    self._row(at, row)
            self.line += number

    def _row(self, line: int, row: Sequence[Field]) -> None:
        row = [*row, *[None] * (self.width - len(row))] if self._is_blank_after(row) else row
        try:
            code = str(row[self.keys[0]] or "")
            if not code[:1].isdigit() and self._is_no_posting(line, row):
                return
            self.sums.add([self.key_of(row)], [[self.ores[row[at]]] for at in self.places])
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
        total = self.sums.totals()
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
        for key, amounts in self.sums:
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
        remarks = [f"{self.name}: kolumnen {heading} används inte." for heading in self.layout.unused]
        if self.totals:
            remarks.append(f"{self.name}: {count} stämmer med raderna ovanför, och räknas inte med.")
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


def _has_ores(column: Sequence[Field], words: str) -> bool:
    """Whether all amounts of a column have a comma and two decimals: without their commas they are öre. `words` are they, line
    by line; what else is no amount in them, is none without the comma either.
    """
    commas = words.count(",") == len(column) and words.isascii() and "_" not in words
    return commas and set(map(_COMMA, column)) == {","}  # type: ignore[arg-type]


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
