"""What the mall says about each cell: typed by a person, standing, worked out, or not there at all.

The workbook writer, the reader, the calculator and the checks all ask here, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.derive.count import Count, count_of
from reportgen.model.table import RowKind
from reportgen.model.value import Value
from reportgen.spec.cell import adds_up, cell_decimals, cell_unit
from reportgen.spec.formula import Binary, Call, Expr, Number, Ref, in_year, parse, qualify, years_back
from reportgen.spec.schema import FREE_ROWS, ColumnSpec, Entry, RowSpec, TableSpec


class CellKind(StrEnum):
    INPUT = "input"
    """A person fills it in."""
    STANDING = "standing"
    """The mall writes it."""
    COMPUTED = "computed"
    """A locked formula."""
    OVERTYPE = "overtype"
    """A formula that may be typed over (a sum taken from the ledger)."""
    GIVEN = "given"
    """A sum that a person fills in, held against its parts."""
    BLANK = "blank"
    """Not there: heading rows, per cent on rows that have none."""


@dataclass(frozen=True, slots=True)
class CellRule:
    """`expr` has whole places only (table.row.column) and is set for COMPUTED, OVERTYPE and GIVEN; a COMPUTED cell that
    counts rows has `count` instead.

    `unit` and `decimals` are the cell's own after row, column and table have had their say.
    `is_total` tells a sum of rows from a formula across columns.
    """

    kind: CellKind
    unit: str
    decimals: int
    expr: Expr | None = None
    standing: Value = None
    is_total: bool = False
    count: Count | None = None

    @property
    def is_entered(self) -> bool:
        """Whether a person may write in the cell."""
        return self.kind in (CellKind.INPUT, CellKind.OVERTYPE, CellKind.GIVEN)

    @property
    def is_formula(self) -> bool:
        """Whether the cell holds a formula in a fresh workbook."""
        return self.kind in (CellKind.COMPUTED, CellKind.OVERTYPE)


def free_row_keys(table: TableSpec) -> list[str]:
    """The keys of the spare rows: fri_01, fri_02, …"""
    return [f"fri_{n:02}" for n in range(1, table.free_rows + 1)]


def cell_rule(
    table: TableSpec, row: RowSpec | None, column: ColumnSpec, *, row_key: str = "", extra_rows: Sequence[str] = ()
) -> CellRule:
    """The rule of one cell. `row` is None for a free or added row, which then is known by `row_key`.

    `extra_rows` are the keys of the free and added rows there are, for sums over them.
    """
    key = row.key if row else row_key
    kind = row.kind if row else RowKind.POST
    unit, decimals = cell_unit(table, row, column), cell_decimals(table, row, column)

    def rule(what: CellKind, expr: Expr | None = None, *, is_total: bool = False) -> CellRule:
        return CellRule(what, unit, decimals, expr, is_total=is_total)

    if row and column.key in row.fixed:
        return CellRule(CellKind.STANDING, unit, decimals, standing=_standing(row.fixed[column.key]))
    if kind is RowKind.RUBRIK or not column.is_shown(kind, key):
        return rule(CellKind.BLANK)
    if row and row.wanted and column.key in table.direction_columns:
        return CellRule(CellKind.STANDING, unit, decimals, standing=row.wanted)
    if column.formula:
        formula = in_year(parse(column.formula), years_back(row.label if row else ""))
        return rule(CellKind.COMPUTED, qualify(formula, table.key, row=key))
    count = count_of(row, column)
    if count:
        return CellRule(CellKind.COMPUTED, unit, decimals, count=count)
    sources = row.lookup_of(column.key) if row else []
    if column.lookup and sources:
        places = tuple(Ref((column.lookup.table, source, column.lookup.column)) for source in sources)
        return rule(CellKind.COMPUTED, places[0] if len(places) == 1 else Call("summa", places))
    if not adds_up(column):
        return rule(CellKind.BLANK if kind is RowKind.SUMMA and not column.summed else CellKind.INPUT)
    if row and row.formula:
        formula = in_year(parse(row.formula), years_back(column.heading))
        return rule(_entry_kind(row), qualify(formula, table.key, column=column.key), is_total=True)
    if row and row.sum_of:
        parts: tuple[Expr, ...] = tuple(Ref((table.key, part, column.key)) for part in sum_parts(row, extra_rows))
        zero = (Number(Decimal(0)),) if row.zero_if_empty else ()
        return rule(_entry_kind(row), Call("summa", (*zero, *parts)), is_total=True)
    return rule(CellKind.INPUT)


def sum_parts(row: RowSpec, extra_rows: Iterable[str]) -> list[str]:
    """The keys of the rows that a sum row adds up, free rows by their own keys."""
    parts: list[str] = []
    for part in row.sum_of:
        parts.extend(extra_rows if part == FREE_ROWS else [part])
    return parts


def is_difference(expr: Expr) -> bool:
    """Whether the formula is a plain difference of two cells (a variance)."""
    return (
        isinstance(expr, Binary)
        and expr.operator == "-"
        and all(isinstance(side, Ref) for side in (expr.left, expr.right))
    )


def _entry_kind(row: RowSpec) -> CellKind:
    return {Entry.NEJ: CellKind.COMPUTED, Entry.JA: CellKind.GIVEN, Entry.VALFRI: CellKind.OVERTYPE}[row.entry]


def _standing(value: str | int | float) -> Value:
    return value if isinstance(value, str) else Decimal(str(value))
