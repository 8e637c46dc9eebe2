"""The three standard malls: one workbook through the year, and examples of one year that agree with each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from archives import closing
from reportgen.derive.description import described
from reportgen.earlier.known import Earlier
from reportgen.earlier.prefill import prefilled
from reportgen.model.archived import Archived
from reportgen.model.finding import Severity
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.pipeline import Checked, check_workbook, find_template
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.layout import empty_report

ROOT = Path(__file__).resolve().parent.parent
MALLS = ("standard-manadsuppfoljning", "standard-delarsrapport", "standard-arsredovisning")
EXAMPLES = tuple(f"{mall}-{period}" for mall, period in zip(MALLS, ("2025-03", "2025-08", "2025-12"), strict=True))
PAIRS = list(combinations(range(3), 2))
YEAR = ("resultatrakning", "driftredovisning", "volymer")
"""The tables with the year's budget."""


@pytest.fixture(scope="module")
def specs() -> list[TemplateSpec]:
    return [find_template(name).spec for name in MALLS]


@pytest.fixture(scope="module")
def examples() -> list[Checked]:
    return [check_workbook(ROOT / "inputs" / f"{name}.xlsx") for name in EXAMPLES]


def number(report: Report, table: str, row: str, column: str) -> Decimal:
    found = report.table(table).row(row)
    assert found is not None
    value = found.cell(column).value
    assert isinstance(value, Decimal), (table, row, column)
    return value


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_table_has_the_same_rows_and_columns_in_all_three(specs: list[TemplateSpec], one: int, other: int) -> None:
    shared = [table for table in specs[one].reported if specs[other].table(table.key)]
    assert {"resultatrakning", "driftredovisning", "volymer", "manadsserier", "personal", "atgarder"} <= {
        table.key for table in shared
    }
    for table in shared:
        again = specs[other].table(table.key)
        assert again is not None
        assert again.rows == table.rows
        assert again.free_rows == table.free_rows
        assert {c.key: (c.type, c.unit) for c in again.columns} == {c.key: (c.type, c.unit) for c in table.columns}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_files_of_tables_are_the_same(one: int, other: int) -> None:
    folders = [ROOT / "templates" / MALLS[n] / "tabeller" for n in (one, other)]
    shared = {path.name for path in folders[0].iterdir()} & {path.name for path in folders[1].iterdir()}
    assert {"ekonomi.toml", "volymer.toml", "personal.toml", "atgarder.toml"} <= shared
    for name in shared:
        assert (folders[0] / name).read_text("utf-8") == (folders[1] / name).read_text("utf-8"), name


@pytest.mark.parametrize("larger", [1, 2])
def test_what_the_month_asks_for_the_others_ask_for_too(specs: list[TemplateSpec], larger: int) -> None:
    """Nothing that was filled in in a month is without place in August and December."""
    month, other = specs[0], specs[larger]
    for kind in ("tables", "texts", "facts", "quantities", "charts"):
        assert {part.key for part in getattr(month, kind)} <= {part.key for part in getattr(other, kind)}, kind


def test_delarsrapport_and_arsredovisning_ask_for_the_same(specs: list[TemplateSpec]) -> None:
    of_the_year = {
        "jamforelse",
        "jamforelse_analys",
        "prognoshistorik",
    }  # Kolada has figures once a year, bokslut comes once
    for kind in ("tables", "texts", "facts", "charts", "scales", "rules"):
        asked = [part.key for part in getattr(specs[2], kind) if part.key not in of_the_year]
        assert [part.key for part in getattr(specs[1], kind)] == asked, kind


def test_the_examples_have_no_findings(examples: list[Checked]) -> None:
    assert [f.message for checked in examples for f in checked.findings if f.severity > Severity.NOTIS] == []


def test_the_examples_are_of_one_year_with_one_budget(examples: list[Checked]) -> None:
    months, *others = [checked.derived for checked in examples]
    for table in YEAR:
        for row in months.table(table).rows:
            for other in others:
                assert number(other, table, row.key, "budget") == number(months, table, row.key, "budget")


def test_costs_and_volumes_grow_through_the_year(examples: list[Checked]) -> None:
    march, august, december = [checked.derived for checked in examples]
    for table in YEAR:
        for row in march.table(table).rows:
            for column in ("utfall", "utfall_fg"):
                values = [abs(number(report, table, row.key, column)) for report in (march, august, december)]
                assert values == sorted(values), (table, row.key, column)


def test_a_month_once_reported_stands_as_it_was(examples: list[Checked]) -> None:
    march, august, december = [checked.derived for checked in examples]
    for earlier, later in ((march, august), (august, december)):
        for row in earlier.table("manadsserier").rows:
            again = later.table("manadsserier").row(row.key)
            assert again is not None
            for column, cell in row.cells.items():
                if column != "period" and isinstance(cell.value, Decimal):
                    assert again.cell(column).value == cell.value, (row.key, column)


