"""Which HTML element each part of the PDF's structure tree was made of, which WeasyPrint knows but does not keep.

Without it a table over two pages cannot be told from two tables. WeasyPrint has no public place to ask, so the one private
function that makes the tree is listened to while a PDF is written; where another version lacks it, nothing is recorded and
the tree stays as WeasyPrint made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

_MAKER: Final = "_build_box_tree"


@dataclass(frozen=True, slots=True)
class Origin:
    """An element of the page, or what the CSS put before or after one (`div::after`)."""

    element: Any
    name: str

    @property
    def key(self) -> tuple[int, str]:
        """The same for every piece of the same element."""
        return id(self.element), self.name

    def attribute(self, name: str) -> str:
        return str(self.element.attrib.get(name, ""))

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attribute("class").split())


@contextmanager
def recorded() -> Iterator[dict[int, Origin]]:
    """The origin of every structure element made meanwhile, by the number of its object in the PDF."""
    from weasyprint.pdf import tags

    origins: dict[int, Origin] = {}
    maker = getattr(tags, _MAKER, None)
    if maker is None:
        yield origins
        return

    def listening(box: Any, *rest: Any) -> Iterator[Any]:
        for made in maker(box, *rest):
            placed = getattr(box, "_box", box)
            if getattr(placed, "element", None) is not None:
                origins.setdefault(made.number, Origin(placed.element, str(placed.element_tag)))
            yield made

    setattr(tags, _MAKER, listening)
    try:
        yield origins
    finally:
        setattr(tags, _MAKER, maker)
