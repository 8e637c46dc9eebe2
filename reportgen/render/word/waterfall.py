"""A waterfall chart in Word: bars that lie on each other, the first of them without colour, so that the rest seem to hang free.

Office has a waterfall chart of its own since 2016, but LibreOffice and older programs show nothing of it. What is stacked on the
two sides of zero is stacked apart, so a step over zero is two bars. The figures stand with the labels, where there is always room
for them; what the fills mean stands at the axis, as programs do not agree on which entries of a legend to leave out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from reportgen.document.blocks import ChartBlock, Series
from reportgen.document.waterfall import CUT_WORDS, DOWN, SUM, UP, Bar, Walk, shown_figure, walk
from reportgen.render.word.chart_parts import series_part, solid
from reportgen.render.word.xml import words_only

FOOT: Final = "Osynlig"
"""What the series that holds the others up is called in the workbook."""


@dataclass(frozen=True, slots=True)
class _Stack:
    """A series of the stack; `look` is None for that without colour."""

    name: str
    look: int | None
    values: tuple[float | None, ...]


def stacked(chart: ChartBlock) -> ChartBlock:
    """The chart with the series that are stacked in place of its one, as they stand in the workbook, and figures in the labels."""
    walked = walk(chart)
    return replace(
        chart,
        categories=tuple(f"{bar.label}  {shown_figure(bar, chart)}" for bar in walked.bars),
        series=tuple(Series(stack.name, stack.values) for stack in _stacks(chart, walked)),
    )


def waterfall_plot(chart: ChartBlock) -> str:
    """The plot, lying; its axes are numbered as those of the other charts."""
    shown = stacked(chart)
    series = "".join(series_part(shown, n, _looks(stack, chart)) for n, stack in enumerate(_stacks(chart, walk(chart))))
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    )


def waterfall_limits(chart: ChartBlock) -> str:
    """The ends of the value axis."""
    ticks = walk(chart).axis.ticks
    return f'<c:max val="{ticks[-1]:f}"/><c:min val="{ticks[0]:f}"/>'


def waterfall_words(chart: ChartBlock) -> str:
    """What stands at the value axis: what the fills of the steps mean, and that the axis is cut when it is."""
    walked = walk(chart)
    forms = {UP: "Ljus stapel", DOWN: "Vit stapel"}
    words = [f"{forms[look]}: {chart.directions[look - UP].lower()}." for look in walked.looks]
    words += [CUT_WORDS] if walked.is_cut else []
    run = f'<a:rPr lang="sv-SE" sz="900" b="0">{solid(chart.palette.muted)}</a:rPr><a:t>{words_only(" ".join(words))}</a:t>'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>{run}</a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        if words
        else ""
    )


def _stacks(chart: ChartBlock, walked: Walk) -> list[_Stack]:
    """What holds up, then for each kind of bar its longer parts, and the shorter of those that lie over zero."""
    names = {SUM: "Summa", UP: chart.directions[0], DOWN: chart.directions[1]}
    out = [_Stack(FOOT, None, tuple(_foot(bar) for bar in walked.bars))]
    for look in (SUM, *walked.looks):
        parts = [_parts(bar) if bar.look == look else (None, None) for bar in walked.bars]
        out.append(_Stack(names[look], look, tuple(part for part, _ in parts)))
        if any(rest is not None for _, rest in parts):
            out.append(_Stack(f"{names[look]}, andra sidan noll", look, tuple(rest for _, rest in parts)))
    return out


def _span(bar: Bar) -> tuple[float, float]:
    """From where to where the bar is filled: a sum always from zero, whatever the axis shows of it."""
    return (min(0.0, bar.value), max(0.0, bar.value)) if bar.look == SUM else (bar.low, bar.high)


def _foot(bar: Bar) -> float | None:
    """What the bar rests on: its end nearest zero, nothing when zero lies in it."""
    low, high = _span(bar)
    return low if low > 0 else high if high < 0 else None


def _parts(bar: Bar) -> tuple[float, float | None]:
    """The length of the bar on its side of zero, below with minus; of a bar over zero the longer part, then the shorter."""
    low, high = _span(bar)
    if low >= 0:
        return high - low, None
    if high <= 0:
        return low - high, None
    return (high, low) if high >= -low else (low, high)


def _looks(stack: _Stack, chart: ChartBlock) -> str:
    if stack.look is None:
        return '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>'
    edge = f'<a:ln w="9525">{solid(chart.palette.fill(0))}</a:ln>'
    return f'<c:spPr>{solid(chart.palette.fill(stack.look))}{edge}</c:spPr><c:invertIfNegative val="0"/>'
