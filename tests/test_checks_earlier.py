"""Held against the archive: what was decided then and is otherwise now is told, with both figures."""

from __future__ import annotations

import pytest

from drawing import report, seen, template
from reportgen.checks.context import Context
from reportgen.checks.earlier import check_archive
from reportgen.derive.report import derive
from reportgen.earlier.known import Earlier
from reportgen.model.archived import Archived
from reportgen.model.finding import Finding
from reportgen.model.period import Period
from test_earlier_prefill import SPEC, archived

LAST_YEAR = archived("2024-08", "drift | utfall\nvard | 100\nskola | 50,4\ntotalt |")


def found(tables: str, *closed: Archived, reopened: bool = False) -> list[Finding]:
    entered = report(SPEC, tables, period="2025-08")
    names = frozenset(one.closing.name for one in closed) if reopened else frozenset()
    earlier = Earlier(Period(2025, 8), "prov", closed, names)
    return list(check_archive(Context(SPEC, entered, derive(entered, SPEC), closed=earlier)))


def test_an_outcome_that_is_not_what_was_decided_is_an_error_with_both_figures() -> None:
    findings = found("drift | utfall_fg\nvard | 101\nskola | 50,4\ntotalt |", LAST_YEAR)
    assert seen(findings) == [("ARKIV_FEL", "Drift!C4")]
    assert (findings[0].found, findings[0].expected) == ("101", "100")
    assert "2024-08 stängdes med 100" in findings[0].message


def test_what_was_decided_is_silent() -> None:
    assert found("drift | utfall_fg\nvard | 100\nskola | 50,4\ntotalt |", LAST_YEAR) == []


def test_what_is_printed_alike_is_the_same() -> None:
    assert found("drift | utfall_fg\nskola | 50", LAST_YEAR) == []


def test_a_changed_budget_is_a_warning() -> None:
    july = archived("2025-07", "drift | budget\nvard | 200")
    assert seen(found("drift | budget\nvard | 210", july)) == [("ARKIV_VARNING", "Drift!E4")]


def test_an_empty_cell_and_an_unknown_row_are_silent() -> None:
    assert found("drift | utfall_fg\nvard |\nfri_01: Torget | 5", LAST_YEAR) == []


def test_a_dash_instead_of_a_figure_is_told() -> None:
    assert seen(found("drift | utfall_fg\nvard | -", LAST_YEAR)) == [("ARKIV_FEL", "Drift!C4")]


def test_a_period_that_is_opened_again_decides_nothing() -> None:
    assert found("drift | utfall_fg\nvard | 101", LAST_YEAR, reopened=True) == []


def test_without_closed_periods_nothing_is_said() -> None:
    entered = report(SPEC, "drift | utfall_fg\nvard | 101", period="2025-08")
    assert list(check_archive(Context(SPEC, entered, derive(entered, SPEC)))) == []


@pytest.mark.parametrize(("severity", "codes"), [("fel", ["ARKIV_FEL"]), ("notis", ["ARKIV_NOTIS"]), ("inget", [])])
def test_the_mall_says_how_grave_it_is(severity: str, codes: list[str]) -> None:
    spec = template(f"""
        [[tabell]]
        nyckel = "drift"
        titel = "Drift"
        [[tabell.kolumn]]
        nyckel = "post"
        typ = "etikett"
        [[tabell.kolumn]]
        nyckel = "budget"
        fran_arkiv = {{ period = "foregaende", grad = "{severity}" }}
        [[tabell.rad]]
        nyckel = "vard"
        etikett = "Vård"
    """)
    entered = report(spec, "drift | budget\nvard | 2", period="2025-08")
    earlier = Earlier(Period(2025, 8), "prov", (archived("2025-07", "drift | budget\nvard | 1", spec=spec),))
    findings = check_archive(Context(spec, entered, derive(entered, spec), closed=earlier))
    assert [finding.code.name for finding in findings] == codes
