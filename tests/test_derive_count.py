"""Cells that count rows of registers give in Python what their formula gives in a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import report, template
from reportgen.derive.count import Count, to_excel
from reportgen.derive.report import derive
from reportgen.spec.schema import TemplateSpec

REGISTER = """
    [[tabell]]
    nyckel = "{key}"
    titel = "{key}"
    form = "register"
    fria_rader = 4
    kolumn = [
      {{ nyckel = "uppdrag", typ = "etikett" }},
      {{ nyckel = "status", typ = "status", skala = "status" }},
      {{ nyckel = "prognos", typ = "status", skala = "prognos" }},
      {{ nyckel = "slag", typ = "text" }},
    ]
    rad = [{{ nyckel = "rubrik", etikett = "Uppdrag", typ = "rubrik" }}]
"""
MALL = template(
    """
    [[skala]]
    nyckel = "status"
    niva = [{ nyckel = "p", text = "Påbörjad" }, { nyckel = "s", text = "Slut* ~\\"förd\\"" }]
    [[skala]]
    nyckel = "prognos"
    niva = [{ nyckel = "plan", text = "Enligt plan" }, { nyckel = "avvik", text = "Avvikelse" }]
    [[tabell]]
    nyckel = "antal"
    titel = "Antal"
    enhet = "antal"
    kolumn = [
      { nyckel = "slag", typ = "etikett" },
      { nyckel = "plan", typ = "antal", raknar = { kolumn = "prognos", nivaer = ["plan"] } },
      { nyckel = "avvik", typ = "antal", raknar = { kolumn = "prognos", nivaer = ["avvik"] } },
      { nyckel = "alla", typ = "antal", raknar = { } },
      { nyckel = "totalt", typ = "antal", formel = "plan + avvik" },
    ]
    rad = [
      { nyckel = "pagar", etikett = "Pågår", raknar = { tabeller = ["ett", "tva"], dar = { status = ["p"] } } },
      { nyckel = "klart", etikett = "Klart", raknar = { tabeller = ["ett"], dar = { status = ["s"], slag = ["Extra", "eget"] } } },
      { nyckel = "ett", etikett = "Alla i ett", raknar = { tabeller = ["ett"] } },
      { nyckel = "summa", etikett = "Summa", typ = "summa", summera = ["pagar", "klart"] },
    ]
    """
    + REGISTER.format(key="ett")
    + REGISTER.format(key="tva")
)  # fmt: skip

DRAWN = """
    antal | plan | avvik | alla
    pagar | ~    | ~     | ~
    klart | ~    | ~     | ~
    ett   | ~    | ~     | ~
    summa | ~    | ~     | ~

    ett       | status           | prognos     | slag
    rubrik    |                  |             |
    fri_01: A | påbörjad         | Enligt plan |
    fri_02: B | Påbörjad         | Avvikelse   |
    fri_03: C | Slut* ~"förd"    | Enligt plan | EXTRA
    fri_04: D | Slut* ~"förd"    |             | annat

    tva       | status   | prognos
    fri_01: E | Påbörjad | Enligt plan
    fri_02:   |          |
"""


def counted(drawn: str = DRAWN, spec: TemplateSpec = MALL) -> dict[str, list[Decimal | None]]:
    table = derive(report(spec, drawn), spec).table("antal")
    return {row.key: [row.cell(key).number for key in ("plan", "avvik", "alla", "totalt")] for row in table.rows}


def test_rows_count_where_both_row_and_column_hold() -> None:
    """Two registers together; a heading row and an unused row are no entities; words are compared whatever their case."""
    assert counted() == {
        "pagar": [2, 1, 3, 3],
        "klart": [1, 0, 1, 1],
        "ett": [2, 1, 4, 3],
        "summa": [3, 1, 4, 4],
    }


def test_nothing_to_count_is_zero() -> None:
    assert counted("antal | plan\npagar | ~\nklart | ~")["pagar"] == [0, 0, 0, 0]


def test_statuses_that_the_mall_judges_are_counted_too() -> None:
    spec = template("""
        [[skala]]
        nyckel = "b"
        niva = [{ nyckel = "ja", text = "Ja" }, { nyckel = "nej", text = "Nej" }]
        [[tabell]]
        nyckel = "matt"
        titel = "Mått"
        kolumn = [
          { nyckel = "matt", typ = "etikett" }, { nyckel = "mal", typ = "tal" }, { nyckel = "utfall", typ = "tal" },
          { nyckel = "b", typ = "status", skala = "b", bedoms = { varde = "utfall", mot = "mal", uppfyllt = "ja", ej = "nej" } },
        ]
        rad = [{ nyckel = "a", etikett = "A", vill = "upp" }, { nyckel = "b", etikett = "B", vill = "upp" }]
        [[tabell]]
        nyckel = "antal"
        titel = "Antal"
        kolumn = [{ nyckel = "r", typ = "etikett" }, { nyckel = "n", typ = "antal", raknar = { kolumn = "b", nivaer = ["ja"] } }]
        rad = [{ nyckel = "ja", etikett = "Uppfyllda", raknar = { tabeller = ["matt"] } }]
    """)  # fmt: skip
    drawn = "matt | mal | utfall | b\na | 5 | 6 |\nb | 5 | 4 | Ja\n\nantal | n\nja | ~"
    assert derive(report(spec, drawn), spec).table("antal").cell("ja", "n").number == 2


@pytest.mark.parametrize(
    ("count", "formula"),
    [
        (
            Count(("ett", "tva"), (("status", ("p",)),)),
            '=COUNTIFS(ett/uppdrag,"?*",ett/status,"=Påbörjad")+COUNTIFS(tva/uppdrag,"?*",tva/status,"=Påbörjad")',
        ),
        (
            Count(("ett",), (("status", ("s",)), ("slag", ("a", "b?")))),
            '=COUNTIFS(ett/uppdrag,"?*",ett/status,"=Slut~* ~~""förd""",ett/slag,"=a")'
            '+COUNTIFS(ett/uppdrag,"?*",ett/status,"=Slut~* ~~""förd""",ett/slag,"=b~?")',
        ),
        (Count(("ett", "tva"), ()), '=COUNTIFS(ett/uppdrag,"?*")-1+COUNTIFS(tva/uppdrag,"?*")-1'),
    ],
)
def test_formula(count: Count, formula: str) -> None:
    assert to_excel(count, MALL, lambda table, column: f"{table}/{column}") == formula
