"""A sheet of tables: headings, rows with values and live formulas, guidance on every cell that is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from reportgen.derive.count import to_excel as count_to_excel
from reportgen.derive.formula import to_excel
from reportgen.model.position import column_letter
from reportgen.model.report import Report
from reportgen.model.table import Row, group_key
from reportgen.model.value import Origin
from reportgen.spec.schema import ColumnSpec, ColumnType, SheetSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, height, runs, written
from reportgen.workbook.grid import Area
from reportgen.workbook.guidance import Choices, guide, names_of
from reportgen.workbook.marks import GROUP, GROUP_HEADINGS, HEADINGS, OWN, PARENT, PARENT_HEADING, TABLE, TITLE
from reportgen.workbook.placing import Addresses, Placed, group_of, names, period_text, quoted
from reportgen.workbook.plan import Accepts, PlannedCell, SheetPlan, Style, Validation
from reportgen.workbook.sizes import widths

_PLAIN_SUM: Final = "=0123456789+-*/(). "
_LANDSCAPE_FROM: Final = 100
_BOLD: Final = 0.92
"""How much less of a heading there is room for, being bold."""

_TEXT_ROW: Final = 32.0
_PAGE: Final = 760.0
"""Points of height that still read well when they are shrunk to one landscape page."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all table sheets need to know: the derived report, every table's place, and the words of drop-downs."""

    report: Report
    template: TemplateSpec
    placed: Mapping[str, Placed]
    choices: Choices


def table_sheet(spec: SheetSpec, around: Surroundings) -> SheetPlan:
    """The plan of one sheet with its tables."""
    tables = [around.placed[key] for key in spec.tables]
    words = names(around.report)
    canvas = Canvas(widths(tables, words))
    last = max(placed.last_column for placed in tables)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, spec.name, styles.TITLE)
    canvas.mark(2, f"{OWN}underrubrik", height=ROW_HEIGHT)
    canvas.put(2, 1, f"{around.report.namnd}, {period_text(around.report.period)}", styles.SUBTITLE)
    canvas.wide(3, " ".join(spec.help.split()), styles.NOTE, last=last)
    for placed in tables:
        _table(canvas, placed, around, words)
    return _plan(spec, canvas, tables)


def _plan(spec: SheetSpec, canvas: Canvas, tables: list[Placed]) -> SheetPlan:
    """With one table its headings stay in sight and on every printed page; with several only the rows' names do."""
    first, alone = tables[0], len(tables) == 1
    return SheetPlan(
        name=spec.name,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        highlights=tuple(canvas.highlights),
        widths=canvas.widths,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        hidden_rows=frozenset(canvas.hidden_rows),
        freeze=(first.header_row + 1 if alone else 1, first.label + 1),
        repeat=(first.group_row or first.header_row, first.header_row) if alone else None,
        one_page=sum(canvas.heights.values()) < _PAGE,
        landscape=any(placed.spec.landscape for placed in tables) or sum(canvas.widths.values()) > _LANDSCAPE_FROM,
        insert_rows=any(placed.spec.free_rows for placed in tables),
        tab=styles.ACCENT,
    )


def _table(canvas: Canvas, placed: Placed, around: Surroundings, words: Mapping[str, str]) -> None:
    _above(canvas, placed, words)
    _headings(canvas, placed, words)
    for row in placed.table.rows:
        _row(canvas, placed, row, around)
    if placed.spec.parent:
        _parents(canvas, placed, around.placed[placed.spec.parent])
    _group_headings(canvas, placed, words)
    _group_column(canvas, placed, words)
    guide(canvas, placed, around.choices, words)
    for at, note in enumerate((note for note in placed.spec.notes if note.text), placed.last_row + 1):
        text = " ".join(f"{note.mark} {fill(note.text, words)}".split())
        canvas.wide(at, text, styles.NOTE, last=placed.last_column, mark="not")


def _above(canvas: Canvas, placed: Placed, words: Mapping[str, str]) -> None:
    """Title; unit, sign convention and guidance; the hidden marks."""
    spec = placed.spec
    title = fill(spec.title, words)
    canvas.mark(placed.title_row, TITLE, height=6 if title == placed.sheet else 26)
    canvas.put(placed.title_row, 1, None if title == placed.sheet else title, styles.SECTION)
    unit = f"Enhet: {spec.unit}." if spec.unit else ""
    note = " ".join(" ".join((unit, fill(spec.convention, words), spec.help)).split())
    canvas.wide(placed.note_row, note, styles.NOTE, last=placed.last_column, mark="vagledning")
    canvas.mark(placed.mark_row, TABLE + spec.key)
    for key, index in placed.columns.items():
        canvas.put(placed.mark_row, index, key)
    canvas.hide(placed.mark_row)


def _headings(canvas: Canvas, placed: Placed, words: Mapping[str, str]) -> None:
    row = placed.header_row
    canvas.mark(row, HEADINGS)
    for key, index in placed.columns.items():
        text = heading(placed, key, words)
        canvas.put(row, index, text, _heading_style(placed, key))
        canvas.heights[row] = max(canvas.heights.get(row, 0), height(text, canvas.widths[index] * _BOLD))
    if placed.group_row is not None:
        _grouped_columns(canvas, placed, placed.group_row, words)


def heading(placed: Placed, key: str, words: Mapping[str, str]) -> str:
    """What stands above a column."""
    if key == GROUP:
        return fill(placed.spec.group_heading, words)
    column = placed.spec.column(key)
    return placed.table.headings.get(key) or fill_known(column.heading, words) if column else PARENT_HEADING


