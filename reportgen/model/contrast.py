"""How well one colour can be read on another (WCAG 2.1, 1.4.3: at least 4.5 for text)."""

from __future__ import annotations

from typing import Final

WHITE: Final = "#ffffff"
TEXT: Final = 4.5
"""The least contrast of text."""


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
