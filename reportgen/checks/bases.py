"""Which other columns a share, a price or a change may have been worked out from, when its own do not give what was written.

A share of the forecast given as one of the outcome, the budget of the year used for that of the period: the figure then
fits exactly for another column of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from reportgen.checks.context import Context
from reportgen.checks.slips import MOST, usual
from reportgen.checks.tolerance import Spreads
from reportgen.model.position import Place
from reportgen.spec.cell import adds_up
from reportgen.spec.formula import Binary, Expr, Negative, Number, Ref, references, renamed
from reportgen.spec.schema import ColumnSpec


@dataclass(frozen=True, slots=True)
class Base:
    """A column that may stand in for another in a formula; `cost` is how far from the right one it lies."""

    ref: Ref
    column: str
    share: Expr | None
    words: str
    cost: int


def base_hint(left: Expr, right: Expr, context: Context, spreads: Spreads) -> str:
    """ " Stämmer med Barn Prognos delat med Totalt Utfall.", or nothing; for a comparison with one quotient of two cells."""
    for side, other in ((left, right), (right, left)):
        parts = _quotient(side)
        if parts is None or _quotient(other) is not None:
            continue
        fits = sorted(_fits(side, other, *parts, context, spreads), key=lambda fit: fit[0])
        nearest = [words for cost, words in fits if cost == fits[0][0]]
        if 0 < len(nearest) <= MOST:
            return f" Stämmer med {' eller med '.join(nearest)}."
    return ""


def _quotient(expr: Expr) -> tuple[Ref, Ref] | None:
    """The two cells of a formula that divides one by the other, whatever it is multiplied with."""
    refs = [ref for ref in references(expr) if len(ref.parts) == 3]
    return (refs[0], refs[1]) if len(refs) == 2 and refs[0] != refs[1] and _divides(expr) else None


def _divides(expr: Expr) -> bool:
    match expr:
        case Binary("/") if any(len(ref.parts) == 3 for ref in references(expr.right)):
            return True
        case Binary():
            return _divides(expr.left) or _divides(expr.right)
        case Negative():
            return _divides(expr.operand)
        case _:
            return False


def _fits(
    side: Expr, other: Expr, upper: Ref, lower: Ref, context: Context, spreads: Spreads
) -> Iterator[tuple[int, str]]:
    """Each pair of columns that gives what was written: how far-fetched it is, and its words."""
    written, of_period = spreads.of(other), _is_for_period(other, context)
    bases = (list(_bases(ref, context, of_period=of_period)) for ref in (upper, lower))
    for one, two in product(*bases):
        cost = one.cost + two.cost - (one.cost > 0 and one.cost == two.cost and one.column == two.column)
        if not cost:
            continue
        gap = spreads.between(written, spreads.of(_with(_with(side, upper, one), lower, two)))
        if gap is not None and abs(gap.value) <= usual(gap):
            yield cost, f"{one.words} delat med {two.words}"


def _is_for_period(expr: Expr, context: Context) -> bool:
    """Whether what was written stands under a heading that speaks of the period."""
    spots = (context.by_place.get(Place(*ref.parts)) for ref in references(expr) if len(ref.parts) == 3)
    return any(_is_of_period(spot.column) for spot in spots if spot)


def _bases(ref: Ref, context: Context, *, of_period: bool) -> Iterator[Base]:
    """The cell itself, those of the row's other columns of amounts, and the period's part of each that is for the year.

    The period's part of the right column is what a heading that speaks of the period asks for.
    """
    spot = context.by_place.get(Place(*ref.parts))
    if spot is None:
        return
    for column in spot.table.columns[1:]:
        if not adds_up(column) or column.formula:
            continue
        there = Ref((*ref.parts[:2], column.key))
        words = f"{spot.row.name} {context.heading(column, spot.table)}"
        cost = 0 if column.key == ref.parts[2] else 2
        yield Base(there, column.key, None, words, cost)
        if context.entered.period.month < 12 and not _is_of_period(column):
            months = Number(Decimal(context.entered.period.month) / 12)
            part = 0 if of_period and not cost else 1
            yield Base(there, column.key, months, f"{words} × {context.entered.period.month}/12", cost + part)


def _is_of_period(column: ColumnSpec) -> bool:
    return "spann" in column.heading.casefold() or "spann" in column.group.casefold()


def _with(expr: Expr, ref: Ref, base: Base) -> Expr:
    """The formula with the base in place of the cell; a part of the year is put in by the period's share."""
    replaced = renamed(expr, lambda name: base.ref if name == ref else name)
    return _scaled(replaced, base) if base.share else replaced


def _scaled(expr: Expr, base: Base) -> Expr:
    match expr:
        case Ref() if expr == base.ref and base.share:
            return Binary("*", expr, base.share)
        case Binary():
            return Binary(expr.operator, _scaled(expr.left, base), _scaled(expr.right, base))
        case Negative():
            return Negative(_scaled(expr.operand, base))
        case _:
            return expr
