"""PDF and Word side by side: about as many pages, none of them empty. How they look, a person sees in tools/pages.py's pictures."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from gallery import BLOCKS, FONTS, document
from reportgen.document.blocks import Cover
from reportgen.pipeline import check_workbook, render
from reportgen.render.html import to_html
from reportgen.render.pdf import to_pdf
from reportgen.render.word import to_word

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

pytestmark = [pytest.mark.slow, pytest.mark.pango, pytest.mark.poppler, pytest.mark.libreoffice]


def shades(picture: Path) -> int:
    """How many different bytes a PNG's lines have: a blank page has hardly any."""
    data, at, packed = picture.read_bytes(), 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return len(set(zlib.decompress(packed)))


def test_every_kind_of_block_has_its_pages_in_both(tmp_path: Path) -> None:
    from pages import pictures

    made = document(*BLOCKS, cover=Cover.PAGE, contents=True)
    drawn = pictures({"pdf": to_pdf(to_html(made, fonts=FONTS)).data, "docx": to_word(made)}, "galleri", tmp_path)
    assert len(drawn["pdf"]) == len(drawn["word"])
    assert all(shades(page) > 16 for pages in drawn.values() for page in pages)


@pytest.mark.parametrize("name", ["standard-manadsuppfoljning-2025-03", "uppsala-delarsbokslut-2024-08"])
def test_a_report_has_about_as_many_pages_in_both_and_none_is_empty(name: str, tmp_path: Path) -> None:
    from pages import pictures

    drawn = pictures(
        dict(render(check_workbook(ROOT / "inputs" / f"{name}.xlsx"), ["pdf", "docx"]).data), name, tmp_path
    )
    fewer, more = sorted(len(pages) for pages in drawn.values())
    assert more - fewer <= max(1, more // 6)
    assert all(shades(page) > 16 for pages in drawn.values() for page in pages)
