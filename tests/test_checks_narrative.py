"""A figure in a text is bound to its sentence's own subject, unit, sign and period; what cannot be bound is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import context, report, template
from reportgen.checks.narrative.check import check_claims
from reportgen.checks.narrative.suggestions import NO_PLACE, NO_ROW, WRONG, suggestions
from reportgen.model.finding import Finding, Severity
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning"

    [[text]]
    nyckel = "hyror"
    rubrik = "Lokaler"

    [[text]]
    nyckel = "mal"
    rubrik = "Målen"

    [[skala]]
    nyckel = "mal"
    [[skala.niva]]
    nyckel = "natt"
    text = "Uppfyllt"
    rang = 2
    kallas = ["nås"]
    [[skala.niva]]
    nyckel = "ej"
    text = "Ej uppfyllt"
    rang = 1

    [[tabell]]
    nyckel = "resultat"
    titel = "Resultaträkning"
    enhet = "tkr"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall_fg"
    rubrik = "Utfall {spann} {ar-1}"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[tabell.kolumn]]
    nyckel = "periodbudget"
    rubrik = "Budget {spann} {ar}"
    [[tabell.kolumn]]
    nyckel = "periodavvikelse"
    rubrik = "Avvikelse {spann}"
    formel = "utfall - periodbudget"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget {ar}"
    [[tabell.kolumn]]
    nyckel = "prognos"
    rubrik = "Prognos {ar}"
    [[tabell.kolumn]]
    nyckel = "avvikelse"
    rubrik = "Avvikelse helår"
    formel = "prognos - budget"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar"
    typ = "text"

    [[tabell.rad]]
    nyckel = "intakter"
    etikett = "Summa intäkter"
    tecken = "plus"
    [[tabell.rad]]
    nyckel = "personal"
    etikett = "Personalkostnader"
    [[tabell.rad]]
    nyckel = "kop"
    etikett = "Köp av verksamhet/tjänster"
    kallas = ["köpt vård"]
    [[tabell.rad]]
    nyckel = "lokaler"
    etikett = "Lokaler"
    kallas = ["hyror"]
    [[tabell.rad]]
    nyckel = "netto"
    etikett = "Nettokostnad"
    typ = "summa"
    summera = ["intakter", "personal", "kop", "lokaler"]

    [[tabell]]
    nyckel = "bistand"
    titel = "Utbetalt bistånd per månad"
    enhet = "kr"
    kolumner_fran = "manader"
    kallas = ["medelbiståndet"]
    [[tabell.kolumn]]
    nyckel = "ar"
    rubrik = "År"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "2023"
    [[tabell.rad]]
    nyckel = "ar"
    etikett = "2024"

    [[tabell]]
    nyckel = "mal"
    titel = "Nämndmål"
    form = "register"
    fria_rader = 4
    [[tabell.kolumn]]
    nyckel = "mal"
    rubrik = "Nämndmål"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "bedomning"
    rubrik = "Bedömning"
    typ = "status"
    skala = "mal"

    [[varde]]
    nyckel = "mal_nas"
    etikett = "Mål som nås"
    raknar = { tabell = "mal", kolumn = "bedomning", nivaer = ["natt"] }
""")

TABLES = """
    resultat | utfall_fg | utfall | periodbudget | budget | prognos | kommentar
    intakter | 4000      | 4400   | 4200         | 6300   | 6600    | {intakter}
    personal | -20000    | -21000 | -20400       | -30600 | -31200  |
    kop      | -9000     | -8100  | -8600        | -12900 | -12000  |
    lokaler  | -3000     | -3150  | -3100        | -4650  | -4700   | {lokaler}
    netto    |           |        |              |        |         |

    mal           | bedomning
    fri_01: Ett   | Uppfyllt
    fri_02: Två   | Uppfyllt
    fri_03: Tre   | Ej uppfyllt
"""


