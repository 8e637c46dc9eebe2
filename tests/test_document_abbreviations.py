"""Abbreviations: the first of each in the running text of a part is told what it stands for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from gallery import DRIFT, FONTS, bullets, document, heading, paragraph
from reportgen.document.abbreviations import expanded
from reportgen.document.blocks import Abbreviation, Block, Foreign, Part, Strong, Text
from reportgen.render.html import to_html
from reportgen.render.word import to_word

KNOWN = {"HVB": "hem för vård eller boende", "SiS": "Statens institutionsstyrelse", "HVB-hem": "ett hem"}
HVB = Abbreviation("HVB", KNOWN["HVB"])


def part(*blocks: Block) -> Part:
    return document(*blocks).parts[0]


def test_only_the_first_is_told() -> None:
    made = expanded(part(paragraph("Placeringar på HVB och på HVB igen."), paragraph("HVB")), KNOWN)
    assert made.blocks == (paragraph("Placeringar på ", HVB, " och på HVB igen."), paragraph("HVB"))


@pytest.mark.parametrize("text", ["HVBs", "AHVB", "hvb", "IT-HVB", "HVB-placeringar", "SISU"])
def test_a_part_of_another_word_is_no_abbreviation(text: str) -> None:
    assert expanded(part(paragraph(text)), KNOWN).blocks == (paragraph(text),)


def test_the_longest_that_stands_there_is_meant() -> None:
    assert expanded(part(paragraph("HVB-hem.")), KNOWN).blocks == (paragraph(Abbreviation("HVB-hem", "ett hem"), "."),)


def test_words_in_bold_and_in_lists_are_searched_headings_and_tables_not() -> None:
    blocks = (heading(1, "1", "HVB", "hvb"), DRIFT, paragraph(Strong((Text("HVB"),))), bullets("SiS"))
    made = expanded(part(*blocks), KNOWN).blocks
    assert made[:2] == blocks[:2]
    assert made[2] == paragraph(Strong((HVB,)))
    assert made[3] == replace(bullets("x"), items=((paragraph(Abbreviation("SiS", KNOWN["SiS"])),),))


def test_without_abbreviations_the_part_is_the_same() -> None:
    given = part(paragraph("HVB"))
    assert expanded(given, {}) is given


def test_the_page_says_them_and_the_language_of_foreign_words() -> None:
    page = to_html(document(paragraph(HVB, " och ", Foreign((Text("lean"),), "en"))), fonts=FONTS)
    assert '<abbr title="hem för vård eller boende">HVB</abbr> och <span lang="en">lean</span>' in page


def test_word_has_the_words_and_their_language() -> None:

    made = to_word(document(paragraph(HVB, " och ", Foreign((Text("lean"), Strong((Text("er"),))), "en"))))
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert '<w:r><w:rPr><w:lang w:val="en"/></w:rPr><w:t>lean</w:t></w:r>' in xml
    assert '<w:r><w:rPr><w:b/><w:lang w:val="en"/></w:rPr><w:t>er</w:t></w:r>' in xml
