"""A chef's workbook: what to do on the first page, their tables and texts, and row by row what is left to fill in.

The tables are laid out as in the whole workbook, by the part's own mall. To the right of each stand columns that are ours: what
stood in the open cells when the file was sent, and what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from reportgen.derive.report import derive
from reportgen.exchange.split import Part
from reportgen.model.position import Place, column_letter
from reportgen.model.report import Report
from reportgen.model.table import Row
from reportgen.spec.schema import PART_START, TEXTS, ColumnSpec, Sent, SheetSpec, TemplateSpec
from reportgen.spec.words import fill_known
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, runs, side_by_side, written
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.guidance import Choices, word_lists
from reportgen.workbook.layout import completed
from reportgen.workbook.marks import META_SHEET, OWN
from reportgen.workbook.meta import Meta, meta_plan
from reportgen.workbook.placing import Placed, names, period_text, place_tables, quoted
from reportgen.workbook.plan import Highlight, PlannedCell, SheetPlan
from reportgen.workbook.progress import Progress, filled, remaining
from reportgen.workbook.start_sheet import Counted
from reportgen.workbook.table_sheet import Surroundings, table_sheet
from reportgen.workbook.text_sheets import texts_sheet

MESSAGE: Final = f"{OWN}meddelande"
"""The row of the first page with the chef's message to the controller."""

LEFT: Final = f"{OWN}kvar"
SENT: Final = f"{OWN}skickat_"
"""The columns beside a table that are ours."""

DONE: Final = "Klart"
_LEFT_HEADING, _SENT_HEADING = "Kvar att fylla i", "{}, när filen skickades"
_LABEL, _VALUE, _HELP, _LAST = 1, 2, 3, 4
_WIDTHS: Final = {0: 12.0, 1: 30.0, 2: 60.0, 3: 28.0, 4: 18.0}
_LEFT_WIDTH, _NUMBER_WIDTH, _WORDS_WIDTH = 28.0, 16.0, 40.0
_PERIOD_CELL: Final = f"{META_SHEET}!$B$5"

_HOW_TO: Final = (
    "Fyll i de skuggade cellerna på bladen här nedanför. Resten är låst och står där för att du ska se det.",
    "Kolumnen Kvar att fylla i visar rad för rad vad som saknas. När allt är ifyllt står det Klart vid varje blad här nedanför.",
    "Finns det inget värde, skriv ett streck (-). Är värdet noll, skriv 0.",
    "Nytt stycke i en text: Alt+Retur. Syns inte hela texten, dra i radens underkant. En cell rymmer 32 767 tecken.",
    "Vill du säga något mer, skriv det under Meddelande här nedanför. Det som står utanför cellerna kommer inte med i rapporten.",
    "Spara filen som Excel-arbetsbok, med samma namn.",
)


@dataclass(frozen=True, slots=True)
class Sending:
    """Of a sending: its number, and whom to answer to."""

    number: int
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PartMark:
    """What a chef's workbook says of itself, hidden: whose it is, which sending it came in, and where the chef may write."""

    chef: str
    number: int
    open: frozenset[Place]


def lay_out_part(part: Part, sending: Sending) -> list[SheetPlan]:
    """The sheets in order: the first page, the tables, Texter, and the very hidden one."""
    report = derive(completed(part.report, part.spec), part.spec, judged=False)
    placed = place_tables(report, part.spec)
    lists = word_lists(part.spec)
    around = Surroundings(report, part.spec, placed, Choices(part.spec, placed, lists))
    plans: list[SheetPlan] = []
    progress: list[Counted] = []
    for sheet in part.spec.sheets:
        tables = [_Beside(part, placed[key], report) for key in sheet.tables]
        plan = _with_columns(table_sheet(sheet, around), tables)
        plans.append(plan)
        progress.append((_progress(sheet, tables), plan.cells))
    if part.spec.texts:
        plan = texts_sheet(report, part.spec)
        plans.append(plan)
        progress.append((_text_progress(plan, part.spec), plan.cells))
    start = _start_sheet(part, sending, progress)
    header = f"{report.namnd}, {period_text(report.period)}, {part.chef.name}"
    shown = [replace(plan, header=header) for plan in (start, *plans)]
    return [*shown, meta_plan(part.report, _PERIOD_CELL, lists, part=_mark(part, sending))]


