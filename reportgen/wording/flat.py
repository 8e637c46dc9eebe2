"""A text as a row of paragraphs, the form that both Word and Markdown-light can be turned into and held against each other in.

A list is its items one after the other, each with its depth; what stands in an item after its first paragraph follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, assert_never

from reportgen.derive.fields import FIELD
from reportgen.document.blocks import (
    Abbreviation,
    Block,
    Edit,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Status,
    Strong,
    Text,
)
from reportgen.document.markdown import clean

_BLANK: Final = re.compile(r"\n\s*\n")
_PIECE: Final = re.compile(r"\s+|\S+")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


HIGHEST: Final = 99
"""The highest number of an item; see `document.prose`."""


class Kind(StrEnum):
    BODY = "stycke"
    BULLET = "punkt"
    NUMBER = "nummer"
    MORE = "fortsättning"

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list."""
        return self in (Kind.BULLET, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one form; a new line is "\\n". With `field` it is a value field, and `text` the figure it was printed as."""

    text: str
    bold: bool = False
    italic: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Flat:
    """A paragraph. `depth` is that of its item, 0 for the outermost; `number` is a numbered item's own."""

    spans: tuple[Span, ...]
    kind: Kind = Kind.BODY
    depth: int = 0
    number: int = 0

    @property
    def words(self) -> str:
        """The paragraph as it is read, without form."""
        return "".join(span.text for span in self.spans)


def flattened(blocks: Iterable[Block]) -> tuple[Flat, ...]:
    """The paragraphs of a person's text."""
    return tidied(paragraph for block in blocks for paragraph in _flat(block, Kind.BODY, 0))


def tidied(paragraphs: Iterable[Flat]) -> tuple[Flat, ...]:
    """The paragraphs in normal form: no empty ones, no space at the ends of lines, no item deeper than one step in."""
    out: list[Flat] = []
    deepest = -1
    for paragraph in map(_with_high_number, paragraphs):
        for n, spans in enumerate(_parted(paragraph.spans)):
            kind = paragraph.kind
            if n and kind.is_item:
                kind = Kind.MORE
            depth = min(paragraph.depth, deepest + 1 if kind.is_item else deepest)
            if kind is Kind.BODY or depth < 0:
                kind, depth = (Kind.BODY, -1) if not kind.is_item else (kind, 0)
            number = paragraph.number if kind is Kind.NUMBER else 0
            out.append(Flat(spans, kind, max(depth, 0), number))
            deepest = depth
    return tuple(out)


def _with_high_number(flat: Flat) -> Flat:
    """A number that would be read as the beginning of a sentence ("2024. Året") stands as words."""
    if flat.kind is not Kind.NUMBER or flat.number <= HIGHEST:
        return flat
    return Flat((Span(f"{flat.number}. "), *flat.spans), Kind.MORE, flat.depth - 1)


def without_form(paragraphs: Iterable[Flat], *, bold: bool, italic: bool) -> tuple[Flat, ...]:
    """The paragraphs with that form taken off: where the mall sets a whole text so, it is not the person's own."""
    return tidied(
        replace(
            paragraph,
            spans=tuple(
                replace(span, bold=span.bold and not bold, italic=span.italic and not italic)
                for span in paragraph.spans
            ),
        )
        for paragraph in paragraphs
    )


def _flat(block: Block, kind: Kind, depth: int) -> Iterator[Flat]:
    match block:
        case Paragraph():
            yield Flat(tuple(_spans(block.content)), kind, depth)
        case ListBlock():
            inner = depth + 1 if kind is Kind.MORE else 0
            for number, item in enumerate(block.items, block.start):
                yield from _item(item, inner, number if block.ordered else None)
        case _:
            return


def _item(blocks: tuple[Block, ...], depth: int, number: int | None) -> Iterator[Flat]:
    first, rest = blocks[:1], blocks[1:]
    if first and not isinstance(first[0], Paragraph):
        first, rest = (), blocks
    for block in first:
        kind = Kind.BULLET if number is None else Kind.NUMBER
        yield from (replace(flat, number=number or 0) for flat in _flat(block, kind, depth))
    for block in rest:
        yield from _flat(block, Kind.MORE, depth)


def _spans(content: Iterable[Inline], *, bold: bool = False, italic: bool = False) -> Iterator[Span]:
    for inline in content:
        match inline:
            case Text() | Status() | Edit() | Abbreviation():
                yield Span(inline.text, bold, italic)
            case Strong():
                yield from _spans(inline.children, bold=True, italic=italic)
            case Emphasis():
                yield from _spans(inline.children, bold=bold, italic=True)
            case Foreign():
                yield from _spans(inline.children, bold=bold, italic=italic)
            case LineBreak():
                yield Span("\n", bold, italic)
            case Figure():
                yield Span(inline.text, bold, italic, inline.field or inline.place)
            case _:
                assert_never(inline)


def _parted(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """The paragraphs that spans make: empty lines part them, and spaces at the ends of lines go."""
    lines: list[list[Span]] = [[]]
    for span in _with_fields(_joined(spans)):
        if span.field:
            lines[-1].append(span)
            continue
        first, *rest = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=line)] for line in rest]
    paragraph: list[Span] = []
    for line in [*map(_stripped, lines), []]:
        if line:
            paragraph += [Span("\n"), *line] if paragraph else line
        elif paragraph:
            yield _evened(paragraph)
            paragraph = []


def _evened(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spaces and new lines have the form of the words on both sides of them, or none."""
    if len({(span.bold, span.italic) for span in spans}) == 1:
        return tuple(_joined(spans))
    units = [
        span if span.field else Span(piece, span.bold, span.italic)
        for span in spans
        for piece in ([span.text] if span.field else _PIECE.findall(span.text))
    ]
    solid = [unit for unit in units if unit.field or not unit.text.isspace()]
    out, passed = [], 0
    for unit in units:
        if unit.field or not unit.text.isspace():
            passed += 1
            out.append(unit)
            continue
        before, after = solid[passed - 1], solid[min(passed, len(solid) - 1)]
        out.append(Span(unit.text, before.bold and after.bold, before.italic and after.italic))
    return tuple(_joined(out))


def _stripped(line: list[Span]) -> list[Span]:
    """A line without space at its ends."""
    out = [span for span in line if span.text or span.field]
    while out and not out[0].field and not out[0].text.lstrip():
        out.pop(0)
    if out and not out[0].field:
        out[0] = replace(out[0], text=out[0].text.lstrip())
    while out and not out[-1].field and not out[-1].text.rstrip():
        out.pop()
    if out and not out[-1].field:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return out


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Words of the same form that follow each other as one, without signs that cannot be written."""
    out: list[Span] = []
    for raw in spans:
        span = raw if raw.field else Span(_ILLEGAL.sub("", clean(raw.text)), raw.bold, raw.italic)
        if not span.text and not span.field:
            continue
        last = out[-1] if out else None
        if last and not span.field and not last.field and (last.bold, last.italic) == (span.bold, span.italic):
            out[-1] = Span(last.text + span.text, last.bold, last.italic)
        else:
            out.append(span)
    return out


def _with_fields(spans: Iterable[Span]) -> Iterator[Span]:
    """Fields that stand as they are typed, as such."""
    for span in spans:
        if span.field or "{{" not in span.text:
            yield span
            continue
        for n, piece in enumerate(FIELD.split(span.text)):
            if n % 2:
                yield replace(span, text=f"{{{{{piece}}}}}", field=piece or " ")
            elif piece:
                yield replace(span, text=piece)
