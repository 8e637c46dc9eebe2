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
