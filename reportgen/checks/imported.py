"""What the economy system's exports could not say: amounts in no row, in several, and figures that are others than theirs.

An imported total of a row that is worked out is a given sum, and held against its parts as one that somebody typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure, gap_of, words
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number
from reportgen.model.imported import ImportedLine, LooseAmount
from reportgen.model.position import CellRef, Place
from reportgen.model.rounding import round_half_up
from reportgen.spec.schema import IMPORTED, KONTERING
from reportgen.spec.words import fill_known

_FIRST = 6
"""The first row of the sheet Kontering that can be written in, when none has been."""


def check_imported_figures(context: Context) -> Iterator[Finding]:
    """Each cell has what the export gives it, as it is printed; a total that is worked out within what rounding explains."""
    for line in context.imports.figures if context.imports else ():
        spot = context.by_place.get(line.place)
        if spot is None:
            continue
        if spot.rule.is_entered:
            yield from _typed(context, spot, line)
        else:
            yield from _worked_out(context, spot, line)


def check_loose_amounts(context: Context) -> Iterator[Finding]:
    """Every amount of the export is in one row of each table that takes from it, or deliberately in none."""
    if context.imports is None:
        return
    loose: defaultdict[tuple[str, str, tuple[str, ...]], list[LooseAmount]] = defaultdict(list)
    for one in context.imports.loose:
        loose[one.table, one.codes, one.rows].append(one)
    for (key, codes, rows), amounts in loose.items():
        table = context.template.table(key)
        if table is None:
            continue
        found = ", ".join(f"{one.measure} {format_number(one.amount, 2)} kr" for one in amounts)
        place = Place(KONTERING.lower(), key, cell=codes)
        label = f"Belopp {codes}" if codes.startswith("utan") else codes[:1].upper() + codes[1:]
        details = {"label": label, "table": context.title(table)}
        if not rows:
            yield Finding(Code.EJ_KONTERAT, _free_line(context), place, found, details=MappingProxyType(details))
            continue
        cells = _lines_of(context, key, rows)
        details |= {
            "rows": ", ".join(_name(context, key, row) for row in rows),
            "cells": ", ".join(c.a1 for c in cells),
        }
        at = cells[0] if cells else CellRef(KONTERING)
        yield Finding(Code.KONTERAT_TVA_GANGER, at, place, found, details=MappingProxyType(details))


def check_unbalanced_vouchers(context: Context) -> Iterator[Finding]:
    """A voucher that was let through though it does not balance is told, so that it is not forgotten."""
    for one in context.imports.unbalanced if context.imports else ():
        place = Place(IMPORTED.lower(), cell=f"{one.file} {one.voucher}")
        details = {"label": one.voucher, "line": str(one.line), "file": one.file}
        found = format_number(one.rest, 2)
        yield Finding(Code.VERIFIKATION_OBALANS, one.cell, place, found, details=MappingProxyType(details))


def _typed(context: Context, spot: Spot, line: ImportedLine) -> Iterator[Finding]:
    value, decimals = spot.entered.number, spot.rule.decimals
    is_same = value is not None and round_half_up(value, decimals) == round_half_up(line.value, decimals)
    if spot.is_typed and not is_same:
        found, expected = words(spot.entered.value, decimals), figure(line.value, decimals)
        yield context.finding(Code.IMPORT_ANNAT_VARDE, spot, found, expected, file=line.file)


def _worked_out(context: Context, spot: Spot, line: ImportedLine) -> Iterator[Finding]:
    """A cell that is worked out to something else than the export's own total."""
    spreads, decimals = context.once(Spreads), spot.rule.decimals
    found = spreads.at(spot.place)
    gap = spreads.between(found, Spread(line.value))
    if found is None or gap is None or abs(gap.value) <= gap.uncertainty:
        return
    finding = context.finding(
        Code.IMPORT_SUMMA_FEL,
        spot,
        figure(found.value, decimals),
        figure(line.value, decimals),
        difference=figure(gap.value, decimals),
        tolerance=figure(gap.uncertainty, decimals),
    )
    yield replace(finding, gap=gap_of(gap.value, gap.uncertainty, decimals))


def _free_line(context: Context) -> CellRef:
    """Where a new line can be written on the sheet Kontering."""
    lines = context.imports.lines if context.imports else ()
    return CellRef(KONTERING, max((line.at.row or 0 for line in lines if line.at), default=_FIRST - 1) + 1, "B")


def _lines_of(context: Context, table: str, rows: Sequence[str]) -> list[CellRef]:
    """The lines of the sheet Kontering that name those rows, by key or by name, and have codes."""
    spec = context.template.table(table)
    named = {"": "", table: table, _plain(context.title(spec)) if spec else table: table}
    wanted = {*rows, *(_plain(_name(context, table, row)) for row in rows)}
    lines = context.imports.lines if context.imports else ()
    return [
        line.at
        for line in lines
        if line.at and line.has_codes and _plain(line.table) in named and _plain(line.row) in wanted
    ]


def _name(context: Context, table: str, key: str) -> str:
    """What the row is called in the workbook."""
    row, spec = context.entered.table(table).row(key), context.template.table(table)
    named = spec.row(key) if spec else None
    return row.name if row and row.name else fill_known(named.label, context.names) if named else key


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
