"""Value fields give the figure as the sentence needs it, and say what is wrong when they cannot."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.derive.fields import FieldError, field_text, fields
from reportgen.derive.report import derive
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell
from reportgen.spec.schema import TemplateSpec

SPEC = TemplateSpec.model_validate(
    tomllib.loads("""
[mall]
namn = "prov"
titel = "Prov"
version = "1"
[[del]]
titel = "T"
[[uppgift]]
nyckel = "datum"
etikett = "Datum"
typ = "datum"
[[varde]]
nyckel = "periodbudget"
etikett = "Periodens budget"
formel = "resultat.kostnader.budget * manad / 12"
enhet = "tkr"
[[varde]]
nyckel = "antal_uppfyllda"
etikett = "Uppfyllda mål"
raknar = { tabell = "resultat", kolumn = "status", nivaer = ["ja"] }
[[varde]]
nyckel = "antal_rader"
etikett = "Alla rader"
raknar = { tabell = "resultat", kolumn = "status", nivaer = [] }
[[skala]]
nyckel = "bedomning"
[[skala.niva]]
nyckel = "ja"
text = "Uppfyllt"
[[skala.niva]]
nyckel = "nej"
text = "Ej uppfyllt"
[[tabell]]
nyckel = "resultat"
titel = "Resultat"
enhet = "tkr"
[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "budget"
[[tabell.kolumn]]
nyckel = "prognos"
[[tabell.kolumn]]
nyckel = "avvikelse"
formel = "prognos - budget"
[[tabell.kolumn]]
nyckel = "andel"
typ = "procent"
decimaler = 1
[[tabell.kolumn]]
nyckel = "status"
typ = "status"
skala = "bedomning"
[[tabell.rad]]
nyckel = "kostnader"
etikett = "Kostnader"
[[tabell.rad]]
nyckel = "vakanser"
etikett = "Vakanser"
enhet = "antal"
""")
)


def report() -> Report:
    def row(key: str, label: str, **values: object) -> Row:
        cells = {k: Cell(Decimal(v) if isinstance(v, str) else v) for k, v in values.items()}  # type: ignore[arg-type]
        return Row(key, label, cells=cells)

    table = Table(
        "resultat",
        (
            row("kostnader", "Kostnader", budget="-12000", prognos="-15357", andel="5.25"),
            row("vakanser", "Vakanser", budget="4", prognos=DASH),
        ),
    )
    statuses = {"kostnader": "uppfyllt", "vakanser": "Ej uppfyllt"}
    table = replace(table, rows=tuple(r.with_cells({"status": Cell(statuses[r.key])}) for r in table.rows))
    facts = {"datum": Cell(date(2024, 9, 13))}
    return derive(Report("prov", "1", "Socialnämnden", Period(2024, 8), facts, {"resultat": table}), SPEC)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("resultat.kostnader.avvikelse", "−3\u00a0357"),
        ("resultat.kostnader.avvikelse|belopp", "3\u00a0357"),
        ("resultat.kostnader.avvikelse | belopp | mnkr", "3,4"),
        ("resultat.kostnader.avvikelse|belopp mnkr 2 enhet", "3,36\u00a0mnkr"),
        ("resultat.kostnader.avvikelse|kr enhet", "−3\u00a0357\u00a0000\u00a0kr"),
        ("resultat.kostnader.avvikelse|belopp hundra enhet", "3\u00a0400\u00a0tkr"),
        ("resultat.vakanser.budget|hundra", "0"),
        ("resultat.kostnader.andel|plus", "+5,3\u00a0%"),
        ("resultat.vakanser.budget|ord", "fyra"),
        ("resultat.kostnader.avvikelse|ett överskott/ett underskott", "ett underskott"),
        ("resultat.kostnader.andel|fler/färre/lika många", "fler"),
        ("varde.antal_uppfyllda|ord", "ett"),
        ("varde.antal_rader", "2"),
        ("resultat.vakanser.prognos", "–"),
        ("resultat.kostnader.post", "Kostnader"),
        ("varde.periodbudget|belopp", "8\u00a0000"),
        ("uppgift.datum", "2024-09-13"),
        ("spann_lang", "januari–augusti"),
        ("namnd", "Socialnämnden"),
    ],
)
def test_a_field_is_set_as_asked(field: str, expected: str) -> None:
    assert field_text(field, report(), SPEC) == expected


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("resultatt.kostnader.budget", "Menade du resultat?"),
        ("resultat.kostnad.budget", "Menade du kostnader?"),
        ("resultat.kostnader.prognoss", "Menade du prognos?"),
        ("resultat.kostnader", "Ett fält har tre delar, till exempel resultat.kostnader.status."),
        ("varde.x", "Det finns: periodbudget, antal_uppfyllda, antal_rader."),
        ("resultat.kostnader.budget|stort", "stort är inget val."),
        ("resultat.vakanser.budget|mnkr", "Värdet är i antal och kan inte räknas om till mnkr."),
        ("", "Det finns: resultat."),
    ],
)
def test_a_field_that_is_nothing_says_what_there_is(field: str, hint: str) -> None:
    with pytest.raises(FieldError) as caught:
        field_text(field, report(), SPEC)
    assert hint in caught.value.hint
    assert not caught.value.is_empty


def test_a_place_without_value_is_told_from_one_that_is_not_there() -> None:
    with pytest.raises(FieldError) as caught:
        field_text("resultat.vakanser.andel", report(), SPEC)
    assert caught.value.is_empty


def test_fields_are_found_in_order() -> None:
    assert list(fields("a {{x.y.z}} b {{ varde.k | belopp }} {c}")) == ["x.y.z", "varde.k | belopp"]
