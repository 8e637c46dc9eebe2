"""The cures of the structure tree, on trees drawn as outlines; that a real PDF is cured is seen in test_render_pdf.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.tagging import mend
from structures import Drawn, artifacts, draw, outline, owners


def mended(*pages: str) -> Drawn:
    drawn = draw(*pages)
    mend(drawn.pdf, drawn.origins)
    return drawn


HEAD = """
Part main
  Table table
    THead thead
      TR tr
        TH th
"""


def test_a_table_over_two_pages_is_one_and_its_heading_is_said_once() -> None:
    rows = """
    TBody tbody
      TR tr#{0}
        TD td#{0}
    """
    drawn = mended(HEAD + rows.format(1), HEAD + rows.format(2))
    assert outline(drawn) == [
        "Document",
        ". Part",
        ". . Table",
        ". . . THead",
        ". . . . TR",
        ". . . . . TH 0:0",
        ". . . TBody",
        ". . . . TR",
        ". . . . . TD 0:1",
        ". . . . TR",
        ". . . . . TD 1:1",
    ]
    assert artifacts(drawn) == [(1, "/Pagination")]
    assert owners(drawn) == {"0:0": "/TH", "0:1": "/TD", "1:0": None, "1:1": "/TD"}


def test_a_row_cut_by_a_page_is_one_row_with_each_cell_whole() -> None:
    page = """
    Part main
      Table table
        TBody tbody
          TR tr
            TH th
              P p#{0}
            TD td
              P p#x
    """
    drawn = mended(page.format(1), page.format(2))
    assert outline(drawn)[3:] == [
        ". . . TBody",
        ". . . . TR",
        ". . . . . TH",
        ". . . . . . P 0:0",
        ". . . . . . P 1:0",
        ". . . . . TD",
        ". . . . . . P 0:1 1:1",
    ]


def test_two_tables_on_two_pages_stay_two() -> None:
    page = """
    Part main
      Table table#{0}
        TR tr#{0}
          TD td#{0}
    """
    assert [line.split()[-1] for line in outline(mended(page.format(1), page.format(2)))].count("Table") == 2


def test_without_origins_the_tree_stays_as_it_was() -> None:
    drawn = draw(HEAD, HEAD)
    before = outline(drawn)
    drawn.origins.clear()
    mend(drawn.pdf, drawn.origins)
    assert outline(drawn) == before


def test_lines_of_the_same_words_on_one_page_are_not_joined_with_all_of_the_next() -> None:
    """A phrase in bold over three lines, two of them before the break."""
    drawn = mended(
        """
        P p
          NonStruct strong
          NonStruct strong
        """,
        """
        P p
          NonStruct strong
        """,
    )
    assert outline(drawn) == ["Document", ". P", ". . NonStruct 0:0", ". . NonStruct 0:1 1:0"]


def test_a_link_over_two_lines_is_one_link() -> None:
    drawn = mended(
        """
        P p
          Link a
          Link a
          Link a#other
        """
    )
    assert outline(drawn) == ["Document", ". P", ". . Link 0:0 0:1", ". . Link 0:2"]


def test_a_drawing_without_words_is_decoration_and_one_with_words_a_figure() -> None:
    drawn = mended(
        """
        P p
          Figure img
          Figure img#2 Alt=Hushåll
        """
    )
    assert outline(drawn) == ["Document", ". P", ". . Figure 0:1"]
    assert artifacts(drawn) == [(0, "/Layout")]


def test_the_contents_list_is_one_with_deeper_lists_in_their_items() -> None:
    drawn = mended(
        """
        NonStruct nav class=innehall
          L ol
            LI li
              LBody li
                Div div
                  Link a
                L ol#2
                  LI li#2
                    LBody li#2
                      Div div#2
                        Link a#2
        L ol#other
          LI li#other
            LBody li#other
        """
    )
    assert outline(drawn)[2:] == [
        ". . TOC",
        ". . . TOCI",
        ". . . . Reference",
        ". . . . . Link 0:0",
        ". . . . TOC",
        ". . . . . TOCI",
        ". . . . . . Reference",
        ". . . . . . . Link 0:1",
        ". L",
        ". . LI",
        ". . . LBody 0:2",
    ]


def test_a_label_and_its_value_are_one_item() -> None:
    drawn = mended(
        """
        L dl
          LI dt
            LBody dt
          LI dd
            LBody dd
          LI dd#2
            LBody dd#2
        """
    )
    assert outline(drawn) == ["Document", ". L", ". . LI", ". . . Lbl 0:0", ". . . LBody 0:1", ". . . LBody 0:2"]


def test_a_value_without_label_keeps_its_item() -> None:
    drawn = mended(
        """
        L dl
          LI dd
            LBody dd
        """
    )
    assert outline(drawn) == ["Document", ". L", ". . LI", ". . . LBody 0:0"]


def test_a_label_without_value_stands_alone_and_what_is_empty_is_not_there() -> None:
    drawn = draw(
        """
        L dl
          LI dt
            LBody dt
          LI dd
            LBody dd
        """
    )
    drawn.tree().root.elements[0].elements[1].elements[0].data["K"].clear()
    mend(drawn.pdf, drawn.origins)
    assert outline(drawn) == ["Document", ". L", ". . LI", ". . . LBody 0:0"]


def test_an_empty_cell_keeps_its_place() -> None:
    drawn = draw(
        """
        Table table
          TR tr
            TD td#1
            TD td#2
        """
    )
    drawn.tree().root.elements[0].elements[0].elements[0].data["K"].clear()
    mend(drawn.pdf, drawn.origins)
    assert outline(drawn)[-2:] == [". . . TD", ". . . TD 0:1"]


def test_language_and_expansion_are_taken_from_the_page() -> None:
    drawn = mended(
        """
        P p lang=en
          NonStruct abbr title=miljoner
        """
    )
    (words,) = drawn.tree().root.elements
    (short,) = words.elements
    assert (words.data["Lang"].string, short.tag, short.data["E"].string) == ("en", "Span", "miljoner")


def test_content_outside_the_tree_is_an_artifact_of_the_page() -> None:
    """Headers and footers: WeasyPrint makes elements for them that hang nowhere."""
    drawn = draw("P p", "P p#2")
    root = drawn.tree().root.data
    root["K"].pop()
    mend(drawn.pdf, drawn.origins)
    assert artifacts(drawn) == [(1, "/Pagination")]
    assert owners(drawn) == {"0:0": "/P", "1:0": None}


@pytest.mark.parametrize("reference", [None, b"", b"R", b"99 0 R", b"0 0 R"])
def test_a_pdf_without_a_tree_is_left_as_it_is(reference: bytes | None) -> None:
    drawn = draw("P p")
    drawn.pdf.catalog["StructTreeRoot"] = reference
    mend(drawn.pdf, drawn.origins)
    assert artifacts(drawn) == []


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_however_a_table_is_cut_it_is_the_table_uncut(rows_per_page: list[int]) -> None:
    def page(first: int, count: int) -> str:
        rows = [f"      TR tr#{n}\n        TH th#{n}\n        TD td#{n}" for n in range(first, first + count)]
        return "\n".join([HEAD, "    TBody tbody", *rows])

    starts = [sum(rows_per_page[:n]) for n in range(len(rows_per_page))]
    cut = mended(*(page(first, count) for first, count in zip(starts, rows_per_page, strict=True)))
    uncut = mended(page(0, sum(rows_per_page)))
    assert [line.rpartition(" ")[0] for line in outline(cut)] == [line.rpartition(" ")[0] for line in outline(uncut)]
    assert len(artifacts(cut)) == len(rows_per_page) - 1
