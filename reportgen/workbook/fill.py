"""Values put into a workbook that people work in, each in its own cell; all else in the file is left as it was.

What the mall's formulas give with the new values is put beside them, so that whoever only looks at the file sees right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reportgen.derive.report import derive
from reportgen.derive.rules import CellKind
from reportgen.exchange.slots import OWNER, Slots
from reportgen.model.difference import FACT, TEXT
from reportgen.model.errors import WorkbookError
from reportgen.model.position import CellRef, Place, column_index, column_letter
from reportgen.model.report import Report
from reportgen.model.value import Dash, Value
from reportgen.office import DamagedError, OfficePackage
from reportgen.spec.schema import START, TEXTS, TemplateSpec
from reportgen.workbook.annotate.sheet import EPOCH, Sheet
from reportgen.workbook.annotate.strings import MAIN, Strings
from reportgen.workbook.canvas import TALLEST, height
from reportgen.workbook.graft import Graft
from reportgen.workbook.grid import Book
from reportgen.workbook.locate import find_blocks
from reportgen.workbook.marks import OWN, PARENT
from reportgen.workbook.meta import read_meta
from reportgen.workbook.package import DAMAGED
from reportgen.workbook.parse import words_of
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.tables import BoundTable, bind_tables

if TYPE_CHECKING:
    from lxml.etree import _Element

_EPOCH_1904: Final = date(1904, 1, 1)
_SHEET_MARK: Final = f"{OWN}blad"


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes where: values by cell, and what formulas give; places that there is no cell for."""

    values: Mapping[CellRef, Value]
    results: Mapping[CellRef, Decimal | None]
    homeless: frozenset[Place]


def plan_filling(book: Book, template: TemplateSpec, before: Report, after: Report, changed: Slots) -> Filling:
    """The cells that `changed` go to. Rows that the workbook lacks take spare rows, whose hidden keys become theirs."""
    meta = read_meta(book)
    words = words_of(meta, before.namnd, before.period)
    blocks = find_blocks(book.grids, template, words.made)
    bound, _ = bind_tables(book, template, blocks, words)
    spots = _Spots(bound, before, after)
    values: dict[CellRef, Value] = {}
    homeless: set[Place] = set()
    for place, value in changed.items():
        at = spots.at(place)
        if at is None:
            homeless.add(place)
        else:
            values[at] = spots.written(place, value)
    results = dict(spots.results(derive(after, template, judged=False)))
    results |= dict.fromkeys(_counts(book))
    return Filling(
        {**spots.keys, **values}, {at: r for at, r in results.items() if at not in values}, frozenset(homeless)
    )


def filled(data: bytes, name: str, filling: Filling, plans: Iterable[SheetPlan]) -> bytes:
    """The workbook with the values in their cells, and with these sheets of ours."""
    try:
        package = OfficePackage(data)
        graft = Graft(package, name)
        epoch = _EPOCH_1904 if _is_1904(graft.workbook) else EPOCH
        strings = Strings(package, graft.part)
        for sheet_name, part in graft.sheet_parts().items():
            values = {at: value for at, value in filling.values.items() if at.sheet == sheet_name}
            results = {at: value for at, value in filling.results.items() if at.sheet == sheet_name}
            if values or results:
                sheet = Sheet(package, part, strings)
                for at, value in values.items():
                    _write(sheet, at, value, epoch)
                for at, result in results.items():
                    sheet.work_out(at.row or 0, column_index(at.column or "A"), result)
                sheet.save()
        strings.save()
        _recalculated(graft.workbook)
        graft.put(plans)
        return package.to_bytes()
    except DamagedError as fault:
        raise WorkbookError(f"{name} {DAMAGED}") from fault


