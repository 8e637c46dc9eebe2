"""A number that was right in the follow-up before is told to be from then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archives import closing, drawn
from drawing import context, report
from reportgen.checks.narrative.check import check_claims
from reportgen.earlier.known import Earlier
from reportgen.model.archived import Archived
from test_checks_narrative import SPEC, TABLES

BLANK = {"intakter": "", "lokaler": ""}


def found(text: str, *, then: str = "2024-04") -> list[tuple[str, str]]:
    """What is said of a text in a report for August whose workbook was made in `then`, when rents were 1 540 and staff 10 340."""
    filled = TABLES.format(**BLANK)
    earlier = report(SPEC, filled.replace("-3150", "-1540").replace("-21000", "-10340"), period=then)
    now = report(SPEC, filled, texts={"sammanfattning": text}, period="2024-08")
    findings = check_claims(replace(context(SPEC, now), earlier=earlier))
    return [(finding.code.name, finding.details.get("then", "")) for finding in findings]


def test_a_figure_of_april_in_august_is_told_to_be_so() -> None:
    assert found("Personalkostnaderna är 10,3 mkr.") == [("TEXT_TAL_FRAN_FORRA", "april 2024")]


def test_a_sum_of_april_is_known_too() -> None:
    assert found("Nettokostnaden är 15,6 mkr.") == [("TEXT_TAL_FRAN_FORRA", "april 2024")]


def test_a_figure_that_was_never_right_is_just_wrong() -> None:
    assert found("Personalkostnaderna är 12,9 mkr.") == [("TEXT_BELOPP", "")]


@pytest.mark.parametrize(
    "text", ["Personalkostnaderna är 21,0 mkr.", "Då hade personalkostnaderna varit 10,3 mkr, tidigare i år."]
)
def test_what_is_right_now_and_what_tells_of_then_is_left_alone(text: str) -> None:
    assert [name for name, _ in found(text) if name == "TEXT_TAL_FRAN_FORRA"] == []


def test_a_workbook_made_last_year_has_other_columns() -> None:
    assert found("Personalkostnaderna är 10,3 mkr.", then="2023-12") == [("TEXT_BELOPP", "")]


def test_a_sentence_of_a_part_is_found_when_its_figure_was_the_whole_one() -> None:
    """The words narrow the subject, so that nothing is wrong in itself; but four figures agree with April."""
    text = "Personalkostnaderna för vikarier är 10 340 tkr."
    assert found(text) == [("TEXT_TAL_FRAN_FORRA", "april 2024")]
    assert found(text.replace("10 340", "10 640")) == []


def test_a_closed_period_of_the_same_year_is_known_with_its_sums() -> None:
    filled = TABLES.format(**BLANK)
    then = Archived(closing("2024-04"), drawn(filled.replace("-21000", "-10340"), "2024-04", SPEC))
    now = report(SPEC, filled, texts={"sammanfattning": "Nettokostnaden är 17,2 mkr."}, period="2024-08")
    closed = Earlier(now.period, SPEC.info.name, (then,))
    (finding,) = check_claims(replace(context(SPEC, now), closed=closed))
    assert (finding.code.name, finding.details["then"]) == ("TEXT_TAL_FRAN_FORRA", "april 2024")
