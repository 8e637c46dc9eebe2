"""Figures of an export arrive in their cells, exactly; what somebody typed stays; everything else is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from drawing import seen
from reportgen.exchange.slots import slots
from reportgen.importing.exports import Reading
from reportgen.importing.figures import Imported, add_kontering, import_figures
from reportgen.ledger.export import LedgerError
from reportgen.ledger.mapping import KonteringError
from reportgen.ledger.source import SourceError
from reportgen.model.errors import ReportgenError, WorkbookError
from reportgen.model.finding import Code
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


def found(master: Path, *codes: Code) -> list[tuple[str, str]]:
    """The findings of those kinds: code and cell."""
    return seen(finding for finding in check_workbook(master).findings if finding.code in codes)


def test_what_is_mapped_twice_stops_the_import_and_is_a_finding_until_it_is_put_right(master: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Lokaler", Konto="501*"))
    before = values(master)
    done = imported(master, export(master))
    assert [loose.rows for loose in done.tables[0].twice] == [("personal", "lokaler")]
    assert values(master) == before
    assert found(master, Code.KONTERAT_TVA_GANGER) == [("KONTERAT_TVA_GANGER", "Kontering!B9")]
    edited(master, kontering("Lokaler", Konto="60*"))
    imported(master, export(master))
    assert found(master, Code.KONTERAT_TVA_GANGER) == []
    assert values(master)[PERSONAL] == Decimal("-1234.56789")


def test_what_is_not_mapped_is_a_finding_until_it_is_mapped(master: Path) -> None:
    imported(master, export(master, CSV + "8410;5510;50,00\n8410;5520;20,00\n"))
    (finding,) = (f for f in check_workbook(master).findings if f.code is Code.EJ_KONTERAT)
    assert finding.at is not None
    assert (finding.at.sheet, finding.found, str(finding.place)) == (
        "Kontering",
        "utfall 70,00 kr",
        "kontering.resultatrakning:konto 8410",
    )
    edited(master, kontering("Lokaler", Konto="84*"))
    imported(master, export(master, CSV + "8410;5510;50,00\n8410;5520;20,00\n"))
    assert found(master, Code.EJ_KONTERAT) == []


def test_what_is_not_mapped_of_the_budget_stays_told_when_the_outcome_is_imported(master: Path) -> None:
    imported(master, export(master, "Konto;Budget\n8410;9,00\n5010;1,00\n", "budget.csv"))
    imported(master, export(master))
    assert [code for code, _ in found(master, Code.EJ_KONTERAT)] == ["EJ_KONTERAT"]


def test_a_figure_typed_by_hand_is_a_finding_at_its_cell_until_it_is_written_over(master: Path) -> None:
    edited(master, typed(PERSONAL, -1200))
    imported(master, export(master))
    (finding,) = (f for f in check_workbook(master).findings if f.code is Code.IMPORT_ANNAT_VARDE)
    assert (finding.place, finding.found, finding.expected) == (PERSONAL, "−1\u00a0200", "−1\u00a0234,57")
    imported(master, export(master), overwrite=True)
    assert found(master, Code.IMPORT_ANNAT_VARDE) == []


def test_a_figure_changed_after_the_import_is_a_finding(master: Path) -> None:
    imported(master, export(master))
    edited(master, typed(PERSONAL, -1200))
    assert len(found(master, Code.IMPORT_ANNAT_VARDE)) == 1


def test_an_imported_total_is_a_given_sum_and_held_against_its_rows(master: Path) -> None:
    add_kontering(master, now=NOW)

    def total(book: Any) -> None:
        sheet = book["Kontering"]
        line = next(row for row in range(6, 200) if not sheet.cell(row, 2).value and not sheet.cell(row, 3).value)
        for column, value in ((2, "Resultaträkning"), (3, "Nettokostnad"), (4, "3-8")):
            sheet.cell(line, column, value)

    edited(master, total)
    imported(master, export(master))
    assert found(master, Code.SUMMA_FEL) == []
    imported(master, export(master, CSV + "8410;;5000,00\n"))
    (finding,) = (f for f in check_workbook(master).findings if f.code is Code.SUMMA_FEL)
    assert (str(finding.place), finding.found, finding.expected) == (
        "resultatrakning.netto.utfall",
        "−1\u00a0237,57",
        "−1\u00a0232,57",
    )


def test_a_row_that_a_person_has_added_can_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "fri.xlsx"
    new_workbook(find_template("enkoping-delarsrapport"), "Socialnämnden", Period(2025, 8), path)

    def add_rows(book: Any) -> None:
        sheet = book["Investeringar"]
        first = next(cell.row for cell in sheet["A"] if cell.value == "fri_01")
        sheet.cell(first, 2, "Bilar")
        sheet.cell(first + 1, 2, "Verktyg")
        sheet.cell(first + 1, 1).value = None  # as when a person puts in a row of their own

    edited(path, add_rows)
    add_kontering(path, now=NOW)
    edited(path, kontering("Bilar", Konto="12*"))
    edited(path, kontering("Verktyg", Konto="13*"))
    text = "Konto;Utfall\n1210;2500000,00\n1310;100000,00\n"
    bilar = Place("investeringar", "fri_01", "utfall")
    imported(path, export(path, text))
    assert values(path)[bilar] == Decimal("-2.5")
    assert imported(path, export(path, text)).former is None

    assert Decimal("-0.1") in values(path).values()

    def put_in_above(book: Any) -> None:
        sheet = book["Investeringar"]
        first = next(cell.row for cell in sheet["A"] if cell.value == "fri_01")
        keys = {cell.column: cell.value for row in sheet.iter_rows() for cell in row if cell.value == "utfall"}
        for column in (1, 2, *keys):  # the row of Verktyg goes one down, and another takes its place
            sheet.cell(first + 2, column).value = sheet.cell(first + 1, column).value
        sheet.cell(first + 1, 1).value, sheet.cell(first + 1, 2).value = None, "Annat"
        for column in keys:
            sheet.cell(first + 1, column).value = -7

    edited(path, put_in_above)
    assert found(path, Code.IMPORT_ANNAT_VARDE) == []


def test_a_voucher_that_does_not_balance_is_refused_and_a_finding_when_it_is_accepted(master: Path) -> None:
    file = master.with_name("a.se")
    file.write_bytes(SieWriter().voucher("20250131", ("5010", {}, "100.00"), ("1930", {}, "-99.99")).data())
    with pytest.raises(LedgerError, match=r"rad 20: verifikation A 1 balanserar inte: raderna blir 0,01"):
        imported(master, file)
    imported(master, file, reading=Reading(accepts_unbalanced=True))
    (finding,) = (f for f in check_workbook(master).findings if f.code is Code.VERIFIKATION_OBALANS)
    assert (finding.found, finding.details["line"], str(finding.place)) == ("0,01", "20", "importerat:a.se A 1")
    imported(master, export(master))
    assert found(master, Code.VERIFIKATION_OBALANS) == [], "ett nytt utfall har andra verifikationer"


def test_an_acknowledged_finding_of_the_import_no_longer_stops_the_report(master: Path) -> None:
    imported(master, export(master, CSV + "8410;;50,00\n"))

    def acknowledge(book: Any) -> None:
        sheet = book["Granskning"]
        keys = next(row for row in sheet.iter_rows() if any(cell.value == "skal" for cell in row))
        said = {
            "kod": "EJ_KONTERAT",
            "plats": "kontering.resultatrakning:konto 8410",
            "varde": "utfall 50,00 kr",
            "skal": "Känt",
        }
        for cell in keys:
            if cell.value in said:
                sheet.cell(keys[0].row + 2, cell.column, said[cell.value])

    edited(master, acknowledge)
    (finding,) = (f for f in check_workbook(master).findings if f.code is Code.EJ_KONTERAT)
    assert finding.reason == "Känt"


def test_the_same_export_twice_in_one_command_is_refused(master: Path) -> None:
    first, other = export(master), export(master, name="kopia.csv")
    with pytest.raises(WorkbookError, match=r"kopia\.csv har samma innehåll som utfall\.csv"):
        imported(master, first, other, reading=Reading(adds=True))
    with pytest.raises(WorkbookError, match="två gånger"):
        imported(master, other, Path(other))


def test_parts_of_one_whole_are_added_when_that_is_asked_for(master: Path) -> None:
    january = export(master, "Konto;Period;Belopp\n5010;202501;1000,00\n", "jan.csv")
    february = export(master, "Konto;Period;Belopp\n5010;202502;500,00\n", "feb.csv")
    with pytest.raises(LedgerError, match="--lagg-ihop"):
        imported(master, january, february)
    imported(master, january, february, reading=Reading(adds=True))
    assert values(master)[PERSONAL] == Decimal("-1.5")


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


@pytest.mark.slow
def test_the_kontering_of_last_month_is_taken_along(master: Path, tmp_path: Path) -> None:
    add_kontering(master, now=NOW)
    edited(master, kontering("Utredning, barn", Verksamhet="5510"))
    april = tmp_path / "april.xlsx"
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 4), april)
    imported(april, export(april), kontering=master)
    assert values(april)[Place("driftredovisning", "barn_utredning", "utfall")] == Decimal("-1232.56779")
    with pytest.raises(ReportgenError, match="har redan bladet"):
        imported(april, export(april), kontering=master)


@pytest.mark.slow
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


@pytest.mark.slow
def test_both_sheets_come_along_when_the_workbook_is_upgraded(master: Path, tmp_path: Path) -> None:
    imported(master, export(master))
    upgrade_workbook(master, tmp_path / "ny.xlsx")
    assert values(tmp_path / "ny.xlsx") == values(master)
    done = imported(tmp_path / "ny.xlsx", export(master, CSV.replace("1234567,89", "1,00")))
    assert (done.standing, done.has_new_sheet) == ((), False)
