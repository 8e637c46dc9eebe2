"""The words that the marks of a Word file stand for, where the file itself or the workbook still has them.

What has been edited in Word stands in the workbook as it was; what has been changed in the workbook stands in the file as it
was printed. Only what both have changed cannot be told, and is `GONE`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reportgen.model.position import Place
from reportgen.office import OfficePackage
from reportgen.wording.flat import Flat, Span, without_form
from reportgen.wording.imprint import Imprint, TextMark
from reportgen.wording.light import said
from reportgen.wording.marks import Marks
from reportgen.wording.reading import Grid, Line, Read, read_word

GONE: Final = "(finns inte kvar)"
"""In place of words that nobody has any longer."""

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_LONGEST: Final = 8
"""The most words and signs of a figure."""


@dataclass(frozen=True, slots=True)
class BaseText:
    """A text as it was when the file was made: its place, what people call it, what was written in the workbook and what that
    says; None for both when the workbook no longer has it. `figures` are the fields in it.
    """

    place: str
    title: str
    mark: TextMark
    source: str | None
    said: tuple[Flat, ...] | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """What the file was. `fields` are the figures' by tag; `printed` tells what they were, as far as anybody knows."""

    texts: Mapping[str, BaseText]
    fields: Mapping[str, str]
    printed: Mapping[str, str]
    items: tuple[Line | Grid, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where words are looked for: what people call a place, all that is known to have stood there, the newest first, and the
    workbook's Word file as it would be made now.
    """

    title: Callable[[Place], str]
    once: Callable[[Place], Iterable[str]]
    file_now: Callable[[bool], bytes]


def recalled(imprint: Imprint, read: Read, marks: Marks, sources: Sources) -> Base:
    """The base of the file that was `read`."""
    fields = {tag: field for tag, (field, _) in imprint.figures.items()}
    known = _Known(imprint, read, marks, sources)
    return Base(
        {tag: _text(text, fields, marks, sources) for tag, text in imprint.texts.items()},
        MappingProxyType(fields),
        MappingProxyType(dict(known.figures())),
        tuple(known.items()),
    )


def _text(text: TextMark, fields: Mapping[str, str], marks: Marks, sources: Sources) -> BaseText:
    place = Place.parse(text.place)
    told = sources.once(place) if text.source else ("",)
    source = next((words for words in told if marks.of_text(words) == text.source), None)
    meant = None if source is None else without_form(said(source), bold=text.bold, italic=text.italic)
    figures = tuple(fields[tag] for tag in text.figures)
    return BaseText(text.place, sources.title(place), text, source, meant, figures)


class _Known:
    """Words by their marks: those of the file as it is, and where that is not enough, those it would have now."""

    def __init__(self, imprint: Imprint, read: Read, marks: Marks, sources: Sources) -> None:
        self.imprint, self.read, self.marks, self.sources = imprint, read, marks, sources
        self._words = {"": ""} | self._of(read.items)
        self._now: Read | None = None

    def items(self) -> Iterator[Line | Grid]:
        wanted = {mark for item in self.imprint.items for mark in _words(item)}
        if not wanted <= self._words.keys():
            self._words = self._of(self._made_now().items) | self._words
        for item in self.imprint.items:
            if isinstance(item, Grid):
                rows = tuple(tuple(self._words.get(cell, GONE) for cell in row) for row in item.rows)
                yield Grid(rows, item.head)
            else:
                words = "" if item.owner else self._words.get(item.words, GONE)
                yield Line(Flat((Span(words),)), item.owner, item.level)

    def figures(self) -> Iterator[tuple[str, str]]:
        """Each field with what it was printed as: as its control has it still, among other words, or as it would be now."""
        left = dict(self.imprint.figures.values())
        for find in (self._in_controls, self._in_words, self._in_file_now):
            if not left:
                return
            for words in find():
                mark = self.marks.of(words)
                for field in [field for field, wanted in left.items() if wanted == mark]:
                    yield field, " ".join(words.split())
                    del left[field]

    def _of(self, items: Iterable[Line | Grid]) -> dict[str, str]:
        return {self.marks.of(words): words for item in items for words in _words(item)}

    def _in_controls(self) -> Iterator[str]:
        return _figures(self.read)

    def _in_words(self) -> Iterator[str]:
        """All that a figure could be among the words of the texts."""
        for item in self.read.items:
            if isinstance(item, Line) and item.owner:
                tokens = list(_TOKEN.finditer(item.words))
                for first, token in enumerate(tokens):
                    for last in tokens[first : first + _LONGEST]:
                        yield item.words[token.start() : last.end()]

    def _in_file_now(self) -> Iterator[str]:
        return _figures(self._made_now())

    def _made_now(self) -> Read:
        if self._now is None:
            package = OfficePackage(self.sources.file_now(self.imprint.draft))
            self._now = read_word(package, self.imprint.texts, self.imprint.figures)
        return self._now


def _words(item: Line | Grid) -> Iterator[str]:
    if isinstance(item, Grid):
        yield from (cell for row in item.rows for cell in row)
    elif not item.owner:
        yield item.words


def _figures(read: Read) -> Iterator[str]:
    for item in read.items:
        if isinstance(item, Line):
            yield from (span.text for span in item.flat.spans if span.field)
