"""The texts of a report as they are read: value fields filled in, with where the filled-in figures stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.context import Context, Kind, Written
from reportgen.derive.fields import FIELD, FieldError, field_text


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its fields filled in; `filled` are the stretches (start, end) of `content` that fields gave."""

    text: Written
    content: str
    filled: tuple[tuple[int, int], ...]

    def is_filled(self, start: int, end: int) -> bool:
        """Whether a field gave something of that stretch."""
        return any(start < to and end > since for since, to in self.filled)


def passages(context: Context) -> Iterator[Passage]:
    """Every text and comment that says something."""
    for text in context.written:
        if text.content.strip() and text.kind is not Kind.NAME:
            yield read(text, context)


def read(text: Written, context: Context) -> Passage:
    """The text with its fields filled in; a field that fails is left as it stands (other checks tell of it)."""
    content, filled, last = "", [], 0
    for match in FIELD.finditer(text.content):
        content += text.content[last : match.start()]
        try:
            printed = field_text(match[1], context.derived, context.template)
        except FieldError:
            printed = match[0]
        filled.append((len(content), len(content) + len(printed)))
        content += printed
        last = match.end()
    return Passage(text, content + text.content[last:], tuple(filled))
