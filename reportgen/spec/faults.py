"""What is wrong with the meaning of a mall: names that refer to nothing, the same key twice, sums that go in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.model.period import Period
from reportgen.model.table import RowKind
from reportgen.spec.analysis_faults import analysis_faults
from reportgen.spec.archive_faults import archive_faults
from reportgen.spec.check_faults import check_faults, formula_faults
from reportgen.spec.formula import parse, references
from reportgen.spec.judged_faults import column_faults, row_faults, rule_faults
from reportgen.spec.kolada_faults import kolada_faults
from reportgen.spec.kontering_faults import kontering_faults
from reportgen.spec.moves import move_faults
from reportgen.spec.schema import (
    FREE_ROWS,
    RESERVED_SHEETS,
    ColumnSpec,
    ColumnType,
    FactSpec,
    NoteSpec,
    PartSpec,
    QuantitySpec,
    RowSpec,
    TableSpec,
    TemplateSpec,
)
from reportgen.spec.suggest import unknown
from reportgen.spec.words import fact_name, placeholders

WORDS: Final = frozenset({*Period(2024, 8).names(), "namnd"})
PSEUDO_TABLES: Final = ("text", "uppgift", "varde", "kontroll")


def faults(spec: TemplateSpec, folder: str, files: set[str]) -> list[str]:
    """One line per fault, in the order of the mall; `files` are the names in its folder."""
    found = [*_general(spec, folder, files)]
    for table in spec.tables:
        found += [f"tabell {table.key}: {fault}" for fault in _table(table, spec)]
    found += [
        *_sheets(spec),
        *_cross(spec),
        *analysis_faults(spec),
        *_analysis_words(spec),
        *rule_faults(spec),
        *move_faults(spec),
        *kontering_faults(spec),
        *kolada_faults(spec),
    ]
    return found or list(_circles(spec))


def _general(spec: TemplateSpec, folder: str, files: set[str]) -> Iterator[str]:
    if spec.info.name != folder:
        yield f"mall.toml: mall, namn: {spec.info.name!r} är inte mappens namn. Tillåtet: {folder!r}."
    for part in spec.parts:
        yield from (f"mall.toml: del {part.key}, {fault}" for fault in _part(part, spec, files))
    for name in _twice(part.file_name for part in spec.parts if part.own_file and part.file_name):
        yield f"mall.toml: del, filnamn: {name!r} står på två delar."
    groups: dict[str, Iterable[str]] = {
        "del": (x.key for x in spec.parts),
        "uppgift": (x.key for x in spec.facts),
        "text": (x.key for x in spec.texts),
        "skala": (x.key for x in spec.scales),
        "tabell": (x.key for x in spec.tables),
        "varde": (x.key for x in spec.quantities),
        "kontroll": (x.key for x in spec.checks),
        "diagram": (x.key for x in spec.charts),
        "analys": (x.key for x in spec.analyses),
        "regel": (x.key for x in spec.rules),
    }
    for kind, keys in groups.items():
        for key in _twice(keys):
            yield f"{kind} {key}: nyckeln finns två gånger."
    for table in spec.tables:
        if table.key in PSEUDO_TABLES:
            yield f"tabell {table.key}: namnet är upptaget. Otillåtet: {', '.join(PSEUDO_TABLES)}."
    for scale in spec.scales:
        for key in _twice(level.key for level in scale.levels):
            yield f"skala {scale.key}, niva {key}: nyckeln finns två gånger."
    yield from (f"mall.toml: {fault}" for text in spec.texts for fault in _words(text.title, facts=spec.facts))


def _part(part: PartSpec, spec: TemplateSpec, files: set[str]) -> Iterator[str]:
    if part.template not in files:
        yield f"fil: {part.template!r} finns inte i mappen."
    known = [fact.key for fact in spec.facts]
    yield from (f"uppgifter: {unknown(key, known)}" for key in part.facts or () if key not in known)
    yield from (f"uppgifter: {key} står två gånger." for key in _twice(part.facts or ()))
    if part.file_name and not part.own_file:
        yield "filnamn: gäller bara en del med egen_fil = true."
    yield from _words(
        part.title, part.subtitle, part.sender, part.header, part.footer, part.file_name, facts=spec.facts
    )


def _table(table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    if not table.columns or table.columns[0].type is not ColumnType.ETIKETT:
        yield 'den första kolumnen ska ha typ = "etikett".'
    if table.columns_from and table.columns_from not in {"manader", *spec.column_sets}:
        yield f"kolumner_fran: {unknown(table.columns_from, ['manader', *spec.column_sets])}"
    if table.rows_from and table.rows_from not in spec.row_sets:
        yield f"rader_fran: {unknown(table.rows_from, spec.row_sets)}"
    if not table.rows and not table.free_rows:
        yield "tabellen har varken rad eller fria_rader."
    for what, keys in (("kolumn", [c.key for c in table.columns]), ("rad", [r.key for r in table.rows])):
        yield from (f"{what} {key}: nyckeln finns två gånger." for key in _twice(keys))
    if table.parent and (spec.table(table.parent) is None or spec.table(table.parent).form != "register"):  # type: ignore[union-attr]
        yield f"foralder: {unknown(table.parent, [t.key for t in spec.tables if t.form == 'register'])}"
    if table.comment_row and table.column(table.comment_row) is None:
        yield f"kommentarsrad: {unknown(table.comment_row, [c.key for c in table.columns])}"
    yield from _words(
        table.title, table.convention, table.empty, *(note.text for note in table.notes), facts=spec.facts
    )
    for note in table.notes:
        yield from (f"not: {fault}" for fault in _note(note, table, spec))
    yield from archive_faults(table, spec)
    for column in table.columns:
        yield from (f"kolumn {column.key}: {fault}" for fault in _column(column, table, spec))
    for row in table.rows:
        yield from (f"rad {row.key}: {fault}" for fault in _row(row, table, spec))


def _note(note: NoteSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    if bool(note.text) == bool(note.text_from):
        yield "anges antingen med text eller med text_ur."
    if note.text_from and spec.text(note.text_from) is None:
        yield f"text_ur: {unknown(note.text_from, [text.key for text in spec.texts])}"
    owner = spec.table(table.parent) if table.parent else None
    if note.parent and owner is None:
        yield "foralder: tabellen har ingen foralder."
    elif note.parent and owner and owner.row(note.parent) is None:
        yield f"foralder: {unknown(note.parent, [row.key for row in owner.rows])}"


def _column(column: ColumnSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    of_row = [other.key for other in table.columns] if column.key == table.comment_row else []
    yield from _words(column.heading, column.group, facts=spec.facts, more=of_row)
    if column.type is ColumnType.ETIKETT and column is not table.columns[0]:
        yield "typ: bara den första kolumnen kan vara etikett."
    if (column.type is ColumnType.STATUS) != (column.scale is not None):
        yield 'skala: anges när typ = "status", och bara då.'
    if column.scale and spec.scale(column.scale) is None:
        yield f"skala: {unknown(column.scale, [s.key for s in spec.scales])}"
    if column.formula:
        yield from formula_faults(column.formula, {c.key for c in table.columns}, spec, "formel")
    if column.lookup:
        source = spec.table(column.lookup.table)
        if source is None:
            yield f"uppslag: {unknown(column.lookup.table, [t.key for t in spec.tables])}"
        elif source.column(column.lookup.column) is None:
            yield f"uppslag: {unknown(column.lookup.column, [c.key for c in source.columns])}"
    if isinstance(column.shown_on, list):
        rows = [row.key for row in table.rows]
        yield from (f"visas_pa: {unknown(key, rows)}" for key in column.shown_on if key not in rows)
    if column.choices and (spec.table(column.choices) is None or spec.table(column.choices).form != "register"):  # type: ignore[union-attr]
        yield f"val_ur: {unknown(column.choices, [t.key for t in spec.tables if t.form == 'register'])}"
    yield from column_faults(column, table, spec)


def _row(row: RowSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    yield from _words(row.label)
    rows = [r.key for r in table.rows]
    for part in row.sum_of:
        if part == row.key:
            yield "summera: raden kan inte summera sig själv."
        elif part == FREE_ROWS and not table.free_rows:
            yield "summera: tabellen har inga fria_rader."
        elif part not in rows and part != FREE_ROWS:
            yield f"summera: {unknown(part, [*rows, FREE_ROWS])}"
    if row.sum_of and row.formula:
        yield "formel: en rad har antingen summera eller formel."
    if row.sum_of and row.kind is not RowKind.SUMMA:
        yield 'typ: en rad med summera ska ha typ = "summa".'
    if row.part_of and row.part_of not in rows:
        yield f"varav_av: {unknown(row.part_of, rows)}"
    if (row.kind is RowKind.VARAV) and not row.part_of:
        yield 'varav_av: saknas på en rad med typ = "varav".'
    if row.formula:
        yield from formula_faults(row.formula, set(rows), spec, "formel")
    columns = [c.key for c in table.columns]
    yield from (f"fast: {unknown(key, columns)}" for key in row.fixed if key not in columns)
    yield from _words(*(value for value in row.fixed.values() if isinstance(value, str)))
    yield from _lookup(row, table, spec)
    yield from row_faults(row, table, spec)
    if row.parent and table.parent and (owner := spec.table(table.parent)) and owner.row(row.parent) is None:
        yield f"foralder: {unknown(row.parent, [r.key for r in owner.rows])}"
    if row.parent and not table.parent:
        yield "foralder: tabellen har ingen foralder."


def _lookup(row: RowSpec, table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    columns = {column.key: column.lookup for column in table.columns if column.lookup}
    if row.lookup and not columns:
        yield "uppslag: ingen kolumn i tabellen har uppslag."
        return
    if isinstance(row.lookup, dict):
        yield from (f"uppslag: {unknown(key, columns)}" for key in row.lookup if key not in columns)
    asked = dict.fromkeys((lookup.table, key) for column, lookup in columns.items() for key in row.lookup_of(column))
    for table_key, key in asked:
        source = spec.table(table_key)
        if source is not None and source.row(key) is None:
            yield f"uppslag: {unknown(key, [other.key for other in source.rows])}"


def _sheets(spec: TemplateSpec) -> Iterator[str]:
    for name in _twice(sheet.name.casefold() for sheet in spec.sheets):
        yield f"blad {name}: namnet finns två gånger."
    for sheet in spec.sheets:
        if sheet.name.casefold() in map(str.casefold, RESERVED_SHEETS):
            yield f"blad {sheet.name}: namnet är upptaget."
        yield from (
            f"blad {sheet.name}, tabeller: {unknown(key, [t.key for t in spec.tables])}"
            for key in sheet.tables
            if spec.table(key) is None
        )
    for key in _twice(key for sheet in spec.sheets for key in sheet.tables):
        yield f"tabell {key}: står på två blad."


def _cross(spec: TemplateSpec) -> Iterator[str]:
    for quantity in spec.quantities:
        yield from (f"varde {quantity.key}: {fault}" for fault in _quantity(quantity, spec))
    for check in spec.checks:
        yield from (f"kontroll {check.key}: {fault}" for fault in check_faults(check, spec))
    for chart in spec.charts:
        table = spec.table(chart.table)
        if table is None:
            yield f"diagram {chart.key}, tabell: {unknown(chart.table, [t.key for t in spec.tables])}"
            continue
        yield from (
            f"diagram {chart.key}: {fault}" for fault in _words(chart.title, chart.text, chart.source, facts=spec.facts)
        )
        rows, columns = [r.key for r in table.rows], [c.key for c in table.columns]
        yield from (f"diagram {chart.key}, rader: {unknown(k, rows)}" for k in chart.rows if k not in rows)
        yield from (f"diagram {chart.key}, kolumner: {unknown(k, columns)}" for k in chart.columns if k not in columns)


def _analysis_words(spec: TemplateSpec) -> Iterator[str]:
    for analysis in spec.analyses:
        texts = (analysis.title, analysis.text, analysis.source)
        yield from (f"analys {analysis.key}: {fault}" for fault in _words(*texts))


def _quantity(quantity: QuantitySpec, spec: TemplateSpec) -> Iterator[str]:
    if (quantity.formula is None) == (quantity.count is None):
        yield "anges antingen med formel eller med raknar."
    if quantity.formula:
        yield from formula_faults(quantity.formula, set(), spec, "formel")
    if quantity.count is None:
        return
    table = spec.table(quantity.count.table)
    if table is None:
        yield f"raknar, tabell: {unknown(quantity.count.table, [t.key for t in spec.tables])}"
        return
    column = table.column(quantity.count.column)
    scale = spec.scale(column.scale) if column else None
    if scale is None:
        statuses = [c.key for c in table.columns if c.type is ColumnType.STATUS]
        yield f"raknar, kolumn: {unknown(quantity.count.column, statuses)}"
        return
    levels = [level.key for level in scale.levels]
    yield from (f"raknar, nivaer: {unknown(key, levels)}" for key in quantity.count.levels if key not in levels)


def _circles(spec: TemplateSpec) -> Iterator[str]:
    """Rows whose sums and formulas lead back to themselves, and columns likewise."""
    for table in spec.tables:
        rows = {row.key: [*row.sum_of, *_names(row.formula)] for row in table.rows}
        columns = {column.key: _names(column.formula) for column in table.columns}
        for what, graph in (("rad", rows), ("kolumn", columns)):
            for key in graph:
                if _reaches(key, key, graph):
                    yield f"tabell {table.key}: {what} {key}: räknas ut ur sig själv."


def _names(formula: str | None) -> list[str]:
    return [ref.parts[0] for ref in references(parse(formula)) if len(ref.parts) == 1] if formula else []


def _reaches(start: str, goal: str, graph: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    todo = list(graph.get(start, []))
    while todo:
        key = todo.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            todo += graph.get(key, [])
    return False


def _words(*texts: str, facts: Iterable[FactSpec] = (), more: Iterable[str] = ()) -> Iterator[str]:
    """Unknown names between braces; the text may name `facts` and `more` besides the words of the period."""
    known = sorted(WORDS | {fact_name(fact.key) for fact in facts} | set(more))
    for text in texts:
        for name in placeholders(text):
            if name not in known:
                yield f"{text!r}: {unknown('{' + name + '}', ['{' + word + '}' for word in known])}"


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, n in Counter(keys).items() if n > 1]
