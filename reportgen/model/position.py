"""Where something stands: in a sheet of a file (`CellRef`) and in the report, whatever the sheet looks like (`Place`)."""

from __future__ import annotations

from dataclasses import dataclass


def column_letter(index: int) -> str:
    """The letters of a 0-based column: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based index of a column's letters: A → 0, AA → 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A cell as Excel names it; `row` is 1-based, `column` its letters. Without both, the sheet as a whole."""

    sheet: str
    row: int | None = None
    column: str | None = None

    @property
    def a1(self) -> str:
        return f"{self.column or ''}{self.row or ''}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}" if self.a1 else self.sheet


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the report by its keys, the same from month to month: table, row, column.

    Texts and facts use the pseudo-tables `text` and `uppgift` with the key as row; a mall's own check uses `kontroll`,
    with its key as row and, if it is made column by column, the column. What stands where the report has no keys, beside a
    table, has the cell instead: "volymer:H12".
    """

    table: str
    row: str | None = None
    column: str | None = None
    cell: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys that there are."""
        return tuple(part for part in (self.table, self.row, self.column) if part)

    def __str__(self) -> str:
        keys = ".".join(self.parts)
        return f"{keys}:{self.cell}" if self.cell else keys

    @classmethod
    def parse(cls, text: str) -> Place:
        """The inverse of `str`; raises `ValueError` for anything but one to three keys, and perhaps a cell."""
        keys, colon, cell = text.strip().partition(":")
        parts = keys.split(".")
        if not 1 <= len(parts) <= 3 or not all(parts) or (colon and not cell):
            raise ValueError(text)
        table, row, column, *_ = [*parts, None, None]
        return cls(str(table), row, column, cell)
