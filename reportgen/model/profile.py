"""The clothes of an organisation: its logo, colours, fonts, header, footer and Word file, as every writer of documents needs them.

A `Profile()` without values is how documents look when there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reportgen.model.contrast import WHITE, mixed

DASHES: Final = ("", "8 4", "2.5 3.5", "12 4 2.5 4", "5 2.5", "16 5")
"""Dash patterns of the lines in a chart in turn, so that they differ without colour too."""

_TINTS: Final = (0.0, 0.63, 1.0, 0.38, 0.86)
"""How much white there is in the bars of a chart in turn."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a document, as "#17516b". `text`, `muted`, `accent` and `warning` are read on white and on `box`."""

    accent: str = "#17516b"
    box: str = "#eaf2f6"
    text: str = "#1b262d"
    muted: str = "#52606a"
    rule: str = "#d3dbe0"
    rule_dark: str = "#6f7f89"
    warning: str = "#a8241c"


@dataclass(frozen=True, slots=True)
class Palette:
    """How charts are drawn: colours of words, axes, lines and bars, and the fonts of their words as CSS names them.

    Lines take `strokes` with `DASHES` in turn. Bars take `fills`, told apart by lightness; all have the first as edge.
    """

    ink: str = "#1d2930"
    muted: str = "#52606a"
    grid: str = "#dde3e7"
    axis: str = "#7c8890"
    strokes: tuple[str, ...] = ("#17516b", "#b4501a", "#3d7a3a", "#7b3f8c", "#5b6670", "#a8324a")
    fills: tuple[str, ...] = ("#17516b", "#a9c7d6", "#ffffff", "#6e93a5", "#dfe9ee")
    fonts: str = "Rapport Sans, Segoe UI, Arial, sans-serif"

    def stroke(self, n: int) -> tuple[str, str]:
        """Colour and dash pattern of line `n`, from 0."""
        return self.strokes[n % len(self.strokes)], DASHES[n % len(DASHES)]

    def fill(self, n: int) -> str:
        """What bar `n` of a group is filled with, from 0."""
        return self.fills[n % len(self.fills)]


def tints(colour: str) -> tuple[str, ...]:
    """Fills for bars out of one dark colour, light and dark in turn."""
    return tuple(mixed(colour, WHITE, share) for share in _TINTS)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of the profile's own, for PDF and HTML."""

    file: str
    data: bytes = field(repr=False)
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """`kind` is png or svg, `ratio` its height through its width, `fallback` a PNG for programs that cannot show an SVG."""

    file: str
    kind: str
    data: bytes = field(repr=False)
    description: str
    width_mm: float
    ratio: float
    on_cover: bool = True
    in_header: bool = False
    fallback: bytes = field(default=b"", repr=False)

    @property
    def height_mm(self) -> float:
        return self.width_mm * self.ratio


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a profile says, checked. Empty words mean that it does not say."""

    name: str = ""
    colours: Colours = field(default_factory=Colours)
    palette: Palette = field(default_factory=Palette)
    family: str = ""
    """What the font is called in the CSS, when there are `faces`."""
    faces: tuple[Face, ...] = ()
    word_font: str = ""
    """The name of the font in Word, where it must be installed."""
    logo: Logo | None = None
    header: str = ""
    footer: str = ""
    """Words with places between braces, instead of those of the malls."""
    cover: str = "rand"
    """rand: a title page with an edge in `accent`; ren: one without; ingen: the title above the text, where a mall has a page."""
    base: bytes = field(default=b"", repr=False)
    """The organisation's own Word file."""
    styles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our names of styles → those of `base`."""


PLAIN: Final = Profile()
"""How documents look when there is no profile."""
