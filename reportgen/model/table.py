"""Tables as they were filled in: rows by key, cells by column key, every one knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from reportgen.model.position import CellRef
from reportgen.model.value import EMPTY, Cell


def group_key(column: str) -> str:
    """What the heading over several columns goes by in `Table.headings`; `column` is the first of them."""
    return f"grupp.{column}"


class RowKind(StrEnum):
    """The kinds of row a table can have; the words are those of the malls."""

    POST = "post"
    """Figures or words that someone enters."""
    SUMMA = "summa"
    """A sum of other rows, or of sums."""
    VARAV = "varav"
    """Of-which: part of another row, not added again."""
    RUBRIK = "rubrik"
    """A heading inside the table, without values."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its stable key, the label as it stands in the workbook (it may have several lines), and its cells by column key.

    `at` is the cell of the label. `parent` is the key of the entity that owns the row (register tables only).
    `added` marks a row that is not in the mall: a filled spare row, or one that a person inserted.
    """

    key: str
    label: str
    kind: RowKind = RowKind.POST
    cells: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))
    at: CellRef | None = None
    parent: str | None = None
    added: bool = False

    @property
    def name(self) -> str:
        """The label on one line."""
        return " ".join(self.label.split())

    def cell(self, column: str) -> Cell:
        """The cell of that column, an empty one if the row has none."""
        return self.cells.get(column, EMPTY)

    def with_cells(self, cells: Mapping[str, Cell]) -> Row:
        """The same row with these cells put in place of, or added to, its own."""
        return replace(self, cells=MappingProxyType({**self.cells, **cells}))

    @property
    def is_empty(self) -> bool:
        return not self.label and all(cell.is_empty for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A filled table: rows in the order they stand in the workbook; `columns` maps column key → its letters there.

    `headings` has the headings that a person has put in place of the mall's, by column key; for a heading over several
    columns by `group_key` of the first. `headings_at` are their cells.
    """

    key: str
    rows: tuple[Row, ...] = ()
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headings_at: Mapping[str, CellRef] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)

    def cell(self, row: str, column: str) -> Cell:
        """The cell there, an empty one if the table has no such row or column."""
        found = self.row(row)
        return found.cell(column) if found else EMPTY

    def ref(self, row: Row, column: str) -> CellRef | None:
        """Where a cell stands in the workbook, filled or not."""
        if row.at is None or column not in self.columns:
            return row.cell(column).at
        return CellRef(self.sheet, row.at.row, self.columns[column])

    def children(self, parent: str) -> Iterator[Row]:
        """The rows that an entity of another register owns, in order."""
        return (row for row in self.rows if row.parent == parent)
