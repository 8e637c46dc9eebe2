"""The sheet Importerat: what each cell was given by the economy system, so that figures typed by hand are told from those.

Below stand the exports themselves, with where they lay and the hash of what was in them, so that a figure can be led back
to its transactions as long as the file is there and unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.model.imported import ImportedLine, Imports, LooseAmount, Unbalanced
from reportgen.model.position import Place
from reportgen.spec.schema import IMPORTED
from reportgen.workbook import styles
from reportgen.workbook.cells import read_prose
from reportgen.workbook.grid import Book
from reportgen.workbook.kontering_sheet import read_kontering
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import SheetPlan, Style
from reportgen.workbook.text_sheets import LIST_TOP, list_canvas, list_headings, list_plan

_LINE: Final = f"{OWN}importerat:"
_FILE: Final = f"{OWN}exportfil:"
_LOOSE: Final = f"{OWN}okonterat:"
_VOUCHER: Final = f"{OWN}obalans:"
_HEADINGS: Final = ("Vad", "Värde", "Ur", "När")
_WIDTHS: Final = {0: 12.0, 1: 60.0, 2: 20.0, 3: 44.0, 4: 18.0}
_NUMBER: Final = Style(colour=styles.INK, number_format="#,##0.00###")
_WORDS: Final = Style(colour=styles.INK, wrap=True, number_format="@")
_ABOUT: Final = (
    "Vad ekonomisystemets export ger, cell för cell. Står något annat i cellen nu har någon skrivit det för hand, och det skrivs "
    "inte över utan att du säger det. Sist det som inte hör till någon rad, i kronor med exportens tecken, och filerna."
)


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


def imported_sheet(imports: Imports, files: Sequence[ExportFile] = ()) -> SheetPlan:
    """The plan of the sheet: the figures, then what went to no row, then the exports."""
    canvas = list_canvas(dict(_WIDTHS), IMPORTED, _ABOUT, len(_HEADINGS))
    list_headings(canvas, _HEADINGS)
    row = LIST_TOP + 1
    for part in (_figures(imports.figures), _loose(imports), _files(files)):
        for mark, *values in part:
            canvas.mark(row, mark)
            for column, value in enumerate(values, 1):
                if value is not None:
                    canvas.put(row, column, value, _NUMBER if isinstance(value, Decimal) else _WORDS)
            canvas.grow(row)
            row += 1
        row += 1
    return list_plan(canvas, IMPORTED, freeze=(LIST_TOP + 1, 2))


def read_imports(book: Book) -> Imports:
    """All that the sheets Importerat and Kontering say."""
    grid = book.grid(IMPORTED)
    loose, unbalanced = [], []
    for row in grid.rows() if grid else ():
        mark = grid.text(row, 0) if grid else ""
        value = grid.cell(row, 2).value if grid else None
        if grid is None or not isinstance(value, Decimal) or not mark.startswith((_LOOSE, _VOUCHER)):
            continue
        file, at = (read_prose(grid.cell(row, column)) for column in (3, 4))
        if mark.startswith(_LOOSE):
            table, measure, codes, *rows = json.loads(mark.removeprefix(_LOOSE))
            loose.append(LooseAmount(table, codes, measure, value, tuple(rows), file, at, grid.ref(row, 1)))
        else:
            line, _, voucher = mark.removeprefix(_VOUCHER).partition(":")
            unbalanced.append(Unbalanced(voucher, int(line), value, file, at, grid.ref(row, 1)))
    return Imports(tuple(read_imported(book)), tuple(loose), tuple(unbalanced), tuple(read_kontering(book) or ()))


def read_imported(book: Book) -> list[ImportedLine]:
    """The figures that are there; one that has lost its value is left out."""
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


_Line = tuple[str, str, Decimal | None, str, str]
"""The mark of a line, and its four columns."""


def _figures(figures: Sequence[ImportedLine]) -> Iterator[_Line]:
    for line in figures:
        yield f"{_LINE}{line.place}", line.what, line.value, line.file, line.at


def _loose(imports: Imports) -> Iterator[_Line]:
    for one in imports.loose:
        mark = json.dumps([one.table, one.measure, one.codes, *one.rows], ensure_ascii=False)
        why = "konterat två gånger" if one.rows else "hör till ingen rad"
        yield f"{_LOOSE}{mark}", f"{one.codes}, {one.measure} i kr: {why}", one.amount, one.file, one.at
    for voucher in imports.unbalanced:
        what = f"Verifikation {voucher.voucher} (rad {voucher.line}) balanserar inte, kr"
        yield f"{_VOUCHER}{voucher.line}:{voucher.voucher}", what, voucher.rest, voucher.file, voucher.at


def _files(files: Sequence[ExportFile]) -> Iterator[_Line]:
    for file in files:
        yield f"{_FILE}{file.sha256}:{file.source}", f"Exporten {file.name}", None, file.path, file.at
