"""What a call of the mall's left, set wholly in bold or italic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportgen.document.blocks import Block, Emphasis, Inline, ListBlock, Paragraph, ProseBlock, Strong


def as_blocks(node: Inline | tuple[Block, ...]) -> tuple[Block, ...]:
    return node if isinstance(node, tuple) else (Paragraph((node,)),)


def in_form(
    node: Inline | tuple[Block, ...], form: Callable[[tuple[Inline, ...]], Inline]
) -> Inline | tuple[Block, ...]:
    """The same node with every paragraph's words in that form."""
    if not isinstance(node, tuple):
        return form((node,))
    return tuple(_in_form_block(block, form) for block in node)


def _in_form_block(block: Block, form: Callable[[tuple[Inline, ...]], Inline]) -> Block:
    match block:
        case Paragraph():
            return Paragraph((form(block.content),))
        case ProseBlock():
            inside = tuple(_in_form_block(inner, form) for inner in block.blocks)
            bold, italic = block.bold or form is Strong, block.italic or form is Emphasis
            return replace(block, blocks=inside, bold=bold, italic=italic)
        case ListBlock():
            items = tuple(tuple(_in_form_block(inner, form) for inner in item) for item in block.items)
            return replace(block, items=items)
        case _:
            return block
