"""A new workbook: the mall's rows, spare rows, live formulas with their values, all locked but what is to be filled in."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from drawing import template
from reportgen.model.errors import WorkbookError
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.value import Cell, Origin
from reportgen.workbook.grid import Visibility
from reportgen.workbook.layout import completed, empty_report, lay_out
from reportgen.workbook.plan import Accepts, PlannedCell, SheetPlan, Validation
from reportgen.workbook.review_sheet import COLUMNS
from reportgen.workbook.styles import COMPUTED, INPUT, INPUT_LIGHT
from sheets import EKONOMI, MAL, MALL, empty, filled, position
from test_workbook_parse import full

D = Decimal


def plans(report: Report | None = None) -> dict[str, SheetPlan]:
    return {plan.name: plan for plan in lay_out(report or empty(), MALL)}


def cell(sheet: str, a1: str, report: Report | None = None) -> PlannedCell:
    return plans(report)[sheet].cells[position(a1)]


def guidance(sheet: str, a1: str) -> Validation | None:
    return next((found for found in plans()[sheet].validations if position(a1) in found.area), None)


# --- rows --------------------------------------------------------------------------------------------------------------


def test_a_new_report_has_the_malls_rows_and_spare_rows_before_the_sums() -> None:
    rows = empty().table("ekonomi").rows
    spare = ["fri_01", "fri_02", "fri_03"]
    assert [row.key for row in rows] == [
        "rubrik",
        "personal",
        "vikarier",
        "hyror",
        "ovrigt",
        *spare,
        "summa",
        "bokfort",
    ]
    assert [row.key for row in rows if row.added] == spare


def test_names_and_headings_follow_the_period() -> None:
    assert [row.label for row in empty().table("mal").rows[:2]] == ["Trygg vård 2024", "God arbetsmiljö"]
    assert cell(EKONOMI, "C7").value == "Budget 2024"
    assert cell(MAL, "B4").value == "Nämndens mål 2024"


def test_the_malls_own_cells_and_owners_are_there_from_the_start() -> None:
    row = empty().table("matt").row("franvaro")
    assert row is not None
    assert (row.cell("enhet"), row.parent) == (Cell("%", origin=Origin.STANDING), "arbete")


def test_defaults_of_facts_and_texts_are_filled_in() -> None:
    spec = template("""
        [[uppgift]]
        nyckel = "slut"
        etikett = "Periodens slut"
        typ = "datum"
        standard = "{slutdatum}"
        [[uppgift]]
        nyckel = "rubrik"
        etikett = "Rubrik"
        standard = "Uppföljning {spann} {ar}"
        [[text]]
        nyckel = "inledning"
        rubrik = "Inledning"
        standard = "Kostnaden är {{ekonomi.summa.utfall}} mnkr."
    """)
    report = empty_report(spec, "N", Period(2024, 8))
    assert str(report.fact("slut").value) == "2024-08-31"
    assert report.fact("rubrik").value == "Uppföljning jan–aug 2024"
    assert report.text("inledning").value == "Kostnaden är {{ekonomi.summa.utfall}} mnkr.", "fields are for later"


def test_rows_that_a_report_lacks_are_put_where_the_mall_has_them() -> None:
    table = empty().table("ekonomi")
    few = replace(table, rows=tuple(row for row in table.rows if row.key in ("ovrigt", "fri_02", "personal")))
    found = completed(replace(empty(), tables={"ekonomi": few}), MALL).table("ekonomi")
    keys = [row.key for row in found.rows]
    spare = ["fri_02", "fri_01", "fri_03"]
    assert keys == ["rubrik", "personal", "vikarier", "hyror", "ovrigt", *spare, "summa", "bokfort"]


# --- formulas ----------------------------------------------------------------------------------------------------------


def test_formulas_are_live_and_have_their_values() -> None:
    report = filled(
        empty(), {"ekonomi.personal.budget": 100, "ekonomi.personal.prognos": 130, "ekonomi.hyror.prognos": 20}
    )
    assert cell(EKONOMI, "E9", report).formula == '=IF(COUNT(C9,D9)<2,"",C9-D9)'
    assert cell(EKONOMI, "E9", report).value == -30
    assert cell(EKONOMI, "D17", report).formula == '=IF(COUNT(D9,D12:D16)=0,"",SUM(D9,D12:D16))'
    assert cell(EKONOMI, "D17", report).value == 150
    assert cell("Nyckeltal", "C9", report).value == 150
    assert "'Ekonomi'!D9" in str(cell("Nyckeltal", "C9", report).formula)


def test_formulas_of_the_period_follow_the_cell_on_start() -> None:
    meta = plans()["_reportgen"]
    rows = {found.value: row for (row, column), found in meta.cells.items() if column == 0}
    assert meta.cells[rows["manad"], 1].formula == "=IFERROR(VALUE(MID(Start!$C$7,6,2)),8)"
    assert meta.cells[rows["dagar_period"], 1].value == 244
    assert f"_reportgen!$B${rows['manad']}" in str(cell("Nyckeltal", "D8").formula)
    assert cell("Start", "C7").value == "2024-08"


def test_a_formula_without_value_gives_nothing() -> None:
    assert cell(EKONOMI, "E9").value is None


def test_a_value_typed_over_a_sum_stands_in_its_place() -> None:
    report = filled(empty(), {"ekonomi.summa.budget": 7})
    assert (cell(EKONOMI, "C17", report).value, cell(EKONOMI, "C17", report).formula) == (7, None)


def test_the_owner_of_a_row_is_a_live_name() -> None:
    found = cell(MAL, "C19")
    assert (found.value, found.formula) == ("God arbetsmiljö", f"='{MAL}'!B9")


def test_cells_that_count_rows_are_live() -> None:
    found = cell("Antal", "D8", full())
    assert found.value == 1
    assert str(found.formula).startswith(f"=COUNTIFS('{MAL}'!$B$8:$B$11,")


def test_a_status_that_the_malls_rule_gives_is_left_to_it() -> None:
    report = filled(empty(), {"matt.vantan.utfall": 10, "matt.vantan.borde": 20})
    assert cell(MAL, "J21", report).value is None
    found = guidance(MAL, "J21")
    assert found is not None
    assert found.message == "Lämna tom, så ger mallens regel bedömningen i rapporten."


def test_words_of_the_mall_in_cells_follow_the_period() -> None:
    assert cell(MAL, "H21").value == "dagar 2024"


# --- locked and open ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a1", "fill", "locked"),
    [
        ("C9", INPUT, False),
        ("E9", COMPUTED, True),
        ("C17", INPUT_LIGHT, False),
        ("C18", INPUT, False),
        ("B9", "", True),
        ("B14", INPUT, False),
        ("F9", "", True),
        ("H17", "", True),
    ],
)
def test_cells_look_as_what_they_are_for(a1: str, fill: str, locked: bool) -> None:
    style = cell(EKONOMI, a1).style
    assert (style.fill, style.locked) == (fill, locked)


def test_every_shaded_cell_is_open_and_every_other_locked() -> None:
    for plan in plans().values():
        for at, found in plan.cells.items():
            if plan.name == "Start" and at[1] == 1:
                continue
            assert found.style.locked != (found.style.fill in (INPUT, INPUT_LIGHT)), (plan.name, at)


@pytest.mark.parametrize(
    ("a1", "code"),
    [
        ("C9", '#,##0;"−"#,##0'),
        ("E9", '"+"#,##0;"−"#,##0;#,##0'),
        ("G9", '#,##0.0" %";"−"#,##0.0" %"'),
        ("B14", "@"),
    ],
)
def test_numbers_are_shown_the_swedish_way(a1: str, code: str) -> None:
    assert cell(EKONOMI, a1).style.number_format == code


def test_dates_are_shown_as_swedish_administration_writes_them() -> None:
    assert cell(MAL, "G19").style.number_format == "yyyy-mm-dd"
    assert cell("Start", "C10").style.number_format == "yyyy-mm-dd"


# --- guidance ----------------------------------------------------------------------------------------------------------


def test_a_number_cell_asks_when_something_else_is_typed() -> None:
    found = guidance(EKONOMI, "C9")
    assert found is not None
    assert (found.accepts, found.title, found.message) == (Accepts.NUMBER, "Budget 2024", "Hela året.")


def test_a_status_is_chosen_among_the_scales_words() -> None:
    found = guidance(MAL, "C8")
    assert found is not None
    assert found.accepts is Accepts.CHOICE
    match = re.fullmatch(r"_reportgen!\$([A-Z]+)\$2:\$\1\$4", found.source)
    assert match, found.source
    column = position(f"{match[1]}1")[1]
    words = [plans()["_reportgen"].cells[row, column].value for row in (2, 3, 4)]
    assert words == ["Uppnås, helt", "Delvis", "Nej"], "a comma in a word does not split it"


def test_owners_and_entities_are_chosen_where_their_names_stand() -> None:
    owner, choice = guidance(MAL, "C22"), guidance(MAL, "I19")
    assert owner is not None
    assert choice is not None
    assert owner.source == choice.source == f"'{MAL}'!$B$8:$B$11"


def test_a_sum_that_may_be_typed_over_says_so() -> None:
    found = guidance(EKONOMI, "C17")
    assert found is not None
    assert found.message == "Hela året. Räknas ut av raderna, men får skrivas över med ekonomisystemets summa."


def test_guidance_is_no_longer_than_excel_takes() -> None:
    for plan in plans().values():
        for found in plan.validations:
            assert len(found.title) <= 32
            assert len(found.message) <= 255


def test_locked_cells_have_no_guidance() -> None:
    assert guidance(EKONOMI, "E9") is None
    assert guidance(EKONOMI, "B9") is None


# --- sheets ------------------------------------------------------------------------------------------------------------


def test_the_sheets_come_in_order() -> None:
    assert list(plans()) == ["Start", MAL, EKONOMI, "Nyckeltal", "Antal", "Texter", "Granskning", "_reportgen"]


def test_only_the_last_sheet_is_hidden() -> None:
    hidden = [plan.name for plan in plans().values() if plan.visibility is not Visibility.VISIBLE]
    assert hidden == ["_reportgen"]


def test_keys_and_marks_are_hidden() -> None:
    found = plans()[EKONOMI]
    assert 0 in found.hidden_columns
    assert 6 in found.hidden_rows
    assert [found.cells[6, column].value for column in range(3)] == ["tabell:ekonomi", "post", "budget"]


def test_headings_stay_in_sight_and_on_every_page() -> None:
    found = plans()[EKONOMI]
    assert (found.freeze, found.repeat) == ((8, 2), (7, 7))
    assert plans()[MAL].freeze == (1, 2)


def test_two_levels_of_headings_stand_above_each_other() -> None:
    found = plans()[MAL]
    assert (found.cells[17, 4].value, found.cells[18, 4].value) == ("Mål 2024", "Värde")
    assert (found.cells[17, 5].value, found.cells[18, 5].value) == ("Utfall 2024", "Värde")


def test_rows_can_be_inserted_where_there_are_free_ones() -> None:
    assert plans()[EKONOMI].insert_rows
    assert not plans()["Nyckeltal"].insert_rows


def test_texts_stand_by_section_with_their_length() -> None:
    texts = plans(full())["Texter"]
    assert [texts.cells[6, 1].value, texts.cells[7, 1].value] == ["1 Början", "Inledning *"]
    assert texts.cells[7, 4] == PlannedCell(D(16), "=LEN(C7)", texts.cells[7, 4].style)
    assert texts.cells[9, 1].value == "Slutord 2024"


def test_a_text_that_no_cell_has_room_for_is_refused() -> None:
    report = replace(empty(), texts=MappingProxyType({"inledning": Cell("x" * 32_768)}))
    with pytest.raises(WorkbookError, match=r"Inledning har 32768 tecken.*32767"):
        lay_out(report, MALL)


def test_acknowledgements_stand_first_on_their_sheet() -> None:
    review = plans(full())["Granskning"]
    by_key = {review.cells[4, column].value: column for column in range(1, len(COLUMNS) + 1)}
    row = [review.cells[6, by_key[key]].value for key in ("kod", "plats", "varde", "skal", "av", "bro")]
    assert row == ["SUMMA_FEL", "ekonomi.summa.prognos", "1 316", "Avrundning", "A. B.", None]
    assert {review.cells[7, column].value for column in by_key.values()} == {None}


def test_laying_out_twice_gives_the_same() -> None:
    assert lay_out(full(), MALL) == lay_out(full(), MALL)
