"""How a table's rows stand and break, the same in every writer: aligned at the top or on the last line, whole or divided.

Figures of a row share a line with the last of its label; where there are words to read, the row begins at the top instead.
A short table of figures is never divided between pages; one of words or comments may be, so that no half page is empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from reportgen.document.blocks import (
    Align,
    Block,
    Paragraph,
    Status,
    TableBlock,
    TableCell,
    TableRow,
    plain,
)
from reportgen.document.walk import leaves
from reportgen.document.widths import LANDSCAPE, MANY, PAGE, measure, padding
from reportgen.model.table import RowKind

LONG: Final = 60
"""Words of this many signs or more in a cell beside the row's name are running text."""
FEW_LINES: Final = 2
"""A label of more lines than this is read from the top, and so is its row."""
WHOLE: Final = 26
"""A table of figures with no more lines than this moves to the next page rather than be divided."""
TALL: Final = 1500
TALL_COMMENT: Final = 500
"""A row with a cell of this many signs or more may be divided between two pages; shorter ones never are. A comment stands
across the whole table, so it has as many lines with fewer signs."""


def has_running_text(table: TableBlock) -> bool:
    """Whether any cell beside the row's name holds running text."""
    return any(_is_long(cell.content) for cell in _own_cells(table) if not cell.is_header)


def names_stand_out(table: TableBlock) -> bool:
    """Whether the rows' names are set bold, to be found among running text: where most rows hold some."""
    posts = [row for row in table.rows if row.kind is RowKind.POST and not row.continues]
    running = [row for row in posts if any(_is_long(cell.content) for cell in row.cells if not cell.is_header)]
    return 2 * len(running) > len(posts)


def stands_at_top(table: TableBlock) -> bool:
    """Whether its rows are aligned at the top: with running text, statuses or long labels there, or no column of figures; else at
    the bottom.
    """
    figures = any(column.align is Align.RIGHT for column in table.columns)
    return (
        not figures
        or has_running_text(table)
        or any(
            _has_status(cell.content) or (cell.is_header and _lines(cell, table) > FEW_LINES)
            for cell in _own_cells(table)
        )
    )


def has_comments(table: TableBlock) -> bool:
    return any(row.continues for row in table.rows)


def is_tight(table: TableBlock) -> bool:
    """Whether its cells have narrow margins, since there are so many of them."""
    return len(table.columns) >= MANY


def stands_apart(column: int, table: TableBlock) -> bool:
    """Whether a column of words stands beside figures set right, and needs more space between than other columns."""
    pair = [found.align for found in table.columns[column - 1 : column + 1]] if column else []
    return pair == [Align.RIGHT, Align.LEFT]


def is_whole(table: TableBlock) -> bool:
    """Whether the table is kept on one page."""
    if has_running_text(table) or has_comments(table):
        return False
    return sum(max((_lines(cell, table) for cell in row.cells), default=1) for row in table.rows) <= WHOLE


def may_be_divided(row: TableRow) -> bool:
    """Whether a row may be divided between pages, since it would leave half of one empty."""
    most = TALL_COMMENT if row.continues else TALL
    return any(_signs(cell) >= most for cell in row.cells)


def _own_cells(table: TableBlock) -> Iterator[TableCell]:
    """The cells of all rows but comments."""
    return (cell for row in table.rows if not row.continues for cell in row.cells)


def _is_long(blocks: Sequence[Block]) -> bool:
    return any(not isinstance(block, Paragraph) or len(plain(block.content)) >= LONG for block in blocks)


def _has_status(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and any(isinstance(i, Status) for i in block.content) for block in blocks)


def _lines(cell: TableCell, table: TableBlock) -> int:
    """About how many lines a cell has in print; one that hangs down shares them with the rows it hangs over."""
    share = sum(column.width for column in table.columns[cell.column : cell.column + cell.colspan])
    room = max(share * (LANDSCAPE if table.landscape else PAGE) - padding(len(table.columns)), 1.0)
    words = (plain(block.content) for block in cell.content if isinstance(block, Paragraph))
    lines = sum(max(1, math.ceil(measure(text) / room)) for text in words)
    return math.ceil(lines / cell.rowspan)


def _signs(cell: TableCell) -> int:
    return sum(len(plain(block.content)) for block in leaves(cell.content) if isinstance(block, Paragraph))
