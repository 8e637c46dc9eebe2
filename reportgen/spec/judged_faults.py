"""What is wrong with the meaning of judgements, demanded comments, counts and fulfilment rules: names that refer to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.spec.formula import Binary, FormulaError, Ref, parse
from reportgen.spec.schema import (
    ColumnSpec,
    ColumnType,
    CommentDemandSpec,
    DemandSpec,
    JudgementSpec,
    RowSpec,
    RuleSpec,
    ScaleSpec,
    TableSpec,
    TemplateSpec,
)
from reportgen.spec.suggest import unknown


def column_faults(column: ColumnSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    """Faults of `bedoms`, `kommentar_kravs`, `datumroll`, `raknar` and `i_cell_med`."""
    if column.demanded:
        yield from (f"kommentar_kravs: {fault}" for fault in _demanded(column.demanded, column, table, spec))
    if column.date_role and column.type is not ColumnType.DATUM:
        yield 'datumroll: anges när typ = "datum", och bara då.'
    if column.judgement:
        yield from (f"bedoms: {fault}" for fault in _judgement(column.judgement, column, table, spec))
    if column.count and not column.type.is_numeric:
        yield 'raknar: kolumnen ska ha typ = "antal".'
    if column.count and column.formula:
        yield "raknar: en kolumn har antingen raknar eller formel."
    if column.count and not any(row.count for row in table.rows):
        yield "raknar: ingen rad i tabellen har raknar."
    if column.below:
        yield from _below(column, table)


def row_faults(row: RowSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    """Faults of `raknar`: every counted table has the columns asked for, with those levels."""
    if row.count is None:
        return
    if row.sum_of or row.formula:
        yield "raknar: en rad har antingen raknar, summera eller formel."
    if not any(column.count for column in table.columns):
        yield "raknar: ingen kolumn i tabellen har raknar."
    for key in row.count.tables:
        counted = spec.table(key)
        if counted is None:
            yield f"raknar, tabeller: {unknown(key, [t.key for t in spec.tables])}"
            continue
        for name, words in row.count.where.items():
            yield from (f"raknar, dar: {fault}" for fault in _condition(name, words, counted, spec))
        for column in table.columns:
            if column.count and column.count.column:
                asked = _condition(column.count.column, column.count.levels, counted, spec)
                yield from (f"raknar, med kolumn {column.key}: {fault}" for fault in asked)


def rule_faults(spec: TemplateSpec) -> Iterator[str]:
    """Faults of every [[regel]]."""
    for rule in spec.rules:
        yield from (f"regel {rule.key}: {fault}" for fault in _rule(rule, spec))


def _judgement(judgement: JudgementSpec, column: ColumnSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    if column.type is not ColumnType.STATUS:
        yield 'kolumnen ska ha typ = "status".'
    columns = [other.key for other in table.columns[1:]]
    for name, key in (("varde", judgement.value), ("mot", judgement.against), ("vill_ur", judgement.wanted_from)):
        if key and key not in columns:
            yield f"{name}: {unknown(key, columns)}"
    wanted = table.column(judgement.wanted_from) if judgement.wanted_from else None
    if wanted and wanted.type is not ColumnType.TEXT:
        yield 'vill_ur: kolumnen ska ha typ = "text".'
    levels = {"uppfyllt": judgement.met, "ej": judgement.unmet}
    trend = {"battre": judgement.better, "lika": judgement.same, "samre": judgement.worse}
    if [all(levels.values()), all(trend.values())].count(True) != 1 or (any(levels.values()) and any(trend.values())):
        yield "ska ha antingen uppfyllt och ej, eller battre, lika och samre."
    scale = spec.scale(column.scale)
    for name, level in {**levels, **trend, "saknas": judgement.missing}.items():
        yield from (f"{name}: {fault}" for fault in _level(level, scale))
    if not judgement.wanted_from and not any(row.wanted for row in table.rows):
        yield "önskad riktning saknas: ange vill på raderna eller vill_ur på kolumnen."


def _demanded(demand: CommentDemandSpec, column: ColumnSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    """Faults of when a comment must be written."""
    if column.type is not ColumnType.TEXT:
        yield 'kolumnen ska ha typ = "text".'
    columns = [other.key for other in table.columns[1:]]
    asked = table.column(demand.column)
    if asked is None:
        yield f"kolumn: {unknown(demand.column, columns)}"
        return
    if demand.base and demand.base not in columns:
        yield f"av: {unknown(demand.base, columns)}"
    if asked.type is ColumnType.STATUS:
        yield from (f"nivaer: {fault}" for level in demand.levels for fault in _level(level, spec.scale(asked.scale)))
        if not demand.levels or demand.amount or demand.percent:
            yield f"{asked.key} är en status: ange nivaer, och varken belopp eller procent."
    elif demand.levels or not (demand.amount or demand.percent):
        yield f"{asked.key} är ingen status: ange belopp eller procent, och inte nivaer."
    if demand.percent and asked.type is not ColumnType.STATUS and not (demand.base or subtracted(asked)):
        yield f"av: saknas; det går inte att läsa ur formeln för {asked.key} vad procenten ska räknas av."


def subtracted(column: ColumnSpec) -> str | None:
    """The column that is taken from another in the formula of a difference: budget in `prognos - budget`."""
    try:
        expr = parse(column.formula) if column.formula else None
    except FormulaError:
        return None
    is_difference = isinstance(expr, Binary) and expr.operator == "-" and isinstance(expr.right, Ref)
    return expr.right.parts[-1] if is_difference else None  # type: ignore[union-attr]


def _below(column: ColumnSpec, table: TableSpec) -> Iterator[str]:
    upper = table.column(column.below or "")
    if upper is None or upper is column:
        yield f"i_cell_med: {unknown(column.below or '', [c.key for c in table.columns if c is not column])}"
    elif upper.below:
        yield f"i_cell_med: {upper.key} står själv i en annan kolumns cell."
    elif not upper.printed or upper.key == table.comment_row:
        yield f"i_cell_med: {upper.key} skrivs inte ut som kolumn."


def _condition(name: str, words: list[str], table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    """Faults of what is asked of one column of a counted table."""
    column = table.column(name)
    if column is None or column.type not in (ColumnType.STATUS, ColumnType.TEXT):
        known = [c.key for c in table.columns if c.type in (ColumnType.STATUS, ColumnType.TEXT)]
        yield f"tabell {table.key}: {unknown(name, known)}"
        return
    scale = spec.scale(column.scale)
    if scale is not None:
        yield from (f"tabell {table.key}, {name}: {fault}" for word in words for fault in _level(word, scale))


def _rule(rule: RuleSpec, spec: TemplateSpec) -> Iterator[str]:
    register, children = spec.table(rule.judged), spec.table(rule.children)
    tables = [table.key for table in spec.tables]
    if register is None or children is None:
        for name, key in (("register", rule.judged), ("barn", rule.children)):
            if key not in tables:
                yield f"{name}: {unknown(key, tables)}"
        return
    if children.parent != register.key:
        yield f"barn: {children.key} har inte foralder = {register.key!r}."
    given = _scale_of(children, rule.column, spec)
    result = _scale_of(register, rule.result, spec)
    if given is None:
        yield f"kolumn: {unknown(rule.column, _statuses(children))}"
    if result is None:
        yield f"kolumn_resultat: {unknown(rule.result, _statuses(register))}"
    if given is None or result is None:
        return
    if rule.scale and rule.scale not in (given.key, result.key):
        yield f"skala: {rule.scale!r} är inte skalan för {rule.column}. Tillåtet: {given.key!r}."
    column = register.column(rule.result)
    if column and column.judgement:
        yield f"kolumn_resultat: {rule.result} har redan bedoms."
    for name, level in (("uppfylld", rule.met), ("annars", rule.unmet)):
        yield from (f"{name}: {fault}" for fault in _level(level, result))
    for demand in rule.demands:
        yield from (f"krav: {fault}" for fault in _demand(demand, register, children, given))


def _demand(demand: DemandSpec, register: TableSpec, children: TableSpec, scale: ScaleSpec) -> Iterator[str]:
    parents, rows = [row.key for row in register.rows], {row.key: row for row in children.rows}
    yield from (f"for: {unknown(key, parents)}" for key in demand.parents if key not in parents)
    yield from (f"maste: {unknown(key, rows)}" for key in demand.must if key not in rows)
    for key in demand.must:
        if key in rows and demand.parents and rows[key].parent not in demand.parents:
            yield f"maste: {key} hör inte till {', '.join(demand.parents)}."
    if not (demand.at_least or demand.must or demand.others):
        yield "ska ha minst, maste eller ovriga_minst."
    if (demand.at_least or demand.must) and not demand.level:
        yield "niva: saknas."
    for name, level in (("niva", demand.level), ("ovriga_minst", demand.others)):
        yield from (f"{name}: {fault}" for fault in _level(level, scale))
        if any(known.key == level and not known.rank for known in scale.levels):
            yield f"{name}: nivån {level} har ingen rang i skalan {scale.key}."


def _scale_of(table: TableSpec, column: str, spec: TemplateSpec) -> ScaleSpec | None:
    found = table.column(column)
    return spec.scale(found.scale) if found else None


def _statuses(table: TableSpec) -> Iterable[str]:
    return [column.key for column in table.columns if column.type is ColumnType.STATUS]


def _level(key: str | None, scale: ScaleSpec | None) -> Iterator[str]:
    levels = [level.key for level in scale.levels] if scale else []
    if key and scale and key not in levels:
        yield unknown(key, levels)
