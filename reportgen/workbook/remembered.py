"""A workbook read by its own marks, without the mall that it was made from: what an older mall had is known from the file.

Its tables, rows, columns, texts and facts are those whose keys stand in the hidden cells. What kind of value a cell holds is
asked of the mall as it is now, where that has a place for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from reportgen.model.finding import Code
from reportgen.model.position import CellRef, column_index
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Origin, Value
from reportgen.spec.load import complete
from reportgen.spec.moves import Moved, Moves
from reportgen.spec.schema import ColumnType, TableSpec, TemplateSpec
from reportgen.spec.words import fill
from reportgen.workbook.cells import Expects, read_entered, read_label, read_prose
from reportgen.workbook.formulas import sheets_named
from reportgen.workbook.grid import Book, Grid, GridCell
from reportgen.workbook.last_time import is_ours
from reportgen.workbook.lists import VALUE_COLUMN
from reportgen.workbook.locate import Block, find_blocks
from reportgen.workbook.marks import (
    FACTS,
    GROUP,
    HEADINGS,
    META_SHEET,
    PARENT,
    TABLE,
    TEXT_COLUMN,
    TEXTS,
    UNPLACED_ROW,
    is_key,
)
from reportgen.workbook.meta import read_meta, read_snapshot
from reportgen.workbook.numbers import read_number
from reportgen.workbook.parse import parse_report
from reportgen.workbook.placing import names
from reportgen.workbook.words import same_words

_FREE: Final = re.compile(r"(?:fri|ny)_\d+")
_ANYTHING: Final = Expects(ColumnType.VARDE)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something written that has no place in a report: where it stood, what it is, its value, and why it has none."""

    place: str
    label: str
    value: Value
    why: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a workbook says by its own marks. `spec` is the mall as the workbook tells it; `loose` stood outside its tables;
    `own_sheets` are those that people have added. `renamed` are the rows (table, row) and `headings` the headings by table,
    see `Table`, that people have given another name.
    """

    report: Report
    spec: TemplateSpec
    loose: tuple[Unplaced, ...] = ()
    own_sheets: tuple[str, ...] = ()
    renamed: frozenset[tuple[str, str]] = frozenset()
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))


def is_free(key: str) -> bool:
    """Whether a row with that key was filled in on a spare row, or inserted."""
    return bool(_FREE.fullmatch(key))


def remember(book: Book, template: TemplateSpec) -> Remembered:
    """The workbook as it tells of itself; `template` is the mall as it is now.

    A cell whose formula refers to cells of the tables has `Origin.COMPUTED`: it was worked out from what is there.
    """
    blocks = find_blocks(book.grids, template.model_copy(update={"tables": []}), {})
    spec = _spec(book, blocks, Moves(template))
    report, findings = parse_report(book, spec)
    ours = {block.grid.name for block in blocks}
    tables = {key: _with_origins(table, ours) for key, table in report.tables.items()}
    outside = (finding.at for finding in findings if finding.code is Code.UTANFOR_TABELL and finding.at)
    loose = [
        *beside_tables(book, blocks, outside),
        *stated_twice(blocks),
        *_owners(blocks, spec),
        *_comments(book),
        *kept_unplaced(book),
    ]
    known = {*ours, META_SHEET, *(grid.name for grid in book.grids if any(True for _ in _kept_rows(grid)))}
    own = tuple(grid.name for grid in book.grids if grid.name not in known)
    known_as, _ = parse_report(book, template)
    headings = {table.key: table.headings for table in known_as.tables.values() if table.headings}
    if report.version == template.info.version:
        renamed = _renamed(known_as, template)
    else:
        renamed = _renamed(report, spec)
        loose += _older_headings(headings)
        headings = {}
    report = report.with_tables(tables)
    return Remembered(report, spec, tuple(loose), own, renamed, MappingProxyType(headings))


def _renamed(report: Report, spec: TemplateSpec) -> frozenset[tuple[str, str]]:
    """The rows of the mall that have another name than it gives them."""
    words = names(report)
    given = {(table.key, row.key): fill(row.label, words) for table in spec.tables for row in table.rows}
    rows = (((table.key, row.key), row.label) for table in report.tables.values() for row in table.rows)
    return frozenset(at for at, label in rows if at in given and label and same_words(label) != same_words(given[at]))


def _older_headings(headings: Mapping[str, Mapping[str, str]]) -> Iterator[Unplaced]:
    """Headings that are not those of the mall now: somebody's, or the older mall's."""
    for table, changed in headings.items():
        for key, text in changed.items():
            yield Unplaced(f"{table}.{key}", "Rubrik", text, "mallens rubrik gäller nu")


def _spec(book: Book, blocks: Sequence[Block], moves: Moves) -> TemplateSpec:
    """The mall as the workbook's marks tell it."""
    meta = read_meta(book)
    sent = read_snapshot(meta)
    first = {block.mark.removeprefix(TABLE): block for block in reversed(blocks) if block.mark.startswith(TABLE)}
    found = {key: block for key, block in first.items() if is_key(key) and any(map(is_key, block.columns))}
    owners = {moves.table(key): key for key in found}
    types = {fact.key: fact.type for fact in moves.spec.facts}
    facts = _lines(blocks, FACTS, VALUE_COLUMN)
    raw = {
        "mall": {"namn": meta.template, "titel": meta.template, "version": meta.version},
        "del": [{"titel": meta.template}],
        "uppgift": [{**fact, "typ": _fact_type(fact["nyckel"], moves, types)} for fact in facts],
        "text": [{"nyckel": line["nyckel"], "rubrik": line["etikett"]} for line in _lines(blocks, TEXTS, TEXT_COLUMN)],
        "skala": [scale.model_dump(by_alias=True) for scale in moves.spec.scales],
        "tabell": [_table(key, block, sent.table(key), moves, owners) for key, block in found.items()],
    }
    return complete(TemplateSpec.model_validate(raw))


