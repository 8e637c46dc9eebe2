"""A new report filled from closed periods: the right value from the right period, and nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from archives import closing, drawn
from drawing import template
from reportgen.earlier.known import Earlier, asked_for, meant
from reportgen.earlier.prefill import Prefilled, prefilled
from reportgen.model.archived import Archived
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.table import Row
from reportgen.model.value import Cell
from reportgen.spec.schema import ArchivePeriod, TemplateSpec
from reportgen.workbook.layout import empty_report

TABLES = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    fria_rader = 3
    behall_rader = true
    kolumn = [
        { nyckel = "post", typ = "etikett" },
        { nyckel = "utfall_fg", fran_arkiv = { kolumn = "utfall", period = "foregaende_ar", grad = "fel" } },
        { nyckel = "utfall" },
        { nyckel = "budget", fran_arkiv = { period = "foregaende" } },
        { nyckel = "bokslut", fran_arkiv = { kolumn = "utfall", period = "bokslut" } },
        { nyckel = "prognos_april", fran_arkiv = { kolumn = "utfall", period = "april" } },
        { nyckel = "kommentar", typ = "text" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "skola", etikett = "Skola {ar}" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "skola"], inmatning = "valfri" },
    ]

    [[tabell]]
    nyckel = "serie"
    titel = "Månader"
    kolumner_fran = "manader"
    kolumn = [{ nyckel = "matt", typ = "etikett" }]
    [[tabell.rad]]
    nyckel = "hushall_fg"
    etikett = "Hushåll {ar-1}"
    fran_arkiv = [{ rad = "hushall", period = "bokslut" }, { period = "foregaende" }]
    [[tabell.rad]]
    nyckel = "hushall"
    etikett = "Hushåll {ar}"
    fran_arkiv = { period = "foregaende" }

    [[text]]
    nyckel = "mottagare"
    rubrik = "Skickas till"
    staende = true

    [[text]]
    nyckel = "analys"
    rubrik = "Analys"

    [[uppgift]]
    nyckel = "kommun"
    etikett = "Kommun"
    staende = true

    [[uppgift]]
    nyckel = "nummer"
    etikett = "Nummer"
"""
SPEC = template(TABLES)


def archived(
    period: str, tables: str = "", *, spec: TemplateSpec = SPEC, days: int = 0, mall: str = "prov", **texts: str
) -> Archived:
    told = drawn(tables, period, spec, **texts)
    report = replace(told.report, template=mall, facts={"kommun": Cell("Exempelby"), "nummer": Cell("SN 1")})
    return Archived(closing(period, days=days, template=mall), replace(told, report=report))


def filled(period: str, *closed: Archived, reopened: frozenset[Archived] = frozenset()) -> Prefilled:
    names = frozenset(one.closing.name for one in reopened)
    earlier = Earlier(Period.parse(period), "prov", closed, names)
    return prefilled(empty_report(SPEC, "Socialnämnden", Period.parse(period)), SPEC, earlier)


def value(found: Prefilled, place: str) -> str:
    return str(found.report.cell(Place.parse(place)).value)


def test_the_same_month_last_year_gives_its_outcome() -> None:
    found = filled("2025-08", archived("2024-08", "drift | utfall\nvard | 7\nskola | 8\ntotalt |"))
    assert [value(found, f"drift.{row}.utfall_fg") for row in ("vard", "skola")] == ["7", "8"]
    assert value(found, "drift.vard.utfall") == "None"
    assert found.taken == {Period(2024, 8): 3}


def test_a_sum_stays_a_formula_unless_it_was_typed() -> None:
    table = "drift | utfall\nvard | 7\nskola | 8\ntotalt | {}"
    assert value(filled("2025-08", archived("2024-08", table.format(""))), "drift.totalt.utfall_fg") == "None"
    assert value(filled("2025-08", archived("2024-08", table.format("16"))), "drift.totalt.utfall_fg") == "16"


def test_the_budget_comes_from_the_latest_period_of_the_year() -> None:
    january = archived("2025-01", "drift | budget\nvard | 100")
    march = archived("2025-03", "drift | budget\nvard | 110", days=60)
    assert value(filled("2025-04", january, march), "drift.vard.budget") == "110"
    assert value(filled("2026-01", january, march), "drift.vard.budget") == "None"


def test_bokslut_is_december_last_year_and_a_named_month_is_of_this_year() -> None:
    december = archived("2024-12", "drift | utfall\nvard | 12")
    april = archived("2025-04", "drift | utfall\nvard | 4")
    found = filled("2025-08", december, april)
    assert (value(found, "drift.vard.bokslut"), value(found, "drift.vard.prognos_april")) == ("12", "4")


