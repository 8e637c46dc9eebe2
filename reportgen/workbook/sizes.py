"""How wide the columns of a table sheet are: as wide as what stands there, within limits that keep the sheet on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from reportgen.model.format import format_value
from reportgen.model.kolada import YEAR
from reportgen.model.value import Origin
from reportgen.spec.schema import ColumnSpec, ColumnType
from reportgen.spec.words import fill_known
from reportgen.workbook.marks import GROUP
from reportgen.workbook.placing import Placed

HIDDEN: Final = 12.0
_NAMES: Final = 26.0
_LABELS: Final = (26.0, 48.0)
_TEXTS: Final = (34.0, 64.0)
_YEAR: Final = 10.0
_CHOICES: Final = (18.0, 40.0)
_NUMBERS: Final = (11.5, 20.0)
_SHORT: Final = 24


def widths(tables: Iterable[Placed], words: Mapping[str, str]) -> dict[int, float]:
    """Column → characters; where tables share a column, what the neediest wants."""
    found: dict[int, float] = {0: HIDDEN}
    for placed in tables:
        for key, index in placed.columns.items():
            found[index] = max(found.get(index, 0), _width(placed, key, words))
    return found


def _width(placed: Placed, key: str, words: Mapping[str, str]) -> float:
    column = placed.spec.column(key)
    if column is None:
        return 20.0 if key == GROUP else _NAMES
    match column.type:
        case ColumnType.ETIKETT:
            labels = [len(line) for row in placed.table.rows for line in row.label.split("\n")]
            return _between(max([*labels, len(column.heading) // 2]) + 3, _LABELS)
        case ColumnType.TEXT if column.kolada == YEAR:
            return _YEAR
        case ColumnType.TEXT:
            return _text_width(placed, column)
        case ColumnType.STATUS:
            return _between((column.width or 22) * 1.3, _CHOICES)
        case _:
            return _number_width(placed, column, words)


def _text_width(placed: Placed, column: ColumnSpec) -> float:
    """Narrow where the mall writes a word on every row (a unit), wide where people write prose."""
    cells = [row.cell(column.key) for row in placed.table.rows]
    longest = max((len(cell.text) for cell in cells), default=0)
    if cells and longest < _SHORT and all(cell.origin is Origin.STANDING for cell in cells):
        return float(max(longest, len(column.heading)) + 4)
    return _between((column.width or 36) * 1.4, _TEXTS)


def _number_width(placed: Placed, column: ColumnSpec, words: Mapping[str, str]) -> float:
    heading = (placed.table.headings.get(column.key) or fill_known(column.heading, words)).split()
    figures = (len(format_value(row.cell(column.key).value, 2)) + 2.0 for row in placed.table.rows)
    return _between(max([*(len(word) * 1.15 + 2 for word in heading), *figures], default=0), _NUMBERS)


def _between(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
