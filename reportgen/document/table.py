"""A filled table and its spec → a table ready to set: header rows, alignment, widths, formatted cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellRule
from reportgen.document import widths
from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    HeadCell,
    Paragraph,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
    Written,
    plain,
)
from reportgen.document.widths import Need
from reportgen.model.format import format_value
from reportgen.model.suppressed import is_withheld
from reportgen.model.table import Row, RowKind, Table, group_key
from reportgen.model.value import Cell, Origin
from reportgen.spec.schema import ColumnSpec, ColumnType, ScaleSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known

GROUP = "grupp"
"""The key of the column that holds the rows' group."""

_NUMBERED_NAME: Final = re.compile(r"\d+[.)] .*")
"""A cell of one line such as "4. En hållbar kommun": a name with its number, no list of one."""

Prose = Callable[[Cell], tuple[Block, ...]]
"""A text cell → its blocks."""


def table_block(
    spec: TableSpec,
    table: Table,
    template: TemplateSpec,
    names: Mapping[str, str],
    prose: Prose,
    *,
    label: Prose | None = None,
    notes: Sequence[tuple[str, str]] | None = None,
    name: str = "",
) -> TableBlock:
    """The table ready to set; `name` is its id when it is a view of the whole table.

    `label` sets the rows' names, if otherwise than texts; `notes` are those to print, if not all that stand in the mall.
    """
    shown = {column.key for column in spec.columns if column.printed and column.key != spec.comment_row}
    printed = [column for column in spec.columns if column.key in shown and column.below not in shown]
    headings = Headings(table, names)
    setter = _Setter(spec, printed, template, rules_of(spec, table), headings, prose, label or prose)
    body = setter.rows(table.rows)
    return TableBlock(
        id=name or spec.key,
        title=fill(spec.title, names),
        columns=_columns(spec, printed, body, headings),
        head=_head(spec, printed, headings),
        rows=body,
        caption=spec.caption,
        unit=spec.unit,
        convention=fill(spec.convention, names),
        notes=tuple(printed_notes(spec, names) if notes is None else notes),
        landscape=spec.landscape,
    )


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands above the columns: as somebody has written it in the workbook, else as the mall has it."""

    table: Table
    names: Mapping[str, str]

    def of(self, column: ColumnSpec, row: Row | None = None) -> str:
        """The heading; that of a comment may name what stands in other cells of its `row`."""
        own = {key: format_value(cell.value) for key, cell in row.cells.items()} if row else {}
        return fill_known(self.table.headings.get(column.key) or column.heading, {**self.names, **own})

    def group(self, column: ColumnSpec) -> str:
        return self.table.headings.get(group_key(column.key)) or fill(column.group, self.names)


class _Setter:
    """Sets body rows; holds what every cell needs to know."""

    def __init__(
        self,
        spec: TableSpec,
        columns: Sequence[ColumnSpec],
        template: TemplateSpec,
        rules: Mapping[tuple[str, str], CellRule],
        headings: Headings,
        prose: Prose,
        label: Prose,
    ) -> None:
        self.spec, self.columns, self.template, self.rules = spec, columns, template, rules
        self.headings, self.names = headings, headings.names
        self.prose, self.label = prose, label
        self.offset = 1 if spec.group_heading else 0

    def rows(self, rows: Sequence[Row]) -> tuple[TableRow, ...]:
        comments = [self._comment(row) for row in rows]
        heights = [2 if comment else 1 for comment in comments]
        spans = _group_spans([self._group(row) for row in rows], heights) if self.offset else {}
        out: list[TableRow] = []
        for n, (row, comment) in enumerate(zip(rows, comments, strict=True)):
            out.append(self._row(row, spans.get(n, 0)))
            if comment:
                out.append(comment)
        merged = [n for n, column in enumerate(self.columns, self.offset) if column.merged]
        return merge_cells(out, merged, grouped=self.offset > 0)

    def _row(self, row: Row, span: int) -> TableRow:
        cells: list[TableCell] = []
        if span:
            cells.append(TableCell(0, _words(self._group(row)), rowspan=span, is_header=True))
        if row.kind is RowKind.RUBRIK:
            label = TableCell(self.offset, self._label(row), colspan=len(self.columns), is_header=True)
            return TableRow(row.key, row.kind, (*cells, label))
        name = TableCell(self.offset, self._label(row), is_header=True)
        cells.append(self._with_those_below(name, row, self.columns[0]))
        for n, column in enumerate(self.columns[1:], self.offset + 1):
            cells.append(self._with_those_below(self._cell(row, column, n), row, column))
        return TableRow(row.key, row.kind, tuple(cells), level=1 if row.kind is RowKind.VARAV else 0)

    def _label(self, row: Row) -> tuple[Block, ...]:
        """The row's name: of several lines as a text, else on its line."""
        text = fill(row.label, self.names)
        setter = self.prose if "\n" in text.strip() else self.label
        return setter(Cell(text)) if text.strip() else ()

    def _with_those_below(self, cell: TableCell, row: Row, column: ColumnSpec) -> TableCell:
        """The cell with what other columns print in it."""
        others = [other for other in self.spec.columns if other.below == column.key and other.printed]
        if not others:
            return cell
        stacked = [(column.key, cell), *((other.key, self._cell(row, other, cell.column)) for other in others)]
        content = tuple(block for _, part in stacked for block in part.content)
        keys = tuple((key, len(part.content)) for key, part in stacked) if content else ()
        return replace(cell, content=content, keys=keys, written=_stacked([part for _, part in stacked]))

    def _cell(self, row: Row, column: ColumnSpec, position: int) -> TableCell:
        cell, rule = row.cell(column.key), self.rules[row.key, column.key]
        if column.type is ColumnType.STATUS:
            return TableCell(position, _status(cell, self.template.scale(column.scale)))
        if column.type.is_numeric and is_withheld(cell.text):
            return TableCell(position, _words(cell.text), numeric=True)
        if isinstance(cell.value, str):
            name = column.type is ColumnType.VARDE or _NUMBERED_NAME.fullmatch(cell.value.strip())
            if name:
                return TableCell(position, self.label(cell))
            content = self.prose(cell)
            return TableCell(position, content, written=self._written(row, column, cell, len(content)))
        text = cell_text(cell, rule, column)
        numeric = column.type.is_numeric or isinstance(cell.value, Decimal)
        return TableCell(position, _words(text), numeric=numeric)

    def _comment(self, row: Row) -> TableRow | None:
        """The comment across the table under its row, its column's heading in bold first."""
        column = self.spec.column(self.spec.comment_row) if self.spec.comment_row else None
        cell = row.cell(column.key) if column else None
        if column is None or cell is None or cell.is_empty:
            return None
        blocks = self.prose(cell)
        heading = self.headings.of(column, row)
        lead: tuple[Block, ...] = (Paragraph((Strong((Text(heading),)),)),) if heading else ()
        written = self._written(row, column, cell, len(lead) + len(blocks), len(lead))
        full = TableCell(self.offset, (*lead, *blocks), colspan=len(self.columns), written=written)
        return TableRow(f"{row.key}-{column.key}", row.kind, (full,), continues=True)

    def _written(self, row: Row, column: ColumnSpec, cell: Cell, end: int, lead: int = 0) -> tuple[Written, ...]:
        """What a person wrote in a cell, as all of it; nothing where it is the mall's, or printed once for several rows."""
        if column.type is not ColumnType.TEXT or column.merged or cell.origin is not Origin.ENTERED:
            return ()
        title = f"{row.name}: {self.headings.of(column, row)}"
        return (Written(f"{self.spec.key}.{row.key}.{column.key}", title, format_value(cell.value), 0, end, lead),)

    def _group(self, row: Row) -> str:
        spec = self.spec.row(row.key)
        return fill(spec.group, self.names) if spec else ""


