"""Where a table stands now: by its hidden marks, wherever it has been moved, else by the words of its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reportgen.spec.schema import TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known
from reportgen.workbook.grid import Area, Grid
from reportgen.workbook.marks import FACTS, META_SHEET, OWN, PARENT, PARENT_HEADING, REVIEW, TABLE, TEXTS, is_key
from reportgen.workbook.words import same_words

_HEADING_ROWS: Final = 2
"""Rows of headings below the marks: groups of columns, and the columns."""

_KNOWN_ENOUGH: Final = 0.6
"""The part of a table's headings by which it is known when its marks are gone."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table as found on a sheet, not yet read.

    `top` is its row of marks or headings, `bottom` the last row that can be its own. `columns` has column keys in sheet order;
    `doubled` are columns whose key stood once before. `key_column` is None when the rows' keys are gone.
    """

    grid: Grid
    mark: str
    top: int
    bottom: int
    key_column: int | None
    columns: Mapping[str, int]
    doubled: tuple[tuple[str, int], ...] = ()

    @property
    def area(self) -> Area:
        """From the key column to the last column, from the marks to the last possible row."""
        indexes = [*self.columns.values(), *(column for _, column in self.doubled)]
        first = min(indexes, default=0) if self.key_column is None else self.key_column
        return Area(self.top, first, self.bottom, max([first, *indexes]))

    def rows(self) -> list[int]:
        """The numbers of the rows below the marks that have something in them."""
        return [row for row in self.grid.rows() if self.top < row <= self.bottom]

    def key(self, row: int) -> str:
        """What the hidden column says of a row."""
        return "" if self.key_column is None else self.grid.text(row, self.key_column)

    def is_own(self, row: int) -> bool:
        """Whether the row only decorates."""
        return self.key(row).startswith(OWN)


def find_blocks(grids: Sequence[Grid], template: TemplateSpec, words: Mapping[str, str]) -> list[Block]:
    """Every table and list, sheet by sheet from the top; a table that was copied is found as often as it stands.

    Tables are known by their marks; those of the mall that no mark names by the words of their headings, if these stand anywhere.
    """
    grids = [grid for grid in grids if grid.name != META_SHEET]
    marked = {id(grid): list(_marked(grid)) for grid in grids}
    known = {block.mark for blocks in marked.values() for block in blocks}
    for spec in template.tables:
        if TABLE + spec.key not in known:
            block = next(filter(None, (_by_headings(grid, marked[id(grid)], spec, words) for grid in grids)), None)
            if block is not None:
                marked[id(block.grid)].append(block)
    return [block for grid in grids for block in _bounded(marked[id(grid)])]


def own_words(spec: TableSpec, words: Mapping[str, str]) -> frozenset[str]:
    """What stands around a table in a fresh workbook besides its rows: groups and notes."""
    notes = (f"{note.mark} {fill(note.text, words)}" for note in spec.notes if note.text)
    return frozenset(map(same_words, (*notes, *(fill(row.group, words) for row in spec.rows if row.group))))


def is_heading_row(block: Block, row: int, spec: TableSpec, words: Mapping[str, str]) -> bool:
    """Whether the row holds the table's headings, so that it is none of its rows."""
    headings = {column.key: same_words(fill_known(column.heading, words)) for column in spec.columns}
    found = [
        same_words(block.grid.text(row, at)) == headings[key] for key, at in block.columns.items() if key in headings
    ]
    return bool(found) and sum(found) >= max(1, len(found) * _KNOWN_ENOUGH) and bool(headings[spec.label_column.key])


def _marked(grid: Grid) -> Iterator[Block]:
    cells = sorted(grid.cells.items(), key=lambda item: item[0])
    marks = [
        (row, column, cell.value.strip())
        for (row, column), cell in cells
        if isinstance(cell.value, str) and cell.value.strip().startswith((TABLE, FACTS, TEXTS, REVIEW))
    ]
    for row, column, mark in marks:
        end = min((other for at, other, _ in marks if at == row and other > column), default=None)
        columns: dict[str, int] = {}
        doubled: list[tuple[str, int]] = []
        for (at, index), cell in cells:
            if at != row or index <= column or (end is not None and index >= end):
                continue
            key = cell.value.strip() if isinstance(cell.value, str) else ""
            if key in columns:
                doubled.append((key, index))
            elif is_key(key) or key.startswith(OWN):
                columns[key] = index
        yield Block(grid, mark, row, _last_row(grid), column, MappingProxyType(columns), tuple(doubled))


def _bounded(blocks: list[Block]) -> list[Block]:
    """The blocks of one sheet, each ending above the next that stands below it."""
    return [replace(block, bottom=_bottom(block, blocks)) for block in blocks]


def _bottom(block: Block, others: Sequence[Block]) -> int:
    own = block.area
    tops = (
        other.top
        for other in others
        if other.top > block.top and other.area.left <= own.right and own.left <= other.area.right
    )
    return min(tops, default=block.bottom + 1) - 1


def _last_row(grid: Grid) -> int:
    return max((row for row, _ in grid.cells), default=0)


def _by_headings(grid: Grid, marked: Sequence[Block], spec: TableSpec, words: Mapping[str, str]) -> Block | None:
    """The table by the first row that has enough of its headings and is no other table's heading row."""
    for row in grid.rows():
        if not any(block.top < row <= block.top + _HEADING_ROWS for block in marked):
            columns = _columns_by_heading(grid, row, spec, words)
            if columns is not None:
                block = Block(grid, TABLE + spec.key, row, _last_row(grid), None, MappingProxyType(columns))
                return _with_keys(_with_parent(block, spec), spec)
    return None


def _with_parent(block: Block, spec: TableSpec) -> Block:
    """The block with the column of owners, by its heading."""
    if not spec.parent:
        return block
    at = (c for r, c in block.grid.cells if r == block.top and block.grid.text(r, c) == PARENT_HEADING)
    found = next(at, None)
    return block if found is None else replace(block, columns=MappingProxyType({PARENT: found, **block.columns}))


def _columns_by_heading(grid: Grid, row: int, spec: TableSpec, words: Mapping[str, str]) -> dict[str, int] | None:
    """Column key → index when the row has the label's heading and enough of the others, in the mall's order."""
    cells = {column: same_words(grid.text(row, column)) for at, column in grid.cells if at == row}
    columns: dict[str, int] = {}
    after = -1
    for column in spec.columns:
        heading = same_words(fill_known(column.heading, words))
        at = min((index for index, text in cells.items() if index > after and text == heading and text), default=None)
        if at is not None:
            columns[column.key] = after = at
    enough = len(columns) >= max(2, len(spec.columns) * _KNOWN_ENOUGH)
    return columns if enough and spec.label_column.key in columns else None


def _with_keys(block: Block, spec: TableSpec) -> Block:
    """The block with its key column, if one is left to the left of the headings."""
    keys = {row.key for row in spec.rows}
    for column in range(min(block.columns.values())):
        found = {block.grid.text(row, column) for row in block.rows()}
        if keys and len(keys & found) * 2 >= len(keys):
            return replace(block, key_column=column)
    return block
