"""Named styles and list numbering: looked up by name in the base, brought over from our own base where they are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from reportgen.model.errors import ReportgenError
from reportgen.office import OFFICE
from reportgen.render.word.base import own_base
from reportgen.render.word.package import Package
from reportgen.render.word.xml import W, namespaces

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES_WITH_EFFECTS: Final = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


class Style(StrEnum):
    """The styles that a report uses, by the name Word stores (built-in ones are English in every language of Word)."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    COVER_TITLE = "Omslag titel"
    COVER_SENDER = "Omslag avsändare"
    COVER_NAMND = "Omslag nämnd"
    COVER_FACT = "Omslag uppgift"
    ATTACHMENT = "Bilaga"
    CORRECTED = "Rättad version"
    SENDER = "Avsändare"
    NAMND = "Nämnd"
    FACT = "Uppgift"
    FACT_LAST = "Uppgift sist"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    HEADING_5 = "heading 5"
    HEADING_6 = "heading 6"
    DENSE_1 = "Tät rubrik 1"
    DENSE_2 = "Tät rubrik 2"
    DENSE_3 = "Tät rubrik 3"
    BODY = "Body Text"
    BODY_ITALIC = "Brödtext kursiv"
    LEAD = "Ledord"
    BULLET_1 = "List Bullet"
    BULLET_2 = "List Bullet 2"
    BULLET_3 = "List Bullet 3"
    NUMBER_1 = "List Number"
    NUMBER_2 = "List Number 2"
    NUMBER_3 = "List Number 3"
    CONTINUE_1 = "List Continue"
    CONTINUE_2 = "List Continue 2"
    CONTINUE_3 = "List Continue 3"
    QUOTE = "Quote"
    QUOTE_BULLET = "Citatpunkt"
    QUOTE_NUMBER = "Citatnummer"
    CAPTION = "caption"
    TABLE = "Rapporttabell"
    TABLE_UNIT = "Tabellenhet"
    TABLE_NOTE = "Tabellnot"
    CELL = "Tabelltext"
    CELL_NUMBER = "Tabelltal"
    CELL_HEAD = "Tabellrubrik"
    CELL_HEAD_NUMBER = "Tabellrubrik tal"
    CELL_HEAD_GROUP = "Tabellrubrik grupp"
    CELL_NAME = "Tabellrad"
    CELL_SUM = "Tabellsumma"
    CELL_SUM_NUMBER = "Tabellsumma tal"
    CELL_PART = "Tabellvarav"
    CELL_PART_NUMBER = "Tabellvarav tal"
    CELL_COMMENT = "Tabellkommentar"
    CELL_STATUS = "Tabellstatus"
    CELL_HEADING = "Tabellmellanrubrik"
    CELL_BULLET = "Tabellpunkt"
    CELL_LIST_NUMBER = "Tabellnummer"
    CHART = "Diagram"
    PICTURE = "Bild"
    LEGEND = "Skala"
    BOX = "Rapportruta"
    BOX_TEXT = "Rutetext"
    BOX_BULLET = "Rutpunkt"
    BOX_NUMBER = "Rutnummer"
    TOC_HEADING = "TOC Heading"
    TOC_1 = "toc 1"
    TOC_2 = "toc 2"
    TOC_3 = "toc 3"
    TOC_4 = "toc 4"
    TOC_5 = "toc 5"
    TOC_6 = "toc 6"
    HEADER = "header"
    FOOTER = "footer"
    DRAFT = "Utkast"
    HEADER_DRAFT = "Utkast sidhuvud"
    SECTION_END = "Avsnittsslut"


HEADINGS: Final = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4, Style.HEADING_5, Style.HEADING_6)
DENSE_HEADINGS: Final = (Style.DENSE_1, Style.DENSE_2, Style.DENSE_3, *HEADINGS[3:])
TOC: Final = (Style.TOC_1, Style.TOC_2, Style.TOC_3, Style.TOC_4, Style.TOC_5, Style.TOC_6)

_TABLES: Final = (Style.TABLE, Style.BOX)

