"""What the styles and lists of a Word file say of a paragraph and of words: heading, list, bold, italic. By name, whatever the id.

ISO/IEC 29500-1: 17.7 (styles), 17.9 (numbering), 17.7.3 (toggle properties).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from reportgen.office import OFFICE, OfficePackage, tree_of
from reportgen.render.word.styles import HEADINGS, TOC, Style
from reportgen.render.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF: Final = ("0", "false", "off", "none")
_DEPTH: Final = re.compile(r"\d$")
_LISTS: Final = {
    style.casefold(): n
    for styles in (
        (Style.BULLET_1, Style.BULLET_2, Style.BULLET_3),
        (Style.NUMBER_1, Style.NUMBER_2, Style.NUMBER_3),
        (Style.CONTINUE_1, Style.CONTINUE_2, Style.CONTINUE_3),
    )
    for n, style in enumerate(styles)
}
_CONTINUES: Final = {
    style.casefold() for style in (Style.CONTINUE_1, Style.CONTINUE_2, Style.CONTINUE_3, "List Paragraph")
}
_CONTENTS: Final = {style.casefold() for style in (*TOC, Style.TOC_HEADING)}
_OWN_FORM: Final = {Style.LEAD.casefold(): "b", Style.BODY_ITALIC.casefold(): "i"}
"""Our paragraph styles that stand for what was written as wholly bold or italic."""


def value(element: _Element | None, path: str) -> str | None:
    """The w:val of what is found below."""
    found = None if element is None else element.find(_path(path))
    return None if found is None else found.get(f"{W}val")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a paragraph style says: its name, the level of a heading or 0, and the list it is of."""

    name: str
    heading: int
    list: str | None


@cache
def _path(path: str) -> str:
    return "/".join(f"{W}{tag}" for tag in path.split("/"))


