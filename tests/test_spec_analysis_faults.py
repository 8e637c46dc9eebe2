"""What a mall may not ask of an analysis, by key and place."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.spec.analysis_faults import analysis_faults

HEAD = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
      { nyckel = "verksamhet", rubrik = "Verksamhet", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget" },
      { nyckel = "prognos", rubrik = "Prognos" },
      { nyckel = "antal", rubrik = "Antal", enhet = "dygn" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "hvb", etikett = "HVB" },
      { nyckel = "sis", etikett = "varav SiS", typ = "varav", varav_av = "hvb" },
      { nyckel = "vard", etikett = "Vård", typ = "summa", summera = ["hvb"] },
      { nyckel = "alla", etikett = "Allt", typ = "summa", summera = ["vard"] },
    ]
"""

BRIDGE = '[analys.brygga]\n    tabell = "drift"\n    kolumner = ["budget", "prognos"]\n    '


def faults(body: str, key: str = "vagen") -> list[str]:
    spec = template(f'{HEAD}\n    [[analys]]\n    nyckel = "{key}"\n    titel = "Vägen"\n    {body}')
    return list(analysis_faults(spec))


def test_a_right_bridge_has_no_faults() -> None:
    assert faults(BRIDGE + 'rader = ["vard"]') == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "exakt ett slag"),
        ('till_text = "analys"\n    ' + BRIDGE, "till_text: 'analys' finns inte"),
        (BRIDGE.replace('"drift"', '"drft"'), "brygga, tabell: 'drft' finns inte. Menade du drift?"),
        (BRIDGE.replace('"prognos"', '"prognso"'), "kolumner: 'prognso' finns inte. Menade du prognos?"),
        (BRIDGE.replace('"prognos"', '"kommentar"'), "kolumner: 'kommentar' finns inte"),
        (BRIDGE.replace('"prognos"', '"antal"'), "kolumner: har olika enheter (dygn, tkr)"),
        (BRIDGE + 'rader = ["hbv"]', "rader: 'hbv' finns inte. Menade du hvb?"),
        (BRIDGE + 'rader = ["hvb", "sis"]', "rader: sis är en del av hvb"),
        (BRIDGE + 'rader = ["hvb", "alla"]', "rader: alla är summan av hvb"),
        (BRIDGE + 'ord = "lägre"', "ord: 'lägre' ska vara två ord"),
        (BRIDGE + 'summa = "totalt"', "summa: 'totalt' finns inte"),
    ],
)
def test_a_fault_is_told_with_the_key_of_the_analysis_and_the_place_in_it(body: str, told: str) -> None:
    (fault,) = faults(body)
    assert fault.startswith("analys vagen: ")
    assert told in fault


PRICE_VOLUME = '[analys.pris_volym]\n    tabell = "drift"\n    volym = ["antal", "antal"]\n    '
COST = 'kostnad = ["budget", "prognos"]\n    '


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (PRICE_VOLUME, "antingen med pris eller med kostnad"),
        (PRICE_VOLUME + COST + COST.replace("kostnad", "pris"), "antingen med pris eller med kostnad"),
        (PRICE_VOLUME.replace('"drift"', '"drft"') + COST, "pris_volym, tabell: 'drft' finns inte"),
        (PRICE_VOLUME + COST + 'pristabell = "pris"', "pristabell: 'pris' finns inte"),
        (PRICE_VOLUME.replace('"antal", "antal"', '"antal", "atnal"') + COST, "volym: 'atnal' finns inte"),
        (PRICE_VOLUME + COST.replace('"prognos"', '"prognso"'), "kostnad: 'prognso' finns inte"),
        (PRICE_VOLUME + 'pris = ["antal", "antal"]', "pris eller kostnad är i dygn"),
        (PRICE_VOLUME + COST + 'rader = ["hvb", "sis"]', "rader: sis är en del av hvb"),
    ],
)
def test_a_fault_of_price_and_volume_is_told_likewise(body: str, told: str) -> None:
    (fault,) = faults(body)
    assert fault.startswith("analys vagen: pris_volym, ")
    assert told in fault


def test_right_price_and_volume_has_no_faults() -> None:
    assert faults(PRICE_VOLUME + COST) == []


