"""Which headers each cell of a table has, so that a screen reader says "Utfall, 2024" and the row's name before a figure.

WeasyPrint 70 loses its count of columns where a header spans rows or columns. Here the table is laid out as a grid of places
by its spans, and a cell gets the headers over its columns, group first, then those of its rows (PDF/UA-1, 7.5; ISO 32000-1,
14.8.5.7: /Headers, /Scope and the tree of IDs).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.render.tagging.structure import Element, Tree

COLUMN = "/Column"
ROW = "/Row"


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in the grid: its first row and column from 0, and how many of each it covers."""

    cell: Element
    row: int
    column: int
    rows: int
    columns: int
    in_head: bool

    @property
    def heads(self) -> bool:
        return self.cell.tag == "TH"

    def shares_columns(self, other: Placed) -> bool:
        return self.column < other.column + other.columns and other.column < self.column + self.columns

    def shares_rows(self, other: Placed) -> bool:
        return self.row < other.row + other.rows and other.row < self.row + self.rows


def say_headers(tree: Tree, pdf: Any) -> None:
    """Gives every header cell of every table an ID and a scope, every cell its headers, and the document its tree of IDs."""
    import pydyf

    names: dict[str, bytes] = {}
    for number, table in enumerate(element for element in tree.root.walk() if element.tag == "Table"):
        cells = list(laid_out(table))
        ids = {id(one.cell): f"t{number:04}r{one.row:04}k{one.column:03}" for one in cells if one.heads}
        for one in cells:
            attributes = _attributes(one.cell)
            attributes.pop("Headers", None)
            if one.heads:
                name = ids[id(one.cell)]
                one.cell.data["ID"] = pydyf.String(name)
                names[name] = one.cell.data.reference
                attributes["Scope"] = COLUMN if one.in_head else ROW
            headers = [ids[id(header.cell)] for header in headers_of(one, cells)]
            if headers:
                attributes["Headers"] = pydyf.Array([pydyf.String(header) for header in headers])
    if names:
        listed = [part for name in sorted(names) for part in (pydyf.String(name), names[name])]
        found = pydyf.Dictionary({"Names": pydyf.Array(listed)})
        pdf.add_object(found)
        tree.top["IDTree"] = found.reference


def laid_out(table: Element) -> Iterator[Placed]:
    """The cells of a table by row, each where its spans and those above and before it leave room."""
    taken: set[tuple[int, int]] = set()
    for number, (row, in_head) in enumerate(_rows(table)):
        column = 0
        for cell in row.elements:
            if cell.tag not in ("TH", "TD"):
                continue
            while (number, column) in taken:
                column += 1
            attributes = _attributes(cell)
            rows, columns = attributes.get("RowSpan", 1), attributes.get("ColSpan", 1)
            taken.update((number + down, column + right) for down in range(rows) for right in range(columns))
            yield Placed(cell, number, column, rows, columns, in_head)
            column += columns


def headers_of(cell: Placed, cells: list[Placed]) -> list[Placed]:
    """Those over the cell's columns, outermost first, then those of its rows, from the left. A header is not its own."""
    over = [
        one
        for one in cells
        if one.heads and one.in_head and one.shares_columns(cell) and (not cell.in_head or one.row < cell.row)
    ]
    beside = [
        one
        for one in cells
        if one.heads and not one.in_head and not cell.in_head and one.shares_rows(cell) and one.column < cell.column
    ]
    return [*over, *beside]


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows, each with whether it stands in the table's heading."""
    for part in table.elements:
        if part.tag == "TR":
            yield part, False
        elif part.tag in ("THead", "TBody", "TFoot"):
            yield from ((row, part.tag == "THead") for row in part.elements if row.tag == "TR")


def _attributes(cell: Element) -> Any:
    """The cell's attributes for tables, made if there are none."""
    import pydyf

    found = cell.data.get("A")
    if not isinstance(found, dict):
        found = cell.data["A"] = pydyf.Dictionary({"O": "/Table"})
    return found
