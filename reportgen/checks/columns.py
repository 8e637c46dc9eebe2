"""Rows across like columns: the figures that people enter in a table's columns of one kind.

What a column says of another is taken from the table itself: the median over its rows of the one divided by the other
(an outcome of three months is a quarter of the budget). So a cell is held against as many answers as the row has other
columns. Like the series, this weighs what is likely, in floating point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.derive.rules import CellKind
from reportgen.model.period import MANADER_KORT
from reportgen.spec.schema import ColumnType

ROWS: Final = 3
"""So many rows tell how two columns go together."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures of a table's columns of one kind (unit and type): row key → column key → cell."""

    rows: Mapping[str, Mapping[str, Spot]]

    def others(self, row: str, column: str) -> list[tuple[str, float]]:
        """The row's other columns that have something, and what they have."""
        return [(key, value) for key, spot in self.rows[row].items() if key != column and (value := value_of(spot))]

    def ratio(self, column: str, other: str, *, without: str) -> float | None:
        """How many times another column this one usually is in the other rows; None when there are too few."""
        ratios = self.ratios(column, other, without=without)
        return median(ratios) if len(ratios) >= ROWS else None

    def ratios(self, column: str, other: str, *, without: str) -> list[float]:
        """How many times another column this one is, row by row."""
        pairs = (
            (value_of(cells[column]), value_of(cells[other]))
            for key, cells in self.rows.items()
            if key != without and column in cells and other in cells
        )
        return [abs(one / two) for one, two in pairs if one and two]


def grids_of(context: Context) -> tuple[Grid, ...]:
    """The tables' figures that people enter, months apart; `context.once(grids_of)`. Where each row is a measure of its
    own, columns go together whatever the unit."""
    found: dict[tuple[str, str, ColumnType], dict[str, dict[str, Spot]]] = defaultdict(lambda: defaultdict(dict))
    for spot in context.spots:
        if _is_entered(spot) and spot.column.key not in MANADER_KORT:
            unit = "" if spot.column.type is ColumnType.TAL else spot.rule.unit
            found[spot.table.key, unit, spot.column.type][spot.row.key][spot.column.key] = spot
    return tuple(Grid(rows) for rows in found.values())


def _is_entered(spot: Spot) -> bool:
    """Whether the cell holds a figure that somebody has typed, and that is not the mall's own result."""
    kinds = (ColumnType.BELOPP, ColumnType.ANTAL, ColumnType.TAL)
    if spot.column.type not in kinds or spot.entered.number is None or spot.column.formula:
        return False
    return spot.rule.kind in (CellKind.INPUT, CellKind.GIVEN, CellKind.OVERTYPE)


def value_of(spot: Spot) -> float:
    return float(spot.entered.number or 0)


def figure_of(spot: Spot) -> str:
    return figure(spot.entered.number or Decimal(0), spot.rule.decimals)


def answers_of(grid: Grid, row: str, column: str) -> list[float]:
    """What each of the row's other columns says that the cell should be, without sign."""
    ratios = ((abs(value), grid.ratio(column, other, without=row)) for other, value in grid.others(row, column))
    return [value * ratio for value, ratio in ratios if ratio]
