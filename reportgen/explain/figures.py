"""What the places of a report are called and how their figures are printed, seen from another place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.derive.count import Has
from reportgen.derive.description import describe
from reportgen.derive.fields import quantity_value
from reportgen.derive.judge import Judge, judge
from reportgen.derive.report import evaluator, rules_of
from reportgen.derive.rules import CellRule
from reportgen.explain.wording import exact_words, scalar_words
from reportgen.model.description import Description
from reportgen.model.format import format_value
from reportgen.model.personnummer import mask
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Value
from reportgen.spec.formula import Ref
from reportgen.spec.schema import ColumnSpec, QuantitySpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known

QUANTITY, TEXT, FACT = "varde", "text", "uppgift"
"""The pseudo-tables of what stands in no table."""

UNSAID = ("", "%", "antal")
"""Units that are not said beside a figure: a percent sign stands there already."""

_BULLETS = "-–• "
"""What sets a row in, and would be read as a sign in a formula."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a place's figure is printed."""

    unit: str = ""
    decimals: int = 0
    plus: bool = False


class Figures:
    """A derived report, asked for its names and figures; what is asked for twice is kept."""

    def __init__(self, entered: Report, derived: Report, template: TemplateSpec) -> None:
        self.entered, self.derived, self.template = entered, derived, template
        self.words: Description = describe(derived, template)
        self.names = {**derived.period.names(), "namnd": derived.namnd}
        self.number = evaluator(derived)
        self.judge: Judge = judge(derived, template)
        self.has: Has = self.judge.has
        self.quantities: Mapping[str, QuantitySpec] = {one.key: one for one in template.quantities}
        self._rules: dict[str, Mapping[tuple[str, str], CellRule]] = {}

    def rules(self, table: TableSpec) -> Mapping[tuple[str, str], CellRule]:
        """The rules of a table's cells, by row and column."""
        if table.key not in self._rules:
            self._rules[table.key] = rules_of(table, self.derived.table(table.key))
        return self._rules[table.key]

    def spec(self, place: Place) -> tuple[TableSpec, ColumnSpec] | None:
        """The mall's table and column of a cell; None for what is no cell of a table."""
        table = self.template.table(place.table)
        column = table.column(place.column or "") if table else None
        return (table, column) if table and column else None

    def value(self, place: Place) -> Value:
        if place.table == QUANTITY:
            quantity = self.quantities.get(place.row or "")
            return quantity_value(quantity, self.derived, self.template) if quantity else None
        return self.derived.cell(place).value

    def shown(self, place: Place) -> Shown:
        if quantity := self.quantities.get(place.row or "") if place.table == QUANTITY else None:
            return Shown(quantity.unit, quantity.decimals)
        found = self.spec(place)
        rule = self.rules(found[0]).get((place.row or "", place.column or "")) if found else None
        return Shown(rule.unit, rule.decimals, found[1].plus) if rule and found else Shown()

    def printed(self, place: Place) -> str:
        """The figure as it is printed, without its unit; words with personnummer masked."""
        return self.as_printed(place, self.value(place))

    def as_printed(self, place: Place, value: Value) -> str:
        """Another value as it would be printed there."""
        shown = self.shown(place)
        text = format_value(value, shown.decimals, percent=shown.unit == "%", plus=shown.plus)
        return mask(text) if isinstance(value, str) else text

    def exact(self, place: Place) -> str:
        """All the decimals there are."""
        value = self.value(place)
        return exact_words(value) if isinstance(value, Decimal) else self.printed(place)

    def is_rounded(self, place: Place) -> bool:
        """Whether there are more decimals than are printed."""
        value = self.value(place)
        return isinstance(value, Decimal) and round_half_up(value, self.shown(place).decimals) != value

    def rounded(self, ref: Ref) -> Decimal | None:
        """The number of a name as it is printed."""
        value = self.number(ref)
        if value is None or len(ref.parts) == 1:
            return value
        return round_half_up(value, self.shown(Place(*ref.parts)).decimals)

    def at(self, place: Place) -> CellRef | None:
        """Where it stands in the workbook."""
        if place.table in (TEXT, FACT, QUANTITY):
            return None if place.table == QUANTITY else self.derived.cell(place).at
        table = self.derived.table(place.table)
        row = table.row(place.row or "")
        return table.ref(row, place.column or "") if row else None

    def names_of(self, place: Place) -> tuple[str, str, str]:
        """What table, row and column are called."""
        key = place.row or ""
        if place.table == QUANTITY:
            quantity = self.quantities.get(key)
            return "Värden i texter", quantity.label if quantity else key, ""
        if place.table == TEXT:
            return "Texter", self.words.texts.get(key, key), ""
        if place.table == FACT:
            return "Start", self.words.facts.get(key, key), ""
        table = self.words.tables.get(place.table)
        if table is None:
            return self._unreported(place)
        column = table.column(place.column or "")
        return table.title, self.row_name(place), column.heading if column else place.column or ""

    def _unreported(self, place: Place) -> tuple[str, str, str]:
        """The names of a cell in a table that is no part of the report."""
        found = self.spec(place)
        if found is None:
            return place.table, self.row_name(place), place.column or ""
        spec, column = found
        return fill(spec.title, self.names), self.row_name(place), fill_known(column.heading, self.names)

    def row_name(self, place: Place) -> str:
        """The row's name as it stands in the workbook, else as the mall has it."""
        row = self.derived.table(place.table).row(place.row or "")
        spec = self.template.table(place.table)
        own = spec.row(place.row or "") if spec else None
        label = row.name if row and row.name else own.label if own else place.row or ""
        return mask(" ".join(fill(label, self.names).split())).lstrip(_BULLETS)

    def called(self, ref: Ref, seen_from: Place) -> str:
        """A name of a formula in few words: of the same row the column, of the same column the row, else both."""
        if len(ref.parts) == 1:
            return scalar_words(ref.parts[0])
        place = Place(*ref.parts)
        table, row, column = self.names_of(place)
        if place.table != seen_from.table:
            return f"{table}: {row}, {column}"
        if place.row == seen_from.row:
            return column
        return row if place.column == seen_from.column else f"{row}, {column}"

    def figure(self, ref: Ref, seen_from: Place) -> str:
        """What is printed at a name, with its unit when that is another than where it is seen from."""
        if len(ref.parts) == 1:
            value = self.number(ref)
            return exact_words(value) if value is not None else ""
        place = Place(*ref.parts)
        unit = self.shown(place).unit
        text = self.printed(place) or "(tom)"
        return f"{text} {unit}" if unit not in (*UNSAID, self.shown(seen_from).unit) and text != "(tom)" else text
