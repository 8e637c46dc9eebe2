"""Numbered things: attachments that texts name, and the marks of footnotes against the footnotes there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import ColumnType, NoteSpec, TableSpec
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
        marks = {note.mark.strip() for note in table.notes if _is_printed(note, context)}
        for where, at, place, text in _marked_places(table, spots, context):
            for mark in _marks(text):
                if mark not in marks:
                    details = MappingProxyType({"label": where, "table": context.title(table)})
                    yield Finding(Code.FOTNOT_SAKNAS, at, place, mark, details=details)


def check_footnote_marks(context: Context) -> Iterator[Finding]:
    """A footnote with a mark has that mark somewhere in its table."""
    for table, spots in _tables(context):
        for note in table.notes:
            if not (note.mark.strip() and _is_printed(note, context)):
                continue
            own = [spot for spot in spots if note.parent in (None, spot.row.parent)]
            texts = [text for *_, text in _marked_places(table, own, context)]
            if own and not any(note.mark.strip() in _marks(text) for text in texts):
                at = CellRef(context.entered.table(table.key).sheet)
                details = MappingProxyType({"table": context.title(table)})
                yield Finding(
                    Code.FOTNOTSMARKE_SAKNAS, at, Place(table.key), note.mark.strip(), _words(note, context), details
                )


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


def _marked_places(
    table: TableSpec, spots: list[Spot], context: Context
) -> Iterator[tuple[str, CellRef | None, Place, str]]:
    """What a reader sees of a table that may carry a mark: where, its cell, its place, its words."""
    read = context.entered.table(table.key)
    yield "Titeln", CellRef(read.sheet), Place(table.key), context.title(table)
    for column in table.columns:
        if column.printed:
            at = read.headings_at.get(column.key, CellRef(read.sheet))
            yield "Rubriken", at, Place(table.key, None, column.key), context.heading(column, table)
    for _, group in groupby(spots, lambda spot: spot.row.key):
        row = list(group)
        yield row[0].row.name, row[0].row.at, Place(table.key, row[0].row.key), row[0].row.label
        for spot in row:
            text = spot.derived.text
            if text and spot.column.printed and spot.column.type in (ColumnType.TEXT, ColumnType.VARDE):
                yield f"{row[0].row.name}, {context.heading(spot.column, table)}", spot.at, spot.place, text


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
