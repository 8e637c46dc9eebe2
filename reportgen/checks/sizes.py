"""A figure of another size than its row's other columns say, and a part of a year above the whole.

A cell is held against what each of the other columns says (see `columns`), and only when these agree among themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log10
from statistics import median
from typing import Final

from reportgen.checks.columns import Grid, answers_of, figure_of, grids_of, value_of
from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number
from reportgen.model.period import MANADER_KORT, Period
from reportgen.model.rounding import round_half_up
from reportgen.spec.schema import ColumnSpec, ColumnType

AGREEING: Final = 3.0
"""The other columns of a row say the same when none is more than this many times another."""

CLOSE: Final = {1: 1.3, 2: 1.6, 3: 2.0, 6: 2.0}
"""How far from a whole power of ten a figure may lie and still be one: rows do change by five or fifteen times."""

ALONE: Final = {1: 1.3, 2: 1.3, 3: 1.3, 6: 1.3}
"""The same where only one other column answers; of the two the larger figure is doubted. Below a thousand only in a row
of the mall's own, and where the two columns go together."""

TOGETHER: Final = 6
"""Two columns go together when so many rows, nearly all, have them within twice each other."""

WHOLE: Final = {3: 2.5, 6: 2.5}
"""The same of a whole column, whose unit can only be thousands or millions of the others'."""

UNITS: Final = {1: 20, 2: 10, 3: 2, 6: 2}
"""The right figure is at least so many units of its last printed decimal."""

THOUSANDS: Final = 3
"""The power of ten that a unit is off by, at least."""


NEARLY_ALL: Final = 0.8
"""A share of rows."""

PARTS: Final = {"utfall": "prognos", "periodbudget": "budget", "budget_per": "budget"}
"""Columns of a period, by the key that malls give them → the column of the year that they are part of."""


def check_sizes(context: Context) -> Iterator[Finding]:
    """No figure is ten, a hundred or a thousand times what its row's other columns say."""
    for grid in context.once(grids_of):
        for row, cells in grid.rows.items():
            for column, spot in cells.items():
                if answer := _slip_of_size(grid, row, column, spot):
                    expected, power = answer
                    yield _size_finding(spot, expected, power, context)


def check_column_units(context: Context) -> Iterator[Finding]:
    """No whole column is a thousand times the columns that it is like: kronor under a heading in thousands."""
    for grid in context.once(grids_of):
        for column in dict.fromkeys(key for cells in grid.rows.values() for key in cells):
            if power := _column_power(grid, column, context.entered.period):
                spots = [cells[column] for cells in grid.rows.values() if column in cells and value_of(cells[column])]
                times = format_number(Decimal(10) ** abs(power), 0)
                yield context.finding(
                    Code.KOLUMN_I_ANNAN_ENHET,
                    spots[0],
                    figure_of(spots[0]),
                    times=times,
                    way="större" if power > 0 else "mindre",
                )


def check_parts_of_year(context: Context) -> Iterator[Finding]:
    """What a period has come to is not more than what the whole year is said to come to."""
    if context.entered.period.month == len(MANADER_KORT):
        return
    for grid in context.once(grids_of):
        for cells in grid.rows.values():
            for key, spot in cells.items():
                whole = cells.get(PARTS.get(key, ""))
                if whole is None or spot.column.type is ColumnType.TAL:
                    continue
                if not _is_of_period(spot.column) or _is_of_period(whole.column):
                    continue
                part, year = spot.entered.number, whole.entered.number
                if part and year and part * year > 0 and abs(part) - abs(year) > _play(spot, whole):
                    yield context.finding(
                        Code.PERIOD_OVER_HELAR,
                        whole,
                        figure_of(whole),
                        figure_of(spot),
                        part=context.heading(spot.column, spot.table),
                    )


def _slip_of_size(grid: Grid, row: str, column: str, spot: Spot) -> tuple[float, int] | None:
    """What the figure should be and the power of ten that it is off by, if it is."""
    value = abs(value_of(spot))
    if not value or not _looks_off(grid, row, column, value):
        return None
    answers = answers_of(grid, row, column)
    if not answers or max(answers) > AGREEING * min(answers):
        return None
    expected = median(answers)
    power = _power(value / expected, CLOSE if len(answers) > 1 else ALONE)
    if len(answers) == 1 and (power < 0 or (power < THOUSANDS and not _go_together(grid, row, column, spot))):
        return None
    return (expected, power) if power and expected >= UNITS[abs(power)] * 10.0**-spot.rule.decimals else None


def _go_together(grid: Grid, row: str, column: str, spot: Spot) -> bool:
    """Whether the one other column that the row has is elsewhere what this is, nearly always."""
    others = grid.others(row, column)
    if len(others) != 1 or spot.spec is None:
        return False
    ratios = grid.ratios(column, others[0][0], without=row)
    near = [ratio for ratio in ratios if 1 / 2 <= ratio / median(ratios) <= 2]
    return len(ratios) >= TOGETHER and len(near) >= NEARLY_ALL * len(ratios)


def _looks_off(grid: Grid, row: str, column: str, value: float) -> bool:
    """A quick look, so that few cells are weighed: whether the figure differs much from each of the others."""
    others = [abs(other) for _, other in grid.others(row, column)]
    return bool(others) and (value > 1.8 * max(others) or value * 1.8 < min(others))


def _power(ratio: float, close: Mapping[int, float]) -> int:
    """The power of ten that a ratio is, or 0: 1 030 → 3, 0,0098 → −2, 4 → 0."""
    exponent = log10(ratio)
    nearest = round(exponent)
    return nearest if abs(exponent - nearest) <= log10(close.get(abs(nearest), 1.0)) and nearest else 0


def _column_power(grid: Grid, column: str, period: Period) -> int:
    """The power of ten that a column is off by against every other, 0 if none: only thousands and millions are units."""
    columns = {key: spot.column for cells in grid.rows.values() for key, spot in cells.items()}
    parts = {key: period.month / 12 if _is_of_period(spec) else 1.0 for key, spec in columns.items()}
    powers = set()
    for other in columns.keys() - {column}:
        ratio = grid.ratio(column, other, without="")
        powers.add(_power(ratio * parts[other] / parts[column], WHOLE) if ratio else 0)
    return powers.pop() if len(powers) == 1 and len(columns) > 2 else 0


def _is_of_period(column: ColumnSpec) -> bool:
    return "{spann" in f"{column.heading}{column.group}".casefold()


def _play(spot: Spot, whole: Spot) -> Decimal:
    """What rounding, and credits of a per cent or two, may hide."""
    unit = Decimal(1).scaleb(-max(spot.rule.decimals, whole.rule.decimals))
    return unit + abs(whole.entered.number or Decimal(0)) / 50


def _size_finding(spot: Spot, expected: float, power: int, context: Context) -> Finding:
    times = format_number(Decimal(10) ** abs(power), 0)
    about = round_half_up(Decimal(f"{expected:.3g}"), spot.rule.decimals)
    way = "större" if power > 0 else "mindre"
    return context.finding(
        Code.STORLEK_AVVIKER, spot, figure_of(spot), figure(about, spot.rule.decimals), times=times, way=way
    )
