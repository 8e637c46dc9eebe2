"""The sheet Texter, where the report's prose is written; and what it has in common with other lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reportgen.model.errors import WorkbookError
from reportgen.model.report import Report
from reportgen.spec.schema import TEXTS, TemplateSpec, TextSpec
from reportgen.spec.words import fill
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, shortened
from reportgen.workbook.grid import Area
from reportgen.workbook.marks import OWN, TEXT_COLUMN
from reportgen.workbook.marks import TEXTS as TEXTS_MARK
from reportgen.workbook.placing import names
from reportgen.workbook.plan import PlannedCell, SheetPlan, Validation
from reportgen.workbook.progress import Progress

CELL_LIMIT: Final = 32_767
"""Signs in one cell of Excel."""

_LABEL, _TEXT, _HELP, _COUNT = 1, 2, 3, 4
_WIDTHS: Final = {0: 12.0, 1: 28.0, 2: 92.0, 3: 40.0, 4: 8.0}
LIST_TOP: Final = 5
"""The row of a list's headings; the row above has its marks."""
_TEXT_ROW: Final = 74.0

_ABOUT_TEXTS: Final = (
    "Skriv rapportens texter i de skuggade cellerna. Nytt stycke: Alt+Retur två gånger. Punktlista: en rad var med - först. "
    "Ett värde ur tabellerna skrivs {{tabell.rad.kolumn}} och blir siffran i rapporten. "
    "Dra i radens underkant om texten inte syns."
)


def texts_sheet(report: Report, template: TemplateSpec) -> SheetPlan:
    """The plan of the sheet Texter."""
    canvas = list_canvas(_WIDTHS, TEXTS, _ABOUT_TEXTS, _COUNT)
    canvas.mark(LIST_TOP - 1, TEXTS_MARK)
    canvas.put(LIST_TOP - 1, _TEXT, TEXT_COLUMN)
    canvas.hide(LIST_TOP - 1)
    list_headings(canvas, ("Avsnitt", "Text", "Vägledning", "Tecken"))
    words = names(report)
    row, group = LIST_TOP + 1, ""
    for text in template.texts:
        if text.group and text.group != group:
            _band(canvas, row, fill(text.group, words))
            row += 1
        group = text.group
        _text(canvas, row, text, report, fill(text.title, words))
        row += 1
    return list_plan(canvas, TEXTS, freeze=(LIST_TOP + 1, _TEXT))


def text_progress(plan: SheetPlan, template: TemplateSpec) -> Progress:
    """What counts on the sheet Texter: the required texts must be there, all may be."""
    rows = {cell.value: row for (row, column), cell in plan.cells.items() if column == 0}
    areas = [(text, Area(rows[text.key], _TEXT, rows[text.key], _TEXT)) for text in template.texts]
    wanted = tuple(area for text, area in areas if text.required)
    return Progress(TEXTS, wanted, tuple(area for _, area in areas))


def list_canvas(widths: dict[int, float], title: str, about: str, last: int) -> Canvas:
    """A sheet with its title and guidance, to be followed by headings at `LIST_TOP`; `last` is its last column."""
    canvas = Canvas(widths)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, _LABEL, title, styles.TITLE)
    canvas.wide(2, about, styles.NOTE, last=last)
    canvas.mark(3, f"{OWN}luft", height=6)
    return canvas


def list_headings(canvas: Canvas, headings: tuple[str, ...]) -> None:
    """The row of headings, from column B on."""
    canvas.mark(LIST_TOP, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(headings, 1):
        canvas.put(LIST_TOP, column, heading, styles.HEADER)


def _band(canvas: Canvas, row: int, group: str) -> None:
    canvas.mark(row, f"{OWN}grupp", height=ROW_HEIGHT)
    for column in range(_LABEL, _COUNT + 1):
        canvas.put(row, column, group if column == _LABEL else None, styles.GROUP_BAND)


def _text(canvas: Canvas, row: int, text: TextSpec, report: Report, title: str) -> None:
    """One section: its title, the cell to write in, guidance, and how long the text is."""
    prose = report.text(text.key).text
    if len(prose) > CELL_LIMIT:
        raise WorkbookError(
            f"Texten {title} har {len(prose)} tecken. I en cell i Excel får {CELL_LIMIT} plats: dela texten."
        )
    canvas.mark(row, text.key)
    canvas.put(row, _LABEL, f"{title} *" if text.required else title, styles.TEXT_LABEL)
    canvas.put(row, _TEXT, prose or None, styles.INPUT_TEXT)
    help_ = " ".join(text.help.split())
    canvas.put(row, _HELP, help_ or None, styles.TEXT_HELP)
    counted = PlannedCell(Decimal(len(prose)), f"=LEN(C{row})", styles.COUNTED)
    canvas.cells[row, _COUNT] = counted
    canvas.grow(row, _TEXT_ROW)
    if help_:
        area = Area(row, _TEXT, row, _TEXT)
        canvas.guide(Validation(area, title=title[:32], message=shortened(text.help)))


def list_plan(canvas: Canvas, name: str, *, freeze: tuple[int, int]) -> SheetPlan:
    """The sheet as planned so far."""
    return SheetPlan(
        name=name,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        highlights=tuple(canvas.highlights),
        widths=canvas.widths,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        hidden_rows=frozenset(canvas.hidden_rows),
        freeze=freeze,
        repeat=(LIST_TOP, LIST_TOP),
        landscape=True,
        tab=styles.MUTED,
    )
