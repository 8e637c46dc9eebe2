"""What people have written beside the tables, and cells they have merged: nothing of it may be lost without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.schema import TemplateSpec
from reportgen.spec.words import fill
from reportgen.workbook.cells import read_label
from reportgen.workbook.grid import Grid, Position
from reportgen.workbook.locate import Block, own_words
from reportgen.workbook.marks import FACTS, GROUP, GROUP_HEADINGS, HEADINGS, OWN, REVIEW, TABLE, TEXTS, TITLE, is_key
from reportgen.workbook.tables import BoundTable
from reportgen.workbook.words import same_words

_SHOWN: Final = 60

_LISTS: Final = {FACTS: "uppgift", TEXTS: "text", REVIEW: "granskning"}
"""The lists on the sheets Start, Texter and Granskning, and what their places are called."""

_GUIDANCE: Final = {FACTS: 2, TEXTS: 2, REVIEW: 0}
"""How many columns of guidance a list has to the right of those that are filled in."""


def find_outside(bound: Iterable[BoundTable], blocks: Sequence[Block], words: Mapping[str, str]) -> Iterator[Finding]:
    """Everything written on a sheet of tables that belongs to none of them, cell by cell."""
    tables = list(bound)
    for grid in _unique(table.block.grid for table in tables):
        here = [table for table in tables if table.block.grid is grid]
        known = frozenset[str]().union(*(own_words(table.spec, words) for table in here))
        spare = [block for block in blocks if block.grid is grid and not any(block is t.block for t in here)]
        ours = _ours(grid, here, spare)
        for position, cell in sorted(grid.cells.items(), key=lambda item: item[0]):
            if position in ours or cell.is_blank:
                continue
            text = cell.error or read_label(cell)
            if text and same_words(text) not in known:
                nearest = max(
                    (t for t in here if t.block.top <= position[0]), key=lambda t: t.block.top, default=here[0]
                )
                at = grid.ref(*position)
                place = Place(nearest.spec.key, cell=at.a1)
                yield Finding(Code.UTANFOR_TABELL, at, place, found=_shown(text))


def find_beside_lists(blocks: Sequence[Block], template: TemplateSpec, words: Mapping[str, str]) -> Iterator[Finding]:
    """Everything written on Start, Texter and Granskning that is in none of the cells to be filled in; and copies of them."""
    names = frozenset(same_words(fact.label) for fact in template.facts)
    names |= frozenset(same_words(fill(text.title, words)) for text in template.texts)
    first: dict[str, Block] = {}
    for block in (block for block in blocks if block.mark in _LISTS and block.key_column is not None):
        if first.setdefault(block.mark, block) is not block:
            yield from _copy(block)
            continue
        yield from _doubled_lines(block)
        for (row, column), cell in sorted(block.grid.cells.items(), key=lambda item: item[0]):
            text = cell.error or read_label(cell)
            if text and not _is_of_list(block, row, column, names):
                at = block.grid.ref(row, column)
                place = Place(_LISTS[block.mark], cell=at.a1)
                yield Finding(Code.UTANFOR_TABELL, at, place, found=_shown(text))


def find_unknown(
    bound: Iterable[BoundTable], blocks: Sequence[Block], template: TemplateSpec, words: Mapping[str, str]
) -> Iterator[Finding]:
    """Tables and columns that the mall does not have (any more), when somebody has written something in them."""
    for table in bound:
        known = {column.key for column in table.spec.columns}
        details = {"table": fill(table.spec.title, words)}
        for key, column in table.block.columns.items():
            if is_key(key) and key not in known and _is_used(table.block, [column]):
                at, name = table.block.grid.ref(table.block.top, column), _heading(table.block, column) or key
                yield Finding(Code.KOLUMN_OKAND, at, Place(table.spec.key, None, key), name, details=details)
    tables = {TABLE + spec.key for spec in template.tables}
    for block in blocks:
        values = list(block.columns.values())[1:]
        if block.mark.startswith(TABLE) and block.mark not in tables and _is_used(block, values):
            at, key = block.grid.ref(block.top, block.area.left), block.mark.removeprefix(TABLE)
            yield Finding(Code.TABELL_OKAND, at, Place(key), found=_title(block) or block.grid.name)


def find_merged(bound: Iterable[BoundTable], words: Mapping[str, str]) -> Iterator[Finding]:
    """Merged cells where at least one is to be filled in."""
    for table in bound:
        cells = _cells(table)
        for area in table.block.grid.merged:
            inside = [position for position in cells if position in area]
            if len(inside) > 1 and any(cells[position] for position in inside):
                at = table.block.grid.ref(area.top, area.left)
                details = {"table": fill(table.spec.title, words)}
                yield Finding(Code.CELLER_SAMMANFOGADE, at, Place(table.spec.key), found=area.a1, details=details)


def _copy(block: Block) -> Iterator[Finding]:
    """A list that stands a second time, on a copied sheet; acknowledgements are read from each of them."""
    if block.mark != REVIEW:
        at = block.grid.ref(block.top, block.area.left)
        details = {"table": block.grid.name}
        yield Finding(Code.TABELL_DUBBEL, at, Place(_LISTS[block.mark]), found=str(at), details=details)


def _doubled_lines(block: Block) -> Iterator[Finding]:
    """Lines whose key has stood before, so that what is written in them is not read."""
    seen: set[str] = set()
    for row in block.rows():
        key = block.key(row)
        if not is_key(key):
            continue
        if key in seen:
            label = read_label(block.grid.cell(row, (block.key_column or 0) + 1)) or key
            at = block.grid.ref(row, max(block.columns.values(), default=0))
            place = Place(_LISTS[block.mark], key, cell=at.a1)
            yield Finding(Code.RAD_DUBBEL, at, place, found=label, details={"table": block.grid.name, "label": label})
        seen.add(key)


def _is_of_list(block: Block, row: int, column: int, names: frozenset[str]) -> bool:
    """Whether a cell is filled in or written by us: a line of the list, known by its key or name, or what decorates."""
    key_column = block.key_column or 0
    if column == key_column or row == block.top:
        return True
    if column > max(block.columns.values(), default=key_column) + _GUIDANCE[block.mark]:
        return False
    mark = block.key(row)
    if mark == GROUP:
        return column == key_column + 1
    if not mark and block.mark == REVIEW:
        return row > block.top
    return bool(mark) or same_words(block.grid.text(row, key_column + 1)) in names


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _is_used(block: Block, columns: Iterable[int]) -> bool:
    """Whether anything but formulas stands in the columns, on any row with a key."""
    rows = [row for row in block.rows() if is_key(block.key(row))]
    cells = (block.grid.cell(row, column) for column in columns for row in rows)
    return any(not cell.is_blank and not cell.formula for cell in cells)


def _heading(block: Block, column: int) -> str:
    row = next((row for row in block.rows() if block.key(row) == HEADINGS), None)
    return block.grid.text(row, column) if row else ""


def _title(block: Block) -> str:
    """The title above the marks, if it stands there."""
    above = (row for row in range(block.top - 1, max(block.top - 4, 0), -1) if block.key(row) == TITLE)
    row, first = next(above, None), min(block.columns.values(), default=1)
    return block.grid.text(row, first) if row else ""


def _cells(table: BoundTable) -> dict[Position, bool]:
    """The table's cells; True for those that are filled in by people."""
    return {
        (row.number, at): rule.is_entered if (rule := table.rules.get((row.key, key))) else key != GROUP
        for row in table.rows
        for key, at in table.block.columns.items()
    }


