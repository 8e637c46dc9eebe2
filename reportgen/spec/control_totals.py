"""The sheet Avstämning: for every table a line or a few with the sum that its source gives, beside the workbook's own.

A sum that the workbook works out agrees with a figure mistyped among its parts, so the sum itself tells nothing. Held against
the source's total it tells of every one of them. The lines follow from the tables, and are the same in every period:

- rows that are added up: the total of each column that is filled in, the last where totals are added to totals,
- months: the sum of each row's months,
- rows of the same unit without a total: the sum of each column.

They are a table like any other, with keys and live formulas, so that all who read, write, carry and
archive tables know it; only what is printed, sent to chefer and checked as content leaves it out (`TemplateSpec.reported`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from reportgen.model.period import MANADER_KORT
from reportgen.model.table import RowKind
from reportgen.spec.cell import adds_up, cell_decimals, cell_unit
from reportgen.spec.schema import (
    CONTROL_TOTALS,
    CONTROL_TOTALS_SHEET,
    FREE_ROWS,
    ColumnSpec,
    ColumnType,
    Entry,
    RowSpec,
    SheetSpec,
    TableSpec,
    TemplateSpec,
)

SOURCE: Final = "kalla"
"""The column with the source's total."""

OURS: Final = "arbetsboken"
"""The column with the workbook's own."""

_ADDED: Final = re.compile(r"\w+(?:\s*[+-]\s*\w+)*")
_NAME: Final = re.compile(r"\w+")

_HELP: Final = """
Stäm av mot källan. Skriv summan som ekonomisystemet, verksamhetssystemet eller källans egen lista visar; arbetsbokens egen summa \
står bredvid. Skiljer de sig, är något tal i tabellen fel skrivet. Har källan ingen summa: markera talen där, så visar Excel den i \
nedre kanten. Rader som inte stäms av lämnas tomma. Bladet trycks inte."""

_COLUMNS: Final[list[dict[str, Any]]] = [
    {"nyckel": "summa", "rubrik": "Summa", "typ": "etikett"},
    {
        "nyckel": SOURCE,
        "rubrik": "Enligt källan",
        "typ": "tal",
        "summeras": False,
        "personer": False,
        "hos_chef": "dold",
        "hjalp": "Summan som källan visar, i samma enhet och med samma tecken. Tom = inte avstämd.",
    },
    {"nyckel": OURS, "rubrik": "I arbetsboken", "typ": "tal", "personer": False, "hos_chef": "dold"},
    {
        "nyckel": "skillnad",
        "rubrik": "Skillnad",
        "typ": "tal",
        "formel": f"{SOURCE} - {OURS}",
        "personer": False,
        "hos_chef": "dold",
    },
]


@dataclass(frozen=True, slots=True)
class _Line:
    """One total: the key of its row, what it is called, the formula of the workbook's own, and the cell that it looks like."""

    key: str
    label: str
    formula: str
    row: RowSpec | None
    column: ColumnSpec


def with_control_totals(spec: TemplateSpec) -> TemplateSpec:
    """The mall with the table and the sheet Avstämning last; the same mall when it wants none, or has nothing to add up."""
    if not spec.info.control_totals:
        return spec
    in_order = [table for sheet in spec.sheets for key in sheet.tables if (table := spec.table(key))]
    rows = [_row(line, table, _title(table, spec)) for table in in_order for line in _lines(table)]
    if not rows:
        return spec
    made = {"nyckel": CONTROL_TOTALS, "titel": "Summor att stämma av", "kolumn": _COLUMNS, "rad": rows}
    sheet = {"namn": CONTROL_TOTALS_SHEET, "tabeller": [CONTROL_TOTALS], "hjalp": _HELP}
    return spec.model_copy(
        update={
            "tables": [*spec.tables, TableSpec.model_validate(made)],
            "sheets": [*spec.sheets, SheetSpec.model_validate(sheet)],
        }
    )


def _title(table: TableSpec, spec: TemplateSpec) -> str:
    """The table's title, with its sheet where others have the same."""
    alone = sum(other.title == table.title for other in spec.tables) == 1
    return table.title if alone else f"{table.title} ({spec.sheet_of(table.key)})"


