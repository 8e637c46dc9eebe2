"""A comparison → a document for the meeting with the chefer: what has changed of figures, judgements and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reportgen.compare.story import Comparison, Kind, Line, Section, summary
from reportgen.compare.words import Fate, Piece, shortened
from reportgen.document.blocks import (
    Block,
    Cover,
    Document,
    Edit,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Part,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.plain_table import plain_table
from reportgen.model.difference import FACT

TITLE: Final = "Vad som har ändrats"


def compared_document(comparison: Comparison, *, styles: str = "") -> Document:
    """The page; the figures stand as they are printed in the reports, both sides beside each other."""
    after = comparison.described[1].report
    period = f"{after.period.manad} {after.period.year}"
    part = Part(
        key="jamforelse",
        title=TITLE,
        subtitle=f"{comparison.before} jämförd med {comparison.after}",
        blocks=tuple(_blocks(comparison)),
        header=f"{TITLE}: {comparison.before} jämförd med {comparison.after}",
        cover=Cover.HEAD,
        contents=False,
    )
    title = f"{TITLE} från {comparison.before} till {comparison.after}"
    return Document(title, after.namnd, period, after.period.last_day.isoformat(), (part,), styles=styles)


def _blocks(comparison: Comparison) -> Iterator[Block]:
    yield _paragraph(summary(comparison))
    if comparison.files != (comparison.before, comparison.after):
        yield _paragraph(f"{comparison.before} är {comparison.files[0]}, {comparison.after} är {comparison.files[1]}.")
    if comparison.remarks:
        yield _bullets(comparison.remarks)
    for n, section in enumerate(comparison.sections, 1):
        yield Heading(1, (Text(section.title),), "", f"{n}-{section.key}")
        if section.remarks:
            yield _bullets(section.remarks)
        yield from _section(section, comparison)


def _section(section: Section, comparison: Comparison) -> Iterator[Block]:
    names = (comparison.before, comparison.after)
    if section.key == FACT:
        body = [[line.row, *line.shown] for line in section.lines]
        yield plain_table("uppgifter", section.title, ["Uppgift", *names], body, 3)
        return
    figures = [line for line in section.lines if line.kind is Kind.FIGURE]
    if figures:
        yield _figures(section, figures, names)
    statuses = [line for line in section.lines if line.kind is Kind.STATUS]
    if statuses:
        yield _statuses(section, statuses, comparison)
    for line in section.lines:
        if line.kind is Kind.TEXT:
            yield from _text(line, names)


def _figures(section: Section, lines: Sequence[Line], names: tuple[str, str]) -> TableBlock:
    """Row, column, both figures, the difference in the unit of the cell, and per cent."""
    units = {line.unit for line in lines}
    unit = units.pop() if len(units) == 1 else ""
    head = ["Rad", "Kolumn", *names, "Skillnad", "Procent"]
    body = [
        [line.row, line.column, *line.shown, _with_unit(line, unit), line.per_cent and f"{line.per_cent}\u00a0%"]
        for line in lines
    ]
    return plain_table(f"{section.key}-siffror", f"{section.title}, siffror", head, body, 2, unit=unit)


def _with_unit(line: Line, common: str) -> str:
    return f"{line.difference}\u00a0{line.unit}" if line.difference and not common and line.unit else line.difference


def _statuses(section: Section, lines: Sequence[Line], comparison: Comparison) -> TableBlock:
    head = ["Rad", "Kolumn", comparison.before, comparison.after]
    body = [[line.row, line.column, *line.shown] for line in lines]
    table = plain_table(f"{section.key}-bedomningar", f"{section.title}, bedömningar", head, body, 4)
    rows = [
        TableRow(row.key, row.kind, (*row.cells[:2], *_levels(line, comparison)))
        for row, line in zip(table.rows, lines, strict=True)
    ]
    return TableBlock(table.id, table.title, table.columns, table.head, tuple(rows))


def _levels(line: Line, comparison: Comparison) -> Iterator[TableCell]:
    """Both words with their symbols."""
    for n, (side, word) in enumerate(zip(comparison.described, line.shown, strict=True), 2):
        level = side.words.level(line.place, word)
        content: tuple[Inline, ...] = (Status(level.word, level.symbol, level.colour),) if level else (Text(word),)
        yield TableCell(n, (Paragraph(content),) if word else ())


def _text(line: Line, names: tuple[str, str]) -> Iterator[Block]:
    """What the text is called, and its words: struck through what is gone, underlined what is new."""
    yield Paragraph((Strong((Text(", ".join(part for part in (line.row, line.column) if part)),)),))
    if line.words:
        yield from _edited(line.words)
        return
    for name, shown in zip(names, line.shown, strict=True):
        yield Paragraph((Strong((Text(f"{name}: "),)), *_lines(shown or "tom", added=None)))


def _edited(words: Sequence[Piece]) -> Iterator[Block]:
    inlines: list[Inline] = []
    shown = shortened(words)
    for above, piece in zip((None, *shown), shown, strict=False):
        if above and above.fate is Fate.REMOVED and piece.fate is Fate.ADDED:
            inlines.append(Text(" "))
        inlines += _lines(piece.text, added=None if piece.fate is Fate.SAME else piece.fate is Fate.ADDED)
    yield Paragraph(tuple(inlines))


def _lines(text: str, *, added: bool | None) -> Iterator[Inline]:
    """The words, with a new line where the text has one."""
    for n, part in enumerate(text.split("\n")):
        if n:
            yield LineBreak()
        if part:
            yield Text(part) if added is None else Edit(part, added)


def _bullets(remarks: Iterable[str]) -> ListBlock:
    return ListBlock(tuple((_paragraph(remark),) for remark in remarks))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
