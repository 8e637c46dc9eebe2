"""A chef's workbook as it came back → an answer to be merged, and all else that stands in it. Pure.

What counts is what stands in the cells that were the chef's to fill in, and in rows that they have added. All other writing
has no place of its own: it is handed on with where it stood, so that the controller can place it. A row, column or table that
is gone says nothing; what we have there stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind
from reportgen.exchange.merge import Answer
from reportgen.exchange.responsibility import Chef
from reportgen.exchange.slots import OWNER, slots
from reportgen.model.difference import TEXT, same_value
from reportgen.model.errors import WorkbookError
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place, column_index
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import Value
from reportgen.spec.schema import PART_START, TEXTS, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known
from reportgen.workbook.cells import read_prose
from reportgen.workbook.grid import Area, Book, Grid
from reportgen.workbook.last_time import is_ours
from reportgen.workbook.locate import Block, find_blocks
from reportgen.workbook.marks import META_SHEET
from reportgen.workbook.meta import read_meta, read_snapshot
from reportgen.workbook.parse import parse_report
from reportgen.workbook.part_sheets import MESSAGE, PartMark, part_mark
from reportgen.workbook.placing import names
from reportgen.workbook.remembered import Unplaced, beside_tables, stated_twice
from reportgen.workbook.words import same_words

_INSERTED: Final = 50
"""Rows that a chef has inserted are numbered from here, above the empty rows that were sent."""

_VALUE_CODES: Final = frozenset(
    {
        Code.TAL_OLASLIGT,
        Code.DATUM_OLASLIGT,
        Code.STATUS_OKAND,
        Code.EXCELFEL,
        Code.FORMEL_UTAN_VARDE,
        Code.DATUM_I_TALCELL,
    }
)
"""What is said of values that are taken as they stand, since they cannot be understood."""

_ROW_CODES: Final = frozenset({Code.RAD_FLYTTAD, Code.RAD_DUBBEL, Code.TABELL_DUBBEL, Code.KOLUMN_DUBBEL})
"""What is said of rows and tables that have been moved or copied."""

_OTHERS: Final = 500
"""Cells of a sheet of the chef's own that are handed on."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer, with the chef's message, lines about it for the controller, and what has no place.

    `digest` is of the file's bytes, when it came as a file.
    """

    mark: PartMark
    answer: Answer
    message: str = ""
    remarks: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    digest: str = ""


def read_answer(book: Book, template: TemplateSpec, ours: Report) -> ReadAnswer:
    """What came back in `book`. Raises `WorkbookError` with one line when it is no answer to a part of `ours`."""
    meta = read_meta(book)
    mark = part_mark(meta)
    if mark is None:
        raise WorkbookError(f"{book.name} är en hel arbetsbok och ingen fil som har skickats till en chef.")
    for word, theirs, own in (
        ("mallen", meta.template, ours.template),
        ("nämnden", meta.namnd, ours.namnd),
        ("perioden", meta.period, str(ours.period)),
    ):
        if same_words(theirs) != same_words(own):
            raise WorkbookError(f"{book.name} gäller {word} {theirs}, arbetsboken {own}.")
    sent = read_snapshot(meta)
    report, findings = parse_report(book, template)
    report = _with_own_keys(report, sent, template, Chef(mark.chef))
    return _Reader(book, template, mark, sent, report, findings).read()


class _Reader:
    """The state of one reading: what is left out of the comparison, and what is said."""

    def __init__(
        self,
        book: Book,
        template: TemplateSpec,
        mark: PartMark,
        sent: Report,
        report: Report,
        findings: Sequence[Finding],
    ) -> None:
        self.book, self.template, self.mark = book, template, mark
        self.sent, self.report, self.findings = sent, report, findings
        self.base, self.values = slots(sent), slots(report)
        self.remarks: list[str] = []
        self.unplaced: list[Unplaced] = []

    def read(self) -> ReadAnswer:
        self._leave_out_what_is_gone()
        self._leave_out_merged()
        self._set_aside_what_is_not_theirs()
        self._tell_of_values()
        self._gather_the_rest()
        saved = self.book.properties.get("modified", "")
        answer = Answer(
            self.mark.chef, MappingProxyType(self.base), MappingProxyType(self.values), saved, self.book.name
        )
        return ReadAnswer(self.mark, answer, self._message(), tuple(self.remarks), tuple(self.unplaced))

    # What is gone

    def _leave_out_what_is_gone(self) -> None:
        for key, sent in self.sent.tables.items():
            table = self.report.tables.get(key)
            spec = self.template.table(key)
            if table is None or spec is None:
                self._leave_out(lambda place: place.table == key)  # noqa: B023  called at once
                self.remarks.append(
                    f"tabellen {spec.title if spec else key} finns inte i svaret; våra värden står kvar."
                )
                continue
            self._leave_out_columns(spec, table)
            self._leave_out_rows(spec, sent, table)
        for key in self.sent.texts.keys() - self.report.texts.keys():
            self._leave_out(lambda place: place == Place(TEXT, key))  # noqa: B023  called at once
            self.remarks.append(f"texten {self._name(Place(TEXT, key))} finns inte i svaret; vår står kvar.")

    def _leave_out_columns(self, spec: TableSpec, table: Table) -> None:
        sent = {place.column for place in {*self.base, *self.mark.open} if place.table == spec.key and place.column}
        for column in sorted(sent - {OWNER} - table.columns.keys()):
            self._leave_out(lambda place: place.table == spec.key and place.column == column)  # noqa: B023  called at once
            found = spec.column(column)
            self.remarks.append(
                f"kolumnen {found.heading if found else column} finns inte i svaret; våra värden står kvar."
            )

    def _leave_out_rows(self, spec: TableSpec, sent: Table, table: Table) -> None:
        """A row of the mall's that is gone says nothing; one that a chef had added and has taken away is emptied."""
        there = {row.key for row in table.rows}
        for row in sent.rows:
            if row.key not in there and spec.row(row.key) is not None:
                self._leave_out(lambda place: (place.table, place.row) == (spec.key, row.key))  # noqa: B023  called at once
                self.remarks.append(f"raden {row.name or row.key} finns inte i svaret; våra värden står kvar.")

    def _leave_out_merged(self) -> None:
        """Cells that have disappeared under merged ones say nothing."""
        for grid, area in ((sheet, area) for sheet in self.book.grids for area in sheet.merged):
            covered = {place for place in self._places_in(grid, area) if place in self.base or place in self.mark.open}
            if len(covered) > 1:
                first = (area.top, area.left)
                kept = {place for place in covered if self._position(place) == first}
                self._leave_out(lambda place: place in covered - kept)  # noqa: B023  called at once
                self.remarks.append(
                    f"cellerna {area.a1} på bladet {grid.name} är sammanfogade: bara den första läses, i de andra står våra "
                    "värden kvar."
                )

    def _leave_out(self, wanted: Callable[[Place], bool]) -> None:
        self.base = {place: value for place, value in self.base.items() if not wanted(place)}
        self.values = {place: value for place, value in self.values.items() if not wanted(place)}

    def _places_in(self, grid: Grid, area: Area) -> Iterator[Place]:
        for table in self.report.tables.values():
            if table.sheet == grid.name:
                for row in table.rows:
                    for column in table.columns:
                        place = Place(table.key, row.key, column)
                        if self._position(place) in area:
                            yield place
        for key, cell in self.report.texts.items():
            if cell.at and cell.at.sheet == grid.name and self._position(Place(TEXT, key)) in area:
                yield Place(TEXT, key)

    def _position(self, place: Place) -> tuple[int, int]:
        at = self._at(place)
        return (at.row or 0, column_index(at.column)) if at and at.column else (0, 0)

    def _at(self, place: Place) -> CellRef | None:
        if place.table == TEXT:
            return self.report.text(place.row or "").at
        table = self.report.table(place.table)
        row = table.row(place.row or "")
        if row is None:
            return None
        return row.at if place.column in (None, OWNER) else table.ref(row, place.column or "")

    # What is not the chef's

    def _set_aside_what_is_not_theirs(self) -> None:
        """What has been written in cells that were not open is handed on, and ours stays."""
        added = {(key, row.key) for key, table in self.report.tables.items() for row in table.rows if row.added}
        sent = {(key, row.key) for key, table in self.sent.tables.items() for row in table.rows}
        for place in [place for place in {**self.base, **self.values} if not self._is_theirs(place, added, sent)]:
            base, value = self.base.pop(place, None), self.values.pop(place, None)
            if not same_value(base, value):
                words = "låst cell" if value is not None else "låst cell, tömd"
                self._set_aside(self._at(place), self._name(place), "(tom)" if value is None else value, words)

    def _is_theirs(self, place: Place, added: set[tuple[str, str]], sent: set[tuple[str, str]]) -> bool:
        row = (place.table, place.row or "")
        if place in self.mark.open:
            return True
        if row in sent or row not in added or place.table not in self.sent.tables:
            return False
        return place.column in (None, OWNER) or self._is_input(place)

    def _is_input(self, place: Place) -> bool:
        spec = self.template.table(place.table)
        rule = (
            rules_of(spec, Table(place.table, (Row(place.row or "", ""),)))[place.row or "", place.column or ""]
            if spec
            else None
        )
        return rule is not None and rule.kind is CellKind.INPUT

    def _set_aside(self, at: CellRef | None, label: str, value: Value, why: str) -> None:
        where = f"{self.book.name}, {at}" if at else self.book.name
        self.unplaced.append(Unplaced(where, label, value, f"Svar från {self.mark.chef}: {why}"))

    # What is said

    def _tell_of_values(self) -> None:
        for finding in self.findings:
            of_value = finding.code in _VALUE_CODES and finding.place in self.mark.open
            if of_value or finding.code in _ROW_CODES:
                self.remarks.append(f"{finding.at}: {finding.message}")

    def _gather_the_rest(self) -> None:
        blocks = find_blocks(self.book.grids, self.template.model_copy(update={"tables": []}), {})
        outside = [finding.at for finding in self.findings if finding.code is Code.UTANFOR_TABELL and finding.at]
        loose = [
            *beside_tables(self.book, blocks, outside),
            *stated_twice(blocks),
            *self._comments(),
            *self._own(blocks),
        ]
        why = f"Svar från {self.mark.chef}"
        for item in loose:
            self.unplaced.append(replace(item, place=f"{self.book.name}, {item.place}", why=why))

    def _comments(self) -> Iterator[Unplaced]:
        for grid in self.book.grids:
            for position, text in sorted(grid.comments.items()):
                if is_ours(text):
                    continue
                yield Unplaced(str(grid.ref(*position)), "Anteckning", text)

    def _own(self, blocks: Iterable[Block]) -> Iterator[Unplaced]:
        """What stands on sheets that the chef has added, and beside what we wrote on the first page."""
        known = {block.grid.name for block in blocks} | {META_SHEET, TEXTS}
        for grid in self.book.grids:
            if grid.name in known:
                continue
            cells = sorted(grid.cells.items())
            if grid.name == PART_START:
                cells = [(at, cell) for at, cell in cells if not grid.text(at[0], 0) or at[1] > 4]
            shown = [(at, cell) for at, cell in cells if not cell.is_blank and (at[1] or grid.name != PART_START)]
            for at, cell in shown[:_OTHERS]:
                yield Unplaced(
                    str(grid.ref(*at)), "Utanför cellerna" if grid.name == PART_START else "Eget blad", read_prose(cell)
                )
            if len(shown) > _OTHERS:
                self.remarks.append(f"bladet {grid.name} är chefens eget och har {len(shown)} celler; se det i filen.")

    def _message(self) -> str:
        grid = self.book.grid(PART_START)
        rows = (row for row in grid.rows() if grid.text(row, 0) == MESSAGE) if grid else ()
        return next((read_prose(grid.cell(row, 2)) for row in rows), "") if grid else ""

    def _name(self, place: Place) -> str:
        return place_name(place, self.template, self.report)


