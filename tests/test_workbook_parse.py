"""What has been entered is read as it stands, wherever people have moved it, and nothing is lost without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malls import filled_reports, malls
from reportgen.derive.report import derive
from reportgen.model.errors import WorkbookError
from reportgen.model.finding import Code
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.value import DASH, Cell, Origin
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.grid import Area, Book, Grid, GridCell
from reportgen.workbook.meta import META_SHEET
from reportgen.workbook.parse import parse_report, which_template
from reportgen.workbook.read import read_book
from sheets import (
    EKONOMI,
    MAL,
    MALL,
    bare,
    book_of,
    edited,
    empty,
    file_of,
    filled,
    moved,
    position,
    read,
    shifted_down,
    with_grid,
    without,
)

D = Decimal


def full() -> Report:
    """The mall filled in, a bit of everything."""
    report = filled(
        empty(),
        {
            "ekonomi.personal.budget": D("1200.5"),
            "ekonomi.personal.prognos": 1300,
            "ekonomi.personal.andel": D("5.2"),
            "ekonomi.personal.antal": 0,
            "ekonomi.hyror.budget": DASH,
            "ekonomi.hyror.prognos": 15,
            "ekonomi.fri_01.budget": -3,
            "ekonomi.bokfort.budget": 1198,
            "ekonomi.summa.prognos": 1316,
            "mal.vard.lage": "Delvis",
            "mal.vard.kommentar": "Första stycket.\n\nAndra stycket.",
            "mal.fri_01.lage": "Nej",
            "matt.franvaro.utfall": D("6.5"),
            "matt.franvaro.borde": "Minska",
            "matt.franvaro.datum": date(2024, 8, 31),
            "matt.fri_01.styr": "God arbetsmiljö",
        },
        {"ekonomi.fri_01": "Nytt projekt", "mal.fri_01": "Eget mål", "matt.fri_01": "Eget mått"},
    )
    rows = tuple(replace(row, parent="vard") if row.key == "fri_01" else row for row in report.table("matt").rows)
    report = report.with_tables({"matt": replace(report.table("matt"), rows=rows)})
    return replace(
        report,
        facts=MappingProxyType({"diarienummer": Cell("SN 2024/1"), "datum": Cell(date(2024, 9, 13))}),
        texts=MappingProxyType({"inledning": Cell("En rad.\n\n- punkt"), "slut": Cell(None)}),
        acknowledged=(
            Acknowledgement("SUMMA_FEL", Place("ekonomi", "summa", "prognos"), "1 316", "Avrundning", "A. B."),
        ),
    )


def place_of(report: Report, place: str) -> str:
    table, row, column = place.split(".")
    found = report.table(table).row(row)
    assert found is not None, place
    return str(report.table(table).ref(found, column))


# --- the law -----------------------------------------------------------------------------------------------------------


def test_an_empty_workbook_is_read_as_empty() -> None:
    report, found = read(book_of(empty()))
    assert found == []
    assert bare(report) == bare(empty())


def test_a_filled_workbook_is_read_as_it_was_filled() -> None:
    report, found = read(book_of(full()))
    assert found == []
    assert bare(report) == bare(full())


def test_what_is_read_can_be_laid_out_and_read_again_without_any_difference() -> None:
    once, _ = read(book_of(full()))
    twice, _ = read(book_of(once))
    assert twice == once


def test_a_file_holds_the_same_as_the_sheets_in_memory() -> None:
    in_memory, _ = read(book_of(full()))
    report, found = read(read_book(file_of(full()), "prov.xlsx"))
    assert found == []
    assert bare(report) == bare(in_memory)
    assert report.tables["ekonomi"].columns == in_memory.tables["ekonomi"].columns
    assert [row.at for row in report.tables["matt"].rows] == [row.at for row in in_memory.tables["matt"].rows]


@settings(max_examples=60)
@given(st.data())
def test_the_law_holds_for_any_mall_and_any_values(data: st.DataObject) -> None:
    spec: TemplateSpec = data.draw(malls())
    report: Report = data.draw(filled_reports(spec))
    once, found = read(book_of(report, spec), spec)
    assert found == []
    assert bare(once) == bare(report)
    twice, _ = read(book_of(once, spec), spec)
    thrice, _ = read(book_of(twice, spec), spec)
    assert (bare(twice), thrice) == (bare(report), twice)


@settings(max_examples=12)
@given(st.data())
def test_the_law_holds_through_files(data: st.DataObject) -> None:
    spec: TemplateSpec = data.draw(malls())
    report: Report = data.draw(filled_reports(spec))
    once, found = read(read_book(file_of(report, spec), "prov.xlsx"), spec)
    assert found == []
    assert bare(once) == bare(report)


def test_worked_out_values_are_those_the_file_shows() -> None:
    report, _ = read(read_book(file_of(full()), "prov.xlsx"))
    cell = report.cell(Place("ekonomi", "personal", "avvikelse"))
    assert (cell.value, cell.origin) == (D("-99.5"), Origin.COMPUTED)
    assert report.cell(Place("nyckeltal", "allt", "belopp")).value == 1315
    assert derive(report, MALL).cell(Place("nyckeltal", "allt", "per_manad")).value == D("164.375")


def test_every_cell_knows_where_it_stands() -> None:
    report, _ = read(book_of(full()))
    assert place_of(report, "ekonomi.personal.prognos") == "Ekonomi!D9"
    assert report.cell(Place("ekonomi", "personal", "prognos")).at == CellRef(EKONOMI, 9, "D")
    assert place_of(report, "ekonomi.ovrigt.budget") == "Ekonomi!C13"
    assert report.text("slut").at == CellRef("Texter", 9, "C")
    assert report.fact("datum").at == CellRef("Start", 10, "C")
    assert report.period_at == CellRef("Start", 7, "C")
    assert report.acknowledged[0].at == CellRef("Granskning", 6, "E")


# --- rows --------------------------------------------------------------------------------------------------------------


def test_rows_may_be_moved_whole() -> None:
    report, found = read(moved(book_of(full()), EKONOMI, {9: 12, 12: 9}))
    assert found == []
    assert report.cell(Place("ekonomi", "personal", "prognos")).at == CellRef(EKONOMI, 12, "D")
    assert bare(report).cell(Place("ekonomi", "personal", "prognos")).value == 1300


def test_a_row_inserted_in_a_table_is_a_new_row() -> None:
    book = edited(shifted_down(book_of(full()), EKONOMI, 10), EKONOMI, {"B10": "Konsulter", "C10": 4})
    report, found = read(book)
    assert ("RAD_NY", "Ekonomi!B10") in found
    row = report.table("ekonomi").row("ny_01")
    assert row is not None
    assert (row.label, row.cell("budget").value, row.added) == ("Konsulter", 4, True)
    assert [row.key for row in report.table("ekonomi").rows][1:4] == ["personal", "ny_01", "vikarier"]


def test_an_added_row_keeps_its_key_when_the_workbook_is_made_anew() -> None:
    book = edited(shifted_down(book_of(full()), EKONOMI, 10), EKONOMI, {"B10": "Konsulter", "C10": 4})
    once, _ = read(book)
    twice, found = read(book_of(once))
    assert "RAD_NY" not in [code for code, _ in found]
    assert bare(twice).table("ekonomi").row("ny_01") == bare(once).table("ekonomi").row("ny_01")


def test_a_row_right_below_the_table_is_a_new_row() -> None:
    report, found = read(edited(book_of(full()), "Nyckeltal", {"B10": "Eget nyckeltal", "C10": 12}))
    assert found == [("RAD_NY", "Nyckeltal!B10")]
    assert report.cell(Place("nyckeltal", "ny_01", "belopp")).value == 12


def test_a_note_below_the_table_is_no_row() -> None:
    report, found = read(edited(book_of(full()), "Nyckeltal", {"B10": "Preliminära siffror", "B14": "Kolla", "C14": 3}))
    assert found == [("UTANFOR_TABELL", f"Nyckeltal!{a1}") for a1 in ("B10", "B14", "C14")]
    assert len(report.table("nyckeltal").rows) == 2


def test_a_copied_row_is_kept_beside_the_first() -> None:
    copied = {"A10": "personal", "B10": "Personal", "C10": 7}
    report, found = read(edited(shifted_down(book_of(full()), EKONOMI, 10), EKONOMI, copied))
    assert found == [("RAD_DUBBEL", "Ekonomi!B10")]
    assert report.cell(Place("ekonomi", "personal", "budget")).value == D("1200.5")
    assert report.cell(Place("ekonomi", "ny_01", "budget")).value == 7


def test_of_rows_with_one_key_the_one_with_its_name_keeps_it() -> None:
    copied = {"A9": "hyror"}
    report, found = read(edited(book_of(full()), EKONOMI, copied))
    assert report.cell(Place("ekonomi", "hyror", "prognos")).value == 15
    assert ("RAD_DUBBEL", "Ekonomi!B9") in found
    assert report.cell(Place("ekonomi", "personal", "prognos")).value == 1300, "known by its name again"


def test_an_empty_spare_row_copied_with_its_key_is_nothing() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"A16": "fri_02"}))
    assert found == []
    assert [row.key for row in report.table("ekonomi").rows if row.added] == ["fri_01"]


def test_a_row_taken_out_is_missed() -> None:
    book = with_grid(book_of(full()), EKONOMI, lambda grid: _without_row(grid, 13))
    report, found = read(book)
    assert found == [("RAD_SAKNAS", "Ekonomi!B6")]
    assert report.table("ekonomi").row("ovrigt") is None


def test_a_row_that_lost_its_key_is_known_by_its_name() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"A9": None}))
    assert found == []
    assert report.cell(Place("ekonomi", "personal", "prognos")).value == 1300


def test_a_renamed_row_keeps_its_place_and_its_new_name() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"B9": "Personal och pension"}))
    assert found == [("ETIKETT_ANDRAD", "Ekonomi!B9")]
    row = report.table("ekonomi").row("personal")
    assert row is not None
    assert row.label == "Personal och pension"


def test_a_name_in_other_case_is_the_same_name() -> None:
    _, found = read(edited(book_of(full()), EKONOMI, {"B9": " PERSONAL: "}))
    assert found == []


def test_rows_sorted_without_their_keys_are_read_by_name() -> None:
    book = edited(book_of(full()), EKONOMI, {"B9": "Hyror 2024", "C9": 1, "B12": "Personal", "C12": 2})
    report, found = read(book)
    assert found == [("RAD_FLYTTAD", "Ekonomi!B9"), ("RAD_FLYTTAD", "Ekonomi!B12")]
    assert report.cell(Place("ekonomi", "hyror", "budget")).value == 1
    assert report.cell(Place("ekonomi", "personal", "budget")).value == 2


def test_a_row_named_as_another_that_is_there_is_only_renamed() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"B9": "Hyror 2024"}))
    assert found == [("ETIKETT_ANDRAD", "Ekonomi!B9")]
    assert report.cell(Place("ekonomi", "personal", "prognos")).value == 1300


def test_values_without_a_name_are_told() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"C15": 3}))
    assert found == [("ETIKETT_SAKNAS", "Ekonomi!B15")]
    assert report.cell(Place("ekonomi", "fri_02", "budget")).value == 3


def test_two_rows_with_the_same_name_are_told_apart_by_key() -> None:
    twins = MALL.model_copy(update={"tables": [_twins(table) for table in MALL.tables]})
    report = filled(empty(twins), {"nyckeltal.personal.belopp": 1, "nyckeltal.allt.belopp": 2})
    book = book_of(report, twins)
    found, findings = read(with_grid(book, "Nyckeltal", _without_keys), twins)
    assert findings == []
    assert [row.key for row in found.table("nyckeltal").rows] == ["personal", "allt"]


# --- tables, columns, sheets -------------------------------------------------------------------------------------------


def test_a_table_may_be_moved_on_its_sheet_and_to_another() -> None:
    book = book_of(full())
    source = book.grid(EKONOMI)
    assert source is not None
    there = Grid("Annat", {(row + 5, column + 3): cell for (row, column), cell in source.cells.items()})
    report, found = read(replace(book, grids=tuple(there if grid is source else grid for grid in book.grids)))
    assert found == []
    assert place_of(report, "ekonomi.personal.prognos") == "Annat!G14"
    assert report.cell(Place("ekonomi", "personal", "prognos")).value == 1300


def test_two_tables_may_stand_side_by_side() -> None:
    book = book_of(full())
    one, other = book.grid(EKONOMI), book.grid("Nyckeltal")
    assert one is not None
    assert other is not None
    beside = {(row, column + 12): cell for (row, column), cell in other.cells.items()}
    both = replace(one, cells=MappingProxyType({**one.cells, **beside}))
    report, found = read(replace(book, grids=tuple(both if g is one else g for g in book.grids if g is not other)))
    assert found == []
    assert place_of(report, "nyckeltal.allt.belopp") == "Ekonomi!O9"
    assert bare(report).tables == bare(full()).tables


def test_a_column_may_be_moved_and_another_inserted() -> None:
    book = with_grid(book_of(full()), EKONOMI, lambda grid: _columns_moved(grid, {2: 8, 3: 2}))
    report, found = read(edited(book, EKONOMI, {"D7": "Min egen", "D9": "x"}))
    outside = [at for code, at in found if code == "UTANFOR_TABELL"]
    assert outside == ["Ekonomi!D9"]
    assert report.table("ekonomi").columns["budget"] == "I"
    assert report.cell(Place("ekonomi", "personal", "budget")).value == D("1200.5")


def test_a_renamed_heading_is_told_and_kept_and_the_column_is_the_same() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"C7": "Årets budget"}))
    assert found == [("RUBRIK_ANDRAD", "Ekonomi!C7")]
    assert report.table("ekonomi").headings == {"budget": "Årets budget"}
    assert bare(report) == bare(full())


def test_without_its_marks_a_table_is_known_by_its_headings() -> None:
    book = with_grid(book_of(full()), EKONOMI, lambda grid: _without_row(grid, 6))
    report, found = read(book)
    assert found == []
    assert bare(report) == bare(full())


def test_without_its_hidden_column_a_table_is_read_by_its_names() -> None:
    book = with_grid(book_of(full()), EKONOMI, lambda grid: _without_keys(_without_row(grid, 6)))
    report, found = read(book)
    assert found == [("RAD_NY", "Ekonomi!B14")]
    assert report.cell(Place("ekonomi", "hyror", "prognos")).value == 15
    assert report.cell(Place("ekonomi", "ny_01", "budget")).value == -3


def test_columns_with_the_same_heading_are_told_apart_by_order() -> None:
    book = with_grid(book_of(full()), MAL, lambda grid: _without_row(grid, 16))
    report, _ = read(book)
    assert report.cell(Place("matt", "franvaro", "borde")).value == "Minska"
    assert report.cell(Place("matt", "franvaro", "utfall")).value == D("6.5")


def test_a_column_taken_out_is_missed() -> None:
    book = with_grid(book_of(full()), EKONOMI, lambda grid: _columns_moved(grid, {3: None}))
    report, found = read(book)
    assert ("KOLUMN_SAKNAS", "Ekonomi!A6") in found
    assert "prognos" not in report.table("ekonomi").columns


def test_a_copied_column_is_told_and_the_first_is_used() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"I6": "budget", "I7": "Budget 2024", "I9": 99}))
    assert found == [("KOLUMN_DUBBEL", "Ekonomi!I6")]
    assert report.cell(Place("ekonomi", "personal", "budget")).value == D("1200.5")


def test_a_sheet_taken_out_is_told_once() -> None:
    report, found = read(without(book_of(full()), MAL))
    assert found == [("BLAD_SAKNAS", MAL)]
    assert "mal" not in report.tables


def test_a_table_taken_out_of_its_sheet_is_told() -> None:
    book = with_grid(book_of(full()), MAL, lambda grid: replace(grid, cells=_rows_below(grid, 13)))
    report, found = read(book)
    assert found == [("TABELL_SAKNAS", MAL)]
    assert bare(report).table("mal") == bare(full()).table("mal")


def test_a_copied_sheet_is_told_and_the_first_is_used() -> None:
    book = book_of(full())
    source = book.grid(EKONOMI)
    assert source is not None
    copy = replace(source, name="Ekonomi (2)")
    report, found = read(edited(replace(book, grids=(*book.grids, copy)), "Ekonomi (2)", {"C9": 1}))
    assert found == [("TABELL_DUBBEL", "Ekonomi (2)!A6")]
    assert bare(report) == bare(full())


def test_a_renamed_sheet_changes_nothing() -> None:
    report, found = read(with_grid(book_of(full()), MAL, lambda grid: replace(grid, name="Våra mål")))
    assert [code for code, _ in found] == []
    assert report.table("mal").sheet == "Våra mål"


def test_sheets_of_ones_own_are_not_read() -> None:
    book = book_of(full())
    own = Grid("Mina anteckningar", {(1, 0): GridCell("Budget"), (2, 0): GridCell(error="#REF!")})
    assert read(replace(book, grids=(*book.grids, own)))[1] == []


def test_notes_beside_a_table_are_told_cell_by_cell() -> None:
    _, found = read(edited(book_of(full()), EKONOMI, {"K1": "Obs", "K9": "Kolla", "L9": 12, "K30": "x"}))
    assert found == [("UTANFOR_TABELL", f"Ekonomi!{a1}") for a1 in ("K1", "K9", "L9", "K30")]


@pytest.mark.parametrize(
    ("sheet", "edits"),
    [
        ("Start", {"C5": "Obs", "F6": "Ring", "F9": "x", "C12": "y"}),
        ("Texter", {"C3": "Obs", "C6": "Text i gruppens rad", "F7": "Resten", "C10": "Text i en egen rad", "B12": "z"}),
        ("Granskning", {"K6": "Tionde kolumnen", "L1": "x"}),
    ],
)
def test_what_is_written_beside_the_cells_of_start_texts_and_review_is_told(sheet: str, edits: dict[str, str]) -> None:
    _, found = read(edited(book_of(full()), sheet, edits))
    beside = [at for code, at in found if code == "UTANFOR_TABELL"]
    expected = [a1 for a1 in edits if a1 not in ("C5", "C3")]
    assert beside == sorted((f"{sheet}!{a1}" for a1 in expected), key=lambda at: position(at.partition("!")[2]))


def test_copies_of_one_row_can_each_be_acknowledged() -> None:
    book = shifted_down(book_of(full()), EKONOMI, 10, by=2)
    copies = {
        f"{column}{row}": words
        for row in (10, 11)
        for column, words in (("A", "personal"), ("B", "Personal"), ("C", 4))
    }
    _, findings = parse_report(edited(book, EKONOMI, copies), MALL)
    doubled = [(str(f.place), f.found) for f in findings if f.code is Code.RAD_DUBBEL]
    assert doubled == [("ekonomi.personal:B10", "Personal"), ("ekonomi.personal:B11", "Personal")]


def test_a_text_written_in_a_copied_row_is_told() -> None:
    book = edited(book_of(full()), "Texter", {"A10": "inledning", "B10": "Inledning", "C10": "Ny text"})
    report, found = read(book)
    assert ("RAD_DUBBEL", "Texter!C10") in found
    assert report.text("inledning").text != "Ny text"


@pytest.mark.parametrize(("sheet", "mark"), [("Start", "A8"), ("Texter", "A4")])
def test_a_copy_of_a_sheet_of_facts_or_texts_is_told(sheet: str, mark: str) -> None:
    book = book_of(full())
    grid = book.grid(sheet)
    assert grid is not None
    _, found = read(replace(book, grids=(*book.grids, replace(grid, name=f"{sheet} (2)"))))
    assert ("TABELL_DUBBEL", f"{sheet} (2)!{mark}") in found


def test_a_note_in_a_row_that_decorates_a_sheet_of_tables_is_told() -> None:
    _, found = read(edited(book_of(full()), EKONOMI, {"E1": "Obs"}))
    assert found == [("UTANFOR_TABELL", "Ekonomi!E1")]


def test_merged_cells_to_fill_in_are_told() -> None:
    area = Area(9, 2, 9, 3)
    book = with_grid(book_of(full()), EKONOMI, lambda grid: replace(grid, merged=(*grid.merged, area)))
    assert read(book)[1] == [("CELLER_SAMMANFOGADE", "Ekonomi!C9")]


# --- a mall that has changed since the workbook was made ---------------------------------------------------------------


def test_what_stands_in_a_table_that_the_mall_has_dropped_is_told() -> None:
    dropped = ("ekonomi", "nyckeltal")
    fewer = MALL.model_copy(
        update={
            "tables": [table for table in MALL.tables if table.key not in dropped],
            "sheets": [sheet for sheet in MALL.sheets if sheet.tables[0] not in dropped],
        }
    )
    assert read(book_of(full()), fewer)[1] == [("TABELL_OKAND", "Ekonomi!A6")]
    assert read(book_of(empty()), fewer)[1] == []


def test_what_stands_in_a_column_that_the_mall_has_dropped_is_told() -> None:
    tables = [
        table.model_copy(update={"columns": [c for c in table.columns if c.key != "andel"]}) for table in MALL.tables
    ]
    fewer = MALL.model_copy(update={"tables": tables})
    _, findings = parse_report(book_of(full()), fewer)
    told = [finding.message for finding in findings]
    assert told == [
        "Kolumnen Andel i tabellen Ekonomi finns inte i mallen; det som står i den kommer inte med i rapporten."
    ]
    assert read(book_of(empty()), fewer)[1] == []


def test_what_stands_in_a_text_or_fact_that_the_mall_has_dropped_is_told() -> None:
    fewer = MALL.model_copy(update={"texts": [], "facts": MALL.facts[1:]})
    _, findings = parse_report(book_of(full()), fewer)
    assert [(finding.code.name, str(finding.at), finding.found) for finding in findings] == [
        ("AVSNITT_OKANT", "Start!C9", "Diarienummer"),
        ("AVSNITT_OKANT", "Texter!C7", "Inledning *"),
    ]


def test_rows_columns_and_tables_that_the_mall_has_got_are_missed() -> None:
    older = MALL.model_copy(update={"tables": [table for table in MALL.tables if table.key != "nyckeltal"]})
    older = older.model_copy(update={"sheets": [sheet for sheet in MALL.sheets if sheet.name != "Nyckeltal"]})
    found = read(book_of(empty(older), older))[1]
    assert found == [("BLAD_SAKNAS", "Nyckeltal")]


# --- cells -------------------------------------------------------------------------------------------------------------


def test_a_value_typed_over_a_locked_formula_is_kept_as_entered() -> None:
    report, found = read(edited(book_of(full()), EKONOMI, {"E9": D("0.7")}))
    cell = report.cell(Place("ekonomi", "personal", "avvikelse"))
    assert (cell.value, cell.origin, found) == (D("0.7"), Origin.ENTERED, [])


def test_a_sum_that_may_be_typed_over_tells_its_formula_from_a_value() -> None:
    report, found = read(book_of(full()))
    assert report.cell(Place("ekonomi", "summa", "prognos")) == Cell(D(1316), CellRef(EKONOMI, 17, "D"))
    assert report.cell(Place("ekonomi", "summa", "budget")).origin is Origin.COMPUTED
    assert found == []


def test_a_formula_of_ones_own_over_a_sum_counts_as_entered() -> None:
    own = GridCell(D(1200), "=1000+200")
    report, found = read(edited(book_of(full()), EKONOMI, {"C17": own}))
    cell = report.cell(Place("ekonomi", "summa", "budget"))
    assert (cell.value, cell.origin, cell.formula) == (D(1200), Origin.ENTERED, "=1000+200")
    assert found == [("FORMEL_I_INMATNING", "Ekonomi!C17")]


def test_a_sum_of_plain_numbers_lives_on_in_a_new_workbook() -> None:
    once, _ = read(edited(book_of(full()), EKONOMI, {"C9": GridCell(D(1550), "=1200+350")}))
    twice, _ = read(book_of(once))
    assert twice.cell(Place("ekonomi", "personal", "budget")).formula == "=1200+350"


def test_a_formula_that_names_cells_is_carried_over_as_its_value() -> None:
    once, _ = read(edited(book_of(full()), EKONOMI, {"C9": GridCell(D(7), "=Blad9!A1")}))
    twice, found = read(book_of(once))
    assert (twice.cell(Place("ekonomi", "personal", "budget")).value, found) == (D(7), [])


def test_an_error_value_is_told_where_it_arises_and_not_where_it_follows() -> None:
    broken = GridCell(error="#REF!", formula="=#REF!")
    changes = {
        "D9": broken,
        "E9": GridCell(error="#REF!", formula="=C9-D9"),
        "D17": GridCell(error="#REF!", formula="=D9"),
    }
    report, found = read(edited(book_of(full()), EKONOMI, changes))
    assert ("EXCELFEL", "Ekonomi!D9") in found
    assert ("EXCELFEL", "Ekonomi!E9") not in found
    assert report.cell(Place("ekonomi", "personal", "prognos")).value == "#REF!"


def test_a_locked_formula_that_was_broken_is_told() -> None:
    _, found = read(edited(book_of(full()), EKONOMI, {"E9": GridCell(error="#REF!", formula="=C9-#REF!")}))
    assert found == [("EXCELFEL", "Ekonomi!E9")]


def test_a_changed_formula_is_told_when_it_gives_something_else() -> None:
    changed = {"E9": GridCell(D("-99.5"), "=C9-D9"), "E12": GridCell(D(12), "=C12-D12+27"), "E13": GridCell("", "=C9")}
    _, found = read(edited(book_of(full()), EKONOMI, changed))
    assert found == [("FORMEL_ANNAT_VARDE", "Ekonomi!E12")]


def test_a_row_added_outside_a_sum_is_told_at_the_sum() -> None:
    """Excel's sum does not reach the new row; ours does."""
    book = shifted_down(book_of(full()), EKONOMI, 10)
    summed = GridCell(D("1197.5"), own_sum("C"))
    _, found = read(edited(book, EKONOMI, {"B10": "Konsulter", "C10": 4, "C18": summed}))
    assert found == [("RAD_NY", "Ekonomi!B10"), ("FORMEL_ANNAT_VARDE", "Ekonomi!C18")]


