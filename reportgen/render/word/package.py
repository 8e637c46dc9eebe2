"""An Office package: parts by name, their content types and the relations between them.

Written here rather than with python-docx, for what that library keeps to itself: the same input must give the same bytes
(order, time stamps), parts that we do not know must come through untouched, and header, chart and picture parts are
ours to name.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from reportgen.model.errors import ReportgenError

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"

MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"

STAMP: Final = (1980, 1, 1, 0, 0, 0)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """`target` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool = False


class Package:
    """The parts of a Word file, read from bytes and written back with more of them. Part names have no leading slash."""

    def __init__(self, data: bytes) -> None:
        self._parts = _unzip(data)
        self._defaults, self._overrides = _content_types(self._parts.pop("[Content_Types].xml"))
        self._relations: dict[str, list[Relation]] = {}
        for name in [name for name in self._parts if name.endswith(".rels")]:
            source = _source(name)
            self._relations[source] = _relations(self._parts.pop(name), source)
        self.main = self._find_main()

    def _find_main(self) -> str:
        main = self.related("", f"{OFFICE}/officeDocument")
        if main is None or main not in self._parts:
            raise ReportgenError(
                "Basfilen för Word har inget dokument som går att läsa. Spara om den i Word som Word-dokument (.docx)."
            )
        if self.content_type(main) == TEMPLATE_TYPE:
            self._overrides[main] = MAIN_TYPE
        if self.content_type(main) != MAIN_TYPE:
            raise ReportgenError(
                "Basfilen för Word är inte ett vanligt Word-dokument. Spara om den som .docx utan makron."
            )
        return main

    def __contains__(self, name: str) -> bool:
        return name in self._parts

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
        if self._defaults.get(_extension(name)) != content_type:
            self._overrides[name] = content_type
        return name

    def content_type(self, name: str) -> str:
        return self._overrides.get(name) or self._defaults.get(_extension(name), "")

    def relate(self, source: str, type_: str, target: str) -> str:
        """The id of the relation from one part to another, a new one if there is none. `source` "" is the package."""
        known = self._relations.setdefault(source, [])
        for relation in known:
            if (relation.type, relation.target) == (type_, target):
                return relation.id
        taken = {relation.id for relation in known}
        number = len(known) + 1
        while f"rId{number}" in taken:
            number += 1
        known.append(Relation(f"rId{number}", type_, target))
        return known[-1].id

    def drop(self, source: str, type_: str) -> None:
        """Takes out the part that a relation of that type leads to, and the relation."""
        target = self.related(source, type_)
        if target is not None:
            self._parts.pop(target, None)
            self._relations[source] = [relation for relation in self._relations[source] if relation.type != type_]

    def related(self, source: str, type_: str) -> str | None:
        """The part that a relation of that type leads to."""
        return next((relation.target for relation in self._relations.get(source, []) if relation.type == type_), None)

    def target(self, source: str, id_: str) -> str | None:
        """The part that the relation with that id leads to."""
        return next((relation.target for relation in self._relations.get(source, []) if relation.id == id_), None)

    def to_bytes(self) -> bytes:
        """The zip file: content types and relations first, every entry with the same fixed date."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, "[Content_Types].xml", self._types_xml())
            for source in self._relations:
                _store(archive, _rels_name(source), self._relations_xml(source))
            for name, data in self._parts.items():
                _store(archive, name, data)
        return out.getvalue()

    def _types_xml(self) -> bytes:
        defaults = "".join(
            f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(type_)}/>"
            for extension, type_ in self._defaults.items()
        )
        overrides = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(type_)}/>"
            for name, type_ in self._overrides.items()
            if name in self._parts
        )
        return f'{DECLARATION}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'.encode()

    def _relations_xml(self, source: str) -> bytes:
        folder = posixpath.dirname(source) or "."
        rows = []
        for relation in self._relations[source]:
            target = relation.target if relation.external else posixpath.relpath(relation.target, folder)
            mode = ' TargetMode="External"' if relation.external else ""
            rows.append(
                f'<Relationship Id="{relation.id}" Type={quoteattr(relation.type)} Target={quoteattr(target)}{mode}/>'
            )
        return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{"".join(rows)}</Relationships>'.encode()


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except zipfile.BadZipFile:
        parts = {}
    if "[Content_Types].xml" not in parts:
        raise ReportgenError("Basfilen för Word är inte en Word-fil. Spara den i Word som Word-dokument (.docx).")
    return parts


def _content_types(xml: bytes) -> tuple[dict[str, str], dict[str, str]]:
    from lxml import etree

    root = etree.fromstring(xml)
    defaults = {
        item.get("Extension", "").lower(): item.get("ContentType", "") for item in root.iter(f"{{{TYPES}}}Default")
    }
    overrides = {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in root.iter(f"{{{TYPES}}}Override")
    }
    return defaults, overrides


def _relations(xml: bytes, source: str) -> list[Relation]:
    from lxml import etree

    out = []
    for item in etree.fromstring(xml).iter(f"{{{RELATIONS}}}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
        out.append(Relation(item.get("Id", ""), item.get("Type", ""), target, external))
    return out


def _extension(name: str) -> str:
    return posixpath.splitext(name)[1].lstrip(".").lower()


def _rels_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source(rels_name: str) -> str:
    folder, name = posixpath.split(rels_name)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    archive.writestr(info, data)
