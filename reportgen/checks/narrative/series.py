"""The figures of a report by what they are about: one series for each row, or for each measure where the rows are years.

    Resultaträkning, Personalkostnader: {utfall 2023: …, utfall 2022: …, budget 2023: …, prognos 2023: …}

A series knows the phrases that name it in prose: its label, what the mall says it is also called, its title where the table is
about one thing. It knows its figures as formulas of cells, so that a tolerance can be worked out for anything made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.phrases import Phrase, context_stems, phrases
from reportgen.checks.narrative.roles import Role, What, role_of
from reportgen.claims.numerals import Kind
from reportgen.model.format import KRONOR
from reportgen.model.period import MANADER_KORT
from reportgen.model.position import Place
from reportgen.model.table import Row, RowKind
from reportgen.spec.formula import Binary, Call, Expr, Number, Ref
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec

_LABEL_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_ABOUT: Final = re.compile(r",? (?:per månad|ackumulerad|antal \w+|jan\w*[–-]\w+).*$", re.IGNORECASE)
"""What the title of a month series says beyond what it is about."""


@dataclass(frozen=True, eq=False)
class Series:
    """`figures` by role, the best first. `row` is the key of the row it stands on, None where its table's rows are years.

    `good` is +1 where a larger figure is better (income, net cost written with minus), −1 where it is worse, 0 where unknown.
    `total` says that it is the whole of its table. `means` are means over months by role.
    """

    table: TableSpec
    row: str | None
    label: str
    kind: Kind
    unit: str
    figures: dict[Role, list[Expr]]
    phrases: tuple[Phrase, ...]
    context: frozenset[str]
    total: bool = False
    monthly: bool = False
    good: int = 0
    means: dict[Role, list[Expr]] = field(default_factory=dict)
    generic: bool = False


class Catalogue:
    """Every series of a report, and where their phrases start."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period = context.entered.period
        self.series: tuple[Series, ...] = tuple(self._all())

    @cached_property
    def by_stem(self) -> dict[str, list[tuple[Phrase, Series]]]:
        """The phrases that start with a stem, longest first, with what they name."""
        found: dict[str, list[tuple[Phrase, Series]]] = {}
        for series in self.series:
            for phrase in series.phrases:
                for stem in phrase[0]:
                    found.setdefault(stem, []).append((phrase, series))
        for entries in found.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return found

    @cached_property
    def by_label(self) -> dict[str, list[Series]]:
        """The series with the same label: of other kinds, and of other tables."""
        found: dict[str, list[Series]] = {}
        for series in self.series:
            found.setdefault(series.label, []).append(series)
        return found

    @cached_property
    def totals(self) -> tuple[Series, ...]:
        """The series that tell of the whole nämnd: of the totals those that are as large as the largest."""
        totals = [(self._size(series), series) for series in self.series if series.total and series.kind is Kind.MONEY]
        largest = max((size for size, _ in totals), default=Decimal(0))
        return tuple(series for size, series in totals if size * 1000 >= largest * 999)

    def _size(self, series: Series) -> Decimal:
        """The largest figure of a series in kronor, sign aside."""
        refs = [expr for exprs in series.figures.values() for expr in exprs if isinstance(expr, Ref)]
        numbers = (self.context.derived.cell(Place(*ref.parts)).number for ref in refs)
        return max((abs(number) for number in numbers if number is not None), default=Decimal(0)).scaleb(
            KRONOR.get(series.unit, 0)
        )

    def of_row(self, table: str, row: str) -> tuple[Series, ...]:
        return tuple(series for series in self.series if series.table.key == table and series.row == row)

    def _all(self) -> Iterator[Series]:
        for table in self.context.template.tables:
            if table.key not in self.context.entered.tables:
                continue
            if _months(table):
                yield from self._monthly(table)
            elif self._rows_are_periods(table):
                yield from self._by_column(table)
            else:
                yield from self._by_row(table)

    def _heading(self, column: ColumnSpec, table: TableSpec) -> str:
        return self.context.heading(column, table)

    def _rows(self, table: TableSpec) -> Iterable[Row]:
        return self.context.derived.table(table.key).rows

    # --- rows with columns for outcome, budget, forecast ---------------------------------------------------------

    def _by_row(self, table: TableSpec) -> Iterator[Series]:
        columns = [(column, self._column_role(column, table)) for column in table.columns[1:]]
        columns = [(column, role) for column, role in columns if _is_figure(column)]
        title = context_stems(self.context.title(table), *table.called)
        inner = _summed(table)
        for row in self._rows(table):
            spec = table.row(row.key)
            by_kind: dict[tuple[Kind, str], dict[Role, list[Expr]]] = {}
            values = []
            for column, role in columns:
                if role is None or not _has(row, column):
                    continue
                unit = self._unit(table, row, column)
                kind = _kind(unit, column)
                by_kind.setdefault((kind, unit), {}).setdefault(role, []).append(Ref((table.key, row.key, column.key)))
                if role.what in (What.OUTCOME, What.BUDGET, What.FORECAST) and kind is Kind.MONEY:
                    values.append(row.cell(column.key).number or 0)
            called = tuple(spec.called) if spec else ()
            year = _LABEL_YEAR.search(row.name)
            named = phrases(row.name, called, self.context.entered.namnd)
            for (kind, unit), figures in by_kind.items():
                yield Series(
                    table, row.key, row.name, kind, unit, figures, named,
                    title | context_stems(spec.group if spec else ""),
                    total=row.kind is RowKind.SUMMA and row.key not in inner and not year,
                    good=1 if any(value < 0 for value in values) or (spec is not None and spec.sign == "plus") else 0,
                )  # fmt: skip

    def _column_role(self, column: ColumnSpec, table: TableSpec) -> Role | None:
        heading = self._heading(column, table)
        role = role_of(heading, column.key, self.period)
        named = " ".join(column.called).lower()
        if role is None:
            role = role_of(named, column.key, self.period) if named else None
        elif named and re.search(r"avvikelse|överskott|underskott", named):
            return Role(What.VARIANCE, role.year, role.part)
        if column.lookup and role and role.what is What.VARIANCE:
            return Role(What.VARIANCE, role.year, part="prognos" not in heading.lower() and role.part)
        if role and role.what is What.VARIANCE and column.formula:
            return self._variance_role(column, table, role)
        return role

    def _variance_role(self, column: ColumnSpec, table: TableSpec, role: Role) -> Role | None:
        """A variance is of the part of the year when an outcome of it is in its formula."""
        names = re.findall(r"[a-z][a-z0-9_]*", column.formula or "")
        parts = [table.column(name) for name in names]
        roles = [role_of(self._heading(part, table), part.key, self.period) for part in parts if part is not None]
        whats = {part.what for part in roles if part}
        if What.BUDGET not in whats:
            return None
        return Role(What.VARIANCE, role.year, any(part and part.what is What.OUTCOME and part.part for part in roles))

    def _unit(self, table: TableSpec, row: Row, column: ColumnSpec) -> str:
        spot = self.context.by_place.get(Place(table.key, row.key, column.key))
        unit = spot.rule.unit if spot else column.unit or table.unit
        heading = self._heading(column, table)
        if "%" in row.name or "procent" in row.name.lower():
            return "%"
        written = re.search(r"\((tkr|mnkr|mkr|kr)\)", f"{heading} {table.title}")
        return unit or (written[1] if written else "")

    # --- rows that are years or scenarios, columns that are measures ---------------------------------------------

    def _rows_are_periods(self, table: TableSpec) -> bool:
        rows = list(self._rows(table))
        roles = [role_of(row.name, row.key, self.period) for row in rows]
        dated = [row for row, role in zip(rows, roles, strict=True) if role and (_LABEL_YEAR.search(row.name))]
        bare = all(_bare_label(row.name) for row in rows)
        return bool(rows) and len(dated) == len(rows) and bare

    def _by_column(self, table: TableSpec) -> Iterator[Series]:
        title = context_stems(self.context.title(table), *table.called)
        for column in table.columns[1:]:
            if not _is_figure(column):
                continue
            figures: dict[Role, list[Expr]] = {}
            heading = self._heading(column, table)
            unit = ""
            measure = role_of(heading, column.key, self.period)
            for row in self._rows(table):
                role = role_of(row.name, row.key, self.period)
                if role is None or not _has(row, column):
                    continue
                unit = self._unit(table, row, column)
                what = What.BUDGET if measure and measure.what is What.BUDGET else role.what
                year = role.year
                if what is What.FORECAST and year < self.period.year:
                    what = What.OUTCOME
                figures.setdefault(Role(what, year, role.part), []).append(Ref((table.key, row.key, column.key)))
            yield Series(
                table, None, f"{heading}, {self.context.title(table)}", _kind(unit, column), unit, figures,
                phrases(re.sub(r"\([^)]*\)", "", heading), tuple(column.called), self.context.entered.namnd), title, generic=True,
            )  # fmt: skip

    # --- month series -------------------------------------------------------------------------------------------

    def _monthly(self, table: TableSpec) -> Iterator[Series]:
        months = _months(table)
        title = context_stems(self.context.title(table), *table.called)
        heading = ""
        groups: dict[tuple[str, str], list[tuple[Row, int]]] = {}
        for row in self._rows(table):
            if row.kind is RowKind.RUBRIK:
                heading = row.name
                continue
            year = _LABEL_YEAR.search(row.name)
            role = role_of(row.name, row.key, self.period)
            if year or role:
                own = " ".join(_LABEL_YEAR.sub("", row.name).split())
                own = "" if _bare_label(row.name) else own
                groups.setdefault((heading, own), []).append((row, int(year[0]) if year else role.year if role else 0))
        for (group, own), rows in groups.items():
            yield from self._month_series(table, months, group, own, rows, title)

    def _month_series(
        self,
        table: TableSpec,
        months: list[str],
        group: str,
        own: str,
        rows: list[tuple[Row, int]],
        title: frozenset[str],
    ) -> Iterator[Series]:
        figures: dict[Role, list[Expr]] = {}
        means: dict[Role, list[Expr]] = {}
        unit = ""
        others = [column for column in table.columns[1:] if column.key not in months and _is_figure(column)]
        for row, year in rows:
            role = role_of(row.name, row.key, self.period) or Role(What.OUTCOME, year)
            what = role.what if role.what in (What.BUDGET, What.FORECAST) else What.OUTCOME
            if what is What.FORECAST and "utfall" in row.name.lower():
                what = What.OUTCOME
            filled = [month for month in months if row.cell(month).number is not None]
            upto = [month for month in filled if months.index(month) < self.period.month]
            if not upto:
                continue
            column = table.column(months[0])
            unit = table.unit or (self._unit(table, row, column) if column else "")
            refs = tuple(Ref((table.key, row.key, month)) for month in upto)
            key = Role(what, year, part=self.period.month < 12)
            means.setdefault(key, []).append(Call("medel", refs))
            for other in others:
                if row.cell(other.key).number is not None:
                    mean = (
                        bool(other.formula and other.formula.startswith("medel"))
                        or "snitt" in self._heading(other, table).lower()
                    )
                    (means if mean else figures).setdefault(key, []).append(Ref((table.key, row.key, other.key)))
            if unit != "%":
                figures.setdefault(key, []).append(Call("summa", refs))
            figures.setdefault(key, []).append(Ref((table.key, row.key, upto[-1])))
        if not means:
            return
        called = tuple(table.called)
        label = own or self.context.title(table)
        also = (*called, _ABOUT.sub("", label)) if not own else _row_called(table, rows)
        named = phrases(re.sub(r",? antal \w+$", "", label), also, self.context.entered.namnd)
        column = table.column(months[0])
        kind = _kind(unit, column) if column else Kind.COUNT
        yield Series(
            table, None, label, kind, unit, figures, named, title | context_stems(group), monthly=True, means=means
        )


