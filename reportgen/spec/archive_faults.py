"""What is wrong with where a mall fetches values in the archive: rows and columns that the table does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.spec.schema import FromArchive, TableSpec, TemplateSpec
from reportgen.spec.suggest import unknown


def archive_faults(table: TableSpec, spec: TemplateSpec) -> Iterator[str]:
    """One line per fault. The table of an older period, or of another mall, has the same keys as this mall's."""
    for column in table.columns:
        found = _faults(column.from_archive, table, spec)
        yield from (f"kolumn {column.key}, fran_arkiv, {fault}" for fault in found)
    for row in table.rows:
        yield from (f"rad {row.key}, fran_arkiv, {fault}" for fault in _faults(row.from_archive, table, spec))


def _faults(sources: FromArchive, table: TableSpec, spec: TemplateSpec) -> Iterable[str]:
    for source in sources if isinstance(sources, list) else [sources]:
        there = spec.table(source.table) if source.table else table
        if there is None:
            yield f"tabell: {unknown(str(source.table), [other.key for other in spec.tables])}"
            continue
        columns, rows = [column.key for column in there.columns[1:]], [row.key for row in there.rows]
        if source.column and source.column not in columns:
            yield f"kolumn: {unknown(source.column, columns)}"
        if source.row and source.row not in rows:
            yield f"rad: {unknown(source.row, rows)}"
