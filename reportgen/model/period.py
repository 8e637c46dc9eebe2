"""A report's period: a year up to and including a month."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MANADER: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MANADER_KORT: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """January of `year` up to and including `month` (1–12)."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1990 <= self.year <= 2100 and 1 <= self.month <= 12):
            raise ValueError(f"{self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads "2024-08", "202408", "2024/8", "2024M08", "augusti 2024" or "aug. 2024"; `ValueError` for the rest."""
        text = text.strip().lower()
        if match := re.fullmatch(r"(\d{4})[-/ .m]?(\d{1,2})(?:-\d{1,2})?", text):
            return cls(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"([a-z]{3,9})\.? (\d{4})", text):
            for month, name in enumerate(MANADER, start=1):
                if name.startswith(match[1]):
                    return cls(int(match[2]), month)
        raise ValueError(text)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def previous_year(self) -> Period:
        return Period(self.year - 1, self.month)

    @property
    def manad(self) -> str:
        """ "augusti"."""
        return MANADER[self.month - 1]

    @property
    def spann(self) -> str:
        """ "jan–aug"; for January alone "jan"."""
        return "jan" if self.month == 1 else f"jan–{MANADER_KORT[self.month - 1]}"

    @property
    def spann_lang(self) -> str:
        """ "januari–augusti"; for January alone "januari"."""
        return "januari" if self.month == 1 else f"januari–{self.manad}"

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def days(self) -> int:
        """Days from 1 January to the period's last day."""
        return (self.last_day - date(self.year, 1, 1)).days + 1

    @property
    def days_in_year(self) -> int:
        return 366 if calendar.isleap(self.year) else 365

    def days_of(self, month: int, *, years_back: int = 0) -> int:
        """The days of a month (1–12) in the period's year, or that many years before."""
        return calendar.monthrange(self.year - years_back, month)[1]

    def names(self) -> dict[str, str]:
        """The words that headings of a mall may use between braces, e.g. "Utfall {spann} {ar}"."""
        years = {f"ar{n:+d}": str(self.year + n) for n in range(-5, 6) if n}
        short = {f"ar{n:+d}_kort": f"{(self.year + n) % 100:02}" for n in range(-5, 6) if n}
        return {
            "ar": str(self.year),
            "ar_kort": f"{self.year % 100:02}",
            **years,
            **short,
            "tertial": str((self.month + 3) // 4),
            "Manad": self.manad.capitalize(),
            "Spann": self.spann.capitalize(),
            "manad": self.manad,
            "manad_kort": MANADER_KORT[self.month - 1],
            "spann": self.spann,
            "spann_lang": self.spann_lang,
            "fran_till": f"{self.year}01–{self.year}{self.month:02}",
            "fran_till_fg": f"{self.year - 1}01–{self.year - 1}{self.month:02}",
            "aaaamm": f"{self.year}{self.month:02}",
            "sista_dag": f"{self.last_day.day} {self.manad} {self.year}",
            "slutdatum": self.last_day.isoformat(),
        }
