"""A hyphen where a word is divided between two lines is no letter of the word: in the PDF it reads as a soft hyphen.

Then a screen reader says the word whole and copied text has it whole (ISO 32000-1, 14.8.2.2.3). The CSS divides words with
U+2010, which has a glyph of its own in the fonts of reportgen (tools/make_fonts.py); what that glyph means is said in the
font's map to Unicode. In a font where other hyphens share the glyph nothing is changed.
"""

from __future__ import annotations

from typing import Any, Final

OWN_FONTS: Final = "Rapport-Sans"
_LINE_HYPHEN: Final = b"> <2010>"
_SOFT_HYPHEN: Final = b"> <00ad>"


def soften(pdf: Any) -> None:
    """Changes the maps to Unicode of a PDF that WeasyPrint is about to write."""
    for font in pdf.objects:
        if not isinstance(font, dict) or font.get("Type") != "/Font" or OWN_FONTS not in str(font.get("BaseFont", "")):
            continue
        reference = font.get("ToUnicode")
        if isinstance(reference, bytes):
            letters = pdf.objects[int(reference.split()[0])].stream
            letters[:] = [line.replace(_LINE_HYPHEN, _SOFT_HYPHEN) for line in letters]
