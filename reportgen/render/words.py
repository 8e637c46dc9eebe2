"""The standing words of a document that every writer sets alike: captions, contents title, draft mark."""

from __future__ import annotations

from typing import Final

from reportgen.document.blocks import ChartBlock, Cover, Document, Paragraph, Part, Strong, TableBlock, plain
from reportgen.document.walk import headings
from reportgen.model.format import KRONOR
from reportgen.model.profile import Logo

CONTENTS: Final = "Innehåll"
PARTS: Final = "Handlingar"
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


def chart_source(chart: ChartBlock) -> str:
    """ "Källa: Kolada", or what the mall says when it says the word itself."""
    if not chart.source or chart.source.casefold().startswith(("källa", "källor")):
        return chart.source
    return f"Källa: {chart.source}"


def leads_in(paragraph: Paragraph) -> bool:
    """Whether the paragraph must not be parted from what follows: a few words in bold, or words that end with a colon."""
    content = paragraph.content
    return (len(content) == 1 and isinstance(content[0], Strong)) or plain(content).rstrip().endswith(":")


def title_lines(part: Part, document: Document) -> tuple[tuple[str, str], ...]:
    """What is said above the facts of a part that has a cover or a head, as (what it is, words), in order.

    The period is said unless the title does so already, or under a head the first heading of the text.
    """
    first = headings(part)[:1] if part.cover is Cover.HEAD else ()
    said = " ".join((part.title, part.subtitle, *(heading.plain for heading in first))).casefold()
    lines = (
        ("utkastmarke", f"{DRAFT}. Innehållet är inte fastställt." if document.draft else ""),
        ("avsandare", part.sender),
        ("namnd", document.namnd),
        ("bilaga", part.label),
        ("titel", part.title),
        ("undertitel", part.subtitle),
        ("period", "" if document.period.casefold() in said else document.period),
        ("rattad", document.corrected),
    )
    return tuple((what, words) for what, words in lines if words)


def title_logo(part: Part, document: Document) -> Logo | None:
    """The logo above the title; not above a head, when the same page has it in its header."""
    logo = document.profile.logo
    above = logo is not None and logo.on_cover and not (logo.in_header and part.cover is Cover.HEAD)
    return logo if above else None


def header_words(part: Part, document: Document) -> str:
    """What stands first in the page header: "Delårsrapport augusti 2024, rättad version 2024-10-03"."""
    corrected = document.corrected[:1].lower() + document.corrected[1:]
    return ", ".join(filter(None, (part.header or part.title, corrected)))


def _numbered(word: str, number: int | None, title: str, unit: str) -> str:
    label = f"{word} {number}. " if number is not None else ""
    return f"{label}{title}{f' ({unit})' if unit else ''}"
