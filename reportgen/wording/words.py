"""A paragraph of a Word file → its words with form and figures, as they stand when all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reportgen.render.word.xml import W
from reportgen.wording.flat import Span
from reportgen.wording.looks import Looks, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADDED: Final = {f"{W}ins", f"{W}moveTo"}
_REMOVED: Final = {f"{W}del", f"{W}moveFrom"}
_THROUGH: Final = {
    f"{W}{tag}" for tag in ("hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent")
}
_SIGNS: Final = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_LOST: Final = {
    f"{W}footnoteReference": "en fotnot",
    f"{W}endnoteReference": "en slutkommentar",
    f"{W}drawing": "en bild",
    f"{W}pict": "en bild",
    f"{W}object": "ett inbäddat objekt",
}


@dataclass(slots=True)
class Heard:
    """What has been met while reading: who tracked changes, and by paragraph what a text of the workbook cannot hold."""

    authors: dict[str, None] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Words:
    """Reads the words of paragraphs. `figures` are the tags of figures' controls; a figure is a span with its tag as field."""

    looks: Looks
    figures: frozenset[str]
    heard: Heard
    _in_instruction: int = 0

    def spans(self, paragraph: _Element) -> tuple[Span, ...]:
        return tuple(self._children(paragraph, paragraph))

    def _children(self, element: _Element, paragraph: _Element) -> Iterator[Span]:
        for child in element:
            if child.tag in _REMOVED:
                self._note(child)
            elif child.tag in _ADDED:
                self._note(child)
                yield from self._children(child, paragraph)
            elif child.tag == f"{W}r":
                yield from self._run(child, paragraph)
            elif child.tag == f"{W}sdt":
                yield from self._control(child, paragraph)
            elif child.tag in _THROUGH:
                yield from self._children(child, paragraph)

    def _control(self, control: _Element, paragraph: _Element) -> Iterator[Span]:
        content = control.find(f"{W}sdtContent")
        if content is None or control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return
        spans = list(self._children(content, paragraph))
        tag = value(control, "sdtPr/tag") or ""
        if tag not in self.figures:
            yield from spans
        elif text := "".join(span.text for span in spans):
            yield Span(text, spans[0].bold, spans[0].italic, tag)

    def _run(self, run: _Element, paragraph: _Element) -> Iterator[Span]:
        bold, italic = self.looks.form(run, paragraph)
        for child in run:
            if child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                self._in_instruction += (kind == "begin") - (kind == "separate")
                if kind == "end" and self._in_instruction:
                    self._in_instruction -= 1  # a field without result
            elif self._in_instruction:
                continue
            elif child.tag == f"{W}t":
                yield Span(child.text or "", bold, italic)
            elif child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
                yield Span("\n", bold, italic)
            elif child.tag in _SIGNS:
                yield Span(_SIGNS[child.tag], bold, italic)
            elif child.tag in _LOST:
                self.heard.lost.append(_LOST[child.tag])

    def _note(self, change: _Element) -> None:
        self.heard.authors[change.get(f"{W}author") or "någon"] = None
