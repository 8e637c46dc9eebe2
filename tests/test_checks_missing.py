"""What must be filled in is missed, cell by cell or table by table; what may be empty is left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drawing import context, report, seen, template
from reportgen.checks.missing import (
    check_coming_months,
    check_empty_cells,
    check_empty_tables,
    check_required_cells,
)
from reportgen.model.value import Cell

SPEC = template("""
    [[blad]]
    namn = "Drift"
    tabeller = ["drift"]

    [[tabell]]
    nyckel = "drift"
    titel = "Drift {ar}"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    obligatorisk = true
    [[tabell.kolumn]]
    nyckel = "budget"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    typ = "text"

    [[tabell.rad]]
    nyckel = "rubrik"
    etikett = "Verksamhet"
    typ = "rubrik"
    [[tabell.rad]]
    nyckel = "vard"
    etikett = "Vård"
    [[tabell.rad]]
    nyckel = "stab"
    etikett = "Stab"
    far_vara_tom = true
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["vard", "stab"]

    [[tabell]]
    nyckel = "lista"
    titel = "Lista"
    fria_rader = 3
    tom = "Inga."

    [[tabell.kolumn]]
    nyckel = "vad"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "antal"
    typ = "antal"
    obligatorisk = true

    [[tabell.rad]]
    nyckel = "fast"
    etikett = "Fast"

    [[tabell]]
    nyckel = "serie"
    titel = "Serie"
    kolumner_fran = "manader"

    [[tabell.kolumn]]
    nyckel = "ar"
    typ = "etikett"

    [[tabell.rad]]
    nyckel = "fg"
    etikett = "2023"
    [[tabell.rad]]
    nyckel = "nu"
    etikett = "2024"

    [[tabell]]
    nyckel = "givna"
    titel = "Givna"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"

    [[tabell.rad]]
    nyckel = "a"
    etikett = "A"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["a"]
    inmatning = "ja"
""")

ALL = (check_empty_tables, check_required_cells, check_empty_cells)


def findings(text: str) -> list[tuple[str, str]]:
    drawn = context(SPEC, report(SPEC, text))
    return seen(finding for check in ALL for finding in check(drawn))


def test_required_cell_that_is_empty_is_found() -> None:
    assert findings("drift | utfall | budget\nrubrik | |\nvard | | 1\nstab | 1 | 1\nsumma | |") == [
        ("VARDE_SAKNAS", "Drift!C5")
    ]


def test_gap_among_figures_is_a_warning_where_nothing_is_required() -> None:
    assert findings("drift | utfall | budget\nvard | 1 |") == [("VARDE_TOMT", "Drift!D4")]


def test_a_column_that_may_be_empty_leaves_no_gaps() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "drift"
        titel = "Drift"
        kolumn = [
            { nyckel = "post", typ = "etikett" },
            { nyckel = "utfall" },
            { nyckel = "budget" },
            { nyckel = "bokslut_fg", far_vara_tom = true },
        ]
        rad = [{ nyckel = "vard", etikett = "Vård" }]
    """)
    drawn = context(spec, report(spec, "drift | utfall | budget | bokslut_fg\nvard | 1 | | "))
    assert seen(check_empty_cells(drawn)) == [("VARDE_TOMT", "Drift!D4")]


@pytest.mark.parametrize("written", ["0", "-", "uppgift saknas"])
def test_zero_dash_and_words_are_not_empty(written: str) -> None:
    assert findings(f"drift | utfall | budget\nvard | {written} | {written}") == []


def test_row_that_may_be_empty_is_left_in_peace() -> None:
    assert findings("drift | utfall | budget\nvard | 1 | 1\nstab | | 1\nsumma | |") == []


def test_text_column_may_be_empty_unless_required() -> None:
    assert findings("drift | utfall | budget | kommentar\nvard | 1 | 1 |") == []


def test_untouched_table_with_required_cells_is_one_finding() -> None:
    drawn = context(SPEC, report(SPEC, "drift | utfall | budget\nvard | |\nstab | |\nsumma | |"))
    (finding,) = check_empty_tables(drawn)
    assert seen([finding]) == [("TABELL_TOM", "Drift")]
    assert finding.message == "Tabellen Drift 2024 är inte ifylld."
    assert seen(check_required_cells(drawn)) == []


