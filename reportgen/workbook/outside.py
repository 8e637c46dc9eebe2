"""What people have written beside the tables, and cells they have merged: nothing of it may be lost without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.words import fill
from reportgen.workbook.cells import read_label
from reportgen.workbook.grid import Area, Grid, Position
from reportgen.workbook.locate import Block, own_words
from reportgen.workbook.marks import OWN
from reportgen.workbook.tables import BoundTable
from reportgen.workbook.words import same_words

_SHOWN: Final = 60


def find_outside(bound: Iterable[BoundTable], blocks: Sequence[Block], words: Mapping[str, str]) -> Iterator[Finding]:
    """Everything written on a sheet of tables that belongs to none of them, cell by cell."""
    tables = list(bound)
    for grid in _unique(table.block.grid for table in tables):
        here = [table for table in tables if table.block.grid is grid]
        known = frozenset[str]().union(*(own_words(table.spec, words) for table in here))
        spare = [block for block in blocks if block.grid is grid and not any(block is t.block for t in here)]
        for position, cell in sorted(grid.cells.items(), key=lambda item: item[0]):
            text = cell.error or read_label(cell)
            if text and same_words(text) not in known and not _is_ours(grid, position, here, spare):
                shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
                nearest = max(
                    (t for t in here if t.block.top <= position[0]), key=lambda t: t.block.top, default=here[0]
                )
                yield Finding(Code.UTANFOR_TABELL, grid.ref(*position), Place(nearest.spec.key), found=shown)


def find_merged(bound: Iterable[BoundTable], words: Mapping[str, str]) -> Iterator[Finding]:
    """Merged cells where at least one is to be filled in."""
    for table in bound:
        for area in table.block.grid.merged:
            inside = [position for position in _cells(table) if position in area]
            if len(inside) > 1 and any(_cells(table)[position] for position in inside):
                at = table.block.grid.ref(area.top, area.left)
                details = {"table": fill(table.spec.title, words)}
                yield Finding(Code.CELLER_SAMMANFOGADE, at, Place(table.spec.key), found=area.a1, details=details)


def _cells(table: BoundTable) -> dict[Position, bool]:
    """The table's cells; True for those that are filled in by people."""
    columns = table.block.columns
    return {
        (row.number, at): key not in columns or (rule := table.rules.get((row.key, key))) is None or rule.is_entered
        for row in table.rows
        for key, at in columns.items()
    }


def _is_ours(grid: Grid, position: Position, tables: Iterable[BoundTable], spare: Iterable[Block]) -> bool:
    row, column = position
    if grid.text(row, 0).startswith(OWN) or any(position in block.area for block in spare):
        return True
    return any(_belongs(table, row, column) for table in tables)


def _belongs(table: BoundTable, row: int, column: int) -> bool:
    """Whether the cell is one of the table's: a mark, a heading, or a column of one of its rows."""
    block = table.block
    if block.is_own(row) and column in _span(block.area):
        return True
    if row == block.top or column == block.key_column:
        return True
    if block.key_column is None and row < block.top:
        return True
    if block.columns.get(table.spec.label_column.key) is not None and row in {found.number for found in table.rows}:
        return column in block.columns.values() or any(column == at for _, at in block.doubled)
    return False


def _span(area: Area) -> range:
    return range(area.left, area.right + 1)


def _unique(grids: Iterable[Grid]) -> list[Grid]:
    found: list[Grid] = []
    for grid in grids:
        if not any(grid is other for other in found):
            found.append(grid)
    return found
