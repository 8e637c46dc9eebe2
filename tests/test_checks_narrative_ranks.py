"""The row that a text says deviates most is the one that does, where the text names a row of a table and ranks all of them."""

from __future__ import annotations

import pytest

from drawing import context, report, template
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
    nyckel = "familjehem"
    etikett = "Familjehem"
    [[tabell.rad]]
    nyckel = "hemtjanst"
    etikett = "Hemtjänst"
    [[tabell.rad]]
    nyckel = "hyror"
    etikett = "Lokalhyror"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["missbruk", "familjehem", "hemtjanst", "hyror"]
""")

TABLE = """
    drift      | utfall | periodbudget | budget | prognos | kommentar
    missbruk   | -74,0  | -70,0        | -105,0 | -111,0  | {missbruk}
    familjehem | -12,0  | -9,0         | -13,5  | -17,5   |
    hemtjanst  | -28,0  | -31,5        | -47,0  | -42,0   |
    hyror      | -9,5   | -9,5         | -14,2  | -14,2   |
    totalt     | ~      | ~            | ~      | ~       |
"""
"""Against budget of the period −4,0, −3,0, +3,5 and 0; of the year −6,0, −4,0, +5,0 and 0."""


def found(text: str = "", missbruk: str = "") -> list[tuple[str, str]]:
    """Place and the row that deviates more, for each rank that does not hold."""
    drawn = report(SPEC, TABLE.format(missbruk=missbruk), texts={"sammanfattning": text})
    findings = check_claims(context(SPEC, drawn))
    return [(str(one.place), one.expected.partition(" (")[0]) for one in findings if one.code.name == "TEXT_RANG"]


@pytest.mark.parametrize(
    "text",
    [
        "Det största underskottet finns inom missbrukarvården.",
        "Missbrukarvården har det största underskottet.",
        "Missbrukarvården visar den största avvikelsen.",
        "Hemtjänsten har den största avvikelsen.",
        "Störst överskott har hemtjänsten.",
        "Störst är överskottet inom hemtjänsten, 3,5 mnkr.",
        "Störst är underskottet inom missbrukarvården.",
        "Störst avvikelse finns inom missbrukarvården.",
        "Den klart största budgetavvikelsen återfinns inom missbrukarvården.",
        "Familjehem har det största underskottet sedan 2019.",
        "Familjehem har det näst största underskottet.",
        "Familjehem har inte det största underskottet.",
        "Familjehem har procentuellt det största underskottet.",
        "Familjehem har det största underskottet efter missbrukarvården.",
        "Familjehem hade det största underskottet förra året.",
        "Bland placeringarna har familjehem det största underskottet.",
        "Familjehem i egen regi har det största underskottet.",
        "Familjehem och hemtjänst har de största underskotten.",
        "Det största underskottet finns inom familjehem och missbrukarvård.",
        "Ett av de största underskotten finns inom familjehem.",
        "Det största underskottet finns inom öppenvården.",
    ],
)
def test_a_rank_that_holds_or_is_of_something_else_is_let_be(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Det största underskottet finns inom familjehem.", "Missbrukarvård"),
        ("Det största underskottet är inom hemtjänsten, vilket är väntat.", "Missbrukarvård"),
        ("Det enskilt största underskottet redovisas för familjehem.", "Missbrukarvård"),
        ("Familjehem har det största underskottet.", "Missbrukarvård"),
        ("Familjehem visar den största avvikelsen.", "Missbrukarvård"),
        ("Familjehem står för den största budgetavvikelsen.", "Missbrukarvård"),
        ("Störst är avvikelsen inom familjehem.", "Missbrukarvård"),
        ("Störst är underskottet inom familjehem, 3,0 mnkr.", "Missbrukarvård"),
        ("Störst underskott väntas för lokalhyror.", "Missbrukarvård"),
        ("Lokalhyrorna har det största överskottet.", "Hemtjänst"),
        ("Det största överskottet finns inom missbrukarvården.", "Hemtjänst"),
        ("Störst prognosavvikelse redovisas för lokalhyror.", "Missbrukarvård"),
    ],
)
def test_a_row_that_does_not_deviate_most_is_found_with_the_one_that_does(text: str, most: str) -> None:
    assert found(text) == [("text.sammanfattning", most)]


def test_the_deficit_of_one_row_is_held_against_the_surplus_of_another_by_its_sign() -> None:
    assert found("Hemtjänsten har det största underskottet.") == [("text.sammanfattning", "Missbrukarvård")]


def test_the_comment_of_a_row_speaks_of_what_is_within_it() -> None:
    assert found(missbruk="Det största underskottet finns inom familjehem.") == []


def test_what_goes_on_from_a_row_ranks_what_is_within_it() -> None:
    assert found("Hemtjänsten väntas ge ett överskott på 5,0 mnkr. Störst är överskottet inom lokalhyror.") == []