def _lines(blocks: Sequence[Block], mark: str, column: str) -> list[dict[str, str]]:
    """The facts or texts of the workbook."""
    lines: dict[str, str] = {}
    for block in (block for block in blocks if block.mark == mark and column in block.columns):
        for row in block.rows():
            if is_key(block.key(row)):
                label = read_label(block.grid.cell(row, (block.key_column or 0) + 1))
                lines.setdefault(block.key(row), label.removesuffix("*").strip() or block.key(row))
    return [{"nyckel": key, "etikett": label} for key, label in lines.items()]


def _fact_type(key: str, moves: Moves, types: Mapping[str, str]) -> str:
    went = moves.lines(Moved.UPPGIFT, key)
    return types.get(went[0].key, "text") if went else "text"


def _table(key: str, block: Block, sent: Table, moves: Moves, owners: dict[str | None, str]) -> dict[str, Any]:
    now = moves.spec.table(moves.table(key) or "")
    keys = [column for column in block.columns if is_key(column)]
    label = now.label_column.key if now and now.label_column.key in keys else keys[0]
    parent = owners.get(now.parent) if now and now.parent and PARENT in block.columns else None
    return {
        "nyckel": key,
        "titel": now.title if now else key,
        "form": "register",
        "enhet": now.unit if now else "",
        **({"foralder": parent} if parent else {}),
        "kolumn": [
            {"nyckel": label, "rubrik": _heading(block, label) or label, "typ": "etikett"},
            *(_column(key, column, block, moves, now) for column in keys if column != label),
        ],
        "rad": [_row(key, row, moves) for row in _rows(block, sent)],
    }


def _column(table: str, key: str, block: Block, moves: Moves, now: TableSpec | None) -> dict[str, Any]:
    """The column as the mall has it now, without what it works out; anything may stand in one that is gone."""
    raw = {"nyckel": key, "rubrik": _heading(block, key) or key, "typ": "varde"}
    went = moves.columns(table, key, now.key) if now else []
    column = now.column(went[0].key) if now and len(went) == 1 else None
    if column is None or column.type is ColumnType.ETIKETT:
        return raw
    kept = {"typ": column.type.value, "enhet": column.unit, "skala": column.scale}
    return raw | {name: value for name, value in kept.items() if value is not None}


def _rows(block: Block, sent: Table) -> list[Row]:
    """The rows that the mall had: those sent out, and any other with a key that no free row has."""
    keys = [block.key(row) for row in block.rows()]
    rows = {row.key: row for row in sent.rows if not is_free(row.key)}
    rows |= {key: Row(key, key) for key in keys if is_key(key) and not is_free(key) and key not in rows}
    return list(rows.values())


