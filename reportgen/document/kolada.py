"""What is said under a table or a chart of figures from Kolada: the source, ids and years, and what a mean is of.

RKA asks for "Källa: Kolada" at figures as they stand there; what is worked out from them is the report's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from reportgen.model.kolada import OWN, PROTECTED, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.table import Table
from reportgen.model.value import DASH
from reportgen.spec.schema import TableSpec

_UNWEIGHTED: Final = "alla kommuner väger lika, stora som små"


def kolada_notes(spec: TableSpec, table: Table, figures: Sequence[KoladaFigure]) -> Iterator[tuple[str, str]]:
    """The notes of a table, or a view of it; none when nothing in it is from Kolada."""
    if not figures:
        return
    rows = {row.key: row for row in table.rows}
    columns = {column.key for column in spec.columns if column.kolada}
    shown = [
        one
        for one in figures
        if one.place.table == spec.key and one.place.row in rows and one.place.column in columns and not one.is_held
    ]
    if not shown:
        return
    yield "", f"{_source(shown)}."
    yield from (("", words) for words in _means(spec, shown))
    yield from (("", words) for words in _other_years(table, shown))
    values = [rows[one.place.row or ""].cell(one.place.column or "").value for one in shown]
    signs = [".. = värdet är skyddat"] * (PROTECTED in values) + ["– = värdet saknas"] * (DASH in values)
    if signs:
        yield "", f"{', '.join(signs)}."


def kolada_source(figures: Sequence[KoladaFigure], places: Iterable[Place]) -> str:
    """The source of what a chart shows; empty when none of it is from Kolada."""
    if not figures:
        return ""
    wanted = set(places)
    shown = [one for one in figures if one.place in wanted and not one.is_held]
    means = ", ".join(dict.fromkeys(one.who for one in shown if one.is_mean))
    said = f". Ovägt medelvärde: {means}" if means else ""
    return f"{_source(shown).removeprefix('Källa: ')}{said}" if shown else ""


def _source(shown: Sequence[KoladaFigure]) -> str:
    """The key figures with their years, each once."""
    years: dict[str, list[int]] = {}
    for one in shown:
        years.setdefault(one.label, []).append(one.year)
    told = ", ".join(f"{label} ({_span(found)})" for label, found in years.items())
    return f"Källa: Kolada, nyckeltal {told}"


def _means(spec: TableSpec, shown: Sequence[KoladaFigure]) -> Iterator[str]:
    """For each column with means: of whom, how many, and that they are unweighted."""
    for column in spec.columns:
        means = [one for one in shown if one.place.column == column.key and one.is_mean]
        for who in dict.fromkeys(one.who for one in means):
            own = [one for one in means if one.who == who]
            numbers = sorted({one.count for one in own if isinstance(one.value, Decimal)})
            of = f" av {_span(numbers)} kommuner" if numbers and numbers != [1] else ""
            ours = ", egen beräkning" if any("," in one.area for one in own) else ""
            yield f"{who}: ovägt medelvärde{of}{ours}; {_UNWEIGHTED}."


def _other_years(table: Table, shown: Sequence[KoladaFigure]) -> Iterator[str]:
    """The figures that are of another year than their row."""
    for row in table.rows:
        own = [one for one in shown if one.place.row == row.key]
        year = max((one.year for one in [one for one in own if one.part == OWN] or own), default=0)
        yield from (f"{row.name}, {one.who}: avser {one.year}." for one in own if one.year != year)


def _span(numbers: Iterable[int]) -> str:
    """2024, or 2022–2024."""
    found = sorted(set(numbers))
    return str(found[0]) if len(found) == 1 else f"{found[0]}\u2013{found[-1]}"
