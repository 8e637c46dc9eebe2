"""The very hidden sheet: what the workbook was made of, and its values as they were sent out (the base of every merge).

Column A has names, column B what they stand for; from column D on stand the words of the drop-down lists, a list a column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from reportgen.model.errors import WorkbookError
from reportgen.model.period import Period
from reportgen.model.position import column_letter
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Origin, Value
from reportgen.spec.formula import DAYS, FEBRUARIES, SCALARS
from reportgen.workbook.grid import Book, Grid, Visibility
from reportgen.workbook.marks import META_SHEET, PART_SNAPSHOT, SEAL, SNAPSHOT

if TYPE_CHECKING:
    from reportgen.workbook.plan import SheetPlan

SCHEMA: Final = 1
"""The version of the workbook's own form. Raised when an older reportgen could no longer read it right."""

CHUNK: Final = 32_000
"""Signs of the snapshot per cell; Excel takes 32 767."""

_NAMES: Final = (
    "reportgen",
    "mall",
    "mallversion",
    "namnd",
    "period",
    *sorted(SCALARS - {*DAYS, *FEBRUARIES}),
    *DAYS,
    *FEBRUARIES,
)
_FIRST_LIST: Final = 3


@dataclass(frozen=True, slots=True)
class Meta:
    """What the very hidden sheet says. `snapshot` is JSON, see `read_snapshot`."""

    schema: int
    template: str
    version: str
    namnd: str
    period: str
    snapshot: str
    part: str = ""
    """In a chef's part what `part_sheets` says of it, as JSON; empty in a whole workbook."""
    seal: str = ""


def meta_plan(report: Report, period_cell: str, lists: Mapping[str, Sequence[str]], *, part: str = "") -> SheetPlan:
    """The sheet. `period_cell` is where the period stands on Start, `lists` the words of each drop-down by name."""
    from reportgen.workbook.plan import PlannedCell, SheetPlan

    values = (str(SCHEMA), report.template, report.version, report.namnd, str(report.period))
    cells = {(row, 0): PlannedCell(name) for row, name in enumerate(_NAMES, 1)}
    cells |= {(row, 1): PlannedCell(value) for row, value in enumerate(values, 1)}
    for name, (formula, number) in _scalars(report.period, period_cell).items():
        cells[_NAMES.index(name) + 1, 1] = PlannedCell(Decimal(number), formula)
    texts = {SNAPSHOT: json.dumps(snapshot(report), separators=(",", ":")), PART_SNAPSHOT: part}
    chunks = [(f"{name}{n}", chunk) for name, text in texts.items() for n, chunk in enumerate(chunked(text), 1)]
    if report.seal:
        chunks.append((SEAL, report.seal))
    for row, (name, chunk) in enumerate(chunks, len(_NAMES) + 1):
        cells[row, 0] = PlannedCell(name)
        cells[row, 1] = PlannedCell(chunk)
    for n, (name, words) in enumerate(lists.items()):
        for row, word in enumerate((name, *words), 1):
            cells[row, _FIRST_LIST + n] = PlannedCell(word)
    return SheetPlan(META_SHEET, cells, hidden_columns=frozenset(), visibility=Visibility.VERY_HIDDEN)


def scalar_address(name: str) -> str:
    """Where formulas find the year, the month and the days of the period."""
    return f"{META_SHEET}!$B${_NAMES.index(name) + 1}"


