"""A place of the report → its explanation. Which way a cell got its value is asked of the same rules that worked it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.derive.count import Count, counted_rows, written_words
from reportgen.derive.fields import FieldError, field_text, fields, quantity_rows, split_field
from reportgen.derive.formula import divisor_is_zero, evaluate
from reportgen.derive.judge import is_judged
from reportgen.derive.rules import CellKind, CellRule
from reportgen.explain.figures import FACT, QUANTITY, TEXT, Figures
from reportgen.explain.judged import judged_rule
from reportgen.explain.reduced import reduced
from reportgen.explain.steps import NOTHING, Condition, Explanation, FieldUse, Kind, Provenance, Rule, Step, Working
from reportgen.explain.uses import UseIndex
from reportgen.explain.wording import worded
from reportgen.model.personnummer import mask
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.model.table import RowKind
from reportgen.model.value import Origin
from reportgen.spec.formula import Call, Expr, Number, Ref, parse, references
from reportgen.spec.schema import ColumnSpec, TableSpec
from reportgen.spec.words import fill

Known = Callable[[Place], Provenance]
"""What is known of where an entered cell's value came from."""


class Explainer:
    """Explains any place of one report. Steps are kept, as many figures lead on to the same ones."""

    def __init__(self, figures: Figures, known: Known = lambda _: NOTHING) -> None:
        self.figures, self.known = figures, known
        self.steps: dict[Place, Step] = {}
        self.uses = UseIndex(figures)

    def explain(self, place: Place) -> Explanation:
        """The place with every step that it leads on to."""
        found: dict[Place, Step] = {}
        waiting = [place]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found[at] = self.step(at)
                waiting += reversed(found[at].parts)
        return Explanation(place, found, self.uses.of(place))

    def step(self, place: Place) -> Step:
        """The place by itself."""
        if place not in self.steps:
            self.steps[place] = self._step(place)
        return self.steps[place]

    def _step(self, place: Place) -> Step:
        if place.table == QUANTITY:
            return self._quantity(self._plain(place))
        found = self.figures.spec(place)
        rule = self.figures.rules(found[0]).get((place.row or "", place.column or "")) if found else None
        if found is None or rule is None:
            return self._written(self._plain(place))
        return self._cell(place, found[0], found[1], rule)

    def _cell(self, place: Place, table: TableSpec, column: ColumnSpec, rule: CellRule) -> Step:
        cell, plain = self.figures.derived.cell(place), self._plain(place)
        is_typed = cell.origin is Origin.ENTERED and not cell.is_empty
        if rule.count is not None:
            return replace(plain, kind=Kind.COUNT, rule=self._count(rule.count, place), typed_over=self._over(place))
        if rule.kind is CellKind.STANDING and not is_typed:
            return replace(plain, kind=Kind.STANDING)
        if rule.expr is not None:
            working = self._working(rule.expr, place)
            of_which = tuple(self._of_which(place, table, working)) if rule.is_total else ()
            plain = replace(plain, of_which=of_which, convention=fill(table.convention, self.figures.names))
            if rule.is_formula and not is_typed:
                kind = _worked_out(working, column, rule)
                given = Provenance(imported=self.known(place).imported)
                return replace(plain, kind=kind, working=working, typed_over=self._over(place), provenance=given)
            return replace(self._written(plain), held_against=working)
        judged = is_judged(self.figures.template, table, column)
        plain = replace(plain, rule=judged_rule(self.figures, table, place, column) if judged else None)
        if judged and not is_typed and not cell.is_empty:
            return replace(plain, kind=Kind.JUDGEMENT)
        return self._written(plain)

    def _written(self, plain: Step) -> Step:
        """What somebody wrote, or could have; words that have value fields lead on to their figures."""
        cell = self.figures.derived.cell(plain.place)
        used = tuple(self._fields(cell.text)) if "{{" in cell.text else ()
        is_text = used or plain.place.table == TEXT
        kind = Kind.EMPTY if cell.is_empty else Kind.TEXT if is_text else Kind.ENTERED
        return replace(plain, kind=kind, fields=used, provenance=self.known(plain.place))

    def _quantity(self, plain: Step) -> Step:
        quantity = self.figures.quantities.get(plain.place.row or "")
        if quantity is None:
            return plain
        if quantity.formula:
            return replace(plain, kind=Kind.FORMULA, working=self._working(parse(quantity.formula), plain.place))
        rows = quantity_rows(quantity, self.figures.derived, self.figures.template)
        if quantity.count is None or rows is None:
            return plain
        table, column, levels = quantity.count.table, quantity.count.column, tuple(quantity.count.levels)
        words = self._counted_words((table,), ((column, levels),) if levels else ())
        parts = tuple(Place(table, row.key, column) for row in rows)
        return replace(plain, kind=Kind.COUNT, rule=Rule(words, str(len(rows)), parts))

    def _plain(self, place: Place) -> Step:
        """What the place is called and holds, nothing said of why."""
        figures = self.figures
        table, row, column = figures.names_of(place)
        return Step(
            place,
            Kind.EMPTY,
            table,
            row,
            column,
            figures.value(place),
            figures.printed(place),
            figures.exact(place),
            figures.is_rounded(place),
            figures.shown(place).unit,
            figures.at(place),
        )

    # Formulas

    def _working(self, expr: Expr, place: Place) -> Working:
        """How the formula came out, in words and in figures."""
        figures, number = self.figures, self.figures.number
        value = evaluate(expr, number)
        came = reduced(expr, number)
        conditions = tuple(self._condition(condition, place, holds=holds) for condition, holds in came.conditions)
        named = [*references(came.expr), *(ref for condition, _ in came.conditions for ref in references(condition))]
        lacking = [] if value is not None else [ref for ref in references(came.expr) if number(ref) is None]
        return Working(
            came.expr,
            worded(came.expr, lambda ref: figures.called(ref, place)),
            worded(came.expr, lambda ref: figures.figure(ref, place)),
            value,
            tuple(dict.fromkeys(Place(*ref.parts) for ref in named if len(ref.parts) == 3)),
            exact=self._exact(came.expr, value, place),
            conditions=conditions,
            passed_over=tuple(figures.called(ref, place) for ref in came.passed_over),
            lacking=tuple(dict.fromkeys(figures.called(ref, place) for ref in lacking)),
            by_zero=value is None and divisor_is_zero(came.expr, number),
            is_sum=_is_sum(came.expr),
        )

    def _exact(self, expr: Expr, value: Decimal | None, place: Place) -> str:
        """The formula with all decimals, when the printed figures give something else than what is printed."""
        if value is None:
            return ""
        decimals = self.figures.shown(place).decimals
        as_printed = evaluate(expr, self.figures.rounded)
        if as_printed is not None and round_half_up(as_printed, decimals) == round_half_up(value, decimals):
            return ""
        return worded(expr, self._exact_figure)

    def _exact_figure(self, ref: Ref) -> str:
        if len(ref.parts) == 1:
            return self.figures.figure(ref, Place(""))
        return self.figures.exact(Place(*ref.parts)) or "(tom)"

    def _condition(self, condition: Expr, place: Place, *, holds: bool) -> Condition:
        return Condition(
            worded(condition, lambda ref: self.figures.called(ref, place)),
            worded(condition, lambda ref: self.figures.figure(ref, place)),
            holds,
        )

    def _of_which(self, place: Place, table: TableSpec, working: Working) -> Iterator[str]:
        """The rows that are parts of the sum's own, and so not added again."""
        spec = table.row(place.row or "")
        inside = {place.row, *(spec.sum_of if spec else ())}
        for row in table.rows:
            at = Place(table.key, row.key, place.column)
            if row.kind is RowKind.VARAV and row.part_of in inside and at not in working.parts:
                yield f"{self.figures.row_name(at)} {self.figures.printed(at) or '(tom)'}"

    def _over(self, place: Place) -> str:
        """What somebody has written over a locked formula."""
        typed = self.figures.entered.cell(place)
        if typed.is_empty or typed.origin is not Origin.ENTERED:
            return ""
        return self.figures.as_printed(place, typed.value)

    # Counts and texts

    def _count(self, count: Count, place: Place) -> Rule:
        rows = list(
            counted_rows(count, {key: t.rows for key, t in self.figures.derived.tables.items()}, self.figures.has)
        )
        parts = tuple(Place(table, row.key, column) for table, row in rows for column, _ in count.where)
        return Rule(self._counted_words(count.tables, count.where), self.figures.printed(place), parts)

    def _counted_words(self, tables: tuple[str, ...], where: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
        """ "rader i Uppdrag där Status är Klart eller Pågår"."""
        words = self.figures.words.tables
        titles = " och ".join(words[table].title for table in tables if table in words)
        asked = [self._asked(tables[0], column, said) for column, said in where]
        return f"rader i {titles}{' där ' if asked else ''}{' och '.join(asked)}"

    def _asked(self, table: str, column: str, said: tuple[str, ...]) -> str:
        spec, words = self.figures.template.table(table), self.figures.words.tables.get(table)
        heading = words.column(column) if words else None
        written = written_words(spec, column, said, self.figures.template) if spec else list(said)
        return f"{heading.heading if heading else column} är {' eller '.join(written)}"

    def _fields(self, text: str) -> Iterator[FieldUse]:
        for field in fields(text):
            path, *_ = split_field(field)
            try:
                shown = field_text(field, self.figures.derived, self.figures.template)
            except FieldError:
                shown = ""
            yield FieldUse(field, mask(shown), field_place(path, self.figures))


def _worked_out(working: Working, column: ColumnSpec, rule: CellRule) -> Kind:
    if rule.is_total:
        return Kind.SUM if working.is_sum else Kind.FORMULA
    return Kind.LOOKUP if column.lookup and not column.formula else Kind.FORMULA


def field_place(path: str, figures: Figures) -> Place | None:
    """The place that a value field names; None for words of the period, and for what is not there."""
    parts = path.split(".")
    if len(parts) == 3 and figures.template.table(parts[0]) and figures.derived.table(parts[0]).row(parts[1]):
        place = Place(*parts)
        return place if figures.spec(place) else None
    if len(parts) == 2 and parts[0] == QUANTITY and parts[1] in figures.quantities:
        return Place(QUANTITY, parts[1])
    if len(parts) == 2 and parts[0] == FACT and parts[1] in figures.derived.facts:
        return Place(FACT, parts[1])
    return None


def _is_sum(expr: Expr) -> bool:
    """Whether places are added and nothing else is done."""
    return isinstance(expr, Call) and expr.name == "summa" and all(isinstance(arg, Ref | Number) for arg in expr.args)
