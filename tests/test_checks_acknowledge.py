"""An acknowledgement holds for one finding with one value, and only with a reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from drawing import report, seen, template
from reportgen.checks.acknowledge import acknowledge
from reportgen.model.finding import Code, Earlier, Finding, Gap
from reportgen.model.format import format_number_plain
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Acknowledgement

SPEC = template("")
PLACE = Place("drift", "totalt", "utfall")
FINDING = Finding(Code.SUMMA_FEL, CellRef("Drift", 6, "C"), PLACE, found="−1\u00a0234,5")


AT = CellRef("Granskning", 6, "E")


def given(**changes: Any) -> Acknowledgement:
    ack = Acknowledgement("SUMMA_FEL", PLACE, FINDING.found, "Enligt ekonomisystemet", at=AT)
    return replace(ack, **changes)


def acknowledged(**changes: Any) -> list[Finding]:
    place = Place.parse(changes.pop("place", str(PLACE)))
    return acknowledge([FINDING], report(SPEC, acknowledged=[given(place=place, **changes)]))


def test_finding_gets_the_reason_and_no_longer_stops_the_report() -> None:
    (finding,) = acknowledged(by="A. Andersson")
    assert finding.reason == "Enligt ekonomisystemet (A. Andersson)"
    assert not finding.stops_report


def test_kinds_of_space_and_minus_do_not_matter() -> None:
    (finding,) = acknowledged(code=" summa_fel ", found="-1 234,5")
    assert finding.reason


def test_other_place_or_code_leaves_the_finding_and_tells() -> None:
    for changes in ({"place": "drift.totalt.budget"}, {"code": "VARAV_STORRE"}):
        first, second = acknowledged(**changes)
        assert first.stops_report
        assert seen([second]) == [("KVITTERING_INAKTUELL", "Granskning!E6")]


def test_finding_with_another_value_tells_itself_what_it_was_acknowledged_for() -> None:
    (finding,) = acknowledged(found="−1 234,6", by="A. B.")
    assert finding.stops_report
    assert finding.earlier == Earlier("−1 234,6", "−1\u00a0234,5", "Enligt ekonomisystemet (A. B.)", at=AT)


def test_older_acknowledgement_of_what_is_acknowledged_anew_is_silent() -> None:
    older, newer = given(found="−1 234,6"), given()
    (finding,) = acknowledge([FINDING], report(SPEC, acknowledged=[older, newer]))
    assert (finding.reason, finding.earlier) == ("Enligt ekonomisystemet", None)


def test_which_of_several_findings_a_changed_value_concerned_is_not_guessed() -> None:
    both = [FINDING, replace(FINDING, found="2")]
    *findings, told = acknowledge(both, report(SPEC, acknowledged=[given(found="3")]))
    assert findings == both
    assert told.code is Code.KVITTERING_INAKTUELL


GAP = replace(FINDING, gap=Gap(Decimal("12.34"), Decimal("12.3"), Decimal("0.05")))


@pytest.mark.parametrize("bridge", ["12.3", "12.30", "12.34", "12.39"])
def test_bridge_holds_for_the_difference_whatever_the_value(bridge: str) -> None:
    (finding,) = acknowledge([GAP], report(SPEC, acknowledged=[given(found="7", bridge=Decimal(bridge))]))
    assert finding.reason
    assert finding.bridge == format_number_plain(Decimal(bridge))
    assert not finding.stops_report


@pytest.mark.parametrize("bridge", ["12.4", "-12.3", "0"])
def test_bridge_of_another_difference_leaves_the_finding_and_tells(bridge: str) -> None:
    (finding,) = acknowledge([GAP], report(SPEC, acknowledged=[given(bridge=Decimal(bridge))]))
    assert finding.stops_report
    assert finding.earlier is not None
    assert finding.earlier.is_bridge
    assert "nu 12,3" in finding.earlier.message


def test_bridge_over_no_difference_any_more_is_told() -> None:
    (told,) = acknowledge([], report(SPEC, acknowledged=[given(bridge=Decimal(12))]))
    assert told.code is Code.KVITTERING_INAKTUELL


def test_acknowledgement_without_reason_changes_nothing_and_tells() -> None:
    first, second = acknowledged(reason="  ")
    assert first.stops_report
    assert seen([second]) == [("KVITTERING_UTAN_SKAL", "Granskning!E6")]


def test_findings_without_acknowledgements_are_as_they_were() -> None:
    assert acknowledge([FINDING], report(SPEC)) == [FINDING]
