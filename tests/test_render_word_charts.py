"""Charts in Word: the figures, in the chart and in the workbook inside it, and what a person who does not see them is told."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree

from gallery import CHART, document
from ooxml import faults, parts, words, xml
from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.svg import axis_of
from reportgen.model.profile import DASHES as PATTERNS
from reportgen.model.profile import Palette
from reportgen.render.word import to_word
from reportgen.render.word.charts import DASHES, MARKERS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

BARS = replace(CHART, kind="stapel", categories=("Barn", "Vuxna", "Stab"), decimals=1)
SPANS = replace(CHART, kind="spann", series=(*CHART.series, Series("Högst", (450.0, 450.0, 450.0))))
LYING = replace(BARS, categories=("Institutionsvård barn och unga enligt lagen om vård av unga", *BARS.categories[1:]))


def chart(block: ChartBlock) -> etree._Element:
    return etree.fromstring(parts(to_word(document(block)))["word/charts/diagram1.xml"])


def figures_of(block: ChartBlock) -> list[tuple[str, dict[str, str]]]:
    """The series by name: category number → value."""
    return [
        (
            str(series.findtext(f"{C}tx//{C}v")),
            {
                str(point.get("idx")): str(point.findtext(f"{C}v"))
                for point in series.iter(f"{C}numCache")
                for point in point.iter(f"{C}pt")
            },
        )
        for series in chart(block).iter(f"{C}ser")
    ]


@pytest.mark.parametrize("block", [CHART, BARS, LYING, SPANS, replace(CHART, series=CHART.series[:1])])
def test_a_chart_makes_a_file_without_faults(block: ChartBlock) -> None:
    assert faults(to_word(document(block, replace(block, id="andra", number=2)))) == []


def test_a_span_goes_from_the_first_series_to_the_last_and_has_no_lines() -> None:
    plot = chart(SPANS).find(f".//{C}lineChart")
    assert plot is not None
    assert [len(plot.findall(f".//{C}{name}")) for name in ("upBars", "downBars")] == [1, 1]
    assert [symbol.get("val") for symbol in plot.iter(f"{C}symbol")] == ["dash", "circle", "dash"]
    limits = [chart(SPANS).find(f".//{C}valAx/{C}scaling/{C}{name}") for name in ("min", "max")]
    assert [limit.get("val") for limit in limits if limit is not None] == ["380", "460"]
    lines = [line for looks in plot.findall(f"{C}ser/{C}spPr") for line in looks]
    assert [[child.tag.rpartition("}")[2] for child in line] for line in lines] == [["noFill"]] * 3


def test_the_values_have_as_many_lines_as_in_the_pdf() -> None:
    step = chart(CHART).find(f".//{C}valAx/{C}majorUnit")
    assert step is not None
    assert step.get("val") == f"{axis_of(CHART).step}"


def test_a_value_that_is_not_known_leaves_a_gap() -> None:
    assert figures_of(CHART) == [
        ("2023", {"0": "401.0", "1": "405.0", "2": "398.0"}),
        ("2024", {"0": "421.0", "2": "428.0"}),
    ]


def test_the_workbook_inside_has_the_same_figures_where_the_chart_looks_for_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(parts(to_word(document(CHART)))["word/embeddings/diagram1.xlsx"]))
    rows = list(book["Blad1"].iter_rows(values_only=True))
    assert rows == [(None, "2023", "2024"), ("jan", 401, 421), ("feb", 405, None), ("mar", 398, 428)]
    formulas = [found.text for found in chart(CHART).iter(f"{C}f")]
    assert formulas[:3] == ["Blad1!$B$1", "Blad1!$A$2:$A$4", "Blad1!$B$2:$B$4"]


def test_lines_and_bars_are_what_the_mall_says_and_long_names_lie_down() -> None:
    assert chart(CHART).find(f".//{C}lineChart") is not None
    directions = [chart(block).find(f".//{C}barDir") for block in (BARS, LYING)]
    assert [found.get("val") for found in directions if found is not None] == ["col", "bar"]


@pytest.mark.parametrize(
    ("values", "edge"),
    [((5512.0, 5236.4, 4987.0), ("min", "0")), ((-9.0, -8.0, None), ("max", "0")), ((-1.0, 2.0, 3.0), None)],
)
def test_bars_begin_at_zero_though_they_are_nearly_as_long(
    values: tuple[float | None, ...], edge: tuple[str, str] | None
) -> None:
    scaling = chart(replace(BARS, series=(Series("Värde", values),))).find(f".//{C}valAx/{C}scaling")
    assert scaling is not None
    found = [(child.tag.removeprefix(C), child.get("val")) for child in scaling if child.tag != f"{C}orientation"]
    assert found == ([edge] if edge else [])


def test_a_single_series_needs_no_legend() -> None:
    assert chart(CHART).find(f".//{C}legend") is not None
    assert chart(replace(CHART, series=CHART.series[:1])).find(f".//{C}legend") is None


def test_lines_differ_in_more_than_colour() -> None:
    assert set(PATTERNS) == set(DASHES)
    assert len(set(MARKERS)) >= len(PATTERNS)


def test_more_series_than_colours_begin_again() -> None:
    many = tuple(Series(str(n), (1.0, 2.0, 3.0)) for n in range(len(Palette().fills) + 3))
    assert faults(to_word(document(replace(BARS, series=many)))) == []


def test_the_description_is_the_alternative_text() -> None:
    shown = list(xml(to_word(document(CHART))).iter(f"{WP}docPr"))
    assert [(found.get("title"), found.get("descr")) for found in shown] == [
        ("Hushåll med bistånd", "Fler hushåll än i fjol varje månad.")
    ]


def test_the_figures_follow_as_a_table() -> None:
    text = words(xml(to_word(document(CHART))))
    assert (
        text.index("Diagram 1. Hushåll") < text.index("Siffrorna i diagrammet") < text.index("401") < text.index("428")
    )
