"""Blocks within blocks: each once, in reading order; what is quoted is left alone where that is asked for."""

from __future__ import annotations

from reportgen.document.blocks import Block, Box, Heading, ListBlock, Paragraph, Part, ProseBlock, Quote, Text, plain
from reportgen.document.walk import changed, headings, leaves


def said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def titled(words: str) -> Heading:
    return Heading(1, (Text(words),), "", "")


BLOCKS: tuple[Block, ...] = (
    titled("A"),
    Box((said("b"), ListBlock(((said("c"), Quote((said("d"), titled("E")))), (said("f"),))))),
    Quote((said("g"), Box((titled("H"),)))),
    ProseBlock("texter.i", "I", (said("i"),)),
)


def words(blocks: tuple[Block, ...], *, quoted: bool = True) -> str:
    return "".join(plain(b.content) for b in leaves(blocks, quoted=quoted) if isinstance(b, Paragraph | Heading))


def louder(block: Block) -> Block:
    return said(plain(block.content).upper() + "!") if isinstance(block, Paragraph) else block


def test_every_block_comes_once_in_reading_order() -> None:
    assert words(BLOCKS) == "AbcdEfgHi"
    assert words(BLOCKS, quoted=False) == "Abcfi"


def test_a_change_reaches_every_block_and_nothing_else_is_touched() -> None:
    made = changed(BLOCKS, louder)
    assert words(made) == "AB!C!D!EF!G!HI!"
    assert changed(BLOCKS, lambda block: block) == BLOCKS


def test_a_change_leaves_quotes_alone_when_asked_to() -> None:
    assert words(changed(BLOCKS, louder, quoted=False)) == "AB!C!dEF!gHI!"


def test_a_quoted_heading_is_not_one_of_the_parts() -> None:
    part = Part("del", "Titel", "", BLOCKS)
    assert [heading.plain for heading in headings(part)] == ["A"]
