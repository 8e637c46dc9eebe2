"""The sheet Start names a mall, a period and facts that fit."""

from __future__ import annotations

from drawing import context, report, seen, template
from reportgen.checks.start import check_facts, check_period, check_version

SPEC = template(
    """
    manader = [4, 8]

    [[del]]
    titel = "Prov"

    [[uppgift]]
    nyckel = "handlaggare"
    etikett = "Handläggare"
    obligatorisk = true

    [[uppgift]]
    nyckel = "diarienummer"
    etikett = "Diarienummer"
    """,
    head='[mall]\nnamn = "prov"\ntitel = "Prov"\nversion = "1.2"\n',
)


def test_workbook_of_another_version_is_found() -> None:
    (finding,) = check_version(context(SPEC, report(SPEC, version="1.1")))
    assert (finding.code.name, finding.found, finding.expected) == ("MALLVERSION", "1.1", "1.2")


def test_workbook_of_this_version_is_silent() -> None:
    assert seen(check_version(context(SPEC, report(SPEC, version="1.2")))) == []


def test_period_that_the_mall_is_not_for_is_found() -> None:
    (finding,) = check_period(context(SPEC, report(SPEC, period="2024-09")))
    assert seen([finding]) == [("PERIOD_UTANFOR", "Start")]
    assert (finding.found, finding.expected) == ("2024-09", "april och augusti")


def test_period_that_the_mall_is_for_is_silent() -> None:
    assert seen(check_period(context(SPEC, report(SPEC, period="2024-04")))) == []
    anytime = template("")
    assert seen(check_period(context(anytime, report(anytime, period="2024-09")))) == []


def test_required_fact_is_missed_at_its_cell_or_its_sheet() -> None:
    empty = report(SPEC, facts={"handlaggare": "", "diarienummer": ""})
    assert seen(check_facts(context(SPEC, empty))) == [("UPPGIFT_SAKNAS", "Start!C2")]
    assert seen(check_facts(context(SPEC, report(SPEC)))) == [("UPPGIFT_SAKNAS", "Start")]


def test_filled_fact_is_silent() -> None:
    assert seen(check_facts(context(SPEC, report(SPEC, facts={"handlaggare": "Controller"})))) == []
