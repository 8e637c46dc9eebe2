"""Which cells count persons: as the mall says of the row, the column or the table, else by their unit."""

from __future__ import annotations

from typing import Final

from reportgen.spec.schema import ColumnSpec, ColumnType, RowSpec, TableSpec

UNITS: Final = frozenset({
    "personer", "barn", "ungdomar", "unga", "vuxna", "äldre", "kvinnor", "män", "flickor", "pojkar", "klienter", "brukare",
    "individer", "elever",
})  # fmt: skip
"""Units of those who are counted, alone or after "antal"."""

_COUNTS: Final = (ColumnType.ANTAL, ColumnType.TAL, ColumnType.BELOPP, ColumnType.VARDE)


def counts_persons(table: TableSpec, row: RowSpec | None, column: ColumnSpec) -> bool:
    """Whether a cell holds a number of persons. `row` is None for a free or added row.

    The unit is the row's, the column's or the table's: a count in a table of persons counts them, though its own unit is "antal".
    """
    if column.type not in _COUNTS:
        return False
    parts = [part for part in (row, column, table) if part is not None]
    said = next((part.persons for part in parts if part.persons is not None), None)
    unit = next((part.unit for part in parts if part.unit), "")
    return unit.casefold().removeprefix("antal ").strip() in UNITS if said is None else said
