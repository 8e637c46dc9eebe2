"""A forecast outside what the outcome points at is found at its cell, once, and nothing is said where nothing can be known."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.causes import without_consequences
from reportgen.checks.plausibility import check_plausible_forecasts
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef

MALL = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
        {{ nyckel = "post", typ = "etikett" }},
        {{ nyckel = "periodbudget", rubrik = "Budget {{spann}}" }},
        {{ nyckel = "utfall", rubrik = "Utfall {{spann}}" }},
        {{ nyckel = "budget", rubrik = "Budget {{ar}}" }},
        {{ nyckel = "prognos", rubrik = "Prognos {{ar}}" }},
    ]
    rad = [
        {{ nyckel = "vard", etikett = "Vård" }},
        {{ nyckel = "stab", etikett = "Stab" }},
        {{ nyckel = "bidrag", etikett = "Bidrag" }},
        {{ nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stab", "bidrag"], inmatning = "valfri" }},
    ]

    [[analys]]
    nyckel = "rimlighet"
    titel = "Rimlighet"
    [analys.prognosrimlighet]
    tabell = "drift"
    budget = ["periodbudget", "budget"]
    summa = "totalt"
    {more}
"""

COSTS = """
    drift  | periodbudget | utfall | budget | prognos
    vard   | -800         | -800   | -1200  | {vard}
    stab   | -400         | -400   | -600   | {stab}
    bidrag | 200          | 200    | 300    | {bidrag}
    totalt |              |        |        |
"""


def found(
    vard: int = -1200, stab: int = -600, bidrag: int = 300, *, more: str = "", period: str = "2025-08"
) -> list[Finding]:
    spec = template(MALL.format(more=more))
    drawn = report(spec, COSTS.format(vard=vard, stab=stab, bidrag=bidrag), period=period)
    return list(check_plausible_forecasts(context(spec, drawn)))


def test_forecast_that_follows_the_pace_is_silent() -> None:
    assert found() == []


@pytest.mark.parametrize(("vard", "pace"), [(-1400, "150"), (-1000, "50")])
def test_cost_far_from_its_pace_is_found_both_ways(vard: int, pace: str) -> None:
    (finding,) = found(vard)
    assert seen([finding]) == [("PROGNOS_UTANFOR", "Drift!F4")]
    assert finding.details["pace"] == pace
    assert finding.expected.replace("\u00a0", " ") == "−1 097 till −1 303"


def test_income_is_judged_as_cost_is() -> None:
    assert seen(found(bidrag=400)) == [("PROGNOS_UTANFOR", "Drift!F6")]


def test_the_sum_is_told_only_when_no_row_is() -> None:
    """Every row may be late by a little in the same direction: it is the total that gives that away."""
    margin = "marginal = 20"
    assert seen(found(vard=-1270, stab=-635, bidrag=280, more=margin)) == [("PROGNOS_UTANFOR", "Drift!F7")]
    assert seen(found(vard=-1400, stab=-635, bidrag=280, more=margin)) == [("PROGNOS_UTANFOR", "Drift!F4")]


@pytest.mark.parametrize("more", ['utom = ["vard", "totalt"]', "troskel = 2000", "marginal = 60"])
def test_the_mall_says_what_is_left_alone(more: str) -> None:
    assert found(-1400, more=more) == []


@pytest.mark.parametrize("period", ["2025-02", "2025-12"])
def test_too_early_and_too_late_nothing_is_said(period: str) -> None:
    assert found(-1400, period=period) == []


@pytest.mark.parametrize("code", [Code.STORLEK_AVVIKER, Code.PERIOD_OVER_HELAR, Code.TECKEN_AVVIKER, Code.TECKEN_FEL])
def test_a_row_with_a_wrong_figure_is_told_once(code: Code) -> None:
    """The figure that the forecast is held against may be the wrong one."""
    wrong, other = Finding(code, CellRef("Drift", 4, "D")), Finding(code, CellRef("Drift", 5, "D"))
    outside = Finding(Code.PROGNOS_UTANFOR, CellRef("Drift", 4, "F"))
    assert without_consequences([wrong, outside]) == [wrong]
    assert without_consequences([other, outside]) == [other, outside]


def test_a_mall_without_the_analysis_has_no_such_rule() -> None:
    spec = template(MALL.format(more="").partition("[[analys]]")[0])
    drawn = report(spec, COSTS.format(vard=-1400, stab=-600, bidrag=300), period="2025-08")
    assert list(check_plausible_forecasts(context(spec, drawn))) == []
