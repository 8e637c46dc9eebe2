"""HTML → PDF by WeasyPrint: tagged (PDF/UA-1), archivable (PDF/A-3a), with bookmarks, the same bytes for the same HTML.

The pages that headings fell on come along, since the contents list of the Word file is filled from them and a second
layout would cost as much as the first.
"""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from reportgen.render import hyphens, identity, libraries, tagging
from reportgen.render.tagging import origins

VARIANT: Final = "pdf/a-3a"
"""What WeasyPrint is asked for; `identity` adds that it is PDF/UA-1 too. Of the archivable kinds this one may carry files."""


_WHAT: Final = "Tabellerna i dokumentet som data"


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF. `pages` maps the id of every heading (of everything with an id) to its page, from 1.

    `warnings` is what WeasyPrint complained of, in order: CSS it does not know, a file it did not get, a missing tag.
    """

    data: bytes
    page_count: int
    pages: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()


def to_pdf(html: str, attachments: Mapping[str, bytes] = MappingProxyType({})) -> Pdf:
    """The PDF of a page made by `render.html`, which must hold all it needs: nothing is fetched.

    `attachments` are files that it carries, by name, as the data it was made of (ISO 19005-3, 6.8).
    Raises `MissingLibraryError` where Pango is not installed.
    """
    libraries.require()
    with _complaints() as complaints, _without_collector():
        document = _lay_out(html)
        with origins.recorded() as made_of:
            data = document.write_pdf(
                finisher=lambda _, pdf: _finish(pdf, made_of),
                pdf_variant=VARIANT,
                attachments=[_attachment(name, content, document) for name, content in attachments.items()],
            )
        pages = {name: number for number, page in _from_last(document) for name in page.anchors}
    return Pdf(data, len(document.pages), MappingProxyType(pages), tuple(complaints))


def _finish(pdf: Any, made_of: Mapping[int, origins.Origin]) -> None:
    """The last changes before the PDF is written."""
    tagging.mend(pdf, made_of)
    hyphens.soften(pdf)
    identity.declare(pdf)


def _attachment(name: str, content: bytes, document: Any) -> Any:
    """A file to carry along, stamped with the document's own date."""
    from weasyprint import Attachment

    date = document.metadata.created
    made = datetime.fromisoformat(date) if date else datetime(1980, 1, 1)
    return Attachment(string=content, name=name, description=_WHAT, created=made, modified=made, relationship="Data")


def _lay_out(html: str) -> Any:
    with warnings.catch_warnings():
        # Its complaint about a missing HarfBuzz-Subset; `reportgen doktor` tells of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher

    only_embedded = URLFetcher(allowed_protocols={"data"})
    return HTML(string=html, url_fetcher=only_embedded).render(pdf_variant=VARIANT)


def _from_last(document: Any) -> Iterator[tuple[int, Any]]:
    """Numbered pages, last first, so that an id on two pages keeps the first of them in a dict."""
    yield from reversed(list(enumerate(document.pages, 1)))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Gathers what WeasyPrint logs as warnings and errors."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Layout makes millions of objects that live to the end; looking for garbage among them takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