class Looks:
    """The styles and lists of one file."""

    def __init__(self, package: OfficePackage, main: str) -> None:
        styles, numbering = (package.related(main, f"{OFFICE}/{kind}") for kind in ("styles", "numbering"))
        root = tree_of(package.read(styles)) if styles else None
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._numbering = tree_of(package.read(numbering)) if numbering else None
        self._known: dict[str, _Known] = {}
        self._forms: dict[tuple[str, str], bool] = {}

    def name(self, paragraph: _Element) -> str:
        """The name of a paragraph's style, in small letters; "" for the plain one."""
        return self._of(paragraph).name

    def heading(self, paragraph: _Element) -> int:
        """The level of a heading, 0 for other paragraphs."""
        return self._of(paragraph).heading

    def is_contents(self, paragraph: _Element) -> bool:
        """Whether it is a line of the contents list."""
        return self.name(paragraph) in _CONTENTS

    def _of(self, paragraph: _Element) -> _Known:
        style = value(paragraph, "pPr/pStyle") or ""
        if style not in self._known:
            self._known[style] = self._looked_up(style)
        return self._known[style]

    def _looked_up(self, style: str) -> _Known:
        name = self._name(style)
        levels = (HEADINGS.index(Style(other)) + 1 for other in self._names(style) if other in HEADINGS)
        return _Known(
            name, next(levels, 1 if name == Style.TITLE.casefold() else 0), self._list_of_style(style, None)[0]
        )

    def continues(self, paragraph: _Element) -> int | None:
        """The depth of the item that a paragraph goes on in; None for one that does not."""
        name = self.name(paragraph)
        return _LISTS.get(name, -1) if name in _CONTINUES else None

    def item(self, paragraph: _Element) -> tuple[str, int, int, bool] | None:
        """List, level in it, depth, and whether it is numbered; None for a paragraph that is no item."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = value(own, "numId"), value(own, "ilvl")
        if number is None and self._of(paragraph).list is not None:
            number, level = self._list_of_style(value(paragraph, "pPr/pStyle"), level)
        if number in (None, "0"):
            return None
        at = int(level or 0)
        definition = self._level(str(number), at)
        form = value(definition, "numFmt") or "bullet"
        name = self.name(paragraph)
        depth = _LISTS[name] + max(0, at - int(self._own_level(paragraph))) if name in _LISTS else at
        return (str(number), at, depth, form != "bullet") if form != "none" else None

    def family(self, number: str) -> str:
        """What is the same for lists that count together."""
        return value(self._num(number), "abstractNumId") or number

    def start(self, number: str, level: int) -> int:
        """What a list counts from."""
        return int(value(self._level(number, level), "start") or 1)

    def begins_anew(self, number: str, level: int) -> int | None:
        """What a list begins with, whatever the lists of its family have come to; None when it counts on from them."""
        starts = (value(override, "startOverride") for override in self._overrides(number, level))
        return next((int(start) for start in starts if start), None)

    def form(self, run: _Element, paragraph: _Element) -> tuple[bool, bool]:
        """Whether words are bold and italic: as they say themselves, else as their style does, else as ours of the paragraph."""
        properties = run.find(f"{W}rPr")
        return self._is_on("b", properties, paragraph), self._is_on("i", properties, paragraph)

    def _is_on(self, tag: str, properties: _Element | None, paragraph: _Element) -> bool:
        direct = _toggle(properties, tag)
        if direct is not None:
            return direct
        of_style = self._form_of(tag, value(properties, "rStyle"))
        of_paragraph = _OWN_FORM.get(self.name(paragraph)) == tag
        return of_style != of_paragraph

    def _form_of(self, tag: str, style: str | None) -> bool:
        """What a style of words says."""
        if style is None:
            return False
        if (tag, style) not in self._forms:
            said = (_toggle(s.find(f"{W}rPr"), tag) for s in self._lineage(style))
            self._forms[tag, style] = next((on for on in said if on is not None), False)
        return self._forms[tag, style]

    def _list_of_style(self, style: str | None, level: str | None) -> tuple[str | None, str | None]:
        for element in self._lineage(style):
            numbering = element.find(f"{W}pPr/{W}numPr")
            if value(numbering, "numId") is not None:
                at = (
                    level
                    or value(numbering, "ilvl")
                    or self._tied(value(numbering, "numId"), element.get(f"{W}styleId"))
                )
                return value(numbering, "numId"), at
        return None, None

    def _own_level(self, paragraph: _Element) -> str:
        return self._list_of_style(value(paragraph, "pPr/pStyle"), None)[1] or value(paragraph, "pPr/numPr/ilvl") or "0"

    def _tied(self, number: str | None, style: str | None) -> str:
        """The level of a list that a style is tied to."""
        abstract = self._abstract(number or "")
        for level in abstract.findall(f"{W}lvl") if abstract is not None else ():
            if value(level, "pStyle") == style:
                return level.get(f"{W}ilvl", "0")
        return "0"

    def _level(self, number: str, level: int) -> _Element | None:
        places = [*self._overrides(number, level), self._abstract(number)]
        for place in places:
            for found in place.findall(f"{W}lvl") if place is not None else ():
                if found.get(f"{W}ilvl") == str(level):
                    return found
        return None

    def _overrides(self, number: str, level: int) -> list[_Element]:
        found = self._num(number)
        overrides = [] if found is None else found.findall(f"{W}lvlOverride")
        return [override for override in overrides if override.get(f"{W}ilvl") == str(level)]

    def _num(self, number: str) -> _Element | None:
        found = [] if self._numbering is None else self._numbering.findall(f"{W}num")
        return next((num for num in found if num.get(f"{W}numId") == number), None)

    def _abstract(self, number: str, *, linked: bool = True) -> _Element | None:
        """The definition of a list; one that is only a link to a list style is followed to where the style is defined."""
        reference = value(self._num(number), "abstractNumId")
        found = [] if self._numbering is None else self._numbering.findall(f"{W}abstractNum")
        abstract = next((item for item in found if item.get(f"{W}abstractNumId") == reference), None)
        style = value(abstract, "numStyleLink")
        if style is None or not linked:
            return abstract
        return next((item for item in found if value(item, "styleLink") == style), abstract)

    def _name(self, style: str | None) -> str:
        element = self._styles.get(style or "")
        return (value(element, "name") or "").casefold()

    def _names(self, style: str | None) -> list[str]:
        """The names of the style and of those it is based on."""
        return [(value(element, "name") or "").casefold() for element in self._lineage(style)]

    def _lineage(self, style: str | None) -> Iterator[_Element]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style or "")
            yield self._styles[style or ""]
            style = value(self._styles[style or ""], "basedOn")


def _toggle(properties: _Element | None, tag: str) -> bool | None:
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF
