"""A mall's own check as the comparisons that it stands for: one for each of its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportgen.spec.formula import Expr, Ref, in_year, parse, references, renamed, years_back
from reportgen.spec.schema import CheckSpec, TemplateSpec

_WORDS: Final = {"{rad}": "__rad__", "{kolumn}": "__kolumn__"}
"""What stands between braces in a check's formulas → a name in its place, so that the formula is read once for all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison. `row` and `column` are empty in a check without rows or columns."""

    row: str
    column: str
    left: Expr
    right: Expr
    bridge: Expr | None

    @property
    def key(self) -> str:
        """What tells the case from the others of its check: "ar-jan", "jan", or nothing."""
        return "-".join(part for part in (self.row, self.column) if part)


def cases(check: CheckSpec, spec: TemplateSpec) -> Iterator[Case]:
    """Every comparison of a check, row by row; raises `FormulaError`. Months have the days of the row's own year."""
    left, right = _formula(check.left), _formula(check.right)
    bridge = _formula(check.bridge) if check.bridge else None
    for row in check.rows or [""]:
        for column in check.columns or [""]:
            first = _placed(left, row, column)
            back = _years_back(first, spec)
            second = in_year(_placed(right, row, column), back)
            between = in_year(_placed(bridge, row, column), back) if bridge else None
            yield Case(row, column, in_year(first, back), second, between)


def _formula(text: str) -> Expr:
    for word, name in _WORDS.items():
        text = text.replace(word, name)
    return parse(text)


def _placed(expr: Expr, row: str, column: str) -> Expr:
    """The formula with row and column put in where the check has braces."""
    if not (row or column):
        return expr
    rad, kolumn = _WORDS.values()
    return renamed(expr, lambda ref: Ref(tuple(part.replace(rad, row).replace(kolumn, column) for part in ref.parts)))


def _years_back(expr: Expr, spec: TemplateSpec) -> int:
    """The year of the first row that the formula names."""
    place = next((ref.parts for ref in references(expr) if len(ref.parts) == 3), None)
    table = spec.table(place[0]) if place else None
    row = table.row(place[1]) if table and place else None
    return years_back(row.label) if row else 0