def found(
    text: str = "", *, key: str = "sammanfattning", intakter: str = "", lokaler: str = "", spec: TemplateSpec = SPEC
) -> list[Finding]:
    drawn = report(spec, TABLES.format(intakter=intakter, lokaler=lokaler), texts={key: text} if text else {})
    return list(check_claims(context(spec, drawn)))


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code.name for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "Nämndens nettokostnad uppgår till 27,9 mkr för perioden.",
        "Personalkostnaderna är 21,0 mkr.",
        "Personalkostnaderna har ökat med 1,0 mkr (5,0 %) jämfört med föregående år.",
        "Intäkterna är 200 tkr högre än budgeterat.",
        "Nämnden har ett överskott om 550 tkr i helårsprognosen. Till och med augusti är avvikelsen +0,1 mkr mot budget.",
        "Kostnaden för köpt vård har minskat till 8,1 mkr jämfört med föregående år då kostnaden var 9,0 mkr.",
        "Prognosen för köpt vård är ett överskott om 0,9 mkr.",
        "Prognosen för lokaler beräknas till -50 tkr.",
        "Personalkostnader och köp av tjänster är tillsammans 100 tkr högre än budgeterat.",
        "Hyrorna uppgår till 3 150 tkr, jämfört med 3 000 tkr motsvarande period föregående år.",
    ],
)
def test_what_the_tables_bear_out_is_left_alone(text: str) -> None:
    assert codes(found(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Personalkostnaderna är 22,0 mkr.", "TEXT_BELOPP"),
        ("Personalkostnaderna är 8,1 mkr.", "TEXT_BELOPP"),
        ("Nämnden har ett underskott om 2,5 mkr i helårsprognosen.", "TEXT_BELOPP"),
        ("Personalkostnader och köp av tjänster är 900 tkr högre än budgeterat.", "TEXT_BELOPP"),
        ("Hyrorna uppgår till 3 150 tkr, jämfört med 3 900 tkr motsvarande period föregående år.", "TEXT_BELOPP"),
        ("Personalkostnaderna är 21,0 tkr.", "TEXT_ENHET"),
        ("Prognosen för köpt vård är ett överskott om 900 mkr.", "TEXT_ENHET"),
        ("Personalkostnaderna har ökat med 7,0 procent jämfört med föregående år.", "TEXT_PROCENT"),
        ("Personalkostnaderna har ökat med 1,0 mkr (7,0 %) jämfört med föregående år.", "TEXT_PROCENT"),
        ("Kostnaden för köpt vård har minskat med 0,9 mkr (11,1 %) jämfört med föregående år.", "TEXT_FEL_BAS"),
        ("Kostnaden för köpt vård har minskat med 11,1 procent jämfört med föregående år.", "TEXT_FEL_BAS"),
        ("Prognosen för köpt vård är ett underskott om 0,9 mkr.", "TEXT_RIKTNING"),
        ("Intäkterna är 200 tkr lägre än budgeterat.", "TEXT_RIKTNING"),
        ("Personalkostnaderna har minskat med 1,0 mkr jämfört med föregående år.", "TEXT_RIKTNING"),
        ("Kostnaden för köpt vård ökar till 8,1 mkr jämfört med föregående år.", "TEXT_RIKTNING"),
        ("Antalet samtal har ökat från 20 till 14.", "TEXT_RIKTNING"),
        (
            "Nämnden har ett överskott om 0,1 mkr per augusti, vilket förklaras av lägre kostnader för lokaler.",
            "TEXT_RIKTNING",
        ),
        ("Underskottet beror på högre kostnader för köp av tjänster.", "TEXT_RIKTNING"),
        ("Intäkterna är lägre än budgeterat.", "TEXT_RIKTNING"),
        ("Kostnaderna för köpt vård har ökat jämfört med föregående år.", "TEXT_RIKTNING"),
        ("Prognosen har förbättrats 600 tkr, där A förbättrats 800 tkr och B försämrats 1 400 tkr.", "TEXT_DELAR"),
        ("Nämndens två mål är uppfyllda. Sammanlagt har nämnden fyra nämndmål.", "TEXT_ANTAL"),
        ("Tre av nämndens mål nås. Två mål är uppfyllda.", "TEXT_ANTAL"),
        ("Samtliga mål är uppfyllda.", "TEXT_ANTAL"),
    ],
)
def test_what_the_tables_contradict_is_found_once(text: str, code: str) -> None:
    assert codes(found(text)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Personalkostnaderna för inhyrda konsulter är 2,0 mkr.",
        "Kostnaden för tolkar är 2,0 mkr.",
        "Nämnden fick 2,0 mkr i bidrag.",
        "Ramen för lokaler ökar med 2,0 mkr för att täcka nya hyror.",
        "En försenad intäkt har påverkat nämndens resultat negativt med 2,0 mkr.",
        "Lokaler ligger som förra året, trots en rättelse som har ökat kostnaden med 2,0 mkr.",
        "Under 2024 väntas riksnormen höjas med 8,7 procent.",
        "Nämnden har tre uppdrag och arbetar i två spår.",
        "Prognosen har en osäkerhet på +/- 5 mkr.",
        "Personalkostnaderna är mer än 10 mkr.",
        "Nämnden har två mål inom skolan.",
        "Nämnden har ett överskott om 0,1 mkr per augusti, vilket förklaras av högre intäkter och lägre kostnader för köpt vård.",
        "Nämnden har ett överskott om 0,1 mkr per augusti, vilket förklaras av lägre kostnader för lokaler i skolan.",
        "Underskottet beror på högre personalkostnader.",
        "Intäkterna är högre än budgeterat.",
        "Intäkterna från staten är lägre än budgeterat.",
        "Omsättningen är lägre än förra året.",
        "Förra året var personalkostnaderna 20,0 mkr.",
    ],
)
def test_what_cannot_be_bound_is_left_alone(text: str) -> None:
    assert codes(found(text)) == []


