"""What the sheet Granskning is to say: a row for every finding. Pure.

A row that somebody has written on stays where it is. Rows that only reportgen has filled in are free to be used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef
from reportgen.workbook.cells import read_label
from reportgen.workbook.locate import Block
from reportgen.workbook.marks import ABOUT, ANSWER_COLUMNS, CELL, GRADE, REVIEW_COLUMNS, REVIEW_ROW
from reportgen.workbook.review_sheet import SETTLED

_OF_REVIEW = frozenset({Code.KVITTERING_INAKTUELL, Code.KVITTERING_OLASLIG, Code.KVITTERING_UTAN_SKAL})
_TOLD = (GRADE, CELL, ABOUT)


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be written: words by column, "" for a cell to be emptied, nothing for one to be left. `at` is linked to."""

    row: int
    words: Mapping[str, str]
    at: CellRef | None = None
    mark: str | None = None
    """What the hidden column is to say; None leaves it."""


@dataclass(frozen=True, slots=True)
class Review:
    """The rows to be written, and the row of each finding, in their order; None for one that has none."""

    lines: tuple[Line, ...] = ()
    rows: tuple[int | None, ...] = field(default_factory=tuple)


def review(block: Block | None, findings: Sequence[Finding]) -> Review:
    """The rows of the sheet, its block as it is now. New rows come by gravity, then in the order of the findings."""
    if block is None:
        return Review(rows=(None,) * len(findings))
    touched, ours = _rows(block)
    lines = {row: Line(row, MappingProxyType(dict.fromkeys(_TOLD, ""))) for row in touched}
    empty = dict.fromkeys((*_TOLD, *REVIEW_COLUMNS), "")
    lines |= {row: Line(row, MappingProxyType(empty), mark="") for row in ours}
    free = _free(block, touched)
    rows: dict[int, int | None] = {}
    new: dict[tuple[str, str, str], int] = {}
    for n in sorted(range(len(findings)), key=lambda n: (-findings[n].severity, n)):
        finding = findings[n]
        if (row := _answered_row(finding, block)) is not None:
            lines[row] = _told(row, finding)
        elif finding.settled_at is None:
            key = (finding.code.name, str(finding.place), finding.found)
            if key not in new:
                new[key] = next(free)
                lines[new[key]] = _new(new[key], finding)
            row = new[key]
        rows[n] = row
        if row and finding.earlier and finding.earlier.at and finding.earlier.at.sheet == block.grid.name:
            before = finding.earlier.at.row or 0
            lines[before] = Line(
                before, MappingProxyType({GRADE: "", CELL: "", ABOUT: f"Gäller inte längre: se rad {row}."})
            )
    return Review(tuple(lines[row] for row in sorted(lines)), tuple(rows[n] for n in range(len(findings))))


def about(finding: Finding) -> str:
    """The finding in words: what is wrong, what it was acknowledged for, what to do; or its reason."""
    history = finding.earlier.message if finding.earlier else ""
    return "\n".join(filter(None, (finding.message, history, finding.settled or finding.advice)))


def _rows(block: Block) -> tuple[set[int], set[int]]:
    """The rows that people have written on, and those that only we have."""
    touched, ours = set(), set()
    known = {block.key_column, *(block.columns[key] for key in block.columns)}
    beside = {row for (row, column), cell in block.grid.cells.items() if column not in known and not cell.is_blank}
    for row in (row for row in block.rows() if not block.is_own(row)):
        words = {key: read_label(block.grid.cell(row, at)) for key, at in block.columns.items()}
        wanted = ANSWER_COLUMNS if block.key(row) == REVIEW_ROW else REVIEW_COLUMNS
        if row in beside or any(words.get(key) for key in wanted):
            touched.add(row)
        elif block.key(row) == REVIEW_ROW:
            ours.add(row)
    return touched, ours


def _free(block: Block, touched: set[int]) -> Iterator[int]:
    row = block.top
    while True:
        row += 1
        if row not in touched and not block.is_own(row):
            yield row


def _answered_row(finding: Finding, block: Block) -> int | None:
    """The row that a person has written of the finding, or that the finding is about."""
    at = finding.at if finding.code in _OF_REVIEW else finding.settled_at
    return at.row if at and at.sheet == block.grid.name else None


def _told(row: int, finding: Finding) -> Line:
    grade = SETTLED if finding.reason else finding.severity.word
    words = finding.message if finding.reason else about(finding)
    at = None if finding.code in _OF_REVIEW else finding.at
    return Line(row, MappingProxyType({GRADE: grade, CELL: _cell(at), ABOUT: words}), at)


def _new(row: int, finding: Finding) -> Line:
    quoted = {"kod": finding.code.name, "plats": str(finding.place or ""), "varde": finding.found}
    told = {GRADE: finding.severity.word, CELL: _cell(finding.at), ABOUT: about(finding)}
    return Line(row, MappingProxyType(dict.fromkeys(ANSWER_COLUMNS, "") | told | quoted), finding.at, REVIEW_ROW)


def _cell(at: CellRef | None) -> str:
    return " ".join(filter(None, (at.sheet, at.a1))) if at else ""
