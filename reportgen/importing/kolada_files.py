"""Files downloaded from Kolada: answers of the API as JSON, lists as Excel or CSV. What it is, is told by what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.kolada.api import read_answer, what_else
from reportgen.kolada.listed import Field, read_list
from reportgen.kolada.observation import KoladaError, Read, together
from reportgen.ledger.csv_text import CsvText
from reportgen.ledger.encoding import encoding_of
from reportgen.workbook.grid import Grid, Visibility
from reportgen.workbook.numbers import read_number
from reportgen.workbook.read import read_book, read_bytes


def read_files(files: Sequence[Path]) -> Read:
    """All of them as one. Raises `ReportgenError` for the first that cannot be read."""
    return together([_file(file) for file in files])


def _file(file: Path) -> Read:
    data = read_bytes(file)
    if data[:4] == b"PK\x03\x04":
        return _excel(data, file.name)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise KoladaError(f"{file.name} är en gammal Excelfil (.xls). Spara den som .xlsx eller CSV.")
    text = data.decode(encoding_of(data), "replace").lstrip("\ufeff")
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return read_answer(text, file.name)
    if start == "<":
        raise KoladaError(f"{file.name} {what_else(text)}")
    return read_list(CsvText(data), file.name, _number)


def _excel(data: bytes, name: str) -> Read:
    """Every sheet that has known headings; the reason of the first when none has."""
    book = read_book(data, name)
    grids = [grid for grid in book.grids if grid.cells and grid.visibility is Visibility.VISIBLE]
    reads, faults = [], []
    for grid in grids:
        try:
            reads.append(read_list(_rows(grid), f"{name}, {grid.name}" if len(grids) > 1 else name, _number))
        except KoladaError as fault:
            faults.append(fault)
    if not reads:
        raise faults[0] if faults else KoladaError(f"{name} har inget blad med innehåll.")
    return together(reads)


def _rows(grid: Grid) -> Iterator[list[Field]]:
    width = max(column for _, column in grid.cells) + 1
    for row in range(1, max(row for row, _ in grid.cells) + 1):
        cells = [grid.cell(row, column) for column in range(width)]
        yield [c.value if isinstance(c.value, Decimal | str) else str(c.error or c.value or "") for c in cells]


def _number(words: str) -> Decimal | None:
    found = read_number(words)
    return found if isinstance(found, Decimal) else None
