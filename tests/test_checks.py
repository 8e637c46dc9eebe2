"""The list of rules is whole, and a sound report passes all of them."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pytest

import reportgen.checks
from drawing import context, report, template
from reportgen.checks import CHECKS, run_checks

SPEC = template("""
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning"
    obligatorisk = true

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    obligatorisk = true
    [[tabell.kolumn]]
    nyckel = "budget"
    [[tabell.kolumn]]
    nyckel = "avvikelse"
    formel = "utfall - budget"

    [[tabell.rad]]
    nyckel = "vard"
    etikett = "Vård"
    tecken = "minus"
    [[tabell.rad]]
    nyckel = "stab"
    etikett = "Stab"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["vard", "stab"]
    inmatning = "ja"

    [[kontroll]]
    nyckel = "helt"
    text = "Summan mot raderna"
    vanster = "drift.summa.utfall"
    hoger = "drift.vard.utfall + drift.stab.utfall"
""")


def functions() -> list[str]:
    """Every check_… function of the package's modules."""
    modules = [import_module(module.name) for module in walk_packages(reportgen.checks.__path__, "reportgen.checks.")]
    return sorted(
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    )


def test_every_rule_is_run_once() -> None:
    assert sorted(check.__name__ for check in CHECKS) == functions()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_rule_says_what_it_holds(check: object) -> None:
    assert inspect.getdoc(check)


def test_sound_report_has_no_findings() -> None:
    drawn = report(
        SPEC,
        """
        drift | utfall | budget
        vard  | -5,0   | -5,2
        stab  | -1,0   | -1,0
        summa | -6,1   | -6,2
        """,
        texts={"sammanfattning": "Läget är {{drift.summa.utfall}} mnkr."},
    )
    assert run_checks(context(SPEC, drawn)) == []


def test_all_faults_come_at_once_and_always_the_same() -> None:
    text = """
        drift | utfall | budget | avvikelse
        vard  | 5,0    |        | 7,0
        stab  |        | -1,0   |
        summa | -6,1   | -6,2   |
        """
    once, again = (run_checks(context(SPEC, report(SPEC, text, version="0.9"))) for _ in range(2))
    assert once == again
    assert [finding.code.name for finding in once] == [
        "MALLVERSION",
        "TEXT_SAKNAS",
        "VARDE_SAKNAS",
        "VARDE_TOMT",
        "TECKEN_FEL",
        "FORMEL_OVERSKRIVEN",
        "SUMMA_FEL",
        "SUMMA_FEL",
    ]