_KINDS: Final = {
    "paragraph": "styckeformat",
    "character": "teckenformat",
    "table": "tabellformat",
    "numbering": "listformat",
}


SWEDISH: Final = {
    "normal": "Normal",
    "title": "Rubrik",
    "subtitle": "Underrubrik",
    **{f"heading {n}": f"Rubrik {n}" for n in range(1, 7)},
    "body text": "Brödtext",
    "list bullet": "Punktlista",
    "list bullet 2": "Punktlista 2",
    "list bullet 3": "Punktlista 3",
    "list number": "Numrerad lista",
    "list number 2": "Numrerad lista 2",
    "list number 3": "Numrerad lista 3",
    "list continue": "Listfortsättning",
    "list continue 2": "Listfortsättning 2",
    "list continue 3": "Listfortsättning 3",
    "quote": "Citat",
    "caption": "Beskrivning",
    "toc heading": "Innehållsförteckningsrubrik",
    **{f"toc {n}": f"Innehåll {n}" for n in range(1, 7)},
    "header": "Sidhuvud",
    "footer": "Sidfot",
}
"""What Word calls its built-in styles in Swedish. Word itself stores the English names; other programs store these."""


class Numbering:
    """The list definitions of a file (w:numbering)."""

    def __init__(self, package: Package) -> None:
        from lxml import etree

        self._package = package
        self._name = package.related(package.main, f"{OFFICE}/numbering")
        empty = f"<w:numbering {namespaces('w')}/>".encode()
        self.root = etree.fromstring(package.read(self._name) if self._name else empty)

    def restart(self, list_number: int, level: int, start: int) -> int:
        """A new list that looks as that one and counts from `start`."""
        found = self._find("num", "numId", list_number)
        abstract = found.find(f"{W}abstractNumId") if found is not None else None
        return self._add(abstract.get(f"{W}val", "0") if abstract is not None else "0", level, start)

    def level_of(self, list_number: int, style: str) -> int:
        """The level of a list that a style is tied to."""
        abstract = self._abstract(list_number)
        for level in abstract.findall(f"{W}lvl") if abstract is not None else ():
            tied = level.find(f"{W}pStyle")
            if tied is not None and tied.get(f"{W}val") == style:
                return int(level.get(f"{W}ilvl", "0"))
        return 0

    def indent_of(self, list_number: int, level: int) -> int:
        """How far in the words of that level stand, in twentieths of a point."""
        abstract = self._abstract(list_number)
        for found in abstract.findall(f"{W}lvl") if abstract is not None else ():
            indent = found.find(f"{W}pPr/{W}ind")
            if found.get(f"{W}ilvl") == str(level) and indent is not None:
                return int(indent.get(f"{W}left") or indent.get(f"{W}start") or 0)
        return 0

    def adopt(self, other: Numbering, list_number: int, style: str) -> int:
        """Brings a list definition over from another file and ties it to a style of this one; gives its number here."""
        source = other._abstract(list_number)
        if source is None:
            return 0
        new = deepcopy(source)
        number = self._free("abstractNum", "abstractNumId", 0)
        new.set(f"{W}abstractNumId", str(number))
        for nsid in new.findall(f"{W}nsid"):
            nsid.set(f"{W}val", f"{0x52470000 + number:08X}")
        for level in new.findall(f"{W}lvl"):
            for tied in level.findall(f"{W}pStyle"):
                level.remove(tied) if not style else tied.set(f"{W}val", style)
        last = self.root.findall(f"{W}abstractNum")
        self.root.insert(self.root.index(last[-1]) + 1 if last else 0, new)
        return self._add(str(number))

    def save(self) -> None:
        from lxml import etree

        if self._name is None:
            if not len(self.root):
                return
            self._name = self._package.add("word/numbering.xml", b"", f"{WORD_TYPES}.numbering+xml")
            self._package.relate(self._package.main, f"{OFFICE}/numbering", self._name)
        xml = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._package.write(self._name, xml)

    def _add(self, abstract: str, level: int = 0, start: int | None = None) -> int:
        from lxml import etree

        number = self._free("num", "numId", 1)
        new = etree.Element(f"{W}num", {f"{W}numId": str(number)})
        etree.SubElement(new, f"{W}abstractNumId", {f"{W}val": abstract})
        if start is not None:
            override = etree.SubElement(new, f"{W}lvlOverride", {f"{W}ilvl": str(level)})
            etree.SubElement(override, f"{W}startOverride", {f"{W}val": str(start)})
        before = self.root.findall(f"{W}num") or self.root.findall(f"{W}abstractNum")
        self.root.insert(self.root.index(before[-1]) + 1 if before else 0, new)
        return number

    def _abstract(self, list_number: int) -> _Element | None:
        found = self._find("num", "numId", list_number)
        reference = found.find(f"{W}abstractNumId") if found is not None else None
        if reference is None:
            return None
        return self._find("abstractNum", "abstractNumId", int(reference.get(f"{W}val", "-1")))

    def _find(self, tag: str, key: str, number: int) -> _Element | None:
        return next((item for item in self.root.findall(f"{W}{tag}") if item.get(f"{W}{key}") == str(number)), None)

    def _free(self, tag: str, key: str, lowest: int) -> int:
        return max((int(item.get(f"{W}{key}", "0")) + 1 for item in self.root.findall(f"{W}{tag}")), default=lowest)


