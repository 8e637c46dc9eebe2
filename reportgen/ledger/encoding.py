"""Which signs the bytes of an export stand for. Files seldom say it, and some say it wrongly."""

from __future__ import annotations

from typing import Final

_SWEDISH: Final = "åäöÅÄÖéÉ"
_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAMPLE: Final = 4_000_000
"""Bytes that are enough to tell two code pages apart."""


def encoding_of(data: bytes, *, old: bool = False) -> str:
    """The name of the encoding: UTF-8 where that is what it is; else the code page that makes most Swedish letters.

    With `old` the choice stands between CP437, the PC8 of the SIE standard, and Windows (CP1252), else it is Windows.
    """
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data) if old else "cp1252"
    return "utf-8"


def _code_page(data: bytes) -> str:
    sample = data[:_SAMPLE]
    found = {page: sum(sample.count(letter.encode(page)) for letter in _SWEDISH) for page in ("cp437", "cp1252")}
    return "cp1252" if found["cp1252"] > found["cp437"] else "cp437"
