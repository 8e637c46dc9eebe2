"""The round with chefer when a workbook is written anew, or for a new period: who answers for what, what has been sent and
received, and the log.

The sheets of the import from the economy system come along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reportgen.exchange.inherited import Inherited, inherit
from reportgen.exchange.merge import closed
from reportgen.exchange.responsibility import items
from reportgen.model.errors import WorkbookError
from reportgen.model.report import Report
from reportgen.spec.schema import CHANGES, CONFLICTS, IMPORTED, KOLADA, KONTERING, RESPONSIBLE, TemplateSpec
from reportgen.workbook.answer import place_name
from reportgen.workbook.conflict_sheet import open_conflicts
from reportgen.workbook.grid import Book
from reportgen.workbook.imported_sheet import imported_sheet, read_export_files, read_imports
from reportgen.workbook.kolada_sheet import kolada_sheet, proposed_choices, read_choices, read_figures
from reportgen.workbook.kontering_sheet import kontering_sheet, read_kontering
from reportgen.workbook.log_sheet import log_sheet, read_log
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.responsible_sheet import item_marks, read_responsible, responsible_sheet
from reportgen.workbook.round_sheet import ROUND_SHEET, read_state, round_plan

ROUND_SHEETS: Final = frozenset({RESPONSIBLE, CONFLICTS, CHANGES, ROUND_SHEET, KONTERING, IMPORTED, KOLADA})


def carried_round(book: Book, report: Report, template: TemplateSpec) -> Iterator[SheetPlan]:
    """The sheets of the round and of the import in `book`, for a new workbook with `report`.

    Answers so far are then ours and settled. Raises `WorkbookError` when something still waits for a choice, since a choice
    is between values of the old workbook.
    """
    if open_conflicts(book):
        raise WorkbookError(f"{book.name}: välj först på bladet {CONFLICTS}, och kör reportgen samla-in.")
    grid = book.grid(RESPONSIBLE)
    if grid is not None:
        said = read_responsible(grid).responsibility
        yield responsible_sheet(items(report, template), said.chefer, said.owners)
    yield from carried_kontering(book)
    yield from carried_kolada(book, report, template)
    if book.grid(IMPORTED) is not None:
        yield imported_sheet(read_imports(book), read_export_files(book))
    log = read_log(book)
    if log:
        yield log_sheet(log)
    if book.grid(ROUND_SHEET) is not None:
        state = read_state(book)
        yield round_plan(replace(state, memory=closed(state.memory)))


def carried_kontering(book: Book) -> Iterator[SheetPlan]:
    """The sheet Kontering as `book` has it, in its words."""
    lines = read_kontering(book)
    if lines is not None:
        yield kontering_sheet(lines, lambda table, row: (table, row))


def carried_kolada(book: Book, report: Report, template: TemplateSpec) -> Iterator[SheetPlan]:
    """The sheet Kolada of the mall: whom `book` compares with, and the figures that the mall still has cells for."""
    if not template.kolada_tables:
        return
    keys = {table.key for table in template.kolada_tables}
    kept = [figure for figure in read_figures(book) if figure.place.table in keys]
    choices = {**proposed_choices(template), **(read_choices(book) or {})}
    yield kolada_sheet(template, choices, [(one, place_name(one.place, template, report)) for one in kept])


def inherited_kolada(former: Book | None, template: TemplateSpec) -> Iterator[SheetPlan]:
    """The sheet Kolada of a new workbook: whom the workbook of a former period compared with, else the mall's proposal."""
    if template.kolada_tables:
        former_choices = read_choices(former) if former else None
        yield kolada_sheet(template, {**proposed_choices(template), **(former_choices or {})})


def inherited_responsibility(former: Book, report: Report, template: TemplateSpec) -> Inherited | None:
    """Who answers for what in a new report, as the workbook of a former period has it; None when nobody was named there."""
    grid = former.grid(RESPONSIBLE)
    if grid is None:
        return None
    said = read_responsible(grid).responsibility
    return inherit(said, set(item_marks(grid)), report, template) if said.chefer else None


def inherited_sheet(inherited: Inherited, report: Report, template: TemplateSpec) -> SheetPlan:
    """The sheet Ansvariga of a new workbook."""
    said = inherited.responsibility
    return responsible_sheet(items(report, template), said.chefer, said.owners)
