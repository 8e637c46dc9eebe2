"""Makes the PNG that stands beside each SVG of the malls, for programs that cannot show SVG (Word before 2019, LibreOffice).

    python tools/make_pictures.py

Run when a drawing changes; commit both. Draws with Chromium and the reports' own font, since drawing SVG is what a browser
does. Each PNG carries the hash of its SVG, so that a test can tell when it is old.
"""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reportgen.document.picture import picture

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FONTS = TEMPLATES / "_gemensamt" / "typsnitt"
BROWSER = "chromium"
WIDTH = 1600
"""Dots across: 250 an inch over the width of the text."""
COLOURS = 64
KEY = "Drawn from"


def fingerprint(svg: bytes) -> str:
    """What a PNG says of the SVG it was drawn from."""
    return hashlib.sha256(svg).hexdigest()


def drawn_from(png: Path) -> str:
    """The fingerprint that a PNG carries, empty if none."""
    with Image.open(png) as image:
        return str(image.info.get(KEY, ""))


def draw(svg: bytes) -> bytes:
    """The drawing on white as PNG."""
    height = round(WIDTH * picture("a.svg", "", 100, {"a.svg": svg}).ratio)
    faces = "".join(
        f'@font-face {{ font-family: "Rapport Sans"; font-weight: {weight}; font-style: {style}; '
        f"src: url(data:font/woff2;base64,{base64.b64encode((FONTS / name).read_bytes()).decode()}); }}"
        for weight, style, name in (
            (400, "normal", "RapportSans-Regular.woff2"),
            (400, "italic", "RapportSans-Italic.woff2"),
            (700, "normal", "RapportSans-Bold.woff2"),
            (700, "italic", "RapportSans-BoldItalic.woff2"),
        )
    )
    page = f"<style>{faces} body {{ margin: 0; }} svg {{ display: block; width: 100vw; }}</style>{svg.decode()}"
    with tempfile.TemporaryDirectory() as folder:
        html, png = Path(folder) / "a.html", Path(folder) / "a.png"
        html.write_text(f'<!DOCTYPE html><meta charset="utf-8">{page}', "utf-8")
        size = f"--window-size={WIDTH // 2},{height // 2}"
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2")
        subprocess.run(
            [BROWSER, *options, size, f"--screenshot={png}", html.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return _reduced(png, fingerprint(svg))


def _reduced(png: Path, mark: str) -> bytes:
    with Image.open(png) as image:
        few = image.convert("RGB").quantize(COLOURS)
    info, out = PngInfo(), io.BytesIO()
    info.add_text(KEY, mark)
    few.save(out, "PNG", optimize=True, pnginfo=info)
    return out.getvalue()


def main() -> None:
    for svg in sorted(TEMPLATES.rglob("*.svg")):
        png = svg.with_suffix(".png")
        if not png.is_file() or drawn_from(png) != fingerprint(svg.read_bytes()):
            png.write_bytes(draw(svg.read_bytes()))
            print(png.relative_to(TEMPLATES))


if __name__ == "__main__":
    sys.exit(main())
