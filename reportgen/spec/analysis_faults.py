"""What is wrong with the analyses of a mall: tables, columns and rows that are not there, the same amount counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.model.format import KRONOR
from reportgen.model.table import RowKind
from reportgen.spec.analysis import (
    KINDS,
    OWN_ROWS,
    AccuracySpec,
    AnalysisSpec,
    BridgeSpec,
    DeviationsSpec,
    PlausibilitySpec,
    PriceVolumeSpec,
    money_of,
)
from reportgen.spec.schema import ColumnType, TableSpec, TemplateSpec
from reportgen.spec.suggest import unknown


def analysis_faults(spec: TemplateSpec) -> Iterator[str]:
    """One line per fault, with the key of its analysis."""
    for analysis in spec.analyses:
        yield from (f"analys {analysis.key}: {fault}" for fault in _analysis(analysis, spec))


def _analysis(analysis: AnalysisSpec, spec: TemplateSpec) -> Iterator[str]:
    if len(analysis.kinds) != 1:
        yield f"anges med exakt ett slag. Tillåtet: {', '.join(f'[analys.{kind}]' for kind in KINDS)}."
    if spec.table(analysis.key) is not None:
        yield "nyckeln är en tabells; värdefält kunde då mena båda."
    if analysis.proposed_for and spec.text(analysis.proposed_for) is None:
        yield f"till_text: {unknown(analysis.proposed_for, [text.key for text in spec.texts])}"
    if analysis.price_volume is not None:
        yield from (f"pris_volym, {fault}" for fault in _price_volume(analysis.price_volume, spec))
    if analysis.bridge is not None:
        yield from (f"brygga, {fault}" for fault in _bridge(analysis.bridge, spec))
    if analysis.plausibility is not None:
        yield from (f"prognosrimlighet, {fault}" for fault in _plausibility(analysis.plausibility, spec))
    if analysis.accuracy is not None:
        yield from (f"prognosprecision, {fault}" for fault in _accuracy(analysis.accuracy, spec))
    if analysis.deviations is not None:
        yield from (f"storsta_avvikelser, {fault}" for fault in _deviations(analysis.deviations, spec))


def _price_volume(asked: PriceVolumeSpec, spec: TemplateSpec) -> Iterator[str]:
    if (asked.price is None) == (asked.cost is None):
        yield "anges antingen med pris eller med kostnad."
    volumes, amounts = spec.table(asked.table), spec.table(asked.amount_table)
    for name, key, table in (("tabell", asked.table, volumes), ("pristabell", asked.price_table, amounts)):
        if key and table is None:
            yield f"{name}: {unknown(key, [t.key for t in spec.tables])}"
    if volumes is None or amounts is None:
        return
    yield from column_faults("volym", asked.volume, volumes)
    yield from column_faults("pris" if asked.price else "kostnad", asked.amounts, amounts)
    yield from row_faults(asked.rows, volumes)
    wanted = asked.rows or [row.key for row in volumes.rows if row.kind is RowKind.POST]
    known = [row.key for row in amounts.rows]
    yield from (f"pristabell: {unknown(key, known)}" for key in wanted if key not in known and amounts is not volumes)
    units = {column.unit or amounts.unit for column in amounts.columns if column.key in asked.amounts}
    for unit in sorted(unit for unit in units if money_of(unit) not in KRONOR):
        yield f"pris eller kostnad är i {unit or 'ingen enhet'}. Tillåtet: {', '.join(KRONOR)}, också följt av mer: kr per dygn."
    if len({money_of(unit) for unit in units}) > 1:
        yield f"pris eller kostnad har olika enheter: {', '.join(sorted(units))}."


def _bridge(asked: BridgeSpec, spec: TemplateSpec) -> Iterator[str]:
    table = spec.table(asked.table)
    if table is None:
        yield f"tabell: {unknown(asked.table, [t.key for t in spec.tables])}"
        return
    yield from column_faults("kolumner", asked.columns, table)
    yield from row_faults(asked.rows, table)
    yield from _unit_faults("kolumner", asked.columns, table)
    yield from _total_faults(asked.total, table)
    if asked.words and not re.fullmatch(r"[^/|{}]+/[^/|{}]+", asked.words):
        yield f"ord: {asked.words!r} ska vara två ord med snedstreck emellan, som lägre/högre."


def _plausibility(asked: PlausibilitySpec, spec: TemplateSpec) -> Iterator[str]:
    table = spec.table(asked.table)
    if table is None:
        yield f"tabell: {unknown(asked.table, [t.key for t in spec.tables])}"
        return
    pairs = {"budget": asked.budget or [], "forra_aret": asked.last_year or []}
    if not any(pairs.values()):
        yield "budget eller forra_aret måste anges: utan dem vet ingen hur året är format."
    columns = {"utfall": [asked.outcome], "prognos": [asked.forecast], **pairs}
    for name, keys in columns.items():
        yield from column_faults(name, keys, table)
    yield from _unit_faults("kolumnerna", [key for keys in columns.values() for key in keys], table)
    yield from row_faults(asked.rows, table)
    known = [row.key for row in table.rows]
    yield from (f"utom: {unknown(key, known)}" for key in asked.without if key not in known)
    yield from _total_faults(asked.total, table)


def _accuracy(asked: AccuracySpec, spec: TemplateSpec) -> Iterator[str]:
    table = spec.table(asked.table)
    if table is None:
        yield f"tabell: {unknown(asked.table, [t.key for t in spec.tables])}"
        return
    for n, year in enumerate(asked.years, 1):
        keys = [year.outcome, *([year.budget] if year.budget else []), *year.forecasts]
        yield from column_faults(f"ar {n}", keys, table)
        yield from _unit_faults(f"ar {n}", keys, table)
        if len(year.forecasts) != len(asked.forecasts):
            yield f"ar {n}: har {len(year.forecasts)} prognoser, men {len(asked.forecasts)} har namn i prognoser."
        if asked.base == "budget" and year.budget is None:
            yield f"ar {n}: budget måste anges när procent_av är budget."
    yield from row_faults(asked.rows, table)
    yield from _total_faults(asked.total, table)


def _deviations(asked: DeviationsSpec, spec: TemplateSpec) -> Iterator[str]:
    table = spec.table(asked.table)
    if table is None:
        yield f"tabell: {unknown(asked.table, [t.key for t in spec.tables])}"
        return
    keys = [asked.column, *([asked.base] if asked.base else [])]
    yield from column_faults("kolumn", [asked.column], table)
    yield from column_faults("av", keys[1:], table)
    yield from _unit_faults("kolumn och av", keys, table)
    words = [column.key for column in table.columns if column.type is ColumnType.TEXT]
    if asked.comment and asked.comment not in words:
        yield f"kommentar: {unknown(asked.comment, words)}"
    if asked.base is None and (asked.order == "procent" or asked.percent):
        yield "av måste anges när ordningen eller gränsen är i procent."
    yield from row_faults(asked.rows, table)


def _total_faults(key: str | None, table: TableSpec) -> Iterator[str]:
    if key is not None and table.row(key) is None:
        yield f"summa: {unknown(key, [row.key for row in table.rows])}"


def _unit_faults(name: str, keys: Sequence[str], table: TableSpec) -> Iterator[str]:
    units = {column.unit or table.unit for key in keys if (column := table.column(key))}
    if len(units) > 1:
        yield f"{name}: har olika enheter ({', '.join(sorted(units))}) och kan inte jämföras."


def column_faults(name: str, keys: Sequence[str], table: TableSpec) -> Iterator[str]:
    """Columns that the table does not have, or that hold no figures."""
    numeric = [column.key for column in table.columns if column.type.is_numeric]
    yield from (f"{name}: {unknown(key, numeric)}" for key in keys if key not in numeric)


def row_faults(keys: Sequence[str], table: TableSpec) -> Iterator[str]:
    """Rows that the table does not have, that tell what another of them tells, or that are called as an analysis's own."""
    known = {row.key: row for row in table.rows}
    yield from (f"rader: {unknown(key, known)}" for key in keys if key not in known)
    for row in table.rows if not keys else [known[key] for key in keys if key in known]:
        if row.key in OWN_ROWS and row.kind in (RowKind.POST, RowKind.VARAV):
            yield f"rader: nyckeln {row.key} är upptagen i en analys. Otillåtet: {', '.join(OWN_ROWS)}."
    for key in keys:
        above = known[key].part_of if key in known else None
        if above in keys:
            yield f"rader: {key} är en del av {above}, som också är med, och räknas då två gånger."
        twice = [part for part in _parts(key, table) if part in keys]
        if twice:
            yield f"rader: {key} är summan av {', '.join(twice)}, som också är med, och de räknas då två gånger."


def _parts(key: str, table: TableSpec) -> list[str]:
    """The rows that a sum adds up, and those that they add up in their turn."""
    found: list[str] = []
    todo = [key]
    while todo:
        row = table.row(todo.pop())
        new = [part for part in (row.sum_of if row else []) if part not in found]
        found += new
        todo += new
    return found
