"""Cures for the structure tree that WeasyPrint 70 makes, so that a screen reader meets the document and not its pages.

- What was cut by a page break is one again: a table is one Table, its heading said once (upstream issue 2903).
- Page headers and footers, repeated table headings and decoration are artifacts.
- A header cell says whether it heads a column or a row (PDF/UA-1, 7.5), and a cell which headers it has.
- What holds nothing, such as the value that a label lacks, is left out.
- The contents list is a TOC; a list of labels and values has a label and a body in each item.
- A part in another language says which, an abbreviation what it stands for, a picture where it stands on its page.
- A link prints (/F 4), which PDF/UA-1 wants of every annotation.

Each cure looks for what it knows and passes over the rest, so another version of WeasyPrint costs a cure, never the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from reportgen.render.tagging.origins import Origin
from reportgen.render.tagging.structure import LAYOUT, PAGINATION, Element, Tree, put_back, read
from reportgen.render.tagging.tables import say_headers

PRINT: Final = 4
"""The bit of an annotation's /F that says it is printed."""
CONTENTS: Final = "innehall"
"""The class of the contents list."""
_REPEATED: Final = frozenset({"THead", "TFoot"})
_TABLE: Final = frozenset({"TH", "TD", "TR", "TBody"})
_POINTS: Final = 0.75
"""A CSS pixel in points."""


def mend(pdf: Any, origins: Mapping[int, Origin]) -> None:
    """Changes the objects of a PDF that WeasyPrint is about to write, in place."""
    for annotation in _dictionaries(pdf.objects):
        if annotation.get("Subtype") == "/Link":
            annotation["F"] = PRINT
    tree = read(pdf, origins)
    if tree is None:
        return
    _join_pages(tree)
    _join_links(tree.root)
    _drop_decoration(tree, tree.root)
    _name_contents(tree.root)
    _pair_labels(tree.root)
    _prune(tree.root)
    say_headers(tree, pdf)
    _say_languages(tree.root)
    _place_figures(tree, pdf)
    put_back(tree, pdf)


# --- page breaks ------------------------------------------------------------------------------------------------------


def _join_pages(tree: Tree) -> None:
    """The children of the document are its pages' content one after the other; pieces of the same element become one."""
    pages: dict[bytes, Element] = {}
    for kid in tree.root.elements:
        pages.setdefault(kid.data.get("Pg", b""), Element(tree.root.data)).kids.append(kid)
    first, *later = [*pages.values()] or [tree.root]
    for page in later:
        _take_in(first, page, tree)
    tree.root.kids = first.kids


def _take_in(first: Element, later: Element, tree: Tree) -> None:
    """Adds the kids of a later piece to those of the first; a table's heading comes again on every page."""
    known, coming = _by_key(first), _by_key(later)
    for position, kid in enumerate(later.kids):
        same = _same(kid, first, known, coming, is_at_seam=position == 0)
        if same is None or not isinstance(kid, Element):
            first.kids.append(kid)
        elif kid.tag in _REPEATED:
            tree.drop(kid, PAGINATION)
        else:
            _take_in(same, kid, tree)


def _same(
    kid: object,
    first: Element,
    known: Mapping[Any, list[Element]],
    coming: Mapping[Any, list[Element]],
    *,
    is_at_seam: bool,
) -> Element | None:
    """The kid of the first piece that is an earlier piece of this: the only one made of the same HTML element.

    Where the element made several (lines of it, boxes without a name), only those on either side of the break belong together.
    """
    key = _key(kid)
    if key is None or key not in known:
        return None
    if len(known[key]) == len(coming[key]) == 1:
        return known[key][0]
    return first.elements[-1] if is_at_seam and _key(first.kids[-1]) == key else None


def _by_key(element: Element) -> dict[Any, list[Element]]:
    found: dict[Any, list[Element]] = {}
    for kid in element.elements:
        if (key := _key(kid)) is not None:
            found.setdefault(key, []).append(kid)
    return found


def _key(kid: object) -> tuple[object, str] | None:
    """What pieces of the same element share."""
    return (kid.origin.key, kid.tag) if isinstance(kid, Element) and kid.origin else None


