"""What is left to fill in on each sheet: counted now, and as live formulas for the sheet Start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.derive.judge import is_judged
from reportgen.derive.rules import CellKind
from reportgen.model.period import MANADER_KORT, Period
from reportgen.spec.schema import ColumnSpec, TemplateSpec
from reportgen.workbook.canvas import runs, side_by_side
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.placing import Placed, quoted
from reportgen.workbook.plan import PlannedCell


@dataclass(frozen=True, slots=True)
class Progress:
    """The cells of a sheet that count.

    `wanted` must be filled before the report can be made; `open` is all that may be. `names` are those of free rows,
    `free` pairs them with a column that must be filled on each row that has a name.
    """

    sheet: str
    wanted: tuple[Area, ...] = ()
    open: tuple[Area, ...] = ()
    names: tuple[Area, ...] = ()
    free: tuple[tuple[Area, Area], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether anything on the sheet must be filled in."""
        return bool(self.wanted or self.free)


def table_progress(sheet: str, tables: Iterable[Placed], period: Period, template: TemplateSpec) -> Progress:
    """What counts on a sheet of tables."""
    wanted: list[Area] = []
    opened: list[Area] = []
    names: list[Area] = []
    free: list[tuple[Area, Area]] = []
    for placed in tables:
        spare = list(runs([placed.rows[r.key] for r in placed.table.rows if not placed.spec.row(r.key)], placed.label))
        names += spare
        for column, index in placed.value_columns():
            if is_judged(template, placed.spec, column):
                continue
            opened += runs(_rows(placed, column), index)
            if column.required and column.key not in MANADER_KORT[period.month :]:
                wanted += runs(_rows(placed, column, required=True), index)
                free += [(area, Area(area.top, index, area.bottom, index)) for area in spare]
    return Progress(sheet, tuple(side_by_side(wanted)), tuple(side_by_side(opened)), tuple(names), tuple(free))


def remaining(progress: Progress, cells: Mapping[Position, PlannedCell]) -> PlannedCell:
    """How many cells must still be filled in."""
    blank = sum(_blanks(area, cells) for area in progress.wanted)
    for names, column in progress.free:
        pairs = zip(names, column, strict=True)
        blank += sum(not _is_blank(cells, name) and _is_blank(cells, value) for name, value in pairs)
    parts = [f"COUNTBLANK({_address(progress, area)})" for area in progress.wanted]
    parts += [
        f'SUMPRODUCT(({_address(progress, names)}<>"")*({_address(progress, column)}=""))'
        for names, column in progress.free
    ]
    return PlannedCell(Decimal(blank), f"={'+'.join(parts)}")


def filled(progress: Progress, cells: Mapping[Position, PlannedCell]) -> PlannedCell:
    """ "12 av 40 celler, egna rader: 3"."""
    total = sum(1 for area in progress.open for _ in area)
    parts, words = [], []
    if total:
        blank = "+".join(f"COUNTBLANK({_address(progress, area)})" for area in progress.open)
        parts.append(f'{total}-({blank})&" av {total} celler"')
        words.append(f"{total - sum(_blanks(area, cells) for area in progress.open)} av {total} celler")
    if progress.names:
        used = "+".join(f"COUNTA({_address(progress, area)})" for area in progress.names)
        parts.append(f'"egna rader: "&({used})')
        words.append(f"egna rader: {sum(not _is_blank(cells, at) for area in progress.names for at in area)}")
    if not parts:
        return PlannedCell()
    return PlannedCell(", ".join(words), "=" + '&", "&'.join(f"({part})" for part in parts))


def _rows(placed: Placed, column: ColumnSpec, *, required: bool = False) -> list[int]:
    """The rows of the mall where the column is filled in by a person."""
    rows = []
    for row in placed.table.rows:
        spec = placed.spec.row(row.key)
        kind = placed.rules[row.key, column.key].kind
        if spec and kind in (CellKind.INPUT, CellKind.GIVEN) and not (required and spec.optional):
            rows.append(placed.rows[row.key])
    return rows


def _address(progress: Progress, area: Area) -> str:
    return f"{quoted(progress.sheet)}!{area.a1}"


def _blanks(area: Area, cells: Mapping[Position, PlannedCell]) -> int:
    return sum(_is_blank(cells, position) for position in area)


def _is_blank(cells: Mapping[Position, PlannedCell], position: Position) -> bool:
    return cells.get(position, PlannedCell()).value in (None, "")
