"""A tagged document as lines, in the order and with the words that a screen reader has: headings with their level, each figure
of a table with the headings that are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.aloud.tagged import Node, tidy

EMPTY: Final = "tom"
"""What is said of a cell with nothing in it."""

_HEADINGS: Final = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})
_LEAVES: Final = (
    frozenset({"P", "Caption", "Lbl", "LBody", "Note", "Reference", "TOCI", "BibEntry", "Code"}) | _HEADINGS
)
"""Elements whose words are said together."""
_BLOCKS: Final = _LEAVES | {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "L", "LI", "Table", "TOC", "Figure", "Formula", "Form", "Index",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its place in the grid, from 0."""

    node: Node
    row: int
    column: int
    in_head: bool


def lines(document: Node) -> Iterator[str]:
    """The whole document; a line within a list or table is indented."""
    yield from _block(document)


def _block(node: Node) -> Iterator[str]:
    match node.tag:
        case tag if tag in _HEADINGS:
            yield f"Rubrik {tag.removeprefix('H')}: {words(node)}".replace("Rubrik :", "Rubrik:")
        case "L":
            yield from _list(node)
        case "TOC":
            yield "Innehållsförteckning:"
            yield from (f"  {line}" for line in _entries(node))
        case "Table":
            yield from _table(node)
        case "Figure" | "Formula":
            yield f"Bild: {tidy(node.alternative) or words(node) or 'utan beskrivning'}"
        case _ if any(kid.tag in _BLOCKS for kid in node.nodes):
            yield from _mixed(node)
        case _:
            said = words(node)
            if said:
                yield said


def _mixed(node: Node) -> Iterator[str]:
    """Words and blocks side by side: the words between two blocks are a line."""
    loose: list[Node | str] = []
    for kid in node.kids:
        if isinstance(kid, Node) and (kid.tag in _BLOCKS or any(below.tag in _BLOCKS for below in kid.walk())):
            yield from _said(loose)
            loose = []
            yield from _block(kid)
        else:
            loose.append(kid)
    yield from _said(loose)


def _said(loose: list[Node | str]) -> Iterator[str]:
    said = words(Node("Span", tuple(loose)))
    if said:
        yield said


def words(node: Node) -> str:
    """All words of an element, with what is said of its links and abbreviations."""
    return tidy("".join(_words(node)))


def _words(node: Node) -> Iterator[str]:
    if node.tag == "Figure":
        yield f" (bild: {tidy(node.alternative)}) " if node.alternative else ""
        return
    for kid in node.kids:
        yield kid if isinstance(kid, str) else "".join(_words(kid))
        if isinstance(kid, Node) and kid.tag in _BLOCKS:
            yield " "
    if node.expansion:
        yield f" ({node.expansion})"
    if node.tag == "Link":
        yield " (länk) "


def _entries(toc: Node) -> Iterator[str]:
    """The lines of a contents list, deeper ones further in."""
    for item in toc.nodes:
        if item.tag == "TOC":
            yield from (f"  {line}" for line in _entries(item))
            continue
        own = Node("TOCI", tuple(kid for kid in item.kids if not (isinstance(kid, Node) and kid.tag == "TOC")))
        yield words(own).replace(" (länk)", ",")
        for below in (kid for kid in item.nodes if kid.tag == "TOC"):
            yield from (f"  {line}" for line in _entries(below))


def _list(node: Node) -> Iterator[str]:
    items = [item for item in node.nodes if item.tag == "LI"]
    yield f"Lista med {len(items)} {'punkt' if len(items) == 1 else 'punkter'}:"
    for item in node.nodes:
        if item.tag != "LI":
            yield from (f"  {line}" for line in _block(item))
            continue
        label = " ".join(words(kid) for kid in item.nodes if kid.tag == "Lbl")
        bodies = [line for kid in item.nodes if kid.tag != "Lbl" for line in _block(kid)]
        first, *rest = bodies or [""]
        yield f"  {label} {first}".rstrip() if label else f"  {first}"
        yield from (f"    {line}" for line in rest)


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(table: Node) -> Iterator[str]:
    """The caption and the size, then every cell: its row headings, its column headings, and what stands there."""
    cells = list(grid(table))
    caption = " ".join(words(kid) for kid in table.nodes if kid.tag == "Caption")
    named = {cell.node.name: cell for cell in cells if cell.node.name}
    rows = len({cell.row for cell in cells if not cell.in_head})
    columns = max((cell.column + cell.node.columns for cell in cells), default=0)
    yield f"Tabell: {', '.join(filter(None, (caption, _count(rows, 'rad', 'rader'), _count(columns, 'kolumn', 'kolumner'))))}."
    for cell in cells:
        if cell.node.tag == "TD" and not cell.in_head:
            yield f"  {announced(cell, cells, named)}"
        elif not cell.in_head and _stands_alone(cell, cells):
            yield f"  {words(cell.node)}"


def _stands_alone(header: Cell, cells: list[Cell]) -> bool:
    """Whether a row heading has no figures beside it to be said with: the heading of a group of rows."""
    return not any(cell.row == header.row and cell.node.tag == "TD" for cell in cells)


def announced(cell: Cell, cells: list[Cell], named: Mapping[str, Cell]) -> str:
    """ "Hyra, Utfall, 2024: 12,5"."""
    headers = headers_of(cell, cells, named)
    ordered = [header for header in headers if not header.in_head] + [header for header in headers if header.in_head]
    names = ", ".join(filter(None, (words(header.node) for header in ordered)))
    value = "; ".join(_block(Node("Div", cell.node.kids))) or EMPTY
    return f"{names}: {value}" if names else value


def headers_of(cell: Cell, cells: list[Cell], named: Mapping[str, Cell]) -> list[Cell]:
    """The headers that the cell itself names; where it names none, those of its row and column by their scope."""
    if cell.node.headers:
        return [named[name] for name in cell.node.headers if name in named]
    return [
        header
        for header in cells
        if header.node.tag == "TH"
        and header is not cell
        and (
            (header.node.scope in ("Row", "Both") and header.row <= cell.row < header.row + header.node.rows)
            or (
                header.node.scope in ("Column", "Both")
                and header.column <= cell.column < header.column + header.node.columns
            )
        )
    ]


def grid(table: Node) -> Iterator[Cell]:
    """The cells by row, each at the first column that its row and the rows above leave free."""
    taken: set[tuple[int, int]] = set()
    for number, (row, in_head) in enumerate(_rows(table)):
        column = 0
        for node in row.nodes:
            if node.tag not in ("TH", "TD"):
                continue
            while (number, column) in taken:
                column += 1
            taken.update((number + down, column + right) for down in range(node.rows) for right in range(node.columns))
            yield Cell(node, number, column, in_head)
            column += node.columns


def _rows(table: Node) -> Iterator[tuple[Node, bool]]:
    for part in table.nodes:
        if part.tag == "TR":
            kinds = {cell.tag for cell in part.nodes}
            yield part, kinds == {"TH"} and all(cell.scope == "Column" for cell in part.nodes)
        elif part.tag in ("THead", "TBody", "TFoot"):
            yield from ((row, part.tag == "THead") for row in part.nodes if row.tag == "TR")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