def test_a_number_written_as_text_is_no_fault_of_the_formulas() -> None:
    in_excel = {"C17": GridCell(D(-3), own_sum("C")), "E9": GridCell("", "=C9-D9")}
    _, found = read(edited(book_of(full()), EKONOMI, {"C9": "1 200,5", **in_excel}))
    assert found == [("TAL_SOM_TEXT", "Ekonomi!C9")]


def test_the_malls_own_words_are_standing_and_may_be_changed() -> None:
    report, found = read(edited(book_of(full()), MAL, {"H20": "poäng"}))
    assert report.cell(Place("matt", "franvaro", "enhet")).origin is Origin.STANDING
    assert report.cell(Place("matt", "nojd", "enhet")) == Cell("poäng", CellRef(MAL, 20, "H"))
    assert found == []


def test_the_malls_own_words_follow_a_changed_period() -> None:
    report, _ = read(edited(book_of(full()), "Start", {"C7": "2025-08"}))
    assert report.cell(Place("matt", "vantan", "enhet")) == Cell("dagar 2025", CellRef(MAL, 21, "H"), Origin.STANDING)


def test_a_status_given_by_a_rule_is_not_entered() -> None:
    entered = filled(full(), {"matt.vantan.utfall": 10, "matt.vantan.borde": 20})
    report, _ = read(book_of(entered))
    assert report.cell(Place("matt", "vantan", "nas")).is_empty
    assert derive(report, MALL).cell(Place("matt", "vantan", "nas")).value == "Uppnås, helt"


