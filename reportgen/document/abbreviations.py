"""What abbreviations stand for, said where each first stands in a part's running text (WCAG 2.1, 3.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.document.blocks import (
    Abbreviation,
    Block,
    Emphasis,
    Inline,
    Paragraph,
    Part,
    Strong,
    Text,
)
from reportgen.document.walk import changed


def expanded(part: Part, known: Mapping[str, str]) -> Part:
    """The part with the first of each known abbreviation, as a word of its own, told what it stands for.

    Headings and tables are left as they are: they are read again and again.
    """
    if not known:
        return part
    shortest_last = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, shortest_last))})(?![\w-])")
    return replace(part, blocks=changed(part.blocks, _Expanding(pattern, dict(known)).block))


class _Expanding:
    """`left` are the abbreviations not met yet."""

    def __init__(self, pattern: re.Pattern[str], left: dict[str, str]) -> None:
        self.pattern, self.left = pattern, left

    def block(self, block: Block) -> Block:
        return replace(block, content=self.inlines(block.content)) if isinstance(block, Paragraph) else block

    def inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(made for inline in content for made in self.inline(inline))

    def inline(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Text():
                yield from self.words(inline.text)
            case Strong() | Emphasis():
                yield replace(inline, children=self.inlines(inline.children))
            case _:
                yield inline

    def words(self, text: str) -> Iterator[Inline]:
        start = 0
        for match in self.pattern.finditer(text):
            words = self.left.pop(match[0], None)
            if words is None:
                continue
            if match.start() > start:
                yield Text(text[start : match.start()])
            yield Abbreviation(match[0], words)
            start = match.end()
        if start < len(text) or not text:
            yield Text(text[start:])
