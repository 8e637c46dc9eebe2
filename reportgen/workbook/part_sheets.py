"""A chef's workbook: what to do on the first page, their tables and texts, and row by row what is left to fill in.

The tables are laid out as in the whole workbook, by the part's own mall. To the right of each stand columns that are ours: what
is missing, and what was said last in the open cells. What a text said last time is a note at its cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from reportgen.derive.report import derive
from reportgen.exchange.split import Part
from reportgen.model.archived import LastTime
from reportgen.model.difference import TEXT
from reportgen.model.position import Place
from reportgen.spec.schema import PART_START, TEXTS, SheetSpec, TemplateSpec
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, runs, side_by_side
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.guidance import Choices, word_lists
from reportgen.workbook.last_time import with_notes
from reportgen.workbook.layout import completed
from reportgen.workbook.marks import META_SHEET, OWN
from reportgen.workbook.meta import Meta, meta_plan
from reportgen.workbook.part_columns import DONE, Beside, rows_left, with_columns
from reportgen.workbook.placing import period_text, place_tables, quoted
from reportgen.workbook.plan import Highlight, PlannedCell, SheetPlan
from reportgen.workbook.progress import Progress, filled, remaining
from reportgen.workbook.table_sheet import Surroundings, table_sheet
from reportgen.workbook.text_sheets import texts_sheet

MESSAGE: Final = f"{OWN}meddelande"
"""The row of the first page with the chef's message to the controller."""

_LABEL, _VALUE, _HELP, _LAST = 1, 2, 3, 4
_WIDTHS: Final = {0: 12.0, 1: 30.0, 2: 60.0, 3: 28.0, 4: 18.0}
_PERIOD_CELL: Final = f"{META_SHEET}!$B$5"

_Counted = tuple[Progress, Mapping[Position, PlannedCell], PlannedCell]
"""What counts on a sheet, the cells planned there, and what is left."""

_ROWS_LEFT: Final = replace(styles.REMAINING, number_format=f'[=0]"{DONE}";[=1]"1 rad kvar";#,##0" rader kvar"')
_TEXTS_LEFT: Final = replace(styles.REMAINING, number_format=f'[=0]"{DONE}";[=1]"1 text kvar";#,##0" texter kvar"')

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


def lay_out_part(part: Part, sending: Sending, last: Mapping[str, LastTime] = MappingProxyType({})) -> list[SheetPlan]:
    """The sheets in order: the first page, the tables, Texter, and the very hidden one. `last` is by table, and of the texts."""
    report = derive(completed(part.report, part.spec), part.spec, judged=False)
    placed = place_tables(report, part.spec)
    lists = word_lists(part.spec)
    around = Surroundings(report, part.spec, placed, Choices(part.spec, placed, lists))
    plans: list[SheetPlan] = []
    progress: list[_Counted] = []
    for sheet in part.spec.sheets:
        tables = [Beside(part, placed[key], report, last.get(key)) for key in sheet.tables]
        plan = with_columns(table_sheet(sheet, around), tables)
        plans.append(plan)
        left = replace(rows_left(sheet.name, tables, plan.cells), style=_ROWS_LEFT)
        progress.append((_progress(sheet, tables), plan.cells, left))
    if part.spec.texts:
        plan = texts_sheet(report, part.spec)
        said = last.get(TEXT)
        notes = {place: f"{said.period}: {text}" for place, text in said.values.items()} if said else {}
        plans.append(with_notes(plan, placed, notes))
        texts = _text_progress(plan, part.spec)
        left = replace(remaining(texts, plan.cells), style=_TEXTS_LEFT)
        progress.append((texts, plan.cells, left))
    start = _start_sheet(part, sending, progress)
    header = f"{report.namnd}, {period_text(report.period)}, {part.chef.name}"
    shown = [replace(plan, header=header) for plan in (start, *plans)]
    return [*shown, meta_plan(replace(part.report, seal=""), _PERIOD_CELL, lists, part=_mark(part, sending))]


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


def _progress(sheet: SheetSpec, tables: Iterable[Beside]) -> Progress:
    """What may be filled in on a sheet, and the names of new rows."""
    opened: list[Area] = []
    spare: list[Area] = []
    for table in tables:
        added = [number for row, number in table.rows() if table.placed.spec.row(row.key) is None and row.added]
        spare += runs(added, table.placed.label)
        for column, at in table.columns():
            rows = (number for row, number in table.rows() if number not in added and table.is_open(row, column))
            opened += runs(rows, at)
    return Progress(sheet.name, open=tuple(side_by_side(opened)), names=tuple(spare))


def _text_progress(plan: SheetPlan, spec: TemplateSpec) -> Progress:
    """All the texts that a chef has been given are to be written."""
    keys = {text.key for text in spec.texts}
    rows = [row for (row, column), cell in sorted(plan.cells.items()) if column == 0 and cell.value in keys]
    areas = tuple(runs(rows, _VALUE))
    return Progress(TEXTS, areas, areas)


# The first page


def _start_sheet(part: Part, sending: Sending, progress: Iterable[_Counted]) -> SheetPlan:
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


def _sheets(canvas: Canvas, top: int, progress: Iterable[_Counted]) -> int:
    """Each sheet with a link, how much is filled in and what is left; returns the row below."""
    canvas.mark(top, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in ((_LABEL, "Blad"), (_VALUE, "Ifyllt"), (_HELP, "Kvar")):
        canvas.put(top, column, heading, styles.HEADER)
    row = top + 1
    for counted, cells, left in progress:
        canvas.mark(row, f"{OWN}blad", height=ROW_HEIGHT)
        link = f"{quoted(counted.sheet)}!A1"
        canvas.cells[row, _LABEL] = PlannedCell(counted.sheet, style=styles.LINK, link=link)
        canvas.cells[row, _VALUE] = replace(filled(counted, cells), style=styles.STATUS_CELL)
        canvas.cells[row, _HELP] = left
        row += 1
    canvas.highlights.append(Highlight(Area(top + 1, _HELP, row - 1, _HELP), 0, *styles.STATUS_COLOURS["gron"]))
    return row
