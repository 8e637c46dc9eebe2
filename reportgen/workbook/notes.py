"""The words of reportgen's notes on cells, and how they are told from what people write in the same note.

A note of ours begins and ends with a line of its own, and the last has a checksum: so it can be taken out again, also from a
note that a person had written before, and words that somebody has changed or added are theirs and stay.
"""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

FIRST_LINE: Final = "Fynd från reportgen"
_OURS: Final = re.compile(rf"(^|\n){FIRST_LINE}\n(.*?)\n\(reportgen ([0-9a-f]{{8}})\)", re.DOTALL)
_NEWLINES: Final = re.compile(r"\r\n?")


def note(text: str) -> str:
    """The text as a note of ours."""
    return f"{FIRST_LINE}\n{text}\n(reportgen {_checksum(text)})"


def without_ours(text: str) -> str:
    """What people have written in a note: all of it but what we wrote, unless somebody has changed that."""
    if FIRST_LINE not in text:
        return text
    return _OURS.sub(_theirs, _NEWLINES.sub("\n", text)).rstrip("\n")


def _theirs(match: re.Match[str]) -> str:
    return "" if _checksum(match[2]) == match[3] else f"{match[1]}{match[2]}"


def _checksum(text: str) -> str:
    """The same whatever a program does to spaces and line ends."""
    return f"{crc32(' '.join(text.split()).encode()):08x}"
