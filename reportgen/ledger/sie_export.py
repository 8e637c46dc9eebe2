"""A SIE file → what it says of a period: booked so far, budget, and the year before.

What has been booked is taken from the vouchers where the file has them (type 4), else from the months (types 2 and 3), else
from the year's result (type 1). Months on objects are parts of the konto's month without objects: what they leave of it has
no object, so that nothing is lost and nothing counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from reportgen.ledger.export import Codes, Export, Fault, LedgerError, Measure
from reportgen.ledger.sie import MonthAmount, SieFile, Voucher
from reportgen.ledger.sie_fields import Objects
from reportgen.ledger.sie_sums import check_sums, fault_of, imbalances
from reportgen.model.period import Period

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "verksamhet": ("verksamhet", "vht", "vhet"),
    "ansvar": ("ansvar", "resultatenhet", "kostnadsställe", "organisation", "enhet"),
    "objekt": ("objekt", "projekt", "aktivitet"),
    "motpart": ("motpart",),
}
"""Words that the name of a dimension begins with, by the code it is for us."""

_RESERVED: Final = {"1": "ansvar", "6": "objekt"}
"""The standard's own dimensions: 1 kostnadsställe/resultatenhet, 6 projekt (section on reserved numbers)."""

_WAY_ON: Final = (
    "En verifikation balanserar alltid: ta ut filen på nytt, eller fråga den som gör den. Är den rätt ändå, till exempel ett "
    "urval av verifikationernas rader, lägg till --godta-obalans."
)

Booked = tuple[str, Objects, int]
"""Konto, objects, öre."""


def export_of(
    file: SieFile,
    period: Period,
    dimensions: Mapping[str, str] = MappingProxyType({}),
    *,
    accept_unbalanced: bool = False,
) -> Export:
    """What the file says of the period; `dimensions` are number → code where a source has its own.

    Raises `LedgerError` when its sums do not hold, or it is of another year. Vouchers that do not balance are such a fault,
    unless they are accepted: the amounts are then taken as they stand, and the vouchers told.
    """
    faults = list(check_sums(file))
    unbalanced = tuple(imbalances(file))
    refused = () if accept_unbalanced else unbalanced
    faults += map(fault_of, refused)
    first, last = file.years[0]
    if not first[:4] <= str(period.year) <= last[:4]:
        faults.append(Fault(0, f"filen gäller {first[:4]} och arbetsboken {period}"))
    if faults:
        raise LedgerError(file.name, faults, _WAY_ON if refused else "")
    codes_of = Coder.of(file, dimensions)
    sums: dict[Codes, dict[Measure, int]] = defaultdict(lambda: defaultdict(int))
    had: set[Measure] = set()
    for measure, rows in _measures(file, period):
        had.add(measure)
        for konto, objects, amount in rows:
            sums[codes_of(konto, objects)][measure] += amount
    return Export(
        file.name,
        MappingProxyType({codes: MappingProxyType(dict(amounts)) for codes, amounts in sums.items()}),
        tuple(measure for measure in Measure if measure in had),
        file.accounts,
        tuple(_remarks(file, period, had)),
        _beyond(file, period),
        unbalanced,
    )


class Coder:
    """Objects → codes, each combination worked out once."""

    @classmethod
    def of(cls, file: SieFile, dimensions: Mapping[str, str]) -> Coder:
        """The codes of a file; `dimensions` are those of its source."""
        return cls({**_known(file), **dimensions})

    def __init__(self, dimensions: Mapping[str, str]) -> None:
        self.dimensions = dimensions
        self.known: dict[tuple[str, Objects], Codes] = {}

    def __call__(self, konto: str, objects: Objects) -> Codes:
        key = (konto, objects)
        if key not in self.known:
            named = {self.dimensions[number]: code for number, code in objects if number in self.dimensions}
            self.known[key] = Codes(konto, **named)
        return self.known[key]


def _known(file: SieFile) -> dict[str, str]:
    """Number → code of the dimensions that we know, by what the file calls them, else by the standard's numbers."""
    found: dict[str, str] = {}
    for number, name in file.dimensions.items():
        word = name.casefold()
        code = next((code for code, names in _NAMES.items() if word.startswith(names)), None)
        if code and code not in found.values():
            found[number] = code
    for number, code in _RESERVED.items():
        if number not in file.dimensions and code not in found.values():
            found[number] = code
    return found


