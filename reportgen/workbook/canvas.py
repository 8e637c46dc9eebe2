"""A sheet while it is being planned: what all sheets have in common when cells are put in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Final

from reportgen.model.value import Dash, Value
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import Highlight, PlannedCell, Style, Validation

LINE_HEIGHT: Final = 13.0
"""Points of a line of text in the size of the tables."""

ROW_HEIGHT: Final = 18.0
"""A row of figures; rows where people write text grow with it."""

TALLEST: Final = 400.0
"""Excel's highest row is 409 points."""

_SIGNS_PER_WIDTH: Final = 1.22
"""Letters of the tables' size in one unit of column width, which is a digit of the standard size."""

MESSAGE_LENGTH: Final = 250
TITLE_LENGTH: Final = 32


PLAIN: Final = Style()


@dataclass(slots=True)
class Canvas:
    """`widths` are known before the first text is put, since heights follow from them."""

    widths: Mapping[int, float]
    cells: dict[Position, PlannedCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    growing: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: Value, style: Style = PLAIN) -> None:
        self.cells[row, column] = PlannedCell(written(value), style=style)

    def mark(self, row: int, mark: str, *, height: float | None = None) -> None:
        """What the hidden column says of the row."""
        self.cells[row, 0] = PlannedCell(mark)
        if height is not None:
            self.heights[row] = height

    def wide(self, row: int, text: str, style: Style, *, first: int = 1, last: int, mark: str = "text") -> None:
        """A row that only decorates: a text across columns, as high as it needs to be; very low when it is empty."""
        self.mark(row, OWN + mark)
        self.put(row, first, text or None, style)
        if last > first:
            self.merged.append(Area(row, first, row, last))
        room = sum(width for column, width in self.widths.items() if first <= column <= last)
        self.heights[row] = max(self.heights.get(row, 0), height(text, room)) if text else 6

    def grow(self, row: int, least: float = ROW_HEIGHT) -> None:
        """The row is as high as its longest text needs, and gets higher as people write."""
        texts = ((column, cell) for (at, column), cell in self.cells.items() if at == row and cell.style.wrap)
        wanted = [height(str(cell.value), self.widths.get(column, 0)) for column, cell in texts if cell.value]
        self.heights[row] = min(max([least, *wanted]), TALLEST)
        self.growing.add(row)

    def hide(self, row: int) -> None:
        self.hidden_rows.add(row)

    def guide(self, validation: Validation) -> None:
        self.validations.append(validation)


def written(value: Value) -> Decimal | str | date | None:
    """A value as Excel can hold it: a dash as the dash that people write."""
    return str(value) if isinstance(value, Dash) else value


def shortened(text: str, length: int = MESSAGE_LENGTH) -> str:
    """At most what Excel takes of guidance on a cell."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def height(text: str, width: float) -> float:
    """Points that a text takes in a column of that many characters, with a little air."""
    room = max(int(width * _SIGNS_PER_WIDTH), 1)
    return sum(max(1, len(wrap(line, room))) for line in text.split("\n")) * LINE_HEIGHT + 5


def runs(rows: Iterable[int], column: int) -> Iterator[Area]:
    """Rows, in order, as unbroken areas of one column."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield Area(run[0], column, run[-1], column)
            run = []
        run.append(row)
    if run:
        yield Area(run[0], column, run[-1], column)


def side_by_side(areas: Iterable[Area]) -> list[Area]:
    """Areas of neighbouring columns with the same rows as one."""
    joined: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.top, area.bottom, area.left)):
        before = joined[-1] if joined else None
        if before and (before.top, before.bottom, before.right + 1) == (area.top, area.bottom, area.left):
            joined[-1] = Area(before.top, before.left, before.bottom, area.right)
        else:
            joined.append(area)
    return joined
