"""Kolada's figures arrive in their cells with year and source; what somebody typed stays; everything else is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kolada_server import DATA, answer, item, value
from reportgen.exchange.slots import slots
from reportgen.importing.kolada import Brought, add_kolada, bring_kolada
from reportgen.importing.kolada_files import read_files
from reportgen.model.errors import ReportgenError
from reportgen.model.kolada import PROTECTED
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.value import DASH, Value
from reportgen.pipeline import check_workbook, find_template, new_workbook, upgrade_workbook
from reportgen.rounds.undo import undo_step

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
MALL = "standard-arsredovisning"
CHOICES = {"egen": "9901 Exempelby", "liknande": "G1001 Liknande kommuner"}


def place(row: str, column: str) -> Place:
    return Place("jamforelse", row, column)


EGEN, LIKNANDE, RIKET, AR = (place("nettokostnad", column) for column in ("egen", "liknande", "riket", "ar"))


def edited(master: Path, change: Callable[[Any], None]) -> None:
    book = load_workbook(master)
    change(book)
    book.save(master)


def chosen(**choices: str) -> Callable[[Any], None]:
    """Writes whom we are compared with on the sheet Kolada."""

    def change(book: Any) -> None:
        for row in book["Kolada"].iter_rows():
            part = str(row[0].value).removeprefix("#kolada:val:")
            if part in choices:
                row[2].value = choices[part]

    return change


def typed(where: Place, what: object) -> Callable[[Any], None]:
    """Types a value in the cell of a place."""

    def change(book: Any) -> None:
        sheet = book["Jämförelse"]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        keys = next(row for row in sheet.iter_rows() if any(cell.value == "liknande" for cell in row))
        column = next(cell.column for cell in keys if cell.value == where.column)
        sheet.cell(rows[where.row], column, what)

    return change


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "ar.xlsx"
    new_workbook(find_template(MALL), "Socialnämnden", Period(2025, 12), path)
    edited(path, chosen(**CHOICES))
    return path


def brought(master: Path, *items: Any, **how: Any) -> Brought:
    file = master.with_name("svar.json")
    file.write_text(answer(*(items or DATA)), "utf-8")
    return bring_kolada(master, lambda _: read_files([file]), now=NOW, **how)


def values(master: Path) -> dict[Place, Value]:
    return slots(check_workbook(master).entered)


def codes(master: Path) -> list[str]:
    return [finding.code.name for finding in check_workbook(master).findings if finding.code.name.startswith("KOLADA")]


def test_figures_arrive_with_their_year_and_nothing_else_changes(master: Path) -> None:
    before = values(master)
    done = brought(master)
    after = values(master)
    assert {one: told for one, told in after.items() if before.get(one) != told} == {
        EGEN: Decimal("5512.25"),
        LIKNANDE: Decimal("5236.4"),
        RIKET: Decimal(4987),
        AR: "2024",
        place("avvikelse_andel", "egen"): Decimal("4.2"),
        place("avvikelse_andel", "riket"): DASH,
        place("avvikelse_andel", "ar"): "2024",
    }
    assert (done.former, done.standing) == (master.with_name("ar-tidigare-1.xlsx"), ())


def test_the_workbook_remembers_id_year_group_and_file(master: Path) -> None:
    brought(master)
    figures = {one.place: one for one in check_workbook(master).entered.kolada}
    one = figures[LIKNANDE]
    assert (one.kpi, one.year, one.area, one.count, one.is_mean) == ("N30005", 2024, "G1001", 2, True)
    assert (one.file, one.fetched) == ("svar.json", "2026-01-14 09:30")
    assert figures[RIKET].year == 2023


def test_the_same_file_again_changes_nothing(master: Path) -> None:
    brought(master)
    data = master.read_bytes()
    assert brought(master).former is None
    assert master.read_bytes() == data


@pytest.mark.slow
def test_a_newer_answer_replaces_what_was_fetched(master: Path) -> None:
    brought(master)
    done = brought(master, item("N30005", "9901", 2025, 5600), item("N30005", "0000", 2025, 5100))
    after = values(master)
    assert (done.standing, after[EGEN], after[RIKET], after[AR]) == ((), Decimal(5600), Decimal(5100), "2025")
    assert after[LIKNANDE] == Decimal("5236.4"), "finns inte i det nya, och står kvar"
    assert "KOLADA_OLIKA_AR" in codes(master)


@pytest.mark.slow
def test_a_figure_typed_by_hand_stays_until_it_is_to_be_written_over(master: Path) -> None:
    edited(master, typed(RIKET, 5000))
    done = brought(master)
    assert [(one.place, one.before) for one in done.standing] == [(RIKET, Decimal(5000))]
    assert values(master)[RIKET] == Decimal(5000)
    assert values(master)[EGEN] == Decimal("5512.25"), "resten förs in"
    assert "KOLADA_ANDRAT" in codes(master)
    assert brought(master, overwrite=True).standing == ()
    assert values(master)[RIKET] == Decimal(4987)


@pytest.mark.slow
def test_a_figure_that_was_fetched_and_then_changed_by_hand_stays(master: Path) -> None:
    brought(master)
    edited(master, typed(EGEN, 5513))
    assert [one.place for one in brought(master).standing] == [EGEN]


@pytest.mark.slow
def test_a_figure_typed_as_it_is_printed_is_no_other_figure(master: Path) -> None:
    edited(master, typed(EGEN, 5512))
    assert brought(master).standing == ()


@pytest.mark.slow
def test_a_year_typed_by_hand_keeps_its_whole_row(master: Path) -> None:
    edited(master, typed(AR, "2022"))
    done = brought(master)
    assert {one.place for one in done.standing} == {AR, EGEN, LIKNANDE, RIKET}
    assert values(master)[AR] == "2022"
    assert EGEN not in values(master)


@pytest.mark.slow
def test_a_protected_value_is_shown_as_such_and_read_back(master: Path) -> None:
    brought(master, item("N30005", "9901", 2024, value(None, status="Private")), item("N30005", "0000", 2024, 1))
    assert values(master)[EGEN] == PROTECTED
    assert [finding.code.name for finding in check_workbook(master).findings if finding.place == EGEN] == []


def test_a_trial_writes_nothing(master: Path) -> None:
    data = master.read_bytes()
    assert len(brought(master, trial=True).written) == 7
    assert master.read_bytes() == data


@pytest.mark.slow
def test_a_step_can_be_taken_back(master: Path) -> None:
    data = master.read_bytes()
    brought(master)
    undo_step(master, now=NOW)
    assert master.read_bytes() == data


@pytest.mark.slow
def test_an_older_year_that_is_asked_for_is_a_finding(master: Path) -> None:
    brought(master, year=2023)
    assert values(master)[AR] == "2023"
    assert "KOLADA_AR_GAMMALT" in codes(master)


@pytest.mark.slow
def test_the_figures_of_last_year_come_along_when_the_workbook_is_upgraded(master: Path) -> None:
    brought(master)
    before = check_workbook(master).entered
    upgraded = upgrade_workbook(master, master.with_name("ny.xlsx"))
    assert upgraded is not None
    after = check_workbook(master.with_name("ny.xlsx")).entered
    assert [(one.place, one.value, one.who) for one in after.kolada] == [
        (one.place, one.value, one.who) for one in before.kolada
    ]


@pytest.mark.slow
def test_a_workbook_without_the_sheet_gets_it(master: Path) -> None:
    edited(master, lambda book: book.remove(book["Kolada"]))
    assert add_kolada(master, now=NOW) is not None
    assert "Kolada" in load_workbook(master).sheetnames
    assert add_kolada(master, now=NOW) is None


def test_a_mall_without_comparisons_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mars.xlsx"
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 3), path)
    with pytest.raises(ReportgenError, match="inga nyckeltal ur Kolada"):
        brought(path)
    assert "Kolada" not in load_workbook(path).sheetnames
