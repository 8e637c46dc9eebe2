"""Laws are named with the number they have in the statute book, or at least with the same number throughout."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.laws import NUMBERS, check_law_numbers

SPEC = template("""
    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
    [[text]]
    nyckel = "avslut"
    rubrik = "Avslut"
""")


def found(*texts: str) -> list[tuple[str, str]]:
    """What is found, and the number that should stand there."""
    drawn = report(SPEC, texts=dict(zip(("inledning", "avslut"), texts, strict=False)))
    return [(finding.found, finding.expected) for finding in check_law_numbers(context(SPEC, drawn))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Insatser enligt socialtjänstlagen, SoL (2001:45), ska vara av god kvalitet.", "2001:45"),
        ("Vi följer socialtjänstlagen (2001:435).", "2001:435"),
        ("Beslut enligt lag (1990:25) med särskilda bestämmelser om vård av unga (LVU).", "1990:25"),
        ("Det finns ett lagkrav om kommunal redovisning (1997:617).", "1997:617"),
        ("Offentlighets- och sekretesslagen (2009:440) gäller.", "2009:440"),
    ],
)
def test_a_number_that_is_not_the_laws_own_is_found(text: str, wrong: str) -> None:
    assert [number for number, _ in found(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "Den nya socialtjänstlagen (2025:400) ersätter socialtjänstlagen (2001:453).",
        "Enligt lagen (1988:870) om vård av missbrukare i vissa fall och kommunallagen (2017:725).",
        "Lagen om kommunal bokföring och redovisning (2018:597) kräver det.",
        "Ärendet har nummer SN (2024:17) och handlar om lagar.",
        "Körkortslagen (1998:488) nämns, och körkortslagen (1998:488) igen.",
    ],
)
def test_right_numbers_and_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_law_that_is_not_known_is_held_against_itself_in_other_texts() -> None:
    assert found("Körkortslagen (1998:488) gäller.", "Se körkortslagen (1998:448).") == [("1998:448", "1998:488")]


def test_it_stands_at_the_text() -> None:
    drawn = report(SPEC, texts={"avslut": "Enligt alkohollagen (2010:1626)."})
    assert seen(check_law_numbers(context(SPEC, drawn))) == [("LAG_NUMMER", "Texter!C2")]


def test_no_number_belongs_to_two_laws() -> None:
    numbers = [number for numbers in NUMBERS.values() for number in numbers]
    assert len(numbers) == len(set(numbers))