def test_a_comment_is_about_its_row() -> None:
    assert codes(found(lokaler="Prognosen visar ett underskott på 50 tkr.")) == []
    (finding,) = found(lokaler="Prognosen visar ett underskott på 80 tkr.")
    assert (finding.code.name, str(finding.at), str(finding.place)) == (
        "TEXT_BELOPP",
        "Resultaträkning!J7",
        "resultat.lokaler.kommentar",
    )


def test_a_heading_names_the_subject_of_its_text() -> None:
    assert codes(found("Avvikelsen mot budget för helåret är −50 tkr.", key="hyror")) == []
    assert codes(found("Avvikelsen mot budget för helåret är −80 tkr.", key="hyror")) == ["TEXT_BELOPP"]


def test_the_next_sentence_goes_on_with_the_subject() -> None:
    text = "Personalkostnaderna uppgår till 21,0 mkr. Avvikelsen mot budget är {} mkr."
    assert codes(found(text.format("−0,6"))) == []
    assert codes(found(text.format("−0,9"))) == ["TEXT_BELOPP"]


def test_a_new_paragraph_starts_afresh() -> None:
    assert (
        codes(found("Personalkostnaderna uppgår till 21,0 mkr.\n\nAvvikelsen mot budget för perioden är 50 tkr.")) == []
    )


def test_the_finding_says_what_stands_there_what_is_right_and_the_field_to_write() -> None:
    (finding,) = found("Personalkostnaderna är 8,1 mkr för perioden.")
    assert finding.severity is Severity.VARNING
    assert (finding.found, finding.expected) == ("Personalkostnaderna är 8,1 mkr", "−21,0\u00a0mkr")
    assert "Personalkostnader i Resultaträkning" in finding.message
    assert "Köp av verksamhet/tjänster" in finding.message
    assert "{{resultat.personal.utfall|belopp mnkr}}" in finding.advice


def test_a_count_names_the_value_of_the_mall() -> None:
    (finding,) = found("Tre mål är uppfyllda.", key="mal")
    assert finding.expected == "två"
    assert "{{varde.mal_nas|ord}}" in finding.advice


def test_a_difference_is_told_with_its_direction() -> None:
    (finding,) = found("Personalkostnaderna har minskat med 1,0 mkr jämfört med föregående år.")
    assert finding.expected == "1,0\u00a0mkr högre"


def suggested(text: str) -> list[tuple[str, str, str]]:
    drawn = report(SPEC, TABLES.format(intakter="", lokaler=""), texts={"sammanfattning": text})
    return [(one.number, one.field, one.reason) for one in suggestions(context(SPEC, drawn))]


@pytest.mark.parametrize(
    ("text", "number", "field"),
    [
        ("Personalkostnaderna är 21,0 mkr.", "21,0", "{{resultat.personal.utfall|belopp mnkr}}"),
        ("Personalkostnaderna är 21 000 tkr.", "21 000", "{{resultat.personal.utfall|belopp hundra}}"),
        ("Prognosen för köpt vård är ett överskott om 0,9 mkr.", "0,9", "{{resultat.kop.avvikelse|mnkr}}"),
        ("Nämndens två mål är uppfyllda.", "två", "{{varde.mal_nas|ord}}"),
    ],
)
def test_a_figure_gets_the_field_that_prints_it(text: str, number: str, field: str) -> None:
    assert suggested(text) == [(number, field, "")]


def test_why_there_is_no_field_is_said() -> None:
    assert suggested("Nämnden fick 4,5 mkr i bidrag.") == [("4,5", "", NO_ROW)]
    ((number, field, reason),) = suggested("Personalkostnaderna är 22,0 mkr.")
    assert (number, field) == ("22,0", "{{resultat.personal.utfall|belopp mnkr}}")
    assert reason == f"{WRONG}: −21,0\u00a0mkr (Personalkostnader i Resultaträkning, utfall)"
    assert suggested("Personalkostnaderna har ökat med 1,0 mkr jämfört med föregående år.") == [("1,0", "", NO_PLACE)]
    assert suggested("Nämnden har ett överskott om cirka 600 tkr i helårsprognosen.") == [
        ("600", "{{resultat.netto.avvikelse|hundra}}", "")
    ]
    assert suggested("Kostnaden är {{resultat.personal.utfall}}.") == []


def test_a_field_is_right_by_construction() -> None:
    assert codes(found("Kostnaden för lokaler är {{resultat.personal.utfall|belopp mnkr 1}} mkr.")) == []


