"""SIE files, types 1–4, read by the standard: SIE filformat, utgåva 4B (2008-09-30). Text in, records out; pure.

A record is a line: a label, and fields parted by spaces or tabs. A field with spaces stands in quotation marks, where \\" is
a quotation mark; objects stand between braces as pairs of dimension and object. Amounts have a decimal point, at most two
decimals, debit plus and credit minus. #PSALDO and #PBUDGET are the change of one month, #RES and #UB what it all adds up to.
Records that the standard says to skip, or that it does not know, are skipped (its section on reading); those that we need
are read strictly, and all that is wrong with them is told at once, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reportgen.ledger.export import Fault, LedgerError
from reportgen.ledger.sie_fields import (
    BrokenError,
    Objects,
    amount_of,
    day_of,
    ensure_quantity,
    fields_of,
    taken,
    words_of,
    year_of,
)

_MONTH: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_TRANSACTIONS: Final = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})


@dataclass(frozen=True, slots=True)
class Balance:
    """#IB, #UB, #RES, #OIB or #OUB: öre on a konto, of year 0 (this), −1 (the one before) …"""

    line: int
    label: str
    year: int
    konto: str
    objects: Objects
    amount: int


@dataclass(frozen=True, slots=True)
class MonthAmount:
    """#PSALDO or #PBUDGET: öre of one month, `month` as "202508"; without objects the konto as a whole."""

    line: int
    label: str
    year: int
    month: str
    konto: str
    objects: Objects
    amount: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """#TRANS: öre on a konto, in a voucher."""

    line: int
    konto: str
    objects: Objects
    amount: int
    text: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """#VER; `day` as "20250831"."""

    line: int
    series: str
    number: str
    day: str
    text: str
    rows: tuple[Transaction, ...]


@dataclass(frozen=True, slots=True)
class SieFile:
    """All that we use of a file. `years` are first and last day by year number, `dimensions` the names by number."""

    name: str
    kind: str
    until: str
    years: Mapping[int, tuple[str, str]]
    accounts: Mapping[str, str]
    dimensions: Mapping[str, str]
    balances: tuple[Balance, ...]
    months: tuple[MonthAmount, ...]
    vouchers: tuple[Voucher, ...]


def read_sie(text: str, name: str) -> SieFile:
    """The file. Raises `LedgerError` with every line that cannot be read."""
    reader = _Reader(name)
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip("\x1a \t"):
            reader.read(number, line.strip("\x1a \t"))
    return reader.file()


@dataclass
class _Open:
    """A voucher that has not been closed yet."""

    line: int
    series: str
    number: str
    day: str
    text: str
    rows: list[Transaction] = field(default_factory=list)
    is_begun: bool = False