class _Spots:
    """Where each place of a report stands in the workbook. Spare rows are given out as they are asked for."""

    def __init__(self, bound: Mapping[str, BoundTable], before: Report, after: Report) -> None:
        self.bound, self.before, self.after = bound, before, after
        self.keys: dict[CellRef, Value] = {}
        self.numbers = {key: {row.key: row.number for row in table.rows} for key, table in bound.items()}
        self.spare = {key: list(self._spare(table)) for key, table in bound.items()}
        self.taken: dict[tuple[str, int], str] = {}

    def at(self, place: Place) -> CellRef | None:
        if place.table == TEXT:
            return self.before.text(place.row or "").at
        if place.table == FACT:
            return self.before.fact(place.row or "").at
        table = self.bound.get(place.table)
        column = self._column(table, place.column) if table else None
        number = self._number(table, place.row or "") if table and column is not None else None
        return (
            CellRef(table.block.grid.name, number, column_letter(column))
            if table and number and column is not None
            else None
        )

    def written(self, place: Place, value: Value) -> Value:
        """An owner's key as its name."""
        if place.column != OWNER or value is None:
            return value
        owner = self.bound[place.table].spec.parent or ""
        row = self.after.table(owner).row(str(value))
        return row.label if row else None

    def results(self, derived: Report) -> Iterator[tuple[CellRef, Decimal | None]]:
        """What the mall's formulas give, cell by cell."""
        for key, table in self.bound.items():
            rows = {row.key: row for row in derived.table(key).rows}
            for found in table.rows:
                row = rows.get(self.taken.get((key, found.number), found.key))
                for column in table.spec.columns[1:]:
                    rule = table.rules.get((found.key, column.key))
                    is_ours = rule is not None and rule.kind in (CellKind.COMPUTED, CellKind.OVERTYPE)
                    if is_ours and table.raw(found, column.key).formula:
                        letter = column_letter(table.block.columns[column.key])
                        at = CellRef(table.block.grid.name, found.number, letter)
                        yield at, row.cell(column.key).number if row else None

    def _column(self, table: BoundTable, column: str | None) -> int | None:
        if column is None:
            return table.block.columns.get(table.spec.label_column.key)
        return table.block.columns.get(PARENT if column == OWNER else column)

    def _number(self, table: BoundTable, row: str) -> int | None:
        """The number of the row, a spare one made its own if the workbook lacks it. A row that a person has put in without a key
        gets one, so that it is the same row also when another is put in above it.
        """
        numbers = self.numbers[table.spec.key]
        if row in numbers and table.block.key_column is not None and not table.block.key(numbers[row]):
            self.keys[table.block.grid.ref(numbers[row], table.block.key_column)] = row
        if row not in numbers:
            if not self.spare[table.spec.key] or table.block.key_column is None:
                return None
            numbers[row] = self.spare[table.spec.key].pop(0)
            self.taken[table.spec.key, numbers[row]] = row
            self.keys[table.block.grid.ref(numbers[row], table.block.key_column)] = row
        return numbers[row]

    def _spare(self, table: BoundTable) -> Iterator[int]:
        """The rows that nobody has used, then those that somebody has put in between rows that are added, still empty."""
        used = {row.key for row in self.before.table(table.spec.key).rows}
        added = [row for row in table.rows if table.spec.row(row.key) is None]
        yield from (row.number for row in added if row.key not in used)
        columns = set(table.block.columns.values())
        for above, below in pairwise(sorted(row.number for row in added)):
            for number in range(above + 1, below):
                cells = [table.block.grid.cell(number, column) for column in columns]
                is_free = not table.block.is_own(number) and not table.block.key(number)
                if is_free and all(cell.is_blank and not cell.formula for cell in cells):
                    yield number


def _counts(book: Book) -> Iterator[CellRef]:
    """The cells that count what is filled in, on Start and Texter."""
    for name in (START, TEXTS):
        grid = book.grid(name)
        for (row, column), cell in grid.cells.items() if grid else ():
            ours = (
                grid is not None and grid.text(row, 0) == _SHEET_MARK
                if name == START
                else str(cell.formula).startswith("=LEN(")
            )
            if grid is not None and cell.formula and ours:
                yield grid.ref(row, column)


def _write(sheet: Sheet, at: CellRef, value: Value, epoch: date) -> None:
    row, column = at.row or 0, column_index(at.column or "A")
    sheet.write(row, column, str(value) if isinstance(value, Dash) else value, epoch=epoch)
    if isinstance(value, str):
        wanted = min(height(value, sheet.width(column)), TALLEST)
        if wanted > sheet.height(row) > 0:
            sheet.set_height(row, wanted)


def _is_1904(workbook: _Element) -> bool:
    properties = workbook.find(f"{{{MAIN}}}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _recalculated(workbook: _Element) -> None:
    """Tells the next program to work all formulas out anew, people's own too."""
    calculation = workbook.find(f"{{{MAIN}}}calcPr")
    if calculation is not None:
        calculation.set("fullCalcOnLoad", "1")
