"""The logo of the profile in a Word file: on the title page with its words, in headers as decoration."""

from __future__ import annotations

from reportgen.model.profile import Logo
from reportgen.office import OFFICE
from reportgen.render.word.pictures import clear_png, inline_picture
from reportgen.render.word.writing import PICTURE_TYPES, Writing

TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


def logo_run(logo: Logo, writing: Writing, part: str, width_mm: float, *, said: str = "") -> str:
    """A run with the logo, that wide, in a part of the file; `said` is its text alternative."""
    svg = _related(f"word/media/{logo.file}", "svg", logo.data, part, writing) if logo.kind == "svg" else ""
    plain = (logo.fallback or clear_png()) if svg else logo.data
    png = _related("word/media/logotyp.png", "png", plain, part, writing)
    height = twips(width_mm * logo.ratio)
    return f"<w:r>{inline_picture(png, writing.new_id(), twips(width_mm), height, said=said, svg=svg)}</w:r>"


def _related(name: str, kind: str, data: bytes, part: str, writing: Writing) -> str:
    """The relation from the part to the picture, which is put in the file once."""
    if name not in writing.package:
        writing.package.add(name, data, PICTURE_TYPES[kind])
    return writing.package.relate(part, f"{OFFICE}/image", name)
