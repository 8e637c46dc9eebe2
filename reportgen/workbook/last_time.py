"""Notes at cells: what was written there last time, for whoever writes now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from reportgen.model.position import Place
from reportgen.spec.schema import TEXTS
from reportgen.workbook.grid import Position
from reportgen.workbook.placing import Placed
from reportgen.workbook.plan import SheetPlan

LAST_TIME: Final = "Förra gången, "
"""How our notes begin, so that they are not taken for a person's."""

LONGEST: Final = 4_000
"""Signs of a note; more than that is read in the closed report."""

_TEXT_COLUMN: Final = 2


def with_notes(plan: SheetPlan, placed: Mapping[str, Placed], notes: Mapping[Place, str]) -> SheetPlan:
    """The sheet with the notes of its places."""
    found = dict(_on_sheet(plan, placed, notes))
    return replace(plan, notes=MappingProxyType(found)) if found else plan


def is_ours(note: str) -> bool:
    """Whether reportgen wrote a note."""
    return note.lstrip().startswith(LAST_TIME)


def _on_sheet(
    plan: SheetPlan, placed: Mapping[str, Placed], notes: Mapping[Place, str]
) -> Iterator[tuple[Position, str]]:
    texts = {cell.value: row for (row, column), cell in plan.cells.items() if column == 0} if plan.name == TEXTS else {}
    for place, note in notes.items():
        table, row, column = placed.get(place.table), place.row or "", place.column or ""
        if place.table == "text" and row in texts:
            yield (texts[row], _TEXT_COLUMN), _shown(note)
        elif table and table.sheet == plan.name and row in table.rows and column in table.columns:
            yield (table.rows[row], table.columns[column]), _shown(note)


def _shown(note: str) -> str:
    text = f"{LAST_TIME}{note}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