def _stacked(parts: Sequence[TableCell]) -> tuple[Written, ...]:
    """What people wrote in cells, where these stand as one."""
    out: list[Written] = []
    at = 0
    for part in parts:
        out += [replace(one, first=at + one.first, end=at + one.end) for one in part.written]
        at += len(part.content)
    return tuple(out)


def cell_text(cell: Cell, rule: CellRule, column: ColumnSpec) -> str:
    """A figure or a date as it is printed in its cell."""
    if column.zero_blank and cell.value == 0:
        return ""
    return format_value(cell.value, rule.decimals, percent=rule.unit == "%", plus=column.plus)


def printed_notes(
    spec: TableSpec, names: Mapping[str, str], text: Callable[[str], str] = lambda _: "", parent: str = ""
) -> Iterator[tuple[str, str]]:
    """Mark and text of the notes to print; `text` gives the words of a text by its key, `parent` the entity in view."""
    for note in spec.notes:
        words = text(note.text_from) if note.text_from else fill(note.text, names)
        if words and note.parent in (None, parent):
            yield note.mark, words


def merge_cells(rows: Sequence[TableRow], columns: Sequence[int], *, grouped: bool = False) -> tuple[TableRow, ...]:
    """The rows with equal cells of these columns as one, hanging down; each column within the runs of the one to its left.

    A run ends at a heading in the table, at a row of another kind, under a comment, and where a group begins (`grouped` tells
    that the first column is that of groups).
    """
    starts = {n for n, row in enumerate(rows) if n == 0 or _parts(rows[n - 1], row, grouped=grouped)}
    for column in columns:
        cells = [next((cell for cell in row.cells if cell.column == column), None) for row in rows]
        alike = (n for n in range(len(rows)) if n not in starts and _same(cells[n - 1], cells[n]))
        starts = set(range(len(rows))) - set(alike)
        rows = _hung(rows, column, starts)
    return tuple(rows)


