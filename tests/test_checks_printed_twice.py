"""A figure that stands in two places is printed alike, or the difference is told; larger differences are for `across`."""

from __future__ import annotations

from drawing import context, report, seen, template
from reportgen.checks.printed_twice import check_printed_twice

SPEC = template("""
    [[tabell]]
    nyckel = "en"
    titel = "En"
    enhet = "mnkr"
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "utfall", rubrik = "Utfall", decimaler = 1 },
    ]
    rad = [
      { nyckel = "a", etikett = "A" },
      { nyckel = "b", etikett = "B" },
      { nyckel = "alla", etikett = "Alla", typ = "summa", summera = ["a", "b"] },
    ]

    [[tabell]]
    nyckel = "annan"
    titel = "Annan"
    enhet = "mnkr"
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "utfall", rubrik = "Utfall", decimaler = 1 },
    ]
    rad = [{ nyckel = "totalt", etikett = "Totalt" }]

    [[kontroll]]
    nyckel = "samma"
    text = "Samma tal"
    vanster = "en.alla.utfall"
    hoger = "annan.totalt.utfall"
""")


def found(total: str) -> list[tuple[str, str]]:
    drawn = report(SPEC, f"en | utfall\na | 1,1\nb | 2,2\nalla | ~\n\nannan | utfall\ntotalt | {total}")
    return [(finding.found, finding.expected) for finding in check_printed_twice(context(SPEC, drawn))]


def test_two_last_digits_within_rounding_are_told() -> None:
    assert found("3,4") == [("3,3", "3,4")]


def test_the_same_digits_are_not_and_a_larger_difference_is_told_elsewhere() -> None:
    assert found("3,3") == []
    assert found("4,4") == []


def test_it_stands_at_the_first_of_the_two() -> None:
    drawn = report(SPEC, "en | utfall\na | 1,1\nb | 2,2\nalla | ~\n\nannan | utfall\ntotalt | 3,4")
    assert seen(check_printed_twice(context(SPEC, drawn))) == [("SAMMA_TAL_TVA_FORMER", "En!C6")]
