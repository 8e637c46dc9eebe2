"""Which codes of the economy system belong to a row: a line of the sheet Kontering, as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.position import CellRef

OUTSIDE = "-"
"""In place of a row: what is on these codes is deliberately in no row."""


@dataclass(frozen=True, slots=True)
class KonteringLine:
    """`table` and `row` are keys, or the words of the sheet. Codes are lists of 5010, 50-53, 51*; empty is any.

    `columns` is empty (each measure to the column with its name) or "utfall, budget=arsbudget"; `sign` is "", "vänd" or "lika".
    """

    table: str
    row: str
    konto: str = ""
    verksamhet: str = ""
    ansvar: str = ""
    objekt: str = ""
    motpart: str = ""
    columns: str = ""
    sign: str = ""
    at: CellRef | None = None

    @property
    def has_codes(self) -> bool:
        """Whether it says anything; a line without codes waits to be filled in."""
        return any((self.konto, self.verksamhet, self.ansvar, self.objekt, self.motpart))
