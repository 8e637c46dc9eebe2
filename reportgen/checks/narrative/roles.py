"""What a column is, or a row that is a year: outcome, budget, forecast or variance, of which year and how much of it.

Told from the heading as it is printed, the words of the key, and what its formula takes from what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reportgen.model.period import MANADER_KORT, Period


class What(StrEnum):
    """The kinds of figure that a series may hold."""

    OUTCOME = "utfall"
    BUDGET = "budget"
    FORECAST = "prognos"
    FORMER = "föregående prognos"
    VARIANCE = "avvikelse"
    CHANGE = "förändring"
    TARGET = "mål"


@dataclass(frozen=True, slots=True)
class Role:
    """`part` tells a part of the year (January up to the report's month) from the whole of it."""

    what: What
    year: int
    part: bool = False


_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\d\d)?(?!\d)")
_PART: Final = re.compile(
    rf"\b(?:{'|'.join(MANADER_KORT)}|januari)\w*\s*[–-]|\d{{6}}\s*[–-]\s*\d{{6}}|"
    r"\bperiod|\bt\.?o\.?m\b|\back\b|\btill och med\b|\baug\b|\bapr\b",
    re.IGNORECASE,
)
_VARIANCE: Final = re.compile(r"avvik|differens|resultat mot|över-/underskott|överskott|underskott", re.IGNORECASE)
_CHANGE: Final = re.compile(r"förändring|ökning|minskning|%\s*\d\d/\d\d|\d\d/\d\d|återstår|andel", re.IGNORECASE)
_FORECAST: Final = re.compile(r"prognos", re.IGNORECASE)
_BUDGET: Final = re.compile(r"budget|kommunbidrag|\bram\b", re.IGNORECASE)
_FORMER: Final = re.compile(
    r"delår 1|tertial 1|föregående prognos|förra prognos|prognos (?:i |per )?(?:jan|feb|mar|apr|maj|jun|jul)|\(?apr",
    re.IGNORECASE,
)
_OUTCOME: Final = re.compile(r"utfall|bokslut|nettokostnad|kostnad|antal|värde", re.IGNORECASE)
_TARGET: Final = re.compile(r"\bmål(?:värde)?\b|riktvärde", re.IGNORECASE)


def role_of(heading: str, key: str, period: Period) -> Role | None:
    """The role that a heading tells of; None when it tells of none."""
    years = {int(year) for year in _YEAR.findall(heading)}
    before = key.endswith(("_fg", "_fore")) or key in ("fg", "fore", "foregaende")
    year = years.pop() if len(years) == 1 else period.year - 1 if before and "prognos" not in key else period.year
    whole = period.month == 12 or "bokslut" in heading.lower() or "helår" in heading.lower()
    part = not whole and bool(_PART.search(heading) or re.search(r"(?:^|_)per(?:iod)?(?:_|$)|^period", key))
    if _CHANGE.search(heading):
        return Role(What.CHANGE, year, part)
    if _VARIANCE.search(heading):
        return Role(What.VARIANCE, year, part and not _FORECAST.search(heading))
    if _FORECAST.search(heading):
        former = year == period.year and (key.endswith(("_fore", "_fg")) or bool(_FORMER.search(heading)))
        return Role(What.FORMER if former else What.FORECAST, year)
    if _BUDGET.search(heading):
        return Role(What.BUDGET, year, part)
    if _TARGET.search(heading):
        return Role(What.TARGET, year)
    if _OUTCOME.search(heading) or years or _YEAR.search(heading) or part or key.startswith("utfall"):
        return Role(What.OUTCOME, year, _outcome_is_part(heading, key, year, period, part=part))
    return None


def says_part(words: str) -> bool:
    """Whether words tell of a part of the year: "januari–augusti"."""
    return bool(_PART.search(words))


def says_whole(words: str) -> bool:
    """Whether words tell of the whole of it."""
    return bool(re.search(r"bokslut|helår", words, re.IGNORECASE))


def _outcome_is_part(heading: str, key: str, year: int, period: Period, *, part: bool) -> bool:
    """An outcome of the report's own year is of the part that has passed; one of an earlier year only if its heading says so."""
    if period.month == 12 or "bokslut" in heading.lower() or "bokslut" in key:
        return False
    return part or year == period.year
