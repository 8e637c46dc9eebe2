"""A tagged PDF → its structure tree with words: what stands where on the pages is left behind (ISO 32000-1, 14.7 and 14.8).

pypdf reads the file: pure Python without further dependencies, typed, and it tells which marked content a text lies in.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reportgen.model.errors import ReportgenError, system_reason

if TYPE_CHECKING:
    from pypdf import PdfReader

_DAMAGED: Final = (KeyError, IndexError, ValueError, TypeError, AttributeError, RecursionError)
"""What pypdf stumbles with over a file whose objects are not what the standard says."""
_DEEPEST: Final = 200
"""No document nests deeper; a tree that does goes in a circle."""


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element. `kids` are its elements and its words, in reading order.

    `headers` are the names of the header cells that a cell says it has, `alternative` the words for what is no text,
    `expansion` what an abbreviation stands for.
    """

    tag: str
    kids: tuple[Node | str, ...] = ()
    name: str = ""
    headers: tuple[str, ...] = ()
    scope: str = ""
    rows: int = 1
    columns: int = 1
    alternative: str = ""
    expansion: str = ""
    language: str = ""

    @property
    def nodes(self) -> Iterator[Node]:
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()


def read(file: Path) -> Node:
    """The document's own element with all that is in it.

    Raises `ReportgenError` for what is no PDF, is locked, or has no structure to read.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # its remarks on a faulty file are in English, and ours are made here
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise ReportgenError(f"{file} är låst med lösenord.")
        top = reader.root_object.get("/StructTreeRoot")
        if top is None:
            raise ReportgenError(f"{file} är inte taggad: en skärmläsare får gissa vad som är rubriker och tabeller.")
        return _Reading(reader, top.get_object()).document()
    except OSError as fault:
        raise ReportgenError(f"{file} kan inte öppnas: {system_reason(fault)}.") from fault
    except (PyPdfError, *_DAMAGED) as fault:
        raise ReportgenError(f"{file} går inte att läsa som PDF.") from fault


@dataclass
class _Reading:
    """One file as it is read; the words of a page are taken out once."""

    reader: PdfReader
    top: Any
    texts: dict[int, Mapping[int, str]] = field(default_factory=dict)

    def document(self) -> Node:
        kids = tuple(self._kids(self.top.get("/K"), None, 0))
        whole = [kid for kid in kids if isinstance(kid, Node)]
        return whole[0] if len(whole) == 1 and whole[0].tag == "Document" else Node("Document", kids)

    def _kids(self, kids: Any, page: Any, depth: int) -> Iterator[Node | str]:
        """The elements and words that a /K names: a number, a dictionary, or a list of such."""
        from pypdf.generic import ArrayObject, DictionaryObject

        found: Any = kids.get_object() if kids is not None else None
        if isinstance(found, ArrayObject):
            for kid in found:
                yield from self._kids(kid, page, depth)
        elif isinstance(found, int):
            yield self._text(page, int(found))
        elif isinstance(found, DictionaryObject) and found.get("/Type") == "/MCR":
            yield self._text(found.get("/Pg", page), int(str(found["/MCID"])))
        elif isinstance(found, DictionaryObject) and "/S" in found and depth < _DEEPEST:
            yield self._element(found, page, depth)

    def _element(self, element: Any, page: Any, depth: int) -> Node:
        page = element.get("/Pg", page)
        table = self._table_attributes(element.get("/A"))
        actual = _words(element.get("/ActualText"))
        kids = (actual,) if actual else tuple(self._kids(element.get("/K"), page, depth + 1))
        return Node(
            tag=self._standard(str(element["/S"])),
            kids=kids,
            name=_words(element.get("/ID")),
            headers=tuple(_words(header) for header in table.get("/Headers", ())),
            scope=str(table.get("/Scope", "")).removeprefix("/"),
            rows=int(table.get("/RowSpan", 1)),
            columns=int(table.get("/ColSpan", 1)),
            alternative=_words(element.get("/Alt")),
            expansion=_words(element.get("/E")),
            language=_words(element.get("/Lang")),
        )

    def _standard(self, tag: str) -> str:
        """The standard's name of a tag that the program who made the file has named itself."""
        roles = self.top.get("/RoleMap")
        known = roles.get_object() if roles is not None else {}
        for _ in range(10):
            if tag not in known:
                break
            tag = str(known[tag])
        return tag.removeprefix("/")

    def _table_attributes(self, attributes: Any) -> Mapping[str, Any]:
        """What an element says of itself as part of a table."""
        from pypdf.generic import ArrayObject, DictionaryObject

        found = attributes.get_object() if attributes is not None else None
        listed = [item.get_object() for item in found] if isinstance(found, ArrayObject) else [found]
        together: dict[str, Any] = {}
        for item in listed:
            if isinstance(item, DictionaryObject) and item.get("/O") == "/Table":
                together.update(item)
        return together

    def _text(self, page: Any, mcid: int) -> str:
        if page is None:
            return ""
        number = self.reader.get_page_number(page.get_object())
        if number is None:
            return ""
        if number not in self.texts:
            self.texts[number] = _marked_texts(self.reader.pages[number])
        return self.texts[number].get(mcid, "")


def _marked_texts(page: Any) -> Mapping[int, str]:
    """The words of a page by the number of the marked content they lie in."""
    found: dict[int, str] = {}
    within: list[int | None] = []

    def before(operator: bytes, operands: Any, _cm: object, _tm: object) -> None:
        if operator == b"BDC":
            properties = operands[1]
            within.append(properties.get("/MCID") if hasattr(properties, "get") else None)
        elif operator == b"BMC":
            within.append(None)
        elif operator == b"EMC" and within:
            within.pop()

    def text(words: str, *_rest: object) -> None:
        mcid = next((number for number in reversed(within) if number is not None), None)
        if mcid is not None:
            found[mcid] = found.get(mcid, "") + words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def _words(value: Any) -> str:
    return str(value.get_object() if hasattr(value, "get_object") else value) if value is not None else ""


def tidy(text: str) -> str:
    """Words as they are said: a word divided between lines is whole, every space one."""
    return re.sub(r"[\s\u00a0\u202f\u2009]+", " ", re.sub(r"\u00ad\s*", "", text)).strip()
