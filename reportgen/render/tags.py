"""Small cures for what WeasyPrint 70 leaves out of the structure tree, made on the PDF's objects just before they are written.

- A header cell says whether it heads a column or a row (PDF/UA-1, 7.5); WeasyPrint writes only IDs and /Headers.
- A link prints (/F 4), which PDF/UA-1 wants of every annotation.
- A drawing without alternative text is decoration, not a Figure: the symbol of a status stands beside its word.

Each cure looks for what it knows and passes over the rest, so another version of WeasyPrint costs a cure, never the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

PRINT: Final = 4
"""The bit of an annotation's /F that says it is printed."""

_SCOPES: Final[Mapping[str, str]] = {"/THead": "/Column", "/TBody": "/Row", "/TFoot": "/Row"}
_DEEPEST: Final = 8
"""How far up from a header cell its part of the table is looked for."""


def mend(_document: object, pdf: Any) -> None:
    """A finisher for WeasyPrint's `write_pdf`: changes the objects of `pdf` in place."""
    objects = pdf.objects
    for element in _structure(objects, "/TH"):
        _set_scope(element, objects)
    for element in _structure(objects, "/Figure"):
        if "Alt" not in element:
            element["S"] = "/NonStruct"
    for annotation in _dictionaries(objects):
        if annotation.get("Subtype") == "/Link":
            annotation["F"] = PRINT


def _set_scope(cell: dict[str, Any], objects: Sequence[Any]) -> None:
    attributes = cell.get("A")
    part = _table_part(cell, objects)
    if isinstance(attributes, dict) and part in _SCOPES:
        attributes["Scope"] = _SCOPES[part]


def _table_part(cell: dict[str, Any], objects: Sequence[Any]) -> str:
    """The tag of the part of the table that the cell lies in; empty if there is none near."""
    element: Any = cell
    for _ in range(_DEEPEST):
        element = _referred(element.get("P"), objects)
        if not isinstance(element, dict):
            return ""
        if element.get("S") in _SCOPES:
            return str(element["S"])
    return ""


def _referred(reference: object, objects: Sequence[Any]) -> object:
    """The object that "12 0 R" stands for."""
    if not isinstance(reference, bytes):
        return None
    number, _, _ = reference.partition(b" ")
    return objects[int(number)] if number.isdigit() and int(number) < len(objects) else None


def _structure(objects: Sequence[Any], tag: str) -> Iterator[dict[str, Any]]:
    return (item for item in _dictionaries(objects) if item.get("Type") == "/StructElem" and item.get("S") == tag)


def _dictionaries(objects: Sequence[Any]) -> Iterator[dict[str, Any]]:
    return (item for item in objects if isinstance(item, dict))
