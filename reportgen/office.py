"""An Office package: parts by name with their types and the relations between them, changed here and there and written back.

Nothing is interpreted here that need not be: parts are bytes, the lists of types and relations are the file's own with
ours added, so that what we do not know of is left as it was. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STAMP: Final = (1980, 1, 1, 0, 0, 0)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What `zipfile` says of a damaged file; the last of one with a password, or packed in a way that it does not know."""

_TYPES: Final = "[Content_Types].xml"
_DEFAULT: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_OVERRIDE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NO_RELATIONS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class DamagedError(Exception):
    """The file is no package, or not a whole one."""


class OfficePackage:
    """The parts of a file, read from bytes and written back with more of them. Part names have no leading slash.

    Raises `DamagedError` for what is no such package.
    """

    def __init__(self, data: bytes) -> None:
        self._parts = _unzip(data)
        self._types = tree_of(self._parts.pop(_TYPES))
        lists = [name for name in self._parts if name.endswith(".rels")]
        self._relations = {_source(name): tree_of(self._parts.pop(name)) for name in lists}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        """The names of the parts."""
        return iter(self._parts)

    def names(self, *endings: str) -> list[str]:
        """The parts whose content type ends so."""
        return [name for name in self._parts if self.content_type(name).endswith(endings)]

    def read(self, name: str) -> bytes:
        return self._parts[name]

    def write(self, name: str, data: bytes) -> None:
        """Puts new content in a part that is there already."""
        self._parts[name] = data

    def add(self, name: str, data: bytes, content_type: str) -> str:
        """Adds a part and returns its name; `{}` in the name stands for the first number that is free."""
        number = 1
        while "{}" in name and name.format(number) in self._parts:
            number += 1
        name = name.format(number)
        self._parts[name] = data
        self.set_type(name, content_type)
        return name

    def content_type(self, name: str) -> str:
        """The type that is given for the part by name, or else for files that end as it does; "" for neither."""
        by_name = (line for line in self._types.iter(_OVERRIDE) if line.get("PartName") == f"/{name}")
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        by_ending = (line for line in self._types.iter(_DEFAULT) if line.get("Extension", "").lower() == ending)
        return next((line.get("ContentType", "") for lines in (by_name, by_ending) for line in lines), "")

    def set_type(self, name: str, content_type: str) -> None:
        """Says what kind of part it is."""
        from lxml import etree

        if self.content_type(name) != content_type:
            self._forget_type(name)
            etree.SubElement(self._types, _OVERRIDE, {"PartName": f"/{name}", "ContentType": content_type})

    def _forget_type(self, name: str) -> None:
        for line in self._types.findall(_OVERRIDE):
            if line.get("PartName") == f"/{name}":
                self._types.remove(line)

    def relate(self, source: str, type_: str, target: str) -> str:
        """The id of the relation from one part to another, a new one if there is none. `source` "" is the package."""
        from lxml import etree

        for relation in self._from(source, "Type", type_):
            if self._end(source, relation) == target:
                return relation.get("Id", "")
        relations = self._relations.setdefault(source, tree_of(_NO_RELATIONS))
        taken = {relation.get("Id") for relation in relations.iter(_RELATION)}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        reference = posixpath.relpath(target, posixpath.dirname(source) or ".")
        etree.SubElement(relations, _RELATION, {"Id": f"rId{number}", "Type": type_, "Target": reference})
        return f"rId{number}"

    def drop(self, source: str, type_: str) -> None:
        """Takes out the part that a relation of that type leads to, and the relation."""
        for relation in self._from(source, "Type", type_):
            self._relations[source].remove(relation)
            name = self._end(source, relation)
            if name is not None:
                del self._parts[name]
                self._relations.pop(name, None)
                self._forget_type(name)

    def related(self, source: str, type_: str) -> str | None:
        """The first part that a relation of that type leads to."""
        ends = (self._end(source, relation) for relation in self._from(source, "Type", type_))
        return next(filter(None, ends), None)

    def target(self, source: str, id_: str) -> str | None:
        """The part that the relation with that id leads to."""
        return next((self._end(source, relation) for relation in self._from(source, "Id", id_)), None)

    def _from(self, source: str, key: str, value: str) -> list[_Element]:
        """The relations of a part, or of the package, that say so."""
        relations = self._relations.get(source)
        return [] if relations is None else [item for item in relations.findall(_RELATION) if item.get(key) == value]

    def _end(self, source: str, relation: _Element) -> str | None:
        """The part that a relation leads to; None when it leads out of the package, or nowhere."""
        path = posixpath.join("/", posixpath.dirname(source), relation.get("Target", ""))
        name = posixpath.normpath(path).lstrip("/")
        return name if name in self._parts and relation.get("TargetMode") != "External" else None

    def to_bytes(self) -> bytes:
        """The zip file: content types and relations first, every entry with the same fixed date."""
        lists = {_TYPES: self._types} | {_rels_name(source): tree for source, tree in self._relations.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in ({name: xml_of(tree) for name, tree in lists.items()} | self._parts).items():
                info = zipfile.ZipInfo(name, STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, data)
        return out.getvalue()


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if info.filename[-1:] != "/"}
    except _UNREADABLE as fault:
        raise DamagedError from fault
    if _TYPES not in parts:
        raise DamagedError
    return parts


def tree_of(xml: bytes) -> _Element:
    """A part as a tree that keeps its prefixes, which other attributes may speak of; nothing outside it is read."""
    from lxml import etree

    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise DamagedError from fault


def xml_of(tree: _Element) -> bytes:
    """The tree as a part."""
    from lxml import etree

    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rels_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source(rels_name: str) -> str:
    folder, name = posixpath.split(rels_name)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
