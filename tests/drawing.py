"""Malls and reports drawn as text in a test, with the positions they would have in a workbook.

    spec = template('''
        [[tabell]]
        nyckel = "drift"
        …
    ''')
    drawn = report(spec, '''
        drift  | utfall | budget
        vard   | 1,5    | 2,0
        totalt | 3,6    |
    ''')

A table stands on its mall's sheet with its headings in row 3, keys in column A and labels from B4 down. A row that the
mall does not have is written `key: label`. Empty is empty, `-` a dash, `~` whatever the mall puts there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from textwrap import dedent
from types import MappingProxyType

from reportgen.checks import Context
from reportgen.derive.report import derive
from reportgen.model.finding import Finding
from reportgen.model.period import Period
from reportgen.model.position import CellRef, column_letter
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import DASH, Cell, Origin, Value
from reportgen.spec.load import complete
from reportgen.spec.schema import START, TEXTS, TableSpec, TemplateSpec

HEADING_ROW = 3

BASE = """
[mall]
namn = "prov"
titel = "Prov"
version = "1.0"

[[del]]
titel = "Prov"
"""


def template(toml: str, head: str = BASE) -> TemplateSpec:
    """The mall with these tables, texts and checks; `head` when the test is about the mall itself."""
    return complete(TemplateSpec.model_validate(tomllib.loads(head + dedent(toml))))


def report(
    spec: TemplateSpec,
    tables: str = "",
    *,
    period: str = "2024-08",
    facts: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
    acknowledged: Iterable[Acknowledgement] = (),
    version: str = "1.0",
) -> Report:
    """The report as the reader would give it."""
    drawn = [_table(spec, lines) for lines in _groups(tables)]
    return Report(
        template=spec.info.name,
        version=version,
        namnd="Socialnämnden",
        period=Period.parse(period),
        facts=_cells(facts or {}, START),
        tables=MappingProxyType({table.key: table for table in drawn}),
        texts=_cells(texts or {}, TEXTS),
        acknowledged=tuple(acknowledged),
    )


def context(spec: TemplateSpec, entered: Report) -> Context:
    """What a check is given."""
    return Context(spec, entered, derive(entered, spec))


def seen(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and cell of each finding."""
    return [(finding.code.name, str(finding.at)) for finding in findings]


def value(text: str) -> Value:
    """A drawn cell: "1 234,5" is a number, "-" a dash, the rest words."""
    if not text:
        return None
    if text == "-":
        return DASH
    try:
        return Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return text


def _cells(texts: Mapping[str, str], sheet: str) -> Mapping[str, Cell]:
    return MappingProxyType(
        {key: Cell(text or None, CellRef(sheet, n, "C")) for n, (key, text) in enumerate(texts.items(), start=2)}
    )


def _groups(text: str) -> Iterator[list[list[str]]]:
    """Tables stand apart by an empty line; cells by bars."""
    for block in dedent(text).strip().split("\n\n"):
        if block.strip():
            yield [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def _table(spec: TemplateSpec, lines: list[list[str]]) -> Table:
    (key, *columns), *rows = lines
    table = spec.table(key)
    assert table is not None, f"no table {key}"
    letters = {column.key: column_letter(n) for n, column in enumerate(table.columns, start=1)}
    assert set(columns) <= set(letters), columns
    sheet = spec.sheet_of(key)
    drawn = (_row(table, row, columns, CellRef(sheet, n, "B"), letters) for n, row in enumerate(rows, HEADING_ROW + 1))
    return Table(key, tuple(drawn), sheet, MappingProxyType(letters))


def _row(table: TableSpec, drawn: list[str], columns: list[str], at: CellRef, letters: Mapping[str, str]) -> Row:
    key, _, label = (part.strip() for part in drawn[0].partition(":"))
    spec = table.row(key)
    cells = {
        column: Cell(value(text), CellRef(at.sheet, at.row, letters[column]), Origin.ENTERED)
        for column, text in zip(columns, drawn[1:], strict=True)
        if text != "~"
    }
    return Row(
        key=key,
        label=spec.label if spec else label,
        kind=spec.kind if spec else RowKind.POST,
        cells=MappingProxyType(cells),
        at=at,
        parent=spec.parent if spec else None,
        added=spec is None,
    )
