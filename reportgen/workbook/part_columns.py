"""Beside the tables of a chef's workbook: what is left to fill in on each row, and what was said there last: in the closed
period before, or when there is none what stood there when the file was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from reportgen.derive.demand import is_due, to_excel
from reportgen.exchange.split import Part
from reportgen.model.archived import LastTime
from reportgen.model.position import Place, column_letter
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind
from reportgen.model.value import Value
from reportgen.spec.judged_faults import subtracted
from reportgen.spec.schema import ColumnSpec, Sent
from reportgen.spec.words import fill_known
from reportgen.workbook import styles
from reportgen.workbook.canvas import runs, written
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.marks import OWN
from reportgen.workbook.placing import Placed, names, quoted
from reportgen.workbook.plan import Highlight, PlannedCell, SheetPlan

LEFT: Final = f"{OWN}kvar"
SENT: Final = f"{OWN}skickat_"
LAST: Final = f"{OWN}forra_"
"""The columns beside a table that are ours."""

DONE: Final = "Klart"
_LEFT_HEADING: Final = "Kvar att fylla i"
_SENT_HEADING, _LAST_HEADING = "{}, när filen skickades", "{}, förra gången ({})"
_LEFT_WIDTH, _NUMBER_WIDTH, _WORDS_WIDTH = 28.0, 24.0, 40.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that is to be filled in: its heading, its address, whether it is missing now, and the condition if there is one."""

    heading: str
    cell: str
    is_missing: bool
    condition: str = ""

    @property
    def formula(self) -> str:
        """Gives ", heading" when the cell is missing."""
        quoted = self.heading.replace('"', '""')
        missing = f'AND({self.cell}="",{self.condition})' if self.condition else f'{self.cell}=""'
        return f'IF({missing},", {quoted}","")'


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before in a column: the column and where it stands, our mark and heading, and the value of each row."""

    column: ColumnSpec
    source: int
    mark: str
    heading: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Beside:
    """A table in its place, which of its cells are the chef's to fill in, and what they had in the closed period before."""

    part: Part
    placed: Placed
    report: Report
    last: LastTime | None = None

    def is_open(self, row: Row, column: ColumnSpec) -> bool:
        return Place(self.placed.spec.key, row.key, column.key) in self.part.open

    def is_wanted(self, row: Row, column: ColumnSpec) -> bool:
        """Whether the chef is asked for it: what the mall requires, or says that chefer fill in."""
        return self.is_open(row, column) and (column.required or column.sent is Sent.FYLLS_I)

    def rows(self) -> Iterator[tuple[Row, int]]:
        return ((row, self.placed.rows[row.key]) for row in self.placed.table.rows)

    def columns(self) -> list[tuple[ColumnSpec, int]]:
        return list(self.placed.value_columns())

    def asks(self) -> bool:
        """Whether anything may be left to fill in."""
        return any(True for row, number in self.rows() for _ in self.asked(row, number))

    def asked(self, row: Row, number: int) -> Iterator[Asked]:
        """What the chef is asked for on a row, always or when a comment is due."""
        words = names(self.report)
        for column, index in self.columns():
            heading, cell = fill_known(column.heading, words), f"{column_letter(index)}{number}"
            if self.is_wanted(row, column):
                yield Asked(heading, cell, row.cell(column.key).is_empty)
            elif self.is_open(row, column) and column.demanded and row.kind is not RowKind.SUMMA:
                yield self._demanded(heading, cell, row, number, column)

    def _demanded(self, heading: str, cell: str, row: Row, number: int, column: ColumnSpec) -> Asked:
        """A comment, when the row deviates or its status must be explained."""
        demand, spec = column.demanded, self.placed.spec
        asked = spec.column(demand.column) if demand else None
        if demand is None or asked is None:
            return Asked(heading, cell, False, "FALSE")
        base = demand.base or subtracted(asked) or ""
        scale = self.part.spec.scale(asked.scale)
        level = scale.level(row.cell(asked.key).text) if scale else None
        words = [one.text for one in scale.levels if one.key in demand.levels] if scale else []
        due = is_due(
            demand,
            value=row.cell(asked.key).number,
            whole=row.cell(base).number if base else None,
            level=level.key if level else "",
        )
        whole = self.placed.columns.get(base)
        condition = to_excel(
            demand,
            value=f"{column_letter(self.placed.columns[asked.key])}{number}",
            whole=f"{column_letter(whole)}{number}" if whole is not None else None,
            words=words,
        )
        return Asked(heading, cell, due and row.cell(column.key).is_empty, condition)

    def said(self) -> Iterator[Said]:
        """The columns with open cells of which there is something to tell."""
        words = names(self.report)
        for column, at in self.columns():
            heading = fill_known(column.heading, words)
            rows = [row for row, _ in self.rows() if self.is_open(row, column)]
            last = {row.key: self._last(row, column) for row in rows}
            sent = {row.key: row.cell(column.key).value for row in rows}
            if self.last and any(value is not None for value in last.values()):
                yield Said(column, at, f"{LAST}{column.key}", _last_heading(self.last, column, heading), last)
            elif any(value not in (None, "") for value in sent.values()):
                yield Said(column, at, f"{SENT}{column.key}", _SENT_HEADING.format(heading), sent)

    def _last(self, row: Row, column: ColumnSpec) -> Value:
        return self.last.values.get(Place(self.placed.spec.key, row.key, column.key)) if self.last else None


