"""What an export of the economy system says, whatever its format: öre by the codes they are booked on and by measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from reportgen.model.errors import ReportgenError

_SHOWN = 20
"""Faults of a file that are told one by one."""


class Measure(StrEnum):
    """What an amount is of. The words are also the keys of the columns they go to, unless the mapping says otherwise."""

    UTFALL = "utfall"
    """Booked from the beginning of the year up to and including the period."""
    PERIODBUDGET = "periodbudget"
    """Budget of the same months."""
    UTFALL_FG = "utfall_fg"
    """Booked in the same months of the year before."""
    BUDGET = "budget"
    """Budget of the whole year."""
    PROGNOS = "prognos"
    """Forecast of the whole year."""


class Codes(NamedTuple):
    """What an amount is booked on; empty where the export does not say."""

    konto: str = ""
    verksamhet: str = ""
    ansvar: str = ""
    objekt: str = ""
    motpart: str = ""

    def __str__(self) -> str:
        return (
            ", ".join(f"{name} {code}" for name, code in zip(self._fields, self, strict=True) if code) or "utan koder"
        )


class Imbalance(NamedTuple):
    """A voucher whose rows do not add up to zero: where it is, what it is called, and the rest in öre."""

    file: str
    line: int
    voucher: str
    rest: int


Amounts = Mapping[Measure, int]
"""Öre by measure, signed as the export has them."""


@dataclass(frozen=True, slots=True)
class Export:
    """One export. `measures` are those it has at all; what is missing there is missing, and not zero.

    `accounts` are the names of konton where it has them, `remarks` lines for the person who imports it. `beyond` is what it has
    of other periods, in öre, which is in no sum; `unbalanced` are the vouchers that were taken though they do not balance.
    """

    name: str
    sums: Mapping[Codes, Amounts]
    measures: tuple[Measure, ...]
    accounts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[str, ...] = ()
    beyond: int = 0
    unbalanced: tuple[Imbalance, ...] = ()

    def total(self, measure: Measure) -> int:
        """All öre of that measure."""
        return sum(amounts.get(measure, 0) for amounts in self.sums.values())


class Fault(NamedTuple):
    """What cannot be read, and on which line of the file (0: the file as a whole)."""

    line: int
    why: str


class LedgerError(ReportgenError):
    """An export that cannot be used, with every fault in it; `advice` is said last."""

    def __init__(self, name: str, faults: Iterable[Fault], advice: str = "") -> None:
        self.faults = tuple(sorted(set(faults)))
        lines = [f"  rad {fault.line}: {fault.why}" if fault.line else f"  {fault.why}" for fault in self.faults]
        rest = len(lines) - _SHOWN
        shown = [*lines[:_SHOWN], *([f"  och {rest} till"] if rest > 0 else [])]
        count = "1 fel" if len(lines) == 1 else f"{len(lines)} fel"
        super().__init__(
            f"{name} kan inte läsas in, den har {count}:\n" + "\n".join([*shown, *([advice] if advice else [])])
        )


def together(exports: Iterable[Export], *, added: bool = False) -> Export:
    """Several exports as one. Raises `LedgerError` when two have the same measure on the same codes, unless they are to be
    `added`, as parts of one whole.
    """
    exports = list(exports)
    if len(exports) == 1:
        return exports[0]
    sums: dict[Codes, dict[Measure, int]] = defaultdict(dict)
    accounts: dict[str, str] = {}
    for n, export in enumerate(exports):
        for former in () if added else exports[:n]:
            _ensure_apart(former, export)
        accounts.update(export.accounts)
        for codes, amounts in export.sums.items():
            into = sums[codes]
            for measure, amount in amounts.items():
                into[measure] = into.get(measure, 0) + amount
    had = {measure for export in exports for measure in export.measures}
    return Export(
        " + ".join(export.name for export in exports),
        MappingProxyType(sums),
        tuple(measure for measure in Measure if measure in had),
        MappingProxyType(accounts),
        tuple(remark for export in exports for remark in export.remarks),
        sum(export.beyond for export in exports),
        tuple(one for export in exports for one in export.unbalanced),
    )


def _ensure_apart(one: Export, other: Export) -> None:
    """Raises `LedgerError` when both have the same measure on the same codes."""
    same = [
        (measure, codes)
        for codes, amounts in other.sums.items()
        if codes in one.sums
        for measure in amounts.keys() & one.sums[codes].keys()
    ]
    if not same:
        return
    measure, codes = min(same)
    others = f" och {len(same) - 1} till" if len(same) > 1 else ""
    why = (
        f"{measure} för {codes}{others} finns också i {one.name}. Säger filerna samma sak, ange bara en av dem. Är de delar av "
        "samma helhet, till exempel en månad var, lägg till --lagg-ihop"
    )
    raise LedgerError(other.name, [Fault(0, why)])


def kronor(ore: int) -> str:
    """ "−1 234 567,89": an amount as it is known from the economy system."""
    whole, part = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{whole:,}".replace(",", "\N{NO-BREAK SPACE}") + f",{part:02}"
