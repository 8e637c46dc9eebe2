"""Charts: what is drawn where, that it says what it shows, and the figures beside it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reportgen.document.blocks import ChartBlock, Paragraph, Series, TableBlock, plain
from reportgen.document.diagram import draw, figures
from reportgen.document.svg import LINE, WIDTH, scale

SVG = "{http://www.w3.org/2000/svg}"

LINES = ChartBlock(
    id="hushall",
    title="Hushåll",
    kind="linje",
    categories=("jan", "feb", "mar", "apr"),
    series=(Series("2023", (400.0, 405.0, 402.0, 410.0)), Series("2024", (420.0, None, 428.0, 431.0))),
    unit="antal",
    description="Fler hushåll än i fjol.",
)
BARS = ChartBlock(
    id="avvikelse",
    title="Avvikelse",
    kind="stapel",
    categories=("Ekonomiskt bistånd", "Institutionsvård för barn och unga", "Öppna insatser"),
    series=(Series("Avvikelse", (-1234.5, 2600.0, 0.0)),),
    unit="tkr",
    description="",
    decimals=1,
)


def parsed(chart: ChartBlock) -> ET.Element:
    return ET.fromstring(draw(chart))


def texts(chart: ChartBlock) -> list[str]:
    return [element.text or "" for element in parsed(chart).iter(f"{SVG}text")]


def bars(chart: ChartBlock) -> list[dict[str, float]]:
    """The bars' rectangles: those larger than the squares of the legend."""
    found = [{name: float(rect.get(name, "0")) for name in ("x", "y", "width", "height")} for rect in rects(chart)]
    return [rect for rect in found if (rect["width"], rect["height"]) != (11.0, 11.0)]


def rects(chart: ChartBlock) -> list[ET.Element]:
    return list(parsed(chart).iter(f"{SVG}rect"))


def cells(table: TableBlock) -> list[list[str]]:
    def words(blocks: tuple[object, ...]) -> str:
        return " ".join(plain(block.content) for block in blocks if isinstance(block, Paragraph))

    return [[cell.text for cell in table.head[0]], *([words(cell.content) for cell in row.cells] for row in table.rows)]


def test_the_same_chart_is_drawn_the_same() -> None:
    assert draw(LINES) == draw(replace(LINES))


@pytest.mark.parametrize("chart", [LINES, BARS])
def test_it_is_named_by_title_and_description_that_it_holds(chart: ChartBlock) -> None:
    root = parsed(chart)
    names = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert names == [root[0].get("id"), root[1].get("id")]
    assert (root[0].text or "").startswith(chart.title)
    assert chart.description in (root[0].text or "")


def test_what_is_typed_is_never_markup() -> None:
    evil = "<script>&"
    root = parsed(replace(LINES, title=evil, description=evil, unit=evil, categories=(evil, "b", "c", "d")))
    assert not list(root.iter(f"{SVG}script"))
    assert evil in [element.text for element in root.iter()]


def test_lines_are_named_where_they_end_and_differ_without_colour() -> None:
    dashes = [path.get("stroke-dasharray") for path in parsed(LINES).iter(f"{SVG}path") if path.get("fill") == "none"]
    assert {"2023", "2024"} <= set(texts(LINES))
    assert len(set(dashes)) == 2


def test_a_missing_value_is_a_gap_and_a_value_alone_is_a_dot() -> None:
    """2024 has no february: january is a dot, march–april a line; a dot also marks where each line ends."""
    root = parsed(LINES)
    runs = [path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("fill") == "none"]
    assert [run.count("L") for run in runs] == [3, 1]
    assert len(list(root.iter(f"{SVG}circle"))) == 3


def test_the_name_of_a_line_that_ends_early_stands_on_a_light_ground() -> None:
    early = replace(LINES, series=(LINES.series[0], Series("2024", (420.0, 425.0, None, None))))
    (plate,) = rects(early)
    (name,) = (text for text in parsed(early).iter(f"{SVG}text") if text.text == "2024")
    left, top = float(plate.get("x", "0")), float(plate.get("y", "0"))
    assert plate.get("fill") == "#ffffff"
    assert left < float(name.get("x", "0")) < left + float(plate.get("width", "0"))
    assert top < float(name.get("y", "0")) < top + float(plate.get("height", "0"))
    assert rects(LINES) == []


