"""A range chart: spans and marks where the figures say, what lies outside in another form, everything in words too."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.diagram import draw

SVG = "{http://www.w3.org/2000/svg}"

CHART = ChartBlock(
    id="rimlighet",
    title="Prognos och takt",
    kind="spann",
    categories=("Familjehem", "Institutionsvård för barn och unga", "Stab"),
    series=(
        Series("Lägst rimligt", (90.0, 100.0, None)),
        Series("Prognos", (95.0, 120.0, 100.0)),
        Series("Högst rimligt", (110.0, 115.0, None)),
    ),
    unit="% av budget",
    description="Prognosen mot det som utfallet pekar mot.",
    decimals=1,
)


def parsed(chart: ChartBlock) -> ET.Element:
    return ET.fromstring(draw(chart))


def spans(chart: ChartBlock) -> list[tuple[float, float]]:
    """Start and end of every span but that of the legend."""
    rects = list(parsed(chart).iter(f"{SVG}rect"))[1:]
    return [(float(rect.get("x", "")), float(rect.get("x", "")) + float(rect.get("width", ""))) for rect in rects]


def dots(chart: ChartBlock) -> list[float]:
    return [float(dot.get("cx", "")) for dot in list(parsed(chart).iter(f"{SVG}circle"))[1:]]


def diamonds(chart: ChartBlock) -> list[str]:
    return [path.get("d", "") for path in parsed(chart).iter(f"{SVG}path") if path.get("d", "").endswith("Z")][1:]


def test_a_mark_lies_within_its_span_or_outside_as_its_figure_does() -> None:
    (first, second), (dot,), (diamond,) = spans(CHART), dots(CHART), diamonds(CHART)
    assert first[0] < dot < first[1]
    corners = [float(corner.split()[0]) for corner in diamond.strip("MZ").split("L")]
    assert min(corners) > second[1]


def test_all_is_drawn_to_one_scale() -> None:
    (first, second), (dot,) = spans(CHART), dots(CHART)
    per_unit = (first[1] - first[0]) / 20
    assert second[0] - first[0] == pytest.approx(10 * per_unit, abs=0.2)
    assert dot - first[0] == pytest.approx(5 * per_unit, abs=0.2)


def test_a_category_without_a_span_has_its_label_and_nothing_else() -> None:
    assert len(spans(CHART)) == 2
    words = [element.text for element in parsed(CHART).iter(f"{SVG}text")]
    assert "Stab" in words
    assert [word for word in words if word in ("95,0", "120,0", "100,0")] == ["95,0", "120,0"]


def test_who_does_not_see_it_is_told_what_it_is() -> None:
    root = parsed(CHART)
    assert str(root.findtext(f"{SVG}desc")).startswith("Spanndiagram över Lägst rimligt, Prognos, Högst rimligt")
    assert "Prognosen mot det som utfallet pekar mot." in str(root.findtext(f"{SVG}title"))


def test_costs_with_minus_are_drawn_from_the_lowest() -> None:
    mirrored = tuple(
        Series(series.name, tuple(None if value is None else -value for value in series.values))
        for series in reversed(CHART.series)
    )
    (first, second), (dot,) = spans(replace(CHART, series=mirrored)), dots(replace(CHART, series=mirrored))
    assert first[0] < dot < first[1]
    assert second[0] < second[1]