def test_a_share_typed_beside_a_field_is_checked() -> None:
    text = "Personalkostnaderna har ökat med {{{{resultat.personal.utfall|belopp mnkr 1}}}} mkr ({} %) jämfört med föregående år."
    assert codes(found(text.format("5,0"))) == []
    amount = "Prognosen för köpt vård är ett överskott mot budget om {{{{resultat.kop.avvikelse|mnkr 1}}}} mkr ({} %)."
    assert codes(found(amount.format("7,0"))) == []
    assert codes(found(amount.format("9,0"))) == ["TEXT_PROCENT"]


def test_the_budget_of_the_months_is_a_twelfth_each_where_none_is_given() -> None:
    spec = template("""
        [[text]]
        nyckel = "sammanfattning"
        rubrik = "Sammanfattning"
        [[tabell]]
        nyckel = "drift"
        titel = "Drift"
        enhet = "mnkr"
        decimaler = 1
        [[tabell.kolumn]]
        nyckel = "post"
        typ = "etikett"
        [[tabell.kolumn]]
        nyckel = "utfall"
        rubrik = "Utfall {spann} {ar}"
        [[tabell.kolumn]]
        nyckel = "budget"
        rubrik = "Budget {ar}"
        [[tabell.rad]]
        nyckel = "vard"
        etikett = "Familjehem"
    """)
    tables = """
        drift | utfall | budget
        vard  | -40,0  | -72,0
        """

    def says(amount: str) -> list[str]:
        text = f"Överskottet för familjehem är {amount} mnkr i jämförelse med budget till och med augusti."
        return codes(check_claims(context(spec, report(spec, tables, texts={"sammanfattning": text}))))

    assert says("8,0") == []
    assert says("9,5") == ["TEXT_BELOPP"]


def test_a_mean_of_months_is_worked_out() -> None:
    months = "jan | feb | mar | apr | maj | jun | jul | aug"
    tables = f"""
        bistand | {months}
        fg      | {" | ".join(["9000", "9200"] * 4)}
        ar      | {" | ".join(["9300", "9500"] * 4)}
        """

    def says(text: str) -> list[str]:
        return codes(check_claims(context(SPEC, report(SPEC, tables, texts={"sammanfattning": text}))))

    assert says("Medelbiståndet per månad har ökat från 9 100 kronor till 9 400 kronor.") == []
    assert says("Medelbiståndet per månad har ökat från 9 100 kronor till 9 700 kronor.") == ["TEXT_BELOPP"]


AMOUNTS = st.integers(1_000, 90_000).filter(lambda value: value % 100)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(AMOUNTS, min_size=4, max_size=4, unique_by=lambda value: value // 2_000),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_the_right_value_of_any_row_is_silent_and_that_of_another_row_is_not(
    values: list[int], own: int, other: int
) -> None:
    """Rows differ by more than rounding; the sentence names a row and prints a value in mkr or tkr."""
    keys = ["intakter", "personal", "kop", "lokaler"]
    said = ["Intäkterna", "Personalkostnaderna", "Köpt vård", "Hyrorna"]
    lines = "\n".join(
        f"{key} | {value if key == 'intakter' else -value}" for key, value in zip(keys, values, strict=True)
    )
    tables = f"resultat | utfall\n{lines}\nnetto |"
    for written in (f"{values[other]} tkr", f"{values[other] / 1000:.1f} mkr".replace(".", ",")):
        drawn = report(SPEC, tables, texts={"sammanfattning": f"{said[own]} uppgår till {written} för perioden."})
        expected = [] if own == other else ["TEXT_BELOPP"]
        assert codes(check_claims(context(SPEC, drawn))) == expected


SAID = """
    Personalkostnaderna intäkterna hyror nämnden köpt vård mål tre 2,5 mkr (3 %) 1 200 tkr −4 % från till ökat minskat är uppgår med
    jämfört budget föregående år överskott underskott om varav och samt , . ( ) : 2024 per augusti {{resultat.kop.utfall}}
    {{fel}} åtta
"""
WORDS = st.sampled_from(re.split(r"\s+", SAID.strip()))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_text_can_be_read(words: list[str]) -> None:
    """Whatever stands there, every finding has words, a place and a whole message."""
    for finding in found(" ".join(words)):
        assert finding.found
        assert finding.expected
        assert "…" not in finding.message + finding.advice


@pytest.mark.parametrize(
    "text",
    [
        "De ändrade priserna kostade 1,5 mnkr mer än budget.",
        "Volymerna kostar 4 mnkr mer än budgeterat.",
        "Avvikelsen är 0,7 mnkr mindre på institution.",
        "Sedan dess har den förbättrats med 13 100 tkr.",
        "Det blev 4,1 % fler än förra året.",
        "Av nämndens tre mål är två uppfyllda.",
    ],
)
def test_what_is_of_something_else_than_the_whole_is_left_alone(text: str) -> None:
    assert codes(found(text)) == []
