"""Words between braces."""

from __future__ import annotations

import pytest

from reportgen.spec.words import fill, fill_known, placeholders

NAMES = {"ar": "2024", "datum": "", "namnd": "Socialnämnden", "uppgift.dnr": ""}


def test_unknown_names_stand_as_they_were() -> None:
    assert fill("{ar} och { okant }", NAMES) == "2024 och { okant }"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Utfall {ar}", "Utfall 2024"),
        ("Senaste kommentar ({datum}):", "Senaste kommentar:"),
        ("Kommentar {okant}", "Kommentar"),
        ("{namnd} (år {ar})", "Socialnämnden (år 2024)"),
        ("({ okant }) Sist", "Sist"),
        ("Version {uppgift.version} av {ar}", "Version … av 2024"),
        ("Tjänsteskrivelse ({uppgift.dnr})", "Tjänsteskrivelse"),
    ],
)
def test_what_has_no_value_is_left_out_with_its_parentheses(text: str, filled: str) -> None:
    assert fill_known(text, NAMES) == filled


def test_placeholders_in_order() -> None:
    assert list(placeholders("{b} {a} { b }")) == ["b", "a", "b"]
