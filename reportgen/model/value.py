"""What a cell can hold, and how it came to hold it.

Empty, "-" and 0 are three different things from reading to print: `None`, `DASH` and `Decimal(0)`.
Numbers are `Decimal` in the unit of their table, column or row; per cent in per cent units (5,2 % is `Decimal("5.2")`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final

from reportgen.model.position import CellRef


class Dash(Enum):
    """A dash that a person wrote: there is no value, and that is known."""

    DASH = "-"

    def __str__(self) -> str:
        return "–"


DASH: Final = Dash.DASH

Value = Decimal | str | date | Dash | None
"""A `str` in a numeric cell is what stood there and could not be understood; a finding says so, and it is never read as 0."""


class Origin(StrEnum):
    """Who a cell's value comes from."""

    ENTERED = "inmatad"
    """Typed by a person (or pasted, imported, or the value of a formula they typed)."""
    STANDING = "fast"
    """Written in the mall, the same every period."""
    COMPUTED = "beräknad"
    """Worked out by a formula, a sum or a look-up of the mall."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its origin.

    `at` is the cell of the workbook it stands in (for a computed value, where its formula stands).
    `formula` is the text of a formula or link that a person typed in an input cell; its last value is `value`.
    `sources` are the cells a computed value was worked out from.
    """

    value: Value = None
    at: CellRef | None = None
    origin: Origin = Origin.ENTERED
    formula: str | None = None
    sources: tuple[CellRef, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """The value if it is a number, else None."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def text(self) -> str:
        """The value if it is words, else an empty string."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_empty(self) -> bool:
        return self.value is None or self.value == ""


EMPTY: Final = Cell()
