"""What a font file can set: whether a Swedish report with figures can be printed in it, and may be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉ0123456789.,:;!?()%/+-"
"""Without one of these a font is refused."""

SIGNS: Final = "–−§…”•×"
"""Without one of these a font serves; the sign is taken from ours, and that is told."""

OWN_WIDTH: Final = 0.479
"""`Font.width` of Rapport Sans."""

_RESTRICTED: Final = 0x000F
_MUST_NOT: Final = 0x0002
"""OS/2 fsType: that bit alone says that the font must not be embedded without leave (OpenType, OS/2 table)."""


class Font:
    """A font file, opened; `ValueError` for what is none."""

    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont, TTLibError

        try:
            self._font: Any = TTFont(io.BytesIO(data), lazy=True)
            self._signs: dict[int, str] = self._font.getBestCmap() or {}
        except (TTLibError, AssertionError, KeyError) as error:
            raise ValueError("är ingen typsnittsfil") from error
        if not self._signs:
            raise ValueError("är ingen typsnittsfil")

    @property
    def faults(self) -> Iterator[str]:
        """Why the font cannot be used."""
        missing = self._missing(LETTERS)
        if missing:
            yield f"saknar tecken som en rapport behöver: {' '.join(missing)}"
        rights = self._font["OS/2"].fsType if "OS/2" in self._font else 0
        if rights & _RESTRICTED == _MUST_NOT:
            yield "får enligt sin licens inte bäddas in i dokument (OS/2 fsType 2)"

    @property
    def remarks(self) -> Iterator[str]:
        """What is worth to know, though the font serves."""
        missing = self._missing(SIGNS)
        if missing:
            yield f"saknar {' '.join(missing)}, som tas ur Rapport Sans"
        if not self.has_even_figures:
            yield "har inga siffror av samma bredd, så tal i kolumner står inte rakt under varandra"

    @property
    def has_even_figures(self) -> bool:
        """Whether all figures have the same width, as they are or by the feature tnum."""
        widths = {self._font["hmtx"][self._signs[ord(sign)]][0] for sign in "0123456789" if ord(sign) in self._signs}
        return len(widths) == 1 or "tnum" in self._features()

    @property
    def width(self) -> float:
        """The mean width of small letters, as a share of the font's size."""
        small = [sign for sign in "abcdefghijklmnopqrstuvwxyzåäö" if ord(sign) in self._signs]
        widths = [self._font["hmtx"][self._signs[ord(sign)]][0] for sign in small]
        return float(sum(widths) / len(widths) / self._font["head"].unitsPerEm) if widths else 0.0

    def _features(self) -> set[str]:
        table = self._font["GSUB"].table if "GSUB" in self._font else None
        records = table.FeatureList.FeatureRecord if table is not None and table.FeatureList else ()
        return {record.FeatureTag for record in records}

    def _missing(self, signs: str) -> list[str]:
        return [sign for sign in signs if ord(sign) not in self._signs]
