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


def test_an_analysis_is_not_called_as_a_table() -> None:
    (fault,) = faults(BRIDGE, key="drift")
    assert fault.startswith("analys drift: nyckeln är en tabells")
