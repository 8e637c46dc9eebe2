"""Sheets of ours put into a workbook that people work in: new ones last, those that are there already replaced.

All else in the file is the bytes that it was. The looks that our sheets need are added to the file's own, each once however
often a sheet is replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from reportgen.model.errors import WorkbookError
from reportgen.office import OFFICE, DamagedError, OfficePackage, tree_of, xml_of
from reportgen.workbook.package import DAMAGED
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.write import workbook_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ID: Final = f"{{{OFFICE}}}id"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_OWN_FORMAT: Final = 164
"""Number formats below are the program's own (18.8.30)."""

_LOOKS: Final = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")


def with_sheets(data: bytes, name: str, plans: Iterable[SheetPlan]) -> bytes:
    """The workbook with these sheets. `name` is the file's, for the lines."""
    plans = list(plans)
    if not plans:
        return data
    try:
        package = OfficePackage(data)
        Graft(package, name).put(plans)
        return package.to_bytes()
    except DamagedError as fault:
        raise WorkbookError(f"{name} {DAMAGED}") from fault


class Graft:
    """Puts sheets into an open package."""

    def __init__(self, package: OfficePackage, name: str) -> None:
        self.package = package
        self.part = package.related("", f"{OFFICE}/officeDocument") or ""
        if self.part not in package:
            raise DamagedError
        self.workbook = tree_of(package.read(self.part))
        if self.workbook.tag != f"{MAIN}workbook":
            raise WorkbookError(
                f"{name} är sparad i formatet Strict Open XML. Öppna den i Excel, välj Spara som, Excel-arbetsbok (*.xlsx)."
            )

    def sheet_parts(self) -> dict[str, str]:
        """The part of each sheet, by its name."""
        sheets = (
            (s.get("name", ""), self.package.target(self.part, s.get(_ID, "")))
            for s in self.workbook.iter(f"{MAIN}sheet")
        )
        return {name: part for name, part in sheets if part}

    def put(self, plans: Iterable[SheetPlan]) -> None:
        """Each sheet in the place of the one with its name, or last; the workbook is put back."""
        plans = list(plans)
        self.package.drop(self.part, f"{OFFICE}/calcChain")  # a list of formulas that programs make anew
        if plans:
            self._put(plans)
        self.package.write(self.part, xml_of(self.workbook))

    def _put(self, plans: list[SheetPlan]) -> None:
        ours = OfficePackage(workbook_bytes(plans, created=_MADE))
        source = ours.related("", f"{OFFICE}/officeDocument") or ""
        from_book = tree_of(ours.read(source))
        strings = _strings(ours, source)
        looks = self._with_looks(tree_of(ours.read(ours.related(source, f"{OFFICE}/styles") or "")))
        for number, (plan, sheet) in enumerate(zip(plans, from_book.iter(f"{MAIN}sheet"), strict=True)):
            tree = tree_of(ours.read(ours.target(source, sheet.get(_ID, "")) or ""))
            _adapt(tree, strings, looks)
            at = self._place(plan, xml_of(tree))
            self._names(from_book, number, at)

    def _place(self, plan: SheetPlan, xml: bytes) -> int:
        """Writes the sheet; gives its number among the sheets, from 0."""
        sheets = self.workbook.find(f"{MAIN}sheets")
        if sheets is None:
            raise DamagedError
        for at, sheet in enumerate(sheets):
            if sheet.get("name", "").casefold() == plan.name.casefold():
                part = self.package.target(self.part, sheet.get(_ID, ""))
                if part is None:
                    raise DamagedError
                self.package.write(part, xml)
                _show(sheet, plan)
                return at
        from lxml import etree

        part = self.package.add("xl/worksheets/reportgen{}.xml", xml, _SHEET_TYPE)
        number = max((int(sheet.get("sheetId", "0")) for sheet in sheets), default=0) + 1
        relation = self.package.relate(self.part, f"{OFFICE}/worksheet", part)
        new = etree.SubElement(sheets, f"{MAIN}sheet", {"name": plan.name, "sheetId": str(number), _ID: relation})
        _show(new, plan)
        return len(sheets) - 1

    def _names(self, from_book: _Element, number: int, at: int) -> None:
        """The printed area and the repeated rows of a sheet, in place of those it had."""
        from lxml import etree

        new = [n for n in from_book.iter(f"{MAIN}definedName") if n.get("localSheetId") == str(number)]
        names = self.workbook.find(f"{MAIN}definedNames")
        if names is None:
            names = etree.Element(f"{MAIN}definedNames")
            places = [n for n, child in enumerate(self.workbook) if etree.QName(child).localname in _BEFORE_NAMES]
            self.workbook.insert(places[-1] + 1, names)
        for old in list(names):
            if old.get("localSheetId") == str(at) and old.get("name") in [n.get("name") for n in new]:
                names.remove(old)
        for name in new:
            added = etree.SubElement(
                names, f"{MAIN}definedName", {"name": name.get("name", ""), "localSheetId": str(at)}
            )
            added.text = name.text
        if not len(names):
            self.workbook.remove(names)

    def _with_looks(self, ours: _Element) -> tuple[list[int], list[int]]:
        """Adds the looks of `ours`; the number in this file of each of its cell styles, and of each conditional look."""
        part = self.package.related(self.part, f"{OFFICE}/styles")
        if part is None:
            raise DamagedError
        theirs = tree_of(self.package.read(part))
        formats = _merged_formats(theirs, ours)
        numbers = {key: _merged(theirs, ours, name) for key, name in _LOOKS.items()}
        for style in ours.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            for key, found in numbers.items():
                style.set(key, str(found[int(style.get(key, "0"))]))
            own = style.get("numFmtId", "0")
            style.set("numFmtId", formats.get(own, own))
            style.set("xfId", "0")
        looks = _merged(theirs, ours, "cellXfs"), _merged(theirs, ours, "dxfs")
        self.package.write(part, xml_of(theirs))
        return looks


