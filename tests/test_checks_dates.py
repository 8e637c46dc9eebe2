"""Days are held against the period and each other; whatever day it is today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from drawing import BASE, context, report, seen, template
from reportgen.checks import Context
from reportgen.checks.dates import (
    check_comment_dates,
    check_date_order,
    check_fact_dates,
    check_far_dates,
    check_passed_dates,
)
from reportgen.model.finding import Finding
from reportgen.model.value import Cell
from reportgen.spec.schema import TemplateSpec

TOML = """
    [[uppgift]]
    nyckel = "datum"
    etikett = "Datum"
    typ = "datum"
    [[uppgift]]
    nyckel = "mote"
    etikett = "Behandlas i nämnden"
    typ = "datum"
    [[uppgift]]
    nyckel = "annan"
    etikett = "Rättelsedag"
    typ = "datum"
    datumroll = "rattad"
    [[uppgift]]
    nyckel = "beslut"
    etikett = "Budgeten beslutad"
    typ = "datum"

    [[skala]]
    nyckel = "status"
    [[skala.niva]]
    nyckel = "klar"
    text = "Slutförd"
    [[skala.niva]]
    nyckel = "igang"
    text = "Påbörjad"
    [[skala.niva]]
    nyckel = "sen"
    text = "Försenad"

    [[skala]]
    nyckel = "egen"
    [[skala.niva]]
    nyckel = "mal"
    text = "I mål"
    avslutad = true
    [[skala.niva]]
    nyckel = "klartecken"
    text = "Klartecken givet"

    [[skala]]
    nyckel = "utan"
    [[skala.niva]]
    nyckel = "plan"
    text = "Enligt plan"

    [[tabell]]
    nyckel = "uppdrag"
    titel = "Uppdrag"
    fria_rader = 3

    [[tabell.kolumn]]
    nyckel = "uppdrag"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "fran"
    rubrik = "Startar"
    typ = "datum"
    [[tabell.kolumn]]
    nyckel = "till"
    rubrik = "Klart senast"
    typ = "datum"
    [[tabell.kolumn]]
    nyckel = "status"
    rubrik = "Status"
    typ = "status"
    skala = "status"
    [[tabell.kolumn]]
    nyckel = "egen"
    rubrik = "Läge"
    typ = "status"
    skala = "egen"
    [[tabell.kolumn]]
    nyckel = "utan"
    rubrik = "Prognos"
    typ = "status"
    skala = "utan"
    [[tabell.kolumn]]
    nyckel = "skriven"
    rubrik = "Kommentarens datum"
    typ = "datum"
    [[tabell.kolumn]]
    nyckel = "fodd"
    rubrik = "Beslutad"
    typ = "datum"
