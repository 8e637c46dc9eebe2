"""Value fields: `{{resultatrakning.totalt.prognos|belopp mnkr 1}}` in what people write, replaced by the figure itself.

A field is a place in the report, then options after bars: `{{…|belopp}}`, `{{…|mnkr|1|enhet}}`. Words parted by slashes
choose by the sign: `{{resultatrakning.totalt.avvikelse|överskott/underskott/nollresultat}}`. It is looked up, never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from reportgen.derive.count import counts
from reportgen.derive.formula import evaluate
from reportgen.derive.report import evaluator, rule_at
from reportgen.model.format import KRONOR, NBSP, convert, format_number, format_value, number_word
from reportgen.model.report import Report
from reportgen.model.rounding import round_half_up
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Value
from reportgen.spec.formula import parse
from reportgen.spec.schema import ColumnType, QuantitySpec, TableSpec, TemplateSpec

FIELD: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)

OPTIONS: Final = ("belopp", "plus", "enhet", "ord", "hundra", *KRONOR, "0", "1", "2", "3")
"""belopp: without sign; plus: plus sign too; enhet: unit after; ord: 0–12 in words; hundra: whole hundreds; a unit of money;
decimals."""


class FieldError(ValueError):
    """A field that gives no text. `is_empty` tells a place without value from a place that is not there."""

    def __init__(self, field: str, hint: str = "", *, is_empty: bool = False) -> None:
        super().__init__(field)
        self.field = field
        self.hint = hint
        self.is_empty = is_empty


@dataclass(frozen=True, slots=True)
class Found:
    """What a place holds, with how it is printed when nothing else is asked for."""

    value: Value
    unit: str
    decimals: int
    percent: bool


def fields(text: str) -> Iterator[str]:
    """The fields of a text, without their braces, in order."""
    return (match[1] for match in FIELD.finditer(text))


def field_text(field: str, report: Report, template: TemplateSpec) -> str:
    """The figure as it is set; raises `FieldError`. `report` is derived."""
    path, options, words = split_field(field)
    unknown = [option for option in options if option not in OPTIONS]
    if unknown or len(words) not in (0, 2, 3):
        wrong = unknown[0] if unknown else "/".join(words)
        raise FieldError(
            field, f"{wrong} är inget val. Tillåtet efter |: {', '.join(OPTIONS)} eller plusord/minusord/nollord."
        )
    found = find(path, report, template)
    if found.value is None or found.value == "":
        raise FieldError(field, is_empty=True)
    if not isinstance(found.value, Decimal):
        return format_value(found.value) if found.value is not DASH else "–"
    if words:
        return _by_sign(round_half_up(found.value, found.decimals), words)
    return _number_text(found, found.value, options, field)


def split_field(field: str) -> tuple[str, list[str], list[str]]:
    """Path, options, and the words to choose among by sign."""
    path, *rest = [part.strip() for part in field.split("|")]
    words = next((part.split("/") for part in rest if "/" in part), [])
    options = [option for part in [*path.split()[1:], *rest] if "/" not in part for option in part.split()]
    return path.split()[0] if path else "", options, [word.strip() for word in words]


def find(path: str, report: Report, template: TemplateSpec) -> Found:
    """What stands at `tabell.rad.kolumn` (or analys), `varde.nyckel`, `uppgift.nyckel`, `namnd` or a word of the period."""
    parts = path.split(".")
    if len(parts) == 1 and path in (words := {**report.period.names(), "namnd": report.namnd}):
        return Found(words[path], "", 0, percent=False)
    if parts[0] == "varde" and len(parts) == 2:
        return _quantity(path, parts[1], report, template)
    if parts[0] == "uppgift" and len(parts) == 2:
        if parts[1] not in {fact.key for fact in template.facts}:
            raise FieldError(path, _near(parts[1], [fact.key for fact in template.facts]))
        return Found(report.fact(parts[1]).value, "", 0, percent=False)
    return _cell(path, parts, report, template)


def _cell(path: str, parts: list[str], report: Report, template: TemplateSpec) -> Found:
    spec, table = _table(path, parts[0], report, template)
    if len(parts) != 3:
        raise FieldError(
            path, f"Ett fält har tre delar, till exempel {spec.key}.{_first(table)}.{spec.columns[-1].key}."
        )
    row = table.row(parts[1])
    if row is None:
        raise FieldError(path, _near(parts[1], [row.key for row in table.rows]))
    column = spec.column(parts[2])
    if column is None:
        raise FieldError(path, _near(parts[2], [column.key for column in spec.columns]))
    if column.type is ColumnType.ETIKETT:
        return Found(row.name, "", 0, percent=False)
    rule = rule_at(spec, table, row, column)
    return Found(row.cell(column.key).value, rule.unit, rule.decimals, percent=rule.unit == "%")


def _table(path: str, key: str, report: Report, template: TemplateSpec) -> tuple[TableSpec, Table]:
    """The table of that key, or that of an analysis."""
    if (spec := template.table(key)) is not None:
        return spec, report.table(key)
    if (analysis := template.analysis(key)) is not None:
        from reportgen.derive.analysed import analysed

        found = analysed(analysis, report, template)
        return found.spec, found.table
    known = [*(table.key for table in template.tables), *(analysis.key for analysis in template.analyses)]
    raise FieldError(path, _near(key, known))


def quantity_value(quantity: QuantitySpec, report: Report, template: TemplateSpec) -> Decimal | None:
    """The value of a quantity: its formula's, or how many rows there are with one of the statuses it counts."""
    if quantity.formula:
        return evaluate(parse(quantity.formula), evaluator(report))
    rows = quantity_rows(quantity, report, template)
    return None if rows is None else Decimal(len(rows))


