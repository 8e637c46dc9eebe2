"""What the mall alone says of a cell: its unit, its decimals, and whether its column can be added."""

from __future__ import annotations

from reportgen.spec.schema import ColumnSpec, ColumnType, RowSpec, TableSpec


def cell_unit(table: TableSpec, row: RowSpec | None, column: ColumnSpec) -> str:
    """The unit of a cell: the row's, else the column's, else by type, else the table's."""
    if row is not None and row.unit is not None:
        return row.unit
    if column.unit is not None:
        return column.unit
    return {ColumnType.PROCENT: "%", ColumnType.ANTAL: "antal"}.get(column.type, table.unit)


def cell_decimals(table: TableSpec, row: RowSpec | None, column: ColumnSpec) -> int:
    """The decimals a cell is printed with: the row's, else the column's, else 0 for counts, else the table's."""
    if row is not None and row.decimals is not None:
        return row.decimals
    if column.decimals is not None:
        return column.decimals
    return 0 if column.type is ColumnType.ANTAL else table.decimals


def adds_up(column: ColumnSpec) -> bool:
    """Whether the column's cells can be added: amounts and counts, never per cent."""
    return column.summed and column.type in (ColumnType.BELOPP, ColumnType.ANTAL, ColumnType.TAL, ColumnType.VARDE)
