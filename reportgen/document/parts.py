"""A package of several documents: how its pages are counted, and one of them taken out on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.document.blocks import Document, Part
from reportgen.document.walk import headings


@dataclass(frozen=True, slots=True)
class Run:
    """Parts whose pages are counted together, from 1."""

    parts: tuple[Part, ...]

    @property
    def start(self) -> str:
        """The anchor at the top of its first page."""
        return start_of(self.parts[0])

    @property
    def end(self) -> str:
        """The anchor at the end of its last page."""
        return end_of(self.parts[-1])


def start_of(part: Part) -> str:
    """The anchor where a part begins. The underscore keeps it apart from the ids of headings, which have none."""
    return f"_del_{part.key}"


def end_of(part: Part) -> str:
    return f"_slut_{part.key}"


def runs(document: Document) -> tuple[Run, ...]:
    """The parts by how their pages are counted: a new run begins at the first part and at each with pages of its own."""
    grouped: list[list[Part]] = []
    for part in document.parts:
        if not grouped or part.own_pages:
            grouped.append([])
        grouped[-1].append(part)
    return tuple(Run(tuple(parts)) for parts in grouped)


def printed_pages(document: Document, pages: Mapping[str, int]) -> dict[str, int]:
    """Id of every heading and of every run's end → the number printed on its page; `pages` has them counted in the file."""
    printed: dict[str, int] = {}
    for run in runs(document):
        before = pages.get(run.start, 1) - 1
        names = [heading.id for part in run.parts for heading in headings(part)]
        printed |= {name: pages[name] - before for name in (*names, run.end) if name in pages}
    return printed


def alone(document: Document, part: Part) -> Document:
    """The document with that part only, under its own title."""
    return replace(document, title=part.title, parts=(part,))