def _parts(above: TableRow, row: TableRow, *, grouped: bool) -> bool:
    """Whether no cell can hang down from one row over the next."""
    begins_group = grouped and any(cell.column == 0 for cell in row.cells)
    return begins_group or above.kind is not row.kind or RowKind.RUBRIK is row.kind or above.continues or row.continues


def _same(above: TableCell | None, cell: TableCell | None) -> bool:
    return above is not None and cell is not None and bool(cell.content) and above.content == cell.content


def _hung(rows: Sequence[TableRow], column: int, starts: set[int]) -> list[TableRow]:
    """The rows with the column's cells hanging down from each start to the next."""
    ends = [*sorted(starts), len(rows)]
    height = {start: end - start for start, end in pairwise(ends)}
    return [
        replace(
            row,
            cells=tuple(
                replace(cell, rowspan=height[n]) if n in starts and cell.column == column and height[n] > 1 else cell
                for cell in row.cells
                if n in starts or cell.column != column
            ),
        )
        for n, row in enumerate(rows)
    ]


def _group_spans(groups: Sequence[str], heights: Sequence[int]) -> dict[int, int]:
    """Number of a group's first row → how many printed rows its cell hangs down over."""
    spans, at = {}, 0
    for _, run in groupby(groups):
        count = len(list(run))
        spans[at] = sum(heights[at : at + count])
        at += count
    return spans


def _status(cell: Cell, scale: ScaleSpec | None) -> tuple[Block, ...]:
    if cell.is_empty:
        return ()
    level = scale.level(cell.text) if scale else None
    if level is None:
        return _words(format_value(cell.value))
    return (Paragraph((Status(level.text, level.symbol, level.colour),)),)


def _words(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),) if text else ()


def has_rows(table: Table, spec: TableSpec) -> bool:
    """Whether any row has something to show besides what the mall itself writes."""
    return any(_has_content(row, spec) for row in table.rows)


def _has_content(row: Row, spec: TableSpec) -> bool:
    known = spec.row(row.key)
    if known is None:
        return not row.is_empty
    return any(not cell.is_empty for key, cell in row.cells.items() if key not in known.fixed and not _is_given(cell))


def _is_given(cell: Cell) -> bool:
    """Whether the mall has given the cell its words: a status that follows from what else there is, or a direction."""
    return cell.origin is not Origin.ENTERED and isinstance(cell.value, str)