def test_a_cell_that_counts_is_worked_out_and_not_entered() -> None:
    report, found = read(book_of(full()))
    cell = report.cell(Place("antal", "mal", "nadda"))
    assert (cell.value, cell.origin, found) == (1, Origin.COMPUTED, [])


def test_what_stands_in_a_cell_that_the_mall_leaves_blank_is_kept() -> None:
    report, _ = read(edited(book_of(full()), EKONOMI, {"C8": 5}))
    assert report.cell(Place("ekonomi", "rubrik", "budget")).value == 5


def test_the_owner_of_a_row_is_known_by_its_name() -> None:
    report, found = read(edited(book_of(full()), MAL, {"C22": "god  ARBETSMILJÖ"}))
    row = report.table("matt").row("fri_01")
    assert row is not None
    assert (row.parent, found) == ("arbete", [])


def test_an_owner_that_is_not_there_is_told() -> None:
    _, found = read(edited(book_of(full()), MAL, {"C22": "Okänt mål"}))
    assert found == [("STATUS_OKAND", f"{MAL}!D22")]


def test_an_owner_may_be_renamed() -> None:
    changes = {"B9": "Bästa arbetsplatsen", "C19": GridCell("Bästa arbetsplatsen", f"='{MAL}'!B9")}
    report, found = read(edited(book_of(full()), MAL, changes))
    assert found == [("ETIKETT_ANDRAD", f"{MAL}!B9"), ("STATUS_OKAND", f"{MAL}!I22")]
    assert report.table("matt").rows[0].parent == "arbete"


