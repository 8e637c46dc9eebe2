"""An acknowledgement holds for one finding with one value, and only with a reason."""

from __future__ import annotations

from drawing import report, seen, template
from reportgen.checks.acknowledge import acknowledge
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Acknowledgement

SPEC = template("")
PLACE = Place("drift", "totalt", "utfall")
FINDING = Finding(Code.SUMMA_FEL, CellRef("Drift", 6, "C"), PLACE, found="−1\u00a0234,5")


def acknowledged(**changes: str) -> list[Finding]:
    ack = {"code": "SUMMA_FEL", "found": "−1\u00a0234,5", "reason": "Enligt ekonomisystemet", "by": "", **changes}
    place = Place.parse(ack.pop("place", str(PLACE)))
    return acknowledge([FINDING], report(SPEC, acknowledged=[Acknowledgement(place=place, **ack)]))


def test_finding_gets_the_reason_and_no_longer_stops_the_report() -> None:
    (finding,) = acknowledged(by="A. Andersson")
    assert finding.reason == "Enligt ekonomisystemet (A. Andersson)"
    assert not finding.stops_report


def test_kinds_of_space_and_minus_do_not_matter() -> None:
    (finding,) = acknowledged(code=" summa_fel ", found="-1 234,5")
    assert finding.reason


def test_other_value_place_or_code_leaves_the_finding_and_tells() -> None:
    for changes in ({"found": "−1 234,6"}, {"place": "drift.totalt.budget"}, {"code": "VARAV_STORRE"}):
        first, second = acknowledged(**changes)
        assert first.stops_report
        assert seen([second]) == [("KVITTERING_INAKTUELL", "Granskning")]


def test_acknowledgement_without_reason_changes_nothing_and_tells() -> None:
    first, second = acknowledged(reason="  ")
    assert first.stops_report
    assert seen([second]) == [("KVITTERING_UTAN_SKAL", "Granskning")]


def test_findings_without_acknowledgements_are_as_they_were() -> None:
    assert acknowledge([FINDING], report(SPEC)) == [FINDING]