def _join_links(root: Element) -> None:
    """A link over two lines is one link."""
    for element in root.walk():
        kids: list[Any] = []
        for kid in element.kids:
            before = kids[-1] if kids else None
            if isinstance(before, Element) and before.tag == "Link" and _key(kid) and _key(kid) == _key(before):
                before.kids.extend(kid.kids if isinstance(kid, Element) else ())
            else:
                kids.append(kid)
        element.kids = kids


# --- what things are --------------------------------------------------------------------------------------------------


def _drop_decoration(tree: Tree, element: Element) -> None:
    """A drawing without words says nothing: the symbol of a status stands beside its word."""
    kept: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element) and kid.tag == "Figure" and "Alt" not in kid.data:
            tree.drop(kid, LAYOUT)
            continue
        if isinstance(kid, Element):
            _drop_decoration(tree, kid)
        kept.append(kid)
    element.kids = kept


def _name_contents(root: Element) -> None:
    """Lists in the contents list are TOC, their items TOCI, which hold a reference and deeper lists."""
    for place in root.walk():
        if not (place.comes_from("nav") and place.origin and CONTENTS in place.origin.classes):
            continue
        for element in list(place.walk()):
            if element.tag == "L":
                element.tag = "TOC"
            elif element.tag == "LI":
                element.tag = "TOCI"
            elif element.tag in ("LBody", "Div"):
                element.tag = "NonStruct" if element.tag == "LBody" else "Reference"
        _lift_lists(place)


def _lift_lists(place: Element) -> None:
    """A TOC inside what only wraps an item's content stands in the item itself."""
    for item in [element for element in place.walk() if element.tag == "TOCI"]:
        kids: list[Any] = []
        for kid in item.kids:
            kids.extend(kid.kids if isinstance(kid, Element) and kid.tag == "NonStruct" else [kid])
        item.kids = kids


def _pair_labels(root: Element) -> None:
    """Of `dl` WeasyPrint makes an item of each label and of each value; they are one. A label without value stands alone."""
    for terms in root.walk():
        if not (terms.tag == "L" and terms.comes_from("dl")):
            continue
        items: list[Element] = []
        for item in terms.elements:
            if items and item.comes_from("dd"):
                _add_value(items[-1], item)
            else:
                items.append(item)
        terms.kids = [*items]


def _add_value(label: Element, value: Element) -> None:
    bodies = [body for body in value.elements if body.kids]
    if bodies:
        for body in (body for body in label.elements if body.comes_from("dt")):
            body.tag = "Lbl"
        label.kids.extend(bodies)


def _prune(element: Element) -> None:
    """What holds nothing is not there; only what is empty in a table keeps its place."""
    for kid in element.elements:
        _prune(kid)
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or kid.kids or kid.tag in _TABLE]


def _say_languages(root: Element) -> None:
    """`lang` on a part of the page, and the words behind `abbr`."""
    import pydyf

    for element in root.walk():
        if element.origin is None or element.comes_from("html"):
            continue
        if language := element.origin.attribute("lang"):
            element.data["Lang"] = pydyf.String(language)
        if element.comes_from("abbr") and (words := element.origin.attribute("title")):
            element.tag = "Span"
            element.data["E"] = pydyf.String(words)


def _place_figures(tree: Tree, pdf: Any) -> None:
    """WeasyPrint tells where a figure stands in CSS pixels from the top of the page; a PDF counts points from its foot."""
    import pydyf

    heights = {
        page.reference: page["MediaBox"][3] for page in _dictionaries(pdf.objects) if page.get("Type") == "/Page"
    }
    for figure in tree.root.walk():
        layout = figure.data.get("A")
        if figure.tag != "Figure" or not isinstance(layout, dict) or "BBox" not in layout:
            continue
        height = heights[figure.data["Pg"]]
        left, top, right, bottom = (_POINTS * edge for edge in layout["BBox"])
        layout["BBox"] = pydyf.Array([left, height - bottom, right, height - top])


def _dictionaries(objects: Iterable[Any]) -> Iterator[Any]:
    return (item for item in objects if isinstance(item, dict))