# --- Start, Texter, Granskning -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2024-04", "april 2024", D(202404), datetime(2024, 4, 1), date(2024, 4, 30)])
def test_the_period_may_be_changed_on_start(typed: str | Decimal | date) -> None:
    report, found = read(edited(book_of(full()), "Start", {"C7": typed}))
    assert (report.period, found) == (Period(2024, 4), [])


def test_names_that_follow_the_period_follow_the_new_one() -> None:
    report, found = read(edited(book_of(full()), "Start", {"C7": "2025-08"}))
    row = report.table("ekonomi").row("hyror")
    assert row is not None
    assert (row.label, found) == ("Hyror 2025", [])


def test_a_period_that_cannot_be_read_is_told_and_the_workbooks_own_used() -> None:
    report, found = read(edited(book_of(full()), "Start", {"C7": "hösten"}))
    assert (report.period, found) == (Period(2024, 8), [("PERIOD_FEL", "Start!C7")])


def test_without_start_the_workbook_is_read_for_whom_it_was_made() -> None:
    report, found = read(without(book_of(full()), "Start"))
    assert (report.namnd, report.period, found) == ("Socialnämnden", Period(2024, 8), [("BLAD_SAKNAS", "Start")])


def test_the_namnd_may_be_changed() -> None:
    assert read(edited(book_of(full()), "Start", {"C6": "Omsorgsnämnden"}))[0].namnd == "Omsorgsnämnden"


