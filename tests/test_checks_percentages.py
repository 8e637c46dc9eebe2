"""A percentage typed beside amounts is held against the base that its heading names, and the base that it fits is told."""

from __future__ import annotations

import pytest

from drawing import context, report, template
from reportgen.checks.percentages import check_percentage_bases
from reportgen.spec.schema import TemplateSpec


def spec(heading: str, extra: str = "") -> TemplateSpec:
    return template(f"""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall_fg"
    rubrik = "Utfall {{spann}} {{ar-1}}"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {{spann}} {{ar}}"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget {{ar}}"
    [[tabell.kolumn]]
    nyckel = "prognos"
    rubrik = "Prognos {{ar}}"
    [[tabell.kolumn]]
    nyckel = "procent"
    rubrik = "{heading}"
    typ = "procent"
    decimaler = 1
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    {extra}
    """)


def found(heading: str, percent: str, extra: str = "") -> list[tuple[str, str, str]]:
    drawn = report(
        spec(heading, extra),
        f"""
    drift | utfall_fg | utfall | budget | prognos | procent
    barn  | -8000     | -10000 | -16000 | -18500  | {percent}
    """,
    )
    findings = check_percentage_bases(context(spec(heading, extra), drawn))
    return [(str(one.place), one.expected, one.details["base"]) for one in findings]


@pytest.mark.parametrize(
    ("heading", "percent", "expected", "base"),
    [
        ("Förändring %", "20,0", "25,0", "Utfall jan–aug 2024"),
        ("Avvikelse %", "13,5", "15,6", "Prognos 2024"),
        ("Förbrukat av budget, %", "54,1", "62,5", "Prognos 2024"),
        ("Andel av prognosen, %", "62,5", "54,1", "Budget 2024"),
    ],
)
def test_a_percentage_on_another_base_names_it(heading: str, percent: str, expected: str, base: str) -> None:
    assert found(heading, percent) == [("drift.barn.procent", expected, base)]


@pytest.mark.parametrize(
    ("heading", "percent"),
    [
        ("Förändring %", "25,0"),
        ("Förändring %", "-25"),
        ("Avvikelse %", "15,6"),
        ("Avvikelse %", "-15,6"),
        ("Förbrukat av budget, %", "62,5"),
        ("Förbrukat av budget, %", "115,6"),
        ("Förändring %", "7,7"),
        ("Sjukfrånvaro %", "20,0"),
        ("Förändring %", "0"),
    ],
)
def test_what_is_right_or_fits_no_base_is_left_alone(heading: str, percent: str) -> None:
    assert found(heading, percent) == []


def test_what_the_mall_checks_itself_is_left_to_it() -> None:
    own = """
    [[kontroll]]
    nyckel = "egen"
    text = "Förändringen"
    vanster = "drift.barn.procent"
    hoger = "(drift.barn.utfall - drift.barn.utfall_fg) / drift.barn.utfall_fg * 100"
    """
    assert found("Förändring %", "20,0", own) == []
