"""The sheets Start, Texter and Granskning, read back: facts, prose, and findings that somebody has acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Acknowledgement
from reportgen.model.value import Cell
from reportgen.spec.schema import REVIEW, START, TEXTS, ColumnType, FactSpec, TemplateSpec
from reportgen.spec.words import fill
from reportgen.workbook.cells import Expects, read_entered, read_label, read_prose
from reportgen.workbook.grid import Book, Grid, GridCell, Position
from reportgen.workbook.locate import Block
from reportgen.workbook.marks import (
    ANSWER_COLUMNS,
    FACTS,
    NAMND,
    PERIOD,
    REASON_COLUMN,
    REVIEW_COLUMNS,
    REVIEW_ROW,
    TEXT_COLUMN,
    is_key,
)
from reportgen.workbook.marks import REVIEW as REVIEW_MARK
from reportgen.workbook.marks import TEXTS as TEXTS_MARK
from reportgen.workbook.numbers import read_number
from reportgen.workbook.words import same_words

VALUE_COLUMN: Final = "varde"
_FORM_VALUE: Final = 2
_SILENT: Final = frozenset({Code.TAL_I_TEXTCELL})
"""A number is a good case number or title."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is and for when; `period` is None when none can be read anywhere."""

    namnd: str
    period: Period | None
    period_at: CellRef | None
    findings: tuple[Finding, ...]


def read_identity(book: Book, made: tuple[str, str]) -> Identity:
    """Nämnd and period as they stand on Start, where they are gone as the workbook was `made`."""
    grid = book.grid(START)
    namnd_at, period_at = (_marked(grid, mark) for mark in (NAMND, PERIOD))
    namnd = read_label(grid.cell(*namnd_at)) if grid and namnd_at else ""
    raw = grid.cell(*period_at) if grid and period_at else GridCell()
    at = grid.ref(*period_at) if grid and period_at else None
    period = _period(raw)
    wrong = period is None and not raw.is_blank
    finding = Finding(Code.PERIOD_FEL, at, Place("uppgift", "period"), found=read_label(raw))
    return Identity(namnd or made[0], period or _period(GridCell(made[1])), at, (finding,) if wrong else ())


def read_facts(book: Book, template: TemplateSpec, blocks: Sequence[Block]) -> tuple[Mapping[str, Cell], list[Finding]]:
    """The facts of the mall, filled in or not."""
    grid = book.grid(START)
    if grid is None:
        return MappingProxyType({}), [Finding(Code.BLAD_SAKNAS, CellRef(START), Place("uppgift"), expected=START)]
    names = {fact.key: fact.label for fact in template.facts}
    spots = _spots(blocks, FACTS, VALUE_COLUMN, grid, names)
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    for fact in template.facts:
        if fact.key not in spots:
            findings.append(_lost(fact.key, fact.label, "uppgift", START, "Uppgifter"))
            continue
        where, position = spots[fact.key]
        cell, found = _fact(fact, where, position)
        cells[fact.key] = cell
        findings += found
    return MappingProxyType(cells), findings


def read_texts(
    book: Book, template: TemplateSpec, blocks: Sequence[Block], words: Mapping[str, str]
) -> tuple[Mapping[str, Cell], list[Finding]]:
    """The prose of every section, written or not."""
    if not template.texts:
        return MappingProxyType({}), []
    grid = book.grid(TEXTS)
    names = {text.key: fill(text.title, words) for text in template.texts}
    spots = _spots(blocks, TEXTS_MARK, TEXT_COLUMN, grid, names)
    if grid is None and not spots:
        return MappingProxyType({}), [Finding(Code.BLAD_SAKNAS, CellRef(TEXTS), Place("text"), expected=TEXTS)]
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    for key, title in names.items():
        if key not in spots:
            findings.append(_lost(key, title, "text", TEXTS, TEXTS))
            continue
        where, position = spots[key]
        cell, found = _prose(key, title, where, position)
        cells[key] = cell
        findings += found
    return MappingProxyType(cells), findings


def find_unknown_lines(blocks: Sequence[Block], template: TemplateSpec) -> Iterator[Finding]:
    """Facts and texts that something is written in, but that the mall does not have (any more)."""
    lists = (
        (FACTS, VALUE_COLUMN, "uppgift", {fact.key for fact in template.facts}),
        (TEXTS_MARK, TEXT_COLUMN, "text", {text.key for text in template.texts}),
    )
    for mark, column, table, known in lists:
        for block in (block for block in blocks if block.mark == mark and column in block.columns):
            for row in block.rows():
                key = block.key(row)
                if is_key(key) and key not in known and not _at(block, row, column).is_blank:
                    label = read_label(block.grid.cell(row, (block.key_column or 0) + 1)) or key
                    at = block.grid.ref(row, block.columns[column])
                    yield Finding(Code.AVSNITT_OKANT, at, Place(table, key), found=label)


