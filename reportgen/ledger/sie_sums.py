"""A SIE file held against its own sums: what one record says twice, in parts and as a whole, must be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportgen.ledger.export import Fault, Imbalance, kronor
from reportgen.ledger.sie import Balance, SieFile


def imbalances(file: SieFile) -> Iterator[Imbalance]:
    """The vouchers whose rows do not add up to zero, which every voucher of the standard does."""
    for voucher in file.vouchers:
        rest = sum(row.amount for row in voucher.rows)
        if rest:
            yield Imbalance(file.name, voucher.line, f"{voucher.series} {voucher.number}".strip(), rest)


def fault_of(one: Imbalance) -> Fault:
    """The voucher as a fault of its file."""
    return Fault(one.line, f"verifikation {one.voucher} balanserar inte: raderna blir {kronor(one.rest)} och ska bli 0")


def check_sums(file: SieFile) -> Iterator[Fault]:
    """Every #RES and #UB that is not what the file's own rows add up to: the changes of the year, for #UB with #IB."""
    opening = {(b.year, b.konto): b.amount for b in file.balances if b.label == "#IB"}
    for changes, words, years in (_booked(file), _monthly(file)):
        for balance in file.balances:
            if balance.label not in ("#RES", "#UB") or balance.year not in years:
                continue
            start = opening.get((balance.year, balance.konto), 0) if balance.label == "#UB" else 0
            yield from _held(balance, start + changes[balance.year, balance.konto], words)


def _held(balance: Balance, expected: int, words: str) -> Iterator[Fault]:
    if balance.amount != expected:
        yield Fault(
            balance.line,
            f"{balance.label} för konto {balance.konto} är {kronor(balance.amount)}, men {words} ger {kronor(expected)}",
        )


def _booked(file: SieFile) -> tuple[defaultdict[tuple[int, str], int], str, set[int]]:
    sums: defaultdict[tuple[int, str], int] = defaultdict(int)
    for voucher in file.vouchers:
        for row in voucher.rows:
            sums[0, row.konto] += row.amount
    return sums, "transaktionerna", {0} if file.vouchers else set()


def _monthly(file: SieFile) -> tuple[defaultdict[tuple[int, str], int], str, set[int]]:
    sums: defaultdict[tuple[int, str], int] = defaultdict(int)
    years: set[int] = set()
    for month in file.months:
        if month.label == "#PSALDO" and not month.objects:
            sums[month.year, month.konto] += month.amount
            years.add(month.year)
    return sums, "månaderna (#PSALDO)", years
