"""Tables: each written as one piece of XML, widths fixed, header rows repeated, rows whole, sums never left alone.

Fixed widths and styles by row kind carry the looks, so that a person who adds a row in Word gets it right by copying one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeVar

from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    HeadCell,
    TableBlock,
    TableCell,
    TableRow,
)
from reportgen.model.table import RowKind
from reportgen.render import rows
from reportgen.render.word.fields import caption
from reportgen.render.word.setting import Setting
from reportgen.render.word.styles import Style
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Control, Grid, Item, Mark, Para, attribute, render, run, wrap
from reportgen.render.words import table_caption

_AnyCell = TypeVar("_AnyCell", HeadCell, TableCell)

Fill = Callable[[Sequence[Block], Writing, Setting], list[Item]]
"""Blocks → paragraphs; the visitor itself, for what stands in a cell."""

PADDING: Final = 80
TIGHT: Final = 30
APART: Final = 220
INDENT: Final = 200
"""Inner margin of a cell's sides, that in a table of many columns, and that to the left of words beside figures; and the
indent of each level of of-which rows, in twentieths of a point."""

HEAD_RULE: Final = 10
THIN_RULE: Final = 6
RULE_COLOUR: Final = "6F7F89"
"""Weights of the rules under the head, and over sums and under headings, in eighths of a point. The first has the colour
of the head's words, the others a grey that goes with any."""

_STYLES: Final[Mapping[RowKind, tuple[Style, Style]]] = MappingProxyType(
    {
        RowKind.POST: (Style.CELL, Style.CELL_NUMBER),
        RowKind.SUMMA: (Style.CELL_SUM, Style.CELL_SUM_NUMBER),
        RowKind.VARAV: (Style.CELL_PART, Style.CELL_PART_NUMBER),
        RowKind.RUBRIK: (Style.CELL_HEADING, Style.CELL_HEADING),
    }
)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """A cell from a row above that reaches down over `rows` more rows."""

    rows: int
    colspan: int


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on its way out: what every cell needs to know."""

    block: TableBlock
    widths: tuple[int, ...]
    at_top: bool
    names_stand_out: bool
    writing: Writing
    setting: Setting
    fill: Fill


def table_items(block: TableBlock, writing: Writing, setting: Setting, fill: Fill) -> list[Item]:
    """The caption, the table, and what is said under it."""
    text = table_caption(block)
    above: list[Item] = []
    if text and block.caption:
        above.append(caption(text, "Tabell", block.number, Style.CAPTION, writing))
    elif text:
        above.append(Para(writing.styles.id(Style.TABLE_UNIT), run(text), keep_next=True))
    notes = _notes(block, writing)
    table = _Table(
        block,
        widths(block.columns, setting.width),
        rows.stands_at_top(block),
        rows.names_stand_out(block),
        writing,
        setting,
        fill,
    )
    return [*above, _grid(table, kept_with_notes=bool(notes)), *notes]


def widths(columns: Sequence[Column], total: int) -> tuple[int, ...]:
    """The columns' widths in twentieths of a point; they sum to the whole."""
    edges = [0]
    share = 0.0
    for column in columns:
        share += column.width
        edges.append(round(total * share))
    edges[-1] = total
    return tuple(right - left for left, right in itertools.pairwise(edges))


def _notes(block: TableBlock, writing: Writing) -> list[Item]:
    style = writing.styles.id(Style.TABLE_NOTE)
    lines = [run(block.convention)] if block.convention else []
    lines += [(run(mark, bold=True) + run(f" {text}")) if mark else run(text) for mark, text in block.notes]
    return [Para(style, line, keep_next=number < len(lines)) for number, line in enumerate(lines, 1)]


def _extent(block: TableBlock) -> str:
    """ "12 rader. Kolumner: Utfall 2023, Budget 2024.", for whoever hears of the table before its cells."""
    rows = "1 rad" if len(block.rows) == 1 else f"{len(block.rows)} rader"
    heads = [" ".join(cell.text.split()) for row in block.head for cell in row if cell.text and cell.colspan == 1]
    return f"{rows}. Kolumner: {', '.join(heads)}." if heads else f"{rows}."


