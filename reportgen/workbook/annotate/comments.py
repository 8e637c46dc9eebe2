"""The notes of a sheet: their words in one part, the boxes that programs show them in in another (ECMA-376-4, VML).

People's notes are left as they are; ours stands after theirs in a cell that has one. A cell with one of the threaded
conversations of newer programs gets none, since what stands for it in the notes is written by the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from reportgen.model.position import column_index
from reportgen.office import OFFICE, DamagedError, tree_of, xml_of
from reportgen.workbook.annotate.sheet import Sheet
from reportgen.workbook.annotate.strings import MAIN, SPACE, written
from reportgen.workbook.notes import FIRST_LINE, without_ours

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR: Final = "reportgen"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREADED: Final = "tc="
_NS: Final = f"{{{MAIN}}}"
_V, _X = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_ID: Final = re.compile(r"_s(\d+)$")
_FIRST_ID: Final = 1025

_EMPTY_COMMENTS: Final = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_EMPTY_VML: Final = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BOX_WIDTH, _LINE_SIGNS, _LINE_HEIGHT, _LONGEST_BOX = 330, 52, 17, 400
_PIXELS_PER_SIGN, _PIXELS_PER_POINT = 7, 4 / 3


class Notes:
    """The notes of one sheet. Ours that were there are taken out at once."""

    def __init__(self, sheet: Sheet) -> None:
        """Raises `DamagedError` where the boxes cannot be read, as some programs write them."""
        self.sheet, package = sheet, sheet.package
        self.part = package.related(sheet.part, f"{OFFICE}/comments")
        self.tree = tree_of(package.read(self.part) if self.part else _EMPTY_COMMENTS)
        drawing = sheet.children("legacyDrawing")
        self.vml = package.target(sheet.part, drawing[0].get(f"{{{OFFICE}}}id", "")) if drawing else None
        self.boxes = tree_of(package.read(self.vml) if self.vml else _EMPTY_VML)
        self.comments = {str(c.get("ref")): c for c in self.tree.iter(f"{_NS}comment")}
        for comment in list(self.comments.values()):
            self._take_out(comment)

    def add(self, a1: str, text: str) -> None:
        """A note of ours on a cell, after the one that somebody has written there."""
        from lxml import etree

        comment = self.comments.get(a1)
        if comment is None:
            list_ = self.tree.find(f"{_NS}commentList")
            if list_ is None:
                return
            comment = etree.SubElement(list_, f"{_NS}comment", {"ref": a1, "authorId": str(self._author())})
            etree.SubElement(comment, f"{_NS}text")
            self.comments[a1] = comment
            self.boxes.append(etree.fromstring(self._box(a1, text)))
        elif self._author_of(comment).startswith(_THREADED):
            return
        body = comment.find(f"{_NS}text")
        if body is None:
            return
        before = _words(body)
        for plain in body.findall(f"{_NS}t"):
            _run(body, plain.text or "")
            body.remove(plain)
        _run(body, f"\n{text}" if before else text)

    def save(self) -> None:
        """Puts both parts back; new ones only where there are notes."""
        package, sheet = self.sheet.package, self.sheet
        if not self.comments:
            if self.part:
                package.drop(sheet.part, f"{OFFICE}/comments")
        elif self.part:
            package.write(self.part, xml_of(self.tree))
        else:
            self.part = package.add("xl/comments{}.xml", xml_of(self.tree), _COMMENTS_TYPE)
            package.relate(sheet.part, f"{OFFICE}/comments", self.part)
        if self.vml:
            package.write(self.vml, xml_of(self.boxes))
        elif self.comments:
            self.vml = package.add("xl/drawings/vmlDrawing{}.vml", xml_of(self.boxes), _VML_TYPE)
            id_ = package.relate(sheet.part, f"{OFFICE}/vmlDrawing", self.vml)
            sheet.child("legacyDrawing").set(f"{{{OFFICE}}}id", id_)

    def _take_out(self, comment: _Element) -> None:
        """Leaves what people have written, in their form; without any, the note goes with its box."""
        body = comment.find(f"{_NS}text")
        whole = _words(body) if body is not None else ""
        if body is None or FIRST_LINE not in whole:
            return
        theirs = without_ours(whole)
        if theirs.strip():
            _keep(body, theirs)
            return
        ref = str(comment.get("ref"))
        parent = comment.getparent()
        if parent is not None:
            parent.remove(comment)
        del self.comments[ref]
        self._remove_box(ref)

    def _remove_box(self, a1: str) -> None:
        row, column = _position(a1)
        for shape in list(self.boxes):
            data = shape.find(f"{_X}ClientData")
            if data is None or data.get("ObjectType") != "Note":
                continue
            if (data.findtext(f"{_X}Row"), data.findtext(f"{_X}Column")) == (str(row - 1), str(column)):
                self.boxes.remove(shape)

    def _author(self) -> int:
        from lxml import etree

        authors = self.tree.find(f"{_NS}authors")
        if authors is None:
            authors = etree.Element(f"{_NS}authors")
            self.tree.insert(0, authors)
        names = [author.text for author in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{_NS}author").text = AUTHOR
            return len(names)
        return names.index(AUTHOR)

    def _author_of(self, comment: _Element) -> str:
        authors = self.tree.findall(f"{_NS}authors/{_NS}author")
        number = int(comment.get("authorId", "0"))
        return (authors[number].text or "") if number < len(authors) else ""

    def _box(self, a1: str, text: str) -> str:
        ids = [int(match[1]) for shape in self.boxes.iter(f"{_V}shape") if (match := _ID.search(shape.get("id", "")))]
        row, column = _position(a1)
        return _SHAPE.format(
            id=max([_FIRST_ID - 1, *ids]) + 1, anchor=self._anchor(row, column, text), row=row - 1, column=column
        )

    def _anchor(self, row: int, column: int, text: str) -> str:
        """Beside the cell, as high as the words need: column, pixels, row, pixels of two corners, all from 0."""
        lines = sum(1 + len(line) // _LINE_SIGNS for line in text.split("\n"))
        height = min(lines * _LINE_HEIGHT + 12, _LONGEST_BOX)
        top = max(row - 2, 0)
        right, across = _walk(column + 1, _BOX_WIDTH, lambda n: self.sheet.width(n) * _PIXELS_PER_SIGN)
        bottom, down = _walk(top, height, lambda n: self.sheet.height(n + 1) * _PIXELS_PER_POINT)
        return f"{column + 1}, 12, {top}, 4, {right}, {across}, {bottom}, {down}"


def notes_of(sheet: Sheet) -> Notes | None:
    """The notes of a sheet, without ours; None where it can have none that we can write."""
    try:
        return Notes(sheet) if sheet.is_plain else None
    except DamagedError:
        return None


def _words(body: _Element) -> str:
    direct = body.findtext(f"{_NS}t")
    return "".join([direct or "", *(run.findtext(f"{_NS}t") or "" for run in body.findall(f"{_NS}r"))])


def _keep(body: _Element, theirs: str) -> None:
    """Leaves the runs that hold the beginning of the note, and what follows ours as a plain one."""
    left = theirs
    for run in body.findall(f"{_NS}r") + body.findall(f"{_NS}t"):
        inside = run if run.tag == f"{_NS}t" else run.find(f"{_NS}t")
        words = (inside.text or "") if inside is not None else ""
        if inside is None or not left or not left.startswith(words[: len(left)]):
            body.remove(run)
            continue
        inside.text, left = words[: len(left)], left[len(words) :]
    if left:
        _run(body, left)


def _run(body: _Element, text: str) -> None:
    from lxml import etree

    run = etree.SubElement(body, f"{_NS}r")
    look = etree.SubElement(run, f"{_NS}rPr")
    etree.SubElement(look, f"{_NS}sz", {"val": "9"})
    etree.SubElement(look, f"{_NS}color", {"indexed": "81"})
    etree.SubElement(look, f"{_NS}rFont", {"val": "Tahoma"})
    etree.SubElement(look, f"{_NS}family", {"val": "2"})
    inside = etree.SubElement(run, f"{_NS}t")
    inside.text = written(text)
    inside.set(SPACE, "preserve")


def _position(a1: str) -> tuple[int, int]:
    letters = a1.rstrip("0123456789")
    return int(a1[len(letters) :]), column_index(letters)


def _walk(start: int, size: float, of: Callable[[int], float]) -> tuple[int, int]:
    """The line where that many pixels end, counted from line `start`, and how far into it."""
    at = start
    while size > of(at) and at < start + 200:
        size -= of(at)
        at += 1
    return at, int(size)
