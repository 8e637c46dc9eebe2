"""The pieces a Word document is put together from: text made safe, paragraphs, controls and tables, each knowing its XML.

WordprocessingML is written as text, once: every writer here returns whole pieces, nothing goes back and mends them.
The order of properties is that of the schema (ECMA-376 part 1, CT_PPr and CT_RPr), which Word insists on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, assert_never
from xml.sax.saxutils import escape, quoteattr

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
W: Final = f"{{{NAMESPACES['w']}}}"
R: Final = f"{{{NAMESPACES['r']}}}"

EMU_PER_TWIP: Final = 635

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML 1.0 cannot carry."""

_BREAKS: Final = re.compile("([\n\t\u00ad\u2011])")
_BREAK_TAGS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}


def namespaces(*prefixes: str) -> str:
    """The declarations of those prefixes, for a root element."""
    return " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def safe(text: str) -> str:
    """The text without signs that XML cannot carry."""
    return _ILLEGAL.sub("", text)


def attribute(value: str) -> str:
    """The value as an attribute's, quotes and all."""
    return quoteattr(safe(value))


def words_only(text: str) -> str:
    """The text as the content of an element."""
    return escape(safe(text))


def words(text: str) -> str:
    """The text as the content of a run: line breaks, tabs and the two special hyphens have elements of their own."""
    out = []
    for piece in _BREAKS.split(safe(text).replace("\r\n", "\n").replace("\r", "\n")):
        if piece in _BREAK_TAGS:
            out.append(_BREAK_TAGS[piece])
        elif piece:
            space = ' xml:space="preserve"' if piece != piece.strip(" ") or "  " in piece else ""
            out.append(f"<w:t{space}>{escape(piece)}</w:t>")
    return "".join(out)


ADDED: Final = '<w:u w:val="single"/>'
REMOVED: Final = "<w:strike/>"
"""How words that were added or taken away are set: form only, not the tracked changes that Word would ask to accept."""


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "", edit: str = "") -> str:
    """A run of text; `style` is the id of a character style, `edit` is `ADDED`, `REMOVED` or nothing."""
    if not text:
        return ""
    properties = (f'<w:rStyle w:val="{style}"/>' if style else "") + "<w:b/>" * bold + "<w:i/>" * italic + edit
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words(text)}</w:r>"


def in_language(runs: str, language: str) -> str:
    """The runs with their language said, which stands last among what a run says of its form."""
    said = f"<w:lang w:val={attribute(language)}/>"
    marked = runs.replace("</w:rPr>", f"{said}</w:rPr>")
    return marked.replace("<w:r><w:t", f"<w:r><w:rPr>{said}</w:rPr><w:t")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: the id of its style, its runs, and what differs from the style.

    `number` is (numId, level) of a list, `tabs` are w:tab elements, `before`, `after` and `indent` are in
    twentieths of a point, `section` is
    the w:sectPr of the section that ends with this paragraph.
    """

    style: str
    runs: str = ""
    keep_next: bool = False
    page_break: bool = False
    number: tuple[int, int] | None = None
    tabs: str = ""
    before: int | None = None
    after: int | None = None
    indent: int | None = None
    section: str = ""

    @property
    def _spacing(self) -> str:
        sides = (("before", self.before), ("after", self.after))
        said = "".join(f' w:{side}="{length}"' for side, length in sides if length is not None)
        return f"<w:spacing{said}/>" if said else ""

    @property
    def xml(self) -> str:
        number, level = self.number or (None, 0)
        properties = "".join(
            (
                f'<w:pStyle w:val="{self.style}"/>',
                "<w:keepNext/>" * self.keep_next,
                "<w:pageBreakBefore/>" * self.page_break,
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                if number is not None
                else "",
                f"<w:tabs>{self.tabs}</w:tabs>" if self.tabs else "",
                self._spacing,
                f'<w:ind w:left="{self.indent}"/>' if self.indent is not None else "",
                self.section,
            )
        )
        return f"<w:p><w:pPr>{properties}</w:pPr>{self.runs}</w:p>"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control round whole paragraphs; `properties` is the inside of its w:sdtPr."""

    properties: str
    items: tuple[Item, ...]

    @property
    def xml(self) -> str:
        return wrap(self.properties, render(self.items))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, written out."""

    xml: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The start or the end of a bookmark that reaches over several paragraphs."""

    xml: str


Item = Para | Control | Grid | Mark


def wrap(properties: str, content: str) -> str:
    """A content control round that content, whether runs, paragraphs or a cell."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def render(items: tuple[Item, ...] | list[Item]) -> str:
    return "".join(item.xml for item in items)


def first_paragraph(item: Item) -> Para | None:
    """The paragraph that an item begins with, None if it begins with a table."""
    match item:
        case Para():
            return item
        case Control():
            at = _first_of(item)
            return None if at is None else first_paragraph(item.items[at])
        case Grid() | Mark():
            return None
        case _:
            assert_never(item)


def _first_of(control: Control) -> int | None:
    """Where in a control its first paragraph or table is."""
    return next((n for n, item in enumerate(control.items) if not isinstance(item, Mark)), None)


def with_first_paragraph(item: Item, new: Para) -> Item:
    """The item with another first paragraph."""
    match item:
        case Para():
            return new
        case Control():
            at = _first_of(item) or 0
            changed = with_first_paragraph(item.items[at], new)
            return replace(item, items=(*item.items[:at], changed, *item.items[at + 1 :]))
        case Grid() | Mark():
            return item
        case _:
            assert_never(item)


def with_last(items: list[Item], more: list[Item]) -> list[Item]:
    """The items with more put before a last paragraph, which may come to carry the end of a section, else after them."""
    if items and isinstance(items[-1], Para):
        return [*items[:-1], *more, items[-1]]
    return [*items, *more]
