"""The sheet Start: whose report and for when, the facts, what is left to do on each sheet, and how to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from reportgen.model.report import Report
from reportgen.spec.schema import START, FactSpec, TemplateSpec
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, shortened
from reportgen.workbook.grid import Area, Position
from reportgen.workbook.marks import FACTS, NAMND, OWN, PERIOD
from reportgen.workbook.placing import period_text, quoted
from reportgen.workbook.plan import Accepts, Highlight, PlannedCell, SheetPlan, Style, Validation
from reportgen.workbook.progress import Progress, filled, remaining

PERIOD_CELL: Final = f"{START}!$C$7"
"""Where formulas find the period."""

Counted = tuple[Progress, Mapping[Position, PlannedCell]]
"""What counts on a sheet, and the cells planned there."""

_LABEL, _VALUE, _HELP, _LAST = 1, 2, 3, 4
_WIDTHS: Final = {0: 12.0, 1: 30.0, 2: 40.0, 3: 28.0, 4: 30.0}
_NAMND_ROW, _PERIOD_ROW, _MARK_ROW = 6, 7, 8

_LEGEND: Final = (
    ("Fyll i", styles.INPUT_FORM, "Skuggad cell: registrera uppgift. 0 är noll, ett streck (-) att värdet inte finns."),
    ("Får skrivas över", styles.INPUT_OVERTYPE, "Räknas ut, men får ersättas med ekonomisystemets värde."),
    ("Räknas ut", styles.STATUS_COMPUTED, "Formel. Låst."),
    ("Står i mallen", styles.STATUS_CELL, "Namn och fasta uppgifter. Låst."),
)  # fmt: skip

_HOW_TO: Final = (
    "Klistra in med Klistra in special, Värden. Då blir cellernas utseende, listor och vägledning kvar.",
    "Räcker inte de tomma raderna i en tabell: infoga en rad mellan två av dem.",
    "Egna blad går bra att lägga till. De läses inte. Låt de andra bladen heta som de gör.",
    "Bladen är skyddade utan lösenord, bara för att inget ska skrivas över av misstag.",
    "Spara och kör reportgen kontrollera. Då syns det som återstår och det som inte stämmer.",
)


def start_sheet(report: Report, template: TemplateSpec, progress: Iterable[Counted]) -> SheetPlan:
    """The plan of the sheet; `progress` has the other sheets in order."""
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=32)
    canvas.put(1, _LABEL, template.info.title, styles.TITLE)
    canvas.mark(2, f"{OWN}underrubrik", height=ROW_HEIGHT)
    canvas.put(2, _LABEL, f"Underlag för {report.namnd}, {period_text(report.period)}", styles.SUBTITLE)
    hint = "Skuggade celler = registrera uppgift. Hur man fyller i står längst ned på bladet."
    canvas.wide(3, hint, styles.NOTE, last=_LAST)
    row = _facts(canvas, report, template, 5)
    row = _sheets(canvas, row + 1, progress)
    row = _guide(canvas, row + 1)
    made_of = f"Mall: {template.info.name}, version {template.info.version}."
    canvas.wide(row + 1, made_of, styles.NOTE, last=_LAST)
    return SheetPlan(
        name=START,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        highlights=tuple(canvas.highlights),
        widths=_WIDTHS,
        heights=canvas.heights,
        hidden_rows=frozenset(canvas.hidden_rows),
        tab=styles.INK,
    )


def _facts(canvas: Canvas, report: Report, template: TemplateSpec, top: int) -> int:
    """Nämnd, period and the mall's facts; returns the row below."""
    _section(canvas, top, "Uppgifter")
    _form(canvas, _NAMND_ROW, NAMND, "Nämnd", report.namnd, "Nämndens namn, som det ska stå i rapporten.")
    _form(canvas, _PERIOD_ROW, PERIOD, "Period", str(report.period), "År och månad, till exempel 2024-08.")
    canvas.mark(_MARK_ROW, FACTS)
    canvas.put(_MARK_ROW, _VALUE, "varde")
    canvas.hide(_MARK_ROW)
    row = _MARK_ROW + 1
    for fact in template.facts:
        label = f"{fact.label} *" if fact.required else fact.label
        _form(canvas, row, fact.key, label, None, fact.help)
        canvas.put(row, _VALUE, report.fact(fact.key).value, _fact_style(fact))
        accepts = Accepts.DATE if fact.type == "datum" else Accepts.ANYTHING
        if accepts is Accepts.DATE or fact.help:
            area = Area(row, _VALUE, row, _VALUE)
            canvas.guide(Validation(area, accepts, title=fact.label[:32], message=shortened(fact.help)))
        row += 1
    if any(fact.required for fact in template.facts):
        canvas.wide(row, "* måste fyllas i", styles.NOTE, last=_LAST)
        row += 1
    return row


def _fact_style(fact: FactSpec) -> Style:
    return styles.INPUT_DATE if fact.type == "datum" else styles.INPUT_FORM


def _form(canvas: Canvas, row: int, mark: str, label: str, value: str | None, help_: str) -> None:
    """A row with a name, a cell to fill in, and what is to stand there."""
    canvas.wide(row, help_, styles.FORM_HELP, first=_HELP, last=_LAST)
    canvas.mark(row, mark, height=max(ROW_HEIGHT, canvas.heights[row]))
    canvas.put(row, _LABEL, label, styles.FORM_LABEL)
    canvas.put(row, _VALUE, value, styles.INPUT_FORM_WORDS)


def _sheets(canvas: Canvas, top: int, progress: Iterable[Counted]) -> int:
    """Each sheet with a link, how much is filled in and what is left; returns the row below."""
    _section(canvas, top, "Bladen")
    canvas.mark(top + 1, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in ((_LABEL, "Blad"), (_VALUE, "Ifyllt"), (_HELP, "Återstår")):
        canvas.put(top + 1, column, heading, styles.HEADER)
    row = top + 2
    for counted, cells in progress:
        canvas.mark(row, f"{OWN}blad", height=ROW_HEIGHT)
        link = f"{quoted(counted.sheet)}!A1"
        canvas.cells[row, _LABEL] = PlannedCell(counted.sheet, style=styles.LINK, link=link)
        canvas.cells[row, _VALUE] = replace(filled(counted, cells), style=styles.STATUS_CELL)
        if counted.asks:
            canvas.cells[row, _HELP] = replace(remaining(counted, cells), style=styles.REMAINING)
        else:
            canvas.put(row, _HELP, "Inget krävs", styles.STATUS_QUIET)
        row += 1
    canvas.highlights.append(Highlight(Area(top + 2, _HELP, row - 1, _HELP), 0, *styles.STATUS_COLOURS["gron"]))
    return row


def _guide(canvas: Canvas, top: int) -> int:
    """What the shades mean and how to go about it; returns the row below."""
    _section(canvas, top, "Så fyller du i")
    row = top + 1
    for name, style, meaning in _LEGEND:
        canvas.wide(row, meaning, styles.FORM_HELP, first=_VALUE, last=_LAST)
        canvas.heights[row] = max(ROW_HEIGHT, canvas.heights[row])
        canvas.put(row, _LABEL, name, replace(style, locked=True))
        row += 1
    for number, advice in enumerate(_HOW_TO, 1):
        canvas.wide(row, f"{number}. {advice}", styles.ADVICE, last=_LAST)
        row += 1
    return row


def _section(canvas: Canvas, row: int, title: str) -> None:
    canvas.mark(row, f"{OWN}rubrik", height=28)
    canvas.put(row, _LABEL, title, styles.SECTION)
