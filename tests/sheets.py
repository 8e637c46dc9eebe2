"""A mall with everything the workbook can hold, workbooks made of it without a file, and edits as a person would make them.

book = edited(book_of(report), "Ekonomi", {"C9": "1 234,5", "B11": None})
report, findings = parse_report(book, MALL)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

from drawing import template
from reportgen.model.finding import Finding
from reportgen.model.period import Period
from reportgen.model.position import column_index
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import Cell, Origin, Value
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.grid import Area, Book, Grid, GridCell, Position, Raw
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.parse import parse_report
from reportgen.workbook.plan import to_grid
from reportgen.workbook.write import workbook_bytes

PERIOD = Period(2024, 8)
CREATED = datetime(2024, 8, 31, tzinfo=UTC)

MALL = template("""
    [[uppgift]]
    nyckel = "diarienummer"
    etikett = "Diarienummer"
    [[uppgift]]
    nyckel = "datum"
    etikett = "Datum"
    typ = "datum"
    obligatorisk = true

    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
    grupp = "1 Början"
    obligatorisk = true
    hjalp = "Kort."
    [[text]]
    nyckel = "slut"
    rubrik = "Slutord {ar}"
    grupp = "2 Slut"

    [[skala]]
    nyckel = "lage"
    niva = [
      { nyckel = "g", text = "Uppnås, helt", farg = "gron", rang = 3 },
      { nyckel = "d", text = "Delvis", farg = "gul", rang = 2 },
      { nyckel = "n", text = "Nej", farg = "rod", rang = 1 },
    ]

    [[blad]]
    namn = "Mål & mått"
    tabeller = ["mal", "matt"]
    hjalp = "Mål och deras mått."

    [[tabell]]
    nyckel = "mal"
    titel = "Nämndens mål {ar}"
    form = "register"
    fria_rader = 2
    kolumn = [
      { nyckel = "mal", rubrik = "Mål", typ = "etikett", hjalp = "Målets namn." },
      { nyckel = "lage", rubrik = "Bedömning", typ = "status", skala = "lage", obligatorisk = true },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "vard", etikett = "Trygg vård {ar}" },
      { nyckel = "arbete", etikett = "God arbetsmiljö" },
    ]

    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "mal"
    gruppkolumn = "Område"
    fria_rader = 3
    rad = [
      { nyckel = "franvaro", etikett = "Sjukfrånvaro", foralder = "arbete", grupp = "Personal", fast = { enhet = "%" } },
      { nyckel = "nojd", etikett = "Nöjda medarbetare", foralder = "arbete", grupp = "Personal", fast = { enhet = "index" } },
      { nyckel = "vantan", etikett = "Kö", foralder = "vard", grupp = "Brukare", vill = "ner", fast = { enhet = "dagar {ar}" } },
    ]
    [[tabell.kolumn]]
    nyckel = "matt"
    rubrik = "Mått"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "borde"
    rubrik = "Värde"
    grupp = "Mål {ar}"
    typ = "varde"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Värde"
    grupp = "Utfall {ar}"
    typ = "varde"
    decimaler = 1
    [[tabell.kolumn]]
    nyckel = "datum"
    rubrik = "Mätt"
    typ = "datum"
    [[tabell.kolumn]]
    nyckel = "enhet"
    rubrik = "Enhet"
    typ = "text"
    [[tabell.kolumn]]
    nyckel = "styr"
    rubrik = "Styr mot"
    typ = "text"
    val_ur = "mal"

    [[tabell.kolumn]]
    nyckel = "nas"
    rubrik = "Nås"
    typ = "status"
    skala = "lage"
    obligatorisk = true
    bedoms = { varde = "utfall", mot = "borde", uppfyllt = "g", ej = "n" }

    [[tabell]]
    nyckel = "ekonomi"
    titel = "Ekonomi"
    enhet = "tkr"
    teckenregel = "Plus är bättre än budget."
    fria_rader = 3
    not = [{ marke = "*)", text = "Exklusive hyror." }]
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget {ar}", obligatorisk = true, hjalp = "Hela året." },
      { nyckel = "prognos", rubrik = "Prognos {ar}" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "budget - prognos", plus = true },
      { nyckel = "procent", rubrik = "Avvikelse %", typ = "procent", formel = "avvikelse / budget * 100", visas_pa = "summor" },
      { nyckel = "andel", rubrik = "Andel", typ = "procent", decimaler = 1 },
      { nyckel = "antal", rubrik = "Antal", typ = "antal", summeras = false },
    ]
    [[tabell.rad]]
    nyckel = "rubrik"
    etikett = "Kostnader"
    typ = "rubrik"
    [[tabell.rad]]
    nyckel = "personal"
    etikett = "Personal"
    [[tabell.rad]]
    nyckel = "vikarier"
    etikett = "varav vikarier"
    typ = "varav"
    varav_av = "personal"
    [[tabell.rad]]
    nyckel = "hyror"
    etikett = "Hyror {ar}"
    grupp = "Övriga kostnader"
    [[tabell.rad]]
    nyckel = "ovrigt"
    etikett = "Övrigt"
    grupp = "Övriga kostnader"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["personal", "hyror", "ovrigt", "fria_rader"]
    inmatning = "valfri"
    [[tabell.rad]]
    nyckel = "bokfort"
    etikett = "Bokfört"
    typ = "summa"
    summera = ["personal", "hyror", "ovrigt", "fria_rader"]
    inmatning = "ja"

    [[tabell]]
    nyckel = "nyckeltal"
    titel = "Nyckeltal"
    kolumn = [
      { nyckel = "tal", rubrik = "Nyckeltal", typ = "etikett" },
      { nyckel = "belopp", rubrik = "Belopp", enhet = "tkr", uppslag = { tabell = "ekonomi", kolumn = "prognos" } },
      { nyckel = "per_manad", rubrik = "Per månad", enhet = "tkr", formel = "belopp / manad" },
    ]
    rad = [
      { nyckel = "personal", etikett = "Personal", uppslag = ["personal"] },
      { nyckel = "allt", etikett = "Allt", uppslag = ["personal", "hyror", "ovrigt"] },
    ]

    [[tabell]]
    nyckel = "antal"
    titel = "Antal"
    kolumn = [
      { nyckel = "vad", rubrik = "Vad", typ = "etikett" },
      { nyckel = "alla", rubrik = "Alla", typ = "antal", raknar = {} },
      { nyckel = "nadda", rubrik = "Nådda", typ = "antal", raknar = { kolumn = "lage", nivaer = ["g", "d"] } },
    ]
    rad = [
      { nyckel = "mal", etikett = "Mål", raknar = { tabeller = ["mal"] } },
    ]