def test_an_analysis_is_not_called_as_a_table() -> None:
    (fault,) = faults(BRIDGE, key="drift")
    assert fault.startswith("analys drift: nyckeln är en tabells")


FORECASTS = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
        {{ nyckel = "post", typ = "etikett" }},
        {{ nyckel = "utfall" }},
        {{ nyckel = "periodbudget" }},
        {{ nyckel = "budget" }},
        {{ nyckel = "prognos" }},
        {{ nyckel = "antal", typ = "antal", enhet = "dygn" }},
        {{ nyckel = "kommentar", typ = "text" }},
    ]
    rad = [{{ nyckel = "vard", etikett = "Vård" }}]

    [[analys]]
    nyckel = "prov"
    titel = "Prov"
    {kind}
"""


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ('prognosrimlighet = { tabell = "drift", budget = ["periodbudget", "budget"] }', None),
        (
            'prognosrimlighet = { tabell = "drif", budget = ["periodbudget", "budget"] }',
            "prognosrimlighet, tabell: 'drif'",
        ),
        ('prognosrimlighet = { tabell = "drift" }', "prognosrimlighet, budget eller forra_aret måste anges"),
        (
            'prognosrimlighet = { tabell = "drift", budget = ["period", "budget"] }',
            "prognosrimlighet, budget: 'period'",
        ),
        (
            'prognosrimlighet = { tabell = "drift", forra_aret = ["antal", "budget"] }',
            "prognosrimlighet, kolumnerna: har olika",
        ),
        (
            'prognosrimlighet = { tabell = "drift", budget = ["periodbudget", "budget"], utom = ["x"] }',
            "prognosrimlighet, utom: 'x'",
        ),
        (
            'prognosrimlighet = { tabell = "drift", budget = ["periodbudget", "budget"], summa = "x" }',
            "prognosrimlighet, summa: 'x'",
        ),
        ('storsta_avvikelser = { tabell = "drift", kolumn = "utfall", av = "budget", kommentar = "kommentar" }', None),
        ('storsta_avvikelser = { tabell = "drift", kolumn = "avvikelse" }', "storsta_avvikelser, kolumn: 'avvikelse'"),
        (
            'storsta_avvikelser = { tabell = "drift", kolumn = "utfall", kommentar = "budget" }',
            "storsta_avvikelser, kommentar: 'budget'",
        ),
        (
            'storsta_avvikelser = { tabell = "drift", kolumn = "utfall", procent = 5 }',
            "storsta_avvikelser, av måste anges",
        ),
        (
            'storsta_avvikelser = { tabell = "drift", kolumn = "utfall", rader = ["x"] }',
            "storsta_avvikelser, rader: 'x'",
        ),
    ],
)
def test_analyses_of_forecasts_ask_for_what_there_is(kind: str, fault: str | None) -> None:
    found = list(analysis_faults(template(FORECASTS.format(kind=kind))))
    assert [line.startswith(f"analys prov: {fault}") for line in found] == [True] * (fault is not None)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ('summa = "vard", ar = [{ rubrik = "{ar}", bokslut = "utfall", prognoser = ["prognos"] }]', None),
        ('summa = "x", ar = [{ rubrik = "{ar}", bokslut = "utfall", prognoser = ["prognos"] }]', "summa: 'x'"),
        ('summa = "vard", ar = [{ rubrik = "{ar}", bokslut = "x", prognoser = ["prognos"] }]', "ar 1: 'x'"),
        (
            'summa = "vard", ar = [{ rubrik = "{ar}", bokslut = "utfall", prognoser = ["prognos", "budget"] }]',
            "ar 1: har 2 prognoser",
        ),
        (
            'summa = "vard", procent_av = "budget", ar = [{ rubrik = "{ar}", bokslut = "utfall", prognoser = ["prognos"] }]',
            "ar 1: budget måste anges",
        ),
    ],
)
def test_every_year_of_an_accuracy_has_its_figures(asked: str, fault: str | None) -> None:
    kind = f'prognosprecision = {{ tabell = "drift", prognoser = ["Delår 2"], {asked} }}'
    found = list(analysis_faults(template(FORECASTS.format(kind=kind))))
    assert [line.startswith(f"analys prov: prognosprecision, {fault}") for line in found] == [True] * (
        fault is not None
    )