def place_name(place: Place, template: TemplateSpec, report: Report) -> str:
    """What people call a place: the row, and the heading of its column."""
    words = names(report)
    if place.table == TEXT:
        text = template.text(place.row or "")
        return fill(text.title, words) if text else str(place)
    spec = template.table(place.table)
    row = report.table(place.table).row(place.row or "")
    named = row.name if row and row.name else fill(_mall_name(spec, place), words) if spec else place.row or ""
    if spec is None or place.column is None:
        return ", ".join(filter(None, (named, "radens namn" if spec else "")))
    column = spec.column(place.column)
    return ", ".join(
        filter(
            None,
            (
                named,
                "hör till" if place.column == OWNER else fill_known(column.heading, words) if column else place.column,
            ),
        )
    )


def _mall_name(spec: TableSpec, place: Place) -> str:
    row = spec.row(place.row or "")
    return row.label if row else ""


def _with_own_keys(report: Report, sent: Report, template: TemplateSpec, chef: Chef) -> Report:
    """The report with the rows that the chef has inserted under keys that nobody else's rows have; owners follow."""
    keys: dict[tuple[str, str], str] = {}
    for key, table in report.tables.items():
        spec = template.table(key)
        known = {row.key for row in sent.table(key).rows} | ({row.key for row in spec.rows} if spec else set())
        new = [row for row in table.rows if row.key not in known]
        keys |= {(key, row.key): f"{chef.series}{_INSERTED + n:02}" for n, row in enumerate(new, 1)}

    def renamed(table: Table, row: Row) -> Row:
        owner = template.table(table.key)
        parent = keys.get((owner.parent or "", row.parent or ""), row.parent) if owner else row.parent
        return replace(row, key=keys.get((table.key, row.key), row.key), parent=parent)

    tables = {key: replace(t, rows=tuple(renamed(t, row) for row in t.rows)) for key, t in report.tables.items()}
    return report.with_tables(tables)
