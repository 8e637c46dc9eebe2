"""Sections: their pages, headers and footers, and the mark of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from reportgen.document.blocks import Cover, Document, Part
from reportgen.model.profile import Logo
from reportgen.office import DECLARATION, OFFICE
from reportgen.render.dress import header_size
from reportgen.render.word.base import Kept, Page
from reportgen.render.word.fields import field
from reportgen.render.word.logo import logo_run
from reportgen.render.word.styles import WORD_TYPES, Style
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Para, W, namespaces, run
from reportgen.render.words import DRAFT, header_words

if TYPE_CHECKING:
    from lxml.etree import _Element

LOGO_GAP: Final = "\u2003"
MARK_COLOUR: Final = "#f7e5e3"

_WATERMARK: Final = (
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
    '</v:shapetype><v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{shape}" type="#_x0000_t136" alt="" '
    'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:116pt;rotation:308;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="{colour}" stroked="f">'
    '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="{word}"/></v:shape></w:pict></w:r>'
)


class Sections:
    """Makes the w:sectPr of each section; a header or footer with the same content is made once."""

    def __init__(self, writing: Writing, kept: Kept, page: Page, document: Document, totals: Mapping[str, str]) -> None:
        """`totals` is the field that says how many pages are counted together with a part, by the part's key."""
        self._writing, self._kept, self._page = writing, kept, page
        self._document, self._totals, self._draft = document, totals, document.draft
        self._made: dict[tuple[str, str], str] = {}
        self._marks = 0
        if document.draft:
            for relation, kind in kept.all_headers.items():
                self._mark(relation, with_word=kind != "first")

    def section(self, part: Part, *, landscape: bool, first: bool) -> str:
        """The properties of a section. `first` is the section that a part begins with, which may have a page without header."""
        first_of_all = first and part is self._document.parts[0]
        page = self._page.turned if landscape else self._page
        on_cover = part.cover is Cover.PAGE and not (first_of_all and self._kept.cover_section)
        title_page = first and (on_cover or self._kept.first_differs)
        headers = {"default": self._header(part, page.text_width), **self._kept.headers}
        footers = {"default": self._footer(part, page.text_width), **self._kept.footers}
        if self._kept.even_differs:
            headers.setdefault("even", headers["default"])
            footers.setdefault("even", footers["default"])
        if title_page and self._draft and "first" not in headers:
            headers["first"] = self._cover_header
        turned = ' w:orient="landscape"' if landscape else ""
        counted = '<w:pgNumType w:start="1"/>' if first and part.own_pages else ""
        return (
            f"<w:sectPr>{_references('header', headers)}{_references('footer', footers)}"
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
            f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="{page.gutter}"/>'
            f'{counted}<w:cols w:space="708"/>{"<w:titlePg/>" * title_page}</w:sectPr>'
        )

    def _header(self, part: Part, width: int) -> str:
        if "default" in self._kept.headers:
            return self._kept.headers["default"]
        sender = run(part.sender or self._document.namnd)
        line = self._line(Style.HEADER, run(header_words(part, self._document)), sender, width)
        return self._part("header", line, marked=self._draft, logo=self._document.profile.logo)

    @cached_property
    def _cover_header(self) -> str:
        """The header of a cover in a draft: the mark and no words, as the cover says it in its own."""
        return self._part("header", Para(self._writing.styles.id(Style.HEADER), self._watermark()))

    def _footer(self, part: Part, width: int) -> str:
        if "default" in self._kept.footers:
            return self._kept.footers["default"]
        number = run("Sida ") + field("PAGE", "1") + run(" (") + self._totals[part.key] + run(")")
        return self._part("footer", self._line(Style.FOOTER, run(part.footer), number, width))

    def _line(self, style: Style, left: str, right: str, width: int) -> Para:
        """A line with words at either edge; tab stops of the style that are not at the right edge are cleared."""
        clear = "".join(
            f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in self._writing.styles.tab_stops(style) if stop != width
        )
        tabs = f'{clear}<w:tab w:val="right" w:pos="{width}"/>'
        return Para(self._writing.styles.id(style), f"{left}<w:r><w:tab/></w:r>{right}", tabs=tabs)

    def _part(self, kind: str, line: Para, *, marked: bool = False, logo: Logo | None = None) -> str:
        """The relation to a header or footer with that line, the logo first in it, and the draft's under it."""
        if (kind, line.xml) not in self._made:
            tag = "hdr" if kind == "header" else "ftr"
            package = self._writing.package
            name = package.add(f"word/{kind}{{}}.xml", b"", f"{WORD_TYPES}.{kind}+xml")
            content = (self._with_logo(line, logo, name) if logo and logo.in_header else line).xml
            content += self._draft_line() if marked else ""
            spaces = namespaces("w", "r", "v", "o", "wp", "a", "pic", "adec", "asvg")
            package.write(name, f"{DECLARATION}<w:{tag} {spaces}>{content}</w:{tag}>".encode())
            self._made[kind, line.xml] = package.relate(package.main, f"{OFFICE}/{kind}", name)
        return self._made[kind, line.xml]

    def _with_logo(self, line: Para, logo: Logo, name: str) -> Para:
        drawn = logo_run(logo, self._writing, name, header_size(logo)[0])
        return replace(line, runs=f"{drawn}{run(LOGO_GAP)}{line.runs}")

    def _draft_line(self) -> str:
        return Para(self._writing.styles.id(Style.HEADER_DRAFT), run(DRAFT) + self._watermark()).xml

    def _watermark(self) -> str:
        """The word across the page, each with a number of its own."""
        self._marks += 1
        return _WATERMARK.format(number=self._marks, shape=2048 + self._marks, colour=MARK_COLOUR, word=DRAFT)

    def _mark(self, relation: str, *, with_word: bool) -> None:
        """Marks a header that the base brought."""
        from lxml import etree

        package = self._writing.package
        name = package.target(package.main, relation)
        if name is None:
            return
        root = etree.fromstring(package.read(name))
        if with_word:
            root.append(_element(self._draft_line()))
        else:
            paragraph = root.find(f"{W}p")
            if paragraph is not None:
                paragraph.append(_element(self._watermark()))
        package.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _references(kind: str, relations: Mapping[str, str]) -> str:
    return "".join(
        f'<w:{kind}Reference w:type="{type_}" r:id="{relations[type_]}"/>'
        for type_ in ("default", "first", "even")
        if type_ in relations
    )


def _element(xml: str) -> _Element:
    from lxml import etree

    return etree.fromstring(f"<root {namespaces('w', 'r', 'v', 'o')}>{xml}</root>")[0]
