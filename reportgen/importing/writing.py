"""Figures from outside put in the workbook: each in its cell, with our sheets about them; the former workbook is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.exchange.slots import with_slots
from reportgen.model.errors import ReportgenError
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.rounds.current import replace_current
from reportgen.rounds.master import Master
from reportgen.workbook.answer import place_name
from reportgen.workbook.fill import filled, plan_filling
from reportgen.workbook.plan import SheetPlan


def write_figures(master: Master, changed: Mapping[Place, Value], plans: Sequence[SheetPlan]) -> Path | None:
    """Writes the workbook, unless nothing is new; gives the copy of what it was."""
    if not changed and not plans:
        return None
    after = with_slots(master.report, changed)
    filling = plan_filling(master.book, master.spec, master.report, after, changed)
    if filling.homeless:
        names = ", ".join(place_name(place, master.spec, master.report) for place in sorted(filling.homeless))
        raise ReportgenError(f"{master.file.name} saknar cellerna för {names}. Inget är ändrat.")
    return replace_current(master.file, master.data, filled(master.data, master.file.name, filling, plans))
