"""A picture from the mall's folder, with the proportions that its file tells."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree

from reportgen.document.blocks import Picture

KINDS: Final = ("png", "svg")
_PNG: Final = b"\x89PNG\r\n\x1a\n"


class PictureError(ValueError):
    """There is no such picture, or it cannot be used."""


def picture(file: str, description: str, per_cent: float, files: Mapping[str, bytes]) -> Picture:
    """The picture `file`, `per_cent` of the text's width. Beside an SVG a PNG of the same name may stand in for it."""
    known = picture_files(files)
    if file not in known:
        raise PictureError(f"filen finns inte i mallens mapp. Tillåtet: {', '.join(known) or 'inget'}.")
    if not 1 <= per_cent <= 100:
        raise PictureError(f"bredd {per_cent} är ingen andel av textens bredd i procent. Tillåtet: 1–100.")
    kind = _kind(file)
    ratio = proportions(files[file], kind)
    if ratio is None:
        raise PictureError("filens bredd och höjd går inte att läsa. Spara om den som PNG, eller som SVG med viewBox.")
    fallback = files.get(f"{file.removesuffix('svg')}png", b"") if kind == "svg" else b""
    return Picture(file, kind, files[file], description, per_cent / 100, ratio, fallback)


def picture_files(files: Mapping[str, bytes]) -> list[str]:
    """The names of the files that are pictures."""
    return [file for file in files if _kind(file) in KINDS]


def _kind(file: str) -> str:
    return PurePosixPath(file).suffix.lower().removeprefix(".")


def proportions(data: bytes, kind: str) -> float | None:
    """Height through width, None when the file does not tell."""
    size = _png_size(data) if kind == "png" else _svg_size(data)
    return size[1] / size[0] if size and min(size) > 0 else None


def _png_size(data: bytes) -> tuple[float, float] | None:
    if not data.startswith(_PNG) or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _svg_size(data: bytes) -> tuple[float, float] | None:
    """Width and height by viewBox, else by its own measures."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    box = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:
        return box[2], box[3]
    sides = [
        re.match(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*$", root.get(side, "")) for side in ("width", "height")
    ]
    width, height = (float(side[1]) if side else 0.0 for side in sides)
    return (width, height) if width and height else None
