"""The Word file that a report is built on: its page, and what of it is kept.

Ours is templates/_gemensamt/bas.docx. An organisation's own file may take its place: the page size and margins are taken
from its last section, and its headers, its footers and its cover are kept if they hold anything; see `filling` for the values
that are put in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import reportgen
from reportgen.model.profile import Colours, Profile
from reportgen.office import DECLARATION, OFFICE
from reportgen.render.word.package import Package
from reportgen.render.word.pictures import dot_png
from reportgen.render.word.xml import NAMESPACES, R, W, attribute, namespaces

if TYPE_CHECKING:
    from lxml.etree import _Element

BASE_NAME: Final = "_gemensamt/bas.docx"

OWN_FONT: Final = "Calibri"
"""The font that our base file names."""
_STYLED: Final = ("styles+xml", "numbering+xml", "theme+xml", "fontTable+xml")
_COVER_HEADER: Final = "word/header1.xml"
_EDGE: Final = "word/media/omslag.png"
"""The coloured edge of a title page in our base, and the header that it hangs in."""
_TEXT_TYPES: Final = ("document.main+xml", "header+xml", "footer+xml")
_DRAWN: Final = ("drawing", "pict", "object")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twentieths of a point: its size, its margins, and how far from the edge header and footer stand."""

    width: int = 11906
    height: int = 16838
    top: int = 1418
    right: int = 1418
    bottom: int = 1418
    left: int = 1418
    header: int = 709
    footer: int = 709
    gutter: int = 0

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def turned(self) -> Page:
        """The same sheet a quarter turned; the margins keep their places on the page."""
        return replace(self, width=self.height, height=self.width)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a base file brings of its own: its cover as XML, and its headers and footers as references by kind.

    `headers` and `footers` map default, first and even to relation ids; empty when the base has none with content.
    """

    cover: str
    headers: Mapping[str, str]
    footers: Mapping[str, str]
    first_differs: bool
    even_differs: bool = False
    cover_section: bool = False
    """True: the cover ends with a section of its own, and the text begins in the next."""
    all_headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The kind of every header of the base by its relation id, that of the cover too."""


@cache
def own_base() -> bytes:
    """Our base file: beside the malls in a working copy, inside the package where it is installed."""
    package = Path(reportgen.__file__).resolve().parent
    folders = (package / "_mallar", package.parent / "templates")
    return next(folder / BASE_NAME for folder in folders if (folder / BASE_NAME).is_file()).read_bytes()


def dressed_base(profile: Profile) -> bytes:
    """Our base file in the colours and the font of a profile."""
    new = {ours.upper(): theirs.lstrip("#").upper() for ours, theirs in _exchanged(profile)}
    font = profile.word_font
    if not new and not font and profile.cover == "rand":
        return own_base()
    package = Package(own_base())
    for name in package.names(*_STYLED):
        xml = package.read(name).decode()
        if new:
            xml = re.sub(rf'"({"|".join(new)})"', lambda match: f'"{new[match[1]]}"', xml)
        if font:
            xml = xml.replace(f'"{OWN_FONT}"', attribute(font))
        package.write(name, xml.encode())
    if profile.cover == "rand":
        package.write(_EDGE, dot_png(profile.colours.accent))
    else:
        package.write(_COVER_HEADER, f"{DECLARATION}<w:hdr {namespaces('w')}><w:p/></w:hdr>".encode())
        package.drop(_COVER_HEADER, f"{OFFICE}/image")
    return package.to_bytes()


def _exchanged(profile: Profile) -> Iterator[tuple[str, str]]:
    """The colours of our base that the profile has others for, as "17516b" and "#7a1f3d"."""
    plain, chosen = Colours(), profile.colours
    for colour in fields(Colours):
        ours, theirs = getattr(plain, colour.name), getattr(chosen, colour.name)
        if ours != theirs:
            yield ours.lstrip("#"), theirs


def complete(package: Package, own: bytes) -> None:
    """Gives a base what every Word file should have, from our own file where it has none: settings, theme and fonts."""
    ours = Package(own)
    for kind in ("settings", "theme", "fontTable"):
        name = ours.related(ours.main, f"{OFFICE}/{kind}")
        if name and package.related(package.main, f"{OFFICE}/{kind}") is None:
            added = package.add(name, ours.read(name), ours.content_type(name))
            package.relate(package.main, f"{OFFICE}/{kind}", added)


