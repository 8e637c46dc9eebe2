"""What a sentence says of its numbers: measure, direction, comparison, and which words are about them."""

from __future__ import annotations

import pytest

from reportgen.claims.claim import Claim, Measure, Span
from reportgen.claims.paired import pairs
from reportgen.claims.patterns import Scenario
from reportgen.claims.reader import claims
from reportgen.claims.sentences import Sentence


def read(text: str) -> list[Claim]:
    return list(claims(Sentence(text, 0, first=True)))


def only(text: str) -> Claim:
    (claim,) = read(text)
    return claim


@pytest.mark.parametrize(
    "text",
    [
        "Hyrorna uppgår till 4,2 mkr.",
        "Hyrorna är 4,2 mkr för perioden.",
        "Utfallet för hyrorna var 4,2 mkr.",
        "Hyrorna beräknas till 4,2 mkr.",
        "Hyrorna landar på cirka 4,2 mkr.",
    ],
)
def test_level(text: str) -> None:
    assert only(text).measure is Measure.LEVEL


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Resultatet är ett underskott om 0,4 mkr.", -1),
        ("Enheten visar ett överskott på 0,4 mkr.", 1),
        ("Avvikelsen är positiv med 0,4 mkr.", 1),
        ("Enheten har en negativ avvikelse på 0,4 mkr.", -1),
        ("Enheten har ett negativt resultat på 0,4 mkr.", -1),
        ("Enheten väntas gå över med 0,4 mkr.", -1),
        ("Mot periodens budget saknas 0,4 mkr.", -1),
        ("Staben lämnar 0,4 mkr över.", 1),
        ("Störst är underskottet inom öppenvården, 0,4 mkr.", -1),
        ("Avvikelsen mot budget uppgår till 0,4 mkr.", 0),
        ("Avvikelsen är −0,4 mkr.", -1),
        ("Utfallet är 0,4 mkr bättre än budget.", 1),
        ("Högre intäkter ger ett överskott för hyran (0,4 mkr).", 1),
    ],
)
def test_deviation_with_its_direction(text: str, better: int) -> None:
    claim = only(text)
    assert (claim.measure, claim.better) == (Measure.DEVIATION, better)


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Hyrorna har ökat med 0,4 mkr.", 1),
        ("Hyrorna minskar med 0,4 mkr (3 %) jämfört med föregående år.", -1),
        ("Det är en minskning med 0,4 mkr.", -1),
        ("Hyrorna är 0,4 mkr högre än förra året.", 1),
        ("Av detta avser 0,4 mkr ökningen, varav 0,2 mkr avser högre hyror.", 1),
    ],
)
def test_change_with_its_direction(text: str, toward: int) -> None:
    last = read(text)[-1]
    assert (last.measure, last.toward) == (Measure.CHANGE, toward)


@pytest.mark.parametrize(
    ("words", "scenario"),
    [
        ("jämfört med budget", Scenario.BUDGET),
        ("än budgeterat", Scenario.BUDGET),
        ("i förhållande till budgeten", Scenario.BUDGET),
        ("jämfört med prognosen", Scenario.FORECAST),
        ("jämfört med föregående år", Scenario.BEFORE),
        ("än samma period förra året", Scenario.BEFORE),
        ("jämfört med 2023", Scenario.BEFORE),
        ("än i föregående prognos", Scenario.FORMER),
    ],
)
def test_comparison(words: str, scenario: Scenario) -> None:
    assert scenario in only(f"Hyrorna är 0,4 mkr högre {words}.").against


def test_each_number_keeps_its_own_comparison() -> None:
    first, second = read("Jämfört med budget är hyran 2,5 mkr lägre och 0,6 mkr lägre jämfört med prognos.")
    assert first.against == {Scenario.BUDGET}
    assert second.against == {Scenario.FORECAST}
    assert first.toward == second.toward == -1


def test_a_share_in_parentheses_belongs_to_its_amount() -> None:
    claim = only("Hyrorna har ökat med 2,9 mkr (6,2 %) jämfört med föregående år.")
    assert claim.percent is not None
    assert str(claim.percent.value) == "6.2"


