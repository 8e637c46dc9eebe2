"""Where a figure stands in the documents: under which heading, in which table or sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document.blocks import Block, ChartBlock, Document, Heading, Paragraph, ProseBlock, TableBlock
from reportgen.document.walk import every, figures
from reportgen.model.position import Place


@dataclass(frozen=True, slots=True)
class Printed:
    """A place in the documents: the part, the heading above with its number, and the table's caption or the sentence."""

    part: str
    heading: str
    where: str


def printed_in(document: Document, place: Place, title: str) -> list[Printed]:
    """Every place where a cell or a value is printed, in reading order; `title` is that of its table."""
    return list(dict.fromkeys(_places(document, place, title)))


def _places(document: Document, place: Place, title: str) -> Iterator[Printed]:
    for part in document.parts:
        heading = ""
        for block in every(part.blocks):
            if isinstance(block, Heading):
                heading = f"{block.number} {block.plain}".strip()
            elif where := _where(block, place, title):
                yield Printed(part.title, heading, where)


def _where(block: Block, place: Place, title: str) -> str:
    """What in the block prints the place; empty when nothing does."""
    match block:
        case TableBlock() if _is_of(block, place, title) and _has(block, place):
            return f"tabell {block.number}" if block.number else "tabellen"
        case TableBlock():
            cells = (inner for row in block.rows for cell in row.cells for inner in every(cell.content))
            return next((f"i tabellen {block.title}" for inner in cells if _where(inner, place, title)), "")
        case ProseBlock() if block.place == str(place):
            return "texten"
        case Paragraph() if any(figure.place == str(place) for figure in figures(block.content)):
            return "texten"
        case ChartBlock() if block.id == str(place):
            return f"diagram {block.number}" if block.number else "diagrammet"
    return ""


def _is_of(block: TableBlock, place: Place, title: str) -> bool:
    """Whether the block is the table or a view of it."""
    return block.id == place.table or block.id.startswith(f"{place.table}_") or block.title == title


def _has(block: TableBlock, place: Place) -> bool:
    """Whether the cell is printed: in its own column, below another in one cell, or as a line across the table."""
    rows = [row for row in block.rows if row.key == place.row]
    below = {key for row in rows for cell in row.cells for key, _ in cell.keys}
    own_line = any(row.key == f"{place.row}-{place.column}" for row in block.rows)
    return own_line or bool(rows and (place.column in below or any(c.key == place.column for c in block.columns)))
