"""Values that a mall has put together on one place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.value import DASH, Value
from reportgen.spec.cell import adds_up
from reportgen.spec.schema import ColumnSpec, ColumnType


def put_together(values: Sequence[Value], column: ColumnSpec | None, glue: str) -> Value:
    """The sum of amounts, texts after each other, or what all of them say; None when they cannot be put together."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    words = [value for value in values if isinstance(value, str)]
    dashes = sum(value is DASH for value in values)
    if column and numbers and adds_up(column) and len(numbers) + dashes == len(values):
        return sum(numbers, Decimal(0))
    if column and words and column.type is ColumnType.TEXT and len(words) + dashes == len(values):
        return glue.join(words)
    return values[0] if all(value == values[0] for value in values) else None