def test_names_of_lines_that_end_together_do_not_overlap() -> None:
    close = replace(LINES, series=tuple(Series(f"serie {n}", (400.0, 401.0, 402.0, 403.0 + n / 10)) for n in range(4)))
    ys = [float(t.get("y", "0")) for t in parsed(close).iter(f"{SVG}text") if (t.text or "").startswith("serie")]
    assert all(after - before >= LINE for before, after in zip(sorted(ys), sorted(ys)[1:], strict=False))


def test_axis_figures_are_swedish() -> None:
    big = replace(LINES, series=(Series("a", (-1500.0, 0.0, 500.0, 1000.0)),))
    assert {"−1\u00a0500", "1\u00a0000"} <= set(texts(big))


def test_long_labels_make_the_bars_lie_down_with_their_figures() -> None:
    widths = {round(bar["height"]) for bar in bars(BARS)}
    assert len(widths) == 1
    assert {"−1\u00a0234,5", "2\u00a0600,0", "0,0"} <= set(texts(BARS))


def test_short_labels_make_the_bars_stand() -> None:
    standing = replace(BARS, categories=("T1", "T2", "T3"))
    assert len({round(bar["width"]) for bar in bars(standing)}) == 1


def test_negative_bars_go_the_other_way_from_the_same_zero() -> None:
    below, above, nothing = bars(BARS)
    assert below["x"] + below["width"] == pytest.approx(above["x"])
    assert nothing["width"] == 0
    lower, upper, _ = bars(replace(BARS, categories=("T1", "T2", "T3")))
    assert upper["y"] + upper["height"] == pytest.approx(lower["y"])


def test_bars_of_several_series_differ_in_fill_and_have_a_legend() -> None:
    two = replace(BARS, series=(*BARS.series, Series("Budget", (1.0, 2.0, None))))
    assert {"Avvikelse", "Budget"} <= set(texts(two))
    assert len({rect.get("fill") for rect in rects(two)}) == 2
    assert len(bars(two)) == 5


@pytest.mark.parametrize("chart", [LINES, BARS, replace(BARS, categories=("T1", "T2", "T3"))])
def test_nothing_is_drawn_outside_the_picture(chart: ChartBlock) -> None:
    root = parsed(chart)
    height = float((root.get("viewBox") or "").split()[3])
    for bar in bars(chart):
        assert bar["x"] >= 0
        assert bar["x"] + bar["width"] <= WIDTH
        assert bar["y"] + bar["height"] <= height
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("y", "0")) <= height


@pytest.mark.parametrize("kind", ["linje", "stapel"])
@pytest.mark.parametrize(
    ("categories", "values"),
    [((), ()), (("a",), (None,)), (("a",), (0.0,)), (("a", "b"), (5.0, 5.0)), (("a", "b"), (1e-7, 3e9))],
)
def test_odd_series_can_be_drawn(kind: str, categories: tuple[str, ...], values: tuple[float | None, ...]) -> None:
    parsed(replace(LINES, kind=kind, categories=categories, series=(Series("s", values),)))


def test_ticks_are_round_and_hold_the_values() -> None:
    axis = scale([390.2, 431.0], from_zero=False)
    assert axis.labels() == ["390", "400", "410", "420", "430", "440"]


def test_zero_is_on_the_axis_of_bars_and_of_lines_that_come_near_it() -> None:
    assert "0" in scale([390.0, 431.0], from_zero=True).labels()
    assert "0,0" in scale([0.2, 1.9], from_zero=False).labels()
    assert "0" in scale([-390.0, -10.0], from_zero=False).labels()


def test_figures_have_the_series_as_rows_and_an_empty_cell_where_there_is_none() -> None:
    assert cells(figures(LINES)) == [
        ["", "jan", "feb", "mar", "apr"],
        ["2023", "400", "405", "402", "410"],
        ["2024", "420", "", "428", "431"],
    ]


def test_figures_under_long_labels_have_the_categories_as_rows() -> None:
    long = replace(BARS, categories=tuple(f"{name} inom socialnämnden" for name in BARS.categories))
    assert cells(figures(long))[0] == ["", "Avvikelse"]
    assert cells(figures(long))[1] == ["Ekonomiskt bistånd inom socialnämnden", "−1\u00a0234,5"]


def test_column_shares_of_the_figures_sum_to_one() -> None:
    wide = replace(LINES, categories=tuple("abcdefghijkl"), series=(Series("s", (1.0,) * 12),))
    assert sum(column.width for column in figures(wide).columns) == pytest.approx(1)
