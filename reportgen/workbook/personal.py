"""Personnummer anywhere in a workbook: every cell of every sheet, hidden ones too, every note, and the rest of the file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.personnummer import PersonalNumber, personal_numbers
from reportgen.model.position import CellRef, Place
from reportgen.workbook.grid import Book, Grid, GridCell, Loose, Position
from reportgen.workbook.marks import META_SHEET, PART_SNAPSHOT, SNAPSHOT

PLACE: Final = "personuppgift"
"""The table that places of personnummer have."""

_SHORTEST: Final = 10
_SMALLEST: Final = 100_000_000
_FIGURES: Final = (9, 10, 12)
"""Digits of a number that Excel keeps as a number: the zero of those born 2001–2009 is gone."""

_ESCAPED: Final = ("\\u2013", "\\u2212", "\\u2011", "\\u00a0", "\\u202f")

_WHERE_BY_ELEMENT: Final = {
    "formula1": "i en lista att välja ur", "formula2": "i en lista att välja ur", "sqref": "i en lista att välja ur",
    "dataValidation": "i en ruta med vägledning", "hyperlink": "i en länk", "definedName": "i ett namn på celler",
    "sheet": "i ett blads namn", "oddHeader": "i sidhuvudet", "evenHeader": "i sidhuvudet", "firstHeader": "i sidhuvudet",
    "oddFooter": "i sidfoten", "evenFooter": "i sidfoten", "firstFooter": "i sidfoten", "formula": "i en villkorsstyrd formatering",
}  # fmt: skip
_WHERE_BY_PART: Final = (
    ("docProps/", "i dokumentets egenskaper"),
    ("xl/drawings/_rels/", "i en länk"),
    ("xl/drawings/", "i en textruta, bild eller kommentarsruta"),
    ("xl/charts/", "i ett diagram"),
    ("xl/threadedComments/", "i en kommentarstråd"),
    ("xl/persons/", "i namnet på en som har kommenterat"),
    ("xl/externalLinks/", "i sparade värden ur en annan arbetsbok"),
    ("xl/pivot", "i sparade värden i en pivottabell"),
    ("xl/tables/", "i en tabells namn eller rubriker"),
    ("xl/worksheets/_rels/", "i en länk"),
    ("customXml/", "i egenskaper som andra program har lagt till"),
)
_DELETED: Final = "bland borttagna texter som ligger kvar"
_SOMEWHERE: Final = "i filens inre delar"
_SAVE_ANEW: Final = "Öppna arbetsboken i Excel, spara den under ett nytt namn och kontrollera den nya."
_INSPECT: Final = (
    "Ta bort numret där, eller i Excel med Arkiv, Information, Sök efter problem, Granska dokument. Spara och kontrollera "
    "på nytt."
)


def find_personal_numbers(book: Book) -> Iterator[Finding]:
    """Sheet by sheet, one finding for each cell and note with a number; then what is loose in the file."""
    for grid in book.grids:
        cells = _snapshot_joined(grid) if grid.name == META_SHEET else grid.cells
        found = [(at, numbers) for at, cell in cells.items() if (numbers := _numbers(cell))]
        found += [(at, numbers) for at, text in grid.comments.items() if (numbers := personal_numbers(text))]
        yield from (_at_cell(grid, at, numbers) for at, numbers in sorted(found, key=lambda item: item[0]))
    yield from (_loose(loose) for loose in book.loose)


def _snapshot_joined(grid: Grid) -> dict[Position, GridCell]:
    """The cells of the very hidden sheet, the values as they were sent out in one: they are parted anywhere, and their JSON
    writes dashes and narrow spaces in its own way.
    """
    parts = sorted(
        (row, column - 1)
        for row, column in grid.cells
        if column == 1 and grid.text(row, 0).startswith((SNAPSHOT, PART_SNAPSHOT))
    )
    whole = "".join(grid.text(row, 1) for row, _ in parts)
    for escaped in _ESCAPED:
        whole = whole.replace(escaped, "-")
    others = {at: cell for at, cell in grid.cells.items() if at[1] != 1 or (at[0], 0) not in parts}
    return {**others, (parts[0][0], 1): GridCell(whole)} if parts else others


def _numbers(cell: GridCell) -> list[PersonalNumber]:
    """The numbers of a cell: in its words, as the number that somebody typed, in the words of its formula."""
    value, found = cell.value, []
    if isinstance(value, str):
        found = personal_numbers(value)
    elif isinstance(value, Decimal) and value > _SMALLEST and not cell.formula:
        digits = f"{value:f}"
        if len(digits) in _FIGURES and digits.isdecimal():
            found = personal_numbers(digits.zfill(_SHORTEST))
    return [*found, *personal_numbers(cell.formula)] if cell.formula else found


def _at_cell(grid: Grid, position: Position, numbers: list[PersonalNumber]) -> Finding:
    at = grid.ref(*position)
    return Finding(Code.PERSONNUMMER, at, Place(PLACE, cell=str(at)), _masked(numbers), details=_kind(numbers))


def _loose(loose: Loose) -> Finding:
    numbers = personal_numbers(loose.text)
    where, remedy = _where(loose), _INSPECT
    if where == _DELETED:
        remedy = _SAVE_ANEW
    at = CellRef(loose.sheet) if loose.sheet else None
    place = Place(PLACE, cell=f"{loose.sheet or 'filen'}, {where}")
    details = MappingProxyType({**_kind(numbers), "where": where, "remedy": remedy})
    return Finding(Code.PERSONNUMMER_I_FILEN, at, place, _masked(numbers), details=details)


def _where(loose: Loose) -> str:
    if loose.element == "si":
        return _DELETED
    if loose.part.startswith(("xl/workbook.xml", "xl/worksheets/sheet")) and loose.element in _WHERE_BY_ELEMENT:
        return _WHERE_BY_ELEMENT[loose.element]
    return next((words for start, words in _WHERE_BY_PART if loose.part.startswith(start)), _SOMEWHERE)


def _masked(numbers: list[PersonalNumber]) -> str:
    return ", ".join(dict.fromkeys(number.masked for number in numbers))


def _kind(numbers: list[PersonalNumber]) -> MappingProxyType[str, str]:
    kind = "samordningsnummer" if all(number.is_coordination for number in numbers) else "personnummer"
    return MappingProxyType({"kind": kind})
