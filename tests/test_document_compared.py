"""The page of a comparison: the same tree for every writer, edits marked, statuses drawn."""

from __future__ import annotations

from drawing import report
from reportgen.document.blocks import Edit, Heading, Paragraph, Status, TableBlock, plain
from reportgen.document.compared import compared_document
from reportgen.render.html import to_html
from reportgen.render.word import to_word
from test_compare_story import SPEC, told

BEFORE = report(SPEC, "drift | utfall | lage | kommentar\nvard | 1200 | Bra | Det går bra för oss\nskola | 1 | |")
AFTER = report(SPEC, "drift | utfall | lage | kommentar\nvard | 1500 | Dåligt | Det går illa för oss\nskola | 1 | |")


def cells(table: TableBlock) -> list[list[str]]:
    return [
        [" ".join(plain(b.content) for b in cell.content if isinstance(b, Paragraph)) for cell in row.cells]
        for row in table.rows
    ]


def test_the_page_has_figures_judgements_and_words() -> None:
    (part,) = compared_document(told(BEFORE, AFTER)).parts
    assert [block.plain for block in part.blocks if isinstance(block, Heading)] == ["Drift 2024"]
    figures, statuses = (block for block in part.blocks if isinstance(block, TableBlock))
    assert cells(figures) == [
        ["Vård", "Utfall jan–aug", "1\u00a0200", "1\u00a0500", "+300", "+25,0\u00a0%"],
    ]
    assert (figures.unit, figures.columns[-1].key) == ("tkr", "k5")
    words = [block for row in statuses.rows for cell in row.cells[2:] for block in cell.content]
    assert [type(block.content[0]) for block in words if isinstance(block, Paragraph)] == [Status, Status]
    paragraphs = [block for block in part.blocks if isinstance(block, Paragraph)]
    edits = [inline for block in paragraphs for inline in block.content if isinstance(inline, Edit)]
    assert edits == [Edit("bra", added=False), Edit("illa", added=True)]


def test_the_page_says_which_files_are_compared_and_how_much_has_changed() -> None:
    (part,) = compared_document(told(BEFORE, AFTER)).parts
    said = [plain(block.content) for block in part.blocks if isinstance(block, Paragraph)]
    assert said[:2] == ["1 siffra, 1 bedömning och 1 text har ändrats.", "A är a.xlsx, B är b.xlsx."]


def test_html_and_word_are_written_of_it() -> None:
    document = compared_document(told(BEFORE, AFTER))
    html = to_html(document, fonts={})
    assert "<del>bra</del>" in html
    assert "<ins>illa</ins>" in html
    assert to_word(document) == to_word(document)


def test_nothing_changed_is_said() -> None:
    (part,) = compared_document(told(BEFORE, BEFORE)).parts
    assert plain(part.blocks[0].content) == "Inga siffror, bedömningar eller texter har ändrats."  # type: ignore[union-attr]
