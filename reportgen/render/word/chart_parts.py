"""What every chart of a Word file is made of: its series with the cells of its workbook, fills, formats of numbers."""

from __future__ import annotations

from typing import Final

from reportgen.document.blocks import ChartBlock, Series
from reportgen.model.position import column_letter
from reportgen.render.word.xml import words_only

SHEET: Final = "Blad1"
"""The sheet of the workbook inside a chart."""


def series_part(chart: ChartBlock, number: int, looks: str, smooth: str = "") -> str:
    """A series: its name, `looks`, categories and figures, each with the cells of the workbook that it is taken from."""
    one, column, last = chart.series[number], column_letter(number + 1), len(chart.categories) + 1
    names = "".join(f'<c:pt idx="{n}"><c:v>{words_only(name)}</c:v></c:pt>' for n, name in enumerate(chart.categories))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>"
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{words_only(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f"{looks}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f>"
        f'<c:strCache><c:ptCount val="{len(chart.categories)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{number_format(chart.decimals)}</c:formatCode>"
        f'<c:ptCount val="{len(chart.categories)}"/>{_points(one)}</c:numCache></c:numRef></c:val>'
        f"{smooth}</c:ser>"
    )


def _points(one: Series) -> str:
    return "".join(
        f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>' for n, value in enumerate(one.values) if value is not None
    )


def solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