class Styles:
    """The styles of a file (w:styles), by name whatever their case."""

    def __init__(
        self, package: Package, *, mapping: Mapping[str, str] = MappingProxyType({}), own: bytes | None = None
    ) -> None:
        """`mapping` gives what our styles are called here, `own` the file that missing ones come from, ours when None."""
        from lxml import etree

        self._package = package
        self._mapping = {ours.casefold(): theirs for ours, theirs in mapping.items()}
        self._own_file = own
        self.numbering = Numbering(package)
        name = package.related(package.main, f"{OFFICE}/styles")
        if name is None:
            raise ReportgenError(
                "Basfilen för Word saknar formatmallar. Spara om den i Word som Word-dokument (.docx)."
            )
        self._part = name
        self.root = etree.fromstring(package.read(name))
        self._by_id = {style.get(f"{W}styleId", ""): style for style in self.root.findall(f"{W}style")}
        self._ids = {_name(style).casefold(): id_ for id_, style in self._by_id.items()}
        self._own: Styles | None = None
        self._used: dict[Style, str] = {}

    def id(self, style: Style) -> str:
        """The id that the style has in this file; a missing one is brought over from our own base."""
        if style in self._used:
            return self._used[style]
        id_ = self.known(style) or self._adopt(style.value)
        kind, wanted = self._by_id[id_].get(f"{W}type", "paragraph"), "table" if style in _TABLES else "paragraph"
        if kind != wanted:
            raise ReportgenError(
                f"Basfilen för Word: formatmallen {style} är {_KINDS[kind]} men ska vara {_KINDS[wanted]}. "
                "Byt namn på den i basfilen."
            )
        self._used[style] = id_
        return id_

    @property
    def names(self) -> dict[str, str]:
        """The names of all styles here, by id."""
        return {id_: _name(style) for id_, style in self._by_id.items()}

    def known(self, style: str) -> str | None:
        """The id of a style of ours, or of one named as here: by the mapping, by its name, by its id, by what programs that
        store the built-in names in Swedish call it. None when the file has none."""
        said = self._mapping.get(style.casefold(), style).casefold()
        if found := self._ids.get(said):
            return found
        by_id = {id_.casefold(): id_ for id_ in self._by_id}
        swedish = SWEDISH.get(said, said).casefold()
        near = (by_id.get(said.replace(" ", "")), self._ids.get(swedish), by_id.get(swedish.replace(" ", "")))
        kind = "table" if style in _TABLES else "paragraph"
        return next((id_ for id_ in near if id_ and self._by_id[id_].get(f"{W}type", "paragraph") == kind), None)

    def list_of(self, style: Style) -> tuple[int, int] | None:
        """The list number and level that paragraphs of a style get, by itself or by what it is based on."""
        for id_, element in self._lineage(style):
            found = element.find(f"{W}pPr/{W}numPr")
            number = _value(found, "numId") if found is not None else None
            if found is not None and number is not None:
                level = _value(found, "ilvl")
                return int(number), int(level) if level is not None else self.numbering.level_of(int(number), id_)
        return None

    def indent_of(self, style: Style) -> int:
        """How far in the words of a list in that style stand, by its list, in twentieths of a point."""
        found = self.list_of(style) or self.own_list(style)
        return self.numbering.indent_of(*found)

    def colour(self, style: Style) -> str:
        """The colour of the style's words as rrggbb, "auto" when it has none of its own."""
        for _, element in self._lineage(style):
            found = element.find(f"{W}rPr/{W}color")
            if found is not None:
                return found.get(f"{W}val", "auto")
        return "auto"

    def _lineage(self, style: Style) -> Iterator[tuple[str, _Element]]:
        """The style and those it is based on, each with its id."""
        id_: str | None = self.id(style)
        while id_ in self._by_id:
            yield id_, self._by_id[id_]
            id_ = _value(self._by_id[id_], "basedOn")

    def own_list(self, style: Style) -> tuple[int, int]:
        """The list that our own base gives paragraphs of that style, for a base whose style of that name has none."""
        own = self._own_styles()
        found = own.list_of(style)
        return (self.numbering.adopt(own.numbering, found[0], ""), found[1]) if found else (0, 0)

    def tab_stops(self, style: Style) -> list[int]:
        """Where the style has tab stops of its own, in twentieths of a point."""
        stops = self._by_id[self.id(style)].findall(f"{W}pPr/{W}tabs/{W}tab")
        return [int(stop.get(f"{W}pos", "0")) for stop in stops if stop.get(f"{W}val") != "clear"]

    def set_language(self, language: str) -> None:
        """Makes that the language of everything that does not say otherwise."""
        from lxml import etree

        at = self.root
        for tag in ("docDefaults", "rPrDefault", "rPr", "lang"):
            found = at.find(f"{W}{tag}")
            if found is None:
                found = etree.Element(f"{W}{tag}")
                at.insert(0 if tag in ("docDefaults", "rPrDefault") else len(at), found)
            at = found
        at.set(f"{W}val", language)

    def save(self) -> None:
        """Writes the part back. The copy of it that Word 2010 keeps for its text effects would differ from now on."""
        from lxml import etree

        xml = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._package.write(self._part, xml)
        self._package.drop(self._package.main, STYLES_WITH_EFFECTS)
        self.numbering.save()

    def _adopt(self, name: str) -> str:
        """Copies a style from our own base with all it rests on; gives its id here."""
        own = self._own_styles()
        new = deepcopy(own._by_id[own._ids[name.casefold()]])
        id_ = new.get(f"{W}styleId", "")
        while id_ in self._by_id:
            id_ += "R"
        new.set(f"{W}styleId", id_)
        new.attrib.pop(f"{W}default", "")
        self.root.append(new)
        self._by_id[id_], self._ids[name.casefold()] = new, id_
        self._relink(new, own)
        return id_

    def _own_styles(self) -> Styles:
        if self._own is None:
            self._own = Styles(Package(self._own_file or own_base()))
        return self._own

    def _relink(self, style: _Element, own: Styles) -> None:
        """Makes a copied style point at the styles and the list of this file."""
        for tag in ("basedOn", "next", "link"):
            for link in style.findall(f"{W}{tag}"):
                name = _name(own._by_id[link.get(f"{W}val", "")])
                link.set(f"{W}val", self.known(name) or self._adopt(name))
        for number in style.iter(f"{W}numId"):
            here = self.numbering.adopt(own.numbering, int(number.get(f"{W}val", "0")), style.get(f"{W}styleId", ""))
            number.set(f"{W}val", str(here))


def _name(style: _Element) -> str:
    return _value(style, "name") or ""


def _value(element: _Element, tag: str) -> str | None:
    found = element.find(f"{W}{tag}")
    return found.get(f"{W}val") if found is not None else None
