"""An .xlsx on disk → a `Book` of raw cells. The only module that opens a workbook.

The parts are read straight from SpreadsheetML (ISO/IEC 29500-1, clause 18), since one pass then gives each formula together
with its last value, and since a workbook is read in a tenth of the time that importing a library for it takes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from reportgen.model.errors import WorkbookError, system_reason
from reportgen.model.position import column_index
from reportgen.workbook.formulas import shifted
from reportgen.workbook.grid import Area, Book, Grid, GridCell, Position, Raw, Visibility
from reportgen.workbook.loose import is_notes, loose_texts
from reportgen.workbook.meta import read_meta
from reportgen.workbook.notes import without_ours
from reportgen.workbook.numbers import round_as_excel
from reportgen.workbook.package import DAMAGED, Package

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINK: Final = re.compile(r"\[(?:(\d+)|([^\[\]]+\.(?:xls[xmb]?|ods|csv)))\]", re.IGNORECASE)
_DATE_SIGNS: Final = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOT_CODE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Number formats that files name by number only (18.8.30)."""

_LAST_ROW, _LAST_COLUMN, _LARGEST = 1_048_576, 16_383, 308

_EPOCH: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)


def read_workbook(path: Path) -> Book:
    """The workbook, with every sheet. Raises `WorkbookError`, one line that says what is wrong and what to do."""
    book = read_book(read_bytes(path), path.name)
    read_meta(book)
    return book


def read_book(data: bytes, name: str) -> Book:
    """Any plain .xlsx, also one that is none of ours."""
    package = Package(data, name)
    try:
        return _Reader(package).book()
    except ValueError as fault:
        raise WorkbookError(f"{name} {DAMAGED}") from fault


def open_elsewhere(path: Path) -> str | None:
    """Who has the workbook open in Excel or LibreOffice, by the file these leave beside it; None if nobody has."""
    if not path.name:  # "." and "/" have nothing beside them
        return None
    for beside, name_of in (
        (path.with_name(f"~${path.name}"), _excel_owner),
        (path.with_name(f".~lock.{path.name}#"), _libreoffice_owner),
    ):
        try:
            if beside.is_file():
                return name_of(beside.read_bytes()) or "någon"
        except PermissionError:
            return "någon" if os.path.lexists(beside) else None  # a program holds it, or its folder is closed to us
        except OSError:
            return None
    return None


def read_bytes(path: Path) -> bytes:
    """The file as it stands on disk; `WorkbookError` when it cannot be read."""
    try:
        if path.is_dir():
            raise WorkbookError(f"{path} är en mapp. Ange arbetsboken i den.")
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise WorkbookError(f"{path} finns inte.") from fault
    except OSError as fault:
        raise WorkbookError(f"{path} kan inte läsas: {system_reason(fault)}.") from fault


