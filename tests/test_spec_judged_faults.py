"""A judgement, a count or a rule that refers to nothing is refused, with what there is."""

from __future__ import annotations

from typing import Any

import pytest

from drawing import template
from reportgen.spec.faults import faults

MALL = """
    [[text]]
    nyckel = "fotnot"
    rubrik = "Fotnot"
    [[skala]]
    nyckel = "farg"
    niva = [
      { nyckel = "gron", text = "Grön", rang = 2 },
      { nyckel = "gul", text = "Gul", rang = 1 },
      { nyckel = "gra", text = "Grå" },
    ]
    [[tabell]]
    nyckel = "mal"
    titel = "Mål"
    form = "register"
    kolumn = [
      { nyckel = "mal", typ = "etikett" },
      { nyckel = "farg", typ = "status", skala = "farg" },
      { nyckel = "kommentar", typ = "text", i_cell_med = "farg" },
    ]
    rad = [{ nyckel = "m1", etikett = "Ett" }, { nyckel = "m2", etikett = "Två" }]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "mal"
    kommentarsrad = "kommentar"
    not = [{ text_ur = "fotnot", foralder = "m1" }]
    rad = [
      { nyckel = "a", etikett = "A", foralder = "m1", vill = "upp" },
      { nyckel = "b", etikett = "B", foralder = "m2" },
    ]
    [[tabell.kolumn]]
    nyckel = "matt"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "riktning"
    typ = "text"
    [[tabell.kolumn]]
    nyckel = "utfall"
    typ = "tal"
    [[tabell.kolumn]]
    nyckel = "borde"
    typ = "tal"
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Kommentar ({utfall}):"
    typ = "text"
    kommentar_kravs = { kolumn = "skillnad", belopp = 1, procent = 5 }
    [[tabell.kolumn]]
    nyckel = "forklaring"
    typ = "text"
    kommentar_kravs = { kolumn = "farg", nivaer = ["gul"] }
    [[tabell.kolumn]]
    nyckel = "skillnad"
    typ = "tal"
    formel = "utfall - borde"
    [[tabell.kolumn]]
    nyckel = "farg"
    typ = "status"
    skala = "farg"
    bedoms = { varde = "utfall", mot = "borde", uppfyllt = "gron", ej = "gul", saknas = "gra", vill_ur = "riktning" }
    [[tabell]]
    nyckel = "antal"
    titel = "Antal"
    kolumn = [
      { nyckel = "vad", typ = "etikett" },
      { nyckel = "n", typ = "antal", raknar = { kolumn = "farg", nivaer = ["gron"] } },
      { nyckel = "hamtat", typ = "tal", uppslag = { tabell = "matt", kolumn = "utfall" } },
    ]
    rad = [
      { nyckel = "r", etikett = "R", raknar = { tabeller = ["matt", "mal"], dar = { farg = ["gul"] } } },
      { nyckel = "u", etikett = "U", uppslag = { hamtat = ["a", "b"] } },
    ]
    [[regel]]
    nyckel = "r1"
    text = "Ett mått ska vara grönt."
    register = "mal"
    barn = "matt"
    kolumn = "farg"
    kolumn_resultat = "farg"
    skala = "farg"
    uppfylld = "gron"
    annars = "gul"
    [[regel.krav]]
    for = ["m1"]
    minst = 1
    niva = "gron"
    maste = ["a"]
    ovriga_minst = "gul"
"""


def found(mall: str = MALL) -> list[Any]:
    return faults(template(mall), "prov", {"dokument.md.j2"})


