"""Makes the filled example workbooks in inputs/ from the figures and texts in tools/exempel/*.toml.

    python tools/make_inputs.py [NAME …]        (default: all)

The TOML is what a person reviews; the workbook is what a controller would have sent in. A test holds the two together.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.exchange.slots import with_slots
from reportgen.model.kolada import YEAR, KoladaFigure
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, Cell, Value
from reportgen.pipeline import find_template
from reportgen.spec.schema import TableSpec, TemplateSpec
from reportgen.workbook.answer import place_name
from reportgen.workbook.kolada_sheet import kolada_sheet, proposed_choices
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.write import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent


def example_bytes(source: Path) -> bytes:
    """The workbook that an example file describes."""
    data = tomllib.loads(source.read_text("utf-8"), parse_float=Decimal)
    head = data["underlag"]
    template = find_template(head["mall"]).spec
    period = Period.parse(head["period"])
    report = filled(empty_report(template, head["namnd"], period), template, data)
    choices = data.get("kolada", {}).get("val", {})
    figures = tuple(_kolada(data.get("kolada", {}).get("rad", []), template, choices))
    report = with_figures(report, template, figures)
    told = [(one, place_name(one.place, template, report)) for one in figures]
    extra = [kolada_sheet(template, {**proposed_choices(template), **choices}, told)] if template.kolada_tables else []
    created = datetime.combine(period.last_day, datetime.min.time(), UTC)
    *shown, hidden = lay_out(report, template)
    return workbook_bytes([*shown, *extra, hidden], created=created)


def filled(report: Report, template: TemplateSpec, data: Mapping[str, Any]) -> Report:
    """The empty report with the example's facts, texts, figures and acknowledgements; unknown keys are errors."""
    tables = data.get("tabell", {})
    _known("tabell", tables, [table.key for table in template.tables])
    _known("text", data.get("text", {}), [text.key for text in template.texts])
    _known("uppgift", data.get("uppgift", {}), [fact.key for fact in template.facts])
    report = replace(
        report,
        facts={**report.facts, **{key: Cell(_value(value)) for key, value in data.get("uppgift", {}).items()}},
        texts={**report.texts, **{key: Cell(value.strip()) for key, value in data.get("text", {}).items()}},
        acknowledged=tuple(_acknowledgement(entry) for entry in data.get("kvittering", [])),
    )
    return report.with_tables(
        {spec.key: _table(report.table(spec.key), spec, tables.get(spec.key, {})) for spec in template.tables}
    )


def _table(table: Table, spec: TableSpec, rows: Mapping[str, Mapping[str, Any]]) -> Table:
    """The table filled in; `_rubriker` among its rows are the headings that somebody has changed in the workbook."""
    headings = rows.get("_rubriker", {})
    _known(f"tabell {spec.key}, rad", rows, ["_rubriker", *(row.key for row in table.rows)])
    _known(f"tabell {spec.key}, _rubriker", headings, [column.key for column in spec.columns])
    filled_in = tuple(_row(row, spec, rows.get(row.key, {})) for row in table.rows)
    return replace(table, rows=filled_in, headings=MappingProxyType(dict(headings)))


def _row(row: Row, spec: TableSpec, values: Mapping[str, Any]) -> Row:
    own = {"etikett", "foralder"}
    _known(f"tabell {spec.key}, rad {row.key}", values, [*own, *(column.key for column in spec.columns[1:])])
    row = replace(row, label=values.get("etikett", row.label), parent=values.get("foralder", row.parent))
    return row.with_cells({key: Cell(_value(value)) for key, value in values.items() if key not in own})


def _kolada(
    entries: list[Mapping[str, Any]], template: TemplateSpec, choices: Mapping[str, str]
) -> Iterator[KoladaFigure]:
    """The figures of an example; of a group [mean, number of municipalities]."""
    for entry in entries:
        spec = template.table(entry["tabell"])
        row = spec.row(entry["rad"]) if spec else None
        if spec is None or row is None or row.kolada is None:
            raise SystemExit(f"kolada, rad {entry['rad']}: ingen rad med kolada")
        own = {"tabell", "rad", "ar", "fil", "hamtad"}
        _known(f"kolada, rad {row.key}", entry, [*own, *choices])
        for part, said in entry.items():
            if part in own:
                continue
            value, count = said if isinstance(said, list) else (said, 1)
            area, _, who = choices[part].partition(" ")
            column = next(column.key for column in spec.columns if column.kolada == part)
            yield KoladaFigure(
                place=Place(spec.key, row.key, column),
                kpi=row.kolada,
                part=part,
                area=area,
                who=who,
                year=entry["ar"],
                gender=row.kolada_gender,
                value=_value(value),
                count=count,
                newest=entry["ar"],
                file=entry["fil"],
                fetched=entry["hamtad"],
            )


def with_figures(report: Report, template: TemplateSpec, figures: tuple[KoladaFigure, ...]) -> Report:
    """The report with Kolada's figures and their years in their cells."""
    values: dict[Place, Value] = {figure.place: figure.value for figure in figures}
    for figure in figures:
        spec = template.table(figure.place.table)
        for column in spec.columns if spec else ():
            if column.kolada == YEAR:
                values[Place(figure.place.table, figure.place.row, column.key)] = str(figure.year)
    return with_slots(report, values)


def _value(value: Any) -> Value:
    match value:
        case "-":
            return DASH
        case str():
            return value.strip()
        case Decimal() | date():
            return value
        case int():
            return Decimal(value)
        case _:
            raise TypeError(value)


def _acknowledgement(entry: Mapping[str, str]) -> Acknowledgement:
    return Acknowledgement(
        entry["kod"], Place.parse(entry["plats"]), entry["varde"], entry["skal"].strip(), entry.get("av", "")
    )


def _known(what: str, keys: Mapping[str, Any], allowed: list[str]) -> None:
    unknown = sorted(keys.keys() - set(allowed))
    if unknown:
        raise SystemExit(f"{what}: {', '.join(unknown)} finns inte i mallen")


def main() -> None:
    names = sys.argv[1:]
    for source in sorted((ROOT / "tools" / "exempel").glob("*.toml")):
        if not names or source.stem in names:
            target = ROOT / "inputs" / f"{source.stem}.xlsx"
            target.write_bytes(example_bytes(source))
            print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
