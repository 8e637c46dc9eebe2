"""Figures of an export arrive in their cells, exactly; what somebody typed stays; everything else is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reportgen.exchange.slots import slots
from reportgen.importing.figures import Imported, add_kontering, import_figures
from reportgen.ledger.export import LedgerError
from reportgen.ledger.mapping import KonteringError
from reportgen.ledger.source import SourceError
from reportgen.model.errors import ReportgenError
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.pipeline import check_workbook, find_template, new_workbook, upgrade_workbook
from reportgen.rounds.undo import undo_step
from sie_writer import SieWriter

NOW = datetime(2025, 9, 3, 9, 30, tzinfo=UTC)
PERSONAL, AVGIFTER = Place("resultatrakning", "personal", "utfall"), Place("resultatrakning", "avgifter", "utfall")
CSV = "Konto;Verksamhet;Utfall ack\n5010;5510;1234567,89\n3110;5510;-2000,10\n1930;;99,00\n"


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "mars.xlsx"
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 3), path)
    return path


def export(master: Path, text: str = CSV, name: str = "utfall.csv") -> Path:
    path = master.with_name(name)
    path.write_bytes(text.encode("cp1252"))
    return path


def imported(master: Path, *exports: Path, **how: Any) -> Imported:
    return import_figures(master, exports, now=NOW, **how)


def values(master: Path) -> dict[Place, Value]:
    return slots(check_workbook(master).entered)


def edited(master: Path, change: Callable[[Any], None]) -> None:
    book = load_workbook(master)
    change(book)
    book.save(master)


def typed(place: Place, value: object) -> Callable[[Any], None]:
    """Types a value in the cell of a place."""

    def change(book: Any) -> None:
        sheet = book["Resultaträkning"]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        keys = next(row for row in sheet.iter_rows() if any(cell.value == place.column for cell in row))
        column = next(cell.column for cell in keys if cell.value == place.column)
        sheet.cell(rows[place.row], column, value)

    return change


def kontering(row: str, **codes: str) -> Callable[[Any], None]:
    """Writes codes on the first line of a row of the sheet Kontering."""

    def change(book: Any) -> None:
        sheet = book["Kontering"]
        headings = {cell.value: cell.column for cell in sheet[5]}
        line = next(cells[0].row for cells in sheet.iter_rows(min_row=6) if cells[2].value == row)
        for name, code in codes.items():
            sheet.cell(line, headings[name], code)

    return change


def test_amounts_arrive_exact_and_turned_and_nothing_else_changes(master: Path) -> None:
    before = values(master)
    done = imported(master, export(master))
    after = values(master)
    assert {place: value for place, value in after.items() if before.get(place) != value} == {
        PERSONAL: Decimal("-1234.56789"),
        AVGIFTER: Decimal("2.0001"),
    }
    assert done.former is not None
    assert (len(done.written), done.standing, done.has_loose) == (2, (), False)


def test_the_same_export_again_changes_nothing(master: Path) -> None:
    imported(master, export(master))
    data = master.read_bytes()
    assert imported(master, export(master)).former is None
    assert master.read_bytes() == data


def test_a_newer_export_replaces_what_was_imported(master: Path) -> None:
    imported(master, export(master))
    done = imported(master, export(master, CSV.replace("1234567,89", "1300000,00")))
    assert done.standing == ()
    assert values(master)[PERSONAL] == Decimal(-1300)


def test_a_figure_typed_by_hand_stays_until_it_is_to_be_written_over(master: Path) -> None:
    edited(master, typed(PERSONAL, -1200))
    done = imported(master, export(master))
    assert [(figure.place, figure.before) for figure in done.standing] == [(PERSONAL, Decimal(-1200))]
    assert values(master)[PERSONAL] == Decimal(-1200)
    assert values(master)[AVGIFTER] == Decimal("2.0001"), "resten förs in"
    assert imported(master, export(master), overwrite=True).standing == ()
    assert values(master)[PERSONAL] == Decimal("-1234.56789")


def test_a_figure_that_was_imported_and_then_changed_by_hand_stays(master: Path) -> None:
    imported(master, export(master))
    edited(master, typed(PERSONAL, -1200))
    assert [figure.place for figure in imported(master, export(master)).standing] == [PERSONAL]


def test_a_figure_typed_as_the_export_is_printed_is_no_other_figure(master: Path) -> None:
    edited(master, typed(PERSONAL, -1235))
    assert imported(master, export(master)).standing == ()


def test_a_trial_writes_nothing(master: Path) -> None:
    data = master.read_bytes()
    assert len(imported(master, export(master), trial=True).written) == 2
    assert master.read_bytes() == data


def test_what_is_not_mapped_is_told_and_the_rest_imported(master: Path) -> None:
    done = imported(master, export(master, CSV + "8410;;50,00\n"))
    assert [loose.codes.konto for loose in done.tables[0].unmapped] == ["8410"]
    assert values(master)[AVGIFTER] == Decimal("2.0001")


def test_what_is_mapped_twice_stops_the_import(master: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Lokaler", Konto="501*"))
    data = master.read_bytes()
    done = imported(master, export(master))
    assert [loose.rows for loose in done.tables[0].twice] == [("personal", "lokaler")]
    assert master.read_bytes() == data


def test_the_sheet_of_the_workbook_is_followed(master: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Utredning, barn", Verksamhet="5510"))
    imported(master, export(master))
    assert values(master)[Place("driftredovisning", "barn_utredning", "utfall")] == Decimal("-1232.56779")


def test_a_line_that_cannot_be_followed_is_told_with_its_cell(master: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Lokaler", Konto="60 10", Tecken="minus"))
    with pytest.raises(KonteringError, match=r"Kontering!B\d+"):
        imported(master, export(master))


def test_the_kontering_of_last_month_is_taken_along(master: Path, tmp_path: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Utredning, barn", Verksamhet="5510"))
    april = tmp_path / "april.xlsx"
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 4), april)
    imported(april, export(april), kontering=master)
    assert values(april)[Place("driftredovisning", "barn_utredning", "utfall")] == Decimal("-1232.56779")
    with pytest.raises(ReportgenError, match="har redan bladet"):
        imported(april, export(april), kontering=master)


def test_undo_gives_the_workbook_as_it_was(master: Path) -> None:
    before = values(master)
    imported(master, export(master))
    undo_step(master, now=NOW)
    assert values(master) == before


def test_sie_csv_and_excel_give_the_same(master: Path, tmp_path: Path) -> None:
    sie = SieWriter().account("5010", "Löner").account("3110", "Avgifter")
    sie.voucher("20250131", ("5010", {}, "1234567.89"), ("3110", {}, "-2000.10"), ("1930", {}, "-1232567.79"))
    (tmp_path / "a.se").write_bytes(sie.data())
    book = Workbook()
    assert book.active is not None
    for row in (["Konto", "Utfall"], [5010, 1234567.89], ["3110 Avgifter", -2000.1], ["Summa", 1232567.79]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = []
    for name in ("a.se", "a.xlsx"):
        found.append({figure.place: figure.after for figure in imported(master, tmp_path / name, trial=True).figures})
    found.append({figure.place: figure.after for figure in imported(master, export(master), trial=True).figures})
    assert found[0] == found[1] == found[2] == {PERSONAL: Decimal("-1234.56789"), AVGIFTER: Decimal("2.0001")}


def test_a_broken_export_changes_nothing(master: Path) -> None:
    data = master.read_bytes()
    with pytest.raises(LedgerError, match="rad 2"):
        imported(master, export(master, "Konto;Utfall\n5010;ett\n"))
    assert master.read_bytes() == data


def test_a_source_is_chosen_by_the_name_of_the_export(master: Path) -> None:
    (master.parent / "kallor").mkdir()
    (master.parent / "kallor" / "eko.toml").write_text(
        'filnamn = "ack*"\nenhet = "tkr"\ntecken = "lika"\n[rubriker]\nutfall = "A"\n', "utf-8"
    )
    imported(master, export(master, "Konto;A\n5010;-12,5\n", "ACK mars.csv"))
    assert values(master)[PERSONAL] == Decimal("-12.5")
    with pytest.raises(SourceError, match="Där finns: eko"):
        imported(master, export(master), source="ek")


def test_both_sheets_come_along_when_the_workbook_is_upgraded(master: Path, tmp_path: Path) -> None:
    imported(master, export(master))
    upgrade_workbook(master, tmp_path / "ny.xlsx")
    assert values(tmp_path / "ny.xlsx") == values(master)
    done = imported(tmp_path / "ny.xlsx", export(master, CSV.replace("1234567,89", "1,00")))
    assert (done.standing, done.has_new_sheet) == ((), False)
