"""What a workbook's file holds beside cells and notes, where somebody's personnummer stands: properties, headers, text boxes,
lists to choose from, links, names, kept values of pivot tables and other workbooks, and words that no cell has any more.

Every part of the package is looked through as text, so that kinds of parts that we do not know are too; what is packed in
another file inside it (a Word document as an object, a picture) is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Final

from reportgen.model.personnummer import personal_numbers
from reportgen.workbook.grid import Loose
from reportgen.workbook.package import Package

_DIGITS: Final = re.compile(rb"[0-9]{4}")
_POSSIBLE: Final = re.compile(rb"[0-9]{6}[^0-9<]{0,3}[0-9]{4}")
"""What can be a number in UTF-8, where a long dash or a narrow space has three bytes."""

_IDENTITY: Final = re.compile(r"<[^<>]*(?:creationId|revisionPtr)[^<>]*>|\{[0-9A-Fa-f-]{36}\}")
_LINE: Final = re.compile(r"</(?:\w+:)?(?:p|v|author)>")
_TAG: Final = re.compile(r"<[^<>]*>")
_RUNS: Final = ("xl/drawings/", "xl/comments", "xl/threadedComments/", "xl/charts/")
"""Parts where a line of words can be parted in runs of different looks."""

_TEXTS: Final = (".xml", ".rels", ".vml")
_SHARED: Final = "sharedstrings.xml"
_NOTE: Final = re.compile(rb"<(?:\w+:)?text>.*?</(?:\w+:)?text>", re.DOTALL)
"""What a note says, in a part of notes; it is read with its cell."""

_TARGET: Final = re.compile(r'\bTarget="(?:\.\./|/xl/)?([^"]+)"')


def loose_texts(package: Package, sheets: Mapping[str, str], unused: Iterable[str]) -> Iterator[Loose]:
    """Each text with a number in it, once. `sheets` has the sheets' names by part, `unused` words that stand in no cell."""
    owners: Mapping[str, str] | None = None
    for part in package.parts:
        if not part.endswith(_TEXTS) or part.casefold().endswith(_SHARED):
            continue  # pictures, and what is read as cells
        data = package.raw(part)
        if part in sheets:
            data = _without_cells(data)
        elif is_notes(part):
            data = _NOTE.sub(b"", data)
        if not _may_hold(data):
            continue
        owners = _owners(package, sheets) if owners is None else owners
        for element, text in _found(_decoded(data), in_runs=part.startswith(_RUNS)):
            yield Loose(part, element, owners.get(part, ""), text)
    for text in unused:
        if personal_numbers(text):
            yield Loose("xl/sharedStrings.xml", "si", "", text)


def is_notes(part: str) -> bool:
    """Whether a part holds the notes of a sheet, in the form that all versions of Excel have."""
    return "comments" in part.casefold() and "threaded" not in part.casefold()


def _without_cells(data: bytes) -> bytes:
    """A sheet's part without its cells, which are read as such."""
    start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    return data[:start] + data[end:] if 0 <= start < end else data


def _may_hold(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return bool(_POSSIBLE.search(data)) or (data.count(b"</a:r>") > 1 and bool(_DIGITS.search(data)))


def _decoded(data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return unescape(data.decode("utf-16" if wide else "utf-8", "replace"))


def _found(text: str, *, in_runs: bool) -> Iterator[tuple[str, str]]:
    """The name of the element and the number, of each number once; first as they stand, then with runs put together."""
    seen: set[str] = set()
    text = _IDENTITY.sub("", text)
    for number in personal_numbers(text):
        written = text[number.start : number.end]
        if written not in seen:
            seen.add(written)
            yield _element(text, number.start), written
    if in_runs:
        joined = _TAG.sub("", _LINE.sub("\n", text))
        for number in personal_numbers(joined):
            if (written := joined[number.start : number.end]) not in seen:
                seen.add(written)
                yield "p", written


def _element(text: str, at: int) -> str:
    """The name of the element that a place is in, as text or attribute."""
    opening = re.match(r"<(?:\w+:)?(\w+)", text[text.rfind("<", 0, at) :])
    return opening[1] if opening else ""


def _owners(package: Package, sheets: Mapping[str, str]) -> dict[str, str]:
    """The sheet of each part that belongs to one, by way of its relations: drawings, their charts, tables."""
    owners = dict(sheets)
    todo = list(sheets)
    while todo:
        part = todo.pop()
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in package:
            continue
        owners.setdefault(rels, owners[part])
        for target in _TARGET.findall(_decoded(package.raw(rels))):
            for other in (f"xl/{target}", f"{folder}/{target}", target):
                if other in package and other not in owners:
                    owners[other] = owners[part]
                    todo.append(other)
    return owners
