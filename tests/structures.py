"""A PDF's structure tree drawn as an outline, page by page, and read back as one: for the tests of reportgen.render.tagging.

A line is an element: its tag, the name of the HTML element it was made of (`-` for none), then attributes as `key=value`.
Each element without kids gets a run of content of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

import pydyf

from reportgen.render.tagging.origins import Origin
from reportgen.render.tagging.structure import Element, Tree, read


@dataclass(eq=False)
class Html:
    """An element of the page that WeasyPrint lays out."""

    attrib: dict[str, str]


@dataclass
class Drawn:
    """What WeasyPrint is about to write, and what it was made of."""

    pdf: Any
    origins: dict[int, Origin] = field(default_factory=dict)

    def tree(self) -> Tree:
        tree = read(self.pdf, self.origins)
        assert tree is not None
        return tree


def draw(*outlines: str) -> Drawn:
    """A document with a page for each outline."""
    pdf = pydyf.PDF()
    drawn = Drawn(pdf)
    html: dict[str, Html] = {}
    parents = pydyf.Dictionary({"Nums": pydyf.Array()})
    top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    root = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "K": pydyf.Array()})
    for item in (parents, top, root):
        pdf.add_object(item)
    top.update({"ParentTree": parents.reference, "K": pydyf.Array([root.reference])})
    pdf.catalog["StructTreeRoot"] = top.reference
    for number, outline in enumerate(outlines):
        stream = pydyf.Stream()
        pdf.add_object(stream)
        page = pydyf.Dictionary({"Type": "/Page", "Contents": stream.reference, "MediaBox": [0, 0, 600, 800]})
        pdf.add_page(page)
        owners = pydyf.Array()
        parents["Nums"].extend([number, owners])
        above: list[tuple[int, Any]] = [(-1, root)]
        lines = [line for line in dedent(outline).splitlines() if line.strip()]
        for position, line in enumerate(lines):
            depth = len(line) - len(line.lstrip())
            while above[-1][0] >= depth:
                above.pop()
            element = _element(line.split(), page, above[-1][1], drawn, html)
            above.append((depth, element))
            following = lines[position + 1] if position + 1 < len(lines) else ""
            if len(following) - len(following.lstrip()) <= depth or not following:
                element["K"].append(len(owners))
                stream.begin_marked_content("Span", pydyf.Dictionary({"MCID": len(owners)}))
                stream.end_marked_content()
                owners.append(element.reference)
    return drawn


def _element(words: list[str], page: Any, parent: Any, drawn: Drawn, html: dict[str, Html]) -> Any:
    tag, name, *pairs = words
    attributes = dict(pair.split("=", 1) for pair in pairs)
    element = pydyf.Dictionary(
        {"Type": "/StructElem", "S": f"/{tag}", "K": pydyf.Array(), "Pg": page.reference, "P": parent.reference}
    )
    spans = {key: int(attributes.pop(key)) for key in ("ColSpan", "RowSpan") if key in attributes}
    if tag in ("TH", "TD"):
        element["A"] = pydyf.Dictionary({"O": "/Table", **spans})
    if "Alt" in attributes:
        element["Alt"] = pydyf.String(attributes.pop("Alt"))
    drawn.pdf.add_object(element)
    parent["K"].append(element.reference)
    if name != "-":
        made_of = name.partition("#")[0]
        drawn.origins[element.number] = Origin(html.setdefault(name, Html(attributes)), made_of)
    return element


def outline(drawn: Drawn) -> list[str]:
    """The tree as it is now, a line an element: its depth, tag, and the content that is its own as page:run."""
    return list(_lines(drawn.tree().root, 0))


def _lines(element: Element, depth: int) -> Iterator[str]:
    own = [f"{kid.page}:{kid.mcid}" for kid in element.kids if hasattr(kid, "mcid")]
    yield " ".join([f"{'. ' * depth}{element.tag}", *own])
    for kid in element.elements:
        yield from _lines(kid, depth + 1)


def artifacts(drawn: Drawn) -> list[tuple[int, str]]:
    """The page and kind of each run of content that is drawn as an artifact."""
    found = []
    for page, reference in enumerate(drawn.pdf.page_references):
        stream = drawn.pdf.objects[int(drawn.pdf.objects[int(reference.split()[0])]["Contents"].split()[0])].stream
        found += [(page, stream[n + 1]["Type"]) for n, item in enumerate(stream) if item == b"/Artifact"]
    return found


def owners(drawn: Drawn) -> dict[str, str]:
    """For every run of content the tag of the element that the tree of parents says it belongs to."""
    numbers = drawn.pdf.objects[int(drawn.tree().top["ParentTree"].split()[0])]["Nums"]
    found = {}
    for page, references in zip(numbers[::2], numbers[1::2], strict=True):
        for mcid, reference in enumerate(references):
            owner = None if reference == b"null" else drawn.pdf.objects[int(reference.split()[0])]["S"]
            found[f"{page}:{mcid}"] = owner
    return found