class _Reader:
    """The state of one reading."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind, self.until, self.has_flag = "1", "", False
        self.years: dict[int, tuple[str, str]] = {}
        self.accounts: dict[str, str] = {}
        self.dimensions: dict[str, str] = {}
        self.balances: list[Balance] = []
        self.months: list[MonthAmount] = []
        self.vouchers: list[Voucher] = []
        self.faults: list[Fault] = []
        self.open: _Open | None = None
        self.records: dict[str, Callable[[int, str, list[str | Objects]], None]] = {
            "#FLAGGA": self._flag,
            "#SIETYP": self._sietyp,
            "#RAR": self._rar,
            "#OMFATTN": self._omfattn,
            "#VALUTA": self._valuta,
            "#KONTO": self._konto,
            "#DIM": self._dim,
            "#UNDERDIM": self._dim,
            **dict.fromkeys(("#IB", "#UB", "#RES", "#OIB", "#OUB"), self._balance),
            **dict.fromkeys(("#PSALDO", "#PBUDGET"), self._month),
            "#VER": self._ver,
            "#TRANS": self._trans,
        }

    def read(self, number: int, line: str) -> None:
        """One line that is not empty."""
        try:
            if line == "{":
                self._begin()
            elif line == "}":
                self._end()
            elif line.startswith("#"):
                label = line.split(None, 1)[0].upper()
                if self.open and label not in _TRANSACTIONS:
                    self._unclosed()
                record = self.records.get(label)
                if record is not None:
                    record(number, label, fields_of(line)[1:])
            elif not self.has_flag:
                raise BrokenError("raden börjar inte med #: filen är ingen SIE-fil")
        except BrokenError as fault:
            self.faults.append(Fault(number, str(fault)))

    def file(self) -> SieFile:
        """What has been read. Raises `LedgerError`."""
        if self.open:
            self._unclosed()
        if not self.has_flag:
            raise LedgerError(self.name, [Fault(1, "#FLAGGA saknas: filen är ingen SIE-fil")])
        if 0 not in self.years and not self.faults:
            self.faults.append(Fault(0, "#RAR 0 saknas: filen säger inte vilket räkenskapsår den gäller"))
        if self.faults:
            raise LedgerError(self.name, self.faults)
        return SieFile(
            self.name,
            self.kind,
            self.until,
            MappingProxyType(self.years),
            MappingProxyType(self.accounts),
            MappingProxyType(self.dimensions),
            tuple(self.balances),
            tuple(self.months),
            tuple(self.vouchers),
        )

    # The records, by the names of the standard

    def _flag(self, _line: int, _label: str, _fields: list[str | Objects]) -> None:
        self.has_flag = True

    def _sietyp(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        (self.kind,) = words_of(label, fields, "typ")
        if self.kind not in ("1", "2", "3", "4"):
            raise BrokenError(f"#SIETYP {self.kind} finns inte, bara 1–4")

    def _rar(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        year, first, last = words_of(label, fields, "årsnummer", "start", "slut")
        self.years[year_of(year)] = (day_of(first), day_of(last))

    def _omfattn(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        (until,) = words_of(label, fields, "datum")
        self.until = day_of(until)

    def _valuta(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        (currency,) = words_of(label, fields, "valuta")
        if currency.upper() != "SEK":
            raise BrokenError(f"beloppen är i {currency} och inte i svenska kronor")

    def _konto(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        konto, name = words_of(label, fields, "konto", "namn")
        self.accounts[konto] = name

    def _dim(self, _line: int, label: str, fields: list[str | Objects]) -> None:
        number, name = words_of(label, fields, "dimension", "namn")
        self.dimensions[number] = name

    def _balance(self, line: int, label: str, fields: list[str | Objects]) -> None:
        objects: Objects = ()
        if label in ("#OIB", "#OUB"):
            objects, fields = taken(label, fields, 2)
        year, konto, amount = words_of(label, fields, "årsnummer", "konto", "saldo")
        ensure_quantity(fields[3:])
        self.balances.append(Balance(line, label, year_of(year), konto, objects, amount_of(amount)))

    def _month(self, line: int, label: str, fields: list[str | Objects]) -> None:
        objects: Objects = ()
        if any(isinstance(one, tuple) for one in fields):  # a file of type 2 may leave the list out
            objects, fields = taken(label, fields, 3)
        year, month, konto, amount = words_of(label, fields, "årsnummer", "period", "konto", "saldo")
        ensure_quantity(fields[4:])
        if not _MONTH.fullmatch(month):
            raise BrokenError(f"{month} är ingen period, som skrivs ÅÅÅÅMM")
        self.months.append(MonthAmount(line, label, year_of(year), month, konto, objects, amount_of(amount)))

    def _ver(self, line: int, label: str, fields: list[str | Objects]) -> None:
        series, number, day = words_of(label, fields, "serie", "nummer", "datum")
        text = fields[3] if len(fields) > 3 and isinstance(fields[3], str) else ""
        self.open = _Open(line, series, number, day_of(day), text)

    def _trans(self, line: int, label: str, fields: list[str | Objects]) -> None:
        if self.open is None or not self.open.is_begun:
            raise BrokenError("#TRANS står inte mellan { och } efter en #VER")
        objects, fields = taken(label, fields, 1)
        konto, amount = words_of(label, fields, "konto", "belopp")
        if len(fields) > 2 and fields[2]:
            day_of(str(fields[2]))
        text = fields[3] if len(fields) > 3 and isinstance(fields[3], str) else ""
        self.open.rows.append(Transaction(line, konto, objects, amount_of(amount), text))

    def _begin(self) -> None:
        if self.open is None or self.open.is_begun:
            raise BrokenError("{ står utan en #VER före")
        self.open.is_begun = True

    def _end(self) -> None:
        if self.open is None or not self.open.is_begun:
            raise BrokenError("} står utan en { före")
        made, self.open = self.open, None
        self.vouchers.append(Voucher(made.line, made.series, made.number, made.day, made.text, tuple(made.rows)))

    def _unclosed(self) -> None:
        if self.open:
            self.faults.append(Fault(self.open.line, f"verifikationen {self.open.number} avslutas inte med }}"))
            self.open = None
