"""Status symbols as pictures: each its own shape, in its colour, on a clear ground."""

from __future__ import annotations

import struct
import zlib

import pytest

from reportgen.render import symbols
from reportgen.render.word.pictures import BOX, GAP, SCALE, symbol_png

SHAPES = [*symbols.FILLED, *symbols.STROKED]
WIDTH, HEIGHT = round((BOX + GAP) * SCALE), round(BOX * SCALE)


def dots(png: bytes) -> list[list[tuple[int, int, int, int]]]:
    """The dots of a picture, row by row, as red, green, blue and how much it covers."""
    assert struct.unpack(">II", png[16:24]) == (WIDTH, HEIGHT)
    start = png.index(b"IDAT") + 4
    raw = zlib.decompress(png[start : png.index(b"IEND") - 8])
    line = WIDTH * 4 + 1
    rows = [raw[n * line + 1 : (n + 1) * line] for n in range(HEIGHT)]
    return [[(row[x], row[x + 1], row[x + 2], row[x + 3]) for x in range(0, len(row), 4)] for row in rows]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_symbol_covers_some_of_its_square_and_nothing_beside_it(shape: str) -> None:
    rows = dots(symbol_png(shape, "gron"))
    square = round(BOX * SCALE)
    covered = sum(dot[3] for row in rows for dot in row[:square]) / 255 / square**2
    assert 0.1 < covered < 0.9
    assert all(dot[3] == 0 for row in rows for dot in row[square:])


def test_shapes_differ_without_colour() -> None:
    outlines = {tuple(dot[3] > 127 for row in dots(symbol_png(shape, "gra")) for dot in row) for shape in SHAPES}
    assert len(outlines) == len(SHAPES)


@pytest.mark.parametrize("colour", list(symbols.COLOURS))
def test_a_filled_shape_has_its_fill_inside_and_its_edge_around(colour: str) -> None:
    row = dots(symbol_png("kvadrat", colour))[HEIGHT // 2]
    paint = symbols.COLOURS[colour]
    assert "#{:02x}{:02x}{:02x}".format(*row[round(BOX * SCALE / 2)][:3]) == paint.fill
    first = next(dot for dot in row if dot[3] == 255)
    assert "#{:02x}{:02x}{:02x}".format(*first[:3]) == paint.edge


@pytest.mark.parametrize(("shape", "inside"), [("cirkel", True), ("ring", False)])
def test_a_ring_is_open_and_a_circle_is_not(shape: str, inside: bool) -> None:
    middle = dots(symbol_png(shape, "bla"))[HEIGHT // 2][round(BOX * SCALE / 2)]
    assert (middle[3] == 255) is inside


def test_arrows_point_their_way() -> None:
    up, down = dots(symbol_png("upp", "gron")), dots(symbol_png("ner", "gron"))
    assert [[dot[3] for dot in row] for row in up] == [[dot[3] for dot in row] for row in reversed(down)]
    assert sum(dot[3] for dot in up[HEIGHT // 3]) > sum(dot[3] for dot in up[HEIGHT * 5 // 6])