def test_the_year_and_the_period_are_told_apart() -> None:
    assert only("Helårsprognosen är ett underskott om 3 mkr.").span is Span.YEAR
    assert only("Per augusti redovisas ett underskott om 3 mkr.").span is Span.PERIOD
    assert only("Enheten har ett underskott om 3 mkr.").span is None


def test_the_second_of_a_comparison_is_of_the_year_before() -> None:
    first, second = read("Frånvaron var 6,5 procent, jämfört med 8,8 procent samma period föregående år.")
    assert (first.scenario, second.scenario) == (None, Scenario.BEFORE)
    assert second.partner is first.number


def test_from_to_is_the_year_before_and_this() -> None:
    first, second = read("Snittet har ökat från 9 100 kronor till 9 300 kronor.")
    assert (first.scenario, second.scenario, second.toward) == (Scenario.BEFORE, None, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Antalet har ökat från 13 till 14.", [("13", "14", 1)]),
        ("Antalet har minskat något, från 20 till 25.", [("20", "25", -1)]),
        ("Andelen gick från 20 % till 25 %.", [("20", "25", 0)]),
        ("Antalet har ökat med 3 till 25.", []),
    ],
)
def test_pairs(text: str, said: list[tuple[str, str, int]]) -> None:
    found = pairs(Sentence(text, 0, first=True))
    assert [(str(earlier.value), str(later.value), toward) for earlier, later, toward in found] == said


@pytest.mark.parametrize(
    "text",
    [
        "En försenad intäkt har påverkat resultatet negativt med 4 mkr.",
        "Ramen ökar med 2,7 mkr för att täcka löner.",
        "Effektiviseringskravet minskar ramen med 1,6 mkr.",
        "Enheten fick ytterligare ett överskott om 2 mkr.",
    ],
)
def test_a_part_or_a_cause_is_loose(text: str) -> None:
    assert only(text).loose


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden fick 4,5 mkr i bidrag.",
        "Projektet får 2 000 tkr.",
        "Som mest har tiden överskridits med mer än två dagar.",
    ],
)
def test_nothing_known_gives_no_claim(text: str) -> None:
    assert read(text) == []


def test_the_excerpt_is_short_and_stands_in_the_text() -> None:
    text = (
        "Som framgår ovan har nämnden under perioden januari till augusti ett underskott om 0,4 mkr (2 %) mot budget."
    )
    excerpt = only(text).excerpt
    assert excerpt in text
    assert excerpt == "augusti ett underskott om 0,4 mkr (2 %)"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("I juli hade 326 hushåll bistånd.", 7),
        ("Antalet hushåll var som högst i mars, 338.", 3),
        ("Frånvaron är 6,5 % i augusti.", 8),
        ("Till och med augusti har hyrorna kostat 4,2 mkr.", None),
    ],
)
def test_a_month_that_is_named(text: str, month: int | None) -> None:
    assert only(text).month == month


def test_both_numbers_of_a_pair_are_of_the_same_month_and_unit() -> None:
    first, second = read("Priset per dygn var 2 955 kronor i juli, mot 2 900 i budget.")
    assert (first.month, second.month) == (7, 7)
    assert (second.number.unit, second.scenario) == ("kr", Scenario.BUDGET)
    assert first.per_unit
    assert second.per_unit


def test_what_the_sentence_before_compared_with_is_carried_on() -> None:
    (claim,) = claims(Sentence("På SiS är det 63 procent fler.", 0, first=False), frozenset({Scenario.BEFORE}))
    assert (claim.measure, claim.against) == (Measure.CHANGE, frozenset({Scenario.BEFORE}))


def test_a_share_in_apposition_is_that_of_the_amount() -> None:
    claim = only("För året väntas ett underskott på 4,1 mkr, 1,0 % av budgeten.")
    assert claim.percent is not None
    assert claim.percent.decimals == 1


def test_one_imagined_placing_claims_nothing_firm() -> None:
    assert only("En enda placering under ett år motsvarar 365 dygn.").loose


def test_an_amount_a_month_is_told_from_that_of_the_period() -> None:
    assert only("Hyrorna per månad har varit 4,2 mkr.").per_month
