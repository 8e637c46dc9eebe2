"""Periods that words name: "jan–apr 2025", "per augusti", "tertial 1", "202401-202408", "2024-08-31". Pure, nothing but text.

Only what a period is called is read here; whether it is the wrong one is for `periods` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportgen.model.period import MANADER, MANADER_KORT

_MONTH_OF: Final = {
    name: n
    for names in (MANADER_KORT, MANADER, ("", "", "", "", "", "", "", "", "sept"))
    for n, name in enumerate(names, start=1)
    if name
}
_WORDS: Final = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_MONTH: Final = rf"(?:{_WORDS})\b\.?"
_YEAR: Final = r"(?:19|20)\d\d"
_GLUE: Final = r"\s*(?:[-–—/]|till(?:\soch\smed)?|t\.?\s?o\.?\s?m\.?)\s*"

_NAMED: Final = re.compile(
    rf"""
      (?<![\d\w-])(?P<iso_y>{_YEAR})-(?P<iso_m>0[1-9]|1[0-2])(?:-(?P<iso_d>[0-3]\d))?(?![\d-])
    | (?<![\d\w-])(?P<a_y>{_YEAR})(?P<a_m>0[1-9]|1[0-2])(?:\s*[-–]\s*(?P<b_y>{_YEAR})(?P<b_m>0[1-9]|1[0-2]))?(?![\d-])
    | \b(?P<part>tertial|kvartal)\s?(?P<nth>[1-4])\b(?:[\s,]+(?P<part_y>{_YEAR})\b)?
    | (?:\b(?P<day>[0-3]?\d)\s+)?\b(?P<first>{_MONTH})(?:{_GLUE}(?P<last>{_MONTH}))?(?:\s+månad)?(?:\s+(?P<y>{_YEAR})\b)?
    | (?<![\d\w:-])(?P<only_y>{_YEAR})(?![\d\w:-])
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A period as words name it: the months `first`–`last` (0–0: the year as a whole) of `year`, None when not said.

    `start` and `end` are where it stands in the text. `day` is the day of a date, None otherwise.
    """

    text: str
    start: int
    end: int
    year: int | None
    first: int
    last: int
    day: int | None = None

    @property
    def is_year(self) -> bool:
        """Whether nothing but a year is named."""
        return not self.last

    @property
    def is_span(self) -> bool:
        """Whether it goes over several months from January, as the figures of a year so far do."""
        return self.first == 1 and self.last > 1

    @property
    def months(self) -> tuple[int | None, int, int]:
        """What it names, however it is written."""
        return self.year, self.first, self.last


def named_periods(text: str) -> Iterator[Named]:
    """Every period that the text names, in order. "mars" the month is taken from a word of its own only."""
    for match in _NAMED.finditer(text):
        year, first, last, day = _read(match)
        yield Named(match[0].strip(), match.start(), match.end(), year, first, last, day)


def _read(match: re.Match[str]) -> tuple[int | None, int, int, int | None]:
    """Year, first month, last month, day."""
    if match["iso_y"]:
        month = int(match["iso_m"])
        return int(match["iso_y"]), month, month, _int(match["iso_d"])
    if match["a_y"]:
        last = match["b_m"] or match["a_m"]
        return int(match["b_y"] or match["a_y"]), int(match["a_m"]), int(last), None
    if match["part"]:
        length = 4 if match["part"].lower() == "tertial" else 3
        last_of = int(match["nth"]) * length
        return _int(match["part_y"]), last_of - length + 1, min(last_of, 12), None
    if match["only_y"]:
        return int(match["only_y"]), 0, 0, None
    first = _month(match["first"])
    return _int(match["y"]), first, _month(match["last"]) if match["last"] else first, _int(match["day"])


def _month(word: str) -> int:
    return _MONTH_OF[word.rstrip(".").lower()]


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