def _row(table: str, row: Row, moves: Moves) -> dict[str, Any]:
    went = moves.rows(table, row.key)
    now = moves.spec.table(went[0].table) if len(went) == 1 else None
    spec = now.row(went[0].key) if now else None
    raw = {"nyckel": row.key, "etikett": row.label, "enhet": spec.unit if spec else None}
    return {name: value for name, value in raw.items() if value is not None}


def _heading(block: Block, column: str) -> str:
    row = next((row for row in block.rows() if block.key(row) == HEADINGS), None)
    return read_label(block.grid.cell(row, block.columns[column])) if row else ""


def _with_origins(table: Table, ours: Collection[str]) -> Table:
    """The table with what was worked out from its own workbook's tables marked as such."""

    def origin(cell: Cell) -> Cell:
        own = sheets_named(cell.formula or "") & {"", *ours}
        return replace(cell, origin=Origin.COMPUTED) if own else cell

    rows = (replace(row, cells=MappingProxyType({k: origin(c) for k, c in row.cells.items()})) for row in table.rows)
    return replace(table, rows=tuple(rows))


def beside_tables(book: Book, blocks: Sequence[Block], places: Iterable[CellRef]) -> Iterator[Unplaced]:
    """What people have written beside the tables; the names of groups are the mall's."""
    for at in places:
        grid, column = book.grid(at.sheet), column_index(at.column or "A")
        groups = (block.columns.get(GROUP) for block in blocks if block.grid is grid and at.row in block.rows())
        if grid is not None and at.row is not None and column not in groups:
            yield Unplaced(str(at), "Skrivet utanför tabellerna", _value(grid.cell(at.row, column), at))


def stated_twice(blocks: Sequence[Block]) -> Iterator[Unplaced]:
    """The values of tables and columns that stood once more."""
    seen: set[str] = set()
    for block in blocks:
        if not block.mark.startswith(TABLE):
            continue
        copied = block.mark in seen
        seen.add(block.mark)
        columns = [*(block.columns.values() if copied else ()), *(column for _, column in block.doubled)]
        for row in (row for row in block.rows() if not block.is_own(row)):
            for column in columns:
                cell = block.grid.cell(row, column)
                if not cell.is_blank:
                    at = block.grid.ref(row, column)
                    yield Unplaced(str(at), "Tabell eller kolumn som står två gånger", _value(cell, at))


def _owners(blocks: Sequence[Block], spec: TemplateSpec) -> Iterator[Unplaced]:
    """Whom free rows belonged to, in tables whose rows belong to nobody any more."""
    for block in blocks:
        table = spec.table(block.mark.removeprefix(TABLE))
        if table is None or table.parent or PARENT not in block.columns:
            continue
        for row in (row for row in block.rows() if is_free(block.key(row))):
            if text := read_label(block.grid.cell(row, block.columns[PARENT])):
                yield Unplaced(f"{table.key}.{block.key(row)}", "Hör till", text)


def _comments(book: Book) -> Iterator[Unplaced]:
    """People's notes on cells."""
    for grid in book.grids:
        for position, text in sorted(grid.comments.items()):
            if is_ours(text):
                continue
            yield Unplaced(str(grid.ref(*position)), "Anteckning", text)


def kept_unplaced(book: Book) -> list[Unplaced]:
    """What has had no place before, as the sheet Utan plats holds it."""
    return [_kept_row(grid, row) for grid in book.grids for row in _kept_rows(grid)]


def _kept_row(grid: Grid, row: int) -> Unplaced:
    place, label, why = (read_prose(grid.cell(row, column)) for column in (1, 2, 4))
    return Unplaced(place, label, _as_kept(grid.cell(row, 3)), why)


def _kept_rows(grid: Grid) -> Iterator[int]:
    return (row for row in grid.rows() if grid.text(row, 0) == UNPLACED_ROW)


def _as_kept(raw: GridCell) -> Value:
    """A value as the sheet Utan plats holds it: words are words, also those that look like a number."""
    match raw.value:
        case datetime():
            return raw.value.date()
        case Decimal() | date():
            return raw.value
        case _:
            words = read_prose(raw)
            return DASH if read_number(words) is DASH else words


def _value(raw: GridCell, at: CellRef) -> Value:
    cell, _ = read_entered(raw, at, _ANYTHING)
    return cell.value if not cell.is_empty else cell.formula
