"""A report → the sheets of its workbook, whether it is empty, filled, or read from another workbook. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from reportgen.derive.report import derive
from reportgen.derive.rules import CellKind, cell_rule, free_row_keys
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Cell, Origin
from reportgen.spec.schema import FactSpec, RowSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill
from reportgen.workbook.cells import read_date
from reportgen.workbook.guidance import Choices, word_lists
from reportgen.workbook.last_time import with_notes
from reportgen.workbook.meta import meta_plan
from reportgen.workbook.placing import names, period_text, place_tables
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.progress import table_progress
from reportgen.workbook.review_sheet import review_sheet
from reportgen.workbook.start_sheet import PERIOD_CELL, start_sheet
from reportgen.workbook.table_sheet import Surroundings, table_sheet
from reportgen.workbook.text_sheets import text_progress, texts_sheet


def empty_report(template: TemplateSpec, namnd: str, period: Period) -> Report:
    """What a new workbook holds: the mall's rows and spare rows, its standing cells, and the defaults of facts and texts."""
    report = Report(template.info.name, template.info.version, namnd, period)
    words = names(report)
    report = replace(
        report,
        facts=MappingProxyType({fact.key: _default_fact(fact, words) for fact in template.facts}),
        texts=MappingProxyType({text.key: Cell(text.default.strip() or None) for text in template.texts}),
    )
    return completed(report, template)


def completed(report: Report, template: TemplateSpec) -> Report:
    """The report with every row that the mall has, and spare rows up to the number it leaves free."""
    words = names(report)
    tables = {spec.key: _completed_table(report.table(spec.key), spec, words) for spec in template.tables}
    return report.with_tables(tables)


def lay_out(
    report: Report, template: TemplateSpec, notes: Mapping[Place, str] = MappingProxyType({})
) -> list[SheetPlan]:
    """The sheets in order: Start, the tables, Texter, Granskning, and the very hidden one. Formulas have their values.

    `notes` are shown at the cells of their places: what was written there last time.
    """
    report = derive(completed(report, template), template, judged=False)
    placed = place_tables(report, template)
    lists = word_lists(template)
    around = Surroundings(report, template, placed, Choices(template, placed, lists))
    plans = [table_sheet(sheet, around) for sheet in template.sheets]
    progress = [
        (table_progress(sheet.name, [placed[key] for key in sheet.tables], report.period, template), plan.cells)
        for sheet, plan in zip(template.sheets, plans, strict=True)
    ]
    texts = texts_sheet(report, template)
    if template.texts:
        plans.append(texts)
        progress.append((text_progress(texts, template), texts.cells))
    plans = [with_notes(plan, placed, notes) for plan in plans] if notes else plans
    start = start_sheet(report, template, progress)
    header = f"{report.namnd}, {period_text(report.period)}"
    shown = [replace(plan, header=header) for plan in (start, *plans, review_sheet(report))]
    return [*shown, meta_plan(report, PERIOD_CELL, lists)]


def _default_fact(fact: FactSpec, words: dict[str, str]) -> Cell:
    text = fill(fact.default, words).strip()
    return Cell((read_date(text) if fact.type == "datum" else None) or text or None)


def _completed_table(table: Table, spec: TableSpec, words: dict[str, str]) -> Table:
    rows = list(table.rows)
    there = {row.key for row in rows}
    own = {row.key for row in spec.rows}
    at = 0
    for row in spec.rows:
        if row.key in there:
            at = next(n for n, other in enumerate(rows) if other.key == row.key) + 1
            continue
        while row.kind is RowKind.SUMMA and at < len(rows) and rows[at].key not in own:
            at += 1
        rows.insert(at, _empty_row(row, spec, words))
        at += 1
    free = _free_place(rows, own)
    rows[free:free] = [Row(key, "", added=True) for key in free_row_keys(spec) if key not in there]
    return replace(table, rows=tuple(rows))


def _empty_row(row: RowSpec, spec: TableSpec, words: dict[str, str]) -> Row:
    rules = {column.key: cell_rule(spec, row, column) for column in spec.columns[1:]}
    standing = {key: rule.standing for key, rule in rules.items() if rule.kind is CellKind.STANDING}
    cells = {
        key: Cell(fill(value, words) if isinstance(value, str) else value, origin=Origin.STANDING)
        for key, value in standing.items()
    }
    return Row(row.key, fill(row.label, words), row.kind, MappingProxyType(cells), parent=row.parent)


def _free_place(rows: list[Row], own: set[str]) -> int:
    """Where spare rows go: after those in use, else before the sums that end the table."""
    last = next((n for n, row in reversed(list(enumerate(rows))) if row.key not in own), None)
    if last is not None:
        return last + 1
    at = len(rows)
    while at and rows[at - 1].kind is RowKind.SUMMA:
        at -= 1
    return at
