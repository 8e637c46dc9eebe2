"""A chosen status is held against the row's figures and against the rules of fulfilment."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.judgements import check_judgements
from reportgen.checks.missing import check_required_cells

BEDOMS = '{ varde = "utfall", mot = "mal", uppfyllt = "ja", ej = "nej", saknas = "inget" }'
SPEC = template(f"""
    [[skala]]
    nyckel = "b"
    niva = [
      {{ nyckel = "ja", text = "Uppfyllt", rang = 2 }},
      {{ nyckel = "nej", text = "Ej uppfyllt", rang = 1 }},
      {{ nyckel = "inget", text = "Inget värde" }},
    ]
    [[tabell]]
    nyckel = "mal"
    titel = "Mål"
    form = "register"
    kolumn = [
      {{ nyckel = "mal", typ = "etikett" }},
      {{ nyckel = "b", rubrik = "Bedömning", typ = "status", skala = "b" }},
    ]
    rad = [{{ nyckel = "m", etikett = "Trygghet" }}]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "mal"
    kolumn = [
      {{ nyckel = "matt", typ = "etikett" }},
      {{ nyckel = "mal", rubrik = "Mål {{ar}}", typ = "varde", decimaler = 1 }},
      {{ nyckel = "utfall", rubrik = "Utfall {{ar}}", typ = "varde", decimaler = 1 }},
      {{ nyckel = "b", rubrik = "Bedömning", typ = "status", skala = "b", obligatorisk = true, bedoms = {BEDOMS} }},
    ]
    rad = [
      {{ nyckel = "nojd", etikett = "Nöjda", vill = "upp", foralder = "m" }},
      {{ nyckel = "vantan", etikett = "Väntan", vill = "ner", foralder = "m" }},
    ]
    [[regel]]
    nyckel = "r"
    text = "Båda måtten är uppfyllda."
    register = "mal"
    barn = "matt"
    kolumn = "b"
    kolumn_resultat = "b"
    uppfylld = "ja"
    annars = "nej"
    krav = [{{ minst = 2, niva = "ja" }}]
""")


def found(matt: str, mal: str = "") -> list[tuple[str, str]]:
    drawn = report(SPEC, f"mal | b\nm | {mal}\n\nmatt | mal | utfall | b\n{matt}")
    return seen(check_judgements(context(SPEC, drawn)))


def test_chosen_level_that_the_figures_do_not_give_is_found() -> None:
    drawn = report(SPEC, "matt | mal | utfall | b\nnojd | 80 | 79,5 | Uppfyllt\nvantan | 4 | 3 | Uppfyllt")
    (finding,) = check_judgements(context(SPEC, drawn))
    assert seen([finding]) == [("BEDOMNING_AVVIKER", "Mått!E4")]
    assert finding.message == (
        "Nöjda, Bedömning: Uppfyllt är valt men Utfall 2024 (79,5) mot Mål 2024 (80,0), där högre är bättre, "
        "ger Ej uppfyllt."
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nojd | 80 | 80 | Uppfyllt", []),
        ("nojd | 80 | 80 |", []),
        ("nojd | 80 | | Inget värde", []),
        ("nojd | 80 | | Uppfyllt", ["BEDOMNING_AVVIKER"]),
        ("nojd | Öka | 80 | Uppfyllt", []),
        ("nojd | 80 | 80 | Vet ej", []),
        ("nojd | 80 | 80 | -", ["BEDOMNING_AVVIKER"]),
        ("vantan | 4 | 5 | uppfyllt", ["BEDOMNING_AVVIKER"]),
    ],
)
def test_only_what_the_mall_can_tell_is_held_against_it(line: str, code: list[str]) -> None:
    """Words that are no level are told by the reader."""
    assert [name for name, _ in found(line)] == code


def test_chosen_level_that_the_rule_does_not_give_is_found_with_its_words() -> None:
    lines = "nojd | 80 | 81 |\nvantan | 4 | 5 |"
    assert found(lines, "Ej uppfyllt") == []
    assert found(lines, "Uppfyllt") == [("BEDOMNING_AVVIKER", "Mål!C4")]
    drawn = report(SPEC, f"mal | b\nm | Uppfyllt\n\nmatt | mal | utfall | b\n{lines}")
    (finding,) = check_judgements(context(SPEC, drawn))
    assert 'regeln "Båda måtten är uppfyllda" ger Ej uppfyllt' in finding.message


def test_status_that_the_mall_gives_is_not_missing() -> None:
    drawn = report(SPEC, "matt | mal | utfall | b\nnojd | 80 | 81 |\nvantan | Minska | 81 |")
    assert seen(check_required_cells(context(SPEC, drawn))) == [("VARDE_SAKNAS", "Mått!E5")]
