"""Blocks → a Word file, the same story as the PDF in a form that people can go on writing in.

    document ─ title, contents, body ─> paragraphs, tables, controls ─ sections ─> one package, always the same bytes

`xml`, `package`: the pieces and the file. `base`, `styles`: the Word file it is built on. `writing`, `setting`: what is
shared while one document is written, and how text is set where it stands. The others are visitors for their blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, Final

from reportgen.document.blocks import Block, Cover, Document, Heading, PageBreak, Part, TableBlock
from reportgen.document.parts import Run, runs
from reportgen.document.walk import headings
from reportgen.office import DECLARATION, OfficePackage
from reportgen.render.word.base import (
    Kept,
    Page,
    complete,
    dressed_base,
    highest_id,
    own_base,
    read_kept,
    read_page,
)
from reportgen.render.word.body import at_top, body, on_new_page
from reportgen.render.word.controls import control_tag
from reportgen.render.word.cover import asked_values, title_items
from reportgen.render.word.fields import bookmark, bookmark_ends, contents, field
from reportgen.render.word.filling import fill_base
from reportgen.render.word.package import Package
from reportgen.render.word.properties import write_properties
from reportgen.render.word.sections import Sections
from reportgen.render.word.setting import Setting
from reportgen.render.word.styles import DENSE_HEADINGS, HEADINGS, Style, Styles
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import NAMESPACES, Control, Item, Mark, Para, W, attribute, render, with_last

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["control_tag", "to_word"]

IGNORABLE: Final = "w15"


def to_word(
    document: Document,
    *,
    base: bytes | None = None,
    pages: Mapping[str, int] | None = None,
    carry: Callable[[OfficePackage], None] = lambda _: None,
) -> bytes:
    """The document as a Word file (.docx); the same input gives the same bytes.

    `base` is the Word file to build on, ours when None; that of the document's profile comes before it. `ReportgenError`
    when it cannot be used. `pages` gives the page of each heading by its id, for the contents list; without it the list has
    no page numbers until Word updates it. `carry` puts more in the file before it is packed.
    """
    from lxml import etree

    own = dressed_base(document.profile)
    if document.profile.base:
        base = document.profile.base
    package = Package(base if base is not None and base != own_base() else own)
    complete(package, own)
    root = etree.fromstring(package.read(package.main))
    base_body = root.find(f"{W}body")
    if base_body is None:
        base_body = etree.SubElement(root, f"{W}body")
    fill_base(package, root, asked_values(document))
    kept, page = read_kept(package, base_body), read_page(base_body.find(f"{W}sectPr"))
    if document.parts and document.parts[0].cover is not Cover.PAGE:
        kept = replace(kept, cover="", cover_section=False)
    styles = Styles(package, mapping=document.profile.styles, own=own)
    styles.set_language(document.language)
    writing = Writing(package, styles, _bookmarks(document), page, _moment(document), highest_id(package))
    sections = Sections(writing, kept, page, document, _totals(document, pages))
    xml = _document_xml(root, kept.cover + _content(document, writing, sections, kept, page, pages))
    package.write(package.main, xml.encode())
    styles.save()
    write_properties(package, document)
    carry(package)
    return package.to_bytes()


def _bookmarks(document: Document) -> dict[str, str]:
    """A name for each heading, of the kind that Word gives them for its contents list."""
    found = [heading.id for part in document.parts for heading in headings(part)]
    return {id_: f"_Toc{100000000 + number}" for number, id_ in enumerate(found, 1)}


def _totals(document: Document, pages: Mapping[str, int] | None) -> dict[str, str]:
    """For each part the field that says how many pages are counted together with its own."""
    counted = runs(document)
    if len(counted) == 1:
        return {part.key: field("NUMPAGES", "1") for part in document.parts}
    return {
        part.key: field(f"PAGEREF {_end_bookmark(run)}", str((pages or {}).get(run.end, 1)))
        for run in counted
        for part in run.parts
    }


def _end_bookmark(run: Run) -> str:
    """The bookmark at the end of the last page that is counted from the same 1."""
    return f"_Slut_{run.parts[-1].key}"[:40]


def _moment(document: Document) -> datetime:
    return datetime.combine(date.fromisoformat(document.date), time(12), UTC)


def _document_xml(root: _Element, content: str) -> str:
    """The main part; prefixes of the base are declared again, since what is kept of it may use them."""
    declared = {prefix: uri for prefix, uri in root.nsmap.items() if prefix} | NAMESPACES
    spaces = " ".join(f"xmlns:{prefix}={attribute(uri)}" for prefix, uri in declared.items())
    ignorable = root.get(f"{{{NAMESPACES['mc']}}}Ignorable", "").split()
    ignored = " ".join(dict.fromkeys([*ignorable, IGNORABLE]))
    return f'{DECLARATION}<w:document {spaces} mc:Ignorable="{ignored}"><w:body>{content}</w:body></w:document>'


# --- parts and sections -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Paragraphs on pages that lie the same way; `section` is the w:sectPr of their section."""

    items: list[Item]
    section: str