def part_mark(meta: Meta) -> PartMark | None:
    """What a chef's workbook says of itself; None for a workbook that is nobody's part."""
    if not meta.part:
        return None
    said = json.loads(meta.part)
    return PartMark(said["chef"], said["omgang"], frozenset(Place(*keys) for keys in said["oppna"]))


def _mark(part: Part, sending: Sending) -> str:
    opened = sorted([key for key in (place.table, place.row, place.column) if key] for place in part.open)
    said: dict[str, Any] = {"chef": part.chef.name, "omgang": sending.number, "oppna": opened}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


# Beside the tables


@dataclass(frozen=True, slots=True)
class _Beside:
    """A table in its place, and which of its cells are the chef's to fill in."""

    part: Part
    placed: Placed
    report: Report

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
        return any(self.is_wanted(row, column) for row, _ in self.rows() for column, _ in self.columns())

    def sent(self) -> list[tuple[ColumnSpec, int]]:
        """The columns with open cells that had something in them when the file was sent."""
        return [
            (column, at)
            for column, at in self.columns()
            if any(self.is_open(row, column) and not row.cell(column.key).is_empty for row, _ in self.rows())
        ]


def _with_columns(plan: SheetPlan, tables: Iterable[_Beside]) -> SheetPlan:
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
        for column, source in table.sent():
            _sent_column(cells, table, column, source, at)
            width = _NUMBER_WIDTH if styles.is_numeric(column) else _WORDS_WIDTH
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


def _left_column(cells: dict[Position, PlannedCell], table: _Beside, at: int) -> None:
    """What is missing on each row, as a live formula."""
    cells[table.placed.mark_row, at] = PlannedCell(LEFT)
    cells[table.placed.header_row, at] = PlannedCell(_LEFT_HEADING, style=styles.HEADER)
    words = names(table.report)
    for row, number in table.rows():
        wanted = [(column, index) for column, index in table.columns() if table.is_wanted(row, column)]
        if not wanted:
            continue
        headings = {f"{column_letter(index)}{number}": fill_known(column.heading, words) for column, index in wanted}
        missing = [heading for (column, _), heading in zip(wanted, headings.values(), strict=True)
                   if row.cell(column.key).is_empty]  # fmt: skip
        all_there = ",".join(f'{cell}<>""' for cell in headings)
        parts = "&".join(f'IF({cell}="",", {_quoted(heading)}","")' for cell, heading in headings.items())
        formula = f'IF(AND({all_there}),"{DONE}",MID({parts},3,250))'
        value = ", ".join(missing) or DONE
        if table.placed.spec.row(row.key) is None:
            name = f"{column_letter(table.placed.label)}{number}"
            formula = f'IF({name}="","",{formula})'
            value = value if row.label else ""
        vertical = cells[number, table.placed.label].style.vertical
        look = replace(styles.STATUS_CELL, bold=True, wrap=True, vertical=vertical)
        cells[number, at] = PlannedCell(value, f"={formula}", look)


def _sent_column(cells: dict[Position, PlannedCell], table: _Beside, column: ColumnSpec, source: int, at: int) -> None:
    """What stood in the open cells of a column when the file was sent."""
    cells[table.placed.mark_row, at] = PlannedCell(f"{SENT}{column.key}")
    heading = _SENT_HEADING.format(fill_known(column.heading, names(table.report)))
    look = styles.HEADER_NUMBER if styles.is_numeric(column) else styles.HEADER
    cells[table.placed.header_row, at] = PlannedCell(heading, style=look)
    for row, number in table.rows():
        if table.is_open(row, column):
            like = cells[number, source].style
            style = replace(
                styles.STATUS_QUIET,
                number_format=like.number_format,
                align=like.align,
                wrap=like.wrap,
                vertical=like.vertical,
                indent=like.indent,
            )
            cells[number, at] = PlannedCell(written(row.cell(column.key).value), style=style)


def _progress(sheet: SheetSpec, tables: Iterable[_Beside]) -> Progress:
    """What counts on a sheet: what the chef is asked for, and all that is open; in new rows, those with a name."""
    wanted: list[Area] = []
    opened: list[Area] = []
    spare: list[Area] = []
    free: list[tuple[Area, Area]] = []
    for table in tables:
        added = [number for row, number in table.rows() if table.placed.spec.row(row.key) is None and row.added]
        label = list(runs(added, table.placed.label))
        spare += label
        for column, at in table.columns():
            given = [(row, number) for row, number in table.rows() if number not in added]
            opened += runs([number for row, number in given if table.is_open(row, column)], at)
            wanted += runs([number for row, number in given if table.is_wanted(row, column)], at)
            if column.required or column.sent is Sent.FYLLS_I:
                free += [(area, Area(area.top, at, area.bottom, at)) for area in label]
    return Progress(sheet.name, tuple(side_by_side(wanted)), tuple(side_by_side(opened)), tuple(spare), tuple(free))


