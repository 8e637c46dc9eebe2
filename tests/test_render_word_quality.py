"""What makes a Word file good to go on working in, held on a document with every kind of block and on every mall.

Styles and nothing by hand, no empty paragraphs, tables whose heads are heads, words for all that is drawn, fields that have
their results from the start.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from gallery import BLOCKS, GALLERY, document, package
from ooxml import WP, W, parts, words, xml
from reportgen.document.blocks import Cover
from reportgen.pipeline import check_workbook, render
from reportgen.render.word import to_word

INPUTS = sorted((Path(__file__).resolve().parent.parent / "inputs").glob("*.xlsx"))
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
BY_HAND = ("rFonts", "sz", "color", "highlight", "shd", "spacing", "jc")
BOX = "Rapportruta"


@cache
def made(name: str) -> bytes:
    if name == "gallery":
        return to_word(document(*BLOCKS, cover=Cover.PAGE, contents=True))
    if name == "package":
        return to_word(package())
    return render(check_workbook(next(file for file in INPUTS if file.stem == name)), ("docx",)).data["docx"]


every = pytest.mark.parametrize(
    "name", ["gallery", "package", *(pytest.param(file.stem, marks=pytest.mark.slow) for file in INPUTS)]
)


def style(element: etree._Element, kind: str = "p") -> str:
    """The id of the style of a paragraph or table."""
    found = element.find(f"{W}{kind}Pr/{W}{'tblStyle' if kind == 'tbl' else 'pStyle'}")
    return "" if found is None else str(found.get(f"{W}val"))


def tables(data: bytes) -> Iterator[etree._Element]:
    """The tables that are tables, without the boxes, which are drawn as one cell."""
    return (table for table in xml(data).iter(f"{W}tbl") if style(table, "tbl") != BOX)


@every
def test_form_is_said_by_styles_alone(name: str) -> None:
    root = xml(made(name))
    assert [words(paragraph) for paragraph in root.iter(f"{W}p") if not style(paragraph)] == []
    direct = [item for run in root.iter(f"{W}r") for tag in BY_HAND for item in run.iterfind(f"{W}rPr/{W}{tag}")]
    assert direct == []
    known = {found.get(f"{W}styleId") for found in xml(made(name), "word/styles.xml").iter(f"{W}style")}
    assert {style(paragraph) for paragraph in root.iter(f"{W}p")} <= known


@every
def test_no_empty_paragraph_makes_space(name: str) -> None:
    """Word needs one in an empty cell, between two tables, after a table that ends a section, and before one that begins a page."""
    for paragraph in xml(made(name)).iter(f"{W}p"):
        if words(paragraph).strip() or paragraph.find(f".//{W}drawing") is not None:
            continue
        parent, before = paragraph.getparent(), paragraph.getprevious()
        alone = parent is not None and parent.tag in (f"{W}tc", f"{W}sdtContent") and len(parent.findall(f"{W}p")) == 1
        opens_page = paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
        after_table = before is not None and before.tag in (f"{W}tbl", f"{W}sdt", f"{W}bookmarkEnd")
        assert alone or after_table or opens_page, etree.tostring(paragraph)[:300]


@every
def test_every_table_repeats_its_head_and_says_what_it_is(name: str) -> None:
    found = list(tables(made(name)))
    assert found
    for table in found:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        said = [table.find(f"{W}tblPr/{W}{tag}") for tag in ("tblCaption", "tblDescription")]
        assert all(item is not None and item.get(f"{W}val") for item in said), words(table)[:100]


@every
def test_no_table_stands_in_another(name: str) -> None:
    nested = [table for table in tables(made(name)) if any(above.tag == f"{W}tc" for above in table.iterancestors())]
    assert [words(table)[:80] for table in nested] == []


@every
def test_what_is_drawn_is_said_or_is_decoration(name: str) -> None:
    for drawn in xml(made(name)).iter(f"{WP}docPr"):
        assert drawn.get("descr") or next(drawn.iter(DECORATIVE), None) is not None, etree.tostring(drawn)


@every
def test_the_file_says_its_title_and_language_and_asks_nothing_when_opened(name: str) -> None:
    data = made(name)
    core = parts(data)["docProps/core.xml"].decode()
    assert core.partition("<dc:title>")[2].partition("</dc:title>")[0].strip()
    defaults = xml(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == "sv-SE"
    assert xml(data, "word/settings.xml").find(f"{W}updateFields") is None


@every
def test_fields_have_their_results_from_the_start(name: str) -> None:
    root = xml(made(name))
    for paragraph in root.iter(f"{W}p"):
        kinds = [mark.get(f"{W}fldCharType") for mark in paragraph.iter(f"{W}fldChar")]
        assert kinds.count("separate") == kinds.count("begin")
    for paragraph in root.iter(f"{W}p"):
        text = words(paragraph)
        if style(paragraph) == "Caption" and text.startswith(("Tabell ", "Diagram ")):
            assert any("SEQ" in (item.text or "") for item in paragraph.iter(f"{W}instrText")), text


@every
def test_lying_sections_have_a_header_as_wide_as_their_page(name: str) -> None:
    data = made(name)
    relations = {found.get("Id"): found.get("Target") for found in xml(data, "word/_rels/document.xml.rels")}
    for section in xml(data).iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
        assert (int(size.get(f"{W}w")) > int(size.get(f"{W}h"))) == (size.get(f"{W}orient") == "landscape")
        for reference in section:
            if str(reference.tag).endswith("Reference") and reference.get(f"{W}type") == "default":
                part = xml(data, f"word/{relations[reference.values()[-1]]}")
                stops = [tab.get(f"{W}pos") for tab in part.iter(f"{W}tab") if tab.get(f"{W}val") == "right"]
                assert stops == [str(width)]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("name", ["gallery", "standard-delarsrapport-2025-08", "uppsala-delarsbokslut-2024-08"])
def test_saved_by_libreoffice_it_has_every_text_and_cell(name: str, tmp_path: Path) -> None:
    (tmp_path / "rapport.docx").write_bytes(made(name))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    target = ["--convert-to", "docx", "--outdir", str(tmp_path / "ut"), str(tmp_path / "rapport.docx")]
    subprocess.run(["soffice", profile, "--headless", *target], check=True, capture_output=True, timeout=180)
    after = (tmp_path / "ut" / "rapport.docx").read_bytes()
    assert grids(after) == grids(made(name))
    assert Counter(text_of(made(name))) - Counter(text_of(after)) == Counter()


def grids(data: bytes) -> list[list[list[str]]]:
    """The words of every cell, table by table."""
    return [
        [[words(cell).strip() for cell in row.iter(f"{W}tc")] for row in table.iterchildren(f"{W}tr", f"{W}sdt")]
        for table in xml(data).iter(f"{W}tbl")
    ]


def text_of(data: bytes) -> list[str]:
    """The words of every paragraph that has any; fields of pages are as the program counts them."""
    said = (words(paragraph).strip() for paragraph in xml(data).iter(f"{W}p") if not style(paragraph).startswith("TOC"))
    return [text for text in said if text]


def test_the_gallery_has_a_lying_section_to_hold() -> None:
    assert any(size.get(f"{W}orient") for size in xml(to_word(GALLERY)).iter(f"{W}pgSz"))