def _head(spec: TableSpec, columns: Sequence[ColumnSpec], words: Headings) -> tuple[tuple[HeadCell, ...], ...]:
    """One header row, or two when columns have a common heading above."""
    headings = [(column.key, words.of(column), words.group(column)) for column in columns]
    if spec.group_heading:
        headings.insert(0, (GROUP, fill(spec.group_heading, words.names), ""))
    if not any(group for _, _, group in headings):
        return (tuple(HeadCell(text, n, key=key) for n, (key, text, _) in enumerate(headings)),)
    top: list[HeadCell] = []
    bottom: list[HeadCell] = []
    at = 0
    for group, run in groupby(headings, key=lambda heading: heading[2]):
        members = list(run)
        if group:
            top.append(HeadCell(group, at, colspan=len(members)))
            bottom += [HeadCell(text, at + n, key=key) for n, (key, text, _) in enumerate(members)]
        else:
            top += [HeadCell(text, at + n, rowspan=2, key=key) for n, (key, text, _) in enumerate(members)]
        at += len(members)
    return tuple(top), tuple(bottom)


def _columns(
    spec: TableSpec, columns: Sequence[ColumnSpec], rows: Sequence[TableRow], words: Headings
) -> tuple[Column, ...]:
    """Keys, alignments, and widths by what the columns hold, unless the mall says."""
    offset = 1 if spec.group_heading else 0
    kinds = [(column.key, _align(column)) for column in columns]
    padding = widths.padding(offset + len(columns))
    needs = [
        _need(column, words.of(column), _texts(rows, n), padding + (widths.APART if apart else 0.0))
        for n, (column, apart) in enumerate(zip(columns, _apart(columns), strict=True), offset)
    ]
    if spec.group_heading:
        kinds.insert(0, (GROUP, Align.LEFT))
        names = [fill(spec.group_heading, words.names), *_texts(rows, 0)]
        group = max(widths.longest_word(name, bold=True) for name in names) + padding
        needs.insert(0, Need(min(group, 14.0), 14.0, 14.0))
    found = widths.shares(needs, landscape=spec.landscape)
    return tuple(Column(key, align, width) for (key, align), width in zip(kinds, found, strict=True))


def _align(column: ColumnSpec) -> Align:
    """Figures to the right; what is a figure on one row and words on another reads better from the left."""
    return Align.RIGHT if column.type.is_numeric else Align.LEFT


def _apart(columns: Sequence[ColumnSpec]) -> list[bool]:
    """Which columns are words beside figures, and have some more space between."""
    aligns = [_align(column) for column in columns]
    return [False, *((above, own) == (Align.RIGHT, Align.LEFT) for above, own in pairwise(aligns))]


def _texts(rows: Sequence[TableRow], position: int) -> list[str]:
    """What stands in a column's own cells."""
    return [_plain(cell) for row in rows for cell in row.cells if cell.column == position and cell.colspan == 1]


def _need(column: ColumnSpec, heading: str, texts: Sequence[str], padding: float) -> Need:
    """A column's width: figures need the longest, words a share that grows slowly with their length."""
    word = widths.longest_word(heading, bold=True) + padding
    piece = min(word, widths.PIECE + padding)
    longest = max(map(widths.measure, texts), default=0.0)
    inner = max(map(widths.longest_word, texts), default=0.0) + padding
    least = max(_least(column, longest, inner, padding), piece)
    if column.width:
        return Need(min(least, column.width), column.width, column.width)
    if column.type.is_numeric or column.type is ColumnType.DATUM:
        return Need(least, max(least, word), max(least, 6))
    if column.type is ColumnType.ETIKETT:
        wish = min(max(longest, 16), 34)
        return Need(min(least, wish), min(max(inner, 20), wish), wish)
    if column.type in (ColumnType.STATUS, ColumnType.VARDE):
        return Need(least, max(least, word), min(max(longest + widths.SYMBOL, 10), 20))
    return Need(least, max(min(inner, 16), word), min(max(float(longest**0.75), 12), 44))


def _least(column: ColumnSpec, longest: float, inner: float, padding: float) -> float:
    """The width that a column's cells need: figures never break, words do."""
    if column.type.is_numeric or column.type is ColumnType.DATUM:
        return longest * widths.BOLD + padding
    if column.type is ColumnType.STATUS:
        return min(inner, 16) + widths.SYMBOL
    return min(inner, 16 if column.type is ColumnType.ETIKETT else 12)


def _plain(cell: TableCell) -> str:
    return " ".join(plain(block.content) for block in cell.content if isinstance(block, Paragraph))
