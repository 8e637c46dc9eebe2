"""The files of the economy system → what they say. What kind of file it is, is told by what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from reportgen.importing.sources import SourceFiles
from reportgen.ledger import sie, sie_export, tabular
from reportgen.ledger.csv_text import CsvText, Field
from reportgen.ledger.encoding import encoding_of
from reportgen.ledger.entries import Entry, Wanted, list_entries, sie_entries
from reportgen.ledger.export import Export, together
from reportgen.ledger.source import Source
from reportgen.model.errors import WorkbookError
from reportgen.model.period import Period
from reportgen.workbook.grid import Book, Grid, Visibility
from reportgen.workbook.read import read_book, read_bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What is let pass: files that are parts of one whole, so that what they have on the same codes is added, and vouchers that
    do not balance.
    """

    adds: bool = False
    accepts_unbalanced: bool = False


AS_IS_USUAL: Final = Reading()


def read_exports(
    files: Sequence[Path], period: Period, sources: SourceFiles, reading: Reading = AS_IS_USUAL
) -> tuple[Export, Source]:
    """All of them as one, and the source that they are of. Raises `ReportgenError` with every fault of the first bad one."""
    _ensure_different(files)
    used = [sources.of(file.name) for file in files]
    if len({source.turned for source in used}) > 1:
        raise WorkbookError("Exporterna har olika tecken enligt sina källor. Importera dem var för sig.")
    exports = [_export(file, period, source, reading) for file, source in zip(files, used, strict=True)]
    return together(exports, added=reading.adds), used[0]


def read_entries(file: Path, period: Period, source: Source, wanted: Wanted) -> list[Entry]:
    """The transactions of a file that are asked for, in its order; none of a file that has only sums."""
    said = _opened(file)
    if isinstance(said, sie.SieFile):
        return list(sie_entries(said, period, source.dimensions, wanted))
    return list(list_entries(said, file.name, period, source, wanted))


def _ensure_different(files: Sequence[Path]) -> None:
    """Raises when the same export is given twice, also under two names."""
    seen: dict[bytes, Path] = {}
    for file in files if len(files) > 1 else ():
        first = seen.setdefault(sha256(read_bytes(file)).digest(), file)
        if first is not file:
            what = "är angiven två gånger" if first.name == file.name else f"har samma innehåll som {first.name}"
            raise WorkbookError(f"{file.name} {what}. Ange exporten en gång.")


def _export(file: Path, period: Period, source: Source, reading: Reading) -> Export:
    said = _opened(file)
    if isinstance(said, sie.SieFile):
        accepts = reading.accepts_unbalanced
        return sie_export.export_of(said, period, source.dimensions, accept_unbalanced=accepts)
    return tabular.export_of(said, file.name, period, source)


def _opened(file: Path) -> sie.SieFile | Iterable[Sequence[Field]]:
    """What is in a file: SIE, or the rows of a list."""
    data = read_bytes(file)
    if data[:4] == b"PK\x03\x04":
        return _excel_rows(read_book(data, file.name))
    if file.suffix.lower() in (".se", ".si", ".sie") or b"#FLAGGA" in data[:400]:
        return sie.read_sie(data.decode(encoding_of(data, old=True), "replace"), file.name)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise WorkbookError(f"{file.name} är en gammal Excelfil (.xls). Spara den som .xlsx eller CSV.")
    return CsvText(data)


def _excel_rows(book: Book) -> Iterator[Sequence[Field]]:
    """The rows of the first sheet that is shown and has something on it, from the first row of the sheet."""
    grid = next((g for g in book.grids if g.cells and g.visibility is Visibility.VISIBLE), None)
    if grid is None:
        raise WorkbookError(f"{book.name} har inget blad med innehåll.")
    width = max(column for _, column in grid.cells) + 1
    last = max(row for row, _ in grid.cells)
    return ([_field(grid, row, column) for column in range(width)] for row in range(1, last + 1))


def _field(grid: Grid, row: int, column: int) -> Field:
    cell = grid.cell(row, column)
    if cell.error or (cell.formula and cell.value is None):
        raise WorkbookError(f"{grid.ref(row, column)} i exporten har inget värde: {cell.error or cell.formula}.")
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, Decimal | str | date) else str(value)
