"""What a Word file carries of itself, unseen: which workbook it was made from, and what stood in it when it was made.

It is a part of custom XML, which Word and LibreOffice keep when they save. The figures of value fields are there as they were
printed, so that a changed figure is told from a changed text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from reportgen.document.blocks import (
    Block,
    Box,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    ListBlock,
    Paragraph,
    ProseBlock,
    Quote,
    Strong,
)
from reportgen.model.report import Report
from reportgen.office import DECLARATION, OFFICE, OfficePackage, tree_of
from reportgen.render.word.controls import control_tag
from reportgen.render.word.xml import words_only
from reportgen.wording.flat import Flat, Span, without_form
from reportgen.wording.light import light
from reportgen.wording.reading import Grid, Line, main_part, read_word, texts_of

_SPACE: Final = "urn:reportgen:bas"
_ID: Final = "{5B0E6D1C-6B57-4E0A-9C4D-7A1F5D2E9B31}"
_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class BaseText:
    """A text in the file: its place, what was written in the workbook, and how that is read back from the file unedited.

    `bold` and `italic` tell that the mall sets it so.
    """

    place: str
    title: str
    source: str
    read: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What the file was: texts by tag, figures by tag as (field, printed), and all that is no text with where texts stand."""

    template: str
    namnd: str
    period: str
    texts: Mapping[str, BaseText]
    figures: Mapping[str, tuple[str, str]]
    items: tuple[Line | Grid, ...]


def stamped(data: bytes, document: Document, report: Report) -> bytes:
    """The Word file with its base in it; the same input gives the same bytes."""
    package = OfficePackage(data)
    found = dict(_texts(document))
    figures = {
        control_tag(figure.field): (figure.field, figure.text)
        for prose in found.values()
        for figure in _figures(prose.blocks)
        if figure.field
    }
    read = read_word(package, found, figures)
    texts = {
        tag: BaseText(
            prose.place,
            prose.title,
            prose.source,
            light(without_form(with_fields(flats[0], figures), bold=prose.bold, italic=prose.italic)),
            prose.bold,
            prose.italic,
        )
        for tag, flats in texts_of(read).items()
        for prose in [found[tag]]
    }
    base = Base(report.template, report.namnd, str(report.period), texts, figures, read.items)
    _put(package, base)
    return package.to_bytes()


def base_of(package: OfficePackage) -> Base | None:
    """The base that the file carries; None when it has none, or one that cannot be read."""
    main = main_part(package)
    for name in package:
        if name.startswith("customXml/") and _SPACE.encode() in package.read(name) and ".rels" not in name:
            tree = tree_of(package.read(name))
            if tree.tag == f"{{{_SPACE}}}bas" and main:
                try:
                    return _decoded(json.loads(tree.text or ""))
                except (ValueError, KeyError, TypeError):
                    return None
    return None


def with_fields(flats: Iterable[Flat], figures: Mapping[str, tuple[str, str]]) -> tuple[Flat, ...]:
    """The paragraphs with the figures' tags as the fields they stand for."""
    return tuple(
        replace(
            flat,
            spans=tuple(replace(s, field=figures[s.field][0]) if s.field in figures else s for s in flat.spans),
        )
        for flat in flats
    )


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
            case _:
                pass


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _inline_figures(block.content)
            case ListBlock():
                for item in block.items:
                    yield from _figures(item)
            case _:
                pass


def _inline_figures(content: Iterable[Inline]) -> Iterator[Figure]:
    for inline in content:
        match inline:
            case Figure():
                yield inline
            case Strong() | Emphasis() | Foreign():
                yield from _inline_figures(inline.children)
            case _:
                pass


# --- the part ---------------------------------------------------------------------------------------------------------


def _put(package: OfficePackage, base: Base) -> None:
    xml = f'{DECLARATION}<bas xmlns="{_SPACE}">{words_only(json.dumps(_coded(base), ensure_ascii=False))}</bas>'
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


def _coded(base: Base) -> dict[str, Any]:
    return {
        "form": _FORM,
        "mall": base.template,
        "namnd": base.namnd,
        "period": base.period,
        "texter": {tag: asdict(text) for tag, text in base.texts.items()},
        "falt": dict(base.figures),
        "innehall": [_coded_item(item) for item in base.items],
    }


def _coded_item(item: Line | Grid) -> list[Any]:
    return (
        [item.level, item.owner, "" if item.owner else item.words] if isinstance(item, Line) else [item.head, item.rows]
    )


def _decoded(said: dict[str, Any]) -> Base:
    if said["form"] != _FORM:
        raise ValueError(said["form"])
    return Base(
        said["mall"],
        said["namnd"],
        said["period"],
        {tag: BaseText(**text) for tag, text in said["texter"].items()},
        {tag: (field, printed) for tag, (field, printed) in said["falt"].items()},
        tuple(_decoded_item(item) for item in said["innehall"]),
    )


def _decoded_item(said: list[Any]) -> Line | Grid:
    if len(said) == 2:
        return Grid(tuple(tuple(row) for row in said[1]), said[0])
    level, owner, words = said
    return Line(Flat((Span(words),)), owner, level)
