"""Tables → series: by row, by measure where the rows are years, by what is counted where the columns are months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportgen.checks.narrative.phrases import Phrase, context_stems
from reportgen.checks.narrative.roles import Role, What
from reportgen.checks.narrative.series import Figures, Series
from reportgen.checks.narrative.source import LABEL_YEAR, NAME, Source, has_figure, is_bare, kind_of
from reportgen.claims.numerals import Kind
from reportgen.claims.sentences import tokens
from reportgen.model.table import Row, RowKind
from reportgen.spec.formula import Call, Expr, Ref
from reportgen.spec.schema import ColumnSpec, TableSpec

_ABOUT: Final = re.compile(r",? (?:per månad|ackumulerad|antal \w+|jan\w*[–-]\w+).*$", re.IGNORECASE)
"""What the title of a month series says beyond what it is about."""
_COUNTED: Final = re.compile(r",? antal \w+$")
_PARENTHESIS: Final = re.compile(r"\([^)]*\)")
_PRICE: Final = re.compile(r"\bper\s+(?!månad|år|person)\w+|[àáa]-pris|\bpris\b|dygnspris|dygnskostnad", re.IGNORECASE)
_UNIT_WORDS: Final = 20
"""Letters of a cell that says what a row counts."""
_SHORT: Final = 4
"""Letters of a word that names nothing alone."""
_AMOUNTS: Final = (What.OUTCOME, What.BUDGET, What.FORECAST)


def series_of(source: Source) -> Iterator[Series]:
    """The series of a table, whatever its form."""
    if source.months:
        return _by_month(source)
    return _by_measure(source) if source.rows_are_periods() else _by_row(source)


# --- rows with columns for outcome, budget, forecast ------------------------------------------------------------------


def _by_row(source: Source) -> Iterator[Series]:
    roles = [(column, role) for column in source.figures if (role := source.column_role(column))]
    inner = _summed(source.table)
    for row in source.rows:
        spec = source.table.row(row.key)
        group = context_stems(spec.group if spec else "")
        named = source.phrases(row.name, spec.called if spec else ())
        counted = context_stems(
            *(cell.text for cell in row.cells.values() if cell.number is None and 2 < len(cell.text) < _UNIT_WORDS)
        )
        total = row.kind is RowKind.SUMMA and row.key not in inner and not LABEL_YEAR.search(row.name)
        for (kind, unit), figures in _figures(source, row, roles).items():
            priced = unit.startswith("kr ") or bool(_PRICE.search(row.name)) or _is_price(source, figures)
            good = int(_is_cost(row, figures) or (spec is not None and spec.sign == "plus"))
            yield Series(
                source.table,
                row.key,
                row.name,
                kind,
                unit,
                figures,
                named,
                source.about | group,
                total=total,
                good=good,
                priced=priced,
                counted=counted if kind is Kind.COUNT else frozenset(),
            )


def _figures(source: Source, row: Row, roles: list[tuple[ColumnSpec, Role]]) -> dict[tuple[Kind, str], Figures]:
    """The figures of a row by kind and unit: a row may hold amounts and counts."""
    found: dict[tuple[Kind, str], Figures] = {}
    for column, role in roles:
        if has_figure(row, column):
            unit = source.unit(row, column)
            figures = found.setdefault((kind_of(unit, column), unit), {})
            figures.setdefault(role, []).append(Ref((source.table.key, row.key, column.key)))
    return found


def _is_price(source: Source, figures: Figures) -> bool:
    """Whether the columns are those of prices."""
    refs = [expr for exprs in figures.values() for expr in exprs if isinstance(expr, Ref)]
    columns = [column for ref in refs if (column := source.table.column(ref.parts[2]))]
    return bool(columns) and all(_PRICE.search(f"{source.heading(column)} {column.group}") for column in columns)


def _is_cost(row: Row, figures: Figures) -> bool:
    """Whether amounts are written with minus: then plus is better, in them and in their variances."""
    refs = [expr for role, exprs in figures.items() if role.what in _AMOUNTS for expr in exprs if isinstance(expr, Ref)]
    return any((row.cell(ref.parts[2]).number or 0) < 0 for ref in refs)


def _summed(table: TableSpec) -> set[str]:
    """The rows that some sum of the table adds up, or that a row's formula takes in."""
    return {part for row in table.rows for part in (*row.sum_of, *NAME.findall(row.formula or ""))}


# --- rows that are years or scenarios, columns that are measures ------------------------------------------------------


