"""Findings say what is wrong and what to do, in the order one meets them, and stop the report when they must."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportgen.model.finding import Code, Finding, Severity, in_sheet_order
from reportgen.model.position import CellRef, Place

ALWAYS = {"found", "expected", "label", "heading", "table"}


def test_codes_are_all_different() -> None:
    """Two members with the same severity and sentences would be one and the same."""
    assert len(list(Code)) == len(Code.__members__)


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_code_is_written_as_sentences(code: Code) -> None:
    assert re.fullmatch(r"[A-Z0-9_]+", code.name)
    assert code.message.endswith((".", "}")), "a message ends as a sentence"
    assert code.advice.endswith((".", "}")), "so does the advice"


def test_message_and_advice_are_filled_from_the_finding() -> None:
    finding = Finding(
        Code.SUMMA_FEL,
        CellRef("Drift", 6, "C"),
        Place("drift", "totalt", "utfall"),
        found="3,3",
        expected="3,0",
        details={"label": "Totalt", "heading": "Utfall", "difference": "0,3", "tolerance": "0,15", "parts": "A, B"},
    )
    assert finding.message == (
        "Totalt, Utfall: summan är 3,3 men raderna ger 3,0 (skillnad 0,3, avrundning förklarar högst 0,15)."
    )
    assert finding.advice == "Rätta summan eller någon av raderna A, B."


def test_field_that_is_lacking_is_a_visible_gap() -> None:
    assert Finding(Code.VARDE_SAKNAS).message == "…, …: värdet saknas."


def test_table_is_named_by_its_key_when_nothing_better_is_known() -> None:
    assert Finding(Code.TABELL_SAKNAS, place=Place("drift")).message.startswith("Tabellen drift")


def test_only_an_error_that_nobody_has_acknowledged_stops_the_report() -> None:
    error, warning = Finding(Code.SUMMA_FEL), Finding(Code.TECKEN_FEL)
    assert error.stops_report
    assert not warning.stops_report
    assert not replace(error, reason="Enligt ekonomisystemet").stops_report


def test_severities_are_in_order_of_gravity_with_swedish_words() -> None:
    assert [severity.word for severity in sorted(Severity)] == ["notis", "varning", "fel"]


def test_findings_are_in_the_order_of_sheets_rows_and_columns() -> None:
    at = [
        None,
        CellRef("Start"),
        CellRef("Drift", 4, "Z"),
        CellRef("Drift", 4, "AA"),
        CellRef("Drift", 10, "A"),
        CellRef("Okänt", 1, "A"),
    ]
    findings = [Finding(Code.VARDE_SAKNAS, ref) for ref in at]
    assert [f.at for f in in_sheet_order(reversed(findings), ["Start", "Drift"])] == at


def test_in_one_cell_the_gravest_comes_first() -> None:
    cell = CellRef("Drift", 4, "C")
    findings = [Finding(code, cell) for code in (Code.NOLLDIVISION, Code.TECKEN_FEL, Code.SUMMA_FEL)]
    assert [f.code for f in in_sheet_order(findings, ["Drift"])] == [
        Code.SUMMA_FEL,
        Code.TECKEN_FEL,
        Code.NOLLDIVISION,
    ]
