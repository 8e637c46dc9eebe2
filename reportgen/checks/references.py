"""Numbered things: attachments that texts name, and the marks of footnotes against the footnotes there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.model.table import Row, group_key
from reportgen.spec.schema import ColumnSpec, ColumnType, NoteSpec, TableSpec
from reportgen.spec.words import fill

_ATTACHMENT: Final = re.compile(r"\bbilaga\s+(\d{1,2})\b(?:\s*[,:–-]\s*([^\n]+))?", re.IGNORECASE)
_MARK: Final = re.compile(r"(?:^|(?<=[^\s*])\s?)(\*{1,3}\)?|[¹²³])(?=[\s,.;:)]|$)")
_TIMES: Final = re.compile(r"\s\*\s")
"""An asterisk between spaces multiplies; it is no mark."""

_BOLD: Final = re.compile(r"(\*{1,2})[^*\n]+\1")
_LONGEST: Final = 12
"""Words of a cell that may carry the mark of a footnote; in longer texts an asterisk is form."""


def check_attachments(context: Context) -> Iterator[Finding]:
    """An attachment that a text names is there, and carries the title it is given. Malls without attachments say nothing."""
    titles = [fill(part.title, context.names) for part in context.template.attachments]
    for text in context.written if titles else ():
        for match in _ATTACHMENT.finditer(text.plain):
            wrong = _wrong_attachment(int(match[1]), match[2] or "", titles)
            if wrong:
                code, expected = wrong
                yield text.finding(code, " ".join(match[0].split())[:80], expected)


def check_footnotes(context: Context) -> Iterator[Finding]:
    """A mark in a heading, a name or a cell has its footnote under the table."""
    for table, spots in _tables(context):
        notes = {note.mark.strip() for note in table.notes if _is_printed(note, context)}
        for seen in _marked(table, spots, context):
            for mark in sorted(seen.marks - notes):
                details = MappingProxyType({"label": _where(seen, table, context), "table": context.title(table)})
                yield Finding(Code.FOTNOT_SAKNAS, seen.at, seen.place, mark, details=details)


def check_footnote_marks(context: Context) -> Iterator[Finding]:
    """A footnote with a mark has that mark somewhere in its table."""
    for table, spots in _tables(context):
        for note in table.notes:
            own = [spot for spot in spots if note.parent in (None, spot.row.parent)]
            if not own or not note.mark.strip() or not _is_printed(note, context):
                continue
            if not any(note.mark.strip() in seen.marks for seen in _marked(table, own, context)):
                at = CellRef(context.entered.table(table.key).sheet)
                details = MappingProxyType({"table": context.title(table)})
                yield Finding(
                    Code.FOTNOTSMARKE_SAKNAS, at, Place(table.key), note.mark.strip(), _words(note, context), details
                )


@dataclass(frozen=True, slots=True)
class _Marked:
    """Something in a table that carries marks of footnotes: a heading (without row), a name (without column) or a cell."""

    marks: set[str]
    at: CellRef | None
    place: Place
    row: Row | None = None
    column: ColumnSpec | None = None


def _wrong_attachment(number: int, said: str, titles: list[str]) -> tuple[Code, str] | None:
    """What is wrong with naming attachment `number`, `said` being the words after it; None when nothing is."""
    if not 1 <= number <= len(titles):
        return Code.BILAGA_FINNS_INTE, ", ".join(f"bilaga {n}" for n in range(1, len(titles) + 1))
    for n, title in enumerate(titles, start=1):
        if (
            n != number
            and "…" not in title
            and said.casefold().startswith(title.casefold())
            and title != titles[number - 1]
        ):
            return Code.BILAGA_ANNAT_NUMMER, f"bilaga {n}"
    return None


def _tables(context: Context) -> Iterator[tuple[TableSpec, list[Spot]]]:
    for _, group in groupby(context.spots, lambda spot: spot.table.key):
        spots = list(group)
        yield spots[0].table, spots


def _marked(table: TableSpec, spots: list[Spot], context: Context) -> Iterator[_Marked]:
    """What a reader sees of the table that carries marks: headings, names of rows, words in cells."""
    read = context.entered.table(table.key)
    for column in table.columns:
        texts = (read.headings.get(column.key, column.heading), read.headings.get(group_key(column.key), column.group))
        marks = {mark for text in texts for mark in _marks(text)} if column.printed else set()
        if marks:
            at = read.headings_at.get(column.key, CellRef(read.sheet))
            yield _Marked(marks, at, Place(table.key, None, column.key), column=column)
    named: set[str] = set()
    for spot in spots:
        if spot.row.key not in named:
            named.add(spot.row.key)
            if marks := _marks(spot.row.label):
                yield _Marked(marks, spot.row.at, Place(table.key, spot.row.key), spot.row)
        holds_words = spot.column.printed and spot.column.type in (ColumnType.TEXT, ColumnType.VARDE)
        if holds_words and (marks := _marks(spot.derived.text)):
            yield _Marked(marks, spot.at, spot.place, spot.row, spot.column)


def _where(seen: _Marked, table: TableSpec, context: Context) -> str:
    """How a person would say where a mark stands."""
    heading = context.heading(seen.column, table) if seen.column else ""
    return ", ".join(part for part in (seen.row.name if seen.row else "Rubriken", heading) if part)


def _marks(text: str) -> set[str]:
    """The marks that stand after words or figures; bold and italics are none."""
    if "*" not in text and not any(sign in text for sign in "¹²³"):
        return set()
    if len(text.split()) > _LONGEST or _BOLD.search(text):
        return set()
    return {match[1] for match in _MARK.finditer(_TIMES.sub(" ", text))} - _units(text)


def _units(text: str) -> set[str]:
    """Raised figures that belong to a unit: m², km³."""
    return {match[1] for match in re.finditer(r"\b[kcd]?m([²³])", text)}


def _is_printed(note: NoteSpec, context: Context) -> bool:
    return bool(note.text.strip() or (note.text_from and context.derived.text(note.text_from).text.strip()))


def _words(note: NoteSpec, context: Context) -> str:
    text = fill(note.text, context.names) if note.text else context.derived.text(note.text_from or "").text
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
