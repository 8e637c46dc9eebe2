"""The row around a finding: its cell and the nearest figures, as they stand in the workbook."""

from __future__ import annotations

import pytest

from drawing import context, report, template
from reportgen.checks.excerpt import excerpt, place_of
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget {ar}", decimaler = 1 },
      { nyckel = "utfall", rubrik = "Utfall", decimaler = 1 },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "utfall - budget", decimaler = 1 },
    ]
    rad = [{ nyckel = "vard", etikett = "Vård" }, { nyckel = "stod", etikett = "Stöd" }]
""")
CONTEXT = context(
    SPEC,
    report(
        SPEC,
        """
        drift | budget | utfall | kommentar
        vard  | 10     | 12,25  | Dyrare
        stod  |        |        |
        """,
    ),
)


def at(cell: str, sheet: str = "Drift") -> Finding:
    return Finding(Code.VARDE_TOMT, CellRef(sheet, int(cell[1:]), cell[0]))


@pytest.mark.parametrize("cell", ["C4", "D4", "F4"])
def test_three_figures_are_shown_with_the_one_at_fault_marked(cell: str) -> None:
    found = excerpt(at(cell), CONTEXT)
    assert found is not None
    assert found.label == "Vård"
    shown = [(neighbour.a1, neighbour.heading, neighbour.shown) for neighbour in found.cells]
    assert shown == [("C4", "Budget 2024", "10,0"), ("D4", "Utfall", "12,25"), ("F4", "Avvikelse", "2,25")]
    assert [neighbour.a1 for neighbour in found.cells if neighbour.at_fault] == [cell]


@pytest.mark.parametrize("cell", ["B4", "E4", "C5", "C9", "K4"])
def test_names_prose_empty_rows_and_places_outside_show_nothing(cell: str) -> None:
    assert excerpt(at(cell), CONTEXT) is None


def test_another_sheet_shows_nothing() -> None:
    assert excerpt(at("C4", "Annat"), CONTEXT) is None
    assert excerpt(Finding(Code.TABELL_TOM, CellRef("Drift")), CONTEXT) is None
    assert excerpt(Finding(Code.PERIOD_FEL), CONTEXT) is None


def test_the_place_of_a_finding_is_that_of_its_cell() -> None:
    check = Finding(Code.KONTROLL_FEL, CellRef("Drift", 4, "D"), Place("kontroll", "netto"))
    assert place_of(check, CONTEXT) == Place("drift", "vard", "utfall")
    assert place_of(at("K4"), CONTEXT) is None
