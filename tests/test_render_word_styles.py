"""A Word file of the organisation's own as base: its styles, page, cover and headers are kept, what it lacks is added."""

from __future__ import annotations

import io
import runpy
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from gallery import BLOCKS, GALLERY, PART, bullets, document, heading, paragraph
from ooxml import W, faults, paragraphs, parts, value, words, xml
from reportgen.model.errors import ReportgenError
from reportgen.render.word import to_word
from reportgen.render.word.base import own_base
from reportgen.render.word.styles import Style


def saved(base: docx.document.Document) -> bytes:
    out = io.BytesIO()
    base.save(out)
    return out.getvalue()


def style_of(data: bytes, name: str) -> etree._Element:
    return next(found for found in xml(data, "word/styles.xml").iter(f"{W}style") if value(found, "name") == name)


def test_our_base_has_every_style_a_report_uses() -> None:
    names = {value(found, "name") for found in xml(own_base(), "word/styles.xml").iter(f"{W}style")}
    assert {style.value for style in Style} <= names


def test_our_base_is_whole() -> None:
    assert faults(own_base()) == []


def test_our_base_is_what_its_tool_makes() -> None:
    tool = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "make_base_docx.py"))
    made = {
        name: content.encode() if isinstance(content, str) else content for name, content in tool["build"]().items()
    }
    assert parts(own_base()) == made


def test_another_base_gives_a_file_without_faults_and_the_same_words() -> None:
    base = saved(docx.Document())
    made = to_word(GALLERY, base=base)
    assert faults(made) == []
    assert [text for _, text in paragraphs(made)] == [text for _, text in paragraphs(to_word(GALLERY))]


def test_styles_of_the_base_are_used_as_they_are() -> None:
    base = docx.Document()
    base.styles["Heading 1"].font.size = Pt(31)
    made = to_word(document(heading(1, "", "Rubrik", "a")), base=saved(base))
    size = style_of(made, "heading 1").find(f"{W}rPr/{W}sz")
    assert size is not None
    assert size.get(f"{W}val") == "62"
    assert ("heading 1", "Rubrik") in paragraphs(made)


def test_names_are_found_whatever_their_case() -> None:
    base = docx.Document()
    base.styles.add_style("tabellTEXT", WD_STYLE_TYPE.PARAGRAPH)
    made = to_word(document(*BLOCKS), base=saved(base))
    assert "Tabelltext" not in {value(found, "name") for found in xml(made, "word/styles.xml").iter(f"{W}style")}
    assert faults(made) == []


def test_a_missing_style_comes_with_what_it_rests_on() -> None:
    made = to_word(document(*BLOCKS), base=saved(docx.Document()))
    based = value(style_of(made, "Tabelltal"), "basedOn")
    assert based == style_of(made, "Tabelltext").get(f"{W}styleId")


def test_a_style_of_the_wrong_sort_is_named() -> None:
    base = docx.Document()
    base.styles.add_style("Tabelltext", WD_STYLE_TYPE.CHARACTER)
    with pytest.raises(ReportgenError, match="formatmallen Tabelltext är teckenformat men ska vara styckeformat"):
        to_word(document(*BLOCKS), base=saved(base))


def test_the_rule_under_a_tables_head_has_the_colour_of_its_words() -> None:
    base = docx.Document()
    head = base.styles.add_style("Tabellrubrik", WD_STYLE_TYPE.PARAGRAPH)
    head.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    made = xml(to_word(document(BLOCKS[4]), base=saved(base)))
    assert "123456" in {side.get(f"{W}color") for side in made.iter(f"{W}bottom")}


def test_a_list_style_without_bullets_of_its_own_gets_ours() -> None:
    base = docx.Document()
    numbering = base.styles["List Bullet"].element.pPr.numPr
    numbering.getparent().remove(numbering)
    made = to_word(document(bullets("ett", "två")), base=saved(base))
    used = {value(found, "numId") for found in xml(made).iter(f"{W}numPr")}
    assert len(used) == 1
    assert faults(made) == []


