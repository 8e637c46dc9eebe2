"""Numbers as people write them in running text: "28,5 mkr", "4 miljoner kronor", "sex procent", "åtta", "−5,4 mnkr".

Dates, years, times, paragraphs of law, section numbers and ranges are not numbers here: nobody can hold them against a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Kind(StrEnum):
    """What a number counts."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


class Hedge(StrEnum):
    """How exact a number claims to be."""

    NONE = ""
    ABOUT = "about"
    """ "cirka 3 mkr": on either side."""
    ABOVE = "above"
    """ "drygt 3 mkr": a little more than."""
    BELOW = "below"
    """ "närmare 3 mkr": a little less than."""
    BOUND = "bound"
    """ "mer än 3 mkr", "+/- 5 mkr": a bound, not a figure."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number where it stands: `text[start:end]`, `number_end` before its unit.

    `value` has the sign that was written; `decimals` those written, `in_words` for "åtta". `unit` is one of kr, tkr, mkr, mdkr
    or %, empty for a count. `points` tells "procentenheter" from "procent".
    """

    value: Decimal
    decimals: int
    kind: Kind
    unit: str
    hedge: Hedge
    start: int
    number_end: int
    end: int
    in_words: bool = False
    signed: bool = False
    points: bool = False

    @property
    def step(self) -> Decimal:
        """The unit that the number is rounded to: its last decimal; of whole kr and tkr with zeros at the end more."""
        exact = Decimal(1).scaleb(-self.decimals)
        if self.decimals or self.unit not in ("kr", "tkr"):
            return exact
        figures = str(abs(int(self.value)))
        zeros = len(figures) - len(figures.rstrip("0"))
        return Decimal(1).scaleb(min(zeros, max(2, len(figures) - 3)))

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """What the unrounded figure may be, sign aside, for somebody who writes this number."""
        size, half = abs(self.value), self.step / 2
        loose = max(self.step, size / 10)
        match self.hedge:
            case Hedge.ABOUT:
                return size - loose, size + loose
            case Hedge.ABOVE:
                return size - half, size + loose
            case Hedge.BELOW:
                return size - loose, size + half
            case _:
                return size - half, size + half


_UNITS: Final = (
    *("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    *("tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
)
_TENS: Final = {
    "tjugo": 20,
    "trettio": 30,
    "fyrtio": 40,
    "femtio": 50,
    "sextio": 60,
    "sjuttio": 70,
    "åttio": 80,
    "nittio": 90,
}
WORDS: Final[dict[str, int]] = {
    **{word: n for n, word in enumerate(_UNITS)},
    "en": 1,
    **_TENS,
    **{f"{ten}{one}": value + n for ten, value in _TENS.items() for n, one in enumerate(_UNITS[:10]) if n},
    "hundra": 100,
    "etthundra": 100,
}

_SPACE: Final = r"[ \u00a0\u202f\u2009]"
_MONEY: Final = {
    "miljarder": "mdkr", "mdkr": "mdkr", "mdr": "mdkr",
    "miljoner": "mkr", "miljon": "mkr", "mnkr": "mkr", "mkr": "mkr", "msek": "mkr",
    "tusen": "tkr", "tkr": "tkr", "kkr": "tkr", "ksek": "tkr",
    "kronor": "kr", "kr": "kr",
}  # fmt: skip
_UNIT: Final = (
    rf"(?P<unit>%|procentenheter|procentenhet|procent|(?:miljarder|miljoner|miljon|tusen){_SPACE}(?:kronor|kr)\b|"
    r"(?:miljarder|miljoner|miljon|mdkr|mdr|mnkr|mkr|msek|tkr|kkr|ksek|kronor|kr)(?![^\W\d_]))"
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.,:/§–-])(?P<sign>[+\u2212–-]{_SPACE}?)?"
    rf"(?P<digits>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:,(?P<part>\d+))?"
    rf"(?![\w§]|[.:/]\d|[–-]\d|[–-][^\W\d_])(?:{_SPACE}?{_UNIT})?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]{2,13}(?![\w-])")
