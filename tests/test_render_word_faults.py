"""The checks of Word files in `ooxml.py` find what they are for: each fault is planted once in a whole file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from gallery import GALLERY
from ooxml import faults, parts
from reportgen.render.word import to_word

WHOLE = to_word(GALLERY, pages={"1-sammanfattning": 3, "1-1-ekonomi": 3, "mal": 4, "2-utveckling": 5})

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


def changed(part: str, old: str, new: str, *, count: int = 1) -> bytes:
    files = parts(WHOLE)
    text = files[part].decode()
    assert old in text
    return zipped({**files, part: text.replace(old, new, count).encode()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_whole_file_has_no_faults() -> None:
    assert faults(WHOLE) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (
            DOCUMENT,
            'w:val="Caption"/><w:keepNext/>',
            'w:val="Caption"/><w:jc w:val="left"/><w:keepNext/>',
            "Unexpected element",
        ),
        (DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:jc w:val="left"/><w:gridSpan w:val="3"/>', "Unexpected element"),
        (DOCUMENT, '<w:gridSpan w:val="3"/>', "", "a row over"),
        (DOCUMENT, 'w:val="BodyText"', 'w:val="Saknas"', "no paragraph style"),
        (DOCUMENT, '<w:lock w:val="sdtLocked"/>', '<w:lock w:val="annat"/>', "not in allowed values"),
        (DOCUMENT, '<w:numId w:val="', '<w:numId w:val="9', "is not there"),
        (DOCUMENT, 'w:anchor="_Toc100000001"', 'w:anchor="_Toc1"', "link to _Toc1"),
        (DOCUMENT, " PAGEREF _Toc100000001 ", " PAGEREF _Toc1 ", "PAGEREF to _Toc1"),
        (DOCUMENT, 'w:name="_Toc100000002"', 'w:name="_Toc100000001"', "is there 2 times"),
        (DOCUMENT, '<w:fldChar w:fldCharType="end"/>', "", "fields not begun and ended alike"),
        (RELATIONS, 'Target="styles.xml"', 'Target="stilar.xml"', "which is not there"),
        (RELATIONS, 'Id="rId2"', 'Id="rId1"', "relation rId1 is there 2 times"),
        (TYPES, '<Default Extension="png" ContentType="image/png"/>', "", "no content type"),
        ("word/charts/diagram1.xml", "<c:varyColors", "<c:varyColours", "Unexpected element"),
        ("word/header2.xml", "<w:tabs>", '<w:jc w:val="left"/><w:tabs>', "Unexpected element"),
    ],
)
def test_a_planted_fault_is_found(part: str, old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in faults(changed(part, old, new)))


def test_tables_that_word_would_join_are_found() -> None:
    files = parts(WHOLE)
    text = files[DOCUMENT].decode()
    first = text[text.index("<w:tbl>") : text.index("</w:tbl>") + len("</w:tbl>")]
    assert any("no paragraph between" in fault for fault in faults(changed(DOCUMENT, first, first + first)))


def test_a_cell_without_a_paragraph_is_found() -> None:
    text = parts(WHOLE)[DOCUMENT].decode()
    start = text.index("<w:p>", text.index("<w:tc>"))
    paragraph = text[start : text.index("</w:p>", start) + len("</w:p>")]
    assert "a cell does not end with a paragraph" in faults(changed(DOCUMENT, paragraph, ""))


def test_a_part_that_nothing_leads_to_is_found() -> None:
    assert "word/kvar.xml: nothing leads to it" in faults(zipped({**parts(WHOLE), "word/kvar.xml": b"<kvar/>"}))