def test_facts_and_texts_are_found_by_name_when_their_keys_are_gone() -> None:
    book = book_of(full())
    for sheet in ("Start", "Texter"):
        book = with_grid(book, sheet, _without_keys)
    report, found = read(book)
    assert report.fact("diarienummer").value == "SN 2024/1"
    assert report.text("inledning").value == "En rad.\n\n- punkt"
    assert found == []


def test_a_text_whose_row_is_gone_is_told() -> None:
    report, found = read(with_grid(book_of(full()), "Texter", lambda grid: _without_row(grid, 9)))
    assert found == [("RAD_SAKNAS", "Texter")]
    assert "slut" not in report.texts


def test_an_error_in_a_text_or_fact_is_told() -> None:
    book = edited(book_of(full()), "Texter", {"C7": GridCell(error="#NAME?", formula="=-x")})
    report, found = read(edited(book, "Start", {"C10": "snart"}))
    assert found == [("DATUM_OLASLIGT", "Start!C10"), ("EXCELFEL", "Texter!C7")]
    assert report.fact("datum").value == "snart"


def test_a_number_is_a_good_case_number() -> None:
    report, found = read(edited(book_of(full()), "Start", {"C9": 2024100}))
    assert (report.fact("diarienummer").value, found) == ("2024100", [])