def _content(
    document: Document,
    writing: Writing,
    sections: Sections,
    kept: Kept,
    page: Page,
    pages: Mapping[str, int] | None,
) -> str:
    """All parts, each in sections of its own; the properties of the last section end the document."""
    stretches: list[_Stretch] = []
    counted = runs(document)
    ends = {run.parts[-1].key: _end_bookmark(run) for run in counted if len(counted) > 1}
    for number, part in enumerate(document.parts):
        front = [] if number == 0 and kept.cover else title_items(part, document, writing)
        within = f"_Del_{number + 1}" if len(document.parts) > 1 else ""
        front += _contents(part, within, pages, writing)
        stretches += _part(part, front, (within, ends.get(part.key, "")), sections, page, writing)
    ended = "".join(render(_ended(stretch, writing)) for stretch in stretches[:-1])
    return ended + "".join(render(_last(stretch, writing)) + stretch.section for stretch in stretches[-1:])


def _contents(part: Part, within: str, pages: Mapping[str, int] | None, writing: Writing) -> list[Item]:
    listed = [heading for heading in headings(part) if heading.level <= part.contents_depth] if part.contents else []
    if not listed:
        return []
    items = contents(listed, part.contents_depth, within, pages, writing)
    return on_new_page(items, writing) if part.cover is Cover.PAGE else items


def _part(
    part: Part, front: list[Item], names: tuple[str, str], sections: Sections, page: Page, writing: Writing
) -> list[_Stretch]:
    """The title and the contents list, then the blocks. `names` are those of a bookmark round them all and of one at their
    end, each empty when there is none."""
    within, last = names
    start, end = bookmark_ends(within, writing) if within else ([], [])
    end += [Mark(bookmark(last, "", writing))] if last else []
    groups = _by_orientation(part.blocks, begun=bool(front))
    stretches = []
    for number, (landscape, blocks) in enumerate(groups):
        width = page.turned.text_width if landscape else page.text_width
        items = body(blocks, writing, Setting(width, DENSE_HEADINGS if part.dense else HEADINGS))
        items = [*start, *_opened(part, front, items, writing)] if number == 0 else at_top(items)
        if number == len(groups) - 1:
            items = with_last(items, end)
        section = sections.section(part, landscape=landscape, first=number == 0)
        stretches.append(_Stretch(items, section))
    return stretches


def _opened(part: Part, front: list[Item], items: list[Item], writing: Writing) -> list[Item]:
    """The title and the contents list, then the text: on a new page after a cover, at the top of its page with nothing above."""
    if not front:
        return at_top(items)
    return [*front, *(on_new_page(items, writing) if part.cover is Cover.PAGE and items else items)]


def _by_orientation(blocks: Sequence[Block], *, begun: bool) -> list[tuple[bool, list[Block]]]:
    """The blocks by how their page lies; the first are standing where a title or contents list has `begun` the part."""
    lying = _lying(blocks)
    groups = [
        (landscape, [blocks[number] for number in numbers])
        for landscape, numbers in groupby(range(len(blocks)), key=lying.__contains__)
    ]
    if not groups or (begun and groups[0][0]):
        groups.insert(0, (False, []))
    return [
        (landscape, list(dropwhile(lambda block: isinstance(block, PageBreak), group)) if number else group)
        for number, (landscape, group) in enumerate(groups)
    ]


def _lying(blocks: Sequence[Block]) -> frozenset[int]:
    """Positions of the landscape tables, and of the headings that stand right above one and must follow it."""
    lying: set[int] = set()
    for number, block in enumerate(blocks):
        if isinstance(block, TableBlock) and block.landscape:
            first = number
            while first and isinstance(blocks[first - 1], Heading):
                first -= 1
            lying.update(range(first, number + 1))
    return frozenset(lying)


def _ended(stretch: _Stretch, writing: Writing) -> list[Item]:
    """The paragraphs with the end of their section in the last of them, or in one of its own after a table or control."""
    last = stretch.items[-1] if stretch.items else None
    if isinstance(last, Para):
        return [*stretch.items[:-1], replace(last, section=stretch.section)]
    return [*stretch.items, Para(writing.styles.id(Style.SECTION_END), section=stretch.section)]


def _last(stretch: _Stretch, writing: Writing) -> list[Item]:
    """The paragraphs that end the document, which Word does not let end with a table."""
    ends_well = stretch.items and isinstance(stretch.items[-1], Para | Control)
    return stretch.items if ends_well else [*stretch.items, Para(writing.styles.id(Style.SECTION_END))]