def _ours(grid: Grid, tables: Sequence[BoundTable], spare: Iterable[Block]) -> set[Position]:
    """The cells of a sheet that are titles, headings, marks, in a column of one of the tables' rows, or in a spare block."""
    by_row: dict[int, list[int]] = {}
    for row, column in grid.cells:
        by_row.setdefault(row, []).append(column)
    right = max(table.block.area.right for table in tables)
    read = [(table, {found.number for found in table.rows}, _read_columns(table.block)) for table in tables]
    found = {position for block in spare for area in [block.area] for position in grid.cells if position in area}
    for row, columns in by_row.items():
        if grid.text(row, 0).startswith(OWN) or any(table.block.is_own(row) for table in tables):
            found |= {(row, column) for column in _decorated(grid, row, columns, tables) if column <= right}
            columns = [column for column in columns if column > right]
        for table, numbers, own in read:
            inside = columns if _is_above(table.block, row) else [c for c in columns if c == table.block.key_column]
            found |= {(row, column) for column in inside}
            found |= {(row, column) for column in columns if row in numbers and column in own}
    return found


def _decorated(grid: Grid, row: int, columns: list[int], tables: Sequence[BoundTable]) -> list[int]:
    """Which cells of a row that only decorates may hold something: headings in every column, other words in the first."""
    if {grid.text(row, 0), *(table.block.key(row) for table in tables)} & {HEADINGS, GROUP_HEADINGS}:
        return columns
    blocks = [table.block for table in tables]
    first = {at for block in blocks for at in (0, block.key_column, min(block.columns.values(), default=1))}
    return [column for column in columns if column in first]


def _is_above(block: Block, row: int) -> bool:
    """Whether the row has the table's marks, or stands above a table whose marks are gone."""
    return row == block.top or (block.key_column is None and row < block.top)


def _read_columns(block: Block) -> set[int]:
    """The columns of a table but that of groups, where only the names of groups themselves are ours."""
    return {at for key, at in (*block.columns.items(), *block.doubled) if key != GROUP}


def _unique(grids: Iterable[Grid]) -> list[Grid]:
    return list({id(grid): grid for grid in grids}.values())
