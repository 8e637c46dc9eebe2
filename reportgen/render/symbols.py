"""The symbols of status scales: drawn shapes, and the colours that go with them.

Every level differs in shape as well as colour, and always stands beside its word, so nothing is said by colour alone.
Keys are those of the malls (`symbol` and `farg` of a level).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours as #rrggbb. `edge` has at least 3:1 against white, which `fill` (a yellow, a grey) need not have."""

    fill: str
    edge: str


COLOURS: Final[Mapping[str, Paint]] = MappingProxyType(
    {
        "gron": Paint("#2f8f5b", "#1d6b41"),
        "gul": Paint("#f5bd1f", "#8a6100"),
        "rod": Paint("#c8372d", "#98241c"),
        "gra": Paint("#aab3ba", "#5c666f"),
        "bla": Paint("#2f6fb0", "#1f4f82"),
    }
)

FILLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cirkel": "M7 1.2A5.8 5.8 0 1 1 7 12.8A5.8 5.8 0 1 1 7 1.2Z",
        "romb": "M7 .6L13.4 7L7 13.4L.6 7Z",
        "triangel": "M7 1.2L13.4 12.6H.6Z",
        "kvadrat": "M1.5 1.5H12.5V12.5H1.5Z",
        "upp": "M7 .8L12.6 6.8H9V13.2H5V6.8H1.4Z",
        "ner": "M7 13.2L12.6 7.2H9V.8H5V7.2H1.4Z",
        "rak": "M13.2 7L7.2 12.6V9H.8V5H7.2V1.4Z",
    }
)
STROKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ring": "M7 2.2A4.8 4.8 0 1 1 7 11.8A4.8 4.8 0 1 1 7 2.2Z",
        "bock": "M1.8 7.6L5.4 11.4L12.2 2.8",
        "kryss": "M2.4 2.4L11.6 11.6M11.6 2.4L2.4 11.6",
    }
)
"""The shapes as SVG paths in a box of 14 by 14; those that are filled have an edge, the others are a line."""

EDGE: Final = 0.9
STROKE: Final = 2.4
"""Widths of the edge of a filled shape and of the line of the others."""


def svg(symbol: str, colour: str) -> str:
    """The symbol as inline SVG, hidden from screen readers: the word beside it says the same."""
    paint = COLOURS[colour]
    if symbol in FILLED:
        shape = f'<path d="{FILLED[symbol]}" fill="{paint.fill}" stroke="{paint.edge}" stroke-width="{EDGE}"/>'
    else:
        shape = f'<path d="{STROKED[symbol]}" fill="none" stroke="{paint.edge}" stroke-width="{STROKE}"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="symbol" viewBox="0 0 14 14" width="0.8em" height="0.8em" '
        f'aria-hidden="true" focusable="false">{shape}</svg>'
    )
