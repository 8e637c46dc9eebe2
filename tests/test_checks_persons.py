"""Small counts of persons are told once a table, and a hidden count that the document gives away is found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import BASE, context, report, template, value
from reportgen.checks.context import Context
from reportgen.checks.persons import (
    check_hidden_in_sums,
    check_recomputable_counts,
    check_small_counts,
    check_small_counts_in_texts,
)
from reportgen.model.finding import Code, Severity
from reportgen.spec.schema import TemplateSpec

TABLE = """
    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"

    [[tabell]]
    nyckel = "t"
    titel = "Placerade"
    enhet = "personer"
    kolumn = [
      { nyckel = "post", typ = "etikett" },
      { nyckel = "jan", rubrik = "jan", typ = "antal" },
      { nyckel = "feb", rubrik = "feb", typ = "antal" },
      { nyckel = "skillnad", rubrik = "Skillnad", typ = "antal", formel = "feb - jan" },
      { nyckel = "andel", rubrik = "Andel", typ = "procent" },
    ]
    rad = [
      { nyckel = "barn", etikett = "Barn" },
      { nyckel = "unga", etikett = "Unga" },
      { nyckel = "vuxna", etikett = "Vuxna" },
      { nyckel = "alla", etikett = "Alla", typ = "summa", summera = ["barn", "unga", "vuxna"], inmatning = "INMATNING" },
    ]

    [[tabell]]
    nyckel = "kostnad"
    titel = "Kostnader"
    enhet = "tkr"
    kolumn = [
      { nyckel = "post", typ = "etikett" },
      { nyckel = "tkr", rubrik = "tkr" },
      { nyckel = "per", rubrik = "Per barn" },
    ]
    rad = [{ nyckel = "barn", etikett = "Barn" }]
    [[kontroll]]
    nyckel = "per_barn"
    text = "kostnaden per barn"
    vanster = "kostnad.barn.per * t.barn.jan"
    hoger = "kostnad.barn.tkr"
"""


def spec(entry: str = "ja", mall: str = "", **replaced: str) -> TemplateSpec:
    toml = TABLE.replace("INMATNING", entry)
    for before, after in replaced.items():
        toml = toml.replace(f'nyckel = "{before}"', f'nyckel = "{before}", {after}', 1)
    return template(toml, BASE.replace('version = "1.0"', f'version = "1.0"\n{mall}'))


def drawn(rows: str, mall: TemplateSpec | None = None, text: str = "") -> Context:
    mall = mall or spec()
    return context(mall, report(mall, rows, texts={"inledning": text}))


SMALL = """
    t | jan | feb
    barn | 3 | 7
    unga | 4 | 5
    vuxna | 0 | -
    alla | 7 | 12
"""


def test_a_table_with_small_counts_is_one_notice() -> None:
    [finding] = check_small_counts(drawn(SMALL))
    assert (finding.found, finding.severity, str(finding.place)) == ("2 tal", Severity.NOTIS, "t")


@pytest.mark.parametrize(("as_", "severity"), [("varning", Severity.VARNING), ("fel", Severity.FEL)])
def test_a_stricter_mall_has_one_finding_a_cell(as_: str, severity: Severity) -> None:
    found = list(check_small_counts(drawn(SMALL, spec(mall=f'skydda_grad = "{as_}"'))))
    assert [(finding.found, finding.severity) for finding in found] == [("3", severity), ("4", severity)]


@pytest.mark.parametrize(("bound", "number"), [(0, 0), (1, 0), (4, 1), (5, 2), (8, 5)])
def test_the_mall_sets_the_bound(bound: int, number: int) -> None:
    found = list(check_small_counts(drawn(SMALL, spec(mall=f'skydda_under = {bound}\nskydda_grad = "fel"'))))
    assert len(found) == number


def test_the_mall_says_what_counts_persons_where_units_do_not() -> None:
    assert list(check_small_counts(drawn(SMALL, spec(jan="personer = false")))) == []
    assert list(check_small_counts(drawn("kostnad | tkr\nbarn | 3"))) == []
    assert list(check_small_counts(drawn("kostnad | tkr\nbarn | 3", spec(tkr="personer = true"))))


def test_a_hidden_count_that_a_printed_total_gives_away_is_found() -> None:
    rows = "t | jan | feb\nbarn | <5 | <5\nunga | 14 | <5\nvuxna | 20 | 20\nalla | 37 | 26"
    [finding] = check_recomputable_counts(drawn(rows))
    assert (str(finding.place), finding.found) == ("t.barn.jan", "<5")


def test_a_dash_is_given_away_only_when_it_stands_for_a_small_count() -> None:
    rows = "t | jan | feb\nbarn | - | -\nunga | 14 | 14\nvuxna | 20 | 20\nalla | 37 | 34"
    assert [str(finding.place) for finding in check_recomputable_counts(drawn(rows))] == ["t.barn.jan"]


def test_a_hidden_count_that_cost_and_cost_per_person_give_away_is_found() -> None:
    rows = "t | jan\nbarn | <5\n\nkostnad | tkr | per\nbarn | 300 | 100"
    [finding] = check_recomputable_counts(drawn(rows))
    assert (str(finding.place), finding.details["said"]) == ("t.barn.jan", "kostnaden per barn")
    assert list(check_recomputable_counts(drawn("t | jan\nbarn | <5\n\nkostnad | tkr\nbarn | 300"))) == []


def test_a_sum_worked_out_without_a_hidden_count_is_an_error() -> None:
    rows = "t | jan | feb\nbarn | <5 | 5\nunga | 14 | 14\nvuxna | 20 | 20\nalla | ~ | ~"
    mall = spec("nej")
    [finding] = check_hidden_in_sums(drawn(rows, mall))
    assert (finding.code, str(finding.place), finding.found) == (Code.DOLT_ANTAL_I_SUMMA, "t.alla.jan", "34")
    assert list(check_recomputable_counts(drawn(rows, mall))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tre barn bodde i skyddat boende.", "Tre barn"),
        ("Under året avslutades fyra placerade barn, 2 kvinnor och 12 män.", "fyra placerade barn, 2 kvinnor"),
        ("Fem barn, 3,4 personer, 12 barn och tre år.", ""),
        ("Ett barn har rätt till trygghet.", ""),
        ("Anmälningarna gällde 2 660 barn.", ""),
    ],
)
def test_a_text_that_tells_of_a_few_persons_is_a_notice(text: str, found: str) -> None:
    findings = list(check_small_counts_in_texts(drawn("", text=text)))
    assert [finding.found for finding in findings] == ([found] if found else [])


def test_no_text_is_looked_through_when_the_mall_does_not_ask() -> None:
    assert list(check_small_counts_in_texts(drawn("", spec(mall="skydda_under = 0"), text="Tre barn"))) == []


def test_the_drawn_cells_are_what_they_seem() -> None:
    assert (value("<5"), value("5")) == ("<5", Decimal(5))