OLD = (
    TABLES
    + """
    [[tabell]]
    nyckel = "historik"
    titel = "Prognoser förr"
    enhet = "tkr"
    kolumn = [
        { nyckel = "post", typ = "etikett" },
        { nyckel = "prognos" },
        { nyckel = "fjol", fran_arkiv = { tabell = "drift", kolumn = "utfall", period = "april", ar_bak = 1 } },
        { nyckel = "forrfjol", fran_arkiv = [
            { kolumn = "prognos", period = "bokslut", ar_bak = 1 },
            { tabell = "drift", kolumn = "utfall", rad = "skola", period = "bokslut", ar_bak = 1 },
        ] },
    ]
    rad = [{ nyckel = "vard", etikett = "Vård" }]
"""
)


def test_another_table_of_an_earlier_year_is_fetched_from() -> None:
    spec = template(OLD)
    period = Period(2025, 12)
    closed = (
        archived("2025-04", "drift | utfall\nvard | 1", spec=spec),
        archived("2024-04", "drift | utfall\nvard | 7", spec=spec),
        archived("2024-12", "drift | utfall\nskola | 8", spec=spec),
        archived("2023-12", "drift | utfall\nskola | 9", spec=spec),
    )
    empty = empty_report(spec, "Socialnämnden", period)
    found = prefilled(empty, spec, Earlier(period, "prov", closed))
    assert [value(found, f"historik.vard.{key}") for key in ("fjol", "forrfjol")] == ["7", "9"]
    names = [one.closing.name for one in closed]
    asked = {str(name.period) for name in asked_for(spec, period, names)}
    assert asked == {"2025-04", "2024-04", "2024-12", "2023-12"}


def test_no_year_before_those_that_periods_have() -> None:
    assert meant(ArchivePeriod.BOKSLUT, Period(1995, 12), [], years_back=10) == set()


def test_month_series_go_on_and_move_a_year_in_january() -> None:
    august = archived("2025-08", "serie | jan | feb\nhushall_fg | 1 | 2\nhushall | 3 | 4")
    found = filled("2025-09", august)
    assert [value(found, f"serie.{row}.{m}") for row in ("hushall_fg", "hushall") for m in ("jan", "feb")] == [
        "1",
        "2",
        "3",
        "4",
    ]
    december = archived("2025-12", "serie | jan | dec\nhushall_fg | 1 | 2\nhushall | 3 | 9")
    found = filled("2026-01", december)
    assert [value(found, f"serie.{row}.{m}") for row in ("hushall_fg", "hushall") for m in ("jan", "dec")] == [
        "3",
        "9",
        "None",
        "None",
    ]


def test_standing_texts_and_facts_come_along_and_others_are_shown_as_notes() -> None:
    found = filled("2025-04", archived("2025-03", mottagare="- Styrelsen", analys="Det gick bra."))
    assert value(found, "text.mottagare") == "- Styrelsen"
    assert (value(found, "uppgift.kommun"), value(found, "uppgift.nummer")) == ("Exempelby", "None")
    assert found.report.text("analys").is_empty
    assert found.notes == {Place("text", "analys"): "2025-03: Det gick bra."}


def test_the_last_comment_is_a_note_at_its_cell() -> None:
    found = filled("2025-04", archived("2025-03", "drift | kommentar\nvard | Dyra placeringar\nskola |"))
    assert found.notes == {Place("drift", "vard", "kommentar"): "2025-03: Dyra placeringar"}


def test_added_rows_come_along_with_their_keys_and_names() -> None:
    found = filled("2025-04", archived("2025-03", "drift | budget\nvard | 1\nfri_02: Torget | 5\nny_01: Parken | 6"))
    rows = [(row.key, row.label) for row in found.report.table("drift").rows if row.label and row.added]
    assert rows == [("fri_02", "Torget"), ("ny_01", "Parken")]
    assert (value(found, "drift.fri_02.budget"), value(found, "drift.ny_01.budget")) == ("5", "6")
    assert sum(row.added for row in found.report.table("drift").rows) == 3


def test_an_added_row_is_known_by_its_name_in_a_workbook_made_by_itself() -> None:
    """Last year's free rows have numbers of their own."""
    last_year = archived("2024-04", "drift | utfall\nfri_01: Parken | 44\nfri_02: Torget | 55")
    found = filled("2025-04", last_year, archived("2025-03", "drift | budget\nfri_01: Torget | 5"))
    assert value(found, "drift.fri_01.utfall_fg") == "55"


