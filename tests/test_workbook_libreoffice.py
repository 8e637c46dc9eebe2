"""Another spreadsheet program agrees with us: it works out the same values, and what it saves is read as the same report."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drawing import report as drawn_report
from malls import filled_reports, malls
from reportgen.derive.report import derive
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.value import Origin
from reportgen.pipeline import list_templates
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.grid import Book, GridCell
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.parse import parse_report
from reportgen.workbook.plan import PlannedCell, SheetPlan
from reportgen.workbook.read import read_book
from reportgen.workbook.write import workbook_bytes
from sheets import CREATED, MALL, bare, empty, file_of, filled
from test_derive_count import DRAWN as COUNTED
from test_derive_count import MALL as COUNTS
from test_workbook_parse import full

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice of its own, which works every formula out anew whatever value the file has."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    return folder


def saved_by_libreoffice(data: list[bytes], profile: Path, folder: Path) -> list[Book]:
    """The workbooks opened, worked out and saved again."""
    there, back = folder / "there", folder / "back"
    there.mkdir(exist_ok=True)
    files = [there / f"bok{n}.xlsx" for n in range(len(data))]
    for file, content in zip(files, data, strict=True):
        file.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(back), *map(str, files)], check=True, capture_output=True, timeout=240)
    return [read_book((back / file.name).read_bytes(), file.name) for file in files]


def with_wrong_values(plans: list[SheetPlan]) -> list[SheetPlan]:
    """Every formula with a value that is wrong, so that only a program that calculates can get it right."""

    def wrong(cell: PlannedCell) -> PlannedCell:
        return replace(cell, value=Decimal(-987654)) if cell.formula else cell

    return [replace(plan, cells={at: wrong(cell) for at, cell in plan.cells.items()}) for plan in plans]


def differences(plans: list[SheetPlan], book: Book) -> list[str]:
    """Where LibreOffice works out anything but the value that stands beside the formula in our plan."""
    found = []
    for plan in plans:
        grid = book.grid(plan.name)
        assert grid is not None, plan.name
        for at, cell in plan.cells.items():
            if cell.formula and not same(cell, grid.cell(*at)):
                found.append(f"{grid.ref(*at)} {cell.formula}: {cell.value} here, {grid.cell(*at)} in LibreOffice")
    return found


def same(planned: PlannedCell, found: GridCell) -> bool:
    if isinstance(planned.value, Decimal) and isinstance(found.value, Decimal):
        return abs(planned.value - found.value) <= Decimal("1e-9") * max(Decimal(1), abs(planned.value))
    return found.error is None and (planned.value or "") == (found.value or "")


def test_wrong_values_would_be_seen() -> None:
    plans = lay_out(full(), MALL)
    unopened = read_book(workbook_bytes(with_wrong_values(plans), created=CREATED), "bok.xlsx")
    assert len(differences(plans, unopened)) == sum(
        bool(cell.formula) for plan in plans for cell in plan.cells.values()
    )
    assert differences(plans, read_book(file_of(full()), "bok.xlsx")) == []


def test_what_libreoffice_saves_is_read_as_the_same_report(profile: Path, tmp_path: Path) -> None:
    books = saved_by_libreoffice([file_of(empty()), file_of(full())], profile, tmp_path)
    for book, report in zip(books, (empty(), full()), strict=True):
        found, findings = parse_report(book, MALL)
        assert findings == []
        assert bare(found) == bare(report)


def test_libreoffice_counts_what_we_count(profile: Path, tmp_path: Path) -> None:
    """Rows of two registers, by statuses and words, with signs that mean something in a criterion."""
    plans = lay_out(drawn_report(COUNTS, COUNTED), COUNTS)
    (book,) = saved_by_libreoffice([workbook_bytes(with_wrong_values(plans), created=CREATED)], profile, tmp_path)
    assert sum("COUNTIFS" in (cell.formula or "") for plan in plans for cell in plan.cells.values()) == 9
    assert differences(plans, book) == []


def test_libreoffice_works_out_what_we_work_out(profile: Path, tmp_path: Path) -> None:
    zero = filled(empty(), {"ekonomi.summa.budget": 0, "ekonomi.bokfort.prognos": 5, "ekonomi.personal.prognos": 3})
    april = replace(full(), period=Period(2025, 4))
    plans = [lay_out(report, MALL) for report in (empty(), full(), zero, april)]
    books = saved_by_libreoffice(
        [workbook_bytes(with_wrong_values(plan), created=CREATED) for plan in plans], profile, tmp_path
    )
    assert [differences(plan, book) for plan, book in zip(plans, books, strict=True)] == [[], [], [], []]


def test_derived_cells_are_those_that_libreoffice_shows(profile: Path, tmp_path: Path) -> None:
    book = saved_by_libreoffice([file_of(full())], profile, tmp_path)[0]
    report, _ = parse_report(book, MALL)
    for table in derive(report, MALL).tables.values():
        for row in table.rows:
            for key, cell in row.cells.items():
                shown = report.table(table.key).cell(row.key, key)
                if cell.origin is Origin.COMPUTED and cell.number is not None:
                    assert shown.number is not None, (table.key, row.key, key)
                    assert abs(shown.number - cell.number) < Decimal("1e-9")


def test_every_mall_is_worked_out_as_libreoffice_does(profile: Path, tmp_path: Path) -> None:
    specs = [template.spec for template in list_templates()]
    reports = [numbered(empty_report(spec, "Nämnden", Period(2024, 8)), spec) for spec in specs]
    plans = [lay_out(report, spec) for report, spec in zip(reports, specs, strict=True)]
    data = [workbook_bytes(with_wrong_values(plan), created=CREATED) for plan in plans]
    for plan, book in zip(plans, saved_by_libreoffice(data, profile, tmp_path), strict=True):
        assert differences(plan, book) == []


@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_mall_is_worked_out_as_libreoffice_does(profile: Path, tmp_path: Path, data: st.DataObject) -> None:
    specs = [data.draw(malls()) for _ in range(25)]
    plans = [lay_out(data.draw(filled_reports(spec)), spec) for spec in specs]
    files = [workbook_bytes(with_wrong_values(plan), created=CREATED) for plan in plans]
    for plan, book in zip(plans, saved_by_libreoffice(files, profile, tmp_path), strict=True):
        assert differences(plan, book) == []


def numbered(report: Report, spec: TemplateSpec) -> Report:
    """Every numeric cell that may be filled in with a number of its own, spare rows too."""
    for number, table in enumerate(spec.tables, 1):
        keys = [column.key for column in table.columns[1:] if column.type.is_numeric and not column.formula]
        values = {
            f"{table.key}.{row.key}.{key}": Decimal(number * 100 + 7 * r) + Decimal(c) / 8
            for r, row in enumerate(report.table(table.key).rows)
            for c, key in enumerate(keys)
            if (spec_row := table.row(row.key)) is None or not (spec_row.sum_of or spec_row.formula)
        }
        labels = {f"{table.key}.{row.key}": row.key for row in report.table(table.key).rows if not row.label}
        report = filled(report, values, labels)
    return report