def read_page(section: _Element | None) -> Page:
    """The page of a base file's last section, standing; A4 where it does not say."""
    page = Page()
    if section is None:
        return page
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is not None:
        page = replace(page, width=_twips(size, "w", page.width), height=_twips(size, "h", page.height))
    if margins is not None:
        sides = ("top", "right", "bottom", "left", "header", "footer", "gutter")
        page = replace(page, **{side: abs(_twips(margins, side, getattr(page, side))) for side in sides})
    return page.turned if page.landscape else page


def read_kept(package: Package, body: _Element) -> Kept:
    """What the base brings. A cover, header or footer without words or pictures is as none."""
    from lxml import etree

    section = body.find(f"{W}sectPr")
    cover = [child for child in body if child.tag != f"{W}sectPr"]
    cover = _without_end(cover) if _any_content(cover) else []
    sections = list(body.iter(f"{W}sectPr"))
    return Kept(
        cover="".join(etree.tostring(child, encoding="unicode") for child in cover),
        headers=_references(package, sections, "header"),
        footers=_references(package, sections, "footer"),
        first_differs=section is not None and section.find(f"{W}titlePg") is not None,
        even_differs=_even_differs(package),
        cover_section=bool(cover) and _ends_section(cover[-1]),
        all_headers={
            reference.get(f"{R}id", ""): reference.get(f"{W}type", "default")
            for found in sections
            for reference in found.findall(f"{W}headerReference")
        },
    )


def highest_id(package: Package) -> int:
    """The highest number that names a drawing or a bookmark in the text, headers and footers of the base."""
    from lxml import etree

    return max(
        (
            _number(element.get(f"{W}id") or element.get("id") or "")
            for name in package.names(*_TEXT_TYPES)
            for element in etree.fromstring(package.read(name)).iter(
                f"{W}bookmarkStart", f"{{{NAMESPACES['wp']}}}docPr"
            )
        ),
        default=0,
    )


def _references(package: Package, sections: list[_Element], kind: str) -> dict[str, str]:
    """Relation ids by default, first and even, if any of them leads to a part with content.

    A section that does not name one has that of the section before it (ECMA-376 part 1, 17.10.5).
    """
    found = {
        reference.get(f"{W}type", "default"): reference.get(f"{R}id", "")
        for section in sections
        for reference in section.findall(f"{W}{kind}Reference")
    }
    return found if any(_part_has_content(package, id_) for id_ in found.values()) else {}


def _without_end(cover: list[_Element]) -> list[_Element]:
    """The cover without the page break and the empty paragraphs it ends with: what follows starts a page anyhow."""
    for element in reversed(cover):
        last = next(iter(reversed(list(element.iter(f"{W}p")))), None)
        breaks = [] if last is None else [mark for mark in last.iter(f"{W}br") if mark.get(f"{W}type") == "page"]
        if last is not None and breaks and not _any_content([last]):
            for mark in breaks:
                parent = mark.getparent()
                if parent is not None:
                    parent.remove(mark)
        if element.tag != f"{W}p" or _any_content([element]) or _ends_section(element) or _has_marks(element):
            break
        cover = cover[:-1]
    return cover


def _ends_section(element: _Element) -> bool:
    return element.find(f"{W}pPr/{W}sectPr") is not None


def _has_marks(element: _Element) -> bool:
    return element.find(f".//{W}bookmarkStart") is not None or element.find(f".//{W}bookmarkEnd") is not None


def _even_differs(package: Package) -> bool:
    """Whether even pages have headers of their own."""
    from lxml import etree

    name = package.related(package.main, f"{OFFICE}/settings")
    found = etree.fromstring(package.read(name)).find(f"{W}evenAndOddHeaders") if name else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def _part_has_content(package: Package, id_: str) -> bool:
    from lxml import etree

    name = package.target(package.main, id_)
    return name is not None and _any_content([etree.fromstring(package.read(name))])


def _any_content(elements: list[_Element]) -> bool:
    return any(
        any((text.text or "").strip() for text in element.iter(f"{W}t", f"{W}instrText"))
        or next(element.iter(*(f"{W}{name}" for name in _DRAWN)), None) is not None
        for element in elements
    )


def _twips(element: _Element, name: str, default: int) -> int:
    value = element.get(f"{W}{name}", "")
    return round(float(value)) if re.fullmatch(r"-?\d+(\.\d+)?", value) else default


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
