"""A workbook as it was found: sheets of raw cells by position, before anything is known of what they mean.

Positions are (row, column) with Excel's row numbers from 1 and columns from 0, as in `model.position`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from reportgen.model.position import CellRef, column_letter

Raw = Decimal | str | bool | date | datetime | time | None
"""What a cell can hold: a number (15 digits, as Excel keeps them), words, a truth value, a date or an hour."""

Position = tuple[int, int]


class Visibility(StrEnum):
    """How a sheet is shown; very hidden ones cannot be brought forward from Excel's menus."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One raw cell.

    `formula` is the text with "=" first; a link names the other workbook's file, `[Bok.xlsx]Blad!A1`, and `links` lists them.
    `value` is then its last value, None if no program has worked it out. `error` is Excel's error value, "#DIV/0!".
    """

    value: Raw = None
    formula: str | None = None
    error: str | None = None
    number_format: str = "General"
    links: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether a person sees an empty cell: no value and no error, or a formula that gives an empty text."""
        return self.error is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


BLANK = GridCell()


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, position: Position) -> bool:
        return self.top <= position[0] <= self.bottom and self.left <= position[1] <= self.right

    def __iter__(self) -> Iterator[Position]:
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )

    @property
    def a1(self) -> str:
        """ "C5:D5"; a single cell as "C5"."""
        first = f"{column_letter(self.left)}{self.top}"
        last = f"{column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `comments` are people's notes by cell, `lists` the words of drop-down lists written in the sheet itself."""

    name: str
    cells: Mapping[Position, GridCell] = field(default_factory=lambda: MappingProxyType({}))
    visibility: Visibility = Visibility.VISIBLE
    merged: tuple[Area, ...] = ()
    comments: Mapping[Position, str] = field(default_factory=lambda: MappingProxyType({}))
    lists: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> GridCell:
        return self.cells.get((row, column), BLANK)

    def text(self, row: int, column: int) -> str:
        """The cell's words without spaces around; empty for anything but words."""
        value = self.cell(row, column).value
        return value.strip() if isinstance(value, str) else ""

    def ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.name, row, column_letter(column))

    def rows(self) -> list[int]:
        """The numbers of the rows with something in them, in order."""
        return sorted({row for row, _ in self.cells})


@dataclass(frozen=True, slots=True)
class Loose:
    """Something written in the file that is in no cell and no note: a text box, a header, a property.

    `part` is the file in the package, `element` the name of the XML element around it, `sheet` the sheet it belongs to, if any.
    """

    part: str
    element: str
    sheet: str
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook; `properties` are those of the document: author, title, keywords … `loose` is what holds somebody's
    personnummer outside the cells and the notes.
    """

    name: str
    grids: tuple[Grid, ...]
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    loose: tuple[Loose, ...] = ()

    def grid(self, name: str) -> Grid | None:
        """The sheet of that name, whatever the case."""
        return next((grid for grid in self.grids if grid.name.casefold() == name.casefold()), None)
