"""Derivation: every computed cell of a report worked out, in whatever order the formulas need each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from reportgen.derive.count import counted
from reportgen.derive.formula import evaluate
from reportgen.derive.judge import Judge, is_judged
from reportgen.derive.rules import CellKind, CellRule, cell_rule, free_row_keys
from reportgen.model.errors import SpecError
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import Cell, Origin, Value
from reportgen.spec.formula import DAYS, FEBRUARIES, Expr, Ref, references
from reportgen.spec.schema import ColumnSpec, LevelSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill


def scalars(period: Period) -> dict[str, Decimal]:
    """The numbers of the period that formulas may name."""
    numbers = {"ar": period.year, "manad": period.month, "dagar_ar": period.days_in_year, "dagar_period": period.days}
    numbers |= {name: period.days_of(month) for month, name in enumerate(DAYS, start=1)}
    numbers |= {name: period.days_of(2, years_back=back) for back, name in enumerate(FEBRUARIES, start=1)}
    return {name: Decimal(number) for name, number in numbers.items()}


def extra_rows(spec: TableSpec, table: Table) -> list[str]:
    """The keys of the rows that the mall does not name, in the order they stand."""
    known = {row.key for row in spec.rows}
    return [row.key for row in table.rows if row.key not in known]


def rules_of(spec: TableSpec, table: Table | None = None) -> dict[tuple[str, str], CellRule]:
    """(row key, column key) → rule, for the rows a table has, or those of a fresh workbook; the label column is left out."""
    extra = free_row_keys(spec) if table is None else extra_rows(spec, table)
    order = [row.key for row in spec.rows] + extra if table is None else [row.key for row in table.rows]
    own = {row.key: row for row in spec.rows}
    return {
        (key, column.key): cell_rule(spec, own.get(key), column, row_key=key, extra_rows=extra)
        for key in order
        for column in spec.columns[1:]
    }


def rule_at(spec: TableSpec, table: Table, row: Row, column: ColumnSpec) -> CellRule:
    """The rule of one cell; `rules_of` where many are asked for."""
    return cell_rule(spec, spec.row(row.key), column, row_key=row.key, extra_rows=extra_rows(spec, table))


def derive(report: Report, template: TemplateSpec, *, judged: bool = True) -> Report:
    """The report with every computed and standing cell filled; same tables, same rows in the same order.

    A cell that may be typed over keeps what was typed. A locked formula that was typed over gets its computed value,
    and a cell that the table does not have is emptied (checks on the entered report tell of both). Raises `SpecError` for
    rules that lead back to themselves through other tables; circles within one table are refused when the mall is loaded.
    Without `judged` no status is given by the mall's rules, and nothing counts it: so far a spreadsheet program gets.
    """
    calculator = _Calculator(report, template, judged=judged)
    tables = {}
    for spec in template.tables:
        table = report.table(spec.key)
        rules = calculator.rules[spec.key]
        rows = tuple(_derived_row(row, spec, table, rules, calculator) for row in table.rows)
        tables[spec.key] = replace(table, rows=rows)
    return report.with_tables(tables)


def evaluator(report: Report) -> _Lookup:
    """Gives the number of any name in a derived report: `evaluate(expr, evaluator(report))`."""
    return _Lookup(report)


class _Lookup:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.scalars = scalars(report.period)

    def __call__(self, ref: Ref) -> Decimal | None:
        if len(ref.parts) == 1:
            return self.scalars.get(ref.parts[0])
        return self.report.cell(Place(*ref.parts)).number


def _derived_row(
    row: Row, spec: TableSpec, table: Table, rules: Mapping[tuple[str, str], CellRule], calculator: _Calculator
) -> Row:
    cells = {}
    names = calculator.names
    for column in spec.columns[1:]:
        rule = rules[row.key, column.key]
        at = table.ref(row, column.key)
        if rule.kind is CellKind.STANDING:
            typed = row.cell(column.key)
            cells[column.key] = typed if not typed.is_empty else Cell(_standing(rule, names), at, Origin.STANDING)
        elif rule.kind in (CellKind.COMPUTED, CellKind.OVERTYPE) and rule.expr is not None:
            cells[column.key] = calculator.cell(Place(spec.key, row.key, column.key), at)
        elif rule.count is not None:
            cells[column.key] = Cell(calculator.number(Place(spec.key, row.key, column.key)), at, Origin.COMPUTED)
        elif (
            rule.kind is CellKind.INPUT
            and row.cell(column.key).is_empty
            and is_judged(calculator.template, spec, column)
        ):
            cells[column.key] = calculator.judged(Place(spec.key, row.key, column.key), at)
        elif rule.kind is CellKind.BLANK and not row.cell(column.key).is_empty:
            cells[column.key] = Cell(at=at)
    return row.with_cells(cells)


class _Calculator:
    """Works out cells on demand and remembers them, so that a sum may stand before its parts."""

    def __init__(self, report: Report, template: TemplateSpec, *, judged: bool) -> None:
        self.report, self.template, self.judges = report, template, judged
        self.judge = Judge(report, template, self.value, self.level)
        self.rules = {spec.key: rules_of(spec, report.table(spec.key)) for spec in template.tables}
        self.lookup = _Lookup(report)
        self.names = {**report.period.names(), "namnd": report.namnd}
        self.done: dict[Place, Decimal | None] = {}
        self.levels: dict[Place, LevelSpec | None] = {}
        self.open: set[Place] = set()
        self.rows_of = {key: table.rows for key, table in report.tables.items()}
        self.rows = {(table.key, row.key): (table, row) for table in report.tables.values() for row in table.rows}

    def cell(self, place: Place, at: CellRef | None) -> Cell:
        """The derived cell: what was typed where that is allowed, else the formula's value with its sources."""
        rule = self._rule(place)
        typed = self._typed(place)
        if rule is None or rule.expr is None:
            return typed
        if rule.kind is CellKind.OVERTYPE and typed.origin is Origin.ENTERED and not typed.is_empty:
            return typed
        return Cell(self.number(place), at, Origin.COMPUTED, sources=self._sources(rule.expr))

    def judged(self, place: Place, at: CellRef | None) -> Cell:
        """The status that the mall gives a cell which nobody has filled in; empty if it gives none."""
        level = self.level(place)
        return Cell(level.text, at, Origin.COMPUTED) if level else Cell(at=at)

    def number(self, place: Place) -> Decimal | None:
        if place not in self.done:
            with self._working_out(place):
                self.done[place] = self._work_out(place)
        return self.done[place]

    def value(self, place: Place) -> Value:
        """What stands in a cell: a number, worked out where it is, else what was entered or stands in the mall."""
        rule, typed = self._rule(place), self._typed(place)
        if rule is None or rule.kind in (CellKind.COMPUTED, CellKind.OVERTYPE):
            return self.number(place)
        return rule.standing if rule.kind is CellKind.STANDING and typed.is_empty else typed.value

    def level(self, place: Place) -> LevelSpec | None:
        """The level of a status: the one entered, else the one that the mall gives."""
        if place not in self.levels:
            with self._working_out(place):
                self.levels[place] = self._work_out_level(place)
        return self.levels[place]

    @contextmanager
    def _working_out(self, place: Place) -> Iterator[None]:
        if place in self.open:
            raise SpecError(
                self.report.template,
                [f"{place}: räknas ut ur sig själv, genom formler, summor, uppslag eller bedömningar."],
            )
        self.open.add(place)
        yield
        self.open.discard(place)

    def _work_out(self, place: Place) -> Decimal | None:
        rule, typed = self._rule(place), self._typed(place)
        if rule is None or rule.kind is CellKind.BLANK:
            return None if rule else typed.number
        if rule.kind is CellKind.STANDING:
            return typed.number if not typed.is_empty else _number(rule)
        overtyped = rule.kind is CellKind.OVERTYPE and typed.origin is Origin.ENTERED and not typed.is_empty
        if rule.count is not None:
            return Decimal(counted(rule.count, self.rows_of, self.judge.has))
        if rule.expr is None or rule.kind is CellKind.GIVEN or overtyped:
            return typed.number
        return evaluate(rule.expr, self._ref)

    def _work_out_level(self, place: Place) -> LevelSpec | None:
        table, found = self.template.table(place.table), self.rows.get((place.table, place.row or ""))
        column = table.column(place.column or "") if table else None
        scale = self.template.scale(column.scale) if column else None
        if table is None or found is None or column is None or scale is None:
            return None
        word = self.value(place)
        if word not in (None, ""):
            return scale.level(word) if isinstance(word, str) else None
        judgement = self.judge.judgement(table, found[1], column) if self.judges else None
        return judgement.level if judgement else None

    def _ref(self, ref: Ref) -> Decimal | None:
        return self.lookup(ref) if len(ref.parts) == 1 else self.number(Place(*ref.parts))

    def _rule(self, place: Place) -> CellRule | None:
        return self.rules.get(place.table, {}).get((place.row or "", place.column or ""))

    def _typed(self, place: Place) -> Cell:
        found = self.rows.get((place.table, place.row or ""))
        return found[1].cell(place.column or "") if found else Cell()

    def _sources(self, expr: Expr) -> tuple[CellRef, ...]:
        refs = []
        for ref in references(expr):
            found = self.rows.get(ref.parts[:2]) if len(ref.parts) == 3 else None
            at = found[0].ref(found[1], ref.parts[2]) if found else None
            if at is not None:
                refs.append(at)
        return tuple(refs)


def _number(rule: CellRule) -> Decimal | None:
    return rule.standing if isinstance(rule.standing, Decimal) else None


def _standing(rule: CellRule, names: Mapping[str, str]) -> Value:
    """What the mall writes in a cell, its words between braces filled from the period."""
    return fill(rule.standing, names) if isinstance(rule.standing, str) else rule.standing
