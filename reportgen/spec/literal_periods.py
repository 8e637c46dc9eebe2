"""Periods written out in what a mall prints every time: a heading with 2024 in it says 2024 next year too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reportgen.model.period import MANADER, MANADER_KORT
from reportgen.spec.schema import TableSpec, TemplateSpec
from reportgen.spec.words import placeholders

_MONTH: Final = f"(?:{'|'.join((*MANADER, *MANADER_KORT))})"
_YEAR: Final = re.compile(r"(?<![\w/:.,–-])(?:19|20)\d\d(?![\w/:]|\s*[–-]\s*\d|[.,]\d)")
"""A year that stands alone: no diary number, no span of years that a goal or a plan is for."""
_PART: Final = re.compile(rf"\b{_MONTH}\.?\s*[–-]\s*{_MONTH}\b|\bper\s+(?:den\s+)?(?:\d+\s+)?{_MONTH}\b", re.IGNORECASE)
_HEADING: Final = re.compile(r"^#+\s+(.+)$", re.MULTILINE)
_JINJA: Final = re.compile(r"\{[{%#].*?[}%#]\}")
_WORDS: Final = 4
"""A row's name of more words than these is a goal or a task, whose year is its own."""


def literal_periods(spec: TemplateSpec, sources: Mapping[str, str]) -> Iterator[str]:
    """One line per title and heading with a year or months written out, where a word of the period would follow along.

    `sources` are the Jinja files of the mall by name; only their headings are read, as prose may tell of any year.
    """
    for part in spec.parts:
        yield from _told(f"del {part.key}", part.title, part.subtitle)
    for text in spec.texts:
        yield from _told(f"text {text.key}, rubrik", text.title)
    for table in spec.tables:
        yield from _in_table(table)
    for chart in spec.charts:
        yield from _told(f"diagram {chart.key}, titel", chart.title)
    for name, source in sources.items():
        headings = (_JINJA.sub("", match[1]) for match in _HEADING.finditer(source))
        yield from _told(f"{name}, rubrik", *headings)


def _in_table(table: TableSpec) -> Iterator[str]:
    yield from _told(f"tabell {table.key}, titel", table.title)
    for column in table.columns:
        yield from _told(f"tabell {table.key}, kolumn {column.key}, rubrik", column.heading, column.group)
    for row in table.rows:
        year = _YEAR.search(_without_fields(row.label))
        if year and len(row.label.split()) <= _WORDS:
            yield _line(f"tabell {table.key}, rad {row.key}, etikett", year)


def _told(where: str, *texts: str) -> Iterator[str]:
    """The first period that is written out in one of the texts."""
    for text in texts:
        bare = _without_fields(text)
        found = _YEAR.search(bare) or _PART.search(bare)
        if found:
            yield _line(where, found)
            return


def _line(where: str, found: re.Match[str]) -> str:
    word = "{ar}" if found.re is _YEAR else "{spann}"
    return f"{where}: {found[0]!r} följer inte perioden. Skriv till exempel {word}."


def _without_fields(text: str) -> str:
    """The text without the words that the period fills in."""
    for name in placeholders(text):
        text = text.replace(f"{{{name}}}", "")
    return text