def _heading_style(placed: Placed, key: str) -> Style:
    column = placed.spec.column(key)
    return styles.HEADER_NUMBER if column and styles.is_numeric(column) else styles.HEADER


def _grouped_columns(canvas: Canvas, placed: Placed, row: int, words: Mapping[str, str]) -> None:
    """The upper row of headings: neighbouring columns of the same group under one."""
    canvas.mark(row, GROUP_HEADINGS, height=ROW_HEIGHT)
    for index in placed.columns.values():
        canvas.put(row, index, None, styles.HEADER)
    keys = {index: key for key, index in placed.columns.items()}
    for group, first, last in column_groups(placed):
        text = placed.table.headings.get(group_key(keys[first])) or fill_known(group, words)
        canvas.put(row, first, text, styles.HEADER_GROUP)
        if last > first:
            canvas.merged.append(Area(row, first, row, last))


def column_groups(placed: Placed) -> Iterator[tuple[str, int, int]]:
    """(group, first column, last column) for each run of columns with the same group."""
    first, before = 0, ""
    last = 0
    for column, index in placed.value_columns():
        if column.group != before:
            if before:
                yield before, first, last
            first, before = index, column.group
        last = index
    if before:
        yield before, first, last


def _row(canvas: Canvas, placed: Placed, row: Row, around: Surroundings) -> None:
    at, spec, vertical = placed.rows[row.key], placed.spec.row(row.key), _vertical(placed)
    label = row.label or (fill(spec.label, names(around.report)) if spec else "")
    canvas.mark(at, row.key)
    canvas.put(at, placed.label, label or None, styles.label_style(row.kind, vertical, entered=spec is None))
    for column, index in placed.value_columns():
        style = styles.value_style(placed.rules[row.key, column.key], column, row.kind, vertical)
        canvas.cells[at, index] = replace(_value_cell(placed, row, column, around), style=style)
    canvas.grow(at, ROW_HEIGHT if vertical == "center" else _TEXT_ROW)


def _vertical(placed: Placed) -> styles.Vertical:
    """Everything starts at the top of the row where people write prose in it."""
    prose = (
        column
        for column in placed.spec.columns
        if column.type is ColumnType.TEXT and any(placed.rules[row, column.key].is_entered for row in placed.rows)
    )
    return "top" if any(prose) else "center"


def _value_cell(placed: Placed, row: Row, column: ColumnSpec, around: Surroundings) -> PlannedCell:
    """What was entered, or the formula with its value; a status that only the mall's rules gave is left to them."""
    rule, cell = placed.rules[row.key, column.key], row.cell(column.key)
    addresses = Addresses(around.placed, placed.sheet)
    if rule.is_formula and cell.origin is not Origin.ENTERED:
        if rule.count is not None:
            return PlannedCell(cell.number, count_to_excel(rule.count, around.template, addresses.column))
        if rule.expr is not None:
            return PlannedCell(cell.number, to_excel(rule.expr, addresses))
    if cell.origin is Origin.COMPUTED:
        return PlannedCell()
    return PlannedCell(written(cell.value), _kept_formula(cell.formula))


def _kept_formula(formula: str | None) -> str | None:
    """What a person typed as a sum of plain numbers lives on; anything that names cells would name the wrong ones."""
    return formula if formula and all(sign in _PLAIN_SUM for sign in formula) else None


def _parents(canvas: Canvas, placed: Placed, owner: Placed) -> None:
    """The column with the entity that owns each row: its live name where the mall says which, a choice elsewhere."""
    index = placed.columns[PARENT]
    labels = {row.key: row.label for row in owner.table.rows}
    open_rows = []
    for row in placed.table.rows:
        spec, at = placed.spec.row(row.key), placed.rows[row.key]
        if spec and spec.parent:
            formula = f"={quoted(owner.sheet)}!{column_letter(owner.label)}{owner.rows[spec.parent]}"
            style = styles.label_style(row.kind, _vertical(placed), entered=False)
            canvas.cells[at, index] = PlannedCell(labels[spec.parent], formula, style)
        else:
            style = replace(styles.INPUT_TEXT, vertical=_vertical(placed))
            canvas.put(at, index, labels.get(row.parent or "") or None, style)
            open_rows.append(at)
    for area in runs(open_rows, index):
        canvas.guide(Validation(area, Accepts.CHOICE, names_of(owner), PARENT_HEADING, "Välj i listan."))


def _group_headings(canvas: Canvas, placed: Placed, words: Mapping[str, str]) -> None:
    """The names of groups as rows across the table."""
    for key, at in placed.group_rows.items():
        canvas.mark(at, f"{OWN}grupp", height=ROW_HEIGHT)
        for index in placed.columns.values():
            canvas.put(at, index, None, styles.GROUP_BAND)
        row = placed.table.row(key)
        canvas.put(at, 1, fill(group_of(placed.spec, row), words) if row else None, styles.GROUP_BAND)


def _group_column(canvas: Canvas, placed: Placed, words: Mapping[str, str]) -> None:
    """The names of groups in a column of their own, each beside the first of its rows."""
    if GROUP not in placed.columns:
        return
    before = ""
    for row in placed.table.rows:
        group = group_of(placed.spec, row)
        text = fill(group, words) if group != before else ""
        canvas.put(
            placed.rows[row.key],
            placed.columns[GROUP],
            text or None,
            styles.group_style(_vertical(placed), first=bool(text)),
        )
        before = group
