"""A picture's proportions are read from its file."""

from __future__ import annotations

import struct

import pytest

from reportgen.document.picture import PictureError, picture, picture_files

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 300, 150) + bytes(9)


def svg(attributes: str) -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>".encode()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.png", PNG),
        ("A.PNG", PNG),
        ("a.svg", svg("viewBox='0 0 300 150'")),
        ("a.svg", svg("viewBox='-10,-10,3e1,1.5e1'")),
        ("a.svg", svg("width='300px' height='150'")),
        ("a.svg", svg("width='8cm' height='4cm' viewBox='0 0 2 1'")),
    ],
)
def test_a_picture_half_as_high_as_wide(file: str, data: bytes) -> None:
    assert picture(file, "x", 50, {file: data}).ratio == 0.5


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.png", b"GIF89a"),
        ("a.png", PNG[:20]),
        ("a.svg", b"<svg"),
        ("a.svg", svg("width='100%' height='100%'")),
        ("a.svg", svg("viewBox='0 0 0 0'")),
    ],
)
def test_a_file_that_does_not_tell_its_size_is_refused(file: str, data: bytes) -> None:
    with pytest.raises(PictureError, match="går inte att läsa"):
        picture(file, "x", 50, {file: data})


def test_a_png_beside_an_svg_stands_in_for_it() -> None:
    files = {"karta/a.svg": svg("viewBox='0 0 2 1'"), "karta/a.png": PNG}
    assert picture("karta/a.svg", "x", 50, files).fallback == PNG
    assert picture("karta/a.png", "x", 50, files).fallback == b""


def test_only_pictures_are_counted_as_such() -> None:
    assert picture_files({"bas.docx": b"", "a.svg": b"", "b.woff2": b"", "c.PNG": b""}) == ["a.svg", "c.PNG"]