def test_headings_that_count_by_themselves_are_told_not_to() -> None:
    base = docx.Document()
    numbered = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    base.styles["Heading 1"].element.get_or_add_pPr().append(numbered)
    made = xml(to_word(document(heading(1, "1", "Rubrik", "a")), base=saved(base)))
    found = next(p for p in made.iter(f"{W}p") if words(p) == "1 Rubrik")
    assert value(found.find(f"{W}pPr/{W}numPr"), "numId") == "0"


def test_page_and_margins_are_those_of_the_base() -> None:
    base = docx.Document()
    section = base.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = (
        Mm(200),
        Mm(280),
        Mm(30),
        Mm(20),
    )
    made = xml(to_word(document(BLOCKS[4]), base=saved(base)))
    width = next(made.iter(f"{W}tblW")).get(f"{W}w")
    assert width is not None
    assert abs(int(width) - 150 / 25.4 * 1440) <= 2


def test_a_header_with_content_is_kept_and_an_empty_one_is_ours() -> None:
    base = docx.Document()
    base.sections[0].header.paragraphs[0].text = "Kommunens sidhuvud"
    made = to_word(document(paragraph("text")), base=saved(base))
    said = {words(etree.fromstring(content)) for name, content in parts(made).items() if name.startswith("word/header")}
    assert said == {"Kommunens sidhuvud"}
    assert any(
        "Sida" in words(etree.fromstring(c)) for name, c in parts(made).items() if name.startswith("word/footer")
    )


def test_a_kept_header_is_marked_in_a_draft() -> None:
    base = docx.Document()
    base.sections[0].header.paragraphs[0].text = "Kommunens sidhuvud"
    made = to_word(document(paragraph("text"), draft=True), base=saved(base))
    header = next(content for name, content in parts(made).items() if name.startswith("word/header"))
    assert "UTKAST" in words(etree.fromstring(header))
    assert faults(made) == []


def test_a_cover_is_kept_with_its_controls_filled_in() -> None:
    base = docx.Document()
    base.add_paragraph("Kommunens framsida")
    base.element.body.insert(1, parse_xml(control("titel")))
    base.element.body.insert(2, parse_xml(control("annat")))
    found = paragraphs(to_word(GALLERY, base=saved(base)))
    assert [text for _, text in found[:4]] == [
        "Kommunens framsida",
        "Delårsrapport augusti 2024",
        "Klicka här",
        "Innehåll",
    ]


def control(tag: str) -> str:
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>'
        "<w:r><w:t>Klicka</w:t></w:r><w:r><w:t> här</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def test_only_the_first_part_gets_the_kept_cover() -> None:
    base = docx.Document()
    base.add_paragraph("Kommunens framsida")
    two = replace(GALLERY, parts=(PART, replace(PART, title="Bilaga 1", blocks=(heading(1, "", "B", "b"),))))
    texts = [text for _, text in paragraphs(to_word(two, base=saved(base)))]
    assert texts.count("Kommunens framsida") == 1
    assert "Bilaga 1" in texts


@pytest.mark.parametrize("data", [b"", b"inte en zip", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "text", "empty zip"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReportgenError, match="inte en Word-fil"):
        to_word(GALLERY, base=data)


def test_a_base_with_macros_is_refused() -> None:
    with pytest.raises(ReportgenError, match="utan makron"):
        to_word(GALLERY, base=retyped("application/vnd.ms-word.document.macroEnabled.main+xml"))


def test_a_word_template_serves_as_base() -> None:
    template = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    assert faults(to_word(GALLERY, base=retyped(template))) == []


def retyped(content_type: str) -> bytes:
    """Our base as another sort of Word file."""
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(own_base()).items():
            archive.writestr(name, content.replace(main, content_type.encode()))
    return out.getvalue()
