"""Why a status is what it is: the mall's rule in words, and the figures or statuses that it goes by."""

from __future__ import annotations

from reportgen.derive.count import counts
from reportgen.derive.judge import rules_for
from reportgen.explain.figures import Figures
from reportgen.explain.steps import Rule
from reportgen.model.position import Place
from reportgen.model.table import Row
from reportgen.spec.schema import UP, ColumnSpec, JudgementSpec, RuleSpec, ScaleSpec, TableSpec


def judged_rule(figures: Figures, table: TableSpec, place: Place, column: ColumnSpec) -> Rule | None:
    """The rule that judges a cell, whatever stands there, and what it gives; None when the mall has none for the row."""
    row = figures.derived.table(table.key).row(place.row or "")
    scale = figures.template.scale(column.scale)
    if row is None or scale is None or not counts(row):
        return None
    judgement = figures.judge.judgement(table, row, column)
    gives = judgement.level.text if judgement else ""
    if column.judgement is not None:
        return _by_figures(figures, column.judgement, table, row, scale, gives)
    rules = rules_for(figures.template, table, column)
    rule = judgement.rule if judgement and judgement.rule else next(iter(rules), None)
    return _by_children(figures, rule, row, gives) if rule else None


def _by_figures(
    figures: Figures, judgement: JudgementSpec, table: TableSpec, row: Row, scale: ScaleSpec, gives: str
) -> Rule:
    value, against = (Place(table.key, row.key, column) for column in (judgement.value, judgement.against))
    names = [figures.names_of(at)[2] for at in (value, against)]
    wanted = figures.judge.wanted(judgement, table, row)
    better = {None: "önskad riktning saknas", UP: "högre är bättre"}.get(wanted, "lägre är bättre")
    levels = {level.key: level.text for level in scale.levels}
    if judgement.met:
        otherwise = f", annars {levels.get(judgement.unmet, judgement.unmet)}" if judgement.unmet else ""
        said = f"{levels.get(judgement.met, judgement.met)} när {names[0]} är minst lika bra som {names[1]}{otherwise}"
    else:
        ways = (("bättre än", judgement.better), ("lika med", judgement.same), ("sämre än", judgement.worse))
        said = ", ".join(f"{levels.get(key, key)} när {names[0]} är {way} {names[1]}" for way, key in ways if key)
    shown = " och ".join(figures.printed(at) or "(tom)" for at in (value, against))
    return Rule(f"{said}; {better}. Som de trycks: {shown}", gives, (value, against))


def _by_children(figures: Figures, rule: RuleSpec, row: Row, gives: str) -> Rule:
    children = [child for child in figures.derived.table(rule.children).children(row.key) if counts(child)]
    parts = tuple(Place(rule.children, child.key, rule.column) for child in children)
    return Rule(" ".join(rule.text.split()).rstrip("."), gives, parts)