def _grid(table: _Table, *, kept_with_notes: bool) -> Grid:
    block = table.block
    written = [*_head(table), *_body(table, kept_with_notes=kept_with_notes)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    said = " ".join(filter(None, (table_caption(block) if not block.caption else "", block.convention, _extent(block))))
    return Grid(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{table.writing.styles.id(Style.TABLE)}"/>'
        f'<w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(block.title)}/><w:tblDescription w:val={attribute(said)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


# --- rows -------------------------------------------------------------------------------------------------------------


def _head(table: _Table) -> Iterator[str]:
    hanging: dict[int, _Hanging] = {}
    for number, row in enumerate(table.block.head, 1):
        last = number == len(table.block.head)
        cells = "".join(
            _head_cell(cell, column, table, ends=last) for column, cell in _across(row, hanging, len(table.widths))
        )
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body(table: _Table, *, kept_with_notes: bool) -> Iterator[str]:
    hanging: dict[int, _Hanging] = {}
    body = table.block.rows
    kept = _kept(table, kept_with_notes=kept_with_notes)
    for number, (row, keep) in enumerate(zip(body, kept, strict=True), 1):
        followed = number < len(body) and body[number].continues
        cells = "".join(
            _body_cell(cell, row, column, table, keep=keep, followed=followed)
            for column, cell in _across(row.cells, hanging, len(table.widths))
        )
        whole = "" if rows.may_be_divided(row) else "<w:trPr><w:cantSplit/></w:trPr>"
        yield f"<w:tr>{whole}{cells}</w:tr>"


def _kept(table: _Table, *, kept_with_notes: bool) -> list[bool]:
    """Which rows stay on the page of the row after them."""
    block = table.block
    last = len(block.rows) - 1
    ends = () if rows.has_comments(block) else (0, last - 1)
    whole = rows.is_whole(block)
    return [
        kept_with_notes
        if number == last
        else whole or number in ends or row.kind is RowKind.RUBRIK or _belongs(row, block.rows[number + 1])
        for number, row in enumerate(block.rows)
    ]


def _belongs(row: TableRow, below: TableRow) -> bool:
    """Whether the row below is the sum of this one and others, or a comment on it."""
    return below.continues or (below.kind is RowKind.SUMMA and row.kind is not RowKind.SUMMA)


def _across(
    cells: Sequence[_AnyCell], hanging: dict[int, _Hanging], count: int
) -> Iterator[tuple[int, _AnyCell | _Hanging | None]]:
    """What stands in a row from left to right: its own cells, those that hang down from above, None where there is none."""
    own = {cell.column: cell for cell in cells}
    at = 0
    while at < count:
        above, cell = hanging.pop(at, None), own.get(at)
        if above is not None:
            yield at, above
            if above.rows > 1:
                hanging[at] = replace(above, rows=above.rows - 1)
            at += above.colspan
        elif cell is not None:
            yield at, cell
            if cell.rowspan > 1:
                hanging[at] = _Hanging(cell.rowspan - 1, cell.colspan)
            at += cell.colspan
        else:
            yield at, None
            at += 1


# --- cells ------------------------------------------------------------------------------------------------------------


def _head_cell(cell: HeadCell | _Hanging | None, column: int, table: _Table, *, ends: bool) -> str:
    span = cell.colspan if cell is not None else 1
    style = Style.CELL_HEAD_NUMBER if table.block.columns[column].align is Align.RIGHT else Style.CELL_HEAD
    text, down = "", 1
    border = _border("bottom", THIN_RULE, RULE_COLOUR)
    if isinstance(cell, HeadCell):
        text, down = cell.text, cell.rowspan
        style = Style.CELL_HEAD_GROUP if span > 1 else style
    if ends or isinstance(cell, _Hanging) or down > 1:
        border = _border("bottom", HEAD_RULE, table.writing.styles.colour(Style.CELL_HEAD))
    content = Para(table.writing.styles.id(style), run(text)).xml
    merge = _merge(cell, down)
    return _cell(column, span, table, content, merge=merge, border=border, align="bottom")


def _body_cell(
    cell: TableCell | _Hanging | None, row: TableRow, column: int, table: _Table, *, keep: bool, followed: bool
) -> str:
    span = cell.colspan if cell is not None else 1
    down = cell.rowspan if isinstance(cell, TableCell) else 1
    items = _content(cell, row, column, table)
    control, items = _taken_out(items)
    xml = _cell(
        column,
        span,
        table,
        render(_keep(items, keep=keep)),
        merge=_merge(cell, down),
        border=_row_border(row, followed=followed),
        align="" if table.at_top or down > 1 else "bottom",
    )
    return wrap(control, xml) if control else xml


def _row_border(row: TableRow, *, followed: bool) -> str:
    """What differs from the thin rule under each row: over sums, under headings, and none between a row and its comment."""
    top = _border("top", THIN_RULE, RULE_COLOUR) if row.kind is RowKind.SUMMA and not row.continues else ""
    bottom = _border("bottom", THIN_RULE, RULE_COLOUR) if row.kind is RowKind.RUBRIK else ""
    if row.continues:
        top = '<w:top w:val="nil"/>'
    if followed:
        bottom = '<w:bottom w:val="nil"/>'
    return top + bottom


def _taken_out(items: list[Item]) -> tuple[str, list[Item]]:
    """A control that is all of a cell is put round the cell, as Word does, since a cell must end with a paragraph."""
    only = items[0] if len(items) == 1 else None
    if not isinstance(only, Control):
        return "", items
    *inside, last = only.items
    if isinstance(last, Mark) and inside and isinstance(end := inside[-1], Para):
        return only.properties, [*inside[:-1], replace(end, runs=end.runs + last.xml)]
    return only.properties, list(only.items)


def _content(cell: TableCell | _Hanging | None, row: TableRow, column: int, table: _Table) -> list[Item]:
    """The cell's paragraphs; a cell always ends with one."""
    style = _style(cell, row, column, table)
    room = sum(table.widths[column : column + (cell.colspan if cell is not None else 1)]) - 2 * PADDING
    setting = replace(
        table.setting,
        width=room,
        text=style,
        italic=None,
        lead=None,
        status=Style.CELL_STATUS,
        bullets=(Style.CELL_BULLET,),
        numbers=(Style.CELL_LIST_NUMBER,),
        continued=(style,),
        depth=0,
    )
    items = table.fill(cell.with_proses, table.writing, setting) if isinstance(cell, TableCell) else []
    if not items or (len(items) > 1 and not isinstance(items[-1], Para)):
        items.append(Para(table.writing.styles.id(style)))
    if row.level > 1 and isinstance(cell, TableCell) and cell.is_header:
        items = [replace(item, indent=row.level * INDENT) if isinstance(item, Para) else item for item in items]
    return items


def _style(cell: TableCell | _Hanging | None, row: TableRow, column: int, table: _Table) -> Style:
    words, number = (Style.CELL_COMMENT, Style.CELL_NUMBER) if row.continues else _STYLES[row.kind]
    right = table.block.columns[column].align is Align.RIGHT
    if not isinstance(cell, TableCell):
        return number if right else words
    if cell.is_header and table.names_stand_out and row.kind is RowKind.POST:
        return Style.CELL_NAME
    if cell.is_header and cell.rowspan > 1:
        return Style.CELL
    return number if right and cell.colspan == 1 else words


def _cell(
    column: int,
    span: int,
    table: _Table,
    content: str,
    *,
    merge: str = "",
    border: str = "",
    align: str = "",
) -> str:
    """A cell; the outer ones are flush with the text of the page. Order of properties by the schema (CT_TcPr)."""
    width = sum(table.widths[column : column + span])
    inner = TIGHT if rows.is_tight(table.block) else None
    apart = APART if span == 1 and rows.stands_apart(column, table.block) else inner
    left = 0 if column == 0 else apart
    right = 0 if column + span == len(table.widths) else inner
    margins = _margin("left", left) + _margin("right", right)
    properties = "".join(
        (
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            merge,
            f"<w:tcBorders>{border}</w:tcBorders>" if border else "",
            f"<w:tcMar>{margins}</w:tcMar>" if margins else "",
            f'<w:vAlign w:val="{align}"/>' if align else "",
        )
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _merge(cell: HeadCell | TableCell | _Hanging | None, down: int) -> str:
    if isinstance(cell, _Hanging):
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if down > 1 else ""


def _border(side: str, weight: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{colour}"/>'


def _margin(side: str, width: int | None) -> str:
    return f'<w:{side} w:w="{width}" w:type="dxa"/>' if width is not None else ""


def _keep(items: Sequence[Item], *, keep: bool) -> list[Item]:
    """The paragraphs, each kept on the page of the next or none of them: a row goes by that, whatever leads in within it."""
    out: list[Item] = []
    for item in items:
        match item:
            case Para():
                out.append(replace(item, keep_next=keep))
            case Control():
                out.append(replace(item, items=tuple(_keep(item.items, keep=keep))))
            case _:
                out.append(item)
    return out
