"""Every kind of block and inline reaches every writer's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from gallery import BLOCKS, FONTS, document
from reportgen.document.blocks import Block, Inline
from reportgen.render.html import to_html

KINDS: tuple[type, ...] = (*get_args(Block), *get_args(Inline))


def nodes(value: object) -> Iterator[object]:
    """The nodes of a tree, outermost first."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_gallery_has_every_kind(kind: type) -> None:
    assert any(isinstance(node, kind) for node in nodes(BLOCKS))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_html_writes_every_kind(block: Block) -> None:
    assert "<main>" in to_html(document(block), fonts=FONTS)