def read_acknowledged(blocks: Sequence[Block]) -> tuple[tuple[Acknowledgement, ...], list[Finding]]:
    """What stands on the sheet Granskning; rows that say nothing understandable are told."""
    acknowledged: list[Acknowledgement] = []
    findings: list[Finding] = []
    for block in (block for block in blocks if block.mark == REVIEW_MARK):
        for row in block.rows():
            values = {key: read_label(_at(block, row, key)) for key in REVIEW_COLUMNS}
            if block.is_own(row) or not any(values.values()):
                continue
            if block.key(row) == REVIEW_ROW and not any(values[key] for key in ANSWER_COLUMNS):
                continue
            at = block.grid.ref(row, block.columns.get(REASON_COLUMN, 0))
            read = _acknowledgement(values, at)
            if read is not None:
                acknowledged.append(read)
                continue
            found = " ".join(filter(None, (values["kod"], values["plats"], values["bro"]))) or "kod och plats saknas"
            place = Place("granskning", cell=at.a1)
            findings.append(Finding(Code.KVITTERING_OLASLIG, at, place, found=found))
    return tuple(acknowledged), findings


def review_missing(book: Book, blocks: Sequence[Block]) -> Iterator[Finding]:
    """The sheet Granskning is there, or nothing on it counts."""
    if book.grid(REVIEW) is None and not any(block.mark == REVIEW_MARK for block in blocks):
        yield Finding(Code.BLAD_SAKNAS, CellRef(REVIEW), Place("granskning"), expected=REVIEW)


def _acknowledgement(values: Mapping[str, str], at: CellRef) -> Acknowledgement | None:
    code, place, found, reason, by, bridge = (values[key] for key in REVIEW_COLUMNS)
    amount = read_number(bridge)
    difference = amount if isinstance(amount, Decimal) else None
    if bridge and difference is None:
        return None
    try:
        known = Code[code.upper()].name
        return Acknowledgement(known, Place.parse(place), found, reason, by, at, difference)
    except (KeyError, ValueError):
        return None


def _at(block: Block, row: int, key: str) -> GridCell:
    column = block.columns.get(key)
    return GridCell() if column is None else block.grid.cell(row, column)


def _period(raw: GridCell) -> Period | None:
    """A period however it was typed, also when Excel made a date of it."""
    try:
        match raw.value:
            case date():
                return Period(raw.value.year, raw.value.month)
            case str() | Decimal():
                return Period.parse(read_label(raw))
    except ValueError:
        return None
    return None


def _marked(grid: Grid | None, mark: str) -> Position | None:
    """The cell to fill in on the row with that mark."""
    rows = (at for at, cell in grid.cells.items() if cell.value == mark) if grid else ()
    return next(((row, column + _FORM_VALUE) for row, column in rows), None)


def _spots(
    blocks: Sequence[Block], mark: str, column: str, grid: Grid | None, names: Mapping[str, str]
) -> dict[str, tuple[Grid, Position]]:
    """Where the value of each key stands: by the marks, and where these are gone to the right of the name."""
    block = next((block for block in blocks if block.mark == mark and column in block.columns), None)
    spots = {}
    if block is not None:
        for row in block.rows():
            if block.key(row) in names and block.key(row) not in spots:
                spots[block.key(row)] = (block.grid, (row, block.columns[column]))
    wanted = {same_words(name): key for key, name in reversed(list(names.items())) if key not in spots}
    if wanted and grid is not None:
        for (row, at), cell in sorted(grid.cells.items(), key=lambda item: item[0]):
            key = wanted.get(same_words(cell.value)) if isinstance(cell.value, str) else None
            if key is not None and key not in spots:
                spots[key] = (grid, (row, at + 1))
    return spots


def _fact(fact: FactSpec, grid: Grid, position: Position) -> tuple[Cell, list[Finding]]:
    kind = ColumnType.DATUM if fact.type == "datum" else ColumnType.TEXT
    cell, remarks = read_entered(grid.cell(*position), grid.ref(*position), Expects(kind))
    details = {"label": fact.label, "heading": START}
    place = Place("uppgift", fact.key)
    findings = [
        Finding(remark.code, cell.at, place, remark.found, remark.expected, details)
        for remark in remarks
        if remark.code not in _SILENT
    ]
    return cell, findings


def _prose(key: str, title: str, grid: Grid, position: Position) -> tuple[Cell, list[Finding]]:
    """A text as it was written; of a formula its last words."""
    raw, at, place = grid.cell(*position), grid.ref(*position), Place("text", key)
    details = {"label": title, "heading": TEXTS}
    findings = []
    if raw.error:
        findings.append(Finding(Code.EXCELFEL, at, place, raw.error, details=details))
    elif raw.formula and raw.value is None:
        findings.append(Finding(Code.FORMEL_UTAN_VARDE, at, place, raw.formula, details=details))
    return Cell(read_prose(raw) or None, at, formula=raw.formula), findings


def _lost(key: str, label: str, table: str, sheet: str, title: str) -> Finding:
    return Finding(Code.RAD_SAKNAS, CellRef(sheet), Place(table, key), expected=label, details={"table": title})
