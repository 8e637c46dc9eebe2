"""A comment is missed where the mall demands one, by amount, per cent or status, and nowhere else."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.comments import check_demanded_comments
from reportgen.spec.schema import TemplateSpec

TOML = """
    [[skala]]
    nyckel = "status"
    [[skala.niva]]
    nyckel = "gron"
    text = "Enligt plan"
    [[skala.niva]]
    nyckel = "rod"
    text = "Försenat"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget"
    [[tabell.kolumn]]
    nyckel = "prognos"
    [[tabell.kolumn]]
    nyckel = "avvikelse"
    rubrik = "Avvikelse"
    formel = "prognos - budget"
    [[tabell.kolumn]]
    nyckel = "status"
    rubrik = "Läge"
    typ = "status"
    skala = "status"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"
    kommentar_kravs = KRAV

    [[tabell.rad]]
    nyckel = "vard"
    etikett = "Vård"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["vard"]
"""


def demanding(demand: str) -> TemplateSpec:
    return template(TOML.replace("KRAV", demand))


def found(demand: str, row: str) -> list[tuple[str, str]]:
    spec = demanding(demand)
    drawn = report(spec, f"drift | budget | prognos | status | kommentar\nvard | {row}\ntotalt | ~ | ~ | ~ |")
    return seen(check_demanded_comments(context(spec, drawn)))


@pytest.mark.parametrize(
    ("grade", "code"),
    [("fel", "KOMMENTAR_SAKNAS_FEL"), ("varning", "KOMMENTAR_SAKNAS"), ("notis", "KOMMENTAR_SAKNAS_NOTIS")],
)
def test_how_grave_a_missing_comment_is_the_mall_says(grade: str, code: str) -> None:
    demand = f'{{ kolumn = "avvikelse", belopp = 1.0, grad = "{grade}" }}'
    assert [name for name, _ in found(demand, "-10 | -11 | | ")] == [code]


MISSED = [("KOMMENTAR_SAKNAS", "Drift!G4")]
BOTH = '{ kolumn = "avvikelse", belopp = 1.0, procent = 5 }'


@pytest.mark.parametrize(
    ("demand", "row"),
    [
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | -11 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | -9 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | -11 | | -"),
        ('{ kolumn = "avvikelse", procent = 5 }', "-1,0 | -1,1 | | "),
        ('{ kolumn = "avvikelse", procent = 50, av = "prognos" }', "1 | 2 | | "),
        (BOTH, "-10 | -11 | | "),
        (BOTH, "0 | -11 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0, procent = 5, nagon = true }', "-100 | -101 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0, tecken = "minus" }', "-10 | -11 | | "),
        ('{ kolumn = "status", nivaer = ["rod"] }', "1 | 1 | Försenat | "),
    ],
)
def test_comment_is_missed_where_it_is_due(demand: str, row: str) -> None:
    assert found(demand, row) == MISSED


@pytest.mark.parametrize(
    ("demand", "row"),
    [
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | -10,9 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | -11 | | Fler ärenden."),
        ('{ kolumn = "avvikelse", belopp = 1.0 }', "-10 | | | "),
        (BOTH, "-100 | -101 | | "),
        (BOTH, "-1,0 | -1,5 | | "),
        ('{ kolumn = "avvikelse", belopp = 1.0, tecken = "minus" }', "-10 | -9 | | "),
        ('{ kolumn = "status", nivaer = ["rod"] }', "1 | 9 | Enligt plan | "),
        ('{ kolumn = "status", nivaer = ["rod"] }', "1 | 9 | | "),
    ],
)
def test_comment_is_not_missed_otherwise_and_never_on_sums(demand: str, row: str) -> None:
    assert found(demand, row) == []


def test_the_message_gives_the_deviation_and_its_share() -> None:
    spec = demanding(BOTH)
    drawn = report(spec, "drift | budget | prognos | kommentar\nvard | -20 | -23,5 |")
    (finding,) = check_demanded_comments(context(spec, drawn))
    assert "Avvikelse är −3,5 (17,5 % av Budget)" in finding.message
