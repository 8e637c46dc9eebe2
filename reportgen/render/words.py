"""The standing words of a document that every writer sets alike: captions, contents title, draft mark."""

from __future__ import annotations

from typing import Final

from reportgen.document.blocks import ChartBlock, TableBlock
from reportgen.model.format import KRONOR

CONTENTS: Final = "Innehåll"
DRAFT: Final = "UTKAST"
CHART_FIGURES: Final = "Siffrorna i diagrammet"


def table_caption(table: TableBlock) -> str:
    """ "Tabell 3. Resultaträkning (mnkr)"; for a table without caption its unit alone, "Belopp i mnkr"; else empty."""
    if table.caption:
        return _numbered("Tabell", table.number, table.title, table.unit)
    if not table.unit:
        return ""
    return f"Belopp i {table.unit}" if table.unit in KRONOR else f"Enhet: {table.unit}"


def chart_caption(chart: ChartBlock) -> str:
    """ "Diagram 1. Nettokostnad per månad (mnkr)"."""
    return _numbered("Diagram", chart.number, chart.title, chart.unit)


def _numbered(word: str, number: int | None, title: str, unit: str) -> str:
    label = f"{word} {number}. " if number is not None else ""
    return f"{label}{title}{f' ({unit})' if unit else ''}"
