"""Tables of words that no mall declares, and the one over restated figures."""

from __future__ import annotations

from dataclasses import replace

from drawing import report, template
from reportgen.derive.report import derive
from reportgen.document.blocks import Align, Paragraph, TableBlock, plain
from reportgen.document.compose import compose
from reportgen.document.plain_table import plain_table
from reportgen.model.position import Place
from reportgen.model.report import Report, Restated
from reportgen.spec.schema import Template

SPEC = template("""
    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
""")
RESTATED = Restated(Place("drift", "vard", "utfall_fg"), "Vård", "Utfall 2024", "2024-08", "100", "101", "Ny kontoplan")


def words(table: TableBlock) -> list[list[str]]:
    return [
        [" ".join(plain(block.content) for block in cell.content if isinstance(block, Paragraph)) for cell in row.cells]
        for row in table.rows
    ]


def tables(told: Report) -> list[TableBlock]:
    source = "# Rubrik\n\n{% if omraknat() %}{{ omraknat() }}{% endif %}\n"
    document = compose(derive(told, SPEC), Template(SPEC, {"dokument.md.j2": source}))
    return [block for block in document.parts[0].blocks if isinstance(block, TableBlock)]


def test_words_are_set_left_and_figures_right() -> None:
    table = plain_table("t", "Titel", ["Rad", "Då", "Nu"], [["Vård", "1", ""]], 1, unit="tkr")
    assert [column.align for column in table.columns] == [Align.LEFT, Align.RIGHT, Align.RIGHT]
    assert sum(column.width for column in table.columns) == 1
    assert words(table) == [["Vård", "1", ""]]
    assert table.rows[0].cells[2].content == ()


def test_restated_figures_are_printed_with_both_and_the_reason() -> None:
    (table,) = tables(replace(report(SPEC), restated=(RESTATED,)))
    assert words(table) == [["Vård", "Utfall 2024", "Ny kontoplan", "2024-08", "100", "101"]]
    assert table.title == "Omräknade värden"


def test_without_restated_figures_nothing_is_printed() -> None:
    assert tables(report(SPEC)) == []
