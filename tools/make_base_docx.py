"""Makes templates/_gemensamt/bas.docx, the Word file that reports are built on. Run when its looks change; commit both.

    python tools/make_base_docx.py

It holds styles, list numbering, settings and an empty page, and no text. Written from here rather than saved from Word so
that every value stands in a line that can be read and compared. Colours and proportions are those of stil.css; the font is
Calibri, which every Office has (LibreOffice sets it in Carlito, same widths).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TARGET = Path(__file__).resolve().parent.parent / "templates" / "_gemensamt" / "bas.docx"

FONT = "Calibri"
INK = "1B262D"
ACCENT = "17516B"
MUTED = "52606A"
RED = "A8241C"
LIGHT = "EAF2F6"
RULE = "D3DBE0"
DARK_RULE = "6F7F89"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

TEXT_WIDTH = 9184
"""A4 less margins of 24 mm, in twentieths of a point; the right tab of header, footer and contents."""
NARROWER = 57
"""How much narrower than the page running text is, in points: lines of some 85 signs, as in the PDF."""


@dataclass(frozen=True)
class Para:
    """A paragraph style. Lengths in points; `line` is the distance of lines as a share of the font's own.

    `numbering` is the list it starts, `rest` what the other fields do not say, in the order of the schema.
    """

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    size: float | None = None
    colour: str = ""
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    spacing: float = 0
    """Extra space between letters, in points."""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    align: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    numbering: int | None = None
    border: str = ""
    tabs: tuple[tuple[str, str, int], ...] = ()
    no_hyphens: bool = False
    contextual: bool = False
    outline: int | None = None
    priority: int = 99
    quick: bool = False
    """Shown among the styles a person picks from."""

    @property
    def xml(self) -> str:
        custom = "" if self.name in BUILT_IN else ' w:customStyle="1"'
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.id != "Normal" else ""
        following = f'<w:next w:val="{self.next}"/>' if self.next else ""
        paragraph, letters = self._paragraph(), self._letters()
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'{based}{following}<w:uiPriority w:val="{self.priority}"/>{"<w:qFormat/>" * self.quick}'
            f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{letters}</w:rPr>' if letters else ''}</w:style>"
        )

    def _paragraph(self) -> str:
        tabs = "".join(
            f'<w:tab w:val="{kind}"{f" w:leader={chr(34)}{leader}{chr(34)}" if leader else ""} w:pos="{at}"/>'
            for kind, leader, at in self.tabs
        )
        return "".join(
            (
                "<w:keepNext/>" * self.keep_next,
                "<w:keepLines/>" * self.keep_lines,
                "<w:pageBreakBefore/>" * self.page_break,
                f'<w:numPr><w:numId w:val="{self.numbering}"/></w:numPr>' if self.numbering else "",
                f"<w:pBdr>{self.border}</w:pBdr>" if self.border else "",
                f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
                "<w:suppressAutoHyphens/>" * self.no_hyphens,
                self._spacing(),
                self._indent(),
                "<w:contextualSpacing/>" * self.contextual,
                f'<w:jc w:val="{self.align}"/>' if self.align else "",
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            )
        )

    def _spacing(self) -> str:
        line = f' w:line="{round(self.line * 240)}" w:lineRule="auto"' if self.line is not None else ""
        found = _twips("before", self.before) + _twips("after", self.after) + line
        return f"<w:spacing{found}/>" if found else ""

    def _indent(self) -> str:
        found = _twips("left", self.left) + _twips("right", self.right) + _twips("hanging", self.hanging)
        return f"<w:ind{found}/>" if found else ""

    def _letters(self) -> str:
        return "".join(
            (
                _switch("b", self.bold),
                _switch("i", self.italic),
                "<w:caps/>" * self.caps,
                f'<w:color w:val="{self.colour}"/>' if self.colour else "",
                f'<w:spacing w:val="{round(self.spacing * 20)}"/>' if self.spacing else "",
                f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>' if self.size else "",
            )
        )


def _twips(name: str, points: float | None) -> str:
    return f' w:{name}="{round(points * 20)}"' if points is not None else ""


def _switch(tag: str, on: bool | None) -> str:
    return "" if on is None else f"<w:{tag}/>" if on else f'<w:{tag} w:val="0"/>'


def _rule(side: str, colour: str, *, eighths: int = 4, space: int = 4) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


BUILT_IN = frozenset((
    "Normal", "Title", "Subtitle", "Body Text", "Quote", "caption", "TOC Heading", "header", "footer",
    *(f"heading {n}" for n in range(1, 7)), *(f"toc {n}" for n in range(1, 7)),
    *(f"{kind}{n}" for kind in ("List Bullet", "List Number", "List Continue") for n in ("", " 2", " 3")),
))  # fmt: skip


def heading(
    level: int, size: float, before: float, after: float, *, italic: bool = False, colour: str = ACCENT
) -> Para:
    return Para(
        f"Heading{level}", f"heading {level}", next="BodyText", size=size, bold=not italic, italic=italic or None,
        colour=colour, before=before, after=after, line=1.05, keep_next=True, keep_lines=True, no_hyphens=True,
        outline=level - 1, priority=9, quick=True,
    )  # fmt: skip


def dense(level: int, size: float, before: float, after: float) -> Para:
    """A heading of a part that is to take few pages; its level is that of the heading it is based on."""
    return Para(
        f"Tatrubrik{level}", f"Tät rubrik {level}", f"Heading{level}", next="BodyText", size=size, before=before, after=after,
        priority=9,
    )  # fmt: skip


def contents(level: int) -> Para:
    """A line of the contents list: chapters bold under a thin rule, the levels below indented."""
    chapter = level == 1
    return Para(
        f"TOC{level}", f"toc {level}", next="Normal", size=11 if chapter else 10.5, bold=chapter or None,
        before=6 if chapter else 1, after=1, left=(level - 1) * 13, tabs=(("right", "", TEXT_WIDTH),),
        border=_rule("top", RULE, space=4) + _rule("between", RULE, space=4) if chapter else "", no_hyphens=True, priority=39,
    )  # fmt: skip


STEP = 17
"""How far each level of a list is indented, in points."""

BULLETS = (("ListBullet", "•", 1), ("ListBullet2", "–", 2), ("ListBullet3", "•", 3))
NUMBERS = (("ListNumber", 1), ("ListNumber2", 2), ("ListNumber3", 3))
CELL_STEP = 9


def list_styles() -> list[Para]:
    out = []
    both = [(id_, level) for id_, _, level in BULLETS] + list(NUMBERS)
    for number, (id_, level) in enumerate(both, 1):
        name = ("List Bullet" if "Bullet" in id_ else "List Number") + (f" {level}" if level > 1 else "")
        out.append(
            Para(id_, name, "BodyText", numbering=number, after=4, contextual=False, priority=10, quick=level == 1)
        )
    for level in (1, 2, 3):
        suffix = "" if level == 1 else str(level)
        name = "List Continue" + (f" {level}" if level > 1 else "")
        out.append(Para(f"ListContinue{suffix}", name, "BodyText", after=4, left=level * STEP, priority=10))
    return out


def cells(id_: str, name: str, based_on: str = "Tabelltext", **rest: Any) -> Para:
    return Para(id_, name, based_on, priority=36, quick=True, **rest)


STYLES = (
    Para("Normal", "Normal", priority=0, quick=True),
    Para("BodyText", "Body Text", after=7, line=1.16, right=NARROWER, priority=1, quick=True),
    Para("Brodtextkursiv", "Brödtext kursiv", "BodyText", italic=True, priority=2, quick=True),
    Para("Ledord", "Ledord", "BodyText", next="BodyText", bold=True, after=2, keep_next=True, priority=2, quick=True),
    Para("Title", "Title", next="Subtitle", size=22, bold=True, colour=ACCENT, before=0, after=6, line=0.95,
         no_hyphens=True, keep_next=True, priority=10, quick=True),
    Para("Omslagtitel", "Omslag titel", "Title", next="Subtitle", size=30, priority=40),
    Para("Subtitle", "Subtitle", next="BodyText", size=14, after=4, line=1.05, no_hyphens=True, priority=11, quick=True),
    Para("Avsandare", "Avsändare", size=11, bold=True, colour=ACCENT, after=2, priority=40),
    Para("Namnd", "Nämnd", size=14, colour=MUTED, after=6, priority=40),
    Para("Uppgift", "Uppgift", size=10.5, after=2, left=110, hanging=110, tabs=(("left", "", 2200),), priority=40),
    Para("Uppgiftsist", "Uppgift sist", "Uppgift", after=18, border=_rule("bottom", DARK_RULE, space=10), priority=40),
    Para("Omslagavsandare", "Omslag avsändare", "Avsandare", size=13, before=10, after=176, priority=40),
    Para("Omslagnamnd", "Omslag nämnd", "Namnd", priority=40),
    Para("Omslaguppgift", "Omslag uppgift", "Uppgift", border=_rule("top", DARK_RULE, space=10), priority=40),
    Para("Bilaga", "Bilaga", next="Title", size=14, bold=True, colour=ACCENT, before=10, after=4, keep_next=True, priority=40),
    Para("Rattadversion", "Rättad version", next="BodyText", size=11, bold=True, after=4, priority=40),
    heading(1, 18.5, 27, 9), heading(2, 14, 20, 5), heading(3, 12, 16, 3.5),
    heading(4, 11, 12, 2.5, colour=INK), heading(5, 11, 12, 2.5, italic=True, colour=INK),
    heading(6, 10.5, 10, 2, italic=True, colour=MUTED),
    dense(1, 14, 16, 5), dense(2, 11.5, 11, 3), dense(3, 10.5, 9.5, 2),
    *list_styles(),
    Para("Quote", "Quote", "BodyText", italic=True, colour=ACCENT, left=17, priority=29, quick=True, keep_lines=True,
         border=_rule("left", ACCENT, eighths=18, space=13)),
    Para("Citatpunkt", "Citatpunkt", "Quote", numbering=7, after=3, priority=30),
    Para("Citatnummer", "Citatnummer", "Quote", numbering=8, after=3, priority=30),
    Para("Caption", "caption", next="BodyText", size=10, bold=True, colour=ACCENT, before=14, after=4, keep_next=True,
         keep_lines=True, no_hyphens=True, priority=35, quick=True),
    Para("Tabellenhet", "Tabellenhet", size=8.5, colour=MUTED, before=12, after=3, keep_next=True, priority=36),
    Para("Tabelltext", "Tabelltext", size=9.5, before=2.5, after=2.5, line=1.0, priority=36, quick=True),
    cells("Tabelltal", "Tabelltal", align="right", no_hyphens=True),
    cells("Tabellrubrik", "Tabellrubrik", bold=True, colour=ACCENT, after=4, line=0.95, keep_next=True),
    cells("Tabellrubriktal", "Tabellrubrik tal", "Tabellrubrik", align="right"),
    cells("Tabellrubrikgrupp", "Tabellrubrik grupp", "Tabellrubrik", align="center", after=2.5),
    cells("Tabellrad", "Tabellrad", bold=True),
    cells("Tabellsumma", "Tabellsumma", bold=True),
    cells("Tabellsummatal", "Tabellsumma tal", "Tabelltal", bold=True),
    cells("Tabellvarav", "Tabellvarav", colour=MUTED, left=10),
    cells("Tabellvaravtal", "Tabellvarav tal", "Tabelltal", colour=MUTED),
    cells("Tabellkommentar", "Tabellkommentar", colour=MUTED),
    cells("Tabellstatus", "Tabellstatus", left=10.2, hanging=10.2),
    cells("Tabellmellanrubrik", "Tabellmellanrubrik", bold=True, colour=ACCENT, before=9, keep_next=True),
    cells("Tabellpunkt", "Tabellpunkt", numbering=9, before=0),
    cells("Tabellnummer", "Tabellnummer", numbering=10, before=0),
    Para("Tabellnot", "Tabellnot", size=8.5, colour=MUTED, before=4, after=0, right=NARROWER, keep_lines=True, priority=36,
         quick=True),
    Para("Bild", "Bild", next="BodyText", before=8, after=10, priority=36),
    Para("Skala", "Skala", size=10.5, after=8, line=1.2, contextual=True, left=150, right=NARROWER, hanging=150,
         tabs=(("left", "", 3000),), keep_lines=True, priority=36),
    Para("Rutetext", "Rutetext", "BodyText", right=0, priority=36, quick=True),
    Para("Rutpunkt", "Rutpunkt", "Rutetext", numbering=11, after=4, priority=36),
    Para("Rutnummer", "Rutnummer", "Rutetext", numbering=12, after=4, priority=36),
    Para("Diagram", "Diagram", next="BodyText", after=2, priority=36),
    Para("TOCHeading", "TOC Heading", next="BodyText", size=18.5, bold=True, colour=ACCENT, before=24, after=10,
         keep_next=True, priority=39),
    *(contents(level) for level in range(1, 7)),
    Para("Header", "header", size=8.5, colour=MUTED, tabs=(("right", "", TEXT_WIDTH),), no_hyphens=True),
    Para("Footer", "footer", size=8.5, colour=MUTED, tabs=(("right", "", TEXT_WIDTH),), no_hyphens=True),
    Para("Utkast", "Utkast", size=10, bold=True, colour=RED, no_hyphens=True),
    Para("Utkastsidhuvud", "Utkast sidhuvud", "Utkast", align="center"),
    Para("Avsnittsslut", "Avsnittsslut", size=1, before=0, after=0, line=0.1),
)  # fmt: skip

TABLE_STYLES = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>\
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>\
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Rapporttabell"><w:name w:val="Rapporttabell"/>\
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="36"/><w:qFormat/><w:tblPr><w:tblBorders>\
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>\
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>\
<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>\
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>\
<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{ACCENT}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Rapportruta"><w:name w:val="Rapportruta"/>\
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="36"/><w:qFormat/><w:tblPr><w:tblCellMar>\
<w:top w:w="160" w:type="dxa"/><w:left w:w="220" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>\
<w:right w:w="220" w:type="dxa"/></w:tblCellMar></w:tblPr>\
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{LIGHT}"/></w:tcPr></w:style>
"""

