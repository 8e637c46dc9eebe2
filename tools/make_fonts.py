"""Makes the four fonts in templates/_gemensamt/typsnitt from the variable Source Sans 3. Run once; the result is committed.

    pip install fontpkg-source-sans-3 "fonttools[woff]"
    python tools/make_fonts.py

Why static: WeasyPrint lays a variable font out with the widths of its default weight and draws it at another.
Why cut: a report needs Latin letters and a few signs, 25 kB a font instead of 600.
Why renamed: the licence (SIL OFL 1.1) keeps the name Source for the unaltered fonts, and a font of the same name that
happens to be installed on the machine would change the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGE = "fontpkg_source_sans_3"
FAMILY = "Rapport Sans"
TARGET = Path(__file__).resolve().parent.parent / "templates" / "_gemensamt" / "typsnitt"

STYLES = {
    "Regular": ("files/SourceSans3[wght].ttf", 400),
    "Italic": ("files/SourceSans3-Italic[wght].ttf", 400),
    "Bold": ("files/SourceSans3[wght].ttf", 600),
    "Bold Italic": ("files/SourceSans3-Italic[wght].ttf", 600),
}
"""Bold is drawn at 600: enough to mark a sum row, without the blackness of 700 in a table of figures."""

RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1: å ä ö é ü æ ø § ± × · no-break space, soft hyphen
    (0x0100, 0x017F),  # Latin Extended-A: names, Sami and Finnish letters
    (0x2009, 0x2015),  # thin and hair space, hyphens, dashes
    (0x2018, 0x2026),  # quotation marks, daggers, bullet, ellipsis
    (0x2190, 0x2199),  # arrows
)
SIGNS = "\u2007\u2008\u200b\u202f‰′″‹›⁄€™Ωμπ⅓⅔⅛∂∆∏∑−∕√∞∫≈≠≤≥◊■□▲▼●○◆✓✗₀₁₂₃₄⁰⁴"
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "case"]

LINE_HYPHEN = "hyphen.line"

NAME_COPYRIGHT, NAME_FAMILY, NAME_STYLE, NAME_ID, NAME_FULL, NAME_VERSION, NAME_POSTSCRIPT = range(7)
NAME_LICENCE, NAME_LICENCE_URL = 13, 14
KEPT_NAMES = (NAME_COPYRIGHT, NAME_VERSION, NAME_LICENCE, NAME_LICENCE_URL)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    package = resources.files(PACKAGE)
    for style, (file, weight) in STYLES.items():
        with resources.as_file(package / file) as source:
            font = make(source, style, weight)
        font.flavor = "woff2"
        font.save(TARGET / f"{postscript_name(style)}.woff2")
    (TARGET / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


def make(source: Path, style: str, weight: int) -> TTFont:
    """One static style, cut and renamed."""
    font = TTFont(source, recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight}, inplace=True)
    subsetter = Subsetter(cut_options())
    subsetter.populate(unicodes=codepoints())
    subsetter.subset(font)
    give_lines_their_own_hyphen(font)
    rename(font, style)
    describe(font, style)
    return font


def give_lines_their_own_hyphen(font: TTFont) -> None:
    """U+2010 gets a glyph of its own, alike, so that a PDF can say of a hyphen at the end of a line that it is no letter."""
    font.setGlyphOrder([*font.getGlyphOrder(), LINE_HYPHEN])
    font["glyf"][LINE_HYPHEN] = deepcopy(font["glyf"]["hyphen"])
    font["hmtx"][LINE_HYPHEN] = font["hmtx"]["hyphen"]
    for table in font["cmap"].tables:
        if 0x2010 in table.cmap:
            table.cmap[0x2010] = LINE_HYPHEN


def codepoints() -> Iterator[int]:
    for first, last in RANGES:
        yield from range(first, last + 1)
    yield from map(ord, SIGNS)


def cut_options() -> Options:
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = list(KEPT_NAMES)
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["STAT", "MVAR", "HVAR", "avar", "DSIG"]
    return options


def postscript_name(style: str) -> str:
    return f"{FAMILY}-{style}".replace(" ", "")


def rename(font: TTFont, style: str) -> None:
    """The private family name in every record that a program may show or embed."""
    names = {
        NAME_FAMILY: FAMILY,
        NAME_STYLE: style,
        NAME_ID: f"{postscript_name(style)};1",
        NAME_FULL: f"{FAMILY} {style}",
        NAME_POSTSCRIPT: postscript_name(style),
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT_NAMES]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)


def describe(font: TTFont, style: str) -> None:
    """Weight and slope bits that fit the style's name, so that programs pair the four as one family."""
    bold, italic = "Bold" in style, "Italic" in style
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = (bold << 5) | (italic << 0) | ((not bold and not italic) << 6) | (1 << 7)
    font["head"].macStyle = (bold << 0) | (italic << 1)


if __name__ == "__main__":
    main()
