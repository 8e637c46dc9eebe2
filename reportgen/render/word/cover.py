"""The title of a part, on a page of its own or above the text."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from reportgen.document.blocks import Document, Part
from reportgen.render.word.styles import Style
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Item, Para, run
from reportgen.render.words import DRAFT

DRAFT_SAYS: Final = f"{DRAFT}. Innehållet är inte fastställt."

HEIGHTS: Final = {
    Style.DRAFT: (110, 250, 0),
    Style.COVER_SENDER: (140, 320, 3720),
    Style.COVER_NAMND: (150, 350, 120),
    Style.COVER_TITLE: (330, 700, 120),
    Style.SUBTITLE: (150, 360, 80),
}
"""Of each style on a cover, in our own base: the width of a letter, the height of a line, the space around the paragraph,
in twentieths of a point. Word cannot set words at the foot of a page but by frames, which LibreOffice sets elsewhere; so
the facts get so much space above that they come near it."""
FACT_HEIGHT: Final = 300
LEAST_GAP: Final = 480
SHARE_OF_ROOM: Final = 0.85


def title_items(part: Part, document: Document, writing: Writing) -> list[Item]:
    """Who it is from, the title, the period and the facts, in the order and with the words of PDF and HTML."""
    sender, namnd, title, fact = (
        (Style.COVER_SENDER, Style.COVER_NAMND, Style.COVER_TITLE, Style.COVER_FACT)
        if part.cover
        else (Style.SENDER, Style.NAMND, Style.TITLE, Style.FACT)
    )
    said = f"{part.title} {part.subtitle}".casefold()
    lines = (
        (Style.DRAFT, DRAFT_SAYS if document.draft else ""),
        (sender, part.sender),
        (namnd, document.namnd),
        (title, part.title),
        (Style.SUBTITLE, part.subtitle),
        (Style.SUBTITLE, "" if document.period.casefold() in said else document.period),
    )
    items: list[Item] = [Para(writing.styles.id(style), run(text)) for style, text in lines if text]
    facts = [Para(writing.styles.id(fact), run(f"{label}\t{value}")) for label, value in part.facts]
    if part.cover and facts:
        above = sum(_height(style, text, writing.page.text_width) for style, text in lines if text)
        room = writing.page.text_height - above - len(facts) * FACT_HEIGHT
        facts[0] = replace(facts[0], before=max(LEAST_GAP, round(room * SHARE_OF_ROOM)))
    return [*items, *facts]


def _height(style: Style, text: str, width: int) -> int:
    """About how much of the page a line of the cover takes."""
    letter, line, around = HEIGHTS[style]
    return math.ceil(len(text) * letter / width) * line + around


def cover_values(document: Document, part: Part) -> dict[str, str]:
    """What the content controls of an organisation's own cover are filled with, by their tags."""
    return {
        "titel": part.title,
        "undertitel": part.subtitle,
        "namnd": document.namnd,
        "period": document.period,
        "datum": document.date,
        "avsandare": part.sender or document.namnd,
    }
