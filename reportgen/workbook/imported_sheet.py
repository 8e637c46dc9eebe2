"""The sheet Importerat: what each cell was given by the economy system, so that figures typed by hand are told from those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.model.position import Place
from reportgen.spec.schema import IMPORTED
from reportgen.workbook import styles
from reportgen.workbook.cells import read_prose
from reportgen.workbook.grid import Book
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import SheetPlan, Style
from reportgen.workbook.text_sheets import LIST_TOP, list_canvas, list_headings, list_plan

_LINE: Final = f"{OWN}importerat:"
_HEADINGS: Final = ("Vad", "Värde", "Ur", "När")
_WIDTHS: Final = {0: 12.0, 1: 60.0, 2: 20.0, 3: 44.0, 4: 18.0}
_NUMBER: Final = Style(colour=styles.INK, number_format="#,##0.00###")
_WORDS: Final = Style(colour=styles.INK, wrap=True, number_format="@")
_ABOUT: Final = (
    "Det som reportgen importera har fört in, cell för cell. Står något annat i cellen nu har någon skrivit det för hand, och "
    "det skrivs inte över utan att du säger det."
)


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One cell that was filled: its place, what people call it, its value, the export and when."""

    place: Place
    what: str
    value: Decimal
    file: str
    at: str


def imported_sheet(lines: Sequence[ImportedLine]) -> SheetPlan:
    """The plan of the sheet."""
    canvas = list_canvas(dict(_WIDTHS), IMPORTED, _ABOUT, len(_HEADINGS))
    list_headings(canvas, _HEADINGS)
    for row, line in enumerate(lines, LIST_TOP + 1):
        canvas.mark(row, f"{_LINE}{line.place}")
        canvas.put(row, 1, line.what, _WORDS)
        canvas.put(row, 2, line.value, _NUMBER)
        canvas.put(row, 3, line.file, _WORDS)
        canvas.put(row, 4, line.at, _WORDS)
        canvas.grow(row)
    return list_plan(canvas, IMPORTED, freeze=(LIST_TOP + 1, 2))


def read_imported(book: Book) -> list[ImportedLine]:
    """The lines that are there; one that has lost its value is left out."""
    grid = book.grid(IMPORTED)
    found = []
    for row in grid.rows() if grid else ():
        mark = grid.text(row, 0) if grid else ""
        value = grid.cell(row, 2).value if grid else None
        if grid and mark.startswith(_LINE) and isinstance(value, Decimal):
            what, file, at = (read_prose(grid.cell(row, column)) for column in (1, 3, 4))
            found.append(ImportedLine(Place.parse(mark.removeprefix(_LINE)), what, value, file, at))
    return found
