"""Markdown → blocks, for the malls' documents and, with fewer forms, for what people write.

Values never pass through Markdown as text. They are put in `Slots` and stand in the text as a mark of two private-use
characters; after parsing the mark is replaced by the node itself, so nothing a person typed is ever markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from reportgen.document.blocks import (
    Block,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    ProseBlock,
    Quote,
    Strong,
    Text,
)

PROSE_RULES: Final = ("list", "emphasis", "newline", "escape", "paragraph")
DOCUMENT_RULES: Final = (*PROSE_RULES, "heading", "blockquote")

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


class MisplacedBlockError(ValueError):
    """A table, chart or longer text stands inside a paragraph. `words` are those around it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Slots:
    """The nodes that stand in a text as marks."""

    def __init__(self) -> None:
        self._nodes: list[Inline | tuple[Block, ...]] = []

    def put(self, node: Inline | tuple[Block, ...]) -> str:
        """Keeps the node and gives the mark to set in its place."""
        self._nodes.append(node)
        return f"{_OPEN}{len(self._nodes) - 1}{_CLOSE}"

    def get(self, number: str) -> Inline | tuple[Block, ...]:
        return self._nodes[int(number)]


def clean(text: str) -> str:
    """A person's text without the characters that `Slots` marks with."""
    return _PRIVATE.sub("", text)


def to_blocks(text: str, rules: Sequence[str], slots: Slots, *, as_typed: bool = False) -> tuple[Block, ...]:
    """The blocks of a text. With `as_typed`, single new lines are kept, and so are numbers that do not follow each other.

    Headings come without number and id.
    """
    tree = SyntaxTreeNode(_parser(tuple(rules)).parse(text))
    return _Reader(slots, as_typed=as_typed).children(tree)


@cache
def _parser(rules: tuple[str, ...]) -> MarkdownIt:
    """A parser that knows those forms. Making one takes longer than reading a text."""
    return MarkdownIt("zero").enable(list(rules))


class _Reader:
    """Reads a syntax tree; `line_end` is what a new line inside a paragraph becomes."""

    def __init__(self, slots: Slots, *, as_typed: bool) -> None:
        self.slots, self.as_typed = slots, as_typed
        self.line_end: Inline = LineBreak() if as_typed else Text(" ")

    def children(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        return tuple(block for child in node.children for block in self.blocks(child))

    def blocks(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        match node.type:
            case "paragraph":
                return self.paragraph(node)
            case "heading":
                return (Heading(int(node.tag[1:]), self.inlines(node.children[0].children), "", ""),)
            case "blockquote":
                return (Quote(self.children(node)),)
            case "ordered_list" if self.as_typed and not _in_sequence(node):
                return tuple(block for item in node.children for block in self.numbered(item))
            case "bullet_list" | "ordered_list":
                items = tuple(self.children(item) for item in node.children)
                start = node.attrs.get("start", 1)
                return (ListBlock(items, node.type == "ordered_list", int(start)),)
            case _:
                raise AssertionError(node.type)

    def numbered(self, item: SyntaxTreeNode) -> tuple[Block, ...]:
        """An item of a numbered list as text, its number as it was typed."""
        number = Text(f"{item.info}{item.markup}")
        match self.children(item):
            case (Paragraph(content), *rest):
                return (Paragraph((number, Text(" "), *content)), *rest)
            case blocks:
                return (Paragraph((number,)), *blocks)

    def paragraph(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """A paragraph, or the blocks of the one mark that is all there is in it."""
        inline = node.children[0]
        alone = _MARK.fullmatch(inline.content.strip())
        if alone and isinstance(found := self.slots.get(alone[1]), tuple):
            return found
        content = self.inlines(inline.children)
        return (Paragraph(content),) if content else ()

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for node in nodes:
            match node.type:
                case "text":
                    out += self.text(node.content)
                case "strong":
                    out.append(Strong(self.inlines(node.children)))
                case "em":
                    out.append(Emphasis(self.inlines(node.children)))
                case "softbreak":
                    out.append(self.line_end)
                case "hardbreak":
                    out.append(LineBreak())
                case _:
                    raise AssertionError(node.type)
        return tuple(out)

    def text(self, text: str) -> list[Inline]:
        """Plain text with its marks replaced."""
        out: list[Inline] = []
        for n, part in enumerate(_MARK.split(text)):
            if n % 2:
                out += _inline_of(self.slots.get(part), text)
            elif part:
                out.append(Text(part))
        return out


def _in_sequence(numbered: SyntaxTreeNode) -> bool:
    """Whether the numbers before the items follow each other, so that a list counts as they do."""
    numbers = [int(item.info) for item in numbered.children]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _inline_of(node: Inline | tuple[Block, ...], around: str) -> tuple[Inline, ...]:
    """A node set in running text; prose of one paragraph can be, other blocks cannot."""
    if not isinstance(node, tuple):
        return (node,)
    match node:
        case ():
            return ()
        case (Paragraph(content),) | (ProseBlock(blocks=(Paragraph(content),)),):
            return content
        case _:
            raise MisplacedBlockError(_MARK.sub("…", around).strip())
