"""Paragraphs → the Markdown-light that means them.

What is written is read again to see that it says the same; where form cannot be written (half a word in bold beside half a word
in italics) the form gives way, never the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, product
from typing import Final

from reportgen.document.blocks import Figure
from reportgen.document.prose import prose
from reportgen.wording.flat import Flat, Kind, Span, flattened, tidied

_ASCII_MARKS: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_DASH: Final = re.compile(r"^(\s*)([-*](?=\s|$)|\+$)", re.MULTILINE)
_PLUS: Final = re.compile(r"^\+(?=\s)")
"""At the beginning of an item; at the beginning of a line a plus is always read as one."""
_NUMBER: Final = re.compile(r"^(\s*\d{1,9})([.)])(?=[^\S\n]|$)", re.MULTILINE)
_BOLD, _ITALIC = "**", "*"


def light(paragraphs: Sequence[Flat]) -> str:
    """The text as it would be written in the workbook; the same paragraphs always give the same text."""
    return next(_written(tidied(paragraphs)), None) or next(_written(said(_text(tidied(paragraphs)))), "")


def _written(wanted: tuple[Flat, ...]) -> Iterator[str]:
    """The ways to write it that are read as it was meant."""
    for numbers, loose in product((False, True), (False, True)):
        text = _text(wanted, numbers=numbers, loose=loose)
        if said(text) == _told(wanted):
            yield text


def said(text: str) -> tuple[Flat, ...]:
    """What a text of the workbook says, its fields by what they ask for."""
    return _told(flattened(prose(text, lambda field: Figure(f"{{{{{field}}}}}", field, field))))


def normal(text: str) -> str:
    """The text as it is when it has been out in Word and comes back unedited."""
    return light(said(text))


def _told(paragraphs: Sequence[Flat]) -> tuple[Flat, ...]:
    """The paragraphs with fields for what they ask for, whatever figure they were printed as."""
    return tuple(
        replace(flat, spans=tuple(replace(s, text=f"{{{{{s.field.strip()}}}}}") if s.field else s for s in flat.spans))
        for flat in paragraphs
    )


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _text(paragraphs: Sequence[Flat], *, numbers: bool = False, loose: bool = False) -> str:
    """The paragraphs; `numbers` escapes whatever looks like a numbered item, `loose` puts empty lines between items."""
    out: list[str] = []
    margins: list[int] = []
    last: Flat | None = None
    ends = "."
    for flat in paragraphs:
        if flat.kind is Kind.NUMBER:
            ends = _delimiter(flat, last, paragraphs, ends)
        del margins[flat.depth + (flat.kind is Kind.MORE) :]
        if flat.kind is Kind.BODY:
            margins.clear()
        mark = {Kind.BULLET: "- ", Kind.NUMBER: f"{flat.number}{ends} "}.get(flat.kind, "")
        before = sum(margins)
        if flat.kind.is_item:
            margins.append(len(mark))
        lines = _words(flat, numbers=numbers).split("\n")
        inner = "\n" + " " * sum(margins)
        if last is not None:
            tight = flat.kind.is_item and last.kind.is_item and not loose
            out.append("\n" if tight else "\n\n")
        out.append(" " * before + mark + inner.join(lines))
        last = flat
    return "".join(out)


def _delimiter(flat: Flat, last: Flat | None, paragraphs: Sequence[Flat], ends: str) -> str:
    """The sign after the number: another than before where a list begins right after another one, which would else go on."""
    at = next(n for n, other in enumerate(paragraphs) if other is flat)
    for other in reversed(paragraphs[:at]):
        if other.kind is Kind.BODY or other.depth < flat.depth:
            return "."
        if other.depth == flat.depth and other.kind is not Kind.MORE:
            if other.kind is not Kind.NUMBER:
                return "."
            begins = flat.number != other.number + 1
            return ({".": ")", ")": "."}[ends] if begins else ends) if last else "."
    return "."


def _words(flat: Flat, *, numbers: bool) -> str:
    """The words of a paragraph with their form, the first way of writing it that is read as it was meant."""
    before = "a "
    text = ""
    for spans, underscore in _ways(flat.spans):
        text = _DASH.sub(r"\1\\\2", _inline(spans, underscore=underscore))
        text = _PLUS.sub(r"\+", text) if flat.kind.is_item else text
        wanted = _told(tidied([Flat((Span(before), *spans))]))
        if said(before + _NUMBER.sub(r"\1\\\2", text)) == wanted or spans == _formless(flat.spans):
            break
    return _NUMBER.sub(r"\1\\\2", text) if numbers else text


def _ways(spans: Sequence[Span]) -> Iterator[tuple[Sequence[Span], bool]]:
    yield spans, False
    yield spans, True
    cores = _cores(spans)
    yield cores, False
    yield cores, True
    yield [replace(span, italic=span.italic and not span.bold) for span in cores], False
    yield [replace(span, italic=False) for span in cores], False
    yield _formless(spans), False


def _formless(spans: Sequence[Span]) -> list[Span]:
    return [replace(span, bold=False, italic=False) for span in spans]


def _cores(spans: Sequence[Span]) -> list[Span]:
    """The spans with the form taken off punctuation at their edges, where marks would not be seen."""
    out: list[Span] = []
    for span in spans:
        if span.field or not (span.bold or span.italic):
            out.append(span)
            continue
        first = next((n for n, sign in enumerate(span.text) if sign.isalnum()), len(span.text))
        last = next((n for n, sign in enumerate(reversed(span.text)) if sign.isalnum()), 0)
        head, core, tail = (
            span.text[:first],
            span.text[first : len(span.text) - last],
            span.text[len(span.text) - last :],
        )
        out += [Span(head), replace(span, text=core), Span(tail)] if core else [Span(span.text)]
    return [span for span in out if span.text or span.field]


# --- words ------------------------------------------------------------------------------------------------------------


def _inline(spans: Sequence[Span], *, underscore: bool) -> str:
    """The spans with marks round what is bold or italic. A form that goes on longer is opened first."""
    italic = "_" if underscore else _ITALIC
    out: list[str] = []
    opened: list[str] = []
    for n, span in enumerate(spans):
        wanted = {mark for mark, on in ((_BOLD, span.bold), (italic, span.italic)) if on}
        while opened and not set(opened) <= wanted:
            out.append(opened.pop())
        new = sorted(wanted - set(opened), key=lambda mark: -_reach(spans[n:], mark == _BOLD))
        out += new
        opened += new
        out.append(f"{{{{{span.field.strip()}}}}}" if span.field else _escaped(span.text, spans, n))
    return "".join([*out, *reversed(opened)])


def _reach(spans: Sequence[Span], bold: bool) -> int:
    on, group = next(iter(groupby(spans, key=lambda span: span.bold if bold else span.italic)))
    return len(list(group)) if on else 0


def _escaped(text: str, spans: Sequence[Span], at: int) -> str:
    """The words with a backslash before what would else be a mark."""
    before = _edge(spans[at - 1], -1) if at else ""
    after = _edge(spans[at + 1], 0) if at + 1 < len(spans) else ""
    out = []
    for n, sign in enumerate(text):
        left = text[n - 1] if n else before
        right = text[n + 1] if n + 1 < len(text) else after
        out.append(f"\\{sign}" if _needs_escape(sign, left, right, last=n + 1 == len(text)) else sign)
    return "".join(out)


def _needs_escape(sign: str, left: str, right: str, *, last: bool) -> bool:
    if sign == "\\":
        return last or right in _ASCII_MARKS or right == "\n"
    if sign == "*":
        return not (left.isspace() and right.isspace()) or left == "\n"
    return sign == "_" and not (left.isalnum() and right.isalnum()) and not (left.isspace() and right.isspace())


def _edge(span: Span, at: int) -> str:
    return "a" if span.field else span.text[at]