def _excel_owner(data: bytes) -> str:
    """Excel's file has the name twice: its length and 8-bit signs first, then at byte 55 its length and UTF-16."""
    if len(data) > 57 and (length := int.from_bytes(data[55:57], "little")):
        return data[57 : 57 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
    return data[1 : 1 + data[0]].decode("cp1252", "replace").strip("\0 ") if data else ""


def _libreoffice_owner(data: bytes) -> str:
    """ ",first name last name,host,…" """
    fields = data.decode("utf-8", "replace").split(",")
    return next((field.strip() for field in fields[:2] if field.strip()), "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    visibility: Visibility


class _Reader:
    """Reads one package. Names of elements carry the namespace that the file uses, transitional or strict."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.workbook = package.xml("xl/workbook.xml")
        self.ns = self.workbook.tag.partition("}")[0] + "}" if "}" in self.workbook.tag else ""
        self.rels = _relations(package, "xl/workbook.xml")
        self.strings = self._strings()
        self.formats = self._formats()
        self.links = self._links()
        properties = self.workbook.find(f"{self.ns}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = _EPOCH_1904 if is_1904 else _EPOCH

    def book(self) -> Book:
        grids = tuple(self._grid(sheet) for sheet in self._sheets())
        used = {cell.value for grid in grids for cell in grid.cells.values()}
        unused = [text for text in self.strings if text not in used]
        loose = loose_texts(self.package, {sheet.part: sheet.name for sheet in self._sheets()}, unused)
        return Book(self.package.name, grids, MappingProxyType(_properties(self.package)), tuple(loose))

    def _sheets(self) -> Iterator[_Sheet]:
        for sheet in self.workbook.iterfind(f"{self.ns}sheets/{self.ns}sheet"):
            part = self.rels.get(_attribute(sheet, "id"), "")
            if part in self.package:
                yield _Sheet(_unescaped(sheet.get("name", "")), part, Visibility(sheet.get("state", "visible")))

    def _strings(self) -> list[str]:
        part = next((p for p in self.rels.values() if p.casefold().endswith("sharedstrings.xml")), "")
        if part not in self.package:
            return []
        return [self._string(item) for item in self.package.xml(part).iterfind(f"{self.ns}si")]

    def _string(self, item: Element) -> str:
        """The words of a string, plain or in runs of different looks; readings of foreign signs are left out."""
        direct = item.findtext(f"{self.ns}t")
        runs = (run.findtext(f"{self.ns}t", "") for run in item.iterfind(f"{self.ns}r"))
        return _unescaped(direct if direct is not None else "".join(runs))

    def _formats(self) -> list[str]:
        """The number format of each cell style."""
        part = next((p for p in self.rels.values() if p.casefold().endswith("styles.xml")), "")
        if part not in self.package:
            return []
        root = self.package.xml(part)
        own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iterfind(f"{self.ns}numFmts/{self.ns}numFmt")}
        ids = (xf.get("numFmtId", "0") for xf in root.iterfind(f"{self.ns}cellXfs/{self.ns}xf"))
        return [own.get(n) or _BUILT_IN.get(int(n), "General") for n in ids]

    def _links(self) -> list[str]:
        """The file names of other workbooks that formulas fetch from, in the order formulas number them."""
        files = []
        for reference in self.workbook.iterfind(f"{self.ns}externalReferences/{self.ns}externalReference"):
            part = self.rels.get(_attribute(reference, "id"), "")
            targets = _relations(self.package, part, resolve=False).values() if part in self.package else ()
            files.append(next((unquote(target).replace("\\", "/").rpartition("/")[2] for target in targets), "okänd"))
        return files

    def _grid(self, sheet: _Sheet) -> Grid:
        root = self.package.xml(sheet.part)
        cells = dict(self._cells(root))
        merged = (_area(m.get("ref", "")) for m in root.iterfind(f"{self.ns}mergeCells/{self.ns}mergeCell"))
        return Grid(
            sheet.name,
            MappingProxyType(cells),
            sheet.visibility,
            tuple(area for area in merged if area),
            MappingProxyType(self._comments(sheet)),
            tuple(self._lists(root)),
        )

    def _cells(self, root: Element) -> Iterator[tuple[Position, GridCell]]:
        """Every cell with something in it; rows and cells without an address follow the one before."""
        shared: dict[str, tuple[str, Position]] = {}
        row_number = 0
        for row in root.iterfind(f"{self.ns}sheetData/{self.ns}row"):
            row_number = int(row.get("r", row_number + 1))
            column = -1
            for cell in row:
                address = cell.get("r")
                column = column_index(address.rstrip("0123456789")) if address else column + 1
                if row_number > _LAST_ROW or column > _LAST_COLUMN:
                    raise ValueError(address)
                found = self._cell(cell, (row_number, column), shared)
                if found is not None:
                    yield (row_number, column), found

    def _cell(self, cell: Element, at: Position, shared: dict[str, tuple[str, Position]]) -> GridCell | None:
        if not len(cell):
            return None
        style = int(cell.get("s", "0"))
        number_format = self.formats[style] if style < len(self.formats) else "General"
        text: str | None = None
        formula: str | None = None
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "v":
                    text = child.text or ""
                case "f":
                    formula = self._formula(child, at, shared)
                case "is":
                    text = self._string(child)
        kind = cell.get("t", "n")
        links: tuple[str, ...] = ()
        if formula is not None:
            formula, links = self._linked(formula)
        if kind == "e":
            return GridCell(None, formula, text or "#N/A", number_format, links)
        value = self._value(kind, text, number_format)
        return None if value is None and formula is None else GridCell(value, formula, None, number_format, links)

    def _formula(self, element: Element, at: Position, shared: dict[str, tuple[str, Position]]) -> str | None:
        """The formula's text; cells filled down share one, written in the first of them (18.3.1.40)."""
        text, group = element.text or "", element.get("si")
        if element.get("t") == "shared" and group is not None:
            if text:
                shared[group] = (text, at)
            elif group in shared:
                text, origin = shared[group]
                text = shifted(text, at[0] - origin[0], at[1] - origin[1])
        return f"={_unescaped(text)}" if text else None

    def _linked(self, formula: str) -> tuple[str, tuple[str, ...]]:
        """The formula with the names of other workbooks in place of their numbers, and those names."""
        found: dict[str, None] = {}

        def name(match: re.Match[str]) -> str:
            number = int(match[1]) - 1 if match[1] else -1
            file = self.links[number] if 0 <= number < len(self.links) else match[2]
            if file:
                found[file] = None
            return f"[{file}]" if file else match[0]

        return _LINK.sub(name, formula), tuple(found)

    def _value(self, kind: str, text: str | None, number_format: str) -> Raw:
        if text is None:
            return None
        match kind:
            case "s":
                return self._shared(text)
            case "str":
                return _unescaped(text)
            case "inlineStr":
                return text
            case "b":
                return text.strip() in ("1", "true")
            case "d":
                return datetime.fromisoformat(text.strip().removesuffix("Z"))
            case _:
                return self._number(text.strip(), number_format) if text.strip() else None

    def _shared(self, index: str) -> str:
        """The string of that number. One that is not there makes the file damaged: its words would be gone without a word."""
        if not index.strip().isdecimal() or int(index) >= len(self.strings):
            raise ValueError(index)
        return self.strings[int(index)]

    def _number(self, text: str, number_format: str) -> Raw:
        """The number, or the moment it is shown as. What is no number a spreadsheet can hold stays as it stands."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            return text
        number = round_as_excel(number)
        return self._moment(number) if _is_date_format(number_format) else number

    def _moment(self, number: Decimal) -> Raw:
        """A day, or an hour when there is no day; a number that is no moment stays a number."""
        if not 0 <= number < 2_958_466:
            return number
        seconds = round(number * 86_400)
        moment = self.epoch + timedelta(seconds=seconds)
        return moment.time() if number < 1 else moment

    def _comments(self, sheet: _Sheet) -> dict[Position, str]:
        found: dict[Position, str] = {}
        for part in _relations(self.package, sheet.part).values():
            if is_notes(part) and part in self.package:
                for comment in self.package.xml(part).iter(f"{self.ns}comment"):
                    area = _area(comment.get("ref", ""))
                    text = comment.find(f"{self.ns}text")
                    if area and text is not None and (theirs := without_ours(self._string(text))):
                        found[area.top, area.left] = theirs
        return found

    def _lists(self, root: Element) -> Iterator[str]:
        """The words of drop-downs that are written in the validation itself."""
        for formula in root.iterfind(f"{self.ns}dataValidations/{self.ns}dataValidation/{self.ns}formula1"):
            if (text := formula.text or "").startswith('"'):
                yield text.strip('"')


def _attribute(element: Element, name: str) -> str:
    """An attribute in whatever namespace the file has for relations."""
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _relations(package: Package, part: str, *, resolve: bool = True) -> Mapping[str, str]:
    """Relation id → part (or the target as it stands)."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in package:
        return {}
    return {
        element.get("Id", ""): _resolved(element.get("Target", ""), part) if resolve else element.get("Target", "")
        for element in package.xml(rels)
    }


def _resolved(target: str, part: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _unescaped(text: str) -> str:
    """_x000D_ is how a file writes a sign that XML lacks (22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _area(ref: str) -> Area | None:
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", ref)
    if not match:
        return None
    left, top = column_index(match[1]), int(match[2])
    return Area(top, left, int(match[4] or top), column_index(match[3]) if match[3] else left)


def _is_date_format(number_format: str) -> bool:
    """Whether the first part of the code shows days or hours."""
    if number_format == "General":
        return False
    code = _NOT_CODE.sub("", number_format.partition(";")[0])
    return "ss.0" in code or (bool(_DATE_SIGNS.search(code)) and not any(sign in code for sign in "0#?"))


def _properties(package: Package) -> dict[str, str]:
    """What the document says of itself: author, title, keywords, company …"""
    parts = [part for part in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml") if part in package]
    elements = (element for part in parts for element in package.xml(part).iter() if not len(element))
    return {element.tag.rpartition("}")[2]: element.text for element in elements if element.text}
