"""Figures from Kolada: that the cells still say what Kolada said, of which year, and that our own figures agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_value
from reportgen.model.kolada import ID, OWN, YEAR, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Value

_WORDS: Final = (YEAR, ID)


def check_kolada(context: Context) -> Iterator[Finding]:
    """Every cell that is filled from Kolada, or held against it. Nothing where the mall asks Kolada for nothing."""
    tables = context.template.kolada_tables
    if not tables:
        return
    figures = {one.place: one for one in context.entered.kolada}
    for table in tables:
        for row in table.rows:
            spots = [context.by_place.get(Place(table.key, row.key, column.key)) for column in table.columns[1:]]
            there = [spot for spot in spots if spot is not None]
            yield from _row(context, there, figures) if row.kolada else ()


def _row(context: Context, spots: list[Spot], figures: dict[Place, KoladaFigure]) -> Iterator[Finding]:
    own = [one for spot in spots if (one := figures.get(spot.place)) and not one.is_held]
    year = max((one.year for one in [one for one in own if one.part == OWN] or own), default=None)
    values = [spot for spot in spots if spot.column.kolada and spot.column.kolada not in _WORDS]
    said = next((spot for spot in spots if spot.column.kolada == YEAR), None)
    yield from _values(context, values, figures, year)
    if said is not None:
        yield from _year(context, said, values, own, year)
    if figures and not own and values and not any(spot.is_typed for spot in values):
        spec = values[0].spec
        yield context.finding(Code.KOLADA_SAKNAS, values[0], expected=(spec.kolada if spec else None) or "")
    for spot in spots:
        one = figures.get(spot.place)
        if one is not None and one.is_held and not _agree(spot.derived.value, one.value, spot.rule.decimals):
            yield _finding(context, Code.KOLADA_EGET_VARDE, spot, one)


def _values(
    context: Context, spots: list[Spot], figures: dict[Place, KoladaFigure], year: int | None
) -> Iterator[Finding]:
    """Figures that are not what Kolada said, that have no source, or are of another year than their row."""
    for spot in spots:
        one = figures.get(spot.place)
        if one is None:
            if spot.is_typed:
                yield context.finding(
                    Code.KOLADA_UTAN_KALLA, spot, found=_shown(spot.entered.value, spot.rule.decimals)
                )
            continue
        if not _agree(spot.entered.value, one.value, spot.rule.decimals):
            yield _finding(context, Code.KOLADA_ANDRAT, spot, one)
        if one.year != year:
            yield context.finding(
                Code.KOLADA_OLIKA_AR, spot, found=str(one.year), expected=str(year), who=one.who, id=one.label
            )


def _year(
    context: Context, said: Spot, values: list[Spot], own: list[KoladaFigure], year: int | None
) -> Iterator[Finding]:
    """A year that is lacking, is not that of the figures, or not the latest that there was."""
    text = said.entered.text.strip()
    if any(spot.is_typed for spot in values) and not text:
        yield context.finding(Code.KOLADA_AR_SAKNAS, said, expected=str(year or ""))
    elif year is not None and text and text != str(year):
        yield context.finding(
            Code.KOLADA_ANDRAT, said, found=text, expected=str(year), id=own[0].label, file=own[0].file
        )
    newest = max((one.newest for one in [one for one in own if one.part == OWN] or own), default=0)
    if year is not None and year < newest:
        yield context.finding(Code.KOLADA_AR_GAMMALT, said, found=str(year), expected=str(newest), id=own[0].label)


def _finding(context: Context, code: Code, spot: Spot, one: KoladaFigure) -> Finding:
    decimals = spot.rule.decimals
    return context.finding(
        code,
        spot,
        found=_shown(spot.derived.value, decimals),
        expected=_shown(one.value, decimals),
        id=one.label,
        year=str(one.year),
        who=one.who,
        file=one.file,
    )


def _agree(written: Value, said: Value, decimals: int) -> bool:
    """Whether a cell says what Kolada says, as far as it is printed."""
    if isinstance(written, Decimal) and isinstance(said, Decimal):
        return round_half_up(written, decimals) == round_half_up(said, decimals)
    return written == said


def _shown(value: Value, decimals: int) -> str:
    return "tom" if value in (None, "") else format_value(value, decimals)
