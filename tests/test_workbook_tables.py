"""What registers hold beside figures: names of several lines, wanted directions, statuses left to the mall, counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import template
from reportgen.derive.report import derive
from reportgen.model.position import Place
from reportgen.model.value import Origin
from reportgen.workbook.grid import Area
from reportgen.workbook.layout import lay_out
from reportgen.workbook.plan import Accepts, SheetPlan
from sheets import bare, book_of, edited, empty, filled, read

MALL = template("""
    [[text]]
    nyckel = "fotnot"
    rubrik = "Fotnot"
    [[skala]]
    nyckel = "b"
    niva = [{ nyckel = "ja", text = "Uppfyllt" }, { nyckel = "nej", text = "Ej uppfyllt" }]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    fria_rader = 2
    not = [{ text_ur = "fotnot" }, { text = "Står alltid." }]
    rad = [{ nyckel = "nojd", etikett = "Nöjda\\nbrukare", vill = "upp" }]
    [[tabell.kolumn]]
    nyckel = "matt"
    rubrik = "Mått"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "riktning"
    rubrik = "Önskad riktning"
    typ = "text"
    skrivs_ut = false
    [[tabell.kolumn]]
    nyckel = "mal"
    rubrik = "Mål"
    typ = "tal"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall"
    typ = "tal"
    plus = true
    noll_tom = true
    [[tabell.kolumn]]
    nyckel = "b"
    rubrik = "Bedömning"
    typ = "status"
    skala = "b"
    bedoms = { varde = "utfall", mot = "mal", uppfyllt = "ja", ej = "nej", vill_ur = "riktning" }
    [[tabell]]
    nyckel = "antal"
    titel = "Antal"
    kolumn = [
      { nyckel = "vad", rubrik = "Vad", typ = "etikett" },
      { nyckel = "ja", rubrik = "Uppfyllda", typ = "antal", raknar = { kolumn = "b", nivaer = ["ja"] } },
    ]
    rad = [{ nyckel = "matt", etikett = "Mått", raknar = { tabeller = ["matt"] } }]
""")
SHEET = "Mått"


def plan_of(sheet: str = SHEET) -> SheetPlan:
    return next(plan for plan in lay_out(empty(MALL), MALL) if plan.name == sheet)


def cell_of(table: str, row: str, column: str) -> str:
    """Where a cell stands in a fresh workbook."""
    report, _ = read(
        book_of(filled(empty(MALL), {f"{table}.{row}.{column}": 1} if column == "mal" else {}), MALL), MALL
    )
    found = report.table(table).row(row)
    assert found is not None
    return str(report.table(table).ref(found, column)).rpartition("!")[2]


def test_a_name_keeps_its_lines() -> None:
    report = filled(empty(MALL), {"matt.fri_01.mal": 3}, {"matt.fri_01": "Väntetid\n- till besök\n- till beslut"})
    found, told = read(book_of(report, MALL), MALL)
    assert told == []
    assert [row.label for row in found.table("matt").rows] == [
        "Nöjda\nbrukare",
        "Väntetid\n- till besök\n- till beslut",
    ]
    assert found.table("matt").rows[1].name == "Väntetid - till besök - till beslut"
    assert bare(found) == bare(report)


def test_a_name_written_on_one_line_is_still_the_malls() -> None:
    at = cell_of("matt", "nojd", "matt")
    found, told = read(edited(book_of(empty(MALL), MALL), SHEET, {at: "Nöjda brukare"}), MALL)
    assert told == []
    assert found.table("matt").rows[0].label == "Nöjda\nbrukare"


def test_a_wanted_direction_is_chosen_where_the_mall_has_none() -> None:
    """The mall's own stands in its cell; on free rows there are two words to choose among."""
    column = plan_of()
    guides = [v for v in column.validations if v.accepts is Accepts.CHOICE and v.area.left == v.area.right == 2]
    assert [(v.area.bottom - v.area.top + 1, v.source) for v in guides] == [(2, "_reportgen!$E$2:$E$3")]
    hidden = next(plan for plan in lay_out(empty(MALL), MALL) if plan.name == "_reportgen")
    assert [hidden.cells[row, 4].value for row in (1, 2, 3)] == ["riktning", "upp", "ner"]
    report, _ = read(book_of(empty(MALL), MALL), MALL)
    assert report.cell(Place("matt", "nojd", "riktning")).origin is Origin.STANDING


@pytest.mark.parametrize(("typed", "codes"), [("NER", []), ("ned", ["STATUS_OKAND"])])
def test_another_word_than_a_direction_is_told(typed: str, codes: list[str]) -> None:
    report = filled(empty(MALL), {"matt.fri_01.riktning": typed, "matt.fri_01.mal": 1}, {"matt.fri_01": "Väntetid"})
    found, told = read(book_of(report, MALL), MALL)
    assert [code for code, _ in told] == codes
    assert found.cell(Place("matt", "fri_01", "riktning")).value == (typed if codes else "ner")


def test_a_status_that_the_mall_gives_stands_in_no_cell_but_is_worked_out_anew() -> None:
    report = filled(empty(MALL), {"matt.nojd.mal": 3, "matt.nojd.utfall": 4})
    found, told = read(book_of(report, MALL), MALL)
    assert told == []
    assert found.cell(Place("matt", "nojd", "b")).is_empty
    derived = derive(found, MALL)
    assert derived.cell(Place("matt", "nojd", "b")).value == "Uppfyllt"
    assert derived.cell(Place("antal", "matt", "ja")).value == 1


def test_a_changed_count_is_told() -> None:
    """Excel sees only the statuses that are filled in, so the count it shows is held against those."""
    report = filled(
        empty(MALL), {"matt.nojd.mal": 3, "matt.nojd.utfall": 4, "matt.fri_01.b": "Uppfyllt"}, {"matt.fri_01": "A"}
    )
    book = book_of(report, MALL)
    grid = book.grid("Antal")
    assert grid is not None
    ((at, cell),) = ((at, cell) for at, cell in grid.cells.items() if cell.formula)
    a1 = grid.ref(*at).a1
    for value, codes in ((1, []), (2, ["FORMEL_ANNAT_VARDE"])):
        shown = edited(book, "Antal", {a1: type(cell)(Decimal(value), cell.formula)})
        assert [code for code, _ in read(shown, MALL)[1]] == codes


def test_zero_is_not_shown_where_it_is_printed_as_nothing() -> None:
    formats = {cell.style.number_format for (_, column), cell in plan_of().cells.items() if column == 4}
    assert '"+"#,##0;"−"#,##0;' in formats


def test_a_note_from_a_text_stands_on_the_sheet_texter_only() -> None:
    texts = [cell.value for cell in plan_of().cells.values()]
    assert "Står alltid." in texts
    assert sum(area == Area(area.top, 1, area.top, 5) for area in plan_of().merged) >= 1
