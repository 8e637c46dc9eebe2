"""Every explanation is true: its root is the figure in the report, and the parts of each step make its value, exactly."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from drawing import report, template
from reportgen.derive.formula import evaluate
from reportgen.derive.report import derive, scalars
from reportgen.explain.explain import Explainer
from reportgen.explain.figures import Figures
from reportgen.explain.steps import Kind, Step, Working
from reportgen.model.position import Place
from reportgen.model.value import Origin, Value
from reportgen.pipeline import find_template
from reportgen.spec.formula import Ref, references
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.parse import parse_report, which_template
from reportgen.workbook.read import read_workbook

INPUTS = sorted((Path(__file__).resolve().parent.parent / "inputs").glob("*.xlsx"))


@lru_cache
def explained(path: Path) -> Explainer:
    book = read_workbook(path)
    spec = find_template(which_template(book)[0]).spec
    entered, _ = parse_report(book, spec)
    return Explainer(Figures(entered, derive(entered, spec), spec))


def cells(explainer: Explainer) -> list[Place]:
    tables = explainer.figures.derived.tables.values()
    return [Place(table.key, row.key, column) for table in tables for row in table.rows for column in row.cells]


def combined(working: Working, explainer: Explainer) -> Decimal | None:
    """What the parts of a step give by its formula, with nothing but them and the period."""
    period = scalars(explainer.figures.derived.period)
    numbers: dict[Place, Value] = {place: explainer.step(place).value for place in working.parts}

    def number(ref: Ref) -> Decimal | None:
        if len(ref.parts) == 1:
            return period[ref.parts[0]]
        value = numbers[Place(*ref.parts)]
        return value if isinstance(value, Decimal) else None

    return evaluate(working.expr, number)


@pytest.mark.slow
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_the_root_of_every_explanation_is_the_figure_in_the_report(path: Path) -> None:
    explainer = explained(path)
    derived = explainer.figures.derived
    assert [
        place for place in cells(explainer) if explainer.explain(place).asked.value != derived.cell(place).value
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_the_parts_of_every_step_make_its_value_exactly(path: Path) -> None:
    explainer = explained(path)
    steps = [explainer.step(place) for place in cells(explainer)]
    workings = [(step, step.working) for step in steps if step.working]
    assert workings
    assert [step.place for step, working in workings if combined(working, explainer) != step.value] == []
    assert [step.place for step, working in workings if working.value != step.value] == []
    held = [working for step in steps if (working := step.held_against)]
    assert [working for working in held if combined(working, explainer) != working.value] == []


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_every_computed_figure_has_its_reason_and_ends_in_cells_that_are_not_worked_out(path: Path) -> None:
    explainer = explained(path)
    derived = explainer.figures.derived
    for place in cells(explainer):
        step = explainer.step(place)
        if derived.cell(place).origin is Origin.COMPUTED:
            assert step.working or step.rule, place
        for last in explainer.explain(place).steps.values():
            if not last.parts and not last.rule and not (last.working and last.working.passed_over):
                assert derived.cell(last.place).origin is not Origin.COMPUTED or last.value is None, last.place


DRIFT = template("""
    [[text]]
    nyckel = "ingress"
    rubrik = "Ingress"

    [[varde]]
    nyckel = "andel"
    etikett = "Andel"
    formel = "drift.totalt.avvikelse / drift.totalt.budget * 100"
    enhet = "%"
    decimaler = 1

    [[tabell]]
    nyckel = "drift"
    titel = "Drift {ar}"
    enhet = "tkr"
    fria_rader = 2
    kolumn = [
        { nyckel = "post", typ = "etikett", rubrik = "Post" },
        { nyckel = "utfall", rubrik = "Utfall {ar}" },
        { nyckel = "budget", rubrik = "Budget {ar}" },
        { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "budget - utfall" },
        { nyckel = "over", rubrik = "Över", formel = "om(utfall > budget, utfall - budget, 0)" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "hvb", etikett = "varav HVB", typ = "varav", varav_av = "vard" },
        { nyckel = "stod", etikett = "Stöd" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stod", "fria_rader"], inmatning = "valfri" },
    ]
""")


def step(drawn: str, place: str, spec: TemplateSpec = DRIFT, **texts: str) -> Step:
    entered = report(spec, drawn, texts=texts)
    return Explainer(Figures(entered, derive(entered, spec), spec)).step(Place.parse(place))


FILLED = """
    drift    | utfall  | budget
    vard     | 60,4    | 50,4
    hvb      | 10      | 9
    stod     |         | 20,4
    totalt   | ~       | ~
"""


def test_a_formula_is_said_in_words_and_in_printed_figures() -> None:
    found = step(FILLED, "drift.vard.avvikelse")
    assert found.working is not None
    assert (found.kind, found.working.in_words) == (Kind.FORMULA, "Budget 2024 − Utfall 2024")
    assert (found.working.in_figures, found.printed, found.exact) == ("50 − 60", "−10", "−10")
    assert [str(place) for place in found.parts] == ["drift.vard.budget", "drift.vard.utfall"]


def test_a_sum_has_its_rows_and_not_the_of_which_nor_the_empty() -> None:
    found = step(FILLED, "drift.totalt.utfall")
    assert found.working is not None
    assert (found.kind, [place.row for place in found.parts]) == (Kind.SUM, ["vard"])
    assert (found.working.passed_over, found.of_which) == (("Stöd",), ("varav HVB 10",))


def test_figures_that_do_not_add_up_as_printed_are_shown_with_all_decimals() -> None:
    found = step(FILLED, "drift.totalt.budget")
    assert found.working is not None
    assert (found.working.in_figures, found.printed, found.working.exact) == ("50 + 20", "71", "50,4 + 20,4")
    assert step(FILLED, "drift.vard.avvikelse").working.exact == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(("row", "words", "holds"), [("vard", "Utfall 2024 − Budget 2024", True), ("hvb", "0", False)])
def test_what_decided_is_told_and_only_the_way_that_was_taken(row: str, words: str, holds: bool) -> None:
    drawn = FILLED.replace("hvb      | 10 ", "hvb      | 8  ")
    found = step(drawn, f"drift.{row}.over").working
    assert found is not None
    assert found.in_words == words
    assert [(one.in_words, one.holds) for one in found.conditions] == [("Utfall 2024 > Budget 2024", holds)]


def test_a_formula_without_value_names_what_is_lacking() -> None:
    found = step(FILLED, "drift.stod.avvikelse").working
    assert found is not None
    assert (found.value, found.lacking, found.by_zero) == (None, ("Utfall 2024",), False)


def test_a_division_by_zero_is_told_as_such() -> None:
    drawn = "drift | utfall | budget\nvard | 5 | 0\ntotalt | ~ | ~"
    found = step(drawn, "varde.andel").working
    assert found is not None
    assert (found.value, found.by_zero) == (None, True)


def test_a_sum_that_was_typed_is_held_against_its_rows() -> None:
    found = step(FILLED.replace("totalt   | ~ ", "totalt   | 61"), "drift.totalt.utfall")
    assert (found.kind, found.working, found.value) == (Kind.ENTERED, None, Decimal(61))
    assert found.held_against is not None
    assert found.held_against.value == Decimal("60.4")


def test_a_locked_formula_that_was_typed_over_is_told_with_what_was_written() -> None:
    drawn = "drift | utfall | budget | avvikelse\nvard | 1 | 3 | 7"
    found = step(drawn, "drift.vard.avvikelse")
    assert (found.kind, found.value, found.typed_over) == (Kind.FORMULA, Decimal(2), "7")


def test_a_row_that_somebody_added_is_part_of_the_sum() -> None:
    found = step(FILLED.replace("totalt", "fri_01: Ny | 5 | 1\n    totalt"), "drift.totalt.utfall")
    assert found.working is not None
    assert found.working.in_words == "Vård + Ny"


def test_a_quantity_and_a_text_lead_on_to_the_cells_they_show() -> None:
    found = step(FILLED, "text.ingress", ingress="Andelen är {{varde.andel|belopp}} i {{manad}}, {{finns.inte.alls}}.")
    assert (found.kind, [str(place) for place in found.parts]) == (Kind.TEXT, ["varde.andel"])
    assert [field.shown for field in found.fields] == ["14,7\u00a0%", "augusti", ""]
    quantity = step(FILLED, "varde.andel")
    assert (quantity.row, quantity.printed, quantity.unit) == ("Andel", "14,7\u00a0%", "%")
    assert quantity.working is not None
    assert quantity.working.in_words == "Drift 2024: Totalt, Avvikelse / Drift 2024: Totalt, Budget 2024 · 100"


def test_a_personnummer_in_a_text_or_a_name_is_masked() -> None:
    found = step(FILLED, "text.ingress", ingress="Ärendet 19121212-1212.")
    assert (found.printed, found.exact) == ("Ärendet 19121212-****.", "Ärendet 19121212-****.")
    named = step(FILLED.replace("totalt", "fri_01: Ny 19121212-1212 | 5 | 1\n    totalt"), "drift.fri_01.utfall")
    assert named.row == "Ny 19121212-****"


MONTHS = template("""
    [[tabell]]
    nyckel = "dygn"
    titel = "Dygn"
    enhet = "dygn"
    kolumner_fran = "manader"
    kolumn = [{ nyckel = "matt", typ = "etikett" }, { nyckel = "hittills", formel = "hittills()" }]
    rad = [{ nyckel = "hvb", etikett = "HVB" }]
""")


def test_a_sum_so_far_has_the_months_that_have_been() -> None:
    entered = report(MONTHS, "dygn | jan | feb | mar | apr\nhvb | 10 | | 30 | 40", period="2024-03")
    found = Explainer(Figures(entered, derive(entered, MONTHS), MONTHS)).step(Place("dygn", "hvb", "hittills"))
    assert found.working is not None
    assert ([place.column for place in found.parts], found.value) == (["jan", "mar"], Decimal(40))
    assert found.working.conditions == ()


GOALS = template("""
    [[skala]]
    nyckel = "lage"
    niva = [
      { nyckel = "ja", text = "Nås", rang = 2 },
      { nyckel = "nej", text = "Nås inte", rang = 1 },
    ]
    [[tabell]]
    nyckel = "mal"
    titel = "Mål"
    form = "register"
    kolumn = [{ nyckel = "mal", typ = "etikett" }, { nyckel = "lage", typ = "status", skala = "lage", rubrik = "Läge" }]
    rad = [{ nyckel = "trygg", etikett = "Trygg" }]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "mal"
    rad = [
      { nyckel = "ko", etikett = "Kö", foralder = "trygg", vill = "ner" },
      { nyckel = "nojd", etikett = "Nöjda", foralder = "trygg", vill = "upp" },
    ]
    [[tabell.kolumn]]
    nyckel = "matt"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    typ = "varde"
    rubrik = "Utfall"
    [[tabell.kolumn]]
    nyckel = "borde"
    typ = "varde"
    rubrik = "Målvärde"
    [[tabell.kolumn]]
    nyckel = "lage"
    typ = "status"
    skala = "lage"
    rubrik = "Läge"
    bedoms = { varde = "utfall", mot = "borde", uppfyllt = "ja", ej = "nej" }
    [[tabell]]
    nyckel = "antal"
    titel = "Antal"
    kolumn = [
      { nyckel = "vad", typ = "etikett" },
      { nyckel = "nas", typ = "antal", raknar = { kolumn = "lage", nivaer = ["ja"] }, rubrik = "Nås" },
    ]
    rad = [{ nyckel = "matt", etikett = "Mått", raknar = { tabeller = ["matt"] } }]
    [[regel]]
    nyckel = "alla"
    text = "Målet nås när alla mått nås."
    register = "mal"
    barn = "matt"
    kolumn = "lage"
    kolumn_resultat = "lage"
    uppfylld = "ja"
    annars = "nej"
    krav = [{ niva = "ja", ovriga_minst = "ja" }]
""")
JUDGED = """
    mal   | lage
    trygg |

    matt  | utfall | borde | lage
    ko    | 4      | 5     |
    nojd  | 70     | 80    |

    antal | nas
    matt  | ~
"""


def test_a_status_has_the_rule_and_the_figures_it_goes_by() -> None:
    found = step(JUDGED, "matt.ko.lage", GOALS)
    assert (found.kind, found.value) == (Kind.JUDGEMENT, "Nås")
    assert found.rule is not None
    assert found.rule.in_words.startswith(
        "Nås när Utfall är minst lika bra som Målvärde, annars Nås inte; lägre är bättre"
    )
    assert [place.column for place in found.parts] == ["utfall", "borde"]


def test_a_status_by_others_has_those_and_the_words_of_the_rule() -> None:
    found = step(JUDGED, "mal.trygg.lage", GOALS)
    assert (found.kind, found.value) == (Kind.JUDGEMENT, "Nås inte")
    assert found.rule is not None
    assert found.rule.in_words == "Målet nås när alla mått nås"
    assert [str(place) for place in found.parts] == ["matt.ko.lage", "matt.nojd.lage"]


def test_a_typed_status_has_what_the_rule_gives_beside_it() -> None:
    found = step(JUDGED.replace("trygg |", "trygg | Nås"), "mal.trygg.lage", GOALS)
    assert (found.kind, found.value) == (Kind.ENTERED, "Nås")
    assert found.rule is not None
    assert found.rule.gives == "Nås inte"


def test_a_count_has_the_rows_that_were_counted() -> None:
    found = step(JUDGED, "antal.matt.nas", GOALS)
    assert (found.kind, found.value, [place.row for place in found.parts]) == (Kind.COUNT, Decimal(1), ["ko"])
    assert found.rule is not None
    assert found.rule.in_words == "rader i Mått där Läge är Nås"


def test_steps_name_each_part_once() -> None:
    for path in INPUTS[:1]:
        explainer = explained(path)
        for place in cells(explainer):
            working = explainer.step(place).working
            if working:
                named = {Place(*ref.parts) for ref in references(working.expr) if len(ref.parts) == 3}
                assert named <= set(working.parts)
                assert len(working.parts) == len(set(working.parts))
