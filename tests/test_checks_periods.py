"""Headings and texts of another period are found; what people tell of the past is left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drawing import BASE, context, report, seen, template
from reportgen.checks.periods import (
    check_heading_periods,
    check_label_periods,
    check_text_periods,
    previous_followup,
)
from reportgen.model.position import CellRef
from reportgen.model.table import group_key

TABLES = """
    [[text]]
    nyckel = "lage"
    rubrik = "Läget"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    grupp = "Januari–{manad}"
    [[tabell.kolumn]]
    nyckel = "annat"
    rubrik = "Annat"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"

    [[tabell.rad]]
    nyckel = "fg"
    etikett = "Vårddygn {ar-1}"
"""

INTERIM = template(TABLES, BASE.replace('version = "1.0"', 'version = "1.0"\nmanader = [4, 8]'))
MONTHLY = template(TABLES)
PLAN = template(TABLES, BASE.replace('version = "1.0"', 'version = "1.0"\nplan = true'))


def headed(key: str, heading: str) -> list[tuple[str, str]]:
    entered = report(INTERIM, "drift | utfall\nfg | 1")
    at = {key: CellRef("Drift", 3, "C")}
    table = replace(entered.table("drift"), headings={key: heading}, headings_at=at)
    return seen(check_heading_periods(context(INTERIM, entered.with_tables({"drift": table}))))


def in_text(text: str, period: str = "2024-08") -> list[str]:
    drawn = context(INTERIM, report(INTERIM, period=period, texts={"lage": text}))
    return [finding.found for finding in check_text_periods(drawn)]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("utfall", "Utfall jan-apr 2024"),
        ("utfall", "Utfall jan-aug 2023"),
        ("utfall", "Utfall tertial 1"),
        (group_key("utfall"), "Januari–april"),
        ("annat", "Utfall jan-apr"),
        ("annat", "Läget per april"),
    ],
)
def test_heading_of_another_period_is_found_at_its_cell(key: str, heading: str) -> None:
    assert headed(key, heading) == [("PERIOD_I_RUBRIK", "Drift!C3")]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("utfall", "Utfall jan - aug 2024, tkr"),
        ("utfall", "Utfall januari–augusti"),
        ("utfall", "Utfallet 202401-202408"),
        ("annat", "Sedan i mars"),
        ("annat", "Per augusti"),
    ],
)
def test_heading_of_the_same_period_may_be_written_otherwise(key: str, heading: str) -> None:
    assert headed(key, heading) == []


def test_row_named_for_another_year_is_found_and_the_malls_own_name_is_not() -> None:
    entered = report(INTERIM, "drift | utfall\nfg | 1")
    table = entered.table("drift")
    renamed, as_given = (
        entered.with_tables({"drift": replace(table, rows=(replace(table.rows[0], label=label),))})
        for label in ("Vårddygn 2021", "Vårddygn 2023")
    )
    assert seen(check_label_periods(context(INTERIM, renamed))) == [("PERIOD_I_RUBRIK", "Drift!B4")]
    assert seen(check_label_periods(context(INTERIM, as_given))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Per april redovisar nämnden ett underskott.", "april"),
        ("Läget är gott.\n\nTill och med april 2024 är kostnaden högre.", "april 2024"),
        ("**Uppföljning per april**\n\nLäget är gott.", "april"),
        ("## Tertial 1\n\nLäget är gott.", "Tertial 1"),
        ("## Utfall tertial 1\n\nLäget är gott.", "tertial 1"),
        ("Per augusti 2023 är läget gott.", "augusti 2023"),
        ("Kostnaderna för perioden januari–april är 12,5 mnkr.", "januari–april"),
    ],
)
def test_text_that_gives_itself_an_earlier_period_is_found(text: str, found: str) -> None:
    assert in_text(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Sedan i mars pågår ett arbete med nya rutiner.",
        "Vid delår per april prognostiserades ett underskott om 9 mnkr.",
        "Per april redovisades ett underskott, som nu är vänt.",
        "Per augusti är läget gott.",
        "Per juli månad har 130 ärenden kontrollerats.",
        "Per december väntas ett överskott.",
        "Kostnaderna januari–april var 12,5 mnkr.",
        "Kostnaderna är 12,5 mnkr, jämfört med 11,0 för januari–april.",
        "Utfallet {{drift.fg.utfall}} för januari–augusti är 12 mnkr.",
        "Nya regler gäller från den 1 april 2024.",
    ],
)
def test_what_is_told_of_the_past_is_left_in_peace(text: str) -> None:
    assert in_text(text) == []


def test_comment_in_a_table_is_read_too() -> None:
    drawn = report(INTERIM, "drift | kommentar\nfg | Per april är det färre.")
    assert seen(check_text_periods(context(INTERIM, drawn))) == [("PERIOD_I_TEXT", "Drift!E4")]


def test_plan_may_tell_of_any_time() -> None:
    drawn = report(PLAN, texts={"lage": "Per april är läget gott."})
    assert seen(check_text_periods(context(PLAN, drawn))) == []


@pytest.mark.parametrize(
    ("spec", "period", "before"),
    [
        (INTERIM, "2024-08", "2024-04"),
        (INTERIM, "2024-04", "2023-08"),
        (MONTHLY, "2024-08", "2024-07"),
        (MONTHLY, "2024-01", "2023-12"),
    ],
)
def test_the_follow_up_before_is_known_by_the_malls_months(spec: object, period: str, before: str) -> None:
    assert str(previous_followup(context(spec, report(spec, period=period)))) == before  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nämnden godkänner delårsrapporten per augusti 2023 och överlämnar den.", ["augusti 2023"]),
        ("Nämnden godkänner delårsrapporten per augusti 3024.", ["augusti 3024"]),
        ("1. att godkänna uppföljningen av nämndens verksamhetsplan per augusti 2023, och", ["augusti 2023"]),
        ("Nämnden tar del av årsredovisningen för 2022.", ["2022"]),
        ("Nämnden godkänner delårsrapporten per augusti 2024.", []),
        ("Nämnden godkänner den ändring sedan årsredovisningen 2023 som framgår.", []),
        ("Nämnden godkänner verksamhetsplanen för 2025.", []),
        ("I ärendet jämförs med delårsrapporten per augusti 2023.", []),
    ],
)
def test_a_decision_on_the_report_is_of_its_own_year(text: str, found: list[str]) -> None:
    assert in_text(text) == found
