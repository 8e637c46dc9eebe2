"""The numbers and ids of what stands in a part: headings, tables and charts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from reportgen.document.blocks import Block, ChartBlock, Heading, Inline, TableBlock, Text

_MARK: Final = re.compile(r"\s*\{(-|dolt nummer|nummer [^{}]+)\}\s*$")
"""What may end a heading: {-} has no number; {dolt nummer} is counted but shows none; {nummer Mål 1.1} has its own."""


class Numbering:
    """Gives headings their numbers and ids, tables and charts their numbers, in the order of one part."""

    def __init__(self, taken: dict[str, int], *, numbered: bool) -> None:
        self.taken, self.numbered = taken, numbered
        self.headings: list[int] = []
        self.tables = self.charts = 0

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                block = _numbered_heading(block, self.headings, numbered=self.numbered)
                return replace(block, id=_unique(_slug(f"{block.number} {block.plain}"), self.taken))
            case TableBlock():
                self.tables += block.caption
                return replace(block, number=self.tables if block.caption else None)
            case ChartBlock():
                self.charts += 1
                nth = self.taken[f"diagram {block.id}"] = self.taken.get(f"diagram {block.id}", 0) + 1
                return replace(block, number=self.charts, nth=nth)
            case _:
                return block


def _numbered_heading(heading: Heading, counters: list[int], *, numbered: bool) -> Heading:
    """The heading with its number, unless a mark at its end says otherwise. Deeper counters start anew under every heading."""
    content, mark = _without_mark(heading.content)
    del counters[heading.level :]
    if mark.startswith("nummer "):
        return replace(heading, content=content, number=mark.removeprefix("nummer ").strip())
    if mark == "-" or not numbered:
        return replace(heading, content=content)
    counters += [0] * (heading.level - len(counters))
    counters[heading.level - 1] += 1
    shown = "" if mark else ".".join(map(str, counters))
    return replace(heading, content=content, number=shown)


def _without_mark(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str]:
    """The heading without the mark that ends it, and the mark's words."""
    if content and isinstance(last := content[-1], Text) and (found := _MARK.search(last.text)):
        rest = last.text[: found.start()]
        return (*content[:-1], Text(rest)) if rest else content[:-1], found[1]
    return content, ""


def _slug(words: str) -> str:
    """ "4.1.2 Samhörighet" → "4-1-2-samhorighet"."""
    parted = re.sub(r"[^\w]+", "-", words.casefold())
    return unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().strip("-") or "avsnitt"


def _unique(slug: str, taken: dict[str, int]) -> str:
    taken[slug] = taken.get(slug, 0) + 1
    return slug if taken[slug] == 1 else _unique(f"{slug}-{taken[slug]}", taken)
