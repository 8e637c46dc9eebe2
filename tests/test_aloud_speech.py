"""What is heard of a tagged document, on drawn trees."""

from __future__ import annotations

import pytest

from reportgen.aloud.speech import lines
from reportgen.aloud.tagged import Node


def heard(*kids: Node | str) -> list[str]:
    return list(lines(Node("Document", kids)))


def cell(text: str = "", *headers: str, rows: int = 1, columns: int = 1) -> Node:
    return Node("TD", (text,) if text else (), headers=headers, rows=rows, columns=columns)


def head(text: str, name: str = "", *, scope: str = "", rows: int = 1, columns: int = 1) -> Node:
    return Node("TH", (text,), name=name, scope=scope, rows=rows, columns=columns)


def table(head_rows: list[list[Node]], body_rows: list[list[Node]], caption: str = "") -> Node:
    parts = [Node("Caption", (caption,))] if caption else []
    for tag, rows in (("THead", head_rows), ("TBody", body_rows)):
        parts.append(Node(tag, tuple(Node("TR", tuple(row)) for row in rows)))
    return Node("Table", tuple(parts))


def test_headings_are_said_with_their_level_and_paragraphs_as_they_stand() -> None:
    assert heard(Node("H2", ("Ekonomi",)), Node("P", ("Utfallet är", " 5."))) == ["Rubrik 2: Ekonomi", "Utfallet är 5."]


def test_a_word_divided_between_lines_is_whole_and_spaces_are_one() -> None:
    assert heard(Node("P", ("tidi\u00ad", "\ngare 1\u00a0000\n", " kr"))) == ["tidigare 1 000 kr"]


def test_a_figure_is_said_with_its_row_and_its_columns() -> None:
    spoken = heard(
        table(
            [[head("Post", "p", rows=2), head("Utfall", "u", columns=2)], [head("2023", "a"), head("2024", "b")]],
            [[head("Hyra", "h"), cell("1,0", "u", "a", "h"), cell("", "u", "b", "h")]],
            "Tabell 1",
        )
    )
    assert spoken == [
        "Tabell: Tabell 1, 1 rad, 3 kolumner.",
        "  Hyra, Utfall, 2023: 1,0",
        "  Hyra, Utfall, 2024: tom",
    ]


def test_cells_that_name_no_headers_have_those_of_their_scope() -> None:
    spoken = heard(
        table(
            [[cell(), head("jan", scope="Column"), head("feb", scope="Column")]],
            [[head("2023", scope="Row"), cell("4"), cell("5")]],
        )
    )
    assert spoken[1:] == ["  2023, jan: 4", "  2023, feb: 5"]


def test_a_cell_without_any_header_is_said_bare() -> None:
    assert heard(table([], [[cell("4")]]))[1:] == ["  4"]


def test_a_heading_row_is_said_by_itself() -> None:
    assert heard(table([], [[head("Barn", "b", columns=2)], [head("HVB", "h"), cell("4", "h")]]))[1:] == [
        "  Barn",
        "  HVB: 4",
    ]


def test_lists_are_counted_and_nested() -> None:
    inner = Node("L", (Node("LI", (Node("LBody", ("inre",)),)),))
    spoken = heard(
        Node(
            "L",
            (Node("LI", (Node("Lbl", ("•",)), Node("LBody", ("ett",)))), Node("LI", (Node("LBody", ("två", inner)),))),
        )
    )
    assert spoken == ["Lista med 2 punkter:", "  • ett", "  två", "    Lista med 1 punkt:", "      inre"]


def test_pictures_links_and_abbreviations_are_said_with_their_words() -> None:
    assert heard(
        Node("Figure", alternative="Kostnad per månad"),
        Node("Figure"),
        Node("P", ("Se ", Node("Link", ("bilaga 1",)), ".")),
        Node("P", ("1 ", Node("Span", ("mnkr",), expansion="miljoner kronor"))),
    ) == ["Bild: Kostnad per månad", "Bild: utan beskrivning", "Se bilaga 1 (länk) .", "1 mnkr (miljoner kronor)"]


@pytest.mark.parametrize("tag", ["Part", "Sect", "Div", "NonStruct"])
def test_what_only_wraps_is_not_heard(tag: str) -> None:
    assert heard(Node(tag, (Node("P", ("ord",)),))) == ["ord"]


def test_words_between_blocks_are_a_line_of_their_own() -> None:
    assert heard(Node("LBody", ("före ", Node("P", ("i",)), " efter"))) == ["före", "i", "efter"]
