"""Words from cells: what programs and pasting leave in them is taken away, what people wrote is kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_WORD_BULLET: Final = re.compile("^[ \t]*[\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076][ \t]*", re.MULTILINE)
_REMOVED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U000f0000-\U0010ffff]"
)
_ESCAPED, _OBJECT = "_x000D_", "\ufffc"
_TRAILING: Final = re.compile(r"[ \t\u00a0]+$", re.MULTILINE)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")


def clean_text(text: str) -> str:
    """Prose of one or more lines: "\\n" between them, nothing invisible, bullets from Word as "- ", no spaces at line ends."""
    if text.isprintable() and _ESCAPED not in text and _OBJECT not in text:
        return unicodedata.normalize("NFC", text).rstrip()  # as most labels are: nothing below would change them
    text = _LINE_ENDS.sub("\n", text.replace(f"{_ESCAPED}\n", "\n").replace(_ESCAPED, "\n"))
    text = _REMOVED.sub("", _WORD_BULLET.sub("- ", text)).replace("\t", " ")
    return _TRAILING.sub("", unicodedata.normalize("NFC", text)).strip("\n").rstrip()


def clean_label(text: str) -> str:
    """A name on one line: as `clean_text`, with every run of spaces and line breaks as one space."""
    return " ".join(clean_text(text).split())


def same_words(text: str) -> str:
    """What two labels have in common when a person would call them the same: case, spaces, dashes and end marks aside."""
    return _DASHES.sub("-", clean_label(text)).casefold().strip(" :.;*")
