"""Markdown-light: what people write in the workbook's text cells → blocks.

Paragraphs (an empty line between), new lines, bullets ("- ", "• ", "* ", "– "), numbers ("1. ", "1) "), nested by
indent, **bold**, *italic*, and value fields. Everything else stands as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reportgen.derive.fields import FIELD
from reportgen.document.blocks import Block, Inline
from reportgen.document.markdown import PROSE_RULES, Slots, clean, to_blocks

_BULLET: Final = re.compile(r"^(\s*)[•·–—▪◦‣›o](\s+)(?=\S)", re.MULTILINE)
_LITERAL: Final = re.compile(r"^(\s*)(?:(\d{3,})([.)])|(\+))(?=\s)", re.MULTILINE)


def prose(text: str, figure: Callable[[str], Inline]) -> tuple[Block, ...]:
    """The blocks of a person's text; `figure` gives the inline that a value field is replaced by."""
    slots = Slots()
    marked = FIELD.sub(lambda match: slots.put(figure(match[1])), clean(text))
    return to_blocks(_as_markdown(marked), PROSE_RULES, slots, breaks=True)


def _as_markdown(text: str) -> str:
    """Swedish typing habits as Markdown: office bullets are bullets; "2024. Året …" and "+ 3" are not lists."""
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    text = _BULLET.sub(r"\1-\2", text)
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
