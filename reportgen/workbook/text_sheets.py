"""The sheets Texter, where the report's prose is written, and Granskning, where findings that are to stand are acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reportgen.model.errors import WorkbookError
from reportgen.model.report import Report
from reportgen.spec.schema import REVIEW, TEXTS, TemplateSpec, TextSpec
from reportgen.spec.words import fill
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, shortened
from reportgen.workbook.grid import Area
from reportgen.workbook.marks import OWN
from reportgen.workbook.marks import REVIEW as REVIEW_MARK
from reportgen.workbook.marks import TEXTS as TEXTS_MARK
from reportgen.workbook.placing import names
from reportgen.workbook.plan import PlannedCell, SheetPlan, Validation
from reportgen.workbook.progress import Progress

TEXT_COLUMN, REVIEW_COLUMNS = "text", ("kod", "plats", "varde", "skal", "av")

CELL_LIMIT: Final = 32_767
"""Signs in one cell of Excel."""

_LABEL, _TEXT, _HELP, _COUNT = 1, 2, 3, 4
_WIDTHS: Final = {0: 12.0, 1: 28.0, 2: 92.0, 3: 40.0, 4: 8.0}
_TOP: Final = 5
_TEXT_ROW: Final = 74.0
_SPARE_ROWS: Final = 30
_REVIEW_WIDTHS: Final = {0: 12.0, 1: 26.0, 2: 44.0, 3: 20.0, 4: 60.0, 5: 24.0}
_REVIEW_HEADINGS: Final = ("Kod", "Plats", "Värde", "Skäl", "Av")
_REVIEW_HELP: Final = (
    "Fyndets kod, så som reportgen kontrollera skriver den, till exempel SUMMA_FEL.",
    "Fyndets plats, så som reportgen kontrollera skriver den, till exempel resultatrakning.summa_totalt.utfall.",
    "Värdet som fyndet gäller. Kvitteringen gäller inte om värdet ändras.",
    "Varför det ska stå som det står.",
    "Namn på den som har bedömt det.",
)

_ABOUT_TEXTS: Final = (
    "Skriv rapportens texter i de skuggade cellerna. Nytt stycke: Alt+Retur två gånger. Punktlista: en rad var med - först. "
    "Ett värde ur tabellerna skrivs {{tabell.rad.kolumn}} och blir siffran i rapporten. "
    "Dra i radens underkant om texten inte syns."
)
_ABOUT_REVIEW: Final = (
    "Ett fynd som är känt och ska stå kvar kvitteras här med skäl. Ta kod och plats från reportgen kontrollera. "
    "Kvitterade fynd hindrar inte rapporten."
)


def texts_sheet(report: Report, template: TemplateSpec) -> SheetPlan:
    """The plan of the sheet Texter."""
    canvas = _canvas(_WIDTHS, TEXTS, _ABOUT_TEXTS, _COUNT)
    canvas.mark(_TOP - 1, TEXTS_MARK)
    canvas.put(_TOP - 1, _TEXT, TEXT_COLUMN)
    canvas.hide(_TOP - 1)
    _headings(canvas, ("Avsnitt", "Text", "Vägledning", "Tecken"))
    words = names(report)
    row, group = _TOP + 1, ""
    for text in template.texts:
        if text.group and text.group != group:
            _band(canvas, row, fill(text.group, words))
            row += 1
        group = text.group
        _text(canvas, row, text, report, fill(text.title, words))
        row += 1
    return _plan(canvas, TEXTS, freeze=(_TOP + 1, _TEXT))


def text_progress(plan: SheetPlan, template: TemplateSpec) -> Progress:
    """What counts on the sheet Texter: the required texts must be there, all may be."""
    rows = {cell.value: row for (row, column), cell in plan.cells.items() if column == 0}
    areas = [(text, Area(rows[text.key], _TEXT, rows[text.key], _TEXT)) for text in template.texts]
    wanted = tuple(area for text, area in areas if text.required)
    return Progress(TEXTS, wanted, tuple(area for _, area in areas))


def review_sheet(report: Report) -> SheetPlan:
    """The plan of the sheet Granskning."""
    canvas = _canvas(_REVIEW_WIDTHS, REVIEW, _ABOUT_REVIEW, len(REVIEW_COLUMNS))
    canvas.mark(_TOP - 1, REVIEW_MARK)
    for column, key in enumerate(REVIEW_COLUMNS, 1):
        canvas.put(_TOP - 1, column, key)
    canvas.hide(_TOP - 1)
    _headings(canvas, _REVIEW_HEADINGS)
    last = _TOP + len(report.acknowledged) + _SPARE_ROWS
    for row, values in enumerate([*_acknowledged(report), *[("",) * 5] * _SPARE_ROWS], _TOP + 1):
        for column, value in enumerate(values, 1):
            canvas.put(row, column, value or None, styles.INPUT_WORDS)
        canvas.grow(row)
    for column, (heading, help_) in enumerate(zip(_REVIEW_HEADINGS, _REVIEW_HELP, strict=True), 1):
        canvas.guide(Validation(Area(_TOP + 1, column, last, column), title=heading, message=help_))
    return _plan(canvas, REVIEW, freeze=(_TOP + 1, 1))


def _acknowledged(report: Report) -> Iterator[tuple[str, ...]]:
    return ((ack.code, str(ack.place), ack.found, ack.reason, ack.by) for ack in report.acknowledged)


def _canvas(widths: dict[int, float], title: str, about: str, last: int) -> Canvas:
    canvas = Canvas(widths)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, _LABEL, title, styles.TITLE)
    canvas.wide(2, about, styles.NOTE, last=last)
    canvas.mark(3, f"{OWN}luft", height=6)
    return canvas


def _headings(canvas: Canvas, headings: tuple[str, ...]) -> None:
    canvas.mark(_TOP, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(headings, 1):
        canvas.put(_TOP, column, heading, styles.HEADER)


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


def _plan(canvas: Canvas, name: str, *, freeze: tuple[int, int]) -> SheetPlan:
    return SheetPlan(
        name=name,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        widths=canvas.widths,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        hidden_rows=frozenset(canvas.hidden_rows),
        freeze=freeze,
        repeat=(_TOP, _TOP),
        landscape=True,
        tab=styles.MUTED,
    )