"""

SPEC = template(TOML, BASE.replace('version = "1.0"', 'version = "1.0"\nmanader = [4, 8]'))
PLAN = template(TOML, BASE.replace('version = "1.0"', 'version = "1.0"\nplan = true'))


def drawn(cells: str, facts: Mapping[str, date] | None = None, spec: TemplateSpec = SPEC) -> Context:
    """One row "fri_01" with cells as "column=value", days among them; the period is August 2024."""
    named = dict(pair.split("=") for pair in cells.split(", ")) if cells else {}
    entered = report(
        spec, f"uppdrag | {' | '.join(named)}\nfri_01: Ett | {' | '.join(named.values())}" if named else ""
    )
    if named:
        table = entered.table("uppdrag")
        days = {key: Cell(date.fromisoformat(text)) for key, text in named.items() if text[:2] in ("19", "20")}
        entered = entered.with_tables({"uppdrag": replace(table, rows=(table.rows[0].with_cells(days),))})
    return context(spec, replace(entered, facts={key: Cell(day) for key, day in (facts or {}).items()}))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code.name for finding in findings]


def test_passed_day_of_what_is_still_open_is_found_with_its_status() -> None:
    (finding,) = check_passed_dates(drawn("till=2024-08-31, status=Påbörjad"))
    assert seen([finding]) == [("SLUTDATUM_PASSERAT", "Uppdrag!D4")]
    assert "Status är Påbörjad" in finding.message


def test_passed_day_of_what_is_said_to_be_late_is_a_notice() -> None:
    assert codes([*check_passed_dates(drawn("till=2024-04-30, status=Försenad"))]) == ["SLUTDATUM_FORSENAT"]


@pytest.mark.parametrize(
    "cells",
    [
        "till=2024-09-01, status=Påbörjad",
        "till=2024-04-30, status=Slutförd",
        "till=2024-04-30, status=Påbörjad, egen=I mål",
        "till=2024-04-30, utan=Enligt plan",
        "till=2024-04-30, status=",
        "till=, status=Påbörjad",
    ],
)
def test_day_to_come_what_is_done_and_what_cannot_be_told_are_silent(cells: str) -> None:
    assert codes([*check_passed_dates(drawn(cells))]) == []


def test_marked_levels_are_the_only_ones_that_are_done() -> None:
    assert codes([*check_passed_dates(drawn("till=2024-04-30, egen=Klartecken givet"))]) == ["SLUTDATUM_PASSERAT"]


def test_plan_has_no_passed_days() -> None:
    assert codes([*check_passed_dates(drawn("till=2024-04-30, status=Påbörjad", spec=PLAN))]) == []


def test_end_before_start_is_found_at_the_end() -> None:
    assert seen(check_date_order(drawn("fran=2024-05-02, till=2024-05-01"))) == [("SLUT_FORE_START", "Uppdrag!D4")]
    assert seen(check_date_order(drawn("fran=2024-05-01, till=2024-05-01"))) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-04-30", ["KOMMENTAR_GAMMAL"]),
        ("2024-05-02", []),
        ("2024-09-10", []),
        ("2024-09-11", ["KOMMENTAR_FRAMTIDA"]),
    ],
)
def test_comment_is_dated_after_the_last_follow_up_and_no_later_than_the_report(day: str, found: list[str]) -> None:
    assert codes([*check_comment_dates(drawn(f"skriven={day}", {"datum": date(2024, 9, 10)}))]) == found


def test_comment_is_not_held_against_a_report_without_date() -> None:
    assert codes([*check_comment_dates(drawn("skriven=2025-09-11"))]) == []


def test_day_far_from_the_period_is_found_in_any_column() -> None:
    assert seen(check_far_dates(drawn("fodd=2004-05-01"))) == [("DATUM_ORIMLIGT", "Uppdrag!I4")]
    assert seen(check_far_dates(drawn("fodd=2016-05-01, till=2038-12-31"))) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"datum": date(2024, 8, 30)}, ["DATUM_FORE_PERIODENS_SLUT"]),
        ({"datum": date(2023, 9, 10)}, ["DATUM_FORE_PERIODENS_SLUT"]),
        ({"datum": date(2025, 10, 10)}, ["DATUM_LANGT_FRAN_PERIODEN"]),
        ({"datum": date(2024, 9, 10), "mote": date(2024, 9, 9)}, ["FORE_RAPPORTENS_DATUM"]),
        ({"datum": date(2024, 9, 10), "annan": date(2024, 9, 9)}, ["FORE_RAPPORTENS_DATUM"]),
        ({"beslut": date(1994, 11, 1)}, ["DATUM_LANGT_FRAN_PERIODEN"]),
        ({"datum": date(2024, 8, 31), "mote": date(2024, 9, 25), "annan": date(2025, 1, 10)}, []),
        ({"datum": date(2024, 9, 10), "beslut": date(2023, 11, 1)}, []),
    ],
)
def test_days_of_the_report_follow_its_period_and_each_other(facts: dict[str, date], found: list[str]) -> None:
    assert codes([*check_fact_dates(drawn("", facts))]) == found


def test_plan_is_dated_before_its_period_ends() -> None:
    assert codes([*check_fact_dates(drawn("", {"datum": date(2024, 1, 1)}, PLAN))]) == []
