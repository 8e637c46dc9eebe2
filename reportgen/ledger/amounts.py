"""Amounts as lists write them → whole öre. "1 234,50", "1.234,50", "1,234.50", "1234.5", "−5", "5-" and "(5)" are all read."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

_SPACES: Final = str.maketrans("−–", "--", " \u00a0\u202f\u2009'\t")
_POINTS: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_NOISE: Final = Decimal("0.0001")
"""Öre by which an amount kept as binary by another program may miss."""


class AmountError(ValueError):
    """Words that are no amount, or an amount that is not whole öre; the text says which, in Swedish."""


def ore(value: object, unit: int = 100) -> int:
    """Whole öre of an amount with `unit` öre to each; an empty cell is 0."""
    if value is None or value == "":
        return 0
    number = value if isinstance(value, Decimal) else _number(str(value))
    exact = number * unit
    whole = exact.quantize(Decimal(1), ROUND_HALF_EVEN)
    if abs(exact - whole) > _NOISE:
        raise AmountError(f"{value} är inte hela ören")
    return int(whole)


def _number(text: str) -> Decimal:
    plain = text.translate(_SPACES)
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if plain.endswith("-"):
        plain = f"-{plain[:-1]}"
    if plain in ("", "-"):
        return Decimal(0)
    if "," in plain and "." in plain:
        thousands = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(thousands, "")
    elif _POINTS.fullmatch(plain):
        raise AmountError(f"{text} kan vara tusental eller decimaler. Skriv decimaler med komma")
    plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise AmountError(f"{text} är inget belopp") from None
    if not number.is_finite() or "e" in plain.lower():
        raise AmountError(f"{text} är inget belopp")
    return number


class Ores(dict[object, int]):
    """The öre of each text that has been seen; most amounts of a ledger are never seen twice, and those are read here fast."""

    def __init__(self, unit: int) -> None:
        super().__init__()
        self.unit = unit

    def __missing__(self, value: object) -> int:
        found = ore(value, self.unit)
        if len(self) < 100_000:
            self[value] = found
        return found
