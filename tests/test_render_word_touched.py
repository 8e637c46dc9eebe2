"""A Word file that somebody has worked in is told from one as we made it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from reportgen.document.blocks import Document, Paragraph, Part, Text
from reportgen.render.word import to_word
from reportgen.render.word.touched import is_as_made

MADE = to_word(
    Document(
        "Rapport",
        "Socialnämnden",
        "augusti 2024",
        "2024-09-13",
        (Part("a", "Rapport", "", (Paragraph((Text("Ett ord"),)),)),),
    )
)


def test_what_we_made_is_as_made() -> None:
    assert is_as_made(MADE)


def test_a_changed_word_is_seen() -> None:
    word = docx.Document(io.BytesIO(MADE))
    next(p for p in word.paragraphs if "Ett ord" in p.text).runs[0].text = "Två ord"
    saved = io.BytesIO()
    word.save(saved)
    assert not is_as_made(saved.getvalue())


@pytest.mark.parametrize("data", [b"", b"inget", MADE[:500]])
def test_what_cannot_be_read_is_a_persons(data: bytes) -> None:
    assert not is_as_made(data)


def test_a_word_file_that_is_not_ours_is_a_persons() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("docProps/core.xml", "<c/>")
    assert not is_as_made(out.getvalue())


@pytest.mark.libreoffice
def test_a_file_saved_by_libreoffice_is_a_persons(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(MADE)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "ut"),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert not is_as_made((tmp_path / "ut" / "a.docx").read_bytes())
