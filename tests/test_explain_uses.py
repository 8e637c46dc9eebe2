"""What uses a figure is what leads back to it, for every cell of every example."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawing import report, template
from reportgen.derive.report import derive
from reportgen.explain.explain import Explainer
from reportgen.explain.figures import Figures
from reportgen.explain.steps import Kind, Uses
from reportgen.model.position import Place
from test_explain_explain import INPUTS, cells, explained


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_a_part_of_a_step_is_used_by_it(path: Path) -> None:
    explainer = explained(path)
    steps = [explainer.step(place) for place in cells(explainer)]
    wrong = [
        (step.place, part)
        for step in steps
        if step.kind in (Kind.FORMULA, Kind.SUM, Kind.LOOKUP, Kind.JUDGEMENT, Kind.COUNT)
        for part in step.parts
        if step.place not in {use.place for use in explainer.uses.of(part).direct}
    ]
    assert wrong == []


SPEC = template("""
    [[text]]
    nyckel = "ingress"
    rubrik = "Ingress"

    [[varde]]
    nyckel = "andel"
    etikett = "Andel"
    formel = "drift.totalt.utfall / 100"

    [[kontroll]]
    nyckel = "lika"
    text = "Vården i båda"
    vanster = "drift.vard.utfall"
    hoger = "drift.stod.utfall"

    [[diagram]]
    nyckel = "stapel"
    titel = "Utfallet"
    tabell = "drift"
    rader = ["vard"]
    kolumner = ["utfall"]

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "utfall" }, { nyckel = "kommentar", typ = "text" }]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "stod", etikett = "Stöd" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stod"] },
    ]
""")


def uses(place: str) -> Uses:
    drawn = "drift | utfall | kommentar\nvard | 1 | Se {{drift.stod.utfall}}\nstod | 2 |\ntotalt | ~ |"
    entered = report(SPEC, drawn, texts={"ingress": "{{varde.andel}} och {{drift.totalt.utfall}}"})
    return Explainer(Figures(entered, derive(entered, SPEC), SPEC)).explain(Place.parse(place)).uses


def test_a_figure_has_its_sums_checks_and_charts_and_the_texts_it_reaches() -> None:
    found = uses("drift.vard.utfall")
    assert [(use.kind, str(use.place)) for use in found.direct] == [
        ("cell", "drift.totalt.utfall"),
        ("kontroll", "kontroll.lika"),
        ("diagram", "diagram.stapel"),
    ]
    assert found.indirect == 1, "värdet andel"
    assert [str(use.place) for use in found.texts] == ["text.ingress"]


def test_a_comment_that_shows_a_figure_is_one_of_its_texts() -> None:
    assert [str(use.place) for use in uses("drift.stod.utfall").texts] == ["drift.vard.kommentar", "text.ingress"]


def test_what_nothing_uses_has_no_uses() -> None:
    assert uses("text.ingress") == Uses()
