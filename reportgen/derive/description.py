"""A mall and a report → what the report's places are called, in the words of its period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.derive.fields import FIELD, FieldError, field_text
from reportgen.derive.report import rules_of
from reportgen.model.description import ColumnWords, Described, Description, LevelWords, TableWords
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.table import Table, group_key
from reportgen.spec.cell import cell_decimals, cell_unit
from reportgen.spec.schema import ColumnSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill, fill_known


def described(report: Report, template: TemplateSpec) -> Described:
    """The report with the words of its mall; `report` is derived."""
    return Described(report, describe(report, template), MappingProxyType(dict(_printed(report, template))))


def describe(report: Report, template: TemplateSpec) -> Description:
    """Titles and headings as they are printed: a person's where the workbook has one, with the period filled in."""
    names = {**report.period.names(), "namnd": report.namnd}
    tables = {spec.key: _table(spec, report.table(spec.key), template, names) for spec in template.reported}
    scales = {
        scale.key: tuple(LevelWords(level.text, level.symbol, level.colour, level.rank) for level in scale.levels)
        for scale in template.scales
    }
    return Description(
        fill(template.info.title, names),
        MappingProxyType(tables),
        MappingProxyType({text.key: fill(text.title, names) for text in template.texts}),
        MappingProxyType({fact.key: fact.label for fact in template.facts}),
        MappingProxyType(scales),
    )


def _printed(report: Report, template: TemplateSpec) -> Iterator[tuple[Place, str]]:
    """The texts with value fields, each field as the figure it stands for; a field that gives none as it is written."""
    for place, text in _texts(report):
        if "{{" in text:
            yield place, FIELD.sub(lambda match: _figure(match, report, template), text)


def _texts(report: Report) -> Iterator[tuple[Place, str]]:
    yield from ((Place("text", key), cell.text) for key, cell in report.texts.items())
    for table in report.tables.values():
        for row in table.rows:
            yield from ((Place(table.key, row.key, column), cell.text) for column, cell in row.cells.items())


def _figure(field: re.Match[str], report: Report, template: TemplateSpec) -> str:
    try:
        return field_text(field[1], report, template)
    except FieldError:
        return field[0]


def _table(spec: TableSpec, table: Table, template: TemplateSpec, names: Mapping[str, str]) -> TableWords:
    columns = tuple(_column(column, spec, table, names) for column in spec.columns[1:])
    usual = {column.key: (column.unit, column.decimals) for column in columns}
    formats = {
        (row, column): (rule.unit, rule.decimals)
        for (row, column), rule in rules_of(spec, table).items()
        if (rule.unit, rule.decimals) != usual[column]
    }
    title, convention = fill(spec.title, names), fill(spec.convention, names)
    sheet = template.sheet_of(spec.key)
    return TableWords(spec.key, title, sheet, spec.unit, convention, columns, MappingProxyType(formats))


def _column(column: ColumnSpec, spec: TableSpec, table: Table, names: Mapping[str, str]) -> ColumnWords:
    group = table.headings.get(group_key(column.key)) or fill_known(column.group, names)
    heading = table.headings.get(column.key) or fill_known(column.heading, names)
    words = " ".join(" ".join(part.split()) for part in (group, heading) if part) or column.key
    unit, decimals = cell_unit(spec, None, column), cell_decimals(spec, None, column)
    return ColumnWords(column.key, words, column.type.value, unit, decimals, column.scale or "")