def test_the_forecast_of_august_is_the_one_december_is_held_against(examples: list[Checked]) -> None:
    august, december = examples[1].derived, examples[2].derived
    for table in ("resultatrakning", "driftredovisning"):
        for row in august.table(table).rows:
            assert number(december, table, row.key, "prognos") == number(august, table, row.key, "prognos")


def test_last_years_outcome_is_the_same_all_the_year(examples: list[Checked]) -> None:
    months, august, december = [checked.derived for checked in examples]
    for table in ("resultatrakning", "driftredovisning"):
        for row in december.table(table).rows:
            of_year = number(december, table, row.key, "utfall_fg")
            assert [number(one, table, row.key, "bokslut_fg") for one in (months, august)] == [of_year] * 2


@pytest.mark.parametrize("nth", range(3))
def test_net_cost_is_the_same_wherever_it_stands(examples: list[Checked], nth: int) -> None:
    report = examples[nth].derived
    for column in ("utfall_fg", "utfall", "periodbudget", "budget", "prognos", "avvikelse"):
        assert number(report, "driftredovisning", "totalt", column) == number(
            report, "resultatrakning", "netto", column
        )


@pytest.mark.parametrize("nth", range(3))
def test_what_volume_and_price_do_together_is_the_whole_variance(examples: list[Checked], nth: int) -> None:
    report = examples[nth].derived
    for row in report.table("volymer").rows:
        if not row.cell("kostnadsavvikelse").is_empty:
            parts = sum(number(report, "volymer", row.key, part) for part in ("volymeffekt", "priseffekt"))
            assert parts == pytest.approx(number(report, "volymer", row.key, "kostnadsavvikelse")), row.key


@pytest.mark.parametrize("nth", [1, 2])
def test_net_cost_per_day_is_made_of_the_figures_of_the_other_tables(examples: list[Checked], nth: int) -> None:
    report = examples[nth].derived
    pairs = {
        "nt_familjehem": "barn_familjehem",
        "nt_institution": "barn_institution",
        "nt_vuxna": "vuxna_institution",
        "nt_skyddat": "vuxna_skyddat",
    }
    for form, row in pairs.items():
        net = number(report, form, "netto", "utfall")
        assert net == -number(report, "driftredovisning", row, "utfall")
        per_day = number(report, form, "netto_per_vardygn", "utfall")
        assert per_day == pytest.approx(net * 1000 / number(report, form, "vardygn", "utfall"))


def archived(checked: Checked, period: str, *, without: str = "") -> Archived:
    """The example as the archive keeps it, closed in that period."""
    told = described(checked.derived, checked.template.spec)
    tables = {key: table for key, table in told.report.tables.items() if key != without}
    words = {key: table for key, table in told.words.tables.items() if key != without}
    told = replace(told, report=replace(told.report, tables=tables), words=replace(told.words, tables=words))
    return Archived(closing(period, template=checked.template.spec.info.name), told)


def history(specs: list[TemplateSpec], period: str, *closed: Archived) -> dict[str, str]:
    """What a new årsredovisning knows of the forecasts for children and young."""
    of_year = Period.parse(period)
    made = prefilled(empty_report(specs[2], "Socialnämnden", of_year), specs[2], Earlier(of_year, MALLS[2], closed))
    row = made.report.table("prognoshistorik").row("ifo_barn")
    assert row is not None
    return {key: str(cell.value) for key, cell in row.cells.items() if cell.value is not None}


def test_the_forecasts_of_a_year_follow_to_the_next_with_those_typed_by_hand(
    specs: list[TemplateSpec], examples: list[Checked]
) -> None:
    found = history(specs, "2026-12", archived(examples[2], "2025-12"))
    then = examples[2].derived.table("prognoshistorik").row("ifo_barn")
    assert then is not None
    moved = [("budget", "budget_ar1"), ("prognos_1", "prognos_1_ar1"), ("prognos_2", "prognos_2_ar1")]
    moved += [
        (f"{key}_ar{n}", f"{key}_ar{n + 1}") for key in ("budget", "prognos_1", "prognos_2", "bokslut") for n in (1, 2)
    ]
    assert found == {now: str(then.cell(before).value) for before, now in moved}


def test_the_first_time_they_are_taken_from_the_reports_of_those_periods(
    specs: list[TemplateSpec], examples: list[Checked]
) -> None:
    """The delårsrapport stands for both April and August here; the row is a sum there, and entered in the history."""
    closed = (
        archived(examples[1], "2025-04"),
        archived(examples[1], "2025-08"),
        archived(examples[2], "2025-12", without="prognoshistorik"),
    )
    assert history(specs, "2025-12", *closed) == {"prognos_1": "-106900"}
    assert history(specs, "2026-12", *closed) == {
        "budget_ar1": "-100700",
        "prognos_1_ar1": "-106900",
        "prognos_2_ar1": "-106900",
    }
    assert history(specs, "2027-12", *closed) == {
        "budget_ar2": "-100700",
        "prognos_1_ar2": "-106900",
        "prognos_2_ar2": "-106900",
        "bokslut_ar2": "-106718",
    }
