"""Values put where an organisation's own Word file asks for them: content controls, bookmarks, and words between braces.

A control is asked for by its tag or its title, a bookmark by its name. Names are compared without accents and capitals, so
that "Nämnd" is namnd. What is not known by any name is left as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from reportgen.render.word.package import Package
from reportgen.render.word.xml import NAMESPACES, W, safe

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALSO: Final = {
    "titel": ("title", "rubrik", "dokumenttitel"),
    "undertitel": ("subtitle", "underrubrik"),
    "datum": ("date", "publish_date", "publiceringsdatum"),
    "avsandare": ("company", "foretag", "organisation", "forvaltning"),
    "diarienummer": ("dnr", "diarienr", "arendenummer"),
}
"""What the names are called in Word's own title pages, in both languages, and in the malls of organisations."""

_NO_TEXT: Final = ("docPartObj", "docPartList", "picture", "group", "checkbox", "repeatingSection")
"""Kinds of control that do not hold a text of their own."""

_BRACES: Final = re.compile(r"\{([^{}]{1,40})\}")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def plain_name(name: str) -> str:
    """ "Ärende nr" → "arende_nr"."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


class Values:
    """What can be asked for, by name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._exact = dict(values)
        self._plain: dict[str, str] = {}
        for name, value in values.items():
            self._plain.setdefault(plain_name(name.removeprefix("uppgift.")), value)
        for name, others in _ALSO.items():
            for other in others:
                if name in self._plain:
                    self._plain.setdefault(other, self._plain[name])

    def get(self, name: str) -> str | None:
        """The value, perhaps empty; None when nothing is known by that name."""
        found = self._exact.get(name.strip())
        return self._plain.get(plain_name(name.strip().removeprefix("uppgift."))) if found is None else found


def fill_base(package: Package, root: _Element, values: Mapping[str, str]) -> None:
    """Fills in the text, which `root` is, and the headers and footers of the base."""
    from lxml import etree

    known = Values(values)
    _fill(root, known)
    for name in package.names("header+xml", "footer+xml"):
        part = etree.fromstring(package.read(name))
        if _fill(part, known):
            package.write(name, etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fill(root: _Element, values: Values) -> bool:
    """Whether anything was filled in."""
    done = [_fill_control(control, values) for control in root.iter(f"{W}sdt")]
    done += [_fill_bookmark(start, values) for start in list(root.iter(f"{W}bookmarkStart"))]
    done += [_fill_braces(paragraph, values) for paragraph in root.iter(f"{W}p")]
    return any(done)


# --- controls ---------------------------------------------------------------------------------------------------------


def _fill_control(control: _Element, values: Values) -> bool:
    """Puts the value in the control; what binds it to another source is cut, else Word would put that back."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if properties is None or content is None or any(_local(item) in _NO_TEXT for item in properties):
        return False
    asked = (found.get(f"{W}val", "") for tag in ("tag", "alias") for found in properties.findall(f"{W}{tag}"))
    value = next((value for value in map(values.get, asked) if value is not None), None)
    if value is None:
        return False
    prompts = properties.findall(f"{W}showingPlcHdr")
    for element in [*properties.findall(f"{W}dataBinding"), *prompts]:
        properties.remove(element)
    for date in properties.findall(f"{W}date"):
        date.attrib.pop(f"{W}fullDate", "")
    _set_text(content, value, prompted=bool(prompts))
    return True


def _set_text(content: _Element, value: str, *, prompted: bool) -> None:
    """The value in the first run of the content, in its form; a prompt's grey form goes with the prompt."""
    for style in list(content.iter(f"{W}rStyle")):
        if prompted or "placeholder" in style.get(f"{W}val", "").lower():
            _remove(style)
    texts = list(content.iter(f"{W}t"))
    for number, text in enumerate(texts):
        _write(text, value if number == 0 else "")
    if not texts:
        paragraph = next(content.iter(f"{W}p"), None)
        (content if paragraph is None else paragraph).append(_run(value, None))


# --- bookmarks --------------------------------------------------------------------------------------------------------


def _fill_bookmark(start: _Element, values: Values) -> bool:
    """Puts the value in the bookmark, instead of the words in it; in one that reaches into another paragraph before them."""
    name, parent = start.get(f"{W}name", ""), start.getparent()
    value = None if name.startswith("_") else values.get(name)
    if value is None or parent is None:
        return False
    inside = list(_inside(start))
    texts = [text for element in inside for text in element.iter(f"{W}t")]
    if texts:
        for number, text in enumerate(texts):
            _write(text, value if number == 0 else "")
        return True
    paragraph = next((found for element in inside for found in element.iter(f"{W}p")), None)
    if paragraph is not None:
        paragraph.append(_run(value, None))
    elif parent.tag not in (f"{W}body", f"{W}hdr", f"{W}ftr", f"{W}tc"):
        start.addnext(_run(value, _form_beside(start)))
    else:
        return False
    return True


def _inside(start: _Element) -> Iterator[_Element]:
    """The elements between the start and the end of a bookmark; none when they are in different places."""
    found: list[_Element] = []
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            yield from found
            return
        found.append(element)


def _form_beside(start: _Element) -> _Element | None:
    """The form of the run before the bookmark, else of the one after it."""
    beside = [*start.itersiblings(f"{W}r", preceding=True), *start.itersiblings(f"{W}r")]
    return beside[0].find(f"{W}rPr") if beside else None


# --- words between braces ---------------------------------------------------------------------------------------------


def _fill_braces(paragraph: _Element, values: Values) -> bool:
    """Replaces known names between braces, even where Word has cut them over several runs; the first run gets the value."""
    texts = list(paragraph.iter(f"{W}t"))
    whole = "".join(text.text or "" for text in texts)
    found = [(match, value) for match in _BRACES.finditer(whole) if (value := values.get(match[1])) is not None]
    for match, value in reversed(found):
        _replace(texts, match.start(), match.end(), value)
    return bool(found)


def _replace(texts: list[_Element], start: int, end: int, value: str) -> None:
    """Exchanges the signs from `start` to `end`, counted over all the texts."""
    at = 0
    for text in texts:
        said = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last:
            _write(text, said[:first] + (value if at + first == start else "") + said[last:])
        at += len(said)


# --- pieces -----------------------------------------------------------------------------------------------------------


def _write(text: _Element, words: str) -> None:
    text.text = safe(words)
    text.set(_SPACE, "preserve")


def _run(value: str, form: _Element | None) -> _Element:
    from lxml import etree

    run = etree.Element(f"{W}r", nsmap={"w": NAMESPACES["w"]})
    if form is not None:
        run.append(deepcopy(form))
    _write(etree.SubElement(run, f"{W}t"), value)
    return run


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
