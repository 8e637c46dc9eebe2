"""The document's properties: title, author, subject, dates; and the setting that would make Word ask to update fields."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from reportgen.document.blocks import Document
from reportgen.office import DECLARATION, OFFICE
from reportgen.render.word.package import Package
from reportgen.render.word.xml import W, words_only

CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"

_SPACES: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def write_properties(package: Package, document: Document) -> None:
    """Puts the document's properties in the file, in place of the base's."""
    name = package.related("", CORE)
    if name is None:
        name = package.add("docProps/core.xml", b"", CORE_TYPE)
        package.relate("", CORE, name)
    package.write(name, _core(document, fingerprint(package.read(package.main))).encode())
    _without_update(package)


def fingerprint(main: bytes) -> str:
    """What the file says of its own text when we made it; a program that saves the file anew writes that text otherwise."""
    return f"reportgen:{sha256(main).hexdigest()}"


def _core(document: Document, identifier: str) -> str:
    moment = f"{document.date}T12:00:00Z"
    pairs = (
        ("dc:title", document.title),
        ("dc:subject", document.period),
        ("dc:creator", document.namnd),
        ("dc:identifier", identifier),
        ("cp:keywords", ", ".join(document.keywords)),
        ("dc:language", document.language),
        ("cp:lastModifiedBy", document.namnd),
        ("cp:revision", "1"),
    )
    said = "".join(f"<{tag}>{words_only(text)}</{tag}>" for tag, text in pairs if text)
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{tag}>' for tag in ("created", "modified")
    )
    return f"{DECLARATION}<cp:coreProperties {_SPACES}>{said}{dates}</cp:coreProperties>"


def _without_update(package: Package) -> None:
    """The contents list is filled in already, so Word need not ask."""
    from lxml import etree

    name = package.related(package.main, f"{OFFICE}/settings")
    if name is None or b"updateFields" not in package.read(name):
        return
    root = etree.fromstring(package.read(name))
    for setting in root.findall(f"{W}updateFields"):
        root.remove(setting)
    package.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
