"""The rows of the sheet Granskning put in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from reportgen.model.position import CellRef, column_letter
from reportgen.office import OfficePackage, tree_of, xml_of
from reportgen.workbook.annotate.review import Line
from reportgen.workbook.annotate.sheet import Sheet
from reportgen.workbook.canvas import ROW_HEIGHT, TALLEST, height
from reportgen.workbook.locate import Block
from reportgen.workbook.marks import CELL, HEADINGS, REASON_COLUMN
from reportgen.workbook.review_sheet import COLUMNS

if TYPE_CHECKING:
    from lxml.etree import _Element

_LAST_ROW: Final = re.compile(r"\$(\d+)$")


def write_review(sheet: Sheet, block: Block, lines: Iterable[Line], sheets: Collection[str]) -> int:
    """Writes the rows, with links to cells on `sheets`; gives the last of them. Columns that an older sheet lacks are added."""
    columns = {**block.columns, **_missing(sheet, block)}
    model = _first_row(block)
    for link in _links(sheet, columns[CELL]):
        sheet.child("hyperlinks").remove(link)
    last = 0
    for line in lines:
        for key, words in line.words.items():
            sheet.put(line.row, columns[key], words, like=model)
        if line.mark is not None and block.key_column is not None:
            sheet.put(line.row, block.key_column, line.mark, like=model)
        if any(line.words.values()):
            _grow(sheet, line, block)
            last = max(last, line.row)
        if line.at and line.at.sheet in sheets:
            _link(sheet, f"{column_letter(columns[CELL])}{line.row}", line.at)
    for links in sheet.children("hyperlinks"):
        if not len(links):
            sheet.tree.remove(links)
    return last


def extend_print(package: OfficePackage, workbook: str, sheet: int, last: int) -> None:
    """Lets the printed area of sheet number `sheet`, from 0, reach the last row that was written."""
    root = tree_of(package.read(workbook))
    ns = root.tag.removesuffix("workbook")
    for name in root.iterfind(f"{ns}definedNames/{ns}definedName"):
        found = _LAST_ROW.search(name.text or "")
        is_area = (name.get("name"), name.get("localSheetId")) == ("_xlnm.Print_Area", str(sheet))
        if is_area and found and int(found[1]) < last:
            name.text = _LAST_ROW.sub(f"${last}", name.text or "")
            package.write(workbook, xml_of(root))


def _missing(sheet: Sheet, block: Block) -> dict[str, int]:
    """The columns that the sheet lacks, put after its last with the look of the column of reasons."""
    like = block.columns.get(REASON_COLUMN, 0)
    headings = next((row for row in block.rows() if block.key(row) == HEADINGS), block.top + 1)
    first = max(block.columns.values(), default=0) + 1
    added = {key: first + n for n, key in enumerate(key for key in COLUMNS if key not in block.columns)}
    for key, at in added.items():
        sheet.put(block.top, at, key)
        sheet.put(headings, at, COLUMNS[key].heading)
        sheet.copy_look(headings, like, at)
        sheet.set_width(at, COLUMNS[key].width)
    return added


def _first_row(block: Block) -> int:
    row = block.top + 1
    while block.is_own(row):
        row += 1
    return row


def _grow(sheet: Sheet, line: Line, block: Block) -> None:
    """As high as its longest words need, those that people have written too."""
    written = {key: str(block.grid.cell(line.row, at).value or "") for key, at in block.columns.items()}
    texts = (written | dict(line.words)).items()
    wanted = [height(words, COLUMNS[key].width) for key, words in texts if words and key in COLUMNS]
    sheet.set_height(line.row, min(max([ROW_HEIGHT, *wanted]), TALLEST))


def _links(sheet: Sheet, column: int) -> list[_Element]:
    """The links in a column, which we have put there."""
    address = re.compile(rf"{column_letter(column)}\d+")
    found = sheet.tree.iterfind(f"{sheet.ns}hyperlinks/{sheet.ns}hyperlink")
    return [link for link in found if address.fullmatch(link.get("ref", ""))]


def _link(sheet: Sheet, a1: str, to: CellRef) -> None:
    from lxml import etree

    name = to.sheet.replace("'", "''")
    cell = to.a1 if to.row and to.column else f"A{to.row or 1}"
    etree.SubElement(sheet.child("hyperlinks"), f"{sheet.ns}hyperlink", {"ref": a1, "location": f"'{name}'!{cell}"})
