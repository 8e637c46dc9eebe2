"""The sheet Importerat: what each cell was given by the economy system, so that figures typed by hand are told from those.

Below stand the exports themselves, with where they lay and the hash of what was in them, so that a figure can be led back
to its transactions as long as the file is there and unchanged.
"""

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
_FILE: Final = f"{OWN}exportfil:"
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


@dataclass(frozen=True, slots=True)
class ExportFile:
    """An export that cells were filled from: its name, where it lay (seen from the workbook's folder when it can be), the
    SHA-256 of its bytes in hexadecimal, the source that it was read as (empty: as is usual), and when it was imported last.
    """

    name: str
    path: str
    sha256: str
    source: str
    at: str


def imported_sheet(lines: Sequence[ImportedLine], files: Sequence[ExportFile] = ()) -> SheetPlan:
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
    for row, file in enumerate(files, LIST_TOP + len(lines) + 2):
        canvas.mark(row, f"{_FILE}{file.sha256}:{file.source}")
        for column, words in ((1, f"Exporten {file.name}"), (3, file.path), (4, file.at)):
            canvas.put(row, column, words, _WORDS)
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


def read_export_files(book: Book) -> list[ExportFile]:
    """The exports that the sheet remembers, the names as they were."""
    grid = book.grid(IMPORTED)
    found = []
    for row in grid.rows() if grid else ():
        mark = grid.text(row, 0) if grid else ""
        if grid and mark.startswith(_FILE):
            sha256, _, source = mark.removeprefix(_FILE).partition(":")
            what, path, at = (read_prose(grid.cell(row, column)) for column in (1, 3, 4))
            found.append(ExportFile(what.removeprefix("Exporten "), path, sha256, source, at))
    return found
