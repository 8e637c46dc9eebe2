"""Marks that words are known again by, and cannot be read out of.

A Word file is mailed about and published. It must not hold what somebody has deleted from it, so what it carries of its words
are marks alone. They are made with a key that only the workbook has: else a figure, or a short text, would be guessed in no time.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Final

from reportgen.wording.flat import Flat

_LENGTH: Final = 6
"""Bytes of a mark: that two texts have the same one happens once in 2⁴⁸."""


class Marks:
    """The marks that are made with one workbook's key."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(key.encode()).digest()

    def of(self, words: str) -> str:
        """The mark of the words, whatever the spaces between them; that of none is "" itself."""
        return self.of_text(" ".join(words.split()))

    def of_text(self, text: str) -> str:
        """The mark of a text where every sign counts."""
        if not text:
            return ""
        data = text.encode("utf-8", "surrogatepass")
        return urlsafe_b64encode(hashlib.blake2b(data, digest_size=_LENGTH, key=self._key).digest()).decode()

    def of_paragraphs(self, flats: Iterable[Flat]) -> str:
        """The mark of a text by its paragraphs with their form, whichever signs it is written with."""
        return self.of_text("\n".join(map(_coded, flats)))


def _coded(flat: Flat) -> str:
    spans = "".join(
        f"\0{'b' * span.bold}{'i' * span.italic}\0{f'{{{{{span.field.strip()}}}}}' if span.field else span.text}"
        for span in flat.spans
    )
    return f"{flat.kind}{flat.depth}.{flat.number}{spans}"
