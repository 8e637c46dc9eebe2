"""What a Word file carries of itself, unseen: which workbook it was made from, and marks of what stood in it when it was made.

It is a part of custom XML, which Word and LibreOffice keep when they save. There are no words in it but the keys of the
workbook's places and fields: what is deleted from the file is gone from it (see `marks`). `recall` finds the words again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from reportgen.document.blocks import (
    Block,
    Box,
    Document,
    Figure,
    ListBlock,
    Paragraph,
    ProseBlock,
    Quote,
    TableBlock,
)
from reportgen.document.walk import figures as inline_figures
from reportgen.document.walk import leaves
from reportgen.model.report import Report
from reportgen.office import DECLARATION, OFFICE, OfficePackage, tree_of
from reportgen.render.word.controls import control_tag
from reportgen.render.word.xml import words_only
from reportgen.wording.flat import Flat, Span, flattened, without_form
from reportgen.wording.marks import Marks
from reportgen.wording.reading import Grid, Line, main_part, read_items

_SPACE: Final = "urn:reportgen:bas"
_ID: Final = "{5B0E6D1C-6B57-4E0A-9C4D-7A1F5D2E9B31}"
_FORM: Final = 2
_CHECK: Final = "reportgen"
"""Words that every file carries the mark of, which tells whether the key is the one that it was made with."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A text in the file: its place, marks of what was written in the workbook and of its paragraphs as they were printed,
    and the tags of the figures in it. `bold` and `italic` tell that the mall sets it so; `lead` is the mark of a heading of the
    mall's that stands before it in its control.
    """

    place: str
    source: str
    read: str
    bold: bool = False
    italic: bool = False
    lead: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file was: texts by tag, figures by tag as (field, mark of what was printed), and all that is no text with where
    texts stand, with marks for words. `check` is the mark of words that all files have; `draft` tells that it was one.
    """

    template: str
    namnd: str
    period: str
    draft: bool
    check: str
    texts: Mapping[str, TextMark]
    figures: Mapping[str, tuple[str, str]]
    items: tuple[Line | Grid, ...]

    def is_made_with(self, marks: Marks) -> bool:
        """Whether the marks are of the workbook that the file was made from."""
        return self.check == marks.of(_CHECK)


def carrying(document: Document, report: Report) -> Callable[[OfficePackage], None]:
    """Puts the imprint in the Word file of the document, before it is packed; the same input gives the same bytes."""

    def put(package: OfficePackage) -> None:
        _put(package, _imprint(package, document, report))

    return put


def imprint_of(package: OfficePackage) -> Imprint | None:
    """What the file carries; None when that is nothing, or nothing that can be read."""
    for name in package:
        if name.startswith("customXml/") and _SPACE.encode() in package.read(name) and ".rels" not in name:
            tree = tree_of(package.read(name))
            if tree.tag == f"{{{_SPACE}}}bas":
                try:
                    return _decoded(json.loads(tree.text or ""))
                except (ValueError, KeyError, TypeError):
                    return None
    return None


def _imprint(package: OfficePackage, document: Document, report: Report) -> Imprint:
    marks = Marks(report.seal)
    texts = dict(_texts(document))
    figures = {tag: list(_figures(prose.blocks)) for tag, prose in texts.items()}
    return Imprint(
        report.template,
        report.namnd,
        str(report.period),
        document.draft,
        marks.of(_CHECK),
        {tag: _text_mark(prose, figures[tag], marks) for tag, prose in texts.items()},
        {_tag(figure): (figure.field, marks.of(figure.text)) for found in figures.values() for figure in found},
        tuple(_marked(item, marks) for item in read_items(package, texts)),
    )


def _text_mark(prose: ProseBlock, figures: Iterable[Figure], marks: Marks) -> TextMark:
    lead, own = prose.blocks[: prose.lead], prose.blocks[prose.lead :]
    printed = without_form(flattened(own), bold=prose.bold, italic=prose.italic)
    return TextMark(
        prose.place,
        marks.of_text(prose.source),
        marks.of_paragraphs(printed),
        prose.bold,
        prose.italic,
        marks.of(" ".join(flat.words for flat in flattened(lead))),
        tuple(map(_tag, figures)),
    )


def _tag(figure: Figure) -> str:
    return control_tag(figure.field)


def _marked(item: Line | Grid, marks: Marks) -> Line | Grid:
    if isinstance(item, Grid):
        return replace(item, rows=tuple(tuple(marks.of(cell) for cell in row) for row in item.rows))
    return Line(Flat((Span("" if item.owner else marks.of(item.words)),)), item.owner, item.level)


def _texts(document: Document) -> Iterator[tuple[str, ProseBlock]]:
    """Each text by the tag of its control, numbered as they are written."""
    nth: Counter[str] = Counter()
    for part in document.parts:
        for prose in _proses(part.blocks):
            nth[prose.place] += 1
            yield control_tag(prose.place, nth[prose.place]), prose


def _proses(blocks: Iterable[Block]) -> Iterator[ProseBlock]:
    for block in blocks:
        match block:
            case ProseBlock():
                yield block
            case Box() | Quote():
                yield from _proses(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from _proses(item)
            case TableBlock():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _proses(cell.with_proses)
            case _:
                pass


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """The figures of a text that a value field asked for."""
    for block in leaves(blocks):
        if isinstance(block, Paragraph):
            yield from (figure for figure in inline_figures(block.content) if figure.field)


# --- the part ---------------------------------------------------------------------------------------------------------


def _put(package: OfficePackage, imprint: Imprint) -> None:
    said = json.dumps(_coded(imprint), ensure_ascii=False, separators=(",", ":"))
    xml = f'{DECLARATION}<bas xmlns="{_SPACE}">{words_only(said)}</bas>'
    name = package.add("customXml/item{}.xml", xml.encode(), "application/xml")
    package.relate(main_part(package), f"{OFFICE}/customXml", name)
    about = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    type_ = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    properties = package.add("customXml/itemProps{}.xml", about.encode(), type_)
    package.relate(name, f"{OFFICE}/customXmlProps", properties)


def _coded(imprint: Imprint) -> dict[str, Any]:
    return {
        "form": _FORM,
        "mall": imprint.template,
        "namnd": imprint.namnd,
        "period": imprint.period,
        "utkast": imprint.draft,
        "prov": imprint.check,
        "texter": {
            tag: [text.place, text.source, text.read, text.bold, text.italic, text.lead, text.figures]
            for tag, text in imprint.texts.items()
        },
        "falt": dict(imprint.figures),
        "innehall": [
            [item.head, item.rows] if isinstance(item, Grid) else [item.level, item.owner, item.words]
            for item in imprint.items
        ],
    }


def _decoded(said: dict[str, Any]) -> Imprint:
    if said["form"] != _FORM:
        raise ValueError(said["form"])
    return Imprint(
        said["mall"],
        said["namnd"],
        said["period"],
        bool(said["utkast"]),
        said["prov"],
        {tag: _decoded_text(*text) for tag, text in said["texter"].items()},
        {tag: (field, printed) for tag, (field, printed) in said["falt"].items()},
        tuple(_decoded_item(item) for item in said["innehall"]),
    )


def _decoded_text(
    place: str, source: str, read: str, bold: bool, italic: bool, lead: str, figures: list[str]
) -> TextMark:
    return TextMark(place, source, read, bold, italic, lead, tuple(figures))


def _decoded_item(said: list[Any]) -> Line | Grid:
    if len(said) == 2:
        return Grid(tuple(tuple(row) for row in said[1]), said[0])
    level, owner, mark = said
    return Line(Flat((Span(mark),)), owner, level)
