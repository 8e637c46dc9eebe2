"""Attachments and footnotes that texts and tables point at are there, under the number and mark they are given."""

from __future__ import annotations

import pytest

from drawing import BASE, context, report, seen, template
from reportgen.checks.references import check_attachments, check_footnote_marks, check_footnotes

PARTS = (
    BASE
    + """
[[del]]
nyckel = "plan"
titel = "Uppföljning av plan"
bilaga = true
[[del]]
nyckel = "kontroll"
titel = "Kontroller per {manad}"
bilaga = true
"""
)

TOML = """
    [[text]]
    nyckel = "lage"
    rubrik = "Läget"
    [[text]]
    nyckel = "fotnot"
    rubrik = "Fotnot"

    [[tabell]]
    nyckel = "vard"
    titel = "Vård"
    fria_rader = 2
    not = [{ marke = "*)", text = "Utom bidrag." }, { marke = "**)", text_ur = "fotnot" }]
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "varde"
    rubrik = "Aug *)"
    typ = "varde"
"""

WITH, WITHOUT = template(TOML, PARTS), template(TOML)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Se bilaga 3.", "BILAGA_FINNS_INTE"),
        ("**Bilaga 1**, uppföljning. Bilaga 12 följer.", "BILAGA_FINNS_INTE"),
        ("Bilaga 1, Kontroller per augusti", "BILAGA_ANNAT_NUMMER"),
        ("Se Bilaga 2 – Uppföljning av plan för 2024.", "BILAGA_ANNAT_NUMMER"),
    ],
)
def test_attachment_that_is_not_there_or_goes_by_another_number_is_found(text: str, code: str) -> None:
    drawn = report(WITH, texts={"lage": text})
    assert seen(check_attachments(context(WITH, drawn))) == [(code, "Texter!C2")]


@pytest.mark.parametrize("text", ["Se bilaga 1 och bilaga 2.", "Bilaga 2, Kontroller per augusti", "Se bilagan."])
def test_right_attachments_are_silent(text: str) -> None:
    assert seen(check_attachments(context(WITH, report(WITH, texts={"lage": text})))) == []


def test_mall_without_attachments_knows_nothing_of_them() -> None:
    assert seen(check_attachments(context(WITHOUT, report(WITHOUT, texts={"lage": "Se bilaga 3 i budgeten."})))) == []


def test_mark_without_footnote_is_found_where_it_stands() -> None:
    drawn = report(WITHOUT, "vard | varde\nfri_01: Antal **) | 1\nfri_02: Dygn | 12,5¹")
    assert seen(check_footnotes(context(WITHOUT, drawn))) == [
        ("FOTNOT_SAKNAS", "Vård!B4"),
        ("FOTNOT_SAKNAS", "Vård!C5"),
    ]


def test_footnote_that_is_written_answers_for_its_mark() -> None:
    drawn = report(WITHOUT, "vard | varde\nfri_01: Antal **) | 1", texts={"fotnot": "Unika personer."})
    assert seen(check_footnotes(context(WITHOUT, drawn))) == []
    assert seen(check_footnote_marks(context(WITHOUT, drawn))) == []


@pytest.mark.parametrize("label", ["**Antal**", "Yta i m²", "Antal * dygn", "Antal"])
def test_bold_units_and_signs_between_words_are_no_marks(label: str) -> None:
    drawn = report(WITHOUT, f"vard | varde\nfri_01: {label} | 1")
    assert seen(check_footnotes(context(WITHOUT, drawn))) == []


def test_footnote_whose_mark_stands_nowhere_is_found() -> None:
    drawn = report(WITHOUT, "vard | varde\nfri_01: Antal | 1", texts={"fotnot": "Unika personer."})
    (finding,) = check_footnote_marks(context(WITHOUT, drawn))
    assert seen([finding]) == [("FOTNOTSMARKE_SAKNAS", "Vård")]
    assert finding.found == "**)"


def test_a_cell_that_is_nothing_but_the_mark_carries_it() -> None:
    drawn = report(WITHOUT, "vard | varde\nfri_01: Antal | **)", texts={"fotnot": "Unika personer."})
    assert seen(check_footnote_marks(context(WITHOUT, drawn))) == []
