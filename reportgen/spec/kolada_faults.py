"""What is wrong with how a mall asks for figures from Kolada: comparisons that are not there, figures without year or id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.model.kolada import ID, OWN, YEAR
from reportgen.spec.schema import ColumnSpec, ColumnType, TableSpec, TemplateSpec
from reportgen.spec.suggest import unknown


def kolada_faults(spec: TemplateSpec) -> Iterator[str]:
    """One line per fault."""
    keys = [comparison.key for comparison in spec.comparisons]
    for key, number in Counter(keys).items():
        if number > 1:
            yield f"jamforelse {key}: nyckeln finns två gånger."
        if key in (OWN, YEAR, ID):
            yield f"jamforelse {key}: namnet är upptaget. Otillåtet: {OWN}, {YEAR}, {ID}."
    for table in spec.tables:
        yield from (f"tabell {table.key}: {fault}" for fault in _table(table, [OWN, *keys, YEAR, ID]))


def _table(table: TableSpec, known: list[str]) -> Iterator[str]:
    filled = [column for column in table.columns if column.kolada]
    held = [column for column in table.columns if column.kolada_year is not None]
    has_rows = any(row.kolada for row in table.rows)
    if has_rows and not filled and not held:
        yield "rader har kolada, men ingen kolumn har kolada eller kolada_ar."
    if (filled or held) and not has_rows:
        yield "kolumner har kolada, men ingen rad har det."
    for column in (*filled, *held):
        yield from (f"kolumn {column.key}, kolada: {fault}" for fault in _column(column, known))
    for word, what in ((YEAR, "året"), (ID, "nyckeltalets id")):
        found = [column for column in filled if column.kolada == word]
        if filled and not found:
            yield f'en kolumn ska ha kolada = "{word}", så att {what} trycks vid siffrorna.'
        elif found and not all(column.printed for column in found):
            yield f"kolumn {found[0].key}, skrivs_ut: {what} ska tryckas vid siffrorna."
    twice = Counter(column.kolada for column in filled)
    yield from (f"kolada = {word!r} står på två kolumner." for word, number in twice.items() if number > 1)


def _column(column: ColumnSpec, known: list[str]) -> Iterator[str]:
    if column.kolada and column.kolada_year is not None:
        yield "anges inte tillsammans med kolada_ar."
    if column.kolada and column.kolada not in known:
        yield unknown(column.kolada, known)
    is_words = column.kolada in (YEAR, ID)
    if is_words != (column.type is ColumnType.TEXT) or not (is_words or column.type.is_numeric):
        wanted = '"text"' if is_words else "belopp, antal, procent eller tal"
        yield f"typ ska vara {wanted}."
    if column.formula or column.lookup:
        yield "kolumnen räknas ut och kan inte fyllas ur Kolada."
