"""Signs that differ from those around them, where the mall does not say which sign a row has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Final

from reportgen.checks.columns import ROWS, Grid, answers_of, figure_of, grids_of, value_of
from reportgen.checks.context import Context, Spot
from reportgen.model.finding import Code, Finding
from reportgen.model.period import MANADER_KORT
from reportgen.spec.schema import ColumnType

STEADY: Final = 0.8
"""Signs mean something in a table where this share of the rows keep to one."""


def check_steady_signs(context: Context) -> Iterator[Finding]:
    """An amount has the sign of its row's others, in a table whose rows keep to one sign each."""
    for grid in context.once(grids_of):
        if not _is_steady(grid):
            continue
        for row, cells in grid.rows.items():
            for column, spot in cells.items():
                value, others = value_of(spot), [other for _, other in grid.others(row, column)]
                if _has_sign_rule(spot) or not value or len(others) < 2:
                    continue
                if all(other * value < 0 for other in others) and _fits(grid, row, column, abs(value)):
                    yield context.finding(Code.TECKEN_AVVIKER, spot, figure_of(spot), "plus" if value < 0 else "minus")


def check_negative_counts(context: Context) -> Iterator[Finding]:
    """A count is not below zero where no other of its column, or of its months, is."""
    groups: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in context.spots:
        is_month = spot.column.key in MANADER_KORT
        if spot.entered.number is None or not spot.rule.is_entered:
            continue
        if spot.column.type is ColumnType.ANTAL or (is_month and spot.column.type is ColumnType.TAL):
            groups[spot.table.key, spot.row.key if is_month else f".{spot.column.key}"].append(spot)
    for spots in groups.values():
        below = [spot for spot in spots if value_of(spot) < 0]
        if len(below) == 1 and len(spots) > ROWS:
            yield context.finding(Code.TECKEN_AVVIKER, below[0], figure_of(below[0]), "plus")


def check_row_signs(context: Context) -> Iterator[Finding]:
    """A row without a sign of its own in the mall has that of the table's other rows, when they all have the same."""
    for grid in context.once(grids_of):
        signs = {row: sign for row, cells in grid.rows.items() if (sign := _sign(cells.values()))}
        for row, sign in signs.items():
            spot = next(spot for spot in grid.rows[row].values() if value_of(spot))
            others = [other for key, other in signs.items() if key != row]
            rest = [cells for key, cells in grid.rows.items() if key != row and any(map(value_of, cells.values()))]
            if _has_sign_rule(spot) or len(others) < ROWS or len(others) < len(rest):
                continue
            if all(other == -sign for other in others) and spot.column.type is ColumnType.BELOPP:
                yield context.finding(Code.RAD_MED_ANNAT_TECKEN, spot, figure_of(spot), "plus" if sign < 0 else "minus")


def _fits(grid: Grid, row: str, column: str, value: float) -> bool:
    answers = answers_of(grid, row, column) or [abs(other) for _, other in grid.others(row, column)]
    return 1 / 2 < value / median(answers) < 2


def _is_steady(grid: Grid) -> bool:
    """Whether nearly all rows keep to one sign, and it is amounts that the table holds."""
    rows = [cells for cells in grid.rows.values() if sum(bool(value_of(spot)) for spot in cells.values()) > 1]
    if not rows or next(iter(rows[0].values())).column.type is not ColumnType.BELOPP:
        return False
    steady = sum(bool(_sign(cells.values())) for cells in rows)
    return steady >= STEADY * len(rows) or (len(rows) - steady <= 1 and len(rows) > 1)


def _sign(spots: Iterable[Spot]) -> int:
    """1 or −1 when all that is there has that sign, else 0."""
    values = [value for spot in spots if (value := value_of(spot))]
    if not values or min(values) < 0 < max(values):
        return 0
    return 1 if values[0] > 0 else -1


def _has_sign_rule(spot: Spot) -> bool:
    return spot.spec is not None and spot.spec.sign is not None