""")  # fmt: skip

EKONOMI, MAL = "Ekonomi", "Mål & mått"


def empty(spec: TemplateSpec = MALL) -> Report:
    return empty_report(spec, "Socialnämnden", PERIOD)


def filled(report: Report, values: Mapping[str, Value | int | str], labels: Mapping[str, str] | None = None) -> Report:
    """The report with these values by `tabell.rad.kolumn`; labels of free rows by `tabell.rad`."""
    tables: dict[str, Table] = dict(report.tables)
    for place, value in values.items():
        table, row, column = place.split(".")
        cell = Cell(Decimal(value) if isinstance(value, int) else value)
        tables[table] = _with_row(tables[table], row, lambda found, c=column, v=cell: found.with_cells({c: v}))  # type: ignore[misc]
    for place, label in (labels or {}).items():
        table, row = place.split(".")
        tables[table] = _with_row(tables[table], row, lambda found, name=label: replace(found, label=name))  # type: ignore[misc]
    return report.with_tables(tables)


def book_of(report: Report, spec: TemplateSpec = MALL) -> Book:
    """The workbook of a report, as it would be read from its file."""
    return Book("prov.xlsx", tuple(to_grid(plan) for plan in lay_out(report, spec)))


def file_of(report: Report, spec: TemplateSpec = MALL) -> bytes:
    return workbook_bytes(lay_out(report, spec), created=CREATED)


def edited(book: Book, sheet: str, changes: Mapping[str, Raw | int | GridCell]) -> Book:
    """The workbook with other content in some cells; None empties one. Formulas are given as a `GridCell`.

    The other formulas lose their values, as when a program that cannot calculate has saved the workbook.
    """
    book = replace(book, grids=tuple(map(_not_worked_out, book.grids)))

    def change(grid: Grid) -> Grid:
        cells = dict(grid.cells)
        for a1, value in changes.items():
            cells.pop(position(a1), None)
            if value is not None:
                cells[position(a1)] = value if isinstance(value, GridCell) else _raw(value)
        return replace(grid, cells=MappingProxyType(cells))

    return with_grid(book, sheet, change)


def moved(book: Book, sheet: str, rows: Mapping[int, int]) -> Book:
    """The sheet with its rows in other places: old number → new number; the others stay."""

    def change(grid: Grid) -> Grid:
        cells = {(rows.get(row, row), column): cell for (row, column), cell in grid.cells.items()}
        return replace(grid, cells=MappingProxyType(cells))

    return with_grid(book, sheet, change)


def shifted_down(book: Book, sheet: str, at: int, by: int = 1) -> Book:
    """Rows inserted above row `at`."""

    def change(grid: Grid) -> Grid:
        lower = {area: by if area.top >= at else 0 for area in grid.merged}
        merged = (Area(a.top + n, a.left, a.bottom + n, a.right) for a, n in lower.items())
        cells = {(row + by if row >= at else row, column): cell for (row, column), cell in grid.cells.items()}
        return replace(grid, cells=MappingProxyType(cells), merged=tuple(merged))

    return with_grid(book, sheet, change)


def with_grid(book: Book, sheet: str, change: Callable[[Grid], Grid]) -> Book:
    assert book.grid(sheet) is not None, sheet
    return replace(book, grids=tuple(change(grid) if grid.name == sheet else grid for grid in book.grids))


def without(book: Book, sheet: str) -> Book:
    return replace(book, grids=tuple(grid for grid in book.grids if grid.name != sheet))


def position(a1: str) -> Position:
    letters = re.sub(r"\d", "", a1)
    return int(a1[len(letters) :]), column_index(letters)


def read(book: Book, spec: TemplateSpec = MALL) -> tuple[Report, list[tuple[str, str]]]:
    """The report, and the codes and cells of what was found."""
    report, findings = parse_report(book, spec)
    return report, seen(findings)


def seen(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code.name, str(finding.at)) for finding in findings]


def bare(report: Report) -> Report:
    """What people have entered: no positions, no worked-out or standing values, no spare rows that nobody used."""
    return replace(
        report,
        facts=_bare_cells(report.facts),
        texts=_bare_cells(report.texts),
        tables={key: _bare_table(table) for key, table in report.tables.items()},
        acknowledged=tuple(replace(ack, at=None) for ack in report.acknowledged),
        period_at=None,
    )


def _bare_table(table: Table) -> Table:
    rows = (replace(row, cells=_bare_cells(row.cells), at=None, added=False) for row in table.rows)
    return Table(table.key, tuple(row for row in rows if not (row.is_empty and row.parent is None)))


def _bare_cells(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    entered = {key: cell for key, cell in cells.items() if cell.origin is Origin.ENTERED and not cell.is_empty}
    return {key: Cell(cell.value) for key, cell in entered.items()}


def _with_row(table: Table, key: str, change: Callable[[Row], Row]) -> Table:
    assert table.row(key) is not None, f"{table.key}.{key}"
    return replace(table, rows=tuple(change(row) if row.key == key else row for row in table.rows))


def _not_worked_out(grid: Grid) -> Grid:
    cells = {at: replace(cell, value=None) if cell.formula else cell for at, cell in grid.cells.items()}
    return replace(grid, cells=MappingProxyType(cells))


def _raw(value: Raw | int) -> GridCell:
    if isinstance(value, int) and not isinstance(value, bool):
        return GridCell(Decimal(value))
    assert isinstance(value, Decimal | str | bool | date) or value is None or hasattr(value, "minute")
    return GridCell(value)
