"""What is to be seen to before a draft becomes a report: a part of its own at the end, and marks at the figures concerned.

Only drafts have it. A mark is a number between brackets, the same as in the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    Cover,
    Document,
    HeadCell,
    Heading,
    Paragraph,
    Part,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.walk import changed
from reportgen.model.format import NBSP
from reportgen.model.position import Place
from reportgen.model.table import RowKind

KEY: Final = "_granskning"
"""The key of the part; no mall's part can have it."""

TITLE: Final = "Att se över före nämnden"
_HEADINGS: Final = {"fel": "Fel", "varning": "Varningar", "notis": "Notiser", "kvitterat": "Kvitterat"}
_ABOUT: Final = (
    "Det här fann kontrollen i arbetsboken. Numret står också vid talet i tabellen, inom klamrar. "
    "Avsnittet och numren finns bara i utkast."
)
_CLEAR: Final = "Kontrollen fann inget att anmärka på i arbetsboken. Avsnittet finns bara i utkast."
_WIDTHS: Final = (0.07, 0.2, 0.41, 0.32)


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as the draft tells it: "fel", "varning", "notis" or "kvitterat", where in the workbook, what is wrong, and
    what to do or why it stands. `place` is the cell of a table that gets the mark.
    """

    kind: str
    where: str
    message: str
    advice: str
    place: Place | None = None


def with_review(document: Document, remarks: Sequence[Remark]) -> Document:
    """The draft with the list as its last part, numbered from 1 by gravity, and the marks in its tables."""
    kinds = {kind: [remark for remark in remarks if remark.kind == kind] for kind in _HEADINGS}
    numbered = list(enumerate((remark for found in kinds.values() for remark in found), start=1))
    marks: defaultdict[Place, list[int]] = defaultdict(list)
    for number, remark in numbered:
        if remark.place:
            marks[remark.place].append(number)
    parts = [replace(part, blocks=changed(part.blocks, partial(_marked, marks=marks))) for part in document.parts]
    blocks: list[Block] = [Paragraph((Text(_ABOUT if remarks else _CLEAR),))]
    for kind, title in _HEADINGS.items():
        rows = [(number, remark) for number, remark in numbered if remark.kind == kind]
        if rows:
            blocks += [Heading(1, (Text(title),), "", f"{KEY}_{kind}"), _table(kind, rows)]
    first = document.parts[0]
    review = Part(
        KEY,
        TITLE,
        "",
        tuple(blocks),
        sender=first.sender,
        header=TITLE,
        footer=first.footer,
        cover=Cover.HEAD,
        contents=False,
    )
    return replace(document, parts=(*parts, review))


def _table(kind: str, rows: Iterable[tuple[int, Remark]]) -> TableBlock:
    last = "Skäl" if kind == "kvitterat" else "Gör så här"
    headings = ("Nr", "Var", "Fynd", last)
    return TableBlock(
        id=f"{KEY}_{kind}",
        title=_HEADINGS[kind],
        columns=tuple(Column(f"k{n}", Align.LEFT, width) for n, width in enumerate(_WIDTHS)),
        head=(tuple(HeadCell(text, n, key=f"k{n}") for n, text in enumerate(headings)),),
        rows=tuple(_row(number, remark) for number, remark in rows),
        caption=False,
    )


def _row(number: int, remark: Remark) -> TableRow:
    words = (str(number), remark.where, remark.message, remark.advice)
    cells = (TableCell(n, _paragraph(text), is_header=n == 0) for n, text in enumerate(words))
    return TableRow(str(number), RowKind.POST, tuple(cells))


def _paragraph(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),) if text else ()


def _marked(block: Block, marks: Mapping[Place, Sequence[int]]) -> Block:
    """The block with the marks, if it is a table."""
    if not isinstance(block, TableBlock):
        return block
    return replace(block, rows=tuple(_marked_row(row, block, marks) for row in block.rows))


def _marked_row(row: TableRow, table: TableBlock, marks: Mapping[Place, Sequence[int]]) -> TableRow:
    """The row with marks in the cells of single columns. A view by its own name is not known to be of any table."""
    here = {
        place.column: numbers
        for place, numbers in marks.items()
        if place.row == row.key and (table.id == place.table or table.id.startswith(f"{place.table}_"))
    }
    if not here:
        return row
    cells = (
        _marked_cell(cell, here[key]) if cell.colspan == 1 and (key := table.columns[cell.column].key) in here else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _marked_cell(cell: TableCell, numbers: Sequence[int]) -> TableCell:
    mark = "".join(f"[{number}]" for number in numbers)
    *before, last = cell.content or (Paragraph(()),)
    if not isinstance(last, Paragraph) or cell.written:
        return replace(cell, content=(*cell.content, Paragraph((Text(mark),))))
    words = (*last.content, Text(f"{NBSP}{mark}" if last.content else mark))
    return replace(cell, content=(*before, Paragraph(words)))