def _last_heading(last: LastTime, column: ColumnSpec, heading: str) -> str:
    """As the column was called then: the months of an outcome are those that it had."""
    return _LAST_HEADING.format(last.headings.get(column.key, heading), last.period)


def with_columns(plan: SheetPlan, tables: Iterable[Beside]) -> SheetPlan:
    """The sheet with our columns to the right of its tables."""
    cells, widths = dict(plan.cells), dict(plan.widths)
    highlights = list(plan.highlights)
    for table in tables:
        at = table.placed.last_column + 1
        if table.asks():
            _left_column(cells, table, at)
            widths[at] = max(widths.get(at, 0), _LEFT_WIDTH)
            highlights += [
                Highlight(area, DONE, *styles.STATUS_COLOURS["gron"])
                for area in runs([row for _, row in table.rows()], at)
            ]
            at += 1
        for said in table.said():
            _said_column(cells, table, said, at)
            width = _NUMBER_WIDTH if styles.is_numeric(said.column) else _WORDS_WIDTH
            widths[at] = max(widths.get(at, 0), width)
            at += 1
    wide = sum(widths.values()) > sum(plan.widths.values())
    return replace(
        plan,
        cells=MappingProxyType(cells),
        widths=MappingProxyType(widths),
        highlights=tuple(highlights),
        landscape=plan.landscape or wide,
        insert_rows=any(row.is_empty and row.added for table in tables for row, _ in table.rows()),
    )


def rows_left(sheet: str, tables: Iterable[Beside], cells: Mapping[Position, PlannedCell]) -> PlannedCell:
    """On how many rows of a sheet something is left to fill in, as a live formula."""
    parts, left = [], 0
    for table in (table for table in tables if table.asks()):
        at = table.placed.last_column + 1
        area = Area(table.placed.header_row + 1, at, table.placed.last_row, at)
        address = f"{quoted(sheet)}!{area.a1}"
        parts.append(f'SUMPRODUCT(({address}<>"")*({address}<>"{DONE}"))')
        left += sum(cells[spot].value not in ("", DONE) for spot in area if spot in cells)
    return PlannedCell(Decimal(left), f"={'+'.join(parts)}") if parts else PlannedCell(Decimal(0))


def _left_column(cells: dict[Position, PlannedCell], table: Beside, at: int) -> None:
    """What is missing on each row, as a live formula."""
    cells[table.placed.mark_row, at] = PlannedCell(LEFT)
    cells[table.placed.header_row, at] = PlannedCell(_LEFT_HEADING, style=styles.HEADER)
    for row, number in table.rows():
        asked = list(table.asked(row, number))
        if not asked:
            continue
        parts = "&".join(one.formula for one in asked)
        formula = f'IF(LEN({parts})=0,"{DONE}",MID({parts},3,250))'
        value = ", ".join(one.heading for one in asked if one.is_missing) or DONE
        if table.placed.spec.row(row.key) is None:
            name = f"{column_letter(table.placed.label)}{number}"
            formula = f'IF({name}="","",{formula})'
            value = value if row.label else ""
        vertical = cells[number, table.placed.label].style.vertical
        look = replace(styles.STATUS_CELL, bold=True, wrap=True, vertical=vertical)
        cells[number, at] = PlannedCell(value, f"={formula}", look)


def _said_column(cells: dict[Position, PlannedCell], table: Beside, said: Said, at: int) -> None:
    """What was said before in the open cells of a column."""
    cells[table.placed.mark_row, at] = PlannedCell(said.mark)
    look = styles.HEADER_NUMBER if styles.is_numeric(said.column) else styles.HEADER
    cells[table.placed.header_row, at] = PlannedCell(said.heading, style=look)
    for row, number in table.rows():
        if row.key in said.values:
            like = cells[number, said.source].style
            style = replace(
                styles.STATUS_QUIET,
                number_format=like.number_format,
                align=like.align,
                wrap=like.wrap,
                vertical=like.vertical,
                indent=like.indent,
            )
            cells[number, at] = PlannedCell(written(said.values[row.key]), style=style)