def test_acknowledgements_that_cannot_be_understood_are_told() -> None:
    changes = {"H7": "XX", "I7": "a.b", "H8": "summa_fel", "I8": "ekonomi.summa.prognos", "E9": "bara ett skäl"}
    changes |= {"H10": "SUMMA_FEL", "I10": "ekonomi.summa.prognos", "E10": "Avrundning", "G10": "tolv"}
    report, found = read(edited(book_of(full()), "Granskning", changes))
    assert found == [("KVITTERING_OLASLIG", f"Granskning!E{row}") for row in (7, 9, 10)]
    assert [(ack.code, ack.reason) for ack in report.acknowledged] == [("SUMMA_FEL", "Avrundning"), ("SUMMA_FEL", "")]


def test_a_row_that_reportgen_filled_in_counts_when_somebody_has_answered_on_it() -> None:
    row = {"A7": "fynd:", "B7": "fel", "C7": "Ekonomi D14", "D7": "…", "H7": "SUMMA_FEL", "I7": "ekonomi.summa.budget"}
    report, found = read(edited(book_of(full()), "Granskning", row))
    assert (len(report.acknowledged), found) == (1, [])
    report, found = read(edited(book_of(full()), "Granskning", {**row, "F7": "A. B."}))
    assert [ack.by for ack in report.acknowledged] == ["A. B.", "A. B."]