def quantity_rows(quantity: QuantitySpec, report: Report, template: TemplateSpec) -> list[Row] | None:
    """The rows that a quantity counts; None when it counts no rows with statuses."""
    count = quantity.count
    spec = template.table(count.table) if count else None
    column = spec.column(count.column) if spec and count else None
    scale = template.scale(column.scale) if column else None
    if count is None or scale is None:
        return None
    rows = [row for row in report.table(count.table).rows if counts(row)]
    levels = [(row, scale.level(row.cell(count.column).text)) for row in rows]
    return [row for row, level in levels if not count.levels or (level is not None and level.key in count.levels)]


def _first(table: Table) -> str:
    return table.rows[0].key if table.rows else "rad"


def _quantity(path: str, key: str, report: Report, template: TemplateSpec) -> Found:
    quantity = next((quantity for quantity in template.quantities if quantity.key == key), None)
    if quantity is None:
        raise FieldError(path, _near(key, [quantity.key for quantity in template.quantities]))
    value = quantity_value(quantity, report, template)
    return Found(value, quantity.unit, quantity.decimals, percent=quantity.unit == "%")


def _by_sign(value: Decimal, words: list[str]) -> str:
    """The first word above zero, the second below; at zero the third, or the first if there is none."""
    if value < 0:
        return words[1]
    return words[2] if value == 0 and len(words) > 2 else words[0]


def _number_text(found: Found, value: Decimal, options: list[str], field: str) -> str:
    decimals, unit = found.decimals, found.unit
    for wanted in (option for option in options if option in KRONOR):
        converted = convert(value, unit, wanted)
        if converted is None:
            raise FieldError(field, f"Värdet är i {unit or 'ingen enhet'} och kan inte räknas om till {wanted}.")
        value, unit = converted, wanted
        decimals = {"mnkr": 1, "mkr": 1, "mdkr": 1}.get(wanted, 0) if wanted != found.unit else decimals
    if "hundra" in options:
        value, decimals = round_half_up(value, -2), 0
    decimals = next((int(option) for option in options if option.isdigit()), decimals)
    if "belopp" in options:
        value = abs(value)
    if "ord" in options and (word := number_word(value)):
        return word
    text = format_number(value, decimals, plus="plus" in options)
    if found.percent:
        return f"{text}{NBSP}%"
    return f"{text}{NBSP}{unit}" if "enhet" in options and unit else text


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3)
    return f"Menade du {' eller '.join(near)}?" if near else f"Det finns: {', '.join(known[:12])}."
