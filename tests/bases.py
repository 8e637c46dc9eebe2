"""Three Word files as organisations have them, each made another way: by hand with title-page controls as Word's own, with the
built-in styles by their Swedish names, and the least that a Word file can be."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Cm

from reportgen.render.word.pictures import dot_png

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BINDING = (
    "<w:dataBinding w:prefixMappings=\"xmlns:ns0='http://purl.org/dc/elements/1.1/'\" "
    'w:xpath="/ns0:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
)


def control(alias: str, tag: str = "", *, bound: bool = False, words: str = "[Klicka här]") -> str:
    """A content control in a paragraph with a prompt, as Word writes it."""
    name = f'<w:alias w:val="{alias}"/>' + (f'<w:tag w:val="{tag}"/>' if tag else "")
    number = f'<w:id w:val="{zlib.crc32((alias + tag + words).encode()) >> 1}"/>'
    return (
        f"<w:sdt {W}><w:sdtPr>{name}{number}<w:showingPlcHdr/>{BINDING * bound}<w:text/></w:sdtPr><w:sdtContent>"
        f'<w:r><w:rPr><w:rStyle w:val="Platshllartext"/></w:rPr><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>'
    )


def with_cover() -> bytes:
    """A title page in a section of its own with controls and a bookmark, a logo in the header, other headers on even pages."""
    base = docx.Document()
    base.styles.add_style("Platshållartext", 2).element.set(
        f"{{{base.styles.element.nsmap['w']}}}styleId", "Platshllartext"
    )
    base.settings.odd_and_even_pages_header_footer = True
    title = base.add_paragraph("", style="Title")
    title._p.append(parse_xml(control("Title", bound=True)))
    for alias, tag in (("Nämnd", ""), ("Något", "period"), ("Diarienummer", ""), ("Okänt", "okant")):
        base.add_paragraph()._p.append(parse_xml(control(alias, tag)))
    marked = base.add_paragraph("Handläggare: ")
    marked._p.append(parse_xml(f'<w:bookmarkStart {W} w:id="7" w:name="handlaggare"/>'))
    marked.add_run("XXX")
    marked._p.append(parse_xml(f'<w:bookmarkEnd {W} w:id="7"/>'))
    base.add_section(WD_SECTION.NEW_PAGE)
    header = base.sections[0].header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(dot_png("#1f5c3a")), width=Cm(3), height=Cm(1))
    header.add_run(" Exempelstad, ")
    header._p.append(parse_xml(control("Diarienummer", words="[Dnr]")))
    base.sections[0].even_page_header.paragraphs[0].text = "Jämn sida {nämnd}"
    base.sections[0].footer.paragraphs[0].text = "Exempelstads kommun"
    return saved(base)


def in_swedish() -> bytes:
    """Built-in styles by their Swedish names, as some programs store them, and a table style of the organisation's own."""
    base = docx.Document()
    names = {"heading 1": "Rubrik 1", "heading 2": "Rubrik 2", "Body Text": "Brödtext", "caption": "Beskrivning"}
    for style in base.styles.element.findall(f"{{{base.styles.element.nsmap['w']}}}style"):
        name = style.find(f"{{{base.styles.element.nsmap['w']}}}name")
        key = f"{{{base.styles.element.nsmap['w']}}}val"
        if name.get(key) in names:
            style.set(f"{{{base.styles.element.nsmap['w']}}}customStyle", "1")
            name.set(key, names[name.get(key)])
    base.styles.add_style("Kommunens tabell", 3)
    base.styles.add_style("Ingress", 1)
    base.sections[0].header.paragraphs[0].text = "{titel}"
    base.sections[0].footer.paragraphs[0].add_run("Dnr {diarie")
    base.sections[0].footer.paragraphs[0].add_run("nummer}, {okänt}").bold = True
    return saved(base)


def minimal() -> bytes:
    """Three parts: content types, the way to the document, and a document with one paragraph; and styles, all but empty."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    files = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{types}.styles+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'{head}<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style></w:styles>',
        "word/document.xml": f"{head}<w:document {W}><w:body><w:p><w:r><w:t>{{titel}}</w:t></w:r></w:p></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Kommunrubrik" style:family="paragraph">
<style:text-properties fo:color="#1f5c3a" fo:font-size="20pt"/></style:style>
<style:style style:name="Br_f6_dtext" style:display-name="Brödtext" style:family="paragraph"/>
</office:styles>
<office:automatic-styles><style:page-layout style:name="sida"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin-left="3cm" fo:margin-right="2cm" fo:margin-top="2cm" fo:margin-bottom="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sida">
<style:header><text:p>Exempelstads kommun, {nämnd}</text:p></style:header>
<style:footer><text:p>Dnr
<text:bookmark-start text:name="diarienummer"/>000<text:bookmark-end text:name="diarienummer"/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="Kommunrubrik">{titel}</text:p>
<text:p>{period}</text:p></office:text></office:body>
</office:document>
"""
"""A text document for LibreOffice to save as a Word file."""


def saved(base: docx.document.Document) -> bytes:
    out = io.BytesIO()
    base.save(out)
    return out.getvalue()
