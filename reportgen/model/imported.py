"""What a workbook remembers of imports from the economy system: the figures, and what they could not say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.kontering import KonteringLine
from reportgen.model.position import CellRef, Place


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """What an export gives a cell: its place, what people call it, the value in the cell's unit, the export and when.

    The cell itself has another value when somebody has typed one, or when it is a sum that is worked out.
    """

    place: Place
    what: str
    value: Decimal
    file: str
    at: str


@dataclass(frozen=True, slots=True)
class LooseAmount:
    """Kronor of an export that are in no row of a table, signed as the export has them.

    `codes` are the words they are told by ("konto 8410"); `rows` are the keys of the rows that want them, none when they are
    not mapped. `cell` is where they stand in the workbook.
    """

    table: str
    codes: str
    measure: str
    amount: Decimal
    rows: tuple[str, ...]
    file: str
    at: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """A voucher that was taken though its rows do not add up to zero: its name and line in the export, and the rest in kronor."""

    voucher: str
    line: int
    rest: Decimal
    file: str
    at: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Imports:
    """All of it; `lines` are those of the sheet Kontering as it is now."""

    figures: tuple[ImportedLine, ...] = ()
    loose: tuple[LooseAmount, ...] = ()
    unbalanced: tuple[Unbalanced, ...] = ()
    lines: tuple[KonteringLine, ...] = ()
