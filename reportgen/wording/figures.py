"""Figures of value fields in text that has been edited: which are as they were, which have been changed, and which are gone.

A field comes back as a field. Where the control of a figure has been lost, as LibreOffice loses them, the figure is found again
by the words around it; a figure that has been typed over is told, and the field kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from reportgen.wording.flat import Flat, Span, tidied

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MOST: Final = 8
"""Words and signs that may stand where a figure has been typed over."""

_Unit = tuple[int, Span]
"""A sign, or a whole field, with the number of its paragraph."""


@dataclass(frozen=True, slots=True)
class TypedOver:
    """A figure that has been changed by hand: its field, as it was printed and as it stands now; `now` "" when it stands as
    plain words that nothing tells from others.
    """

    field: str
    was: str
    now: str


def with_figures(
    theirs: Sequence[Flat], base: Sequence[Flat] | None, fields: Iterable[str], printed: Mapping[str, str]
) -> tuple[tuple[Flat, ...], tuple[TypedOver, ...]]:
    """The text with its fields in place, and the figures that have been typed over.

    `base` is the text as it went out, None when nobody knows; `fields` are those that it had, `printed` the figure of each that
    is known.
    """
    told: list[TypedOver] = []
    flats = [replace(flat, spans=tuple(_kept(flat.spans, printed, told))) for flat in theirs]
    had = Counter(fields)
    if missing := had - _count(flats):
        known = base is not None and all(field in printed for field in had)
        flats = (
            _found_again(flats, base or (), printed, missing, told) if known else _by_figure(flats, printed, missing)
        )
    plain = " ".join(_plain("".join(s.text for s in flat.spans if not s.field)) for flat in flats)
    for field in (had - _count(flats)).elements():
        was = _plain(printed.get(field, ""))
        if was and re.search(rf"(?<![\w,]){re.escape(was)}(?![\w,])", plain):
            told.append(TypedOver(field, was, ""))
    return tidied(flats), tuple(told)


def with_first_form(theirs: tuple[Flat, ...], base: Sequence[Flat]) -> tuple[Flat, ...]:
    """The text with the bold and italic words of its first paragraph as they were, where they stand there still: LibreOffice
    loses their form. Words that stand there twice are let be.
    """
    if not theirs or not base:
        return theirs
    spans = list(theirs[0].spans)
    for formed in base[0].spans:
        at = [n for n, s in enumerate(spans) if not (s.field or s.bold or s.italic) and formed.text in s.text]
        if (
            not (formed.bold or formed.italic)
            or formed.field
            or len(at) != 1
            or spans[at[0]].text.count(formed.text) != 1
        ):
            continue
        before, after = spans[at[0]].text.split(formed.text)
        spans[at[0] : at[0] + 1] = [Span(before), formed, Span(after)]
    return tidied([replace(theirs[0], spans=tuple(spans)), *theirs[1:]])


def _kept(spans: Sequence[Span], printed: Mapping[str, str], told: list[TypedOver]) -> list[Span]:
    """The spans of a paragraph. What has been typed beside a figure, inside its control, is words beside it."""
    out: list[Span] = []
    for span in spans:
        was, now = _plain(printed.get(span.field, "")), _plain(span.text)
        if not span.field or was == now or not now:
            out.append(span)
            continue
        if not was:
            told.append(TypedOver(span.field, was, now))
            out.append(span)
            continue
        beside = re.fullmatch(rf"(.*?(?<![\w,.−-]))?{re.escape(was)}((?![\w,.]).*|[,.](?!\d).*)?", now, re.DOTALL)
        if beside:
            before, after = beside[1] or "", beside[2] or ""
            out += [replace(span, text=before, field=""), replace(span, text=was), replace(span, text=after, field="")]
        else:
            told.append(TypedOver(span.field, was, now))
            out.append(span)
    return [span for span in out if span.text or span.field]


def _count(flats: Sequence[Flat]) -> Counter[str]:
    return Counter(span.field for flat in flats for span in flat.spans if span.field)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _found_again(
    flats: Sequence[Flat],
    base: Sequence[Flat],
    printed: Mapping[str, str],
    missing: Counter[str],
    told: list[TypedOver],
) -> list[Flat]:
    """The text with fields where their figures stand between the words that they stood between."""
    ours, theirs = _units(base, printed), _units(flats, printed)
    our_words, their_words = _tokens(ours), _tokens(theirs)
    matcher = SequenceMatcher(None, [t for t, *_ in our_words], [t for t, *_ in their_words], autojunk=False)
    to_theirs = {a + n: b + n for a, b, size in matcher.get_matching_blocks() for n in range(size)}
    left = Counter(missing)
    changes: list[tuple[int, int, Span]] = []
    for field, first, last in _fields(ours, our_words):
        spot = _spot(first, last, to_theirs, len(our_words), len(their_words))
        if not left[field] or spot is None:
            continue
        start, end = spot
        at, to = their_words[start][1], their_words[end][2]
        region = theirs[at:to]
        if any(unit.field for _, unit in region) or len({n for n, _ in region}) != 1:
            continue
        now, was = _plain("".join(unit.text for _, unit in region)), _plain(printed.get(field, ""))
        if now != was:
            if not re.search(r"\d", now):
                continue
            told.append(TypedOver(field, was, now))
        left[field] -= 1
        changes.append((at, to, replace(region[0][1], text=was, field=field)))
    for at, to, span in sorted(changes, key=lambda change: -change[0]):
        theirs[at:to] = [(theirs[at][0], span)]
    return [replace(flat, spans=tuple(span for n, span in theirs if n == number)) for number, flat in enumerate(flats)]


def _by_figure(flats: list[Flat], printed: Mapping[str, str], missing: Iterable[str]) -> list[Flat]:
    """The text with fields where their figures stand, where that is in one place only."""
    for field in missing:
        figure = _plain(printed.get(field, ""))
        if not figure:
            continue
        words = r"\s+".join(map(re.escape, figure.split()))
        alone = re.compile(rf"(?<![\w,.−-]){words}(?![\w%]|[.,]\d)")
        spots = [
            (n, at, match)
            for n, flat in enumerate(flats)
            for at, span in enumerate(flat.spans)
            for match in ([] if span.field else alone.finditer(span.text))
        ]
        if len(spots) == 1:
            n, at, match = spots[0]
            spans = flats[n].spans
            span = spans[at]
            pieces = (
                replace(span, text=span.text[: match.start()]),
                replace(span, text=figure, field=field),
                replace(span, text=span.text[match.end() :]),
            )
            flats[n] = replace(flats[n], spans=(*spans[:at], *pieces, *spans[at + 1 :]))
    return flats


def _units(flats: Sequence[Flat], printed: Mapping[str, str]) -> list[_Unit]:
    return [
        (number, replace(span, text=sign))
        for number, flat in enumerate(flats)
        for span in flat.spans
        for sign in ([printed.get(span.field, span.text)] if span.field else span.text)
    ]


def _tokens(units: Sequence[_Unit]) -> list[tuple[str, int, int]]:
    """The words and signs of the units, each with the first unit and the one after its last."""
    text, owners = "", []
    for number, (paragraph, unit) in enumerate(units):
        if number and units[number - 1][0] != paragraph:
            text += "\n"
            owners.append(number - 1)
        text += unit.text
        owners += [number] * len(unit.text)
    return [(m[0], owners[m.start()], owners[m.end() - 1] + 1) for m in _TOKEN.finditer(text)]


def _fields(units: Sequence[_Unit], words: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Each field with the first and the last of its words."""
    out: list[tuple[str, int, int]] = []
    for at, (_, start, _) in enumerate(words):
        field = units[start][1].field
        if field and out and words[out[-1][1]][1] == start:
            out[-1] = (field, out[-1][1], at)
        elif field:
            out.append((field, at, at))
    return out


def _spot(first: int, last: int, to_theirs: Mapping[int, int], ours: int, theirs: int) -> tuple[int, int] | None:
    """The words of theirs that stand between those that stood around a figure."""
    before = -1 if first == 0 else to_theirs.get(first - 1)
    after = theirs if last + 1 == ours else to_theirs.get(last + 1)
    here = [to_theirs.get(n) for n in range(first, last + 1)]
    if None not in here and here[-1] == (here[0] or 0) + last - first:
        return (here[0] or 0), (here[-1] or 0)
    if before is None or after is None or not 0 < after - before - 1 <= _MOST:
        return None
    return before + 1, after - 1
