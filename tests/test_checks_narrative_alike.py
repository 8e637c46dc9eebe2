"""Likeness said without a number: "följer budget" beside a deviation is found, where what is likened is a row of the report."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.narrative.check import check_claims

SPEC = template("""
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning"

    [[tabell]]
    nyckel = "drift"
    titel = "Driftredovisning"
    enhet = "mnkr"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall_fg"
    rubrik = "Utfall {spann} {ar-1}"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "periodbudget"
    rubrik = "Budget {spann} {ar}"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget {ar}"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "prognos"
    rubrik = "Prognos {ar}"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"

    [[tabell.rad]]
    nyckel = "missbruk"
    etikett = "Missbrukarvård"
    [[tabell.rad]]
    nyckel = "familjeratt"
    etikett = "Familjerätt"
    [[tabell.rad]]
    nyckel = "hyror"
    etikett = "Lokalhyror"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["missbruk", "familjeratt", "hyror"]
""")

TABLE = """
    drift       | utfall_fg | utfall | periodbudget | budget | prognos | kommentar
    missbruk    | -70,0     | -74,0  | -70,0        | -105,0 | -91,0   | {missbruk}
    familjeratt | -8,0      | -8,0   | -8,0         | -12,0  | -10,0   | {familjeratt}
    hyror       | -9,5      | -9,5   | -9,5         | -14,2  | -14,2   |
    totalt      | ~         | ~      | ~            | ~      | ~       |
"""


def found(text: str = "", missbruk: str = "", familjeratt: str = "") -> list[tuple[str, str]]:
    """Place and what the tables say of each likeness that does not hold."""
    drawn = report(SPEC, TABLE.format(missbruk=missbruk, familjeratt=familjeratt), texts={"sammanfattning": text})
    findings = check_claims(context(SPEC, drawn))
    return [(str(one.place), one.expected.partition(",")[0]) for one in findings if one.code.name == "TEXT_INTE_LIKA"]


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("Missbrukarvården har följt budget under perioden.", "4"),
        ("Missbrukarvården ligger i nivå med föregående år.", "4"),
        ("Familjerättens helårsprognos förväntas i nivå med budget.", "2"),
        ("Familjerätten följer budget.", "2"),
    ],
)
def test_what_differs_is_not_alike(text: str, difference: str) -> None:
    [(place, expected)] = found(text)
    assert place == "text.sammanfattning"
    assert expected.startswith(difference)


@pytest.mark.parametrize(
    "text",
    [
        "Lokalhyrorna följer budget.",
        "Familjerätten har följt budget och ligger i nivå med föregående år.",
        "Missbrukarvården följer inte budget.",
        "Boendeenheten följer budget.",
        "Insatserna följer budget.",
    ],
)
def test_what_is_alike_denied_or_of_no_row_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_comment_without_subject_speaks_of_its_row() -> None:
    assert [place for place, _ in found(missbruk="Följer budget.")] == ["drift.missbruk.kommentar"]
    assert found(familjeratt="Har följt budget.") == []


def test_it_stands_at_the_text() -> None:
    drawn = report(
        SPEC, TABLE.format(missbruk="", familjeratt=""), texts={"sammanfattning": "Missbrukarvården har följt budget."}
    )
    assert seen(check_claims(context(SPEC, drawn))) == [("TEXT_INTE_LIKA", "Texter!C2")]
