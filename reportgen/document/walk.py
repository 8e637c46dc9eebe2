"""Through the blocks that hold others: boxes, quotes, prose and lists. What stands in the cells of a table is the table's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reportgen.document.blocks import (
    Block,
    Box,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    ListBlock,
    Part,
    ProseBlock,
    Quote,
    Strong,
)


def every(blocks: Iterable[Block], *, quoted: bool = True) -> Iterator[Block]:
    """Every block in reading order, what holds others before what it holds; without `quoted` not what is somebody else's words."""
    for block in blocks:
        if isinstance(block, Quote) and not quoted:
            continue
        yield block
        match block:
            case Box() | Quote() | ProseBlock():
                yield from every(block.blocks, quoted=quoted)
            case ListBlock():
                for item in block.items:
                    yield from every(item, quoted=quoted)


def leaves(blocks: Iterable[Block], *, quoted: bool = True) -> Iterator[Block]:
    """The blocks that hold no others."""
    return (one for one in every(blocks, quoted=quoted) if not isinstance(one, Box | Quote | ProseBlock | ListBlock))


def figures(content: Iterable[Inline]) -> Iterator[Figure]:
    """The figures among words, those in bold and italic too."""
    for inline in content:
        match inline:
            case Figure():
                yield inline
            case Strong() | Emphasis() | Foreign():
                yield from figures(inline.children)


def headings(part: Part) -> tuple[Heading, ...]:
    """The headings of a part in order, those in boxes too."""
    return tuple(block for block in leaves(part.blocks, quoted=False) if isinstance(block, Heading))


def changed(blocks: Iterable[Block], change: Callable[[Block], Block], *, quoted: bool = True) -> tuple[Block, ...]:
    """The same blocks with `change` made to each that holds no others, in reading order; without `quoted` not in quotes."""

    def after(block: Block) -> Block:
        match block:
            case Quote() if not quoted:
                return block
            case Box() | Quote() | ProseBlock():
                return replace(block, blocks=inside(block.blocks))
            case ListBlock():
                return replace(block, items=tuple(map(inside, block.items)))
            case _:
                return change(block)

    def inside(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(map(after, blocks))

    return inside(blocks)
