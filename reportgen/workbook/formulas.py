"""Formulas as text: moved along as Excel moves them, and known again after Excel has moved their cells about."""

from __future__ import annotations

import re
from typing import Final

from reportgen.model.position import column_index, column_letter

_PIECES: Final = re.compile(
    r"""(?P<kept>"[^"]*"|'[^']*'!?|\[[^\]]*\])"""
    r"""|(?<![A-Za-z0-9_.$])(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>\d{1,7})(?![A-Za-z0-9_.(!])"""
)
_CELL: Final = re.compile(
    r"(?:(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?![\w(])|#REF!", re.IGNORECASE
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula filled so many rows down and columns right: what has no $ moves along. Words and sheet names stay."""

    def moved(match: re.Match[str]) -> str:
        if match["kept"] is not None:
            return match[0]
        letters, row = match["column"], match["row"]
        if not match["fixed_column"]:
            letters = column_letter(max(column_index(letters) + columns, -1))
        if not match["fixed_row"]:
            row = str(int(row) + rows)
        return f"{match['fixed_column']}{letters}{match['fixed_row']}{row}" if letters and int(row) > 0 else "#REF!"

    return _PIECES.sub(moved, formula)


def sheets_named(formula: str) -> set[str]:
    """The sheets whose cells a formula refers to, "" for cells of its own sheet."""
    cells = _CELL.findall(re.sub(r'"[^"]*"', "", formula))
    return {cell.rpartition("!")[0].strip("'").replace("''", "'") for cell in cells}


def same_shape(one: str, other: str) -> bool:
    """Whether two formulas do the same with whatever cells: rows and sheets may have been moved, added and taken away."""
    return _shape(one) == _shape(other)


def _shape(formula: str) -> str:
    """Each cell as @, and cells gathered as the arguments of a function as one."""
    shape = re.sub(r"\s", "", _CELL.sub("@", formula)).casefold()
    return re.sub(r"@([:,]@)+", "@", shape)
