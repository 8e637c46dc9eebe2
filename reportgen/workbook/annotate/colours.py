"""Cells at fault stand out by a rule of conditional formatting, so that their own look is as it was when the rule is gone.

Colour is never alone: errors are bold in a whole frame, warnings in a dashed one, notices in a dotted one. The rule comes
after the sheet's own, so a status keeps its colour and gets the frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from reportgen.office import OFFICE, OfficePackage, tree_of, xml_of
from reportgen.workbook.annotate.sheet import Sheet
from reportgen.workbook.review_sheet import SETTLED
from reportgen.workbook.styles import FINDING_COLOURS

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMULA: Final = 'LEN("reportgen")>0'
"""Always true, and by it the rule is known as ours."""

_LOOKS: Final = {
    "fel": ("thin", "<b/>"),
    "varning": ("dashed", ""),
    "notis": ("dotted", ""),
    SETTLED: ("dotted", ""),
}
_STYLE_PARTS: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip


def remove_colours(sheet: Sheet) -> None:
    """Takes out our rules, on whatever cells they stand now."""
    for formatting in sheet.children("conditionalFormatting"):
        for rule in formatting.findall(f"{sheet.ns}cfRule"):
            if rule.findtext(f"{sheet.ns}formula") == FORMULA:
                formatting.remove(rule)
        if not len(formatting.findall(f"{sheet.ns}cfRule")):
            sheet.tree.remove(formatting)


def colour(sheet: Sheet, cells: Mapping[str, Sequence[str]], looks: Mapping[str, int]) -> None:
    """Gives the cells ("C4") of each word the look of that word; `looks` as `add_looks` gave them."""
    from lxml import etree

    rules = sheet.tree.iterfind(f"{sheet.ns}conditionalFormatting/{sheet.ns}cfRule")
    priority = max((int(rule.get("priority", "0")) for rule in rules), default=0)
    for number, (word, addresses) in enumerate(cells.items(), 1):
        formatting = sheet.add("conditionalFormatting")
        formatting.set("sqref", " ".join(addresses))
        given = {"type": "expression", "dxfId": str(looks[word]), "priority": str(priority + number)}
        rule = etree.SubElement(formatting, f"{sheet.ns}cfRule", given)
        etree.SubElement(rule, f"{sheet.ns}formula").text = FORMULA


def add_looks(package: OfficePackage, workbook: str) -> dict[str, int]:
    """The number of each look among the file's own, which they are added to unless they are there."""
    part = package.related(workbook, f"{OFFICE}/styles")
    if part is None:
        return {}
    root = tree_of(package.read(part))
    ns = root.tag.removesuffix("styleSheet")
    known = _looks_of(root, ns)
    numbers = {word: _number_of(_look(ns, word, *given), known) for word, given in _LOOKS.items()}
    known.set("count", str(len(known)))
    package.write(part, xml_of(root))
    return numbers


def _looks_of(root: _Element, ns: str) -> _Element:
    from lxml import etree

    found = root.find(f"{ns}dxfs")
    if found is not None:
        return found
    element = etree.Element(f"{ns}dxfs")
    before = set(_STYLE_PARTS[: _STYLE_PARTS.index("dxfs")])
    places = [n for n, child in enumerate(root) if str(child.tag).rpartition("}")[2] in before]
    root.insert(places[-1] + 1 if places else 0, element)
    return element


def _number_of(look: _Element, known: _Element) -> int:
    from lxml import etree

    wanted = etree.tostring(look, method="c14n")
    same = (n for n, other in enumerate(known) if etree.tostring(other, method="c14n", exclusive=True) == wanted)
    if (number := next(same, None)) is not None:
        return number
    known.append(look)
    return len(known) - 1


def _look(ns: str, word: str, line: str, weight: str) -> _Element:
    from lxml import etree

    letters, ground = (f"FF{code.removeprefix('#')}" for code in FINDING_COLOURS[word])
    sides = "".join(
        f'<{side} style="{line}"><color rgb="{letters}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return etree.fromstring(
        f'<dxf xmlns="{ns.strip("{}")}"><font>{weight}<color rgb="{letters}"/></font><fill><patternFill patternType="solid">'
        f'<fgColor rgb="{ground}"/><bgColor rgb="{ground}"/></patternFill></fill><border>{sides}</border></dxf>'
    )
