"""A new workbook, with what closed periods give it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.model.errors import OutputError
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.spec.schema import Template, TemplateSpec

if TYPE_CHECKING:
    from reportgen.earlier.prefill import Prefilled
    from reportgen.exchange.inherited import Inherited
    from reportgen.workbook.plan import SheetPlan


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new workbook has from closed periods, None for what there was not: values, and who answers for what as it was
    said in the period `said_in`.
    """

    filled: Prefilled | None = None
    inherited: Inherited | None = None
    said_in: Period | None = None


def new_workbook(
    template: Template, namnd: str, period: Period, target: Path, archive: Path | None = None, *, seal: str = ""
) -> Begun:
    """Writes a new workbook for that nämnd and period; refuses to replace a file that is there.

    What the mall fetches from closed periods is filled in from the archive, and who answers for what is as it was said last.
    `seal` is any secret: what the Word files made of the workbook are marked with.
    """
    from reportgen.earlier.prefill import prefilled
    from reportgen.output import write_beside
    from reportgen.periods import closed_before
    from reportgen.workbook.carried_round import inherited_sheet
    from reportgen.workbook.layout import empty_report, lay_out
    from reportgen.workbook.write import workbook_bytes

    if target.exists():
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    report = replace(empty_report(template.spec, namnd, period), seal=seal)
    earlier = closed_before(archive, template.spec, namnd, period, last=True)
    filled = prefilled(report, template.spec, earlier) if earlier else None
    report, notes = (filled.report, filled.notes) if filled else (report, {})
    *shown, hidden = lay_out(report, template.spec, notes)
    said_in, inherited = _inherited(report, template.spec, archive)
    extra = [inherited_sheet(inherited, report, template.spec)] if inherited else []
    extra += _inherited_sheets(report, template.spec, archive)
    created = datetime.combine(period.last_day, datetime.min.time(), UTC)
    write_beside(target, workbook_bytes([*shown, *extra, hidden], created=created))
    return Begun(filled, inherited, said_in)


def _inherited(report: Report, spec: TemplateSpec, archive: Path | None) -> tuple[Period | None, Inherited | None]:
    """Who answers for what, and in which period that was said: with the report's own mall, else with another."""
    from reportgen.periods import last_workbooks
    from reportgen.workbook.carried_round import inherited_responsibility
    from reportgen.workbook.read import read_book

    for name, data in last_workbooks(archive, spec.info.name, report.namnd, report.period):
        found = inherited_responsibility(read_book(data, str(name.period)), report, spec)
        if found:
            return name.period, found
    return None, None


def _inherited_sheets(report: Report, spec: TemplateSpec, archive: Path | None) -> list[SheetPlan]:
    """The sheets Kontering and Kolada as the workbook that was closed last with the same mall has them, else as the mall does."""
    from reportgen.periods import last_workbooks
    from reportgen.workbook.carried_round import carried_kontering, inherited_kolada
    from reportgen.workbook.read import read_book

    for name, data in last_workbooks(archive, spec.info.name, report.namnd, report.period):
        if name.template == spec.info.name:
            former = read_book(data, str(name.period))
            return [*carried_kontering(former), *inherited_kolada(former, spec)]
    return list(inherited_kolada(None, spec))
