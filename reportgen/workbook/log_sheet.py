"""The sheet Logg: who has changed what, from what to what, when it was collected. Lines are only added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

from reportgen.spec.schema import CHANGES
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas
from reportgen.workbook.cells import read_prose
from reportgen.workbook.grid import Book
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import SheetPlan, Style

_LINE: Final = f"{OWN}logg"
_HEADINGS: Final = ("När", "Vem", "Vad", "Från", "Till", "Fil")
_WIDTHS: Final = {0: 12.0, 1: 17.0, 2: 26.0, 3: 48.0, 4: 36.0, 5: 36.0, 6: 36.0}
_TOP: Final = 4
_WORDS: Final = Style(colour=styles.INK, wrap=True, number_format="@", top=styles.TEXT_HELP.top)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One change, in words."""

    at: str
    who: str
    what: str
    before: str
    after: str
    file: str = ""


def log_sheet(lines: Sequence[LogLine]) -> SheetPlan:
    """The plan of the sheet, the newest line first."""
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, CHANGES, styles.TITLE)
    canvas.wide(
        2,
        "Det som har ändrats när svar har samlats in och siffror importerats, det senaste först.",
        styles.NOTE,
        last=len(_HEADINGS),
    )
    canvas.mark(_TOP, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(_HEADINGS, 1):
        canvas.put(_TOP, column, heading, styles.HEADER)
    for row, line in enumerate(lines, _TOP + 1):
        canvas.mark(row, _LINE)
        for column, words in enumerate(astuple(line), 1):
            canvas.put(row, column, words or None, _WORDS)
        canvas.grow(row)
    return SheetPlan(
        name=CHANGES,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        widths=_WIDTHS,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        freeze=(_TOP + 1, 1),
        repeat=(_TOP, _TOP),
        landscape=True,
        tab=styles.MUTED,
    )


def read_log(book: Book) -> list[LogLine]:
    """The lines that are there."""
    grid = book.grid(CHANGES)
    if grid is None:
        return []
    rows = (row for row in grid.rows() if grid.text(row, 0) == _LINE)
    return [LogLine(*(read_prose(grid.cell(row, column)) for column in range(1, len(_HEADINGS) + 1))) for row in rows]
