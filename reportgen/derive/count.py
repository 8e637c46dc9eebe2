"""Cells that count the rows of other tables by their statuses: counted here, and as a live formula in the workbook.

As with `formula`, both follow the same rules: a row counts when it has a name and, in each column that is asked about,
one of the words, whatever case it was written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from reportgen.model.table import Row, RowKind
from reportgen.spec.schema import ColumnSpec, RowSpec, TableSpec, TemplateSpec


@dataclass(frozen=True, slots=True)
class Count:
    """`where` pairs a column with the words it may hold: keys of levels if it is a status, else as they are written."""

    tables: tuple[str, ...]
    where: tuple[tuple[str, tuple[str, ...]], ...]


def count_of(row: RowSpec | None, column: ColumnSpec) -> Count | None:
    """What a cell counts: what its row asks and what its column asks; None if it does not count."""
    if row is None or row.count is None or column.count is None:
        return None
    asked = [*row.count.where.items(), (column.count.column or "", column.count.levels)]
    return Count(tuple(row.count.tables), tuple((name, tuple(words)) for name, words in asked if name and words))


Has = Callable[[str, Row, str, tuple[str, ...]], bool]
"""Whether a row of a table has in a column one of the words."""


def counted_rows(count: Count, rows: Mapping[str, Iterable[Row]], has: Has) -> Iterator[tuple[str, Row]]:
    """Each row that counts, with its table; `rows` by table."""
    for table in count.tables:
        for row in rows.get(table, ()):
            if counts(row) and all(has(table, row, column, words) for column, words in count.where):
                yield table, row


def counted(count: Count, rows: Mapping[str, Iterable[Row]], has: Has) -> int:
    """How many rows do."""
    return sum(1 for _ in counted_rows(count, rows, has))


def counts(row: Row) -> bool:
    """Whether the row is an entity of its own: named, and no heading or sum."""
    return bool(row.label.strip()) and row.kind in (RowKind.POST, RowKind.VARAV)


def same_word(text: str, words: Iterable[str]) -> bool:
    """Whether a text is one of the words, case aside, as Excel compares them."""
    return text.casefold() in {word.casefold() for word in words}


def written_words(table: TableSpec, column: str, words: Iterable[str], template: TemplateSpec) -> list[str]:
    """The words as they stand in the cells: levels by their texts."""
    spec = table.column(column)
    scale = template.scale(spec.scale) if spec else None
    if scale is None:
        return list(words)
    return [level.text for word in words for level in scale.levels if level.key == word]


def to_excel(count: Count, template: TemplateSpec, area: Callable[[str, str], str]) -> str:
    """The live formula: a COUNTIFS for each table and each choice of words. `area` is the range of a table's column."""
    terms = [
        term for key in count.tables if (table := template.table(key)) for term in _terms(count, table, template, area)
    ]
    return "=" + ("+".join(terms) or "0").replace("+-", "-")


def _terms(count: Count, table: TableSpec, template: TemplateSpec, area: Callable[[str, str], str]) -> list[str]:
    columns = [column for column, _ in count.where]
    choices = [written_words(table, column, words, template) for column, words in count.where]
    named = f'{area(table.key, table.label_column.key)},"?*"'
    terms = []
    for words in product(*choices):
        asked = (f"{area(table.key, column)},{_criterion(word)}" for column, word in zip(columns, words, strict=True))
        terms.append(f"COUNTIFS({','.join([named, *asked])})")
    others = sum(row.kind not in (RowKind.POST, RowKind.VARAV) for row in table.rows)
    return terms if columns or not others else [*terms, f"-{others}"]


def _criterion(word: str) -> str:
    """Exactly this word: the signs that stand for others in a criterion are taken as themselves."""
    plain = "".join(f"~{sign}" if sign in "~*?" else sign for sign in word).replace('"', '""')
    return f'"={plain}"'
