"""A worksheet as the file has it: an element put in where the format wants it, words put in a cell, all else untouched.

Names and order of elements: ISO/IEC 29500-1, 18.3.1.99 (CT_Worksheet).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from reportgen.model.position import column_index, column_letter
from reportgen.office import OfficePackage, tree_of, xml_of
from reportgen.workbook.annotate.strings import MAIN, Strings
from reportgen.workbook.formulas import shifted

if TYPE_CHECKING:
    from lxml.etree import _Element

EPOCH: Final = date(1899, 12, 30)
"""Day 0 of workbooks that do not say that theirs is in 1904."""

DEFAULT_WIDTH: Final = 9.14
DEFAULT_HEIGHT: Final = 15.0

_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip


class Sheet:
    """One worksheet of a package; `save` puts it back."""

    def __init__(self, package: OfficePackage, part: str, strings: Strings) -> None:
        self.package, self.part, self.strings = package, part, strings
        self.tree = tree_of(package.read(part))
        self.ns = self.tree.tag.removesuffix("worksheet")

    @property
    def is_plain(self) -> bool:
        """Whether it is in the form that all programs write; the strict one has no place for notes."""
        return self.ns == f"{{{MAIN}}}"

    def save(self) -> None:
        self.package.write(self.part, xml_of(self.tree))

    def children(self, name: str) -> list[_Element]:
        return self.tree.findall(f"{self.ns}{name}")

    def child(self, name: str) -> _Element:
        """The element of that name, a new one in its place if there is none."""
        found = self.children(name)
        return found[0] if found else self.add(name)

    def add(self, name: str) -> _Element:
        """A new element of that name, after those that come before it in the format."""
        from lxml import etree

        element = etree.Element(f"{self.ns}{name}")
        before = set(_ORDER[: _ORDER.index(name) + 1])
        places = [n for n, child in enumerate(self.tree) if str(child.tag).rpartition("}")[2] in before]
        self.tree.insert(places[-1] + 1 if places else 0, element)
        return element

    def put(self, row: int, column: int, text: str, *, like: int | None = None) -> None:
        """Words in a cell, which keeps its look; a cell that is new has that of row `like`. No words empty it."""
        from lxml import etree

        cell = self._cell(row, column)
        if cell is None:
            cell = self._new_cell(row, column)
            model = self._cell(like, column) if like else None
            if model is not None and model.get("s"):
                cell.set("s", model.get("s", ""))
        for child in list(cell):
            cell.remove(child)
        if "t" in cell.attrib:
            del cell.attrib["t"]
        if text:
            cell.set("t", "s")
            etree.SubElement(cell, f"{self.ns}v").text = str(self.strings.number(text))

    def write(self, row: int, column: int, value: Decimal | str | date | None, *, epoch: date = EPOCH) -> None:
        """A value in a cell in place of what it had, formulas too; it keeps its look. None empties it."""
        from lxml import etree

        self._part_company(row, column)
        self.put(row, column, value if isinstance(value, str) else "")
        number = Decimal((value - epoch).days) if isinstance(value, date) else value
        cell = self._cell(row, column)
        if isinstance(number, Decimal) and cell is not None:
            etree.SubElement(cell, f"{self.ns}v").text = f"{number:f}"

    def work_out(self, row: int, column: int, value: Decimal | None) -> None:
        """What a formula gives now; None when the next program that opens the file is to say."""
        from lxml import etree

        cell = self._cell(row, column)
        formula = None if cell is None else cell.find(f"{self.ns}f")
        if cell is None or formula is None:
            return
        for child in [child for child in cell if child is not formula]:
            cell.remove(child)
        if "t" in cell.attrib:
            del cell.attrib["t"]
        if value is not None:
            etree.SubElement(cell, f"{self.ns}v").text = f"{value:f}"

    def _part_company(self, row: int, column: int) -> None:
        """Gives the cells that share this cell's formula one each, since they are written by way of this one (18.3.1.40)."""
        cell = self._cell(row, column)
        formula = None if cell is None else cell.find(f"{self.ns}f")
        if formula is None or formula.get("t") != "shared" or not formula.text:
            return
        group, text = formula.get("si"), formula.text
        for number, element in self._rows():
            for at, other in self._cells(element):
                shared = other.find(f"{self.ns}f")
                if shared is not None and shared.get("t") == "shared" and shared.get("si") == group:
                    shared.attrib.clear()
                    shared.text = shifted(text, number - row, at - column)

    def copy_look(self, row: int, source: int, column: int) -> None:
        """From row `row` downwards, cells of the column look as those of column `source`, wherever that has cells."""
        for number, element in list(self._rows()):
            model = next((cell for at, cell in self._cells(element) if at == source), None)
            if number >= row and model is not None and model.get("s"):
                cell = self._cell(number, column)
                (self._new_cell(number, column) if cell is None else cell).set("s", model.get("s", ""))

    def set_height(self, row: int, points: float) -> None:
        """The row's height, which is not fixed: it grows when more is written."""
        element = self._row(row)
        if element is not None and element.get("customHeight") is None:
            element.set("ht", f"{points:g}")

    def set_width(self, column: int, characters: float) -> None:
        """The width of a column to the right of all that have one."""
        from lxml import etree

        number = str(column + 1)
        if not any(int(c.get("max", "0")) > column for c in self.tree.iterfind(f"{self.ns}cols/{self.ns}col")):
            given = {"min": number, "max": number, "width": f"{characters:g}", "customWidth": "1"}
            etree.SubElement(self.child("cols"), f"{self.ns}col", given)

    def width(self, column: int) -> float:
        """Characters of the standard size that the column has room for; none when it is hidden."""
        for element in self.tree.iterfind(f"{self.ns}cols/{self.ns}col"):
            if int(element.get("min", "0")) <= column + 1 <= int(element.get("max", "0")):
                hidden = element.get("hidden") in ("1", "true")
                return 0 if hidden else float(element.get("width", DEFAULT_WIDTH))
        return DEFAULT_WIDTH

    def height(self, row: int) -> float:
        """Points; none when the row is hidden."""
        element = self._row(row)
        if element is None:
            return DEFAULT_HEIGHT
        return 0 if element.get("hidden") in ("1", "true") else float(element.get("ht", DEFAULT_HEIGHT))

    def _rows(self) -> Iterator[tuple[int, _Element]]:
        number = 0
        for element in self.tree.iterfind(f"{self.ns}sheetData/{self.ns}row"):
            number = int(element.get("r", number + 1))
            yield number, element

    def _row(self, row: int) -> _Element | None:
        return next((element for number, element in self._rows() if number == row), None)

    def _cell(self, row: int, column: int) -> _Element | None:
        return next((element for at, element in self._cells(self._row(row)) if at == column), None)

    def _cells(self, row: _Element | None) -> Iterator[tuple[int, _Element]]:
        at = -1
        for element in row if row is not None else ():
            address = element.get("r")
            at = column_index(address.rstrip("0123456789")) if address else at + 1
            yield at, element

    def _new_cell(self, row: int, column: int) -> _Element:
        from lxml import etree

        home = self._row(row)
        if home is None:
            home = etree.Element(f"{self.ns}row", {"r": str(row)})
            data = self.child("sheetData")
            data.insert(sum(number < row for number, _ in self._rows()), home)
        if "spans" in home.attrib:  # a hint of where its cells begin and end
            del home.attrib["spans"]
        cell = etree.Element(f"{self.ns}c", {"r": f"{column_letter(column)}{row}"})
        home.insert(sum(at < column for at, _ in self._cells(home)), cell)
        return cell
