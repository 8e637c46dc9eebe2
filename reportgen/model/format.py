"""The one place where a value becomes text, by Swedish typography (Språkrådet, Svenska skrivregler).

Decimal comma, groups of three digits parted by a no-break space, U+2212 as minus, en dash for "no value".
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from reportgen.model.period import MANADER
from reportgen.model.rounding import round_half_up
from reportgen.model.value import DASH, Value

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
EN_DASH: Final = "\u2013"

NUMBER_WORDS: Final = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip

KRONOR: Final = {"kr": 0, "tkr": 3, "mkr": 6, "mnkr": 6, "mdkr": 9}
"""Units of money by their power of ten."""


def format_number(value: Decimal, decimals: int, *, plus: bool = False) -> str:
    """ "−1 234,5"; with `plus`, "+1 234,5" for numbers above zero."""
    rounded = round_half_up(value, decimals)
    whole, _, part = f"{rounded.copy_abs():f}".partition(".")
    groups = f"{int(whole):,}".replace(",", NBSP)
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return f"{sign}{groups}{',' + part if part else ''}"


def format_number_plain(value: Decimal) -> str:
    """A number with all the decimals it has and no more, for messages: "−0,357"."""
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def format_percent(value: Decimal, decimals: int, *, plus: bool = False) -> str:
    """ "5,2 %" for `Decimal("5.2")`."""
    return f"{format_number(value, decimals, plus=plus)}{NBSP}%"


def format_date(value: date) -> str:
    """ "2024-08-31", the form of Swedish administration."""
    return value.isoformat()


def format_date_long(value: date) -> str:
    """ "31 augusti 2024"."""
    return f"{value.day}{NBSP}{MANADER[value.month - 1]} {value.year}"


def format_value(value: Value, decimals: int = 0, *, percent: bool = False, plus: bool = False) -> str:
    """Any value as the reader sees it; empty stays empty, a dash is a dash."""
    match value:
        case None:
            return ""
        case _ if value is DASH:
            return EN_DASH
        case Decimal():
            return format_percent(value, decimals, plus=plus) if percent else format_number(value, decimals, plus=plus)
        case date():
            return format_date(value)
        case _:
            return str(value)


def convert(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """An amount in another unit of money (tkr → mnkr); None when either is no unit of money."""
    if unit not in KRONOR or wanted not in KRONOR:
        return None
    return value.scaleb(KRONOR[unit] - KRONOR[wanted])


def number_word(value: Decimal) -> str | None:
    """ "fyra" for 4; None outside 0–12 or for a broken number."""
    if value == value.to_integral_value() and 0 <= value < len(NUMBER_WORDS):
        return NUMBER_WORDS[int(value)]
    return None
