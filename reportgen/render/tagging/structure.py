"""The structure tree of a PDF as a tree of Python objects: read from what WeasyPrint is about to write, changed, put back.

In the file a structure element is a dictionary that names its children by object number, its parent too, and the number
tree of the parents names, for every run of marked content on every page, the element it belongs to (ISO 32000-1, 14.7).
Here an element has its kids; everything else is worked out when the tree is put back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reportgen.render.tagging.origins import Origin

PAGINATION: Final = "/Pagination"
"""An artifact that comes from the pages: header, footer, the headings of a table said once more."""
LAYOUT: Final = "/Layout"
"""An artifact that is decoration."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of content: the page's number from 0, and the run's number on it."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link's place on a page: the object that refers to it, and the annotation."""

    reference: bytes
    annotation: Any


@dataclass(eq=False, slots=True)
class Element:
    """A structure element. `data` is its dictionary in the PDF without kids and parent."""

    data: Any
    kids: list[Element | Marked | Annotated] = field(default_factory=list)
    origin: Origin | None = None

    @property
    def tag(self) -> str:
        """ "TD"."""
        return str(self.data["S"]).removeprefix("/")

    @tag.setter
    def tag(self, tag: str) -> None:
        self.data["S"] = f"/{tag}"

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def content(self) -> Iterator[Marked]:
        """Every run of content in the element and below it."""
        for kid in self.kids:
            if isinstance(kid, Marked):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.content

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def comes_from(self, *names: str) -> bool:
        """Whether the element was made of such an HTML element."""
        return self.origin is not None and self.origin.name in names


@dataclass(eq=False, slots=True)
class Tree:
    """The tree, its pages in order, and what is no content but artifact, by kind."""

    root: Element
    top: Any
    """The StructTreeRoot."""
    pages: Sequence[bytes]
    artifacts: dict[Marked, str] = field(default_factory=dict)

    def drop(self, element: Element, kind: str) -> None:
        """What is in the element is no content; the caller takes the element itself out of its parent."""
        self.artifacts.update(dict.fromkeys(element.content, kind))


def read(pdf: Any, origins: Mapping[int, Origin]) -> Tree | None:
    """The tree as WeasyPrint made it; None where there is none."""
    top = _referred(pdf.catalog.get("StructTreeRoot"), pdf.objects)
    if not isinstance(top, dict) or not top.get("K"):
        return None
    pages = list(pdf.page_references)
    numbers = {reference: number for number, reference in enumerate(pages)}

    def element(data: Any) -> Element:
        made = Element(data, origin=origins.get(data.number))
        page = numbers.get(data.get("Pg", b""), 0)
        for kid in data.get("K", ()):
            if isinstance(kid, int):
                made.kids.append(Marked(page, kid))
                continue
            if isinstance(kid, dict):
                made.kids.append(Marked(numbers[kid["Pg"]], kid["MCID"]))
                continue
            found = _referred(kid, pdf.objects)
            if found is None:
                continue
            if found.get("Type") == "/OBJR":
                made.kids.append(Annotated(kid, _referred(found["Obj"], pdf.objects)))
            else:
                made.kids.append(element(found))
        return made

    root = _referred(top["K"][0], pdf.objects)
    return Tree(element(root), top, pages)


def put_back(tree: Tree, pdf: Any) -> None:
    """Writes the tree into the PDF's objects: kids, parents, who owns which content, and what is artifact on the pages."""
    import pydyf

    owners: dict[Marked, bytes] = {}
    annotations: dict[int, bytes] = {}
    _empty_what_is_out(tree, pdf)
    for element in tree.root.walk():
        own = tree.pages.index(element.data["Pg"]) if "Pg" in element.data else -1
        element.data["K"] = pydyf.Array([_kid(kid, own, tree.pages) for kid in element.kids])
        for kid in element.kids:
            if isinstance(kid, Element):
                kid.data["P"] = element.data.reference
            elif isinstance(kid, Marked):
                owners[kid] = element.data.reference
            else:
                annotations[kid.annotation["StructParent"]] = element.data.reference
    parents = _referred(tree.top["ParentTree"], pdf.objects)
    _set_parents(parents["Nums"], owners, annotations)
    for number, reference in enumerate(tree.pages):
        page = _referred(reference, pdf.objects)
        stream = _referred(page["Contents"], pdf.objects).stream
        _mark_artifacts(stream, number, owners, tree.artifacts)


def _empty_what_is_out(tree: Tree, pdf: Any) -> None:
    """Elements that are in the tree no more leave nothing but their number behind."""
    kept = {element.data.number for element in tree.root.walk()}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and _number(item) not in kept:
            item.clear()


def _number(item: Any) -> int:
    """The number an object has in the PDF."""
    return int(item.number)


def _kid(kid: Element | Marked | Annotated, page: int, pages: Sequence[bytes]) -> Any:
    """How a kid stands in its parent: content on another page than the parent's says which."""
    import pydyf

    match kid:
        case Element():
            return kid.data.reference
        case Annotated():
            return kid.reference
        case Marked() if kid.page == page:
            return kid.mcid
        case Marked():
            return pydyf.Dictionary({"Type": "/MCR", "Pg": pages[kid.page], "MCID": kid.mcid})


def _set_parents(numbers: list[Any], owners: Mapping[Marked, bytes], annotations: Mapping[int, bytes]) -> None:
    """The number tree: for a page the owner of each run of content, for an annotation its owner."""
    for position in range(0, len(numbers), 2):
        key, value = numbers[position], numbers[position + 1]
        if isinstance(value, list):
            value[:] = [owners.get(Marked(key, mcid), b"null") for mcid in range(len(value))]
        elif key in annotations:
            numbers[position + 1] = annotations[key]


def _mark_artifacts(stream: list[Any], page: int, owners: Mapping[Marked, bytes], kinds: Mapping[Marked, str]) -> None:
    """Content that no element owns is marked as artifact where it is drawn."""
    import pydyf

    for position in range(1, len(stream)):
        properties = stream[position]
        if not isinstance(properties, dict) or "MCID" not in properties:
            continue
        run = Marked(page, properties["MCID"])
        if run not in owners:
            stream[position - 1] = b"/Artifact"
            stream[position] = pydyf.Dictionary({"Type": kinds.get(run, PAGINATION)})


def _referred(reference: object, objects: Sequence[Any]) -> Any:
    """The object that "12 0 R" stands for; None if it is none."""
    if not isinstance(reference, bytes):
        return None
    number, _, _ = reference.partition(b" ")
    return objects[int(number)] if number.isdigit() and int(number) < len(objects) else None
