"""Whether a Word file is whole: by the schema (openxml-audit) and by what Word demands beyond it.

`faults(data)` is empty for a file that Word opens without repairing it. What it looks for is shown in
`test_render_word_faults.py`, where each fault is planted once.
"""

from __future__ import annotations

import io
import posixpath
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of the file as a tree."""
    return etree.fromstring(parts(data)[name])


def words(element: etree._Element) -> str:
    """The text of a paragraph, cell or whole document, as a person reads it; nothing of fields' instructions."""
    marks = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
    found = (item for run in element.iter(f"{W}r") for item in run.iter(f"{W}t", *marks))
    return "".join((item.text or "") if item.tag == f"{W}t" else marks[str(item.tag)] for item in found)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """The name of the style and the words of every paragraph in the text, those in tables too."""
    names = {style.get(f"{W}styleId"): value(style, "name") for style in xml(data, "word/styles.xml").iter(f"{W}style")}
    return [
        (names.get(found.get(f"{W}val"), "") if (found := p.find(f"{W}pPr/{W}pStyle")) is not None else "", words(p))
        for p in xml(data).iter(f"{W}p")
    ]


def value(element: etree._Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return found.get(f"{W}val", "") if found is not None else ""


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with the file, one line each."""
    files = parts(data)
    trees = {name: etree.fromstring(content) for name, content in files.items() if name.endswith((".xml", ".rels"))}
    texts = {name: tree for name, tree in trees.items() if tree.tag in {f"{W}document", f"{W}hdr", f"{W}ftr"}}
    return [
        *_schema(data),
        *_twice_in_zip(data),
        *_content_types(files, trees["[Content_Types].xml"]),
        *_relations(files, trees),
        *_ids(texts),
        *_anchors(trees["word/document.xml"]),
        *_styles(texts, trees["word/styles.xml"]),
        *_lists(texts, trees),
        *(fault for tree in texts.values() for fault in _tables(tree)),
    ]


def _schema(data: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fil.docx"
        file.write_bytes(data)
        found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(file).errors
    for error in found:
        yield f"{error.part_uri} {error.path}: {error.description}"


def _twice_in_zip(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from _twice("zip entry", archive.namelist())


def _content_types(files: dict[str, bytes], types: etree._Element) -> Iterator[str]:
    endings = {str(item.get("Extension")).lower() for item in types.iter(f"{TYPES}Default")}
    named = {str(item.get("PartName")).lstrip("/") for item in types.iter(f"{TYPES}Override")}
    for name in files.keys() - named - {"[Content_Types].xml"}:
        if name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: no content type"
    for name in named - files.keys():
        yield f"{name}: has a content type and is not there"


def _relations(files: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    reached = {"[Content_Types].xml"}
    for name in [name for name in files if name.endswith(".rels")]:
        reached.add(name)
        folder, file = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        found = list(trees[name].iter(f"{PACKAGE}Relationship"))
        yield from _twice(f"{name} relation", [str(item.get("Id")) for item in found])
        for item in found:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(source), str(item.get("Target"))))
            reached.add(target)
            if item.get("TargetMode") != "External" and target not in files:
                yield f"{name}: {item.get('Id')} leads to {target}, which is not there"
        if source in trees:
            known = {item.get("Id") for item in found}
            used = {
                text for item in trees[source].iter() for key, text in item.attrib.items() if str(key).startswith(R)
            }
            for id_ in used - known:
                yield f"{source}: {id_!s} is no relation"
    for name in files.keys() - reached:
        yield f"{name}: nothing leads to it"


def _ids(texts: dict[str, etree._Element]) -> Iterator[str]:
    """Numbers and names that must be alone in the whole file."""
    every = list(texts.values())
    yield from _twice("drawing", [str(item.get("id")) for tree in every for item in tree.iter(f"{WP}docPr")])
    for tag, key in (("bookmarkStart", "id"), ("bookmarkStart", "name"), ("bookmarkEnd", "id")):
        yield from _twice(f"{tag} {key}", [str(i.get(f"{W}{key}")) for tree in every for i in tree.iter(f"{W}{tag}")])
    yield from _twice("control", [value(item, "id") for tree in every for item in tree.iter(f"{W}sdtPr")])
    starts = {item.get(f"{W}id") for tree in every for item in tree.iter(f"{W}bookmarkStart")}
    ends = {item.get(f"{W}id") for tree in every for item in tree.iter(f"{W}bookmarkEnd")}
    for id_ in starts ^ ends:
        yield f"bookmark {id_!s} lacks its start or its end"


def _anchors(document: etree._Element) -> Iterator[str]:
    """Links and fields that lead to bookmarks, and fields that are begun and ended."""
    names = {item.get(f"{W}name") for item in document.iter(f"{W}bookmarkStart")}
    for link in document.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in names:
            yield f"link to {link.get(f'{W}anchor')!s}, which is not there"
    for instruction in document.iter(f"{W}instrText"):
        said = (instruction.text or "").split()
        if said[0] == "PAGEREF" and said[1] not in names:
            yield f"PAGEREF to {said[1]}, which is not there"
    kinds = Counter(str(item.get(f"{W}fldCharType")) for item in document.iter(f"{W}fldChar"))
    if len(set(kinds.values())) > 1:
        yield f"fields not begun and ended alike: {dict(kinds)}"


def _styles(texts: dict[str, etree._Element], styles: etree._Element) -> Iterator[str]:
    kinds = {style.get(f"{W}styleId"): style.get(f"{W}type") for style in styles.iter(f"{W}style")}
    yield from _twice("style", [str(style.get(f"{W}styleId")) for style in styles.iter(f"{W}style")])
    yield from _twice("style name", [value(style, "name").casefold() for style in styles.iter(f"{W}style")])
    used = (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table"))
    for tag, kind in used:
        for name in {item.get(f"{W}val") for tree in texts.values() for item in tree.iter(f"{W}{tag}")}:
            if kinds.get(name) != kind:
                yield f"{tag} {name!s} is no {kind} style"
    for tag in ("basedOn", "next", "link"):
        for item in styles.iter(f"{W}{tag}"):
            if item.get(f"{W}val") not in kinds:
                yield f"{tag} {item.get(f'{W}val')!s} is no style"


def _lists(texts: dict[str, etree._Element], trees: dict[str, etree._Element]) -> Iterator[str]:
    numbering = trees.get("word/numbering.xml")
    known = {item.get(f"{W}numId") for item in numbering.iter(f"{W}num")} if numbering is not None else set()
    sources = [*texts.values(), trees["word/styles.xml"]]
    for number in {item.get(f"{W}val") for tree in sources for item in tree.iter(f"{W}numId")} - known - {"0"}:
        yield f"list {number!s} is not there"
    if numbering is not None:
        abstract = {item.get(f"{W}abstractNumId") for item in numbering.findall(f"{W}abstractNum")}
        for item in numbering.iter(f"{W}abstractNumId"):
            if item.get(f"{W}val") not in abstract:
                yield f"list definition {item.get(f'{W}val')!s} is not there"
        yield from _twice("list definition", [value(item, "nsid") for item in numbering.findall(f"{W}abstractNum")])


def _tables(tree: etree._Element) -> Iterator[str]:
    for cell in tree.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for number, table in enumerate(tree.iter(f"{W}tbl"), 1):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            wide = sum(int(value(cell.find(f"{W}tcPr"), "gridSpan") or 1) for cell in cells)
            if wide != columns:
                yield f"table {number}: a row over {wide} of {columns} columns"
        after = table.getnext()
        if after is None or after.tag in {f"{W}tbl", f"{W}sectPr"}:
            yield f"table {number}: no paragraph between it and what follows"


def _twice(what: str, found: Iterable[str]) -> Iterator[str]:
    for item, count in Counter(found).items():
        if count > 1:
            yield f"{what} {item} is there {count} times"