def _by_measure(source: Source) -> Iterator[Series]:
    for column in source.figures:
        heading, figures, unit = source.heading(column), Figures(), ""
        own = source.column_role(column)
        for row in source.rows:
            role = source.row_role(row)
            if role is not None and has_figure(row, column):
                unit = source.unit(row, column)
                what = What.BUDGET if own and own.what is What.BUDGET else _settled(role, source)
                cell = Ref((source.table.key, row.key, column.key))
                figures.setdefault(Role(what, role.year, role.part), []).append(cell)
        named = source.phrases(_PARENTHESIS.sub("", heading), column.called)
        label = f"{heading}, {source.title}"
        yield Series(source.table, None, label, kind_of(unit, column), unit, figures, named, source.about, generic=True)


def _settled(role: Role, source: Source) -> What:
    """The forecast of an earlier year stands for its outcome."""
    return What.OUTCOME if role.what is What.FORECAST and role.year < source.period.year else role.what


# --- months -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted:
    """What rows of months count: the heading they stand under, and their label without its year, if that says more."""

    heading: str
    label: str


def _by_month(source: Source) -> Iterator[Series]:
    groups: dict[_Counted, list[Row]] = {}
    heading = ""
    for row in source.rows:
        if row.kind is RowKind.RUBRIK:
            heading = row.name
        elif source.row_role(row):
            label = "" if is_bare(row.name) else " ".join(LABEL_YEAR.sub("", row.name).split())
            groups.setdefault(_Counted(heading, label), []).append(row)
    headings = {counted.heading: context_stems(counted.heading) for counted in groups if counted.heading}
    for counted, rows in groups.items():
        rivals = tuple(words for other, words in headings.items() if other != counted.heading)
        yield from _month_series(source, counted, rows, rivals)


def _month_series(
    source: Source, counted: _Counted, rows: list[Row], rivals: tuple[frozenset[str], ...]
) -> Iterator[Series]:
    figures, means = Figures(), Figures()
    unit = source.table.unit or source.unit(rows[0], source.months[0])
    for row in rows:
        for mean, role, expr in _of_months(source, row, unit):
            (means if mean else figures).setdefault(role, []).append(expr)
    if means:
        label, group = counted.label or source.title, context_stems(counted.heading)
        yield Series(
            source.table, None, label, kind_of(unit, source.months[0]), unit, figures,
            source.phrases(_COUNTED.sub("", label), _called(source, counted, rows)) or _bare(label), source.about | group,
            means=means, monthly=True, group=group, rivals=rivals, months=_single_months(source, rows),
        )  # fmt: skip


def _single_months(source: Source, rows: list[Row]) -> dict[tuple[int, int], Expr]:
    """The outcome of each month by year and month."""
    roles = [(row, source.row_role(row)) for row in rows]
    outcomes = [
        (row, role.year)
        for row, role in roles
        if role and (role.what not in (What.BUDGET, What.FORECAST) or "utfall" in row.name.lower())
    ]
    return {
        (year, n): Ref((source.table.key, row.key, column.key))
        for row, year in outcomes
        for n, column in enumerate(source.months, 1)
        if has_figure(row, column)
    }


def _of_months(source: Source, row: Row, unit: str) -> Iterator[tuple[bool, Role, Expr]]:
    """The figures of a row of months up to the report's own: mean or not, role, formula. The sum comes before the last month."""
    own = source.row_role(row)
    passed = [column for column in source.months[: source.period.month] if has_figure(row, column)]
    if own is None or not passed:
        return
    what = own.what if own.what in (What.BUDGET, What.FORECAST) and "utfall" not in row.name.lower() else What.OUTCOME
    role = Role(what, own.year, part=source.period.month < 12)
    cells = tuple(Ref((source.table.key, row.key, column.key)) for column in passed)
    yield True, role, Call("medel", cells)
    months = {column.key for column in source.months}
    for column in source.figures:
        if column.key not in months and has_figure(row, column):
            mean = (column.formula or "").startswith("medel") or "snitt" in source.heading(column).lower()
            yield mean, role, Ref((source.table.key, row.key, column.key))
    if unit != "%":
        yield False, role, Call("summa", cells)
    yield False, role, cells[-1]


def _bare(label: str) -> tuple[Phrase, ...]:
    """The name of months that count no more than "Hushåll"."""
    words = tokens(label)
    return ((words[0].stems,),) if len(words) == 1 and len(words[0].word) > _SHORT else ()


def _called(source: Source, counted: _Counted, rows: list[Row]) -> tuple[str, ...]:
    """What the mall calls the series: on its rows, or where a table is one series on the table."""
    if not counted.label:
        return (*source.table.called, _ABOUT.sub("", source.title))
    specs = [source.table.row(row.key) for row in rows]
    return tuple(name for spec in specs if spec for name in spec.called)