def _row(line: _Line, table: TableSpec, title: str) -> dict[str, Any]:
    unit = cell_unit(table, line.row, line.column)
    return {
        "nyckel": f"{table.key}__{line.key}",
        "etikett": line.label if unit in ("", "antal") or unit in line.label else f"{line.label} ({unit})",
        "grupp": title,
        "enhet": unit,
        "decimaler": cell_decimals(table, line.row, line.column),
        "formel": line.formula,
    }


def _lines(table: TableSpec) -> Iterator[_Line]:
    """The totals of one table."""
    if table.control_totals == "nej" or (table.control_totals is None and table.form == "register"):
        return
    columns = [column for column in table.columns[1:] if _is_filled_in(column)]
    months = [column for column in columns if column.key in MANADER_KORT]
    if len(months) > 1:
        yield from _of_months(table, months)
    for column in columns:
        if column not in months:
            yield from list(_totals(table, column)) or _control_sum(table, column)


def _is_filled_in(column: ColumnSpec) -> bool:
    """Whether people write numbers in the column that can be added."""
    computed = column.formula or column.lookup or column.count
    return adds_up(column) and column.type is not ColumnType.VARDE and not computed


def _of_months(table: TableSpec, months: list[ColumnSpec]) -> Iterator[_Line]:
    """The sum of the months of each row that has months to fill in; of per cent only when the mall asks for it."""
    for row in table.rows:
        typed = [column for column in months if _is_typed(row, column)]
        if len(typed) > 1 and (table.control_totals == "ja" or cell_unit(table, row, typed[0]) != "%"):
            cells = ", ".join(f"{table.key}.{row.key}.{column.key}" for column in typed)
            yield _Line(row.key, f"{_label(row, table)}, alla månader", f"summa({cells})", row, typed[0])


def _label(row: RowSpec, table: TableSpec) -> str:
    """The row's name, with the heading that it stands under where others have the same."""
    if sum(other.label == row.label for other in table.rows) == 1:
        return row.label
    above = table.rows[: table.rows.index(row)]
    heading = row.group or next((other.label for other in reversed(above) if other.kind is RowKind.RUBRIK), "")
    return f"{heading}: {row.label}" if heading else row.label


def _totals(table: TableSpec, column: ColumnSpec) -> Iterator[_Line]:
    """The totals of a column that are no parts of other totals."""
    parts = {row.key: _parts(row) for row in table.rows if column.is_shown(row.kind, row.key)}
    within = {part for names in parts.values() for part in names}
    for row in table.rows:
        if parts.get(row.key) and row.key not in within and row.entry is not Entry.JA:
            label = f"{row.label}, {_heading(column)}"
            yield _Line(f"{row.key}__{column.key}", label, f"{table.key}.{row.key}.{column.key}", row, column)


def _control_sum(table: TableSpec, column: ColumnSpec) -> Iterator[_Line]:
    """The sum of a column without totals, when its rows are of one unit or the mall asks for it."""
    typed = [row for row in table.rows if _is_typed(row, column)]
    units = {cell_unit(table, row, column) for row in typed}
    wanted = table.control_totals == "ja" or (len(units) == 1 and "%" not in units and not table.free_rows)
    if len(typed) > 1 and wanted:
        cells = ", ".join(f"{table.key}.{row.key}.{column.key}" for row in typed)
        first = typed[0] if len(units) == 1 else None
        yield _Line(f"alla__{column.key}", f"Alla rader, {_heading(column)}", f"summa({cells})", first, column)


def _is_typed(row: RowSpec, column: ColumnSpec) -> bool:
    """Whether the cell is one that a person fills in."""
    made = row.kind is RowKind.RUBRIK or row.sum_of or row.formula or column.key in row.fixed
    return not made and column.is_shown(row.kind, row.key)


def _parts(row: RowSpec) -> set[str]:
    """The rows that a total adds or subtracts; nothing for a row of another kind."""
    if row.sum_of:
        return {part for part in row.sum_of if part != FREE_ROWS} or {FREE_ROWS}
    return set(_NAME.findall(row.formula)) if row.formula and _ADDED.fullmatch(row.formula) else set()


def _heading(column: ColumnSpec) -> str:
    return " ".join(part for part in (column.group, column.heading) if part) or column.key