_UNIT_AFTER: Final = re.compile(rf"{_SPACE}{_UNIT}", re.IGNORECASE)
_MONTHS: Final = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATE_AFTER: Final = re.compile(rf"{_SPACE}(?:{_MONTHS}|år\b|§)", re.IGNORECASE)
_NAMES: Final = (
    "bilaga|tabell|diagram|figur|kapitel|kap|avsnitt|sida|mål|fokusmål|uppdrag|delår|tertial|kvartal|nr|nummer|punkt|§+|v|vecka|kl|klockan|"
    "lagen|årskurs|år|åren|födda|lag"
)
_NAME_BEFORE: Final = re.compile(
    rf"(?:\b(?:{_NAMES}){_SPACE}*[.(]?|(?:\b\d{{1,4}}|[+/])[–\u2212/-]{_SPACE}?|\+/[-\u2212–]{_SPACE}?)$", re.IGNORECASE
)
_YEAR: Final = range(1900, 2101)
_BOUNDS: Final = (
    "mer än|fler än|mindre än|färre än|minst|högst|max|som mest|upp till|uppåt|uppemot|över|under|överstiger"
)
_HEDGES: Final = (
    (re.compile(rf"\b(?:{_BOUNDS})\s*$", re.IGNORECASE), Hedge.BOUND),
    (re.compile(r"(?:\+/[-\u2212–]|±)\s*$"), Hedge.BOUND),
    (
        re.compile(r"\b(?:cirka|ca\.?|circa|omkring|runt|ungefär|kring|i storleksordningen)\s*$", re.IGNORECASE),
        Hedge.ABOUT,
    ),
    (re.compile(r"\b(?:drygt|strax över)\s*$", re.IGNORECASE), Hedge.ABOVE),
    (re.compile(r"\b(?:närmare|knappt|nästan|nära|strax under)\s*$", re.IGNORECASE), Hedge.BELOW),
)


@lru_cache(maxsize=512)
def numbers(text: str) -> tuple[Written, ...]:
    """The numbers of a text in order; "en" and "ett" only with a unit after, as they are mostly articles."""
    found = [*_in_digits(text), *_in_words(text)]
    return tuple(sorted(found, key=lambda written: written.start))


def _in_digits(text: str) -> Iterator[Written]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(_SPACE, "", match["digits"])
        part, sign, unit = match["part"] or "", match["sign"] or "", match["unit"] or ""
        before = text[: match.start()]
        if not unit and (_is_date(text, match, digits) or _NAME_BEFORE.search(before)):
            continue
        if sign and not unit and not part:
            sign = ""
        value = Decimal(f"{digits}.{part}" if part else digits)
        negative = sign.strip() in ("-", "\u2212", "–")
        start = match.start() if sign.strip() else match.start("digits")
        number_end = match.end("part") if part else match.end("digits")
        yield _written(
            text, -value if negative else value, len(part), unit, start, number_end, match.end(), signed=bool(sign)
        )


def _in_words(text: str) -> Iterator[Written]:
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in WORDS:
            continue
        after = _UNIT_AFTER.match(text, match.end())
        unit = after["unit"] if after else ""
        if word not in ("en", "ett") or unit:
            end = after.end() if after else match.end()
            yield _written(text, Decimal(WORDS[word]), 0, unit, match.start(), match.end(), end, in_words=True)


def _written(
    text: str, value: Decimal, decimals: int, unit: str, start: int, number_end: int, end: int, *,
    in_words: bool = False, signed: bool = False,
) -> Written:  # fmt: skip
    word = unit.lower().split()[0] if unit.split() else ""
    word = re.split(_SPACE, word)[0]
    kind = Kind.COUNT if not word else Kind.MONEY if word in _MONEY else Kind.PERCENT
    named = _MONEY.get(word, "%" if word else "")
    before = text[max(0, start - 24) : start]
    hedge = next((hedge for pattern, hedge in _HEDGES if pattern.search(before)), Hedge.NONE)
    return Written(
        value,
        decimals,
        kind,
        named,
        hedge,
        start,
        number_end,
        end,
        in_words,
        signed,
        points=word.startswith("procentenhet"),
    )


def _is_date(text: str, match: re.Match[str], digits: str) -> bool:
    """A year, or the day of a date."""
    year = match["part"] is None and len(digits) == 4 and " " not in match["digits"] and int(digits) in _YEAR
    return year or bool(_DATE_AFTER.match(text, match.end()))