def test_untouched_table_with_a_sentence_for_that_is_in_order() -> None:
    assert findings("lista | antal\nfast |\nfri_01: |\nfri_02: |") == []


def test_untouched_table_without_required_cells_is_in_order() -> None:
    assert findings("givna | utfall\na |\nsumma |") == []


def test_free_row_is_missed_only_when_it_is_used() -> None:
    assert findings("lista | antal\nfast | 1\nfri_01: Ny rad |\nfri_02: |") == [("VARDE_SAKNAS", "Lista!C5")]


def test_free_row_with_only_a_name_makes_the_table_filled_in() -> None:
    assert findings("lista | antal\nfast |\nfri_01: Ny rad |") == [
        ("VARDE_SAKNAS", "Lista!C4"),
        ("VARDE_SAKNAS", "Lista!C5"),
    ]


def test_months_to_come_may_be_empty_but_not_those_of_last_year() -> None:
    months = "jan | feb | mar | apr | maj | jun | jul | aug | sep | okt | nov | dec"
    filled = " | ".join("1" * 8)
    drawn = f"serie | {months}\nfg | {filled} | 1 | 1 | 1 |\nnu | {filled} | | | |"
    assert findings(drawn) == [("VARDE_TOMT", "Serie!N4")]


def test_month_that_has_been_may_not_be_empty() -> None:
    assert findings("serie | jul | aug | sep\nnu | 1 | |")[0] != ("VARDE_TOMT", "Serie!J4")
    assert ("VARDE_TOMT", "Serie!J4") in findings("serie | jul | aug | sep\nnu | 1 | |")


def test_given_sum_is_missed_when_its_rows_have_figures() -> None:
    assert findings("givna | utfall\na | 1\nsumma |") == [("VARDE_SAKNAS", "Givna!C5")]


def test_table_that_the_workbook_lacks_is_the_readers_finding() -> None:
    assert findings("") == []


def test_formula_that_has_not_been_worked_out_is_not_missed_twice() -> None:
    entered = report(SPEC, "drift | utfall | budget\nvard | 1 | 1")
    table = entered.table("drift")
    row = table.rows[0].with_cells({"utfall": Cell(None, formula="=1+2")})
    drawn = context(SPEC, entered.with_tables({"drift": replace(table, rows=(row,))}))
    assert [finding for check in ALL for finding in check(drawn)] == []


MONTHS = """
    [[tabell]]
    nyckel = "serie"
    titel = "Serie"
    kolumner_fran = "manader"
    obligatorisk = true
    [[tabell.kolumn]]
    nyckel = "ar"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "not"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "2023"
    far_vara_tom = true
    [[tabell.rad]]
    nyckel = "nu"
    etikett = "2024"
    [[tabell.rad]]
    nyckel = "budget"
    etikett = "Budget 2024"
    far_vara_tom = true
"""


def test_months_may_be_required_up_to_the_period() -> None:
    spec = template(MONTHS)
    drawn = report(spec, "serie | jan | jul | aug | sep\nnu | 1 | 1 | |", period="2024-08")
    assert ("VARDE_SAKNAS", "Serie!J4") in seen(check_required_cells(context(spec, drawn)))
    assert ("VARDE_SAKNAS", "Serie!K4") not in seen(check_required_cells(context(spec, drawn)))
    assert spec.tables[0].column("not").required is False  # type: ignore[union-attr]


@pytest.mark.parametrize("value", ["", "-"])
def test_month_to_come_is_empty_or_a_dash(value: str) -> None:
    spec = template(MONTHS)
    drawn = report(spec, f"serie | aug | sep\nfg | 1 | 1\nnu | 1 | {value}\nbudget | 1 | 1")
    assert seen(check_coming_months(context(spec, drawn))) == []


def test_value_in_a_month_to_come_is_found_on_the_row_of_the_year() -> None:
    spec = template(MONTHS)
    drawn = report(spec, "serie | aug | sep\nfg | 1 | 1\nnu | 1 | 1\nbudget | 1 | 1")
    assert seen(check_coming_months(context(spec, drawn))) == [("MANAD_EFTER_PERIODEN", "Serie!K5")]
