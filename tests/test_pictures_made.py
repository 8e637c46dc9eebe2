"""Every drawing of a mall has beside it the picture that programs without SVG show, and it is of that drawing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("make_pictures", ROOT / "tools" / "make_pictures.py")
assert SPEC is not None
assert SPEC.loader is not None
make_pictures = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_pictures)


@pytest.mark.parametrize(
    "svg", sorted((ROOT / "templates").rglob("*.svg")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_its_picture_is_drawn_from_it(svg: Path) -> None:
    png = svg.with_suffix(".png")
    assert png.is_file(), "run python tools/make_pictures.py"
    assert make_pictures.drawn_from(png) == make_pictures.fingerprint(svg.read_bytes()), "run tools/make_pictures.py"
