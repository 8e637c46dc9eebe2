"""The value field to write instead of a number in a text: `{{resultatrakning.netto.utfall|belopp 1}}`.

A field is proposed only where a cell of a table, or a value of the mall, holds the figure; what it prints is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.bind import Candidate
from reportgen.checks.narrative.verdict import Judge
from reportgen.claims.numerals import Kind, Written
from reportgen.derive.fields import FieldError, field_text
from reportgen.model.format import KRONOR
from reportgen.model.position import Place
from reportgen.spec.formula import Expr, Ref, parse, references

_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009]+")
_ALIKE: Final = Decimal("0.000001")

_Held = tuple[str, str, int, Decimal]
"""Path, unit, decimals and value of a cell or a value of the mall."""
_Rows = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`field` with its braces, and what it prints now (its unit left out)."""

    field: str
    prints: str

    def prints_as(self, written: str) -> bool:
        """Whether it prints just what was written."""
        return _plain(self.prints) == _plain(written)


class Proposals:
    """Finds fields; the cells and values that hold differences are indexed once."""

    def __init__(self, context: Context, judge: Judge) -> None:
        self.context = context
        self.judge = judge

    def field(self, candidate: Candidate, number: Written) -> Proposal | None:
        """The field for a candidate's figure, printed as the number was written; None where no place holds it."""
        place = self._place(candidate, percent=number.kind is Kind.PERCENT)
        if place is None:
            return None
        path, unit, decimals, value = place
        options = [*_form(number, unit, decimals, value)]
        field = f"{path}|{' '.join(options)}" if options else path
        try:
            printed = field_text(field, self.context.derived, self.context.template)
        except FieldError:
            return None
        return Proposal(f"{{{{{field}}}}}", printed)

    def _place(self, candidate: Candidate, *, percent: bool) -> _Held | None:
        """Path, unit, decimals and value of what holds the figure."""
        expr = candidate.expr
        if isinstance(expr, Ref) and not (
            percent and candidate.base is not None and candidate.series[0].kind is not Kind.PERCENT
        ):
            spot = self.context.by_place.get(Place(*expr.parts))
            value = spot.derived.number if spot else None
            if spot is not None and value is not None:
                return str(expr), candidate.series[0].unit or spot.rule.unit, spot.rule.decimals, value
        wanted = self._value(candidate, percent=percent)
        if wanted is None:
            return None
        rows = _rows(Candidate(candidate.series, candidate.one, candidate.base, "").expr)
        for path, unit, decimals, value in self._held.get(rows, ()):
            if value and abs(abs(value) - abs(wanted)) <= _ALIKE and (unit == "%") == percent:
                return path, unit, decimals, value
        return None

    def _value(self, candidate: Candidate, *, percent: bool) -> Decimal | None:
        one = self.judge.spread(candidate.one)
        base = self.judge.spread(candidate.base) if candidate.base is not None else None
        if one is None or (candidate.base is not None and base is None):
            return None
        if base is None:
            return one.value
        if percent:
            return (one.value / base.value - 1) * 100 if base.value else None
        return one.value - base.value

    @cached_property
    def _held(self) -> dict[_Rows, list[_Held]]:
        """What is worked out, by the rows that it is worked out from."""
        found: dict[_Rows, list[_Held]] = {}
        for rows, entry in (*self._cells(), *self._quantities()):
            found.setdefault(rows, []).append(entry)
        return found

    def _cells(self) -> Iterator[tuple[_Rows, _Held]]:
        for spot in self.context.spots:
            value = spot.derived.number
            if spot.rule.expr is not None and value is not None:
                yield _rows(spot.rule.expr), (str(spot.place), spot.rule.unit, spot.rule.decimals, value)

    def _quantities(self) -> Iterator[tuple[_Rows, _Held]]:
        for quantity in self.context.template.quantities:
            if quantity.formula:
                expr = parse(quantity.formula)
                found = self.judge.spread(expr)
                if found is not None:
                    yield _rows(expr), (f"varde.{quantity.key}", quantity.unit, quantity.decimals, found.value)


def _rows(expr: Expr) -> _Rows:
    """The rows whose cells a formula names."""
    return frozenset(ref.parts[:2] for ref in references(expr) if len(ref.parts) > 1)


def _form(number: Written, unit: str, decimals: int, value: Decimal) -> Iterator[str]:
    """The options that make a field print as the number is written."""
    if value < 0 and number.value >= 0:
        yield "belopp"
    elif number.signed and number.value > 0:
        yield "plus"
    default = decimals
    if number.kind is Kind.MONEY and unit in KRONOR and KRONOR[unit] != KRONOR[number.unit]:
        wanted = "mnkr" if number.unit == "mkr" else number.unit
        yield wanted
        default = 1 if wanted in ("mnkr", "mdkr") else 0
    if number.in_words and number.value <= 12 and not number.decimals:
        yield "ord"
        return
    if number.kind is Kind.MONEY and number.step == 100:
        yield "hundra"
    elif number.decimals != default:
        yield str(number.decimals)


def _plain(text: str) -> str:
    """A printed number without what does not count: kinds of space and of minus, its per cent sign."""
    return _SPACES.sub("", text).replace("\u2212", "-").replace("–", "-").removesuffix("%")
