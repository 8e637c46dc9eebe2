"""A workbook about to be written: sheets of planned cells, each with its value, formula, look and guidance. Pure records.

Positions are those of `grid`: rows from 1, columns from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from reportgen.workbook.grid import Area, Grid, GridCell, Position, Visibility


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a cell's border."""

    weight: Literal["hair", "thin", "medium"]
    colour: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and whether a person may write in it."""

    number_format: str = "General"
    fill: str = ""
    colour: str = ""
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Literal["left", "right", "center"] = "left"
    vertical: Literal["top", "center", "bottom"] = "top"
    wrap: bool = False
    indent: int = 0
    locked: bool = True
    top: Edge | None = None
    bottom: Edge | None = None
    sides: Edge | None = None


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell. With a formula, `value` is what it gives. `link` is a place in the workbook, "'Blad 1'!A1"."""

    value: Decimal | str | date | None = None
    formula: str | None = None
    style: Style = Style()
    link: str = ""


class Accepts(StrEnum):
    """What Excel lets through without asking."""

    ANYTHING = "any"
    NUMBER = "number"
    """A number or a dash."""
    DATE = "date"
    CHOICE = "choice"
    """One of the words in `source`, or a dash."""


@dataclass(frozen=True, slots=True)
class Validation:
    """Guidance for some cells, and a friendly question when something unexpected is typed. `source` is a range of words."""

    area: Area
    accepts: Accepts = Accepts.ANYTHING
    source: str = ""
    title: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells that take on a colour when they hold exactly this word or number."""

    area: Area
    value: str | int
    colour: str
    fill: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet. Widths in characters, heights in points; `growing` rows get higher when more is written in them.

    `freeze` is the first cell that scrolls, `repeat` the rows printed on every page, `one_page` shrinks the print to one.
    """

    name: str
    cells: Mapping[Position, PlannedCell]
    merged: tuple[Area, ...] = ()
    validations: tuple[Validation, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    widths: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    heights: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    growing: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset({0})
    freeze: Position | None = None
    repeat: tuple[int, int] | None = None
    landscape: bool = False
    one_page: bool = False
    insert_rows: bool = False
    visibility: Visibility = Visibility.VISIBLE
    tab: str = ""
    header: str = ""
    notes: Mapping[Position, str] = field(default_factory=lambda: MappingProxyType({}))
    """What is shown when the mouse rests on a cell; Excel calls them anteckningar."""


def to_grid(plan: SheetPlan) -> Grid:
    """The sheet as it would be read back, had it been through a file."""
    cells = {
        position: GridCell(cell.value, cell.formula, number_format=cell.style.number_format)
        for position, cell in plan.cells.items()
        if cell.formula or cell.value not in (None, "")
    }
    return Grid(plan.name, MappingProxyType(cells), plan.visibility, plan.merged)