CHARACTER_STYLES = """
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/></w:style>
"""


def styles() -> str:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="{INK}"/><w:kern w:val="0"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
    )
    paragraphs = "\n".join(style.xml for style in STYLES)
    return f"{HEAD}<w:styles {W}>{defaults}{latent}{CHARACTER_STYLES}{TABLE_STYLES}{paragraphs}</w:styles>"


def numbering() -> str:
    """One list definition a style, each tied to it; the numbers are those in STYLES."""
    lists = [(id_, "bullet", sign, level * STEP, STEP) for id_, sign, level in BULLETS]
    lists += [(id_, "decimal", "%1.", level * STEP, STEP) for id_, level in NUMBERS]
    lists += [("Citatpunkt", "bullet", "•", 17 + STEP, STEP), ("Citatnummer", "decimal", "%1.", 17 + STEP, STEP)]
    lists += [("Tabellpunkt", "bullet", "•", CELL_STEP, CELL_STEP), ("Tabellnummer", "decimal", "%1.", 13, 13)]
    lists += [("Rutpunkt", "bullet", "•", STEP, STEP), ("Rutnummer", "decimal", "%1.", STEP, STEP)]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="{0x52470100 + n:08X}"/>'
        f'<w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="{0x52470200 + n:08X}"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{id_}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left * 20}" w:hanging="{hanging * 20}"/></w:pPr>'
        f'<w:rPr><w:i w:val="0"/><w:color w:val="{ACCENT}"/></w:rPr></w:lvl></w:abstractNum>'
        for n, (id_, form, text, left, hanging) in enumerate(lists)
    )
    instances = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(lists)))
    return f"{HEAD}<w:numbering {W}>{abstract}{instances}</w:numbering>"