def list_address(name: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The range of a drop-down's words."""
    letter = column_letter(_FIRST_LIST + list(lists).index(name))
    return f"{META_SHEET}!${letter}$2:${letter}${len(lists[name]) + 1}"


def read_meta(book: Book) -> Meta:
    """What the workbook was made of; `WorkbookError` when it is none of ours or made by a newer reportgen."""
    grid = book.grid(META_SHEET)
    names = _named(grid) if grid else {}
    schema = names.get("reportgen", "")
    if not (schema.isdecimal() and names.get("mall")):
        raise WorkbookError(
            f"{book.name} är ingen arbetsbok från reportgen. Gör en med reportgen ny och för över uppgifterna till den."
        )
    if int(schema) > SCHEMA:
        raise WorkbookError(
            f"{book.name} är gjord med en nyare version av reportgen. Uppdatera reportgen och kör igen."
        )
    snapshot_text, part = (
        "".join(text for name, text in names.items() if name.startswith(start)) for start in (SNAPSHOT, PART_SNAPSHOT)
    )
    template, version, namnd, period = (names.get(name, "") for name in ("mall", "mallversion", "namnd", "period"))
    return Meta(int(schema), template, version, namnd, period, snapshot_text, part, names.get(SEAL, ""))


def snapshot(report: Report) -> dict[str, Any]:
    """What people have entered, as JSON can hold it: facts, texts, rows and changed headings by key, empty cells left out."""
    return {
        "uppgifter": _encoded_cells(report.facts),
        "texter": _encoded_cells(report.texts),
        "tabeller": {key: [_encoded_row(row) for row in table.rows] for key, table in report.tables.items()},
        "rubriker": {key: dict(table.headings) for key, table in report.tables.items() if table.headings},
    }


def read_snapshot(meta: Meta) -> Report:
    """The report as it was when the workbook was made, without positions; `WorkbookError` if it has been destroyed."""
    try:
        content = json.loads(meta.snapshot)
        return Report(
            meta.template,
            meta.version,
            meta.namnd,
            Period.parse(meta.period),
            facts=_decoded_cells(content["uppgifter"]),
            texts=_decoded_cells(content["texter"]),
            tables={key: _decoded_table(key, rows, content) for key, rows in content["tabeller"].items()},
        )
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise WorkbookError(
            "Arbetsbokens dolda blad _reportgen är skadat. Gör en ny arbetsbok med reportgen ny."
        ) from fault


def sent_earlier(book: Book, period: Period) -> Report | None:
    """What stood in the workbook when it was made, if that was for an earlier period than it is used for now; else None.

    A sheet that has been destroyed tells nothing.
    """
    meta = read_meta(book)
    try:
        return read_snapshot(meta) if Period.parse(meta.period) < period else None
    except (ValueError, WorkbookError):
        return None


def _named(grid: Grid) -> dict[str, str]:
    rows = ((grid.text(row, 0), grid.cell(row, 1).value) for row in grid.rows())
    return {name: value if isinstance(value, str) else str(value or "") for name, value in rows if name}


def _scalars(period: Period, cell: str) -> dict[str, tuple[str, int]]:
    """Each number of the period as a live formula of the cell on Start, and its value now."""
    year, month = (scalar_address(name).partition("!")[2] for name in ("ar", "manad"))
    return {
        "ar": (f"=IFERROR(VALUE(LEFT({cell},4)),{period.year})", period.year),
        "manad": (f"=IFERROR(VALUE(MID({cell},6,2)),{period.month})", period.month),
        "dagar_ar": (f"=DATE({year}+1,1,1)-DATE({year},1,1)", period.days_in_year),
        "dagar_period": (f"=DATE({year},{month}+1,1)-DATE({year},1,1)", period.days),
        **{
            name: (f"=DAY(DATE({year},{number}+1,0))", period.days_of(number))
            for number, name in enumerate(DAYS, start=1)
        },
        **{
            name: (f"=DAY(DATE({year}-{back},3,0))", period.days_of(2, years_back=back))
            for back, name in enumerate(FEBRUARIES, start=1)
        },
    }


def chunked(text: str) -> Iterable[str]:
    """A long text in as many pieces as cells are needed for it."""
    return (text[at : at + CHUNK] for at in range(0, len(text), CHUNK))


def _decoded_table(key: str, rows: list[Any], content: Mapping[str, Any]) -> Table:
    headings = content.get("rubriker", {}).get(key, {})
    return Table(key, tuple(map(_decoded_row, rows)), headings=MappingProxyType(headings))


def _encoded_row(row: Row) -> dict[str, Any]:
    own = {key: cell for key, cell in row.cells.items() if cell.origin is Origin.ENTERED}
    coded = {"nyckel": row.key, "etikett": row.label, "foralder": row.parent, "celler": _encoded_cells(own)}
    return {name: value for name, value in coded.items() if value}


def _decoded_row(coded: Mapping[str, Any]) -> Row:
    cells = _decoded_cells(coded.get("celler", {}))
    return Row(coded["nyckel"], coded.get("etikett", ""), cells=cells, parent=coded.get("foralder"))


def _encoded_cells(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {key: encoded(cell.value) for key, cell in cells.items() if not cell.is_empty}


def _decoded_cells(coded: Mapping[str, str]) -> Mapping[str, Cell]:
    return MappingProxyType({key: Cell(decoded(text)) for key, text in coded.items()})


def encoded(value: Value) -> str:
    """A letter for the kind, then the value."""
    match value:
        case Decimal():
            return f"n{value}"
        case date():
            return f"d{value.isoformat()}"
        case str():
            return f"t{value}"
        case _:
            return "-"


def decoded(text: str) -> Value:
    """The inverse of `encoded`."""
    match text[0]:
        case "n":
            return Decimal(text[1:])
        case "d":
            return date.fromisoformat(text[1:])
        case "t":
            return text[1:]
        case _:
            return DASH
