"""What is said of a font: fonts are cut to size in the test."""

from __future__ import annotations

import io

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from gallery import FONTS
from reportgen.render.fonts import LETTERS, OWN_WIDTH, SIGNS, Font

OWN = FONTS["RapportSans-Regular.woff2"]


def cut(without: str, *, rights: int = 0, features: bool = True, wide: str = "") -> Font:
    """Our font without some signs; `wide` are figures made wider than the others."""
    font = TTFont(io.BytesIO(OWN))
    options = Options()
    options.layout_features = ["*"] if features else []
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={ord(sign) for sign in LETTERS + SIGNS if sign not in without})
    subsetter.subset(font)
    font["OS/2"].fsType = rights
    for sign in wide:
        glyph = font.getBestCmap()[ord(sign)]
        width, bearing = font["hmtx"][glyph]
        font["hmtx"][glyph] = (width + 100, bearing)
    out = io.BytesIO()
    font.save(out)
    return Font(out.getvalue())


def test_our_own_font_has_all_that_is_needed() -> None:
    assert list(Font(OWN).faults) == list(Font(OWN).remarks) == []
    assert Font(OWN).width == pytest.approx(OWN_WIDTH, abs=0.001)


def test_a_font_without_swedish_letters_cannot_be_used() -> None:
    assert list(cut("åÖ").faults) == ["saknar tecken som en rapport behöver: å Ö"]


def test_a_font_without_dash_or_minus_serves_and_it_is_told() -> None:
    font = cut("–−")
    assert list(font.faults) == []
    assert list(font.remarks) == ["saknar – −, som tas ur Rapport Sans"]


def test_figures_of_different_widths_are_told() -> None:
    assert any("siffror" in remark for remark in cut("", features=False, wide="1").remarks)


@pytest.mark.parametrize(("rights", "count"), [(2, 1), (4, 0), (8, 0), (6, 0)])
def test_a_font_that_must_not_be_embedded_is_refused(rights: int, count: int) -> None:
    assert len(list(cut("", rights=rights).faults)) == count