def _measures(file: SieFile, period: Period) -> Iterator[tuple[Measure, Iterable[Booked]]]:
    until = f"{period.year}{period.month:02}"
    if file.vouchers:
        rows = (row for voucher in vouchers_of(file, period) for row in voucher.rows)
        yield Measure.UTFALL, [(row.konto, row.objects, row.amount) for row in rows]
    elif any(m.label == "#PSALDO" and m.year == 0 for m in file.months):
        yield Measure.UTFALL, _months(file, "#PSALDO", 0, until)
    elif _is_result_of(file, period):
        yield Measure.UTFALL, _result(file, 0)
    if any(m.label == "#PSALDO" and m.year == -1 for m in file.months):
        yield Measure.UTFALL_FG, _months(file, "#PSALDO", -1, f"{period.year - 1}{period.month:02}")
    elif period.month == 12 and any(b.label == "#RES" and b.year == -1 for b in file.balances):
        yield Measure.UTFALL_FG, _result(file, -1)
    if any(m.label == "#PBUDGET" and m.year == 0 for m in file.months):
        yield Measure.PERIODBUDGET, _months(file, "#PBUDGET", 0, until)
        yield Measure.BUDGET, _months(file, "#PBUDGET", 0, f"{period.year}12")


def vouchers_of(file: SieFile, period: Period) -> Iterator[Voucher]:
    """The vouchers up to and including the period's last day."""
    return (voucher for voucher in file.vouchers if voucher.day <= f"{period.year}{period.month:02}99")


def _beyond(file: SieFile, period: Period) -> int:
    """Öre on the rows of vouchers after the period."""
    within = f"{period.year}{period.month:02}99"
    return sum(row.amount for voucher in file.vouchers if voucher.day > within for row in voucher.rows)


def _is_result_of(file: SieFile, period: Period) -> bool:
    """Whether #RES of this year is of just the period: of its last day by #OMFATTN, else of the whole year."""
    until = file.until or file.years[0][1]
    has_result = any(b.label == "#RES" and b.year == 0 for b in file.balances)
    return has_result and until[:6] == f"{period.year}{period.month:02}"


def _result(file: SieFile, year: int) -> list[Booked]:
    return [(b.konto, (), b.amount) for b in file.balances if b.label == "#RES" and b.year == year]


def _months(file: SieFile, label: str, year: int, until: str) -> Iterator[Booked]:
    """Konto by konto and month by month the most detailed that there is, and the rest of the whole without objects."""
    wanted: dict[tuple[str, str], list[MonthAmount]] = defaultdict(list)
    for month in file.months:
        if month.label == label and month.year == year and month.month <= until:
            wanted[month.konto, month.month].append(month)
    best = _detailed(file, (m for months in wanted.values() for m in months))
    for (konto, _), months in wanted.items():
        kind = best if any(_kind(m) == best for m in months) else _detailed(file, months)
        parts = [m for m in months if m.objects and _kind(m) == kind]
        whole = [m.amount for m in months if not m.objects]
        yield from ((konto, m.objects, m.amount) for m in parts)
        if whole and (rest := sum(whole) - sum(m.amount for m in parts)):
            yield konto, (), rest


def _detailed(file: SieFile, months: Iterable[MonthAmount]) -> tuple[str, ...]:
    """The dimensions that months stand on which tell most: verksamhet before others, then the largest number of them."""
    kinds = {_kind(month) for month in months if month.objects}
    known = _known(file)
    return max(kinds, key=lambda kind: ("verksamhet" in map(known.get, kind), len(kind), kind), default=())


def _kind(month: MonthAmount) -> tuple[str, ...]:
    """The numbers of the dimensions that an amount stands on."""
    return tuple(number for number, _ in month.objects)


def _remarks(file: SieFile, period: Period, had: set[Measure]) -> Iterator[str]:
    if Measure.UTFALL not in had:
        yield f"{file.name} har inga belopp för {period.spann_lang}: varken verifikationer, månader eller ett resultat dit."
    later = sum(voucher.day > f"{period.year}{period.month:02}99" for voucher in file.vouchers)
    if later:
        what = "1 verifikation är bokförd" if later == 1 else f"{later} verifikationer är bokförda"
        yield f"{file.name}: {what} efter {period.last_day} och räknas inte med."
    if file.until and file.until < period.last_day.strftime("%Y%m%d"):
        yield f"{file.name} omfattar bara tiden till {file.until[:4]}-{file.until[4:6]}-{file.until[6:]}."
