"""Plausibility, accuracy and the largest deviations out of a mall's tables: rows, charts, sentences with value fields."""

from __future__ import annotations

from drawing import report, template
from reportgen.derive.analysed import Analysed, analysed
from reportgen.derive.fields import FIELD, field_text
from reportgen.derive.report import derive
from reportgen.model.format import format_value
from reportgen.spec.schema import TemplateSpec

MALL = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    teckenregel = "Plus är bättre än budget."
    kolumn = [
        { nyckel = "post", rubrik = "Verksamhet", typ = "etikett" },
        { nyckel = "utfall_fg" },
        { nyckel = "bokslut_fg" },
        { nyckel = "utfall" },
        { nyckel = "periodbudget" },
        { nyckel = "budget", rubrik = "Budget {ar}" },
        { nyckel = "prognos", rubrik = "Prognos {ar}" },
        { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "prognos - budget" },
        { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "lon", etikett = "varav lön", typ = "varav", varav_av = "vard" },
        { nyckel = "stab", etikett = "Stab {ar}" },
        { nyckel = "platser", etikett = "Platser", enhet = "antal" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stab"] },
    ]

    [[tabell]]
    nyckel = "historik"
    titel = "Historik"
    enhet = "tkr"
    kolumn = [
        { nyckel = "post", rubrik = "Verksamhet", typ = "etikett" },
        { nyckel = "p1" }, { nyckel = "p2" }, { nyckel = "b" },
        { nyckel = "p1_fg" }, { nyckel = "p2_fg" }, { nyckel = "b_fg" },
        { nyckel = "p1_ar2" }, { nyckel = "p2_ar2" }, { nyckel = "b_ar2" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "stab", etikett = "Stab" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stab"] },
    ]

    [[analys]]
    nyckel = "rimlighet"
    titel = "Rimlighet {ar}"
    [analys.prognosrimlighet]
    tabell = "drift"
    rader = ["vard", "stab"]
    budget = ["periodbudget", "budget"]
    forra_aret = ["utfall_fg", "bokslut_fg"]

    [[analys]]
    nyckel = "storst"
    titel = "Störst"
    [analys.storsta_avvikelser]
    tabell = "drift"
    av = "budget"
    kommentar = "kommentar"
    antal = 1

    [[analys]]
    nyckel = "precision"
    titel = "Precision"
    [analys.prognosprecision]
    tabell = "historik"
    summa = "totalt"
    prognoser = ["Delår 1", "Delår 2"]
    ar = [
        { rubrik = "{ar}", bokslut = "b", prognoser = ["p1", "p2"] },
        { rubrik = "{ar-1}", bokslut = "b_fg", prognoser = ["p1_fg", "p2_fg"] },
        { rubrik = "{ar-2}", bokslut = "b_ar2", prognoser = ["p1_ar2", "p2_ar2"] },
    ]

    [[analys]]
    nyckel = "per_rad"
    titel = "Precision per rad"
    [analys.prognosprecision]
    tabell = "historik"
    summa = "totalt"
    uppdelning = "rader"
    prognoser = ["Delår 1", "Delår 2"]
    ar = [
        { rubrik = "{ar}", bokslut = "b", prognoser = ["p1", "p2"] },
        { rubrik = "{ar-1}", bokslut = "b_fg", prognoser = ["p1_fg", "p2_fg"] },
    ]
"""
SPEC: TemplateSpec = template(MALL)

DRIFT = """
    drift   | utfall_fg | bokslut_fg | utfall | periodbudget | budget | prognos | kommentar
    vard    | -700      | -1050      | -800   | -800         | -1200  | -1400   | Fler dygn: {{drift.vard.prognos}}
    lon     |           |            | -90    |              | -100   | -900    |
    stab    |           |            | -400   | -360         | -600   | -640    |
    platser |           |            | 10     |              | 20     | 900     |
    totalt  |           |            |        |              |        |         |
"""
HISTORY = """
    historik | p1   | p2   | b    | p1_fg | p2_fg | b_fg
    vard     | -950 | -950 | -900 | -820  | -800  | -800
    stab     | -90  | -90  | -100 | -110  | -110  | -100
    totalt   |      |      |      |       |       |
"""


def made(key: str, figures: str = DRIFT + HISTORY, period: str = "2025-08") -> Analysed:
    asked = SPEC.analysis(key)
    assert asked is not None
    return analysed(asked, derive(report(SPEC, figures, period=period), SPEC), SPEC)


def rows(found: Analysed) -> list[str]:
    return [
        " ".join([row.key, *(f"{key}={format_value(cell.value, 1)}" for key, cell in row.cells.items())]).replace(
            "\u00a0", " "
        )
        for row in found.table.rows
    ]


def said(found: Analysed, figures: str = DRIFT + HISTORY) -> list[str]:
    """The sentences as they are set."""
    derived = derive(report(SPEC, figures, period="2025-08"), SPEC)
    return [
        FIELD.sub(lambda match: field_text(match[1], derived, SPEC), sentence).replace("\u00a0", " ")
        for sentence in found.sentences
    ]


def test_every_row_has_its_projections_its_band_and_how_far_outside_it_is() -> None:
    assert rows(made("rimlighet")) == [
        "vard takten=−1 200,0 budgeten=−1 200,0 forra_aret=−1 200,0 fran=−1 097,3 till=−1 302,7 prognos=−1 400,0 "
        "utanfor=−97,3 resten=150,0",
        "stab takten=−600,0 budgeten=−666,7 fran=−530,5 till=−736,2 prognos=−640,0 utanfor=0,0 resten=120,0",
    ]


def test_the_chart_is_in_per_cent_of_the_budget_from_the_smaller_to_the_larger() -> None:
    plot = made("rimlighet").plot
    assert plot is not None
    assert (plot.kind, plot.categories, plot.unit) == ("spann", ("Vård", "Stab 2025"), "% av budget 2025")
    assert [(name, [round(value) for value in values if value]) for name, values in plot.series] == [
        ("Lägst rimligt", [91, 88]),
        ("Prognos 2025", [117, 107]),
        ("Högst rimligt", [109, 123]),
    ]
    assert plot.description == "Utanför ligger Vård."


def test_a_forecast_outside_is_proposed_as_a_sentence_with_its_figures() -> None:
    assert said(made("rimlighet")) == [
        "Prognosen för vård är −1 400 tkr, medan utfallet till och med augusti pekar mot −1 097 till −1 303 tkr. Den förutsätter "
        "att resten av året i genomsnitt per månad blir 150 % av det som har varit."
    ]


def test_nothing_is_judged_before_march() -> None:
    assert made("rimlighet", period="2025-02").is_empty


def test_the_largest_deviation_with_its_comment_and_all_others_as_one() -> None:
    """Of-which rows, sums and rows in another unit take no part."""
    found = made("storst")
    assert rows(found) == [
        "vard av=−1 200,0 avvikelse=−200,0 procent=−16,7 kommentar=Fler dygn: {{drift.vard.prognos}}",
        "ovriga_rader avvikelse=−40,0",
        "alla avvikelse=−240,0",
    ]
    assert found.spec.convention == "Plus är bättre än budget."
    assert said(found) == ["Störst avvikelse har vård (−200 tkr, −16,7 %)."]


def test_a_row_nobody_has_commented_says_so() -> None:
    found = made("storst", DRIFT.replace("-640", "-900"))
    assert rows(found)[0].endswith("kommentar=Kommentar saknas.")


def test_years_are_told_with_the_mean_of_their_misses_and_those_that_are_not_known() -> None:
    found = made("precision")
    assert rows(found) == [
        "ar0 bokslut=−1 000,0 prognos_1=−1 040,0 avvikelse_1=40,0 procent_1=4,0 prognos_2=−1 040,0 avvikelse_2=40,0 procent_2=4,0",
        "ar1 bokslut=−900,0 prognos_1=−930,0 avvikelse_1=30,0 procent_1=3,3 prognos_2=−910,0 avvikelse_2=10,0 procent_2=1,1",
        "medel procent_1=3,7 procent_2=2,6",
    ]
    assert [note.text for note in found.spec.notes] == ["Procent är av bokslutet.", "Uppgifter saknas för 2023."]
    assert said(found) == [
        "Bokslutet för 2025 blev 40 tkr (4,0 %) bättre än prognosen i delår 2.",
        "Det är inom målet på högst 5 procents avvikelse.",
        "De två åren har prognosen i delår 2 i genomsnitt avvikit med 2,6 %.",
        "Inom målet var den två år av två.",
        "Alla åren har bokslutet blivit bättre än prognosen.",
    ]


def test_the_chart_of_years_goes_from_the_oldest() -> None:
    plot = made("precision").plot
    assert plot is not None
    assert (plot.categories, [name for name, _ in plot.series]) == (("2024", "2025"), ["Delår 1", "Delår 2"])


def test_rows_that_miss_each_their_way_are_told() -> None:
    found = made("per_rad")
    assert rows(found) == [
        "vard prognos=−950,0 bokslut=−900,0 avvikelse=50,0 procent=5,6 medel=2,8 traffade=1 av 2",
        "stab prognos=−90,0 bokslut=−100,0 avvikelse=−10,0 procent=−10,0 medel=10,0 traffade=0 av 2",
        "totalt prognos=−1 040,0 bokslut=−1 000,0 avvikelse=40,0 procent=4,0 medel=2,6 traffade=2 av 2",
        "utan_tecken avvikelse=60,0",
    ]
    assert said(found) == [
        "Störst avvikelse mellan prognos och bokslut 2025 hade vård (+50 tkr) och stab (−10 tkr).",
        "Utan tecken är radernas avvikelser 60 tkr. I summan tar de delvis ut varandra; där återstår +40 tkr.",
    ]


def test_nothing_known_gives_nothing() -> None:
    for key in ("precision", "per_rad"):
        found = made(key, DRIFT)
        assert found.is_empty
        assert found.sentences == ()
