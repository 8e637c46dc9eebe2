"""Charts as Word's own, each with its figures in a workbook inside the file, so that a person can edit them there.

Colours and dashes are those of `document.diagram`, which draws the same charts for PDF and HTML.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from reportgen.document.blocks import ChartBlock
from reportgen.document.diagram import lies_down
from reportgen.document.svg import axis_of
from reportgen.document.waterfall import walk
from reportgen.model.profile import Palette
from reportgen.office import DECLARATION, OFFICE
from reportgen.render.word.chart_parts import SHEET, number_format, series_part, solid
from reportgen.render.word.waterfall import stacked, waterfall_limits, waterfall_plot, waterfall_words
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import EMU_PER_TWIP, attribute, namespaces, safe

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEIGHT: Final = 4100
"""The height of a chart, in twentieths of a point; lying bars get `BAR` more for each bar past the first ten."""
BAR: Final = 260
LABELS: Final = 1600
"""More of it for the labels of spans, which stand aslant."""

MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "star")
STRAIGHT: Final = '<c:smooth val="0"/>'
DASHES: Final = {
    "": "solid",
    "8 4": "dash",
    "2.5 3.5": "sysDot",
    "12 4 2.5 4": "lgDashDot",
    "5 2.5": "sysDash",
    "16 5": "lgDash",
}
"""The patterns of `model.profile.DASHES` by the names that Office has for them."""


def chart_graphic(chart: ChartBlock, writing: Writing, width: int) -> str:
    """Adds the chart's parts to the file; gives the drawing that shows it, `width` twentieths of a point wide."""
    package = writing.package
    book = package.add(
        "word/embeddings/diagram{}.xlsx",
        _workbook(stacked(chart) if chart.kind == "brygga" else chart, writing.date),
        WORKBOOK_TYPE,
    )
    part = package.add("word/charts/diagram{}.xml", b"", CHART_TYPE)
    package.write(part, _chart_space(chart, package.relate(part, f"{OFFICE}/package", book)).encode())
    relation = package.relate(package.main, f"{OFFICE}/chart", part)
    number = writing.new_id()
    height = HEIGHT
    if chart.kind == "spann":
        height += LABELS
    if _lies_down(chart):
        height += BAR * max(0, len(chart.categories) * len(chart.series) - 10)
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"/>'
        f'<wp:docPr id="{number}" name="Diagram {number}" descr={attribute(chart.description or chart.title)} '
        f"title={attribute(chart.title)}/><wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _workbook(chart: ChartBlock, created: datetime) -> bytes:
    """The figures: categories down, a column for each series."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": chart.title, "created": created})
        sheet = book.add_worksheet(SHEET)
        numbers = book.add_format({"num_format": number_format(chart.decimals)})
        sheet.set_column(0, 0, 30)
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, safe(category))
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, safe(series.name))
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, numbers)
    return out.getvalue()


def _chart_space(chart: ChartBlock, workbook: str) -> str:
    plots = {"linje": _lines, "spann": _spans, "brygga": waterfall_plot}
    plot = plots.get(chart.kind, _bars)(chart)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f"{DECLARATION}<c:chartSpace {namespaces('c', 'a', 'r')}>"
        '<c:date1904 val="0"/><c:lang val="sv-SE"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}{_axes(chart)}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{solid(chart.palette.muted)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="sv-SE"/></a:p></c:txPr>'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _lines(chart: ChartBlock) -> str:
    series = "".join(
        series_part(chart, number, _line_looks(chart.palette, number), STRAIGHT) for number in range(len(chart.series))
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        '<c:axId val="1001"/><c:axId val="1002"/></c:lineChart>'
    )


def _spans(chart: ChartBlock) -> str:
    """Bars from the first series to the last, and the series between as marks; the bounds are short lines too, for programs
    that do not draw such bars.
    """
    last = len(chart.series) - 1
    looks = [_mark_looks(chart.palette, n, is_bound=n in (0, last)) for n in range(len(chart.series))]
    series = "".join(series_part(chart, number, look, STRAIGHT) for number, look in enumerate(looks))
    box = f'<c:spPr>{solid(chart.palette.fill(1))}<a:ln w="9525">{solid(chart.palette.fill(0))}</a:ln></c:spPr>'
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:upDownBars><c:gapWidth val="150"/><c:upBars>{box}</c:upBars><c:downBars>{box}</c:downBars></c:upDownBars>'
        '<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>'
    )


def _mark_looks(palette: Palette, number: int, *, is_bound: bool) -> str:
    colour = palette.fill(0) if is_bound else palette.stroke(number)[0]
    symbol, size = ("dash", 10) if is_bound else ("circle", 7)
    return (
        f'<c:spPr><a:ln w="25400"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f'<c:spPr>{solid(colour)}<a:ln w="9525">{solid(colour)}</a:ln></c:spPr></c:marker>'
    )


def _bars(chart: ChartBlock) -> str:
    direction = "bar" if lies_down(chart) else "col"
    series = "".join(
        series_part(chart, number, _bar_looks(chart.palette, number)) for number in range(len(chart.series))
    )
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="60"/><c:overlap val="0"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    )


def _line_looks(palette: Palette, number: int) -> str:
    colour, dash = palette.stroke(number)
    symbol = MARKERS[number % len(MARKERS)]
    return (
        f'<c:spPr><a:ln w="25400" cap="rnd">{solid(colour)}<a:prstDash val="{DASHES[dash]}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/><c:spPr>{solid(colour)}'
        f'<a:ln w="9525">{solid(colour)}</a:ln></c:spPr></c:marker>'
    )


def _bar_looks(palette: Palette, number: int) -> str:
    return (
        f'<c:spPr>{solid(palette.fill(number))}<a:ln w="9525">{solid(palette.fill(0))}</a:ln></c:spPr>'
        '<c:invertIfNegative val="0"/>'
    )


def _axes(chart: ChartBlock) -> str:
    """Lying bars run from the top down, as a table does, with the values below them."""
    lying = _lies_down(chart)
    order, names, values = ("maxMin", "l", "b") if lying else ("minMax", "b", "l")
    crosses = "max" if lying else "autoZero"
    limits, title, step = _limits(chart), "", axis_of(chart).step
    if chart.kind == "brygga":
        limits, title, step = waterfall_limits(chart), waterfall_words(chart), walk(chart).axis.step
    line = f'<c:spPr><a:ln w="9525">{solid(chart.palette.axis)}</a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{names}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="1002"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{values}"/><c:majorGridlines><c:spPr><a:ln w="6350">{solid(chart.palette.grid)}</a:ln></c:spPr>'
        f"</c:majorGridlines>{title}"
        f'<c:numFmt formatCode="{number_format(chart.decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="1001"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{step:f}"/></c:valAx>'
    )


def _limits(chart: ChartBlock) -> str:
    """Where the values begin and end. Bars begin at zero, also where they are nearly as long: a program left to itself would show
    only their ends. Lines begin where they do on the page: from zero the lines across would stand as close as hatching. Spans
    fill the chart, as on the page, since it is the marks on them that are read.
    """
    known = [value for series in chart.series for value in series.values if value is not None]
    ticks = axis_of(chart).ticks
    if chart.kind == "spann":
        return f'<c:max val="{ticks[-1]:f}"/><c:min val="{ticks[0]:f}"/>'
    if chart.kind == "linje":
        return f'<c:min val="{ticks[0]:f}"/>'
    if not known or min(known) < 0 < max(known):
        return ""
    return '<c:min val="0"/>' if min(known) >= 0 else '<c:max val="0"/>'


def _lies_down(chart: ChartBlock) -> bool:
    return chart.kind == "brygga" or (chart.kind == "stapel" and lies_down(chart))