def test_a_sound_mall_has_no_faults() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('varde = "utfall"', 'varde = "utfal"', "kolumn farg: bedoms: varde: 'utfal' finns inte. Menade du utfall?"),
        ('mot = "borde"', 'mot = "matt"', "bedoms: mot: 'matt' finns inte"),
        ('vill_ur = "riktning"', 'vill_ur = "utfall"', 'vill_ur: kolumnen ska ha typ = "text"'),
        ('uppfyllt = "gron", ', "", "ska ha antingen uppfyllt och ej, eller battre, lika och samre"),
        ('uppfyllt = "gron"', 'battre = "gron", uppfyllt = "gron"', "ska ha antingen uppfyllt och ej"),
        ('saknas = "gra"', 'saknas = "graa"', "saknas: 'graa' finns inte. Menade du gra?"),
        (', vill_ur = "riktning" }', " }", ""),
        ('typ = "status"\n    skala = "farg"\n    bedoms', 'typ = "text"\n    bedoms', 'bedoms: kolumnen ska ha typ = "status"'),
        ('kolumn = "skillnad"', 'kolumn = "skilnad"', "kommentar_kravs: kolumn: 'skilnad' finns inte. Menade du skillnad?"),
        ('procent = 5', 'procent = 5, av = "bord"', "kommentar_kravs: av: 'bord' finns inte"),
        ('kolumn = "skillnad"', 'kolumn = "utfall"', "kommentar_kravs: av: saknas"),
        ('belopp = 1, procent = 5', 'av = "borde"', "skillnad är ingen status: ange belopp eller procent"),
        ('nivaer = ["gul"] }\n    [[tabell.kolumn]]', 'nivaer = ["gull"] }\n    [[tabell.kolumn]]', "nivaer: 'gull'"),
        ('nivaer = ["gul"] }\n    [[tabell.kolumn]]', 'belopp = 1 }\n    [[tabell.kolumn]]', "farg är en status: ange nivaer"),
        ('typ = "tal"\n    formel', 'typ = "tal"\n    datumroll = "slut"\n    formel', 'datumroll: anges när typ = "datum"'),
        ('typ = "tal"\n    formel', 'typ = "tal"\n    kommentar_kravs = { kolumn = "utfall", belopp = 1 }\n    formel',
         'kommentar_kravs: kolumnen ska ha typ = "text"'),
        ('i_cell_med = "farg"', 'i_cell_med = "fgar"', "i_cell_med: 'fgar' finns inte"),
        ('i_cell_med = "farg"', 'i_cell_med = "kommentar"', "i_cell_med: 'kommentar' finns inte"),
        ('"matt", "mal"], dar', '"matt", "maal"], dar', "rad r: raknar, tabeller: 'maal' finns inte"),
        ('dar = { farg = ["gul"] }', 'dar = { farg = ["gull"] }', "raknar, dar: tabell matt, farg: 'gull' finns inte"),
        ('dar = { farg = ["gul"] }', 'dar = { utfall = ["gul"] }', "raknar, dar: tabell matt: 'utfall' finns inte"),
        ('kolumn = "farg", nivaer = ["gron"]', 'kolumn = "farg", nivaer = ["g"]', "kolumn n: tabell matt, farg: 'g' finns inte"),
        ('etikett = "R", raknar', 'etikett = "R", formel = "u", raknar', "en rad har antingen raknar, summera eller formel"),
        ('typ = "antal", raknar', 'typ = "text", raknar', 'raknar: kolumnen ska ha typ = "antal"'),
        ('typ = "antal", raknar', 'typ = "antal", formel = "1 + 1", raknar', "antingen raknar eller formel"),
        (', raknar = { tabeller = ["matt", "mal"], dar = { farg = ["gul"] } }', "", "raknar: ingen rad i tabellen har raknar"),
        ('hamtat = ["a", "b"]', 'hamtat = ["c"]', "uppslag: 'c' finns inte"),
        ('hamtat = ["a", "b"]', 'n = ["a"]', "uppslag: 'n' finns inte"),
        ('text_ur = "fotnot"', 'text_ur = "not"', "not: text_ur: 'not' finns inte"),
        ('text_ur = "fotnot"', 'text_ur = "fotnot", text = "Not."', "not: anges antingen med text eller med text_ur"),
        ('text_ur = "fotnot", foralder = "m1"', 'text_ur = "fotnot", foralder = "m9"', "not: foralder: 'm9' finns inte"),
        ('rubrik = "Kommentar ({utfall}):"', 'rubrik = "Kommentar ({utfal}):"', "'{utfal}' finns inte"),
        ('register = "mal"', 'register = "maal"', "regel r1: register: 'maal' finns inte"),
        ('barn = "matt"', 'barn = "antal"', "regel r1: barn: antal har inte foralder = 'mal'"),
        ('kolumn = "farg"\n    kolumn_r', 'kolumn = "utfall"\n    kolumn_r', "regel r1: kolumn: 'utfall' finns inte"),
        ('kolumn_resultat = "farg"', 'kolumn_resultat = "mal"', "regel r1: kolumn_resultat: 'mal' finns inte"),
        ('skala = "farg"\n    uppfylld', 'skala = "annan"\n    uppfylld', "regel r1: skala: 'annan' är inte skalan för farg"),
        ('uppfylld = "gron"', 'uppfylld = "gronn"', "regel r1: uppfylld: 'gronn' finns inte"),
        ('for = ["m1"]', 'for = ["m9"]', "krav: for: 'm9' finns inte"),
        ('maste = ["a"]', 'maste = ["b"]', "krav: maste: b hör inte till m1"),
        ('maste = ["a"]', 'maste = ["z"]', "krav: maste: 'z' finns inte"),
        ('niva = "gron"\n    maste', "maste", "krav: niva: saknas"),
        ('ovriga_minst = "gul"', 'ovriga_minst = "gra"', "krav: ovriga_minst: nivån gra har ingen rang i skalan farg"),
        ('minst = 1\n    niva = "gron"\n    maste = ["a"]\n    ovriga_minst = "gul"', "", "ska ha minst, maste eller ovriga_minst"),
    ],
)  # fmt: skip
def test_what_refers_to_nothing_is_refused(old: str, new: str, expected: str) -> None:
    assert old in MALL
    told = found(MALL.replace(old, new))
    assert any(expected in fault for fault in told) if expected else told == [], told


def test_without_any_wanted_direction_nothing_can_be_judged() -> None:
    told = found(MALL.replace(', vill_ur = "riktning" }', " }").replace(', vill = "upp"', ""))
    assert told == [
        "tabell matt: kolumn farg: bedoms: önskad riktning saknas: ange vill på raderna eller vill_ur på kolumnen."
    ]


def test_a_column_is_judged_in_one_way() -> None:
    told = found(
        MALL.replace('foralder = "mal"', 'foralder = "matt"', 1)
        .replace('register = "mal"\n    barn', 'register = "matt"\n    barn')
        .replace('for = ["m1"]', "")
        .replace('maste = ["a"]', "")
    )
    assert "regel r1: kolumn_resultat: farg har redan bedoms." in told