def _merged(theirs: _Element, ours: _Element, name: str) -> list[int]:
    """Puts what a list of ours has last in theirs, unless it is there; where each of ours now is."""
    from lxml import etree

    mine = ours.find(f"{MAIN}{name}")
    if mine is None:
        return []
    home = theirs.find(f"{MAIN}{name}")
    if home is None:
        home = etree.Element(f"{MAIN}{name}")
        order = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
        before = order[: order.index(name)]
        places = [n for n, child in enumerate(theirs) if etree.QName(child).localname in before]
        theirs.insert(places[-1] + 1 if places else 0, home)
    there: dict[bytes, int] = {}
    for n, element in enumerate(home):
        there.setdefault(_canonical(element), n)
    found = []
    for element in list(mine):
        key = _canonical(element)
        if key not in there:
            there[key] = len(home)
            home.append(element)
        found.append(there[key])
    home.set("count", str(len(home)))
    return found


def _merged_formats(theirs: _Element, ours: _Element) -> Mapping[str, str]:
    """The number formats of ours under numbers that are free in the file."""
    from lxml import etree

    home = theirs.find(f"{MAIN}numFmts")
    if home is None:
        home = etree.Element(f"{MAIN}numFmts")
        theirs.insert(0, home)
    codes = {element.get("formatCode", ""): element.get("numFmtId", "") for element in home}
    following = max([_FIRST_OWN_FORMAT - 1, *(int(number) for number in codes.values())]) + 1
    found: dict[str, str] = {}
    for element in ours.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
        code = element.get("formatCode", "")
        if code not in codes:
            codes[code] = str(following)
            etree.SubElement(home, f"{MAIN}numFmt", {"numFmtId": str(following), "formatCode": code})
            following += 1
        found[element.get("numFmtId", "")] = codes[code]
    home.set("count", str(len(home)))
    if not len(home):
        theirs.remove(home)
    return found


def _canonical(element: _Element) -> bytes:
    """The same for elements that say the same."""
    from lxml import etree

    return etree.tostring(element, method="c14n", with_tail=False)


def _strings(package: OfficePackage, source: str) -> list[str]:
    part = package.related(source, f"{OFFICE}/sharedStrings")
    if part is None:
        return []
    return ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in tree_of(package.read(part))]


def _adapt(tree: _Element, strings: list[str], looks: tuple[list[int], list[int]]) -> None:
    """The sheet as it can stand in another file: its words in its own cells, its looks by that file's numbers."""
    from lxml import etree

    styles, conditional = looks
    for view in tree.iter(f"{MAIN}sheetView"):
        if "tabSelected" in view.attrib:
            del view.attrib["tabSelected"]
    for element in tree.iter(f"{MAIN}c", f"{MAIN}row", f"{MAIN}col"):
        key = "style" if element.tag == f"{MAIN}col" else "s"
        if key in element.attrib:
            element.set(key, str(styles[int(element.get(key, "0"))]))
        elif element.tag == f"{MAIN}c":
            element.set("s", str(styles[0]))
        value = element.find(f"{MAIN}v")
        if element.tag == f"{MAIN}c" and element.get("t") == "s" and value is not None:
            words = strings[int(value.text or "0")]
            element.remove(value)
            element.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(element, f"{MAIN}is"), f"{MAIN}t", {_SPACE: "preserve"})
            text.text = words
    for rule in tree.iter(f"{MAIN}cfRule"):
        if "dxfId" in rule.attrib:
            rule.set("dxfId", str(conditional[int(rule.get("dxfId", "0"))]))


def _show(sheet: _Element, plan: SheetPlan) -> None:
    if "state" in sheet.attrib:
        del sheet.attrib["state"]
    if plan.visibility != "visible":
        sheet.set("state", plan.visibility)
