"""The title of a part, on a page of its own or above the text."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from reportgen.document.blocks import Cover, Document, Part
from reportgen.render.word.logo import logo_run, twips
from reportgen.render.word.styles import Style
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Item, Para, run
from reportgen.render.words import title_lines, title_logo

_SHARED: Final = {
    "utkastmarke": Style.DRAFT,
    "bilaga": Style.ATTACHMENT,
    "undertitel": Style.SUBTITLE,
    "period": Style.SUBTITLE,
    "rattad": Style.CORRECTED,
}
_STYLES: Final = {
    Cover.PAGE: {
        **_SHARED,
        "avsandare": Style.COVER_SENDER,
        "namnd": Style.COVER_NAMND,
        "titel": Style.COVER_TITLE,
        "uppgift": Style.COVER_FACT,
    },
    Cover.HEAD: {
        **_SHARED,
        "avsandare": Style.SENDER,
        "namnd": Style.NAMND,
        "titel": Style.TITLE,
        "uppgift": Style.FACT,
    },
}
"""The style of each line of a cover or head, by what `title_lines` calls it."""

HEIGHTS: Final = {
    Style.DRAFT: (110, 250, 0),
    Style.COVER_SENDER: (140, 320, 3720),
    Style.COVER_NAMND: (150, 350, 120),
    Style.COVER_TITLE: (330, 700, 120),
    Style.SUBTITLE: (150, 360, 80),
    Style.ATTACHMENT: (150, 350, 280),
    Style.CORRECTED: (120, 280, 80),
}
"""Of each style on a cover, in our own base: the width of a letter, the height of a line, the space around the paragraph,
in twentieths of a point. Word cannot set words at the foot of a page but by frames, which LibreOffice sets elsewhere; so
the facts get so much space above that they come near it."""
LOGO_SPACE: Final = 240
"""Around the logo."""
FACT_HEIGHT: Final = 300
LEAST_GAP: Final = 480
SHARE_OF_ROOM: Final = 0.85


def title_items(part: Part, document: Document, writing: Writing) -> list[Item]:
    """Who it is from, the title, the period and the facts, in the order and with the words of PDF and HTML."""
    if part.cover is Cover.NONE:
        return []
    styles = _STYLES[part.cover]
    lines = [(styles[what], text) for what, text in title_lines(part, document)]
    items: list[Item] = [Para(writing.styles.id(style), run(text)) for style, text in lines]
    facts = [Para(writing.styles.id(styles["uppgift"]), run(f"{label}\t{value}")) for label, value in part.facts]
    logo = title_logo(part, document)
    if logo:
        drawn = logo_run(logo, writing, writing.package.main, logo.width_mm, said=logo.description)
        items.insert(0, Para(writing.styles.id(Style.PICTURE), drawn))
    if part.cover is Cover.PAGE and facts:
        above = LOGO_SPACE + twips(logo.height_mm) if logo else 0
        above += sum(_height(style, text, writing.page.text_width) for style, text in lines)
        room = writing.page.text_height - above - len(facts) * FACT_HEIGHT
        facts[0] = replace(facts[0], before=max(LEAST_GAP, round(room * SHARE_OF_ROOM)))
    elif facts:
        facts[-1] = replace(facts[-1], style=writing.styles.id(Style.FACT_LAST))
    return [*items, *facts]


def _height(style: Style, text: str, width: int) -> int:
    """About how much of the page a line of the cover takes."""
    letter, line, around = HEIGHTS[style]
    return math.ceil(len(text) * letter / width) * line + around


def asked_values(document: Document) -> dict[str, str]:
    """What an organisation's own cover, headers and footers may ask for, by name; the cover's own before the facts."""
    cover = _cover_values(document, document.parts[0]) if document.parts else {}
    return cover | {name: value for name, value in document.values.items() if name not in cover}


def _cover_values(document: Document, part: Part) -> dict[str, str]:
    return {
        "titel": part.title,
        "undertitel": part.subtitle,
        "namnd": document.namnd,
        "period": document.period,
        "datum": document.date,
        "avsandare": part.sender or document.namnd,
    }
