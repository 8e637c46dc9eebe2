"""Percentages typed beside the amounts of their row, worked out on the wrong base: on the new figure, the forecast, the outcome.

Which base is right the heading says: a change is a share of the earlier figure, a deviation one of the budget, a share of what the
heading names. Something is found only where the right base does not give what was written and just one other does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reportgen.checks.context import Context, Spot, cases_of
from reportgen.checks.figures import digits
from reportgen.checks.narrative.roles import Role, What
from reportgen.checks.narrative.source import Source
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number
from reportgen.model.position import Place
from reportgen.spec.formula import Binary, Expr, Number, Ref, references
from reportgen.spec.schema import ColumnSpec, ColumnType

_CHANGE: Final = re.compile(r"förändring|ökning|minskning|utveckling", re.IGNORECASE)
_DEVIATION: Final = re.compile(r"avvik|differens", re.IGNORECASE)
_SHARE: Final = re.compile(r"\b(?:av|andel\w*|förbruk\w*)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"föregående|förra|fjol|(?:19|20)\d\d.*(?:19|20)\d\d", re.IGNORECASE)
_BASES: Final = (
    (re.compile(r"budget|kommunbidrag|\bram\b", re.IGNORECASE), What.BUDGET),
    (re.compile(r"prognos", re.IGNORECASE), What.FORECAST),
    (re.compile(r"utfall", re.IGNORECASE), What.OUTCOME),
)
"""The base that a heading names; the budget before what is held against it."""
_HUNDRED: Final = Number(Decimal(100))
_NEAR: Final = Decimal("0.05")
"""How much of a percentage rounding may hide: where it hides more, other bases give the same."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A percentage that a row's amounts give: (one − less) / base, `less` None of a plain share."""

    one: str
    less: str | None
    base: str

    def expr(self, table: str, row: str) -> Expr:
        one, base = Ref((table, row, self.one)), Ref((table, row, self.base))
        over: Expr = Binary("-", one, Ref((table, row, self.less))) if self.less else one
        return Binary("*", Binary("/", over, base), _HUNDRED)


def check_percentage_bases(context: Context) -> Iterator[Finding]:
    """A percentage beside amounts is one of what its heading says, not of another amount of the row."""
    for table in context.template.reported:
        columns = [column for column in table.columns if column.type is ColumnType.PROCENT and not column.formula]
        if columns and table.key in context.entered.tables:
            source = Source(table, context)
            amounts = _amounts(source)
            for column in columns:
                yield from _in_column(column, _right(source.heading(column), amounts), amounts, context)


def _in_column(
    column: ColumnSpec, right: Sequence[_Part], amounts: Mapping[str, Role], context: Context
) -> Iterator[Finding]:
    """The cells of a column that somebody has filled in, and that no check of the mall holds against anything."""
    if not right:
        return
    checked = context.once(_checked)
    for spot in context.spots:
        if spot.column is column and spot.is_typed and spot.rule.kind is CellKind.INPUT and spot.place not in checked:
            yield from _on_other_base(spot, right, amounts, context)


def _on_other_base(
    spot: Spot, right: Sequence[_Part], amounts: Mapping[str, Role], context: Context
) -> Iterator[Finding]:
    spreads = context.once(Spreads)
    table, row, written = spot.table.key, spot.row.key, spreads.at(spot.place)
    values = [spreads.of(part.expr(table, row)) for part in right]
    if written is None or not written.value or any(value is None or _fits(written, value) for value in values):
        return
    found: dict[str, _Part] = {}
    for part in right:
        for key in amounts.keys() - {part.base}:
            other = spreads.of(replace(part, base=key).expr(table, row))
            if other is not None and _is_sharp(other) and _fits(written, other):
                found[key] = part
    if len(found) == 1:
        ((key, part),) = found.items()
        value = spreads.of(part.expr(table, row))
        decimals = max(spot.rule.decimals, digits(written.value))
        yield context.finding(
            Code.PROCENT_FEL_BAS,
            spot,
            format_number(written.value, decimals),
            format_number(abs(value.value), decimals) if value else "",
            base=_heading(key, spot, context),
            right=_heading(part.base, spot, context),
        )


def _checked(context: Context) -> frozenset[Place]:
    """The cells that the mall's own checks compare."""
    cases = (case for found in context.once(cases_of).values() for case in found)
    refs = (ref for case in cases for side in (case.left, case.right) for ref in references(side))
    return frozenset(Place(*ref.parts) for ref in refs if len(ref.parts) == 3)


def _amounts(source: Source) -> dict[str, Role]:
    """The columns of figures that are no percentages, with what they are."""
    columns = [column for column in source.figures if column.type is not ColumnType.PROCENT]
    return {column.key: role for column in columns if (role := source.column_role(column)) is not None}


def _right(heading: str, amounts: Mapping[str, Role]) -> list[_Part]:
    """What a column of that heading may hold; nothing where the heading does not say."""
    if _CHANGE.search(heading) or (_DEVIATION.search(heading) and _YEAR.search(heading)):
        return list(_changes(amounts))
    base = next((what for pattern, what in _BASES if pattern.search(heading)), None)
    if _DEVIATION.search(heading):
        return list(_deviations(amounts)) if base in (None, What.BUDGET) else []
    return list(_shares(amounts, base)) if base and _SHARE.search(heading) else []


def _changes(amounts: Mapping[str, Role]) -> Iterator[_Part]:
    """From a figure of last year to the same of this year."""
    for new, one in amounts.items():
        for old, other in amounts.items():
            if one.what is other.what is What.OUTCOME and one.year == other.year + 1 and one.part == other.part:
                yield _Part(new, old, old)


def _deviations(amounts: Mapping[str, Role]) -> Iterator[_Part]:
    """From the budget of the same part of the year: by outcome or forecast, or as a column that holds the difference."""
    budgets = {(role.year, role.part): key for key, role in amounts.items() if role.what is What.BUDGET}
    for key, role in amounts.items():
        base = budgets.get((role.year, role.part))
        if base and role.what in (What.OUTCOME, What.FORECAST):
            yield _Part(key, base, base)
        elif base and role.what is What.VARIANCE:
            yield _Part(key, None, base)


def _shares(amounts: Mapping[str, Role], what: What) -> Iterator[_Part]:
    """Every figure of the row as a share of those that the heading names."""
    for key in amounts:
        yield from (_Part(key, None, base) for base, role in amounts.items() if role.what is what and base != key)


def _fits(written: Spread, value: Spread) -> bool:
    """Whether the two agree, sign aside, within what rounding explains."""
    return abs(abs(written.value) - abs(value.value)) <= written.uncertainty + value.uncertainty


def _is_sharp(value: Spread) -> bool:
    return bool(value.value) and value.uncertainty <= _NEAR * abs(value.value)


def _heading(key: str, spot: Spot, context: Context) -> str:
    column = spot.table.column(key)
    return context.heading(column, spot.table) if column else key
