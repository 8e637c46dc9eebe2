"""Pictures in a Word file: status symbols as PNG, drawn here from the same shapes as in PDF and HTML.

A picture and not a character, so that a status cell holds its word and nothing else; PNG and not a drawing object, since
every program that opens Word files shows it.
"""

from __future__ import annotations

import itertools
import math
import re
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Final

from reportgen.render import symbols
from reportgen.render.word.xml import EMU_PER_TWIP, attribute

BOX: Final = 14.0
"""The side of the square that the shapes of `symbols` are drawn in."""
GAP: Final = 5.0
"""Clear space to the right, between the symbol and its word."""
SCALE: Final = 3
"""Dots a unit; at the size a symbol is set, some 400 dots an inch."""
HEIGHT: Final = 140
"""The height of a symbol in the text, in twentieths of a point."""
WIDTH: Final = round(HEIGHT * (BOX + GAP) / BOX)

DECORATIVE: Final = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
SVG: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""What Office calls its extensions for decoration and for SVG."""

Point = tuple[float, float]
Distance = Callable[[float, float], float]
"""From a point to the edge of a shape, below zero inside it."""


@cache
def symbol_png(symbol: str, colour: str) -> bytes:
    """The symbol in its colour on a clear ground."""
    paint = symbols.COLOURS[colour]
    edge = _rgb(paint.edge)
    fill = _rgb(paint.fill) if symbol in symbols.FILLED else edge
    rows = bytearray()
    for line in _coverage(symbol):
        rows.append(0)
        for shape, inside in line:
            rows += bytes(round(e + (f - e) * inside) for e, f in zip(edge, fill, strict=True))
            rows.append(round(255 * shape))
    return _png(round((BOX + GAP) * SCALE), round(BOX * SCALE), bytes(rows))


def inline_picture(relation: str, number: int, width: int, height: int, *, said: str = "", svg: str = "") -> str:
    """A picture that stands in the line. `said` is its text alternative; one without is marked as decoration.

    `svg` is the relation to the same picture as SVG, which Word from 2019 shows instead.
    """
    size = f'cx="{width * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    name = attribute(f"{'Bild' if said else 'Symbol'} {number}")
    decorative = _extension(DECORATIVE, '<adec:decorative val="1"/>') if not said else ""
    drawn = _extension(SVG, f'<asvg:svgBlip r:embed="{svg}"/>') if svg else ""
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name={name} descr={attribute(said)}>{decorative}</wp:docPr>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}">{drawn}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _extension(uri: str, content: str) -> str:
    return f'<a:extLst><a:ext uri="{uri}">{content}</a:ext></a:extLst>'


def dot_png(colour: str) -> bytes:
    """A PNG of one dot, to be stretched over an area."""
    return _png(1, 1, bytes((0, *_rgb(colour), 255)))


def clear_png() -> bytes:
    """A PNG of one clear dot, which stands in for an SVG where nothing else does."""
    return _png(1, 1, bytes(5))


@cache
def _coverage(symbol: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """For each dot, how much of it the shape covers, and how much of that lies inside the edge."""
    distance, stroke = _shape(symbol)
    half = stroke / 2
    out = []
    for y in range(round(BOX * SCALE)):
        line = []
        for x in range(round((BOX + GAP) * SCALE)):
            away = distance((x + 0.5) / SCALE, (y + 0.5) / SCALE) * SCALE
            line.append((_share(away - half * SCALE), _share(away + half * SCALE)))
        out.append(tuple(line))
    return tuple(out)


def _share(away: float) -> float:
    """How much of a dot lies on the near side of an edge that passes that many dots from its middle."""
    return min(1.0, max(0.0, 0.5 - away))


def _shape(symbol: str) -> tuple[Distance, float]:
    """The shape's outline as a distance, and the width of the line along it."""
    path = symbols.FILLED.get(symbol) or symbols.STROKED[symbol]
    if "A" in path:
        _, top = _points(path.partition("A")[0])[0][0]
        circle = _circle(BOX / 2, BOX / 2 - top)
        return (circle if symbol in symbols.FILLED else lambda x, y: abs(circle(x, y))), _stroke(symbol)
    lines = _points(path)
    if symbol in symbols.FILLED:
        return _polygon(lines[0]), _stroke(symbol)
    return _strokes(lines), _stroke(symbol)


def _stroke(symbol: str) -> float:
    return symbols.EDGE if symbol in symbols.FILLED else symbols.STROKE


def _points(path: str) -> list[list[Point]]:
    """The corners of an SVG path that uses only M, L, H, V and Z, one list for each line it draws."""
    lines: list[list[Point]] = []
    x = y = 0.0
    for command, numbers in re.findall(r"([MLHVZ])([^MLHVZ]*)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        match command:
            case "M" | "L":
                x, y = values
            case "H":
                x = values[0]
            case "V":
                y = values[0]
        if command == "M":
            lines.append([])
        if command != "Z":
            lines[-1].append((x, y))
    return lines


def _circle(middle: float, radius: float) -> Distance:
    return lambda x, y: math.hypot(x - middle, y - middle) - radius


def _strokes(lines: list[list[Point]]) -> Distance:
    pieces = [pair for line in lines for pair in itertools.pairwise(line)]
    return lambda x, y: min(_to_segment(x, y, a, b) for a, b in pieces)


def _polygon(corners: list[Point]) -> Distance:
    pieces = list(zip(corners, corners[1:] + corners[:1], strict=True))

    def distance(x: float, y: float) -> float:
        nearest = min(_to_segment(x, y, a, b) for a, b in pieces)
        crossings = sum(
            (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in pieces
        )
        return -nearest if crossings % 2 else nearest

    return distance


def _to_segment(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)
    along = min(1.0, max(0.0, along))
    return math.hypot(x - a[0] - along * dx, y - a[1] - along * dy)


def _rgb(colour: str) -> tuple[int, int, int]:
    value = int(colour.lstrip("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def _png(width: int, height: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
