"""A filled table and its spec → a table ready to set: header rows, alignment, widths, formatted cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellRule
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
    plain,
)
from reportgen.model.format import format_value
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Cell
from reportgen.spec.schema import ColumnSpec, ColumnType, ScaleSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill

GROUP = "grupp"
"""The key of the column that holds the rows' group."""

Prose = Callable[[Cell], tuple[Block, ...]]
"""A text cell → its blocks."""


def table_block(
    spec: TableSpec,
    table: Table,
    template: TemplateSpec,
    names: Mapping[str, str],
    prose: Prose,
    *,
    name: str = "",
) -> TableBlock:
    """The table ready to set; `name` is its id when it is a view of the whole table."""
    printed = [column for column in spec.columns if column.printed and column.key != spec.comment_row]
    setter = _Setter(spec, printed, template, rules_of(spec, table), names, prose)
    body = setter.rows(table.rows)
    return TableBlock(
        id=name or spec.key,
        title=fill(spec.title, names),
        columns=_columns(spec, printed, body, names),
        head=_head(spec, printed, names),
        rows=body,
        caption=spec.caption,
        unit=spec.unit,
        convention=fill(spec.convention, names),
        notes=tuple((note.mark, fill(note.text, names)) for note in spec.notes),
        landscape=spec.landscape,
    )


class _Setter:
    """Sets body rows; holds what every cell needs to know."""

    def __init__(
        self,
        spec: TableSpec,
        columns: Sequence[ColumnSpec],
        template: TemplateSpec,
        rules: Mapping[tuple[str, str], CellRule],
        names: Mapping[str, str],
        prose: Prose,
    ) -> None:
        self.spec, self.columns, self.template = spec, columns, template
        self.rules, self.names, self.prose = rules, names, prose
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
        return tuple(out)

    def _row(self, row: Row, span: int) -> TableRow:
        cells: list[TableCell] = []
        if span:
            cells.append(TableCell(0, _words(self._group(row)), rowspan=span, is_header=True))
        if row.kind is RowKind.RUBRIK:
            label = TableCell(self.offset, _words(row.label), colspan=len(self.columns), is_header=True)
            return TableRow(row.key, row.kind, (*cells, label))
        cells.append(TableCell(self.offset, _words(fill(row.label, self.names)), is_header=True))
        cells += [self._cell(row, column, n) for n, column in enumerate(self.columns[1:], self.offset + 1)]
        return TableRow(row.key, row.kind, tuple(cells), level=1 if row.kind is RowKind.VARAV else 0)

    def _cell(self, row: Row, column: ColumnSpec, position: int) -> TableCell:
        cell, rule = row.cell(column.key), self.rules[row.key, column.key]
        if column.type is ColumnType.STATUS:
            return TableCell(position, _status(cell, self.template.scale(column.scale)))
        if isinstance(cell.value, str):
            return TableCell(position, self.prose(cell))
        text = format_value(cell.value, rule.decimals, percent=rule.unit == "%", plus=column.plus)
        numeric = column.type.is_numeric or isinstance(cell.value, Decimal)
        return TableCell(position, _words(text), numeric=numeric)

    def _comment(self, row: Row) -> TableRow | None:
        """The comment across the table under its row, its column's heading in bold first."""
        column = self.spec.column(self.spec.comment_row) if self.spec.comment_row else None
        cell = row.cell(column.key) if column else None
        if column is None or cell is None or cell.is_empty:
            return None
        blocks = self.prose(cell)
        heading = fill(column.heading, self.names)
        lead: tuple[Block, ...] = (Paragraph((Strong((Text(heading),)),)),) if heading else ()
        full = TableCell(self.offset, (*lead, *blocks), colspan=len(self.columns))
        return TableRow(f"{row.key}-{column.key}", row.kind, (full,), continues=True)

    def _group(self, row: Row) -> str:
        spec = self.spec.row(row.key)
        return fill(spec.group, self.names) if spec else ""


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
    return any(not cell.is_empty for key, cell in row.cells.items() if key not in known.fixed)


def _head(spec: TableSpec, columns: Sequence[ColumnSpec], names: Mapping[str, str]) -> tuple[tuple[HeadCell, ...], ...]:
    """One header row, or two when columns have a common heading above."""
    headings = [(column.key, fill(column.heading, names), fill(column.group, names)) for column in columns]
    if spec.group_heading:
        headings.insert(0, (GROUP, fill(spec.group_heading, names), ""))
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
    spec: TableSpec, columns: Sequence[ColumnSpec], rows: Sequence[TableRow], names: Mapping[str, str]
) -> tuple[Column, ...]:
    """Keys, alignments, and widths by what the columns hold, unless the mall says."""
    weights = [(column.key, _align(column), _weight(column, n, spec, rows, names)) for n, column in enumerate(columns)]
    if spec.group_heading:
        weights.insert(0, (GROUP, Align.LEFT, 14.0))
    total = sum(weight for _, _, weight in weights)
    return tuple(Column(key, align, weight / total) for key, align, weight in weights)


def _align(column: ColumnSpec) -> Align:
    right = column.type.is_numeric or column.type is ColumnType.VARDE
    return Align.RIGHT if right else Align.LEFT


def _weight(
    column: ColumnSpec, number: int, spec: TableSpec, rows: Sequence[TableRow], names: Mapping[str, str]
) -> float:
    """A column's width in characters: figures need the longest, words a share that grows slowly with their length."""
    if column.width:
        return column.width
    position = number + (1 if spec.group_heading else 0)
    texts = [_plain(cell) for row in rows for cell in row.cells if cell.column == position and cell.colspan == 1]
    longest = max(map(len, texts), default=0)
    word = max((len(part) for part in fill(column.heading, names).replace("-", " ").split()), default=0)
    if column.type.is_numeric or column.type is ColumnType.DATUM:
        return max(longest + 1, min(word, 11) + 1, 6)
    if column.type is ColumnType.ETIKETT:
        return min(max(longest, 16), 34)
    if column.type in (ColumnType.STATUS, ColumnType.VARDE):
        return min(max(longest + 3, word + 1, 10), 20)
    return min(max(float(longest**0.75), word + 1, 12), 44)


def _plain(cell: TableCell) -> str:
    return " ".join(plain(block.content) for block in cell.content if isinstance(block, Paragraph))
