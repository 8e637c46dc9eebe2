"""Help where a person is about to write: drop-downs, words about the cell, and a question when something odd is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.derive.judge import is_judged
from reportgen.derive.rules import CellKind, CellRule
from reportgen.model.position import column_letter
from reportgen.spec.schema import DOWN, UP, ColumnSpec, ColumnType, RowSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill_known
from reportgen.workbook import styles
from reportgen.workbook.canvas import TITLE_LENGTH, Canvas, runs, shortened
from reportgen.workbook.meta import list_address
from reportgen.workbook.placing import Placed, quoted
from reportgen.workbook.plan import Accepts, Highlight, Validation

DIRECTIONS: Final = "riktning"
"""The name of the list with the wanted directions."""

_ABOUT: dict[CellKind, str] = {
    CellKind.OVERTYPE: "Räknas ut av raderna, men får skrivas över med ekonomisystemets summa.",
    CellKind.GIVEN: "Skriv summan som den står i ekonomisystemet. Den jämförs med raderna.",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """The words of drop-downs: of scales on the very hidden sheet, of registers where their rows stand."""

    template: TemplateSpec
    placed: Mapping[str, Placed]
    lists: Mapping[str, tuple[str, ...]]

    def source(self, column: ColumnSpec, table: TableSpec) -> str:
        """The range that the column's cells are chosen from; empty if they are not."""
        if column.scale:
            return list_address(scale_list(column.scale), self.lists)
        if column.key in table.direction_columns:
            return list_address(DIRECTIONS, self.lists)
        owner = self.placed.get(column.choices) if column.choices else None
        return names_of(owner) if owner else ""


def word_lists(template: TemplateSpec) -> dict[str, tuple[str, ...]]:
    """The words of every drop-down whose choices stand in no table, by name."""
    lists = {scale_list(scale.key): tuple(level.text for level in scale.levels) for scale in template.scales}
    return lists | ({DIRECTIONS: (UP, DOWN)} if any(table.direction_columns for table in template.tables) else {})


def scale_list(scale: str) -> str:
    """The name of a scale's list of words."""
    return f"skala:{scale}"


def names_of(owner: Placed) -> str:
    """The range with the names of a register's rows."""
    letter = column_letter(owner.label)
    return f"{quoted(owner.sheet)}!${letter}${owner.header_row + 1}:${letter}${owner.last_row}"


def guide(canvas: Canvas, placed: Placed, choices: Choices, words: Mapping[str, str]) -> None:
    """Guidance on every cell of a table that may be filled in, neighbours with the same words together."""
    for column, index in placed.value_columns():
        title = shortened(fill_known(column.heading, words), TITLE_LENGTH)
        for (accepts, source, message), rows in _alike(placed, column, choices).items():
            for area in runs(rows, index):
                if message or accepts is not Accepts.ANYTHING:
                    canvas.guide(Validation(area, accepts, source, title, message))
        canvas.highlights += _level_colours(placed, column, index, choices.template)
    _guide_names(canvas, placed, words)


def _alike(placed: Placed, column: ColumnSpec, choices: Choices) -> dict[tuple[Accepts, str, str], list[int]]:
    """What is let through, chosen from and said → the rows where it is so."""
    source = choices.source(column, placed.spec)
    found: dict[tuple[Accepts, str, str], list[int]] = {}
    for row in placed.table.rows:
        rule = placed.rules[row.key, column.key]
        if rule.is_entered:
            judged = is_judged(choices.template, placed.spec, column)
            message = shortened(_message(placed.spec.row(row.key), column, rule, judged=judged))
            found.setdefault((_accepts(column, source), source, message), []).append(placed.rows[row.key])
    return found


def _accepts(column: ColumnSpec, source: str) -> Accepts:
    if source:
        return Accepts.CHOICE
    if column.type is ColumnType.DATUM:
        return Accepts.DATE
    return Accepts.NUMBER if column.type.is_numeric else Accepts.ANYTHING


def _message(row: RowSpec | None, column: ColumnSpec, rule: CellRule, *, judged: bool) -> str:
    """What to write in the cell: the words of column and row, and what may be done with a formula or a judgement."""
    holds_number = column.type.is_numeric or column.type is ColumnType.VARDE
    percent = "Skriv 5,2 för 5,2 %." if rule.unit == "%" and rule.kind is CellKind.INPUT and holds_number else ""
    left = "Lämna tom, så ger mallens regel bedömningen i rapporten." if judged else ""
    parts = (column.help, row.help if row else "", _ABOUT.get(rule.kind, ""), percent, left)
    return " ".join(part for part in parts if part)


def _guide_names(canvas: Canvas, placed: Placed, words: Mapping[str, str]) -> None:
    """The words on the names of free rows."""
    column = placed.spec.label_column
    free = [placed.rows[row.key] for row in placed.table.rows if placed.spec.row(row.key) is None]
    if column.help:
        title = shortened(fill_known(column.heading, words), TITLE_LENGTH)
        for area in runs(free, placed.label):
            canvas.guide(Validation(area, title=title, message=shortened(column.help)))


def _level_colours(placed: Placed, column: ColumnSpec, index: int, template: TemplateSpec) -> Iterator[Highlight]:
    scale = template.scale(column.scale)
    if scale is None:
        return
    for area in runs(placed.rows.values(), index):
        for level in scale.levels:
            yield Highlight(area, level.text, *styles.STATUS_COLOURS[level.colour])