def test_a_bridge_is_read_as_a_number() -> None:
    row = {"H7": "SUMMA_FEL", "I7": "ekonomi.summa.budget", "E7": "Köpt vård", "G7": "−1 234,5"}
    report, found = read(edited(book_of(full()), "Granskning", row))
    assert (report.acknowledged[1].bridge, found) == (Decimal("-1234.5"), [])


# --- whose workbook ----------------------------------------------------------------------------------------------------


def test_the_workbook_tells_its_mall() -> None:
    assert which_template(book_of(full())) == ("prov", "1.0")


def test_a_workbook_without_the_hidden_sheet_is_none_of_ours() -> None:
    with pytest.raises(WorkbookError, match="ingen arbetsbok från reportgen"):
        parse_report(without(book_of(full()), META_SHEET), MALL)


def test_a_workbook_without_any_period_cannot_be_read() -> None:
    book = edited(edited(book_of(full()), "Start", {"C7": None}), META_SHEET, {"B5": "x"})
    with pytest.raises(WorkbookError, match="läsbar period"):
        parse_report(book, MALL)


def test_findings_come_in_sheet_order() -> None:
    book = edited(book_of(full()), EKONOMI, {"C9": "x", "D9": "y", "C12": "z", "K1": "w"})
    _, found = read(edited(edited(book, "Texter", {"C7": GridCell(error="#N/A")}), "Start", {"C10": "snart"}))
    places = [at for _, at in found]
    assert places == ["Start!C10", "Ekonomi!K1", "Ekonomi!C9", "Ekonomi!D9", "Ekonomi!C12", "Texter!C7"]