SETTINGS = f"""{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="1304"/><w:autoHyphenation/>\
<w:consecutiveHyphenLimit w:val="2"/>\
<w:hyphenationZone w:val="284"/><w:doNotHyphenateCaps/>\
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>\
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>\
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>\
<w:compatSetting w:name="differentiateMultirowTableHeaders" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>\
</w:compat><w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""

BAR = (510, 16838)
"""The band along the left edge of a cover, in twentieths of a point: 9 mm by the height of an A4."""


def document() -> str:
    return (
        f"{HEAD}<w:document {W} {R}><w:body><w:sectPr>"
        '<w:headerReference w:type="first" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1531" w:right="1361" w:bottom="1361" w:left="1361" w:header="680" w:footer="624" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def cover_header() -> str:
    """The header of a cover: nothing but the band, a picture of one dot drawn out behind the text."""
    width, height = (length * 635 for length in BAR)
    size = f'cx="{width}" cy="{height}"'
    return (
        f'{HEAD}<w:hdr {W} {R} {DRAWING}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="1" name="Omslagets kant" descr=""><a:extLst>'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst></wp:docPr>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Omslagets kant"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r></w:p></w:hdr>"
    )


def one_dot(colour: str) -> bytes:
    """A PNG of a single dot."""
    rows = zlib.compress(b"\0" + bytes.fromhex(colour), 9)
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


PALETTE = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": ACCENT, "lt2": "EEF3F5", "accent1": ACCENT, "accent2": "B4501A",
    "accent3": "3D7A3A", "accent4": "7B3F8C", "accent5": "5B6670", "accent6": "A8324A", "hlink": ACCENT, "folHlink": MUTED,
}  # fmt: skip
"""The colours Word offers, so that what is added by hand goes with the rest; the accents are those of the charts."""


def theme() -> str:
    colours = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>' for key, value in PALETTE.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Rapport"><a:themeElements>'
        f'<a:clrScheme name="Rapport">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Rapport"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Rapport"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


FONTS = f"""{HEAD}<w:fonts {W}><w:font w:name="{FONT}"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>\
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"""

APP = f"""{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Microsoft Office Word</Application><DocSecurity>0</DocSecurity><AppVersion>16.0000</AppVersion></Properties>"""

PARTS = {
    "word/document.xml": f"{WORD}.document.main+xml",
    "word/styles.xml": f"{WORD}.styles+xml",
    "word/numbering.xml": f"{WORD}.numbering+xml",
    "word/settings.xml": f"{WORD}.settings+xml",
    "word/fontTable.xml": f"{WORD}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{WORD}.header+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def content_types() -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{type_}"/>' for name, type_ in PARTS.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{rows}</Types>"
    )


def relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{type_}" Target="{target}"/>'
        for n, (type_, target) in enumerate(pairs, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def build() -> dict[str, str | bytes]:
    """The parts of the file by name."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")),
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
            ("header", "header1.xml"),
        ),
        "word/_rels/header1.xml.rels": relations(("image", "media/omslag.png")),
        "word/document.xml": document(),
        "word/header1.xml": cover_header(),
        "word/media/omslag.png": one_dot(ACCENT),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": theme(),
        "docProps/app.xml": APP,
    }


def main() -> None:
    with ZipFile(TARGET, "w", ZIP_DEFLATED) as archive:
        for name, text in build().items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            archive.writestr(info, text)
    print(f"{TARGET.name}: {TARGET.stat().st_size} byte")


if __name__ == "__main__":
    main()
