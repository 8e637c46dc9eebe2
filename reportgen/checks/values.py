"""Each figure by itself: counts are whole, values lie within the mall's limits, amounts have the expected sign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure
from reportgen.model.finding import Code, Finding
from reportgen.model.format import EN_DASH, KRONOR, format_number_plain
from reportgen.spec.schema import ColumnSpec, ColumnType


def check_whole_numbers(context: Context) -> Iterator[Finding]:
    """An entered count printed without decimals has none."""
    for spot, value in _entered_numbers(context):
        counted = spot.column.type is ColumnType.ANTAL and spot.rule.decimals == 0
        if counted and value != value.to_integral_value():
            yield context.finding(Code.HELTAL_VANTAS, spot, format_number_plain(value))


def check_limits(context: Context) -> Iterator[Finding]:
    """A value, entered or worked out, lies within its column's limits."""
    for spot in context.spots:
        value, lowest, highest = spot.derived.number, _limit(spot.column.minimum), _limit(spot.column.maximum)
        if value is None:
            continue
        if (lowest is not None and value < lowest) or (highest is not None and value > highest):
            yield context.finding(Code.UTANFOR_GRANS, spot, figure(value, spot.rule.decimals), _limits(spot.column))


def check_signs(context: Context) -> Iterator[Finding]:
    """An entered amount has the sign that its row is expected to have."""
    for spot, value in _entered_numbers(context):
        sign = spot.spec.sign if spot.spec else None
        if sign and _is_money(spot) and (value < 0 if sign == "plus" else value > 0):
            yield context.finding(Code.TECKEN_FEL, spot, figure(value, spot.rule.decimals), sign)


def _entered_numbers(context: Context) -> Iterator[tuple[Spot, Decimal]]:
    for spot in context.spots:
        value = spot.entered.number
        if spot.rule.is_entered and spot.is_typed and value is not None:
            yield spot, value


def _is_money(spot: Spot) -> bool:
    """Whether the cell holds an amount: counts and shares on the same row have no sign to keep to."""
    return spot.column.type is ColumnType.BELOPP or (
        spot.column.type in (ColumnType.TAL, ColumnType.VARDE) and spot.rule.unit in KRONOR
    )


def _limit(limit: float | None) -> Decimal | None:
    return None if limit is None else Decimal(str(limit))


def _limits(column: ColumnSpec) -> str:
    lowest, highest = _limit(column.minimum), _limit(column.maximum)
    if lowest is not None and highest is not None:
        return f"gränserna {format_number_plain(lowest)}{EN_DASH}{format_number_plain(highest)}"
    if lowest is not None:
        return f"gränsen, minst {format_number_plain(lowest)}"
    return f"gränsen, högst {format_number_plain(highest)}" if highest is not None else ""