def own_sum(column: str) -> str:
    cell = book_of(full()).grid(EKONOMI)
    assert cell is not None
    return cell.cell(*position(f"{column}17")).formula or ""


def _without_row(grid: Grid, row: int) -> Grid:
    return replace(grid, cells={at: cell for at, cell in grid.cells.items() if at[0] != row})


def _without_keys(grid: Grid) -> Grid:
    return replace(grid, cells={at: cell for at, cell in grid.cells.items() if at[1] != 0})


def _rows_below(grid: Grid, row: int) -> dict[tuple[int, int], GridCell]:
    return {at: cell for at, cell in grid.cells.items() if at[0] < row}


def _columns_moved(grid: Grid, columns: dict[int, int | None]) -> Grid:
    """Columns in other places, or taken out; those in their way move to make room."""
    cells = {}
    for (row, column), cell in grid.cells.items():
        target = columns.get(column, column)
        if target is not None:
            cells[row, target] = cell
    return replace(grid, cells=cells)


def _twins(table: object) -> object:
    if getattr(table, "key", "") != "nyckeltal":
        return table
    rows = [row.model_copy(update={"label": "Samma", "lookup": []}) for row in table.rows]  # type: ignore[attr-defined]
    return table.model_copy(update={"rows": rows})  # type: ignore[attr-defined]


def test_positions_are_as_excel_names_them() -> None:
    assert position("C9") == (9, 2)
    assert Book("x", ()).grid("y") is None