def _row_called(table: TableSpec, rows: list[tuple[Row, int]]) -> tuple[str, ...]:
    specs = [table.row(row.key) for row, _ in rows]
    return tuple(name for spec in specs if spec for name in spec.called)


def _has(row: Row, column: ColumnSpec) -> bool:
    return row.cell(column.key).number is not None


def _months(table: TableSpec) -> list[str]:
    """The keys of the month columns, if the table has all twelve."""
    keys = [column.key for column in table.columns if column.key in MANADER_KORT]
    return list(MANADER_KORT) if len(keys) == 12 else []


def _summed(table: TableSpec) -> set[str]:
    """The rows that some sum of the table adds up, or that a row's formula takes in."""
    return {part for row in table.rows for part in (*row.sum_of, *(re.findall(r"[a-z][a-z0-9_]*", row.formula or "")))}


def _bare_label(label: str) -> bool:
    """Whether a label is a year or a scenario and nothing else: "2023", "Budget 2025", "2024 prognos"."""
    rest = re.sub(
        r"(?<!\d)(?:19|20)\d\d(?!\d)|\([^)]*\)|\b(?:budget|utfall|prognos|bokslut|helår|plan|jan|aug)\b|[–,-]",
        "",
        label,
        flags=re.IGNORECASE,
    )
    return not rest.strip()


def _is_figure(column: ColumnSpec) -> bool:
    return column.type.is_numeric or column.type is ColumnType.VARDE


def _kind(unit: str, column: ColumnSpec) -> Kind:
    if column.type is ColumnType.PROCENT or unit.startswith("%"):
        return Kind.PERCENT
    return Kind.MONEY if unit in KRONOR or unit.startswith("kr ") else Kind.COUNT


def part_of_year(budget: Expr, month: int) -> Expr:
    """The year's budget for the months that have passed, where no budget of the period is given: a twelfth each."""
    return Binary("/", Binary("*", budget, Number(Decimal(month))), Number(Decimal(12)))
