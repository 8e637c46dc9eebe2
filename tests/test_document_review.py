"""A draft tells what is to be seen to: numbered by gravity, with the same numbers at the figures in its tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.document.blocks import (
    Align,
    Box,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.review import KEY, Remark, with_review
from reportgen.model.position import Place
from reportgen.model.table import RowKind

TABLE = TableBlock(
    id="drift",
    title="Drift",
    columns=(Column("post", Align.LEFT, 0.5), Column("utfall", Align.RIGHT, 0.5)),
    head=(),
    rows=(
        TableRow(
            "vard",
            RowKind.POST,
            (TableCell(0, (Paragraph((Text("Vård"),)),)), TableCell(1, (Paragraph((Text("12"),)),))),
        ),
        TableRow("stod", RowKind.POST, (TableCell(0, (Paragraph((Text("Stöd"),)),)), TableCell(1))),
    ),
)
DOCUMENT = Document(
    "Rapport", "Socialnämnden", "2024", "2024-08-31", (Part("rapport", "Rapport", "", (TABLE,)),), draft=True
)


def remark(kind: str, row: str | None = None, column: str = "utfall") -> Remark:
    return Remark(kind, "Drift, C4", f"{kind} {row}", "Rätta.", Place("drift", row, column) if row else None)


def cells(document: Document) -> list[str]:
    """The figures of the table, as they are printed."""
    (table,) = (block for block in document.parts[0].blocks if isinstance(block, TableBlock))
    return [words(row.cells[1]) for row in table.rows]


def words(cell: TableCell) -> str:
    return "".join(i.text for p in cell.content if isinstance(p, Paragraph) for i in p.content if isinstance(i, Text))


def listed(document: Document) -> list[str]:
    """The headings of the list, and the number and message of each row under them."""
    lines = []
    for block in document.parts[-1].blocks:
        if isinstance(block, Heading):
            lines.append(block.plain)
        elif isinstance(block, TableBlock):
            lines += [f"{words(row.cells[0])} {words(row.cells[2])}" for row in block.rows]
    return lines


def test_remarks_are_numbered_by_gravity_and_marked_at_their_figures() -> None:
    shown = with_review(
        DOCUMENT, [remark("notis"), remark("varning", "stod"), remark("fel", "vard"), remark("fel", "vard")]
    )
    assert listed(shown) == [
        "Fel",
        "1 fel vard",
        "2 fel vard",
        "Varningar",
        "3 varning stod",
        "Notiser",
        "4 notis None",
    ]
    assert cells(shown) == ["12\u00a0[1][2]", "[3]"]


def test_acknowledged_ones_come_last() -> None:
    assert listed(with_review(DOCUMENT, [remark("kvitterat"), remark("notis")])) == [
        "Notiser",
        "1 notis None",
        "Kvitterat",
        "2 kvitterat None",
    ]


@pytest.mark.parametrize(
    "place", [Place("annan", "vard", "utfall"), Place("drift", "vard", "budget"), Place("drift", "x", "utfall")]
)
def test_other_places_get_no_mark(place: Place) -> None:
    assert cells(with_review(DOCUMENT, [replace(remark("fel"), place=place)])) == ["12", ""]


def test_tables_in_boxes_and_views_of_a_table_are_marked() -> None:
    view = replace(TABLE, id="drift_barn")
    boxed = replace(DOCUMENT, parts=(replace(DOCUMENT.parts[0], blocks=(Box((view,)),)),))
    (box,) = with_review(boxed, [remark("fel", "vard")]).parts[0].blocks
    assert isinstance(box, Box)
    assert isinstance(box.blocks[0], TableBlock)
    assert words(box.blocks[0].rows[0].cells[1]) == "12\u00a0[1]"


def test_a_draft_without_findings_says_so() -> None:
    part = with_review(DOCUMENT, []).parts[-1]
    assert part.key == KEY
    assert len(part.blocks) == 1
