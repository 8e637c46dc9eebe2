"""The sheet with what an older workbook had and the mall of now has no place for: kept, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportgen.model.value import Value
from reportgen.spec.schema import UNPLACED
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas
from reportgen.workbook.marks import OWN, UNPLACED_ROW
from reportgen.workbook.plan import SheetPlan, Style
from reportgen.workbook.remembered import Unplaced

_WIDTHS: Final = {0: 12.0, 1: 44.0, 2: 44.0, 3: 50.0, 4: 44.0}
_HEADINGS: Final = ("Plats", "Etikett", "Värde", "Varför")
_TOP: Final = 4
_VALUE: Final = 3
_ABOUT: Final = (
    "Det här stod i den gamla arbetsboken, ett svar eller en Word-fil men har ingen plats här. Flytta det som ska med till rätt "
    "cell. "
    "Bladet läses inte när rapporten görs, och kan tas bort."
)


def unplaced_sheet(unplaced: Sequence[Unplaced]) -> SheetPlan:
    """The plan of the sheet Utan plats."""
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, UNPLACED, styles.TITLE)
    canvas.wide(2, _ABOUT, styles.NOTE, last=len(_HEADINGS))
    canvas.mark(3, f"{OWN}luft", height=6)
    canvas.mark(_TOP, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(_HEADINGS, 1):
        canvas.put(_TOP, column, heading, styles.HEADER)
    for row, item in enumerate(unplaced, _TOP + 1):
        canvas.mark(row, UNPLACED_ROW)
        for column, value in enumerate((item.place, item.label, item.value, item.why), 1):
            canvas.put(row, column, value, _style(value) if column == _VALUE else styles.INPUT_WORDS)
        canvas.grow(row)
    return SheetPlan(
        name=UNPLACED,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        widths=canvas.widths,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        freeze=(_TOP + 1, 1),
        repeat=(_TOP, _TOP),
        landscape=True,
        tab=styles.MUTED,
    )


def _style(value: Value) -> Style:
    """A value as it can be copied to its right cell: words as words, also those that look like a number."""
    if isinstance(value, date):
        return styles.INPUT_DATE
    return styles.INPUT_WORDS if isinstance(value, str) else styles.INPUT_TEXT
