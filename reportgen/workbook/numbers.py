"""What people write for a number, in Swedish and otherwise, read without guessing.

Decided here, since each could be read two ways:

- "1 234,5": spaces of every kind part groups of three digits; "12 34" is no number, nor are two lines.
- "12,5" and "1,234": comma is the decimal sign, as in Excel with Swedish settings.
- "12.5" and "0.375" are read with a decimal point: as groups of thousands they would be wrong. "1.234" and "12.345" could be
  either, and are not read. "1.234,5" and "1,234.5" can only be read one way, and are.
- "1,234,567" and "1.234.567" are not read: a list, a date or thousands.
- "(1 234)" and "1 234-" are negative, as in reports of economy systems.
- "5 %" is 5 where the unit is %, and no number elsewhere; likewise "5,0 mnkr" where the unit is mnkr (or mkr).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from reportgen.model.value import DASH, Dash

SIGNIFICANT_DIGITS: Final = 15
"""What Excel keeps of a number."""

_SPACES: Final = re.compile("[\\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_PLUS_MINUS: Final = f"+{_DASHES}"
_TWO_NUMBERS: Final = re.compile(rf"\d[\d\s.,]*(?:[{_DASHES}]\s*\d[\d\s.,]*|\([^()]*\))")
_SAME_UNIT: Final = {"mkr": "mnkr", "procent": "%", "kronor": "kr", ":-": "kr", "st": "antal"}

_PLAIN: Final = r"(?:\d+|\d{1,3}(?: \d{3})+)"
_SWEDISH: Final = re.compile(rf"(?P<whole>{_PLAIN})?(?:,(?P<part>\d+))?", re.ASCII)
_POINT: Final = re.compile(r"(?P<whole>\d*)\.(?P<part>\d+)", re.ASCII)
_BOTH: Final = (
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d+)", re.ASCII),
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d+)", re.ASCII),
)


def read_number(text: str, unit: str = "") -> Decimal | Dash | None:
    """The number a text stands for in a cell of that unit, `DASH` for a dash alone, None when it is no number."""
    text = _INVISIBLE.sub("", text).strip()
    if "\n" in text:
        return None
    text = _SPACES.sub(" ", text).removeprefix("'").strip()
    if text and all(sign in _DASHES for sign in text):
        return DASH if len(text) == 1 else None
    return _signed(_without_unit(text, unit))


def looks_like_number(text: str) -> bool:
    """Whether somebody may have meant one number: digits, and nothing but the signs that numbers are written with.

    Two numbers are words: "80 - 100" and, with the period in brackets, "6,1 (230901-240831)".
    """
    if _TWO_NUMBERS.fullmatch(text):
        return False
    return bool(re.fullmatch(rf"[\d\s.,()'%{re.escape(_PLUS_MINUS)}]*\d[\d\s.,()'%{re.escape(_PLUS_MINUS)}]*", text))


def round_as_excel(number: Decimal) -> Decimal:
    """The number with the 15 digits that Excel shows: 0.30000000000000004 → 0.3. No trailing zeros, no exponent."""
    if number.is_zero():
        return Decimal(0)
    exponent = number.adjusted() - SIGNIFICANT_DIGITS + 1
    rounded = number.quantize(Decimal(1).scaleb(exponent)) if number.as_tuple().exponent < exponent else number  # type: ignore[operator]
    return Decimal(f"{rounded.normalize():f}")


def is_percent_format(number_format: str) -> bool:
    """Whether Excel shows the number times a hundred: a % that stands neither in quotes nor after a backslash."""
    return "%" in re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format)


def _without_unit(text: str, unit: str) -> str:
    """The text without the cell's own unit after it; other words stay and make it no number."""
    same = _canonical(unit)
    for word in (unit, same, *(other for other, canonical in _SAME_UNIT.items() if canonical == same)):
        if word and text.casefold().endswith(word.casefold()):
            rest = text[: len(text) - len(word)].rstrip()
            return rest if rest[-1:].isdigit() or rest[-1:] in (")", *_DASHES) else text
    return text


def _canonical(unit: str) -> str:
    return _SAME_UNIT.get(unit.casefold(), unit.casefold())


def _signed(text: str) -> Decimal | None:
    if text.startswith("(") and text.endswith(")"):
        return _negative(_unsigned(text[1:-1].strip()))
    if text[:1] and text[0] in _PLUS_MINUS:
        number = _unsigned(text[1:].lstrip())
        return number if text[0] == "+" else _negative(number)
    if text[-1:] and text[-1] in _DASHES:
        return _negative(_unsigned(text[:-1].rstrip()))
    return _unsigned(text)


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number if number else number


def _unsigned(text: str) -> Decimal | None:
    match = _SWEDISH.fullmatch(text) or next(filter(None, (form.fullmatch(text) for form in _BOTH)), None)
    if match is None and (match := _POINT.fullmatch(text)) and _could_be_thousands(match):
        return None
    if match is None or not any(match.groupdict().values()):
        return None
    whole = re.sub(r"[ .,]", "", match["whole"] or "")
    return Decimal(f"{whole or '0'}.{match['part'] or '0'}") if match["part"] else Decimal(whole)


def _could_be_thousands(match: re.Match[str]) -> bool:
    """ "1.234" may be 1 234; "0.375" and "1234.567" may not."""
    return len(match["part"]) == 3 and 1 <= len(match["whole"]) <= 3 and not match["whole"].startswith("0")
