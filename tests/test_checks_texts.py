"""Required texts are written, and value fields in what people write lead to a figure."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.texts import check_required_texts, check_unfilled_fields, check_unknown_fields

SPEC = template("""
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning {ar}"
    obligatorisk = true
    [[text]]
    nyckel = "ovrigt"
    rubrik = "Övrigt"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"

    [[tabell.rad]]
    nyckel = "vard"
    etikett = "Vård"
""")


@pytest.mark.parametrize("written", ["", "  \n "])
def test_required_text_is_missed_at_its_cell(written: str) -> None:
    (finding,) = check_required_texts(context(SPEC, report(SPEC, texts={"sammanfattning": written})))
    assert seen([finding]) == [("TEXT_SAKNAS", "Texter!C2")]
    assert finding.message == "Texten Sammanfattning 2024 är inte skriven."
    assert finding.advice == "Skriv texten på bladet Texter."


def test_written_text_and_text_that_is_not_required_are_silent() -> None:
    drawn = report(SPEC, texts={"sammanfattning": "Läget är gott.", "ovrigt": ""})
    assert seen(check_required_texts(context(SPEC, drawn))) == []


def test_field_that_names_nothing_is_found_with_a_hint() -> None:
    drawn = report(SPEC, "drift | utfall\nvard | 5", texts={"sammanfattning": "Vi når {{drift.vard.utfal}} mnkr."})
    (finding,) = check_unknown_fields(context(SPEC, drawn))
    assert seen([finding]) == [("FALT_OKANT", "Texter!C2")]
    assert finding.found == "{{drift.vard.utfal}}"
    assert "utfall" in finding.expected


def test_field_in_a_tables_text_is_found_at_its_cell() -> None:
    drawn = report(SPEC, "drift | utfall | kommentar\nvard | 5 | Se {{drift.x.utfall}}.")
    assert seen(check_unknown_fields(context(SPEC, drawn))) == [("FALT_OKANT", "Drift!D4")]


def test_field_in_the_name_of_a_row_is_found_at_the_name() -> None:
    drawn = report(SPEC, "drift | utfall\nvard | 5\nfri_01: Rest {{drift.x.utfall}} | 3")
    assert seen(check_unknown_fields(context(SPEC, drawn))) == [("FALT_OKANT", "Drift!B5")]


def test_field_without_a_value_is_found() -> None:
    drawn = report(SPEC, "drift | utfall\nvard |", texts={"sammanfattning": "Vi når {{drift.vard.utfall}} mnkr."})
    assert seen(check_unfilled_fields(context(SPEC, drawn))) == [("FALT_TOMT", "Texter!C2")]
    assert seen(check_unknown_fields(context(SPEC, drawn))) == []


def test_field_with_a_value_is_silent() -> None:
    drawn = report(SPEC, "drift | utfall\nvard | 5", texts={"sammanfattning": "Vi når {{drift.vard.utfall}} mnkr."})
    assert seen(check_unfilled_fields(context(SPEC, drawn))) == []
    assert seen(check_unknown_fields(context(SPEC, drawn))) == []
