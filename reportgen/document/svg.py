"""What every chart is drawn with: the svg element and what is said of it, the value axis, text and its width.

Lengths are in units of the view box, WIDTH of which make up the width of the text area; at A4 one is about 0.7 pt.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.document.blocks import ChartBlock
from reportgen.model.format import format_number

WIDTH: Final = 680.0
SIZE: Final = 12.5
LINE: Final = 16.0
"""Distance between lines of text."""
DROP: Final = 4.2
"""From the middle of a line of figures down to its base line."""


KINDS: Final = {
    "linje": "Linjediagram",
    "stapel": "Stapeldiagram",
    "spann": "Spanndiagram",
    "brygga": "Vattenfallsdiagram",
}
"""What each kind of chart is called to who does not see it."""


@dataclass(frozen=True, slots=True)
class Area:
    """The rectangle that the values are drawn in."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: the ticks, evenly spaced, and the decimals that tell them apart."""

    ticks: tuple[Decimal, ...]
    decimals: int

    @property
    def step(self) -> Decimal:
        return self.ticks[1] - self.ticks[0]

    def at(self, value: float, start: float, end: float) -> float:
        """Where a value lies when the first tick lies at `start` and the last at `end`."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        return start + (value - low) / (high - low) * (end - start)

    def labels(self) -> list[str]:
        return [format_number(tick, self.decimals) for tick in self.ticks]


def scale(values: Iterable[float], *, from_zero: bool) -> Scale:
    """Four to eight round ticks that hold the values; zero is among them if asked, or if it lies near."""
    low, high = _extent(values)
    if from_zero or low * high <= 0 or min(abs(low), abs(high)) < 0.6 * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / 5)
    first = math.floor(Decimal(repr(low)) / step)
    last = math.ceil(Decimal(repr(high)) / step)
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Scale(tuple(step * n for n in range(first, last + 1)), decimals)


def axis_of(chart: ChartBlock) -> Scale:
    """The axis of the values; that of bars starts at zero."""
    return scale(known_values(chart), from_zero=chart.kind == "stapel")


def _extent(values: Iterable[float]) -> tuple[float, float]:
    """The lowest and highest value, never the same."""
    known = list(values)
    low, high = min(known, default=0.0), max(known, default=0.0)
    if low == high:
        margin = abs(high) / 2 or 1.0
        return low - margin, high + margin
    return low, high


def _round_step(wanted: float) -> Decimal:
    """The least of 1, 2 and 5 times a power of ten that is not below `wanted`."""
    power = Decimal(1).scaleb(math.floor(math.log10(wanted)))
    return next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= wanted * 0.9999)


def known_values(chart: ChartBlock) -> Iterator[float]:
    return (value for series in chart.series for value in series.values if value is not None)


def root_of(chart: ChartBlock, height: float) -> ET.Element:
    """The svg element with what a screen reader says of it.

    The description is part of the title, since that alone becomes the alternative text in the PDF.
    """
    again = f"-{chart.nth}" if chart.nth > 1 else ""
    names = {"title": f"diagram-{chart.id}{again}-titel", "desc": f"diagram-{chart.id}{again}-text"}
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": " ".join(names.values()),
            "viewBox": f"0 0 {length(WIDTH)} {length(height)}",
            "width": length(WIDTH),
            "height": length(height),
            "font-family": chart.palette.fonts,
            "font-size": str(SIZE),
        },
    )
    add(root, "title", id=names["title"]).text = ". ".join(filter(None, (chart.title, chart.description)))
    add(root, "desc", id=names["desc"]).text = _kind_sentence(chart)
    return root


def _kind_sentence(chart: ChartBlock) -> str:
    kind = KINDS[chart.kind]
    span = f"{chart.categories[0]} till {chart.categories[-1]}" if chart.categories else ""
    series = ", ".join(series.name for series in chart.series)
    place = "i tabellen efter diagrammet" if chart.figures else "i en tabell intill"
    return f"{kind} över {series}; {span}. Siffrorna står {place}."


def value_axis(root: ET.Element, chart: ChartBlock, axis: Scale, area: Area) -> None:
    """Thin lines across with their figures to the left, the zero line stronger, the unit on top."""
    if chart.unit:
        add_text(root, 0.0, area.top - 16.0, chart.unit, fill=chart.palette.muted)
    for tick, label in zip(axis.ticks, axis.labels(), strict=True):
        y = axis.at(float(tick), area.bottom, area.top)
        colour = chart.palette.axis if tick == 0 else chart.palette.grid
        add(root, "path", d=f"M{length(area.left)} {length(y)}H{length(area.right)}", stroke=colour, stroke_width="1")
        add_text(root, area.left - 8.0, y + DROP, label, anchor="end", fill=chart.palette.muted)


def add_rule(root: ET.Element, path: str, colour: str) -> None:
    add(root, "path", d=path, stroke=colour, stroke_width="1")


def tick_width(axis: Scale) -> float:
    return max(map(text_width, axis.labels())) + 10.0


def add_text(
    root: ET.Element, x: float, y: float, text: str, *, fill: str, anchor: str = "start", bold: bool = False
) -> None:
    element = add(root, "text", x=length(x), y=length(y), fill=fill)
    if anchor != "start":
        element.set("text-anchor", anchor)
    if bold:
        element.set("font-weight", "bold")
    element.text = text


def add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})


def length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def figure(value: float, decimals: int) -> str:
    return format_number(Decimal(repr(value)), decimals)


def wrapped(text: str, width: float) -> list[str]:
    """The words in lines no wider than that; a single long word keeps its line."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def text_width(text: str) -> float:
    """About how wide a text is in the document's font, a little on the safe side."""
    return SIZE * sum(0.28 if sign in _NARROW else 0.8 if sign in _WIDE else 0.53 for sign in text)


_NARROW: Final = frozenset(" \u00a0ijlI.,:;|'!()/")
_WIDE: Final = frozenset("mwMWÅÄÖOQ%–—")
