"""How well one colour can be read on another (WCAG 2.1, 1.4.3: at least 4.5 for text)."""

from __future__ import annotations

from collections.abc import Callable
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final

WHITE: Final = "#ffffff"
TEXT: Final = 4.5
"""The least contrast of text."""
_STEPS: Final = 500
"""How many lightnesses are tried from black to white."""


def contrast(one: str, other: str) -> float:
    """Between 1 (the same) and 21 (black on white), for two colours as "#17516b"."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black and 1 for white (WCAG 2.1, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """The colour of the same hue whose lightness differs least of those that pass; black when none does."""
    hue, lightness, saturation = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    steps = sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    tried = (_hex(hls_to_rgb(hue, step / _STEPS, saturation)) for step in steps)
    return next((found for found in tried if passes(found)), "#000000")


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with that share of it exchanged for the other."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return _hex(tuple((one + (two - one) * share) / 255 for one, two in pairs))


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
