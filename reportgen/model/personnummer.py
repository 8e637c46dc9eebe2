"""Personnummer and samordningsnummer in what people write: found by date and check digit, and masked before anything is shown.

A personnummer is the day of birth as ÅÅMMDD, "-" ("+" from the year one turns a hundred), three digits and a check digit:
folkbokföringslagen (1991:481) 18 §, Skatteverket SKV 704. A samordningsnummer has 60 added to the day: lagen (2022:1697) om
samordningsnummer, SKV 707. The check digit is Luhn's (modulus 10) over the nine before it. Numbers that authorities make
themselves for lack of one (T-nummer, reservnummer) have letters or no check digit that all agree on, and are not looked for.

An organisationsnummer has at least 20 where the month stands. Ten digits on end that begin as a mobile number or a number to
an authority (070, 010) are taken for one unless words of a personnummer stand before. The checksum is twenty lines here; a
library of numbers of every country (python-stdnum) reads one number at a time and would not find it in a text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

MASK: Final = "****"

_POSSIBLE: Final = re.compile("[0-9]{6}[^0-9]?[0-9]{4}")
"""What a text must hold to hold a number; told five times as fast as the rest."""

_CANDIDATE: Final = re.compile(
    r"(?<!\d)(?P<century>18|19|20)?(?P<date>\d{6})(?P<mark>[-+ \u00a0\u2007\u2009\u202f\u2010-\u2014\u2212])?(?P<last>\d{4})(?!\d)",
    re.ASCII,
)
_GROUPED: Final = re.compile("(?<![0-9])(?:[0-9]|[0-9]{3})(?:[\u00a0\u202f][0-9]{3}){3}(?![0-9,])")
_DECIMALS_AFTER: Final = re.compile(r"[.,]\d{1,5}(?!\d)", re.ASCII)
_DECIMALS_BEFORE: Final = re.compile(r"(?<!\d)\d{1,3}[.,]$", re.ASCII)
_MONEY_AFTER: Final = re.compile(r"\s*(?:kr|tkr|mkr|mnkr|kronor|sek|euro?|€)\b", re.IGNORECASE)
_NAMED_BEFORE: Final = re.compile(r"(?:person|samordnings?|p)[ -]?(?:nummer|nr)\W{0,4}$|född\w*\W{0,4}$", re.IGNORECASE)
_PHONE: Final = ("070", "010")
_COORDINATION: Final = 60
_NEAR: Final = 30


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number in a text, from `start` to `end`; `masked` as it was written but for the last four."""

    start: int
    end: int
    masked: str
    is_coordination: bool


def personal_numbers(text: str) -> list[PersonalNumber]:
    """Every personnummer and samordningsnummer in a text, in order: ten or twelve digits, with -, +, a space or nothing."""
    found: list[PersonalNumber] = []
    if not _POSSIBLE.search(text):
        return found
    for match in _CANDIDATE.finditer(text):
        date, last = match["date"], match["last"]
        if _is_day(match["century"], date) and _luhn(date + last) and not _is_something_else(match):
            masked = f"{match['century'] or ''}{date}{match['mark'] or ''}{MASK}"
            found.append(PersonalNumber(match.start(), match.end(), masked, int(date[4:]) > _COORDINATION))
    return found


def mask(text: str) -> str:
    """The text with the last four digits of every number in it hidden, also of one that is written as an amount."""
    text = _GROUPED.sub(_masked_amount, text)
    for number in reversed(personal_numbers(text)):
        text = f"{text[: number.start]}{number.masked}{text[number.end :]}"
    return text


def _masked_amount(match: re.Match[str]) -> str:
    digits = "".join(sign for sign in match[0] if sign.isdecimal())
    return mask(digits) if personal_numbers(digits) else match[0]


def _is_day(century: str | None, date: str) -> bool:
    """Whether the six digits are a day of the century, or, when none is written, of one that people now living are born in."""
    month, day = int(date[2:4]), int(date[4:])
    day -= _COORDINATION if day > _COORDINATION else 0
    years = (int(first + date[:2]) for first in ([century] if century else ("19", "20")))
    return 1 <= month <= 12 and any(1 <= day <= monthrange(year, month)[1] for year in years)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - n % 2) for n, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_something_else(match: re.Match[str]) -> bool:
    """Whether what stands around ten digits on end makes them an amount, decimals or a telephone number."""
    if match["mark"] or match["century"]:
        return False
    before, after = match.string[max(0, match.start() - _NEAR) : match.start()], match.string[match.end() :][:_NEAR]
    if _DECIMALS_AFTER.match(after) or _DECIMALS_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return True
    return match["date"].startswith(_PHONE) and not _NAMED_BEFORE.search(before)