def test_a_row_keeps_the_name_somebody_gave_it_but_years_follow_the_period() -> None:
    march = archived("2025-03", "drift | budget\nvard | 1\nskola | 2")
    table = march.described.report.tables["drift"]
    renamed = replace(table, rows=(replace(table.rows[0], label="Vård och omsorg"), *table.rows[1:]))
    skola = replace(renamed, rows=(renamed.rows[0], replace(renamed.rows[1], label="Skola 2025"), *renamed.rows[2:]))
    report = march.described.report.with_tables({"drift": skola})
    found = filled("2026-04", replace(march, described=replace(march.described, report=report)))
    rows = {row.key: row.label for row in found.report.table("drift").rows}
    assert (rows["vard"], rows["skola"]) == ("Vård och omsorg", "Skola 2026")


def test_another_mall_with_the_same_keys_gives_its_values() -> None:
    other = archived("2025-04", "drift | budget\nvard | 9", mall="delar")
    assert value(filled("2025-05", other), "drift.vard.budget") == "9"


def test_of_two_malls_that_closed_a_period_the_reports_own_counts() -> None:
    own = archived("2025-04", "drift | budget\nvard | 1")
    other = archived("2025-04", "drift | budget\nvard | 2", mall="delar", days=9)
    assert value(filled("2025-05", other, own), "drift.vard.budget") == "1"


def test_a_table_that_the_latest_mall_lacks_is_taken_from_the_one_before() -> None:
    poor = template(TABLES[TABLES.index('[[tabell]]\n    nyckel = "serie"') :])
    march = archived("2025-03", "drift | budget | kommentar\nvard | 1 | Dyrt\nfri_01: Torget | 5 |", mall="delar")
    april = archived("2025-04", "serie | jan\nhushall | 3", spec=poor, days=30)
    found = filled("2025-05", march, april)
    assert (value(found, "drift.vard.budget"), value(found, "serie.hushall.jan")) == ("1", "3")
    assert value(found, "drift.fri_01.budget") == "5"
    assert Place("drift", "vard", "kommentar") in found.notes


def test_an_amount_in_another_unit_of_money_is_converted_and_others_are_left() -> None:
    found = {}
    for unit in ("mnkr", "dygn"):
        raw = SPEC.model_dump(by_alias=True)
        raw["tabell"][0]["enhet"] = unit
        march = archived("2025-03", "drift | budget\nvard | 1,5", spec=TemplateSpec.model_validate(raw))
        found[unit] = filled("2025-04", march).report.cell(Place("drift", "vard", "budget")).value
    assert found == {"mnkr": Decimal(1500), "dygn": None}


def test_words_are_not_put_in_a_column_of_figures() -> None:
    found = filled("2025-04", archived("2025-03", "drift | budget\nvard | oklart\nskola | -"))
    assert (value(found, "drift.vard.budget"), value(found, "drift.skola.budget")) == ("None", "–")


def test_what_comes_from_a_reopened_period_is_told() -> None:
    march = archived("2025-03", "drift | budget\nvard | 1")
    earlier = Earlier(Period(2025, 4), "prov", (march,), frozenset({march.closing.name}))
    found = prefilled(empty_report(SPEC, "Socialnämnden", Period(2025, 4)), SPEC, earlier)
    assert found.reopened == (Period(2025, 3),)


def test_nothing_known_gives_an_empty_report() -> None:
    empty = empty_report(SPEC, "Socialnämnden", Period(2025, 4))
    found = prefilled(empty, SPEC, Earlier(Period(2025, 4), "prov", ()))
    assert (found.report, found.notes, found.taken) == (empty, {}, {})


def test_only_the_periods_that_the_mall_asks_for_are_read() -> None:
    months = [f"2024-{n:02}" for n in range(1, 13)] + [f"2025-{n:02}" for n in range(1, 8)]
    names = [closing(month).name for month in months]
    asked = asked_for(SPEC, Period(2025, 8), names)
    assert sorted(str(name.period) for name in asked) == ["2024-08", "2024-12", "2025-04", "2025-07"]


def test_rows_are_not_made_of_names_without_anything() -> None:
    march = archived("2025-03")
    table = replace(march.described.report.table("drift"), rows=(Row("fri_01", "", added=True),))
    report = march.described.report.with_tables({"drift": table})
    found = filled("2025-04", replace(march, described=replace(march.described, report=report)))
    assert [row.label for row in found.report.table("drift").rows if row.added] == ["", "", ""]
