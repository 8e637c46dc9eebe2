"""Markdown-light: what people write in the workbook's text cells → blocks.

Paragraphs (an empty line between), new lines, bullets ("- ", "• ", "* ", "– "), numbers ("1. ", "1) "), nested by
indent, **bold**, *italic*, and value fields. Everything else stands as it was typed; so do numbers that do not follow each
other, as a list would number them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reportgen.derive.fields import FIELD
from reportgen.document.blocks import Block, Inline, ListBlock, Paragraph, plain
from reportgen.document.markdown import PROSE_RULES, Slots, clean, to_blocks

_LINE_RULES: Final = tuple(rule for rule in PROSE_RULES if rule != "list")
_BULLET: Final = re.compile(r"^(\s*)(?:(?:[•·▪◦‣›]|o(?=\s\s))(\s+)(?=\S)|[–—](\s+)(?=[^\s\d]))", re.MULTILINE)
"""A long dash before a number is a minus; "o" is a bullet only with the wide space that Word's lists leave after it."""
_LITERAL: Final = re.compile(r"^(\s*)(?:(\d{3,})([.)])|(\+))(?=\s)", re.MULTILINE)


def prose(text: str, figure: Callable[[str], Inline]) -> tuple[Block, ...]:
    """The blocks of a person's text; `figure` gives the inline that a value field is replaced by."""
    slots = Slots()
    return to_blocks(_as_markdown(_marked(text, figure, slots)), PROSE_RULES, slots, as_typed=True)


def line(text: str, figure: Callable[[str], Inline]) -> tuple[Block, ...]:
    """The same of a name on one line: "1. Trygghet" and "- varav hyror" are no lists."""
    slots = Slots()
    return to_blocks(_marked(text, figure, slots), _LINE_RULES, slots)


def in_one_run(blocks: tuple[Block, ...]) -> str:
    """The words of a text without its form, for where only words can stand."""
    words = (
        plain(block.content) if isinstance(block, Paragraph) else " ".join(map(in_one_run, block.items))
        for block in blocks
        if isinstance(block, Paragraph | ListBlock)
    )
    return " ".join(words)


def _marked(text: str, figure: Callable[[str], Inline], slots: Slots) -> str:
    return FIELD.sub(lambda match: slots.put(figure(match[1])), clean(text))


def _as_markdown(text: str) -> str:
    """Swedish typing habits as Markdown: office bullets are bullets; "2024. Året …" and "+ 3" are not lists."""
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    text = _BULLET.sub(lambda match: f"{match[1]}-{match[2] or match[3]}", text)
    text = _LITERAL.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[1]}\\+", text)
    return _lists_apart(text)


def _lists_apart(text: str) -> str:
    """An empty line before a numbered list's first item, as Markdown wants it and people do not write it."""
    lines: list[str] = []
    for line in text.split("\n"):
        first = re.match(r"\s*1[.)]\s", line)
        if first and lines and lines[-1].strip() and not re.match(r"\s*(?:\d+[.)]|-)\s", lines[-1]):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
