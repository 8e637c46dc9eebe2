"""The status of a row by its own figures, or by the statuses of the rows it owns: what the mall's `bedoms` and [[regel]] give.

What a person has entered always counts; these fill what was left empty, and are held against what was not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.derive.count import counts, same_word
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.rounding import round_half_up
from reportgen.model.table import Row
from reportgen.model.value import DASH, Value
from reportgen.spec.cell import cell_decimals
from reportgen.spec.schema import (
    DOWN,
    UP,
    ColumnSpec,
    DemandSpec,
    JudgementSpec,
    LevelSpec,
    RuleSpec,
    ScaleSpec,
    TableSpec,
    TemplateSpec,
)

_AS_BAD_AS_CAN_BE: Final = -1
_AS_GOOD_AS_CAN_BE: Final = 10**6
"""Ranks to take for a status that is not known."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level, and the rule that gave it; without rule it follows from the row's own figures."""

    level: LevelSpec
    rule: RuleSpec | None = None


class Judge:
    """Judges any cell of a report. `value` and `level` tell what stands at a place, entered or worked out."""

    def __init__(
        self,
        report: Report,
        template: TemplateSpec,
        value: Callable[[Place], Value],
        level: Callable[[Place], LevelSpec | None],
    ) -> None:
        self.report, self.template = report, template
        self.value, self.level = value, level

    def judgement(self, table: TableSpec, row: Row, column: ColumnSpec) -> Judgement | None:
        """What the mall gives for a cell, whatever stands there; None when it says nothing."""
        scale = self.template.scale(column.scale)
        if scale is None or not counts(row):
            return None
        if column.judgement is not None:
            level = _level(self._by_figures(column.judgement, table, row), scale)
            return Judgement(level) if level else None
        for rule in rules_for(self.template, table, column):
            level = _level(self._by_children(rule, row), scale)
            if level is not None:
                return Judgement(level, rule)
        return None

    def has(self, table: str, row: Row, column: str, words: tuple[str, ...]) -> bool:
        """Whether a cell holds one of the words: keys of levels in a status, words as they are written elsewhere."""
        place, spec = Place(table, row.key, column), self.template.table(table)
        declared = spec.column(column) if spec else None
        if declared is not None and declared.scale:
            level = self.level(place)
            return level is not None and level.key in words
        text = self.value(place)
        return isinstance(text, str) and same_word(text, words)

    def _by_figures(self, judgement: JudgementSpec, table: TableSpec, row: Row) -> str | None:
        """The level of a value against another, both as they are printed."""
        value, against = (self._printed(table, row, column) for column in (judgement.value, judgement.against))
        if value in (None, "", DASH) or against in (None, "", DASH):
            return judgement.missing
        wanted = self.wanted(judgement, table, row)
        if wanted is None or not (isinstance(value, Decimal) and isinstance(against, Decimal)):
            return None
        is_better = value > against if wanted == UP else value < against
        if judgement.met:
            return judgement.met if is_better or value == against else judgement.unmet
        if value == against:
            return judgement.same
        return judgement.better if is_better else judgement.worse

    def _printed(self, table: TableSpec, row: Row, column: str) -> Value:
        """The value as the reader sees it, so that the page bears its own judgement out."""
        value, spec = self.value(Place(table.key, row.key, column)), table.column(column)
        if isinstance(value, Decimal) and spec is not None:
            return round_half_up(value, cell_decimals(table, table.row(row.key), spec))
        return value

    def wanted(self, judgement: JudgementSpec, table: TableSpec, row: Row) -> str | None:
        """The direction that is better: the mall's for the row, else the one in its cell."""
        spec = table.row(row.key)
        if spec is not None and spec.wanted:
            return spec.wanted
        given = self.value(Place(table.key, row.key, judgement.wanted_from)) if judgement.wanted_from else None
        word = given.strip().casefold() if isinstance(given, str) else ""
        return word if word in (UP, DOWN) else None

    def _by_children(self, rule: RuleSpec, row: Row) -> str | None:
        """The level by the statuses of the rows that the row owns; none while a status not known could change it."""
        demands = [demand for demand in rule.demands if not demand.parents or row.key in demand.parents]
        children = [child for child in self.report.table(rule.children).children(row.key) if counts(child)]
        scale = _children_scale(rule, self.template)
        if not demands or not children or scale is None:
            return None
        levels = {child.key: self.level(Place(rule.children, child.key, rule.column)) for child in children}
        outcomes = set()
        for unknown in (_AS_BAD_AS_CAN_BE, _AS_GOOD_AS_CAN_BE):
            ranks = {key: unknown if level is None else level.rank for key, level in levels.items()}
            outcomes.add(all(_is_met(demand, ranks, scale) for demand in demands))
        if len(outcomes) > 1:
            return None
        return rule.met if outcomes.pop() else rule.unmet


def judge(derived: Report, template: TemplateSpec) -> Judge:
    """A judge of a report that has been worked out."""

    def level(place: Place) -> LevelSpec | None:
        table = template.table(place.table)
        column = table.column(place.column or "") if table else None
        scale = template.scale(column.scale) if column else None
        return scale.level(derived.cell(place).text) if scale else None

    return Judge(derived, template, lambda place: derived.cell(place).value, level)


def rules_for(template: TemplateSpec, table: TableSpec, column: ColumnSpec) -> list[RuleSpec]:
    """The rules that judge the cells of a column, in the order of the mall."""
    return [rule for rule in template.rules if (rule.judged, rule.result) == (table.key, column.key)]


def is_judged(template: TemplateSpec, table: TableSpec, column: ColumnSpec) -> bool:
    """Whether the mall has a way to judge the cells of a column."""
    return column.judgement is not None or bool(rules_for(template, table, column))


def _is_met(demand: DemandSpec, ranks: Mapping[str, int], scale: ScaleSpec) -> bool:
    """Whether the children, by their ranks, are as the demand wants them."""
    level, least = _level(demand.level, scale), _level(demand.others, scale)
    reached = {key for key, rank in ranks.items() if level and rank >= level.rank}
    others = [rank for key, rank in ranks.items() if key not in reached and key not in demand.must]
    return (
        len(reached) >= (demand.at_least or 0)
        and all(key in reached for key in demand.must if key in ranks)
        and all(rank >= least.rank for rank in others if least)
    )


def _children_scale(rule: RuleSpec, template: TemplateSpec) -> ScaleSpec | None:
    table = template.table(rule.children)
    column = table.column(rule.column) if table else None
    return template.scale(column.scale) if column else None


def _level(key: str | None, scale: ScaleSpec) -> LevelSpec | None:
    return next((level for level in scale.levels if level.key == key), None)
