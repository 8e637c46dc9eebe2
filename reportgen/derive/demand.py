"""When a comment is due on a row: decided here, and written as a live condition for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from reportgen.spec.schema import CommentDemandSpec

_HUNDRED: Final = Decimal(100)


def share(value: Decimal, whole: Decimal | None) -> Decimal | None:
    """The deviation in per cent of what it deviates from; more than any limit when that is nothing."""
    if whole is None:
        return None
    return abs(value / whole) * _HUNDRED if whole else (Decimal("Infinity") if value else Decimal(0))


def is_due(demand: CommentDemandSpec, *, value: Decimal | None, whole: Decimal | None, level: str = "") -> bool:
    """Whether the row asks for a comment: by the key of its `level`, or by its deviation `value` and what it deviates from."""
    if demand.levels:
        return level in demand.levels
    if value is None or (demand.sign and (value < 0) != (demand.sign == "minus")):
        return False
    part = share(value, whole)
    reached = [
        None if demand.amount is None else abs(value) >= Decimal(str(demand.amount)),
        None if demand.percent is None else part is not None and part >= Decimal(str(demand.percent)),
    ]
    asked_for = [is_reached for is_reached in reached if is_reached is not None]
    return any(asked_for) if demand.either else all(asked_for)


def to_excel(demand: CommentDemandSpec, *, value: str, whole: str | None, words: Sequence[str] = ()) -> str:
    """The same as a condition: `value` and `whole` are cells, `words` those of the levels. False where a cell has no number."""
    if demand.levels:
        quoted = (word.replace('"', '""') for word in words)
        return f"OR({','.join(f'{value}=' + chr(34) + word + chr(34) for word in quoted)})" if words else "FALSE"
    limits = []
    if demand.amount is not None:
        limits.append(f"ABS({value})>={_number(demand.amount)}")
    if demand.percent is not None:
        limits.append(_share_reached(value, whole, _number(demand.percent)))
    reached = f"{'OR' if demand.either else 'AND'}({','.join(limits) or 'TRUE'})"
    if demand.sign:
        reached = f"AND({value}{'<' if demand.sign == 'minus' else '>='}0,{reached})"
    return f"IF(ISNUMBER({value}),{reached},FALSE)"


def _share_reached(value: str, whole: str | None, limit: str) -> str:
    if whole is None:
        return "FALSE"
    return f"IF(ISNUMBER({whole}),IF({whole}=0,{value}<>0,ABS({value}/{whole})*100>={limit}),FALSE)"


def _number(limit: float) -> str:
    return f"{Decimal(str(limit)):f}"
