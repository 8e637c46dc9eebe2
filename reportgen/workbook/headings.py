"""Headings of columns as they stand on the sheet: one that somebody has changed is taken to be meant, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.model.table import group_key
from reportgen.spec.schema import TableSpec
from reportgen.spec.words import fill, fill_known
from reportgen.workbook.cells import read_label
from reportgen.workbook.locate import Block
from reportgen.workbook.marks import GROUP_HEADINGS, HEADINGS
from reportgen.workbook.words import same_words


def read_headings(
    block: Block, spec: TableSpec, made: Mapping[str, str], now: Mapping[str, str]
) -> tuple[dict[str, tuple[str, CellRef]], list[Finding]]:
    """The changed headings and their cells by column, those over several columns by `group_key` of each; a finding for each.

    `made` and `now` are the words between braces as the workbook was made, and as they are.
    """
    rows = {block.key(row): row for row in reversed(block.rows())}
    changed: dict[str, tuple[str, CellRef]] = {}
    findings: list[Finding] = []
    for mark, heading, keys in _headings(spec):
        row, at = rows.get(mark), block.columns.get(keys[0].rpartition(".")[2])
        text = read_label(block.grid.cell(row, at)) if row is not None and at is not None else ""
        expected = fill_known(heading, now)
        if row is None or at is None or not text or _says(text, fill_known(heading, made), expected):
            continue
        ref = block.grid.ref(row, at)
        changed |= dict.fromkeys(keys, (text, ref))
        place = Place(spec.key, None, keys[0].rpartition(".")[2])
        details = {"table": fill(spec.title, now)}
        findings.append(Finding(Code.RUBRIK_ANDRAD, ref, place, text, expected, details))
    return changed, findings


def _headings(spec: TableSpec) -> Iterator[tuple[str, str, list[str]]]:
    """Mark of the row, the mall's words, and the keys that the heading goes by."""
    for column in spec.columns:
        yield HEADINGS, column.heading, [column.key]
    for group, columns in groupby(spec.columns, key=lambda column: column.group):
        if group:
            yield GROUP_HEADINGS, group, [group_key(column.key) for column in columns]


def _says(text: str, *headings: str) -> bool:
    return same_words(text) in map(same_words, headings)
