"""Malls and filled reports of every kind, for tests that must hold for all of them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from drawing import BASE
from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import DASH, Cell, Value
from reportgen.spec.load import complete
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec, TemplateSpec
from reportgen.workbook.cells import read_label
from reportgen.workbook.grid import GridCell
from reportgen.workbook.layout import empty_report
from reportgen.workbook.numbers import looks_like_number, read_number
from reportgen.workbook.words import clean_text, same_words

NUMBERS = st.decimals(-(10**8), 10**8, places=4).map(lambda n: Decimal(f"{n.normalize():f}"))
DATES = st.dates(date(1901, 1, 1), date(2090, 12, 31))
LETTERS = st.sampled_from("abcdåäöÅÄÖéü ,.-–−()%&'\"<>*:;/!?{}[]_#=1234567890")
LINES = st.text(LETTERS, min_size=1, max_size=20)
PROSE = (
    st.lists(LINES, min_size=1, max_size=4)
    .map("\n".join)
    .map(clean_text)
    .filter(lambda t: t and read_number(t) is not DASH)
)
LABELS = (
    st.text(LETTERS, min_size=1, max_size=25)
    .map(lambda t: read_label(GridCell(t)))
    .filter(lambda t: bool(same_words(t)))
)
WORDS = PROSE.filter(lambda t: not isinstance(read_number(t, "tkr"), Decimal) and not looks_like_number(t))
LEVELS = ("Ja, helt", "Delvis", "Nej")

_COLUMNS: dict[str, dict[str, Any]] = {
    "belopp": {"typ": "belopp", "decimaler": 1},
    "antal": {"typ": "antal", "summeras": False},
    "procent": {"typ": "procent", "decimaler": 2},
    "varde": {"typ": "varde", "grupp": "Över"},
    "text": {"typ": "text"},
    "status": {"typ": "status", "skala": "lage"},
    "datum": {"typ": "datum"},
    "diff": {"typ": "belopp", "formel": "belopp - antal", "plus": True},
    "kvot": {"typ": "procent", "formel": "belopp / antal * 100", "visas_pa": "poster"},
}


@st.composite
def malls(draw: st.DrawFn) -> TemplateSpec:
    """A mall with one to three tables of any columns and rows, sums, groups, spare rows and owners."""
    tables = [draw(_tables(n)) for n in range(draw(st.integers(1, 3)))]
    content = {
        **tomllib.loads(BASE),
        "uppgift": [{"nyckel": "nummer", "etikett": "Nummer"}, {"nyckel": "dag", "etikett": "Dag", "typ": "datum"}],
        "text": [{"nyckel": f"text_{n}", "rubrik": f"Text {n}"} for n in range(draw(st.integers(0, 2)))],
        "skala": [{"nyckel": "lage", "niva": [{"nyckel": f"n{n}", "text": text} for n, text in enumerate(LEVELS)]}],
        "tabell": tables,
    }
    if draw(st.booleans()):
        content["blad"] = [{"namn": "Allt & mer", "tabeller": [table["nyckel"] for table in tables]}]
    return complete(TemplateSpec.model_validate(content))


@st.composite
def _tables(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kinds = draw(st.lists(st.sampled_from(list(_COLUMNS)), min_size=1, max_size=5, unique=True))
    if "diff" in kinds or "kvot" in kinds:
        kinds = [*dict.fromkeys(["belopp", "antal", *kinds])]
    posts = draw(st.integers(0 if number else 1, 4))
    free = draw(st.integers(0 if posts else 1, 3))
    labels = draw(st.lists(LABELS, min_size=posts, max_size=posts, unique_by=same_words))
    rows: list[dict[str, Any]] = [{"nyckel": f"rad_{n}", "etikett": label} for n, label in enumerate(labels)]
    for row in rows:
        row |= draw(st.sampled_from([{}, {"grupp": "Grupp ett"}, {"grupp": "Grupp två"}]))
        if number and draw(st.booleans()):
            row["foralder"] = "rad_0"
    if posts and draw(st.booleans()):
        entry = draw(st.sampled_from(["nej", "ja", "valfri"]))
        parts = [row["nyckel"] for row in rows] + (["fria_rader"] if free else [])
        rows.append(
            {"nyckel": "summa", "etikett": "Summan av allt", "typ": "summa", "summera": parts, "inmatning": entry}
        )
    return {
        "nyckel": f"tabell_{number}",
        "titel": f"Tabell {number}",
        "form": "register",
        "enhet": "tkr",
        "fria_rader": free,
        "gruppkolumn": draw(st.sampled_from(["", "Grupp"])),
        "kolumn": [{"nyckel": "namn", "rubrik": "Namn", "typ": "etikett"}]
        + [{"nyckel": kind, "rubrik": kind.capitalize(), **_COLUMNS[kind]} for kind in kinds],
        "rad": rows,
        **({"foralder": "tabell_0"} if number else {}),
    }


@st.composite
def filled_reports(draw: st.DrawFn, spec: TemplateSpec) -> Report:
    """A report of the mall with any values that people may enter, some cells left empty."""
    report = empty_report(spec, "Nämnden för prov", Period(2024, 8))
    owners = draw(_filled(spec.tables[0], report.table(spec.tables[0].key), []))
    tables = {spec.tables[0].key: owners}
    named = [row for row in owners.rows if row.label]
    for table in spec.tables[1:]:
        tables[table.key] = draw(_filled(table, report.table(table.key), named))
    facts = {"nummer": Cell(draw(st.none() | PROSE)), "dag": Cell(draw(st.none() | DATES))}
    texts = {text.key: Cell(draw(st.none() | PROSE)) for text in spec.texts}
    place = Place(spec.tables[0].key, "rad_0", "belopp")
    acks = draw(st.lists(st.builds(lambda r: Acknowledgement("SUMMA_FEL", place, "1,5", r), LABELS), max_size=2))
    report = replace(report, facts=MappingProxyType(facts), texts=MappingProxyType(texts), acknowledged=tuple(acks))
    return report.with_tables(tables)


@st.composite
def _filled(draw: st.DrawFn, spec: TableSpec, table: Table, owners: list[Row]) -> Table:
    rules = rules_of(spec, table)
    taken = {same_words(row.label) for row in spec.rows}
    rows = []
    for row in table.rows:
        cells = {}
        for column in spec.columns[1:]:
            kind = rules[row.key, column.key].kind
            if kind in (CellKind.INPUT, CellKind.GIVEN, CellKind.OVERTYPE):
                cells[column.key] = Cell(draw(st.none() | values(column)))
        if spec.row(row.key) is None:
            used = draw(st.booleans())
            label = draw(LABELS.filter(lambda text: same_words(text) not in taken)) if used else ""
            taken.add(same_words(label))
            parent = draw(st.sampled_from([None, *(owner.key for owner in owners)])) if used and spec.parent else None
            row = replace(row, label=label, parent=parent)
            cells = cells if used else {}
        elif spec.parent and row.parent is None and row.kind is RowKind.POST and owners:
            row = replace(row, parent=draw(st.sampled_from([None, *(owner.key for owner in owners)])))
        rows.append(row.with_cells(cells))
    return replace(table, rows=tuple(rows))


def values(column: ColumnSpec) -> st.SearchStrategy[Value]:
    """What people may enter in a column, as the reader would give it."""
    match column.type:
        case ColumnType.TEXT:
            return PROSE | st.just(DASH)
        case ColumnType.STATUS:
            return st.sampled_from(LEVELS) | st.just(DASH)
        case ColumnType.DATUM:
            return DATES | st.just(DASH)
        case ColumnType.VARDE:
            return NUMBERS | WORDS | st.just(DASH)
        case _:
            return NUMBERS | st.just(DASH)