def _text_progress(plan: SheetPlan, spec: TemplateSpec) -> Progress:
    """All the texts that a chef has been given are to be written."""
    keys = {text.key for text in spec.texts}
    rows = [row for (row, column), cell in sorted(plan.cells.items()) if column == 0 and cell.value in keys]
    areas = tuple(runs(rows, _VALUE))
    return Progress(TEXTS, areas, areas)


# The first page


def _start_sheet(part: Part, sending: Sending, progress: Iterable[Counted]) -> SheetPlan:
    canvas = Canvas(_WIDTHS)
    report, chef = part.report, part.chef
    canvas.mark(1, f"{OWN}blad", height=32)
    canvas.put(1, _LABEL, part.spec.info.title, styles.TITLE)
    canvas.mark(2, f"{OWN}underrubrik", height=ROW_HEIGHT)
    canvas.put(2, _LABEL, f"Till {chef.name}. {report.namnd}, {period_text(report.period)}", styles.SUBTITLE)
    canvas.mark(3, f"{OWN}svar", height=28)
    canvas.put(3, _LABEL, answer_by(chef.due, sending.contact), styles.SECTION)
    row = _section(canvas, 5, "Gör så här")
    for number, advice in enumerate(_HOW_TO, 1):
        canvas.wide(row, f"{number}. {advice}", styles.ADVICE, last=_LAST)
        row += 1
    row = _sheets(canvas, _section(canvas, row + 1, "Bladen"), progress)
    row = _section(canvas, row + 1, "Meddelande")
    canvas.mark(row, MESSAGE)
    canvas.put(row, _LABEL, "Till den som gör rapporten", styles.FORM_LABEL)
    canvas.put(row, _VALUE, None, styles.INPUT_WORDS)
    canvas.grow(row, 60)
    canvas.wide(row + 2, f"Utskick {sending.number}.", styles.NOTE, last=_LAST)
    return SheetPlan(
        name=PART_START,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        highlights=tuple(canvas.highlights),
        widths=_WIDTHS,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        tab=styles.INK,
        one_page=True,
    )


def answer_by(due: date | None, contact: str) -> str:
    """ "Svara senast 5 september 2025 till …"."""
    to = f" till {contact}" if contact else ""
    return f"Svara senast {due.day} {_month(due)} {due.year}{to}" if due else f"Svara{to} så snart du kan"


def _month(day: date) -> str:
    from reportgen.model.period import MANADER

    return MANADER[day.month - 1]


def _section(canvas: Canvas, row: int, title: str) -> int:
    canvas.mark(row, f"{OWN}rubrik", height=28)
    canvas.put(row, _LABEL, title, styles.SECTION)
    return row + 1


def _sheets(canvas: Canvas, top: int, progress: Iterable[Counted]) -> int:
    """Each sheet with a link, how much is filled in and what is left; returns the row below."""
    canvas.mark(top, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in ((_LABEL, "Blad"), (_VALUE, "Ifyllt"), (_HELP, "Kvar")):
        canvas.put(top, column, heading, styles.HEADER)
    row = top + 1
    for counted, cells in progress:
        canvas.mark(row, f"{OWN}blad", height=ROW_HEIGHT)
        link = f"{quoted(counted.sheet)}!A1"
        canvas.cells[row, _LABEL] = PlannedCell(counted.sheet, style=styles.LINK, link=link)
        canvas.cells[row, _VALUE] = replace(filled(counted, cells), style=styles.STATUS_CELL)
        left = remaining(counted, cells) if counted.asks else PlannedCell(Decimal(0))
        canvas.cells[row, _HELP] = replace(left, style=styles.REMAINING)
        row += 1
    canvas.highlights.append(Highlight(Area(top + 1, _HELP, row - 1, _HELP), 0, *styles.STATUS_COLOURS["gron"]))
    return row


def _quoted(text: str) -> str:
    return text.replace('"', '""')
