"""The tables of a workbook, read cell by cell with their rules: first every row is found, then every cell is read.

Rows come first for all tables, since a formula is known for the mall's own only when the places of the others are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from reportgen.derive.count import counted, same_word, written_words
from reportgen.derive.formula import evaluate, to_excel
from reportgen.derive.persons import counts_persons
from reportgen.derive.report import rules_of, scalars
from reportgen.derive.rules import CellKind, CellRule
from reportgen.model.finding import Code, Finding
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place, column_letter
from reportgen.model.rounding import round_half_up
from reportgen.model.table import Row, RowKind, Table, group_key
from reportgen.model.value import Cell, Origin
from reportgen.spec.formula import Ref, references
from reportgen.spec.schema import CONTROL_TOTALS, DOWN, UP, ColumnSpec, ColumnType, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known
from reportgen.workbook.cells import Expects, Remark, read_entered, read_label, shown
from reportgen.workbook.formulas import same_shape
from reportgen.workbook.grid import Book, GridCell
from reportgen.workbook.headings import read_headings
from reportgen.workbook.locate import Block
from reportgen.workbook.marks import PARENT, PARENT_HEADING, TABLE
from reportgen.workbook.rows import FoundRow, bind_rows
from reportgen.workbook.words import clean_text, same_words

_PRECISION: Final = Decimal("1e-9")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table found on a sheet, its rows known, its cells not yet read. `rules` are by row and column key, `changed` the
    headings that somebody has changed and their cells, see `Table`.
    """

    spec: TableSpec
    block: Block
    rows: tuple[FoundRow, ...]
    rules: Mapping[tuple[str, str], CellRule]
    changed: Mapping[str, tuple[str, CellRef]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def headings(self) -> Mapping[str, str]:
        return MappingProxyType({key: text for key, (text, _) in self.changed.items()})

    @property
    def headings_at(self) -> Mapping[str, CellRef]:
        return MappingProxyType({key: at for key, (_, at) in self.changed.items()})

    def row(self, key: str) -> FoundRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def named_rows(self) -> list[Row]:
        """The rows with their kinds and names, without cells."""
        kinds = {row.key: row.kind for row in self.spec.rows}
        return [Row(row.key, row.label, kinds.get(row.key, RowKind.POST)) for row in self.rows]

    def raw(self, row: FoundRow, column: str) -> GridCell:
        """The raw cell; a blank one if the column is gone."""
        at = self.block.columns.get(column)
        return GridCell() if at is None else self.block.grid.cell(row.number, at)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands between braces in the mall: as the workbook was `made`, and as it is `now` that somebody has chosen a period."""

    made: Mapping[str, str]
    now: Mapping[str, str]


def bind_tables(
    book: Book, template: TemplateSpec, blocks: Sequence[Block], words: Words
) -> tuple[dict[str, BoundTable], list[Finding]]:
    """Every table that is found, by key, with its rows; and what is to be said of sheets, tables, columns and rows."""
    bound: dict[str, BoundTable] = {}
    findings: list[Finding] = []
    for spec in template.tables:
        found_blocks = [block for block in blocks if block.mark == TABLE + spec.key]
        if not found_blocks:
            continue
        block, *copies = found_blocks
        findings += _copies(spec, copies, words)
        findings += _columns(spec, block, words)
        rows, found = bind_rows(block, spec, words.made)
        findings += found
        rules = rules_of(spec, Table(spec.key, tuple(Row(row.key, row.label) for row in rows)))
        changed, told = read_headings(block, spec, words.made, words.now)
        findings += told
        bound[spec.key] = BoundTable(spec, block, tuple(rows), MappingProxyType(rules), MappingProxyType(changed))
    return bound, [*_missing(book, template, bound, words), *findings]


def read_tables(
    bound: Mapping[str, BoundTable], template: TemplateSpec, words: Words, period: Period
) -> tuple[dict[str, Table], list[Finding]]:
    """The cells of every table; and what is to be said of them."""
    reader = _Reader(bound, template, words, scalars(period))
    tables = {key: reader.table(table) for key, table in bound.items()}
    return tables, reader.settled_findings()


@dataclass(slots=True)
class _Reader:
    bound: Mapping[str, BoundTable]
    template: TemplateSpec
    words: Words
    scalars: Mapping[str, Decimal]
    findings: list[Finding] = field(default_factory=list)
    failed: set[tuple[str, ...]] = field(default_factory=set)
    worked_out: dict[Place, CellRule] = field(default_factory=dict)

    def table(self, table: BoundTable) -> Table:
        """The rows with their cells, spare rows that nobody has used left out."""
        block, spec = table.block, table.spec
        rows = [row for found in table.rows if (row := self._row(table, found)) is not None]
        letters = {c.key: column_letter(block.columns[c.key]) for c in spec.columns if c.key in block.columns}
        return Table(
            spec.key, tuple(rows), block.grid.name, MappingProxyType(letters), table.headings, table.headings_at
        )

    def settled_findings(self) -> list[Finding]:
        """The findings; of Excel's error values only those that do not merely follow from another."""
        return [finding for finding in self.findings if not self._follows(finding)]

    def _follows(self, finding: Finding) -> bool:
        rule = self.worked_out.get(finding.place) if finding.place else None
        if finding.code is not Code.EXCELFEL or rule is None or rule.expr is None:
            return False
        return any(ref.parts in self.failed for ref in references(rule.expr))

    def _row(self, table: BoundTable, found: FoundRow) -> Row | None:
        spec, block = table.spec.row(found.key), table.block
        cells = {}
        for column in table.spec.columns[1:]:
            cell = self._cell(table, found, column)
            if cell is not None:
                cells[column.key] = cell
        parent = self._parent(table, found)
        at = block.grid.ref(found.number, block.columns.get(table.spec.label_column.key, 0))
        if spec is None:
            entered = any(cell.origin is Origin.ENTERED for cell in cells.values())
            if not (found.label or entered or parent):
                return None
            if not found.label:
                self._note(table, found, None, Remark(Code.ETIKETT_SAKNAS))
            return Row(found.key, found.lines, cells=MappingProxyType(cells), at=at, parent=parent, added=True)
        return Row(found.key, self._label(table, found), spec.kind, MappingProxyType(cells), at, parent)

    def _label(self, table: BoundTable, found: FoundRow) -> str:
        """The name on the sheet; one that follows the period follows it also when the period has been changed."""
        spec = table.spec.row(found.key)
        if spec is None:
            return found.lines
        made, now = fill(spec.label, self.words.made), fill(spec.label, self.words.now)
        return now if not found.label or same_words(found.label) == same_words(made) else found.lines

    def _cell(self, table: BoundTable, row: FoundRow, column: ColumnSpec) -> Cell | None:
        """The cell, None where there is nothing."""
        rule, raw = table.rules[row.key, column.key], table.raw(row, column.key)
        at = table.block.columns.get(column.key)
        if at is None or (raw.is_blank and not raw.formula):
            return None
        ref = table.block.grid.ref(row.number, at)
        match rule.kind:
            case CellKind.COMPUTED if raw.formula:
                return self._computed(table, row, column, raw, ref)
            case CellKind.OVERTYPE if raw.formula and self._is_own(rule, raw):
                return self._computed(table, row, column, raw, ref)
            case CellKind.BLANK:
                cell, _ = read_entered(raw, ref, Expects(ColumnType.VARDE, rule.unit))
                return None if cell.is_empty else cell
        cell, remarks = read_entered(raw, ref, self._expects(table.spec, row.key, column, rule))
        if rule.kind is CellKind.STANDING and self._is_standing(cell, rule):
            now = fill(rule.standing, self.words.now) if isinstance(rule.standing, str) else rule.standing
            return Cell(now, ref, Origin.STANDING)
        for remark in remarks:
            self._note(table, row, column, remark)
        if raw.error:
            self.failed.add((table.spec.key, row.key, column.key))
        return None if cell.is_empty and not cell.formula else cell

    def _computed(self, table: BoundTable, row: FoundRow, column: ColumnSpec, raw: GridCell, at: CellRef) -> Cell:
        """A formula of the mall's: its last value, if a program has worked it out; told when the mall's gives another."""
        rule, place = table.rules[row.key, column.key], Place(table.spec.key, row.key, column.key)
        shown_value = raw.value if isinstance(raw.value, Decimal) else None
        if raw.error:
            self.failed.add((table.spec.key, row.key, column.key))
            self.worked_out[place] = rule
            self._note(table, row, column, Remark(Code.EXCELFEL, raw.error))
        elif raw.value is not None and self._has_all(rule):
            expected = self._given_in_excel(rule)
            if not _agree(shown_value, expected):
                self._note(table, row, column, Remark(Code.FORMEL_ANNAT_VARDE, _figure(shown_value), _figure(expected)))
        return Cell(shown_value, at, Origin.COMPUTED)

    def _has_all(self, rule: CellRule) -> bool:
        """Whether the tables that a formula counts in are all there; that one is gone has been told."""
        return rule.count is None or all(table in self.bound for table in rule.count.tables)

    def _given_in_excel(self, rule: CellRule) -> Decimal | None:
        """What the mall's formula gives in Excel, which knows nothing of statuses that the mall's rules give."""
        if rule.count is not None:
            rows = {key: table.named_rows() for key, table in self.bound.items()}
            return Decimal(counted(rule.count, rows, self._has_in_excel))
        return evaluate(rule.expr, self._number_in_excel) if rule.expr is not None else None

    def _has_in_excel(self, table: str, row: Row, column: str, words: tuple[str, ...]) -> bool:
        bound = self.bound[table]
        found = bound.row(row.key)
        text = read_label(bound.raw(found, column)) if found else ""
        return same_word(text, written_words(bound.spec, column, words, self.template))

    def _number_in_excel(self, ref: Ref) -> Decimal | None:
        """The number that Excel's formulas see at a place: none where a number was written as text."""
        if len(ref.parts) == 1:
            return self.scalars.get(ref.parts[0])
        table = self.bound.get(ref.parts[0])
        row = table.row(ref.parts[1]) if table else None
        value = table.raw(row, ref.parts[2]).value if table and row else None
        return value if isinstance(value, Decimal) else None

    def _is_own(self, rule: CellRule, raw: GridCell) -> bool:
        """Whether the formula is the one that the mall puts there, not one that somebody typed over it."""
        if rule.expr is None:
            return False
        cells = {ref: f"A{2 * n + 1}" for n, ref in enumerate(references(rule.expr))}
        return same_shape(to_excel(rule.expr, lambda ref: cells[ref]), raw.formula or "")

    def _is_standing(self, cell: Cell, rule: CellRule) -> bool:
        """Whether the cell still holds what the mall wrote."""
        if isinstance(rule.standing, str):
            return same_words(cell.text) == same_words(clean_text(fill(rule.standing, self.words.made)))
        return cell.value == rule.standing

    def _expects(self, table: TableSpec, row: str, column: ColumnSpec, rule: CellRule) -> Expects:
        scale = self.template.scale(column.scale)
        if scale is not None:
            return Expects(column.type, words=tuple(level.text for level in scale.levels))
        if column.key in table.direction_columns:
            return Expects(column.type, words=(UP, DOWN))
        owner = self.bound.get(column.choices) if column.choices else None
        if owner is not None:
            return Expects(column.type, words=tuple(row.label for row in owner.rows if row.label))
        hidden = counts_persons(table, table.row(row), column)
        return Expects(column.type, rule.unit, may_be_hidden=hidden, is_statistics=column.kolada is not None)

    def _parent(self, table: BoundTable, row: FoundRow) -> str | None:
        """The key of the entity that owns the row, by the name that stands beside it, else as the mall has it."""
        spec = table.spec.row(row.key)
        given = spec.parent if spec else None
        owner = self.bound.get(table.spec.parent) if table.spec.parent else None
        name = read_label(table.raw(row, PARENT)) if owner else ""
        if owner is None or not name:
            return given
        named = {same_words(fill(other.label, self.words.made)): other.key for other in owner.spec.rows}
        named |= {same_words(other.label): other.key for other in reversed(owner.rows) if other.label}
        if same_words(name) not in named:
            choices = ", ".join(other.label for other in owner.rows if other.label)
            self._note(table, row, None, Remark(Code.STATUS_OKAND, name, choices))
        return named.get(same_words(name), given)

    def _note(self, table: BoundTable, row: FoundRow, column: ColumnSpec | None, remark: Remark) -> None:
        """A finding at a cell of a table; without column at the row's name."""
        at = table.block.columns.get(column.key if column else table.spec.label_column.key, 0)
        details = {
            "table": fill(table.spec.title, self.words.now),
            "label": " ".join(self._label(table, row).split()) or row.key,
            "heading": heading(column, self.words.now, table.headings) if column else PARENT_HEADING,
        }
        place = Place(table.spec.key, row.key, column.key if column else None)
        ref = table.block.grid.ref(row.number, at)
        self.findings.append(Finding(remark.code, ref, place, remark.found, remark.expected, MappingProxyType(details)))


def _agree(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two results are the same but for the digits that Excel does not keep."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(Decimal(1), abs(one), abs(other)) * _PRECISION


def _figure(value: Decimal | None) -> str:
    return "inget värde" if value is None else shown(round_half_up(value, 6))


def heading(column: ColumnSpec, words: Mapping[str, str], changed: Mapping[str, str] = _NONE) -> str:
    """What stands above a column, its group first; `changed` are the headings that somebody has put in place of the mall's."""
    group = changed.get(group_key(column.key)) or fill_known(column.group, words)
    own = changed.get(column.key) or fill_known(column.heading, words)
    return " ".join(part for part in (group, own) if part) or column.key


def _copies(spec: TableSpec, others: Iterable[Block], words: Words) -> Iterator[Finding]:
    for other in others:
        at = other.grid.ref(other.top, other.area.left)
        details = {"table": fill(spec.title, words.now)}
        yield Finding(Code.TABELL_DUBBEL, at, Place(spec.key), found=str(at), details=details)


def _columns(spec: TableSpec, block: Block, words: Words) -> Iterator[Finding]:
    details = {"table": fill(spec.title, words.now)}
    for column in spec.columns:
        if column.key not in block.columns:
            at, place = block.grid.ref(block.top, block.area.left), Place(spec.key, None, column.key)
            yield Finding(Code.KOLUMN_SAKNAS, at, place, expected=heading(column, words.now), details=details)
    for key, index in block.doubled:
        again = spec.column(key)
        if again is not None:
            at, place = block.grid.ref(block.top, index), Place(spec.key, None, key)
            yield Finding(Code.KOLUMN_DUBBEL, at, place, expected=heading(again, words.now), details=details)


def _missing(book: Book, template: TemplateSpec, bound: Mapping[str, BoundTable], words: Words) -> Iterator[Finding]:
    """Sheets that are gone with all they had, and tables that are gone from sheets that are there."""
    for sheet in template.sheets:
        lost = [key for key in sheet.tables if key not in bound and key != CONTROL_TOTALS]
        if lost and book.grid(sheet.name) is None and len(lost) == len(sheet.tables):
            yield Finding(Code.BLAD_SAKNAS, CellRef(sheet.name), Place(lost[0]), expected=sheet.name)
            continue
        for key in lost:
            spec = template.table(key)
            title = fill(spec.title, words.now) if spec else key
            yield Finding(Code.TABELL_SAKNAS, CellRef(sheet.name), Place(key), details={"table": title})
