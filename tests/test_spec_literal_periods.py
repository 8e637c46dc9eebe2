"""Years and months written out in titles and headings are told of; those of goals, plans and prose are left alone."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.spec.literal_periods import literal_periods


def told(heading: str = "Utfall {ar}", *, title: str = "Drift", label: str = "Barn", source: str = "") -> list[str]:
    spec = template(f"""
    [[tabell]]
    nyckel = "drift"
    titel = "{title}"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "{heading}"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "{label}"
    """)
    return [line.partition(":")[0] for line in literal_periods(spec, {"dokument.md.j2": source})]


@pytest.mark.parametrize(
    "heading", ["Utfall 2024", "Utfall jan–aug {ar}", "Budget 2025 (tkr)", "Utfall per augusti {ar}"]
)
def test_a_heading_with_its_period_written_out_is_told(heading: str) -> None:
    assert told(heading) == ["tabell drift, kolumn utfall, rubrik"]


@pytest.mark.parametrize("heading", ["Utfall {spann} {ar-1}", "Jan", "Mål 2024–2027", "SN/2024:12", "Lag 2018:597"])
def test_a_heading_that_follows_the_period_is_not(heading: str) -> None:
    assert told(heading) == []


def test_titles_short_names_of_rows_and_headings_of_documents_are_read() -> None:
    assert told(title="Drift 2024") == ["tabell drift, titel"]
    assert told(label="Utfall nov–dec {ar-1}") == []
    assert told(label="Utfall 2024") == ["tabell drift, rad barn, etikett"]
    assert told(source="Text från 2024.\n\n## Året 2024\n") == ["dokument.md.j2, rubrik"]


def test_a_goal_keeps_its_own_year() -> None:
    assert told(label="Nå målet om ett klimatneutralt samhälle senast 2050") == []
    assert told(source="## Utfall {{ ar }}\n\nMålen beslutades 2022.") == []
