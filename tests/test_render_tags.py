"""The cures for the structure tree pass over what they do not know; what they cure is seen in test_render_pdf.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from reportgen.render.tags import mend


@dataclass
class Written:
    """A PDF as WeasyPrint hands it over: its objects by number."""

    objects: list[Any] = field(default_factory=list)


def cell(parent: object) -> dict[str, Any]:
    return {"Type": "/StructElem", "S": "/TH", "P": parent, "A": {"O": "/Table"}}


def part(tag: str, parent: object = None) -> dict[str, Any]:
    return {"Type": "/StructElem", "S": tag, "P": parent}


@pytest.mark.parametrize(("tag", "scope"), [("/THead", "/Column"), ("/TBody", "/Row")])
def test_a_header_cell_heads_by_the_part_of_the_table_it_lies_in(tag: str, scope: str) -> None:
    pdf = Written([part(tag), part("/TR", b"0 0 R"), cell(b"1 0 R")])
    mend(None, pdf)
    assert pdf.objects[2]["A"]["Scope"] == scope


@pytest.mark.parametrize("parent", [None, "1 0 R", b"", b"R", b"99 0 R", b"0 0 R"])
def test_a_cell_outside_any_table_is_left_as_it_is(parent: object) -> None:
    """The last is a cell that is its own parent."""
    pdf = Written([cell(parent), object(), None, []])
    mend(None, pdf)
    assert pdf.objects[0]["A"] == {"O": "/Table"}


def test_a_cell_without_attributes_is_left_as_it_is() -> None:
    pdf = Written([part("/TBody"), {**cell(b"0 0 R"), "A": None}])
    mend(None, pdf)
    assert pdf.objects[1]["A"] is None


def test_only_a_drawing_without_words_loses_its_tag() -> None:
    pdf = Written([part("/Figure"), {**part("/Figure"), "Alt": "Hushåll"}])
    mend(None, pdf)
    assert [element["S"] for element in pdf.objects] == ["/NonStruct", "/Figure"]
