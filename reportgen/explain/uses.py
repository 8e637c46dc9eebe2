"""What depends on a figure: the same rules read the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from reportgen.derive.count import counts
from reportgen.derive.fields import fields, split_field
from reportgen.derive.judge import rules_for
from reportgen.derive.rules import CellKind, CellRule
from reportgen.explain.figures import QUANTITY, TEXT, Figures
from reportgen.explain.steps import Use, Uses
from reportgen.model.position import Place
from reportgen.model.table import Row, RowKind
from reportgen.spec.cases import cases
from reportgen.spec.formula import Expr, parse, references
from reportgen.spec.schema import ColumnSpec, TableSpec
from reportgen.spec.words import fill

CELL, WORDS, CHECK, CHART = "cell", "text", "kontroll", "diagram"
"""The kinds of uses."""


class UseIndex:
    """Place → what uses it; made when it is first asked for."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def of(self, place: Place) -> Uses:
        """What uses the figure, and what changes with it."""
        direct = self._cells[place]
        reached = self._reached(place)
        beyond = [at for at in reached if at not in direct]
        texts = {text: None for at in (place, *reached) for text in self._texts[at]}
        return Uses(
            (*(self._use(at, CELL) for at in direct), *self._others(place)),
            len(beyond),
            tuple(self._use(at, WORDS) for at in texts),
        )

    def _use(self, place: Place, kind: str) -> Use:
        table, row, column = self.figures.names_of(place)
        words = ", ".join(filter(None, (row, column)))
        return Use(place, kind, f"{table}: {words}", self.figures.at(place))

    def _reached(self, place: Place) -> list[Place]:
        """All cells and quantities that change with a place, nearest first, without itself."""
        found: dict[Place, None] = {}
        waiting = [place]
        while waiting:
            for at in self._cells[waiting.pop(0)]:
                if at not in found and at != place:
                    found[at] = None
                    waiting.append(at)
        return list(found)

    @cached_property
    def _cells(self) -> defaultdict[Place, list[Place]]:
        """Place → the cells and quantities that are worked out of it directly."""
        found: defaultdict[Place, list[Place]] = defaultdict(list)
        for place, source in self._pairs():
            if place not in found[source]:
                found[source].append(place)
        return found

    def _pairs(self) -> Iterator[tuple[Place, Place]]:
        """What is worked out, and of what."""
        for spec in self.figures.template.reported:
            yield from self._of_table(spec)
        for quantity in self.figures.template.quantities:
            at = Place(QUANTITY, quantity.key)
            if quantity.formula:
                yield from ((at, source) for source in _places(parse(quantity.formula)))
            elif quantity.count:
                rows = self.figures.derived.table(quantity.count.table).rows
                column_key = quantity.count.column
                yield from ((at, Place(quantity.count.table, row.key, column_key)) for row in rows if counts(row))

    def _of_table(self, spec: TableSpec) -> Iterator[tuple[Place, Place]]:
        for row in self.figures.derived.table(spec.key).rows:
            for column in spec.columns[1:]:
                rule = self.figures.rules(spec)[row.key, column.key]
                at = Place(spec.key, row.key, column.key)
                yield from ((at, source) for source in self._sources(spec, row, column, rule))

    def _sources(self, spec: TableSpec, row: Row, column: ColumnSpec, rule: CellRule) -> Iterator[Place]:
        if rule.is_formula and rule.expr is not None:
            yield from _places(rule.expr)
        if rule.count is not None:
            for table in rule.count.tables:
                rows = (other for other in self.figures.derived.table(table).rows if counts(other))
                yield from (Place(table, other.key, asked) for other in rows for asked, _ in rule.count.where)
        if rule.kind is CellKind.INPUT and column.scale and counts(row):
            yield from self._judged_by(spec, row, column)

    def _judged_by(self, spec: TableSpec, row: Row, column: ColumnSpec) -> Iterator[Place]:
        if column.judgement:
            yield Place(spec.key, row.key, column.judgement.value)
            yield Place(spec.key, row.key, column.judgement.against)
        for rule in rules_for(self.figures.template, spec, column):
            for child in self.figures.derived.table(rule.children).children(row.key):
                yield Place(rule.children, child.key, rule.column)

    @cached_property
    def _texts(self) -> defaultdict[Place, list[Place]]:
        """Place → the texts and comments with a value field for it."""
        found: defaultdict[Place, list[Place]] = defaultdict(list)
        for at, text in self._written():
            for field in fields(text):
                named = tuple(split_field(field)[0].split("."))
                if 2 <= len(named) <= 3 and at not in found[Place(*named)]:
                    found[Place(*named)].append(at)
        return found

    def _written(self) -> Iterator[tuple[Place, str]]:
        report = self.figures.derived
        yield from ((Place(TEXT, key), cell.text) for key, cell in report.texts.items())
        for table in report.tables.values():
            for row in table.rows:
                yield from ((Place(table.key, row.key, key), cell.text) for key, cell in row.cells.items())

    @cached_property
    def _checks(self) -> defaultdict[Place, list[Use]]:
        """Place → the mall's checks that hold it against something, and what it is held against outside the report."""
        template = self.figures.template
        found: defaultdict[Place, list[Use]] = defaultdict(list)
        for check in template.checks:
            use = Use(Place("kontroll", check.key), CHECK, fill(check.text, self.figures.names))
            sides = (side for case in cases(check, template) for side in (case.left, case.right))
            for at in dict.fromkeys(at for side in sides for at in _places(side)):
                found[at].append(use)
        held = (spec for spec in template.tables if spec not in template.reported)
        for at, source in (pair for spec in held for pair in self._of_table(spec)):
            found[source].append(self._use(at, CHECK))
        return found

    def _others(self, place: Place) -> Iterator[Use]:
        """The mall's checks and charts that have the figure."""
        template, names = self.figures.template, self.figures.names
        yield from self._checks[place]
        spec, found = self.figures.spec(place), self.figures.derived.table(place.table).row(place.row or "")
        if spec is None or found is None or found.kind is RowKind.RUBRIK or not spec[1].type.is_numeric:
            return
        for chart in template.charts:
            if chart.table == place.table and _is_in(place.row, chart.rows) and _is_in(place.column, chart.columns):
                yield Use(Place("diagram", chart.key), CHART, fill(chart.title, names))


def _places(expr: Expr) -> list[Place]:
    return [Place(*ref.parts) for ref in references(expr) if len(ref.parts) == 3]


def _is_in(key: str | None, keys: list[str]) -> bool:
    return not keys or key in keys
