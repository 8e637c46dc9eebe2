"""A figure from Kolada, the municipalities' open database of key figures, as the workbook remembers it.

Kolada says three things of a value: the number, that there is none, and that it is hidden since it is of so few. They are a
`Decimal`, `DASH` and `PROTECTED`; kolada.se writes the last two so itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reportgen.model.position import CellRef, Place
from reportgen.model.value import Value

OWN: Final = "egen"
"""The comparison that is the municipality itself."""

YEAR, ID = "ar", "id"
"""The columns of a table with Kolada figures that hold the year and the key figure's id."""

PROTECTED: Final = ".."
"""A value that Kolada hides."""

GENDERS: Final = {"T": "totalt", "K": "kvinnor", "M": "män"}

COUNTRY: Final = "0000"
"""The id of the whole country."""

_GROUP: Final = re.compile(r"G\d+")


@dataclass(frozen=True, slots=True)
class KoladaFigure:
    """The figure of one cell: of which key figure, of whom, of which year; `newest` is the latest year there was of it.

    `area` has the ids, `who` the names as far as they are known. `count` is how many municipalities a mean is of, 1 when it is
    no mean. A figure that `is_held` does not fill its cell: what a person has written there is held against it.
    """

    place: Place
    kpi: str
    part: str
    area: str
    who: str
    year: int
    gender: str
    value: Value
    count: int = 1
    newest: int = 0
    is_held: bool = False
    file: str = ""
    fetched: str = ""
    at: CellRef | None = None

    @property
    def is_mean(self) -> bool:
        """Whether every municipality weighs the same in it, large or small."""
        ids = self.area.split(", ")
        return len(ids) > 1 or any(_GROUP.fullmatch(one) for one in ids) or "ovägt" in self.who.casefold()

    @property
    def label(self) -> str:
        """The id, with the sex when it is of one of them."""
        return self.kpi if self.gender == "T" else f"{self.kpi}, {GENDERS[self.gender]}"


def is_group(area: str) -> bool:
    """Whether the id is that of a group of municipalities."""
    return bool(_GROUP.fullmatch(area))
