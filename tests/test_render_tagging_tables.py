"""Headers of cells, on drawn tables: what a screen reader says before each figure."""

from __future__ import annotations

from typing import Any

from reportgen.render.tagging import mend
from structures import draw


def headers(outline: str) -> dict[str, list[str]]:
    """For each cell of the table, by the name it was drawn with, the names of its headers in order."""
    drawn = draw(outline)
    mend(drawn.pdf, drawn.origins)
    cells = [element for element in drawn.tree().root.walk() if element.tag in ("TH", "TD")]
    names = {cell.data["ID"].string: name(cell) for cell in cells if "ID" in cell.data}
    return {name(cell): [names[key.string] for key in cell.data["A"].get("Headers", ())] for cell in cells}


def name(cell: Any) -> str:
    return str(cell.origin.attribute("heter"))


def test_a_figure_has_the_group_over_its_column_the_column_and_the_row() -> None:
    assert headers(
        """
        Table table
          THead thead
            TR tr#1
              TH th#1 heter=Post RowSpan=2
              TH th#2 heter=Utfall ColSpan=2
              TH th#3 heter=Budget RowSpan=2
            TR tr#2
              TH th#4 heter=2023
              TH th#5 heter=2024
          TBody tbody
            TR tr#3
              TH th#6 heter=Hyra
              TD td#1 heter=a
              TD td#2 heter=b
              TD td#3 heter=c
        """
    ) == {
        "Post": [],
        "Utfall": [],
        "Budget": [],
        "2023": ["Utfall"],
        "2024": ["Utfall"],
        "Hyra": ["Post"],
        "a": ["Utfall", "2023", "Hyra"],
        "b": ["Utfall", "2024", "Hyra"],
        "c": ["Budget", "Hyra"],
    }


def test_a_cell_over_several_columns_has_all_their_headers() -> None:
    assert headers(
        """
        Table table
          THead thead
            TR tr#1
              TH th#1 heter=A
              TH th#2 heter=B
          TBody tbody
            TR tr#2
              TD td#1 heter=x ColSpan=2
        """
    )["x"] == ["A", "B"]


def test_a_group_cell_heads_every_row_it_stands_beside() -> None:
    found = headers(
        """
        Table table
          TBody tbody
            TR tr#1
              TH th#1 heter=Grupp RowSpan=2
              TH th#2 heter=Ett
              TD td#1 heter=a
            TR tr#2
              TH th#3 heter=Tva
              TD td#2 heter=b
            TR tr#3
              TH th#4 heter=Annan
              TH th#5 heter=Tre
              TD td#3 heter=c
        """
    )
    assert (found["a"], found["b"], found["c"]) == (["Grupp", "Ett"], ["Grupp", "Tva"], ["Annan", "Tre"])


def test_an_empty_corner_is_nobodys_header_but_keeps_its_place() -> None:
    found = headers(
        """
        Table table
          THead thead
            TR tr#1
              TD td#0 heter=horn
              TH th#1 heter=jan
          TBody tbody
            TR tr#2
              TH th#2 heter=2023
              TD td#1 heter=x
        """
    )
    assert (found["horn"], found["2023"], found["x"]) == ([], [], ["jan", "2023"])


def test_a_header_says_what_it_heads_and_is_found_by_its_id() -> None:
    drawn = draw(
        """
        Table table
          THead thead
            TR tr#1
              TH th#1
          TBody tbody
            TR tr#2
              TH th#2
        """
    )
    mend(drawn.pdf, drawn.origins)
    tree = drawn.tree()
    heads = [element.data for element in tree.root.walk() if element.tag == "TH"]
    assert [head["A"]["Scope"] for head in heads] == ["/Column", "/Row"]
    listed = drawn.pdf.objects[int(tree.top["IDTree"].split()[0])]["Names"]
    assert [(key.string, reference) for key, reference in zip(listed[::2], listed[1::2], strict=True)] == [
        (head["ID"].string, head.reference) for head in heads
    ]


def test_two_tables_share_no_names() -> None:
    table = "Table table#{0}\n  TBody tbody#{0}\n    TR tr#{0}\n      TH th#{0}\n"
    drawn = draw(table.format(1) + table.format(2))
    mend(drawn.pdf, drawn.origins)
    names = [element.data["ID"].string for element in drawn.tree().root.walk() if element.tag == "TH"]
    assert len(set(names)) == 2
