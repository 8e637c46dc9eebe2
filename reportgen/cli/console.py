"""What the console cannot show: Windows consoles and pipes often speak cp850 or cp1252, which lack − and →.

Such a character is written as its nearest plain one instead of stopping the program.
"""

from __future__ import annotations

import codecs
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

_PLAIN: Final = {
    "\u2212": "-",  # minus sign
    "\u2013": "-",
    "\u2014": "-",
    "\u2011": "-",
    "\u2026": "...",
    "\u2192": "->",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u201d": '"',
    "\u201c": '"',
    "\u2019": "'",
    "\u2022": "*",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u00ad": "",
}
_HANDLER: Final = "reportgen-plain"


def plain(character: str) -> str:
    """The nearest that plain letters can do; "?" for what has no likeness."""
    if character in _PLAIN:
        return _PLAIN[character]
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return letters or "?"


def _replace(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(plain(character) for character in fault.object[fault.start : fault.end]), fault.end


@contextmanager
def tolerant(stream: TextIO) -> Iterator[None]:
    """While it lasts, what the stream's encoding lacks is written plainly."""
    if not isinstance(stream, io.TextIOWrapper):
        yield
        return
    codecs.register_error(_HANDLER, _replace)
    before = stream.errors
    stream.reconfigure(errors=_HANDLER)
    try:
        yield
    finally:
        stream.reconfigure(errors=before)
