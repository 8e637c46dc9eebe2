"""A waterfall in Word: stacked bars whose lengths and feet put every step where it belongs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gallery import document
from ooxml import faults, parts
from reportgen.document.waterfall import walk
from reportgen.render.word import to_word
from reportgen.render.word.waterfall import stacked
from test_document_waterfall import chart

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def part(*values: float) -> etree._Element:
    return etree.fromstring(parts(to_word(document(chart(*values))))["word/charts/diagram1.xml"])


def ends(*values: float) -> list[tuple[float, float]]:
    """Where each bar lies as a program stacks it: what is above zero by itself, what is below by itself, the foot first."""
    foot, *others = stacked(chart(*values)).series
    out = []
    for n, base in enumerate(foot.values):
        lengths = [series.values[n] or 0.0 for series in others]
        above, below = (sum(filter(sign, lengths)) for sign in ((0.0).__lt__, (0.0).__gt__))
        start = base or 0.0
        places = [start, start + above, start + below] if start else [below, above]
        out.append((min(places), max(places)))
    return out


@given(st.integers(-1000, 1000), st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=8))
def test_stacking_gives_back_every_bar(start: int, steps: list[int]) -> None:
    values = (start, *steps, start + sum(steps))
    bars = walk(chart(*values)).bars[1:-1]
    assert ends(*values)[1:-1] == [(bar.low, bar.high) for bar in bars]


def test_it_makes_a_file_without_faults() -> None:
    for values in ((-310_000, -2_500, 800, -311_700), (12, -20, 4, -4), (5, 5)):
        assert faults(to_word(document(chart(*values)))) == []


def test_what_holds_the_bars_up_has_no_colour() -> None:
    first = next(part(10, 4, -9, 5).iter(f"{C}ser"))
    assert first.find(f"{C}spPr/{A}noFill") is not None


def test_figures_stand_with_the_labels_and_the_fills_are_explained() -> None:
    words = [element.text for element in part(10, 4, -9, 5).iter(f"{C}v", f"{A}t")]
    assert {"Budget  10", "Steg 1  +4", "Steg 2  −9", "Prognos  5"} <= set(words)
    assert "Ljus stapel: bättre. Vit stapel: sämre." in words


def test_a_cut_axis_is_said_and_holds_in_word_too() -> None:
    cut = part(-310_000, -2_500, -312_500)
    assert "Vit stapel: sämre. Axeln börjar inte vid noll." in [element.text for element in cut.iter(f"{A}t")]
    highest = cut.find(f"{C}chart/{C}plotArea/{C}valAx/{C}scaling/{C}max")
    assert highest is not None
    assert float(highest.get("val", "")) < -300_000
