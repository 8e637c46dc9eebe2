"""The sheet Avstämning has a line for every total that binds figures people fill in, and none that says nothing."""

from __future__ import annotations

from drawing import BASE, template
from reportgen.spec.control_totals import with_control_totals
from reportgen.spec.schema import CONTROL_TOTALS, TemplateSpec

DRIFT = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "utfall", rubrik = "Utfall {ar}" },
      { nyckel = "budget", rubrik = "Budget {ar}" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "utfall - budget" },
      { nyckel = "andel", rubrik = "Andel", typ = "procent" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "avgifter", etikett = "Avgifter" },
      { nyckel = "intakter", etikett = "Intäkter", typ = "summa", summera = ["avgifter"] },
      { nyckel = "loner", etikett = "Löner" },
      { nyckel = "netto", etikett = "Netto", typ = "summa", summera = ["intakter", "loner"], inmatning = "valfri" },
    ]
"""
MONTHS = """
    [[tabell]]
    nyckel = "hushall"
    titel = "Hushåll"
    kolumner_fran = "manader"
    kolumn = [{ nyckel = "ar", rubrik = "År", typ = "etikett" }]
    rad = [{ nyckel = "i_ar", etikett = "{ar}" }, { nyckel = "fg", etikett = "{ar-1}" }]
"""


def lines(spec: TemplateSpec) -> dict[str, tuple[str, str | None]]:
    """Row key → label and formula of the lines on Avstämning."""
    table = with_control_totals(spec).table(CONTROL_TOTALS)
    return {row.key: (row.label, row.formula) for row in table.rows} if table else {}


def test_only_the_last_total_of_each_column_that_is_filled_in_is_to_be_agreed() -> None:
    assert lines(template(DRIFT)) == {
        "drift__netto__utfall": ("Netto, Utfall {ar} (tkr)", "drift.netto.utfall"),
        "drift__netto__budget": ("Netto, Budget {ar} (tkr)", "drift.netto.budget"),
    }


def test_months_are_added_row_by_row() -> None:
    found = lines(template(MONTHS))
    assert list(found) == ["hushall__i_ar", "hushall__fg"]
    label, formula = found["hushall__i_ar"]
    assert label == "{ar}, alla månader"
    assert formula == f"summa({', '.join(f'hushall.i_ar.{month}' for month in MONTH_KEYS)})"


MONTH_KEYS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def test_rows_without_a_total_are_added_when_they_are_of_one_unit() -> None:
    table = """
        [[tabell]]
        nyckel = "matt"
        titel = "Mått"
        kolumn = [{ nyckel = "vad", typ = "etikett" }, { nyckel = "antal", rubrik = "Antal", typ = "antal" }]
        rad = [{ nyckel = "a", etikett = "A" }, { nyckel = "b", etikett = "B", enhet = "ENHET" }]
    """
    assert lines(template(table.replace("ENHET", "antal"))) == {
        "matt__alla__antal": ("Alla rader, Antal", "summa(matt.a.antal, matt.b.antal)")
    }
    assert lines(template(table.replace("ENHET", "dygn"))) == {}
    asked = table.replace("ENHET", "dygn").replace('titel = "Mått"', 'titel = "Mått"\n        avstamning = "ja"')
    assert list(lines(template(asked))) == ["matt__alla__antal"]


def test_a_register_and_a_table_that_says_no_have_no_lines() -> None:
    assert lines(template(DRIFT.replace('titel = "Drift"', 'titel = "Drift"\n    form = "register"'))) == {}
    assert lines(template(DRIFT.replace('titel = "Drift"', 'titel = "Drift"\n    avstamning = "nej"'))) == {}


def test_a_mall_can_do_without_the_sheet() -> None:
    spec = template(DRIFT, BASE.replace('version = "1.0"', 'version = "1.0"\navstamning = false'))
    assert with_control_totals(spec) is spec


def test_rows_of_the_same_name_are_told_apart_by_the_heading_above() -> None:
    table = MONTHS.replace(
        '{ nyckel = "fg", etikett = "{ar-1}" }',
        '{ nyckel = "rubrik", etikett = "Vuxna", typ = "rubrik" }, { nyckel = "vuxna", etikett = "{ar}" }',
    )
    assert [label for label, _ in lines(template(table)).values()] == [
        "{ar}, alla månader",
        "Vuxna: {ar}, alla månader",
    ]


def test_the_sheet_is_last_and_no_part_of_the_report() -> None:
    spec = with_control_totals(template(DRIFT))
    assert [sheet.name for sheet in spec.sheets] == ["Drift", "Avstämning"]
    assert [table.key for table in spec.reported] == ["drift"]
