"""A Word file → what stands in it, in order: paragraphs with whose text they are, and tables. Tracked changes are accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reportgen.office import OFFICE, DamagedError, OfficePackage, tree_of
from reportgen.render.word.controls import bookmark_name
from reportgen.render.word.xml import W
from reportgen.wording.flat import Flat, Kind, Span, tidied
from reportgen.wording.looks import Looks, value
from reportgen.wording.words import Heard, Words

if TYPE_CHECKING:
    from lxml.etree import _Element

_CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APP: Final = f"{OFFICE}/extended-properties"
_THROUGH: Final = {f"{W}{tag}" for tag in ("ins", "moveTo", "customXml", "sdtContent")}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `owner` is the tag of the text it belongs to, "" when it is none; `level` is a heading's."""

    flat: Flat
    owner: str = ""
    level: int = 0

    @property
    def words(self) -> str:
        """The words on one line, whatever their spaces."""
        return " ".join(self.flat.words.split())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by the words of its cells, row by row; a cell over several columns is repeated. `head` rows are headings."""

    rows: tuple[tuple[str, ...], ...]
    head: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds. `who` saved it last and `saved` when, as the file says; `program` is what it was saved in."""

    items: tuple[Line | Grid, ...]
    who: str = ""
    saved: str = ""
    program: str = ""
    tracked: tuple[str, ...] = ()
    lost: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a text cannot hold, by the tag of the text."""
    bare: frozenset[str] = frozenset()
    """Texts that have lost their control, and are known by their bookmark."""


def main_part(package: OfficePackage) -> str:
    """The document itself; `DamagedError` if there is none."""
    main = package.related("", f"{OFFICE}/officeDocument")
    if (
        main is None
        or not package.content_type(main).endswith("main+xml")
        or "wordprocessingml" not in package.content_type(main)
    ):
        raise DamagedError
    return main


def read_word(package: OfficePackage, tags: Collection[str], figures: Collection[str]) -> Read:
    """The file; `tags` are those of texts, `figures` those of the figures in them. Raises `DamagedError`."""
    main = main_part(package)
    reader = _Reader(Looks(package, main), frozenset(tags), frozenset(figures))
    body = tree_of(package.read(main)).find(f"{W}body")
    items = tuple(reader.whole(body)) if body is not None else ()
    core, app = (package.related("", kind) for kind in (_CORE, _APP))
    said = _said(package, core)
    return Read(
        items,
        said.get("lastModifiedBy", ""),
        said.get("modified", ""),
        _said(package, app).get("Application", ""),
        tuple(reader.heard.authors),
        {tag: tuple(dict.fromkeys(lost)) for tag, lost in reader.lost.items()},
        frozenset(reader.by_bookmark - reader.by_control),
    )


def read_items(package: OfficePackage, tags: Collection[str]) -> tuple[Line | Grid, ...]:
    """What stands outside the texts, and where those stand, in a file that we have just made."""
    main = main_part(package)
    body = tree_of(package.read(main)).find(f"{W}body")
    reader = _Reader(Looks(package, main), frozenset(tags), frozenset())
    return tuple(reader.whole(body)) if body is not None else ()


def texts_of(read: Read) -> dict[str, list[tuple[Flat, ...]]]:
    """The texts by tag; one that stands in several places is several."""
    out: dict[str, list[list[Flat]]] = defaultdict(list)
    last = ""
    for item in read.items:
        owner = item.owner if isinstance(item, Line) else ""
        if owner and isinstance(item, Line):
            if owner != last or not out[owner]:
                out[owner].append([])
            out[owner][-1].append(item.flat)
        last = owner
    return {tag: [tidied(flats) for flats in found] for tag, found in out.items()}


def _said(package: OfficePackage, part: str | None) -> dict[str, str]:
    tree = tree_of(package.read(part)) if part else ()
    return {str(item.tag).rpartition("}")[2]: item.text or "" for item in tree}


class _Reader:
    """The state of one reading: counters of lists, open bookmarks, and a paragraph whose end has been taken away."""

    def __init__(self, looks: Looks, tags: frozenset[str], figures: frozenset[str]) -> None:
        self.looks, self.tags = looks, tags
        self.heard = Heard()
        self.words = Words(looks, figures, self.heard)
        self.marks = {bookmark_name(tag): tag for tag in tags}
        self.lost: dict[str, list[str]] = defaultdict(list)
        self.by_control: set[str] = set()
        self.by_bookmark: set[str] = set()
        self._ended: frozenset[str] = frozenset()
        self._open: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun_lists: set[tuple[str, int]] = set()
        self._depth = 0
        self._begun: tuple[Span, ...] = ()

    def whole(self, body: _Element) -> Iterator[Line | Grid]:
        ended = {mark.get(f"{W}id", "") for mark in body.iter(f"{W}bookmarkEnd")}
        starts = list(body.iter(f"{W}bookmarkStart"))
        self._ended = frozenset(mark.get(f"{W}name", "") for mark in starts if mark.get(f"{W}id", "") in ended)
        return self.items(body)

    def items(self, container: _Element, owner: str = "") -> Iterator[Line | Grid]:
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, owner)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, owner)
            elif child.tag == f"{W}sdt":
                yield from self._control(child, owner)
            elif child.tag in _THROUGH:
                yield from self.items(child, owner)
            elif child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._mark(child)

    def _control(self, control: _Element, owner: str) -> Iterator[Line | Grid]:
        content = control.find(f"{W}sdtContent")
        tag = value(control, "sdtPr/tag") or ""
        if content is None or control.find(f"{W}sdtPr/{W}docPartObj") is not None:
            return
        if tag not in self.tags:
            yield from self.items(content, owner)
            return
        self.by_control.add(tag)
        lines = [] if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None else list(self.items(content, tag))
        yield from lines or [Line(Flat(()), tag)]

    def _paragraph(self, paragraph: _Element, owner: str) -> Iterator[Line]:
        if self.looks.is_contents(paragraph):
            return
        marked = self._by_bookmark(paragraph)
        found = owner or marked
        if found:
            (self.by_control if owner else self.by_bookmark).add(found)
        spans = (*self._begun, *self.words.spans(paragraph))
        self.lost[found] += self.heard.lost
        self.heard.lost.clear()
        self._begun = ()
        if (
            paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
            or paragraph.find(f"{W}pPr/{W}rPr/{W}moveFrom") is not None
        ):
            self._begun = spans
            return
        level = self.looks.heading(paragraph)
        flat = Flat(spans)
        if found and level:
            flat = Flat(tuple(Span(s.text, True, s.italic, s.field) for s in spans))
            self.lost[found].append("en rubrik, som blev fet stil")
        elif any(span.text.strip() for span in spans):
            flat = self._as_item(paragraph, spans)
        yield Line(flat, found, level)

    def _as_item(self, paragraph: _Element, spans: tuple[Span, ...]) -> Flat:
        item = self.looks.item(paragraph)
        if item is None:
            depth = self.looks.continues(paragraph)
            if depth is None:
                return Flat(spans)
            return Flat(spans, Kind.MORE, self._depth if depth < 0 else depth)
        number, level, self._depth, numbered = item
        if not numbered:
            return Flat(spans, Kind.BULLET, self._depth)
        return Flat(spans, Kind.NUMBER, self._depth, self._number(number, level))

    def _number(self, number: str, level: int) -> int:
        """The number of an item. Lists of one definition count together, unless one begins anew (17.9.26)."""
        family, anew = self.looks.family(number), self.looks.begins_anew(number, level)
        for key in [key for key in self._counts if key[0] == family and key[1] > level]:
            del self._counts[key]
        if anew is not None and (number, level) not in self._begun_lists:
            self._counts[family, level] = anew
        else:
            self._counts[family, level] = self._counts.get((family, level), self.looks.start(number, level) - 1) + 1
        self._begun_lists.add((number, level))
        return self._counts[family, level]

    def _by_bookmark(self, paragraph: _Element) -> str:
        """The text whose bookmark reaches over words of the paragraph."""
        found = next(iter(self._open.values()), "")
        seen = False
        for element in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
            if element.tag == f"{W}t":
                seen = seen or bool(element.text)
                found = found or next(iter(self._open.values()), "")
            elif element.tag == f"{W}bookmarkEnd" and not seen and element.get(f"{W}id", "") in self._open:
                self._mark(element)
                found = next(iter(self._open.values()), "")
            else:
                self._mark(element)
                found = found or next(iter(self._open.values()), "")
        return found or self._emptied(paragraph)

    def _emptied(self, paragraph: _Element) -> str:
        """The text whose bookmark LibreOffice has emptied: it stands first in a control that has lost its tag, before all words."""
        for control in paragraph.findall(f"{W}sdt") if value(paragraph, "sdt/sdtPr/tag") is None else ():
            names = [mark.get(f"{W}name", "") for mark in control.iter(f"{W}bookmarkStart")]
            tags = [self.marks[name] for name in names if name in self.marks]
            inside, whole = ("".join(t.text or "" for t in place.iter(f"{W}t")) for place in (control, paragraph))
            if len(tags) == 1 and inside == whole:
                return tags[0]
        return ""

    def _mark(self, mark: _Element) -> None:
        """LibreOffice may write a start twice, with an end only for the second: what counts is the first and the last."""
        id_, name = mark.get(f"{W}id", ""), mark.get(f"{W}name", "")
        if mark.tag == f"{W}bookmarkEnd":
            ended = self._open.pop(id_, "")
            self._open = {other: tag for other, tag in self._open.items() if tag != ended}
        elif name in self.marks and name in self._ended:
            self._open[id_] = self.marks[name]

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: _Element, owner: str) -> Iterator[Line | Grid]:
        """A table by its cells, then the texts that stand in them; one of a single cell, as a box is, by what is in it."""
        tags = {value(control, "sdtPr/tag") for control in table.iter(f"{W}sdt")}
        names = {mark.get(f"{W}name") for mark in table.iter(f"{W}bookmarkStart")}
        rows = [row for row in table.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [cell for row in rows for cell in row.iter(f"{W}tc")]
        if len(cells) == 1:
            yield from self.items(cells[0], self._around(cells[0]) or owner)
            return
        if not (tags & self.tags or names & self.marks.keys()):
            owner = ""
        texts: list[Line] = []
        grid = tuple(tuple(self._row(row, owner, texts)) for row in rows)
        yield Grid(grid, sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows))
        yield from texts

    def _around(self, cell: _Element) -> str:
        """The tag of a text that is all of a cell, whose control stands round the cell."""
        control = next(cell.iterancestors(f"{W}sdt", f"{W}tbl"), None)
        tag = value(control, "sdtPr/tag") or ""
        return tag if tag in self.tags else ""

    def _row(self, row: _Element, owner: str, texts: list[Line]) -> Iterator[str]:
        """The words of its cells; paragraphs of texts are put in `texts`."""
        for cell in row.iter(f"{W}tc"):
            lines = [item for item in self.items(cell, self._around(cell) or owner) if isinstance(item, Line)]
            texts += (line for line in lines if line.owner)
            words = " ".join(filter(None, (line.words for line in lines if not line.owner)))
            yield from [words] * int(value(cell, "tcPr/gridSpan") or 1)
