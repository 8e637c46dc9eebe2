"""Figures stand on the last line of their label, words at the top; only short tables of figures are kept on one page."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    HeadCell,
    ListBlock,
    Paragraph,
    Status,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.model.table import RowKind
from reportgen.render import rows


def words(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def row(label: str, *cells: tuple[Block, ...]) -> TableRow:
    name = TableCell(0, words(label), is_header=True)
    return TableRow(label, RowKind.POST, (name, *(TableCell(n, cell) for n, cell in enumerate(cells, 1))))


def comment(text: str) -> TableRow:
    return TableRow("k", RowKind.POST, (TableCell(0, words(text), colspan=2),), continues=True)


def table(*made: TableRow) -> TableBlock:
    columns = (Column("post", Align.LEFT, 0.3), Column("utfall", Align.RIGHT, 0.7))
    head = ((HeadCell("Post", 0, key="post"), HeadCell("Utfall", 1, key="utfall")),)
    return TableBlock("t", "T", columns, head, made)


FIGURE = words("12,3")
STATUS: tuple[Block, ...] = (Paragraph((Status("Enligt plan", "cirkel", "gron"),)),)
RUNNING = words("En mening som är så lång att den läses som löpande text och inte som ett ord.")
LIST: tuple[Block, ...] = (ListBlock((words("a"), words("b"))),)
LONG_NAME = "Andel manuella och digitalt inkomna ansökningar om ekonomiskt bistånd som handläggs i tid och rätt"


def test_rows_of_figures_stand_on_the_last_line_and_rows_to_read_at_the_top() -> None:
    assert not rows.stands_at_top(table(row("Taxor", FIGURE), row("En etikett som tar två rader i sin kolumn", FIGURE)))
    for made in (row("A", STATUS), row("A", RUNNING), row("A", LIST), row(LONG_NAME, FIGURE)):
        assert rows.stands_at_top(table(row("Taxor", FIGURE), made))


def test_a_table_without_figures_is_read_from_the_top() -> None:
    made = table(row("A", words("Öka")))
    left = tuple(replace(column, align=Align.LEFT) for column in made.columns)
    assert [rows.stands_at_top(each) for each in (made, replace(made, columns=left))] == [False, True]


def test_names_stand_out_where_most_rows_hold_running_text() -> None:
    told, short = row("A", RUNNING), row("B", words("Öka"))
    assert rows.names_stand_out(table(told, told, short))
    assert not rows.names_stand_out(table(told, short))
    assert not rows.names_stand_out(table(told, short, comment("x" * 200)))


def test_only_text_and_lists_beside_the_name_are_running_text() -> None:
    assert rows.has_running_text(table(row("A", RUNNING)))
    assert rows.has_running_text(table(row("A", LIST)))
    assert not rows.has_running_text(table(row(LONG_NAME, STATUS), comment("x" * 200)))


def test_a_short_table_of_figures_is_whole_and_one_with_words_comments_or_many_lines_is_not() -> None:
    figures = [row(f"Post {n}", FIGURE) for n in range(22)]
    assert rows.is_whole(table(*figures))
    assert not rows.is_whole(table(*figures, *figures))
    assert not rows.is_whole(table(*(row(LONG_NAME, FIGURE) for _ in range(22))))
    assert not rows.is_whole(table(row("A", FIGURE), comment("Kort.")))
    assert not rows.is_whole(table(row("A", RUNNING)))


def test_a_cell_that_hangs_down_shares_its_lines_with_the_rows_below() -> None:
    group = TableCell(0, words(LONG_NAME), rowspan=10, is_header=True)
    first = TableRow("a", RowKind.POST, (group, TableCell(1, FIGURE)))
    below = [TableRow(f"b{n}", RowKind.POST, (TableCell(1, FIGURE),)) for n in range(9)]
    assert rows.is_whole(table(first, *below))
    assert not rows.stands_at_top(table(first, *below))


def test_only_rows_that_would_leave_half_a_page_empty_are_divided() -> None:
    assert not rows.may_be_divided(row("A", words("x" * 1499)))
    assert rows.may_be_divided(row("A", words("x" * 1500)))
    assert rows.may_be_divided(comment("x" * 500))
    assert not rows.may_be_divided(comment("x" * 499))
    assert rows.may_be_divided(replace(comment(""), cells=(TableCell(0, (ListBlock((words("x" * 600),)),)),)))


def test_only_words_right_of_figures_stand_apart() -> None:
    sides = [Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT]
    made = replace(table(), columns=tuple(Column(str(n), side, 0.2) for n, side in enumerate(sides)))
    assert [rows.stands_apart(n, made) for n in range(5)] == [False, False, False, True, False]


def test_a_table_of_many_columns_is_tight() -> None:
    assert not rows.is_tight(table())
    assert rows.is_tight(replace(table(), columns=tuple(Column(str(n), Align.RIGHT, 0.1) for n in range(10))))
