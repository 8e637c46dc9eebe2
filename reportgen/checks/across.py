"""The mall's own checks: two formulas over the tables that must agree."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure, gap_of
from reportgen.checks.tolerance import Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.formula import Expr, parse, references
from reportgen.spec.schema import CheckSpec
from reportgen.spec.words import fill

CODES: Final = {"fel": Code.KONTROLL_FEL, "varning": Code.KONTROLL_VARNING, "notis": Code.KONTROLL_NOTIS}


def check_agreements(context: Context) -> Iterator[Finding]:
    """Both sides of each [[kontroll]] agree within what rounding explains, column by column if it has columns."""
    spreads = Spreads(context)
    for check in context.template.checks:
        for column in check.columns or [""]:
            finding = _disagreement(check, column, context, spreads)
            if finding is not None:
                yield finding


def _disagreement(check: CheckSpec, column: str, context: Context, spreads: Spreads) -> Finding | None:
    left, right = (parse(side.replace("{kolumn}", column)) for side in (check.left, check.right))
    one, other = spreads.of(left), spreads.of(right)
    gap = spreads.between(one, other)
    if one is None or other is None or gap is None or abs(gap.value) <= gap.uncertainty:
        return None
    spots = [*_spots(left, context), *_spots(right, context)]
    decimals = max((spot.rule.decimals for spot in spots), default=0)
    text = fill(check.text, context.names)
    details = {
        "text": f"{text}, {context.heading(spots[0].column, spots[0].table)}" if column and spots else text,
        "left": _described(_spots(left, context), context),
        "right": _described(_spots(right, context), context),
        "difference": figure(gap.value, decimals),
        "tolerance": figure(gap.uncertainty, decimals),
    }
    return Finding(
        CODES[check.severity],
        spots[0].at if spots else None,
        Place("kontroll", check.key, column or None),
        figure(one.value, decimals),
        figure(other.value, decimals),
        MappingProxyType(details),
        gap=gap_of(gap.value, gap.uncertainty, decimals),
    )


def _spots(expr: Expr, context: Context) -> list[Spot]:
    """The cells that a formula names, in order, each once."""
    places = dict.fromkeys(Place(*ref.parts) for ref in references(expr) if len(ref.parts) == 3)
    return [context.by_place[place] for place in places if place in context.by_place]


def _described(spots: list[Spot], context: Context) -> str:
    """ "Summa totalt i Resultaträkning", rows of one table together."""
    rows: dict[str, list[str]] = {}
    for spot in spots:
        labels = rows.setdefault(context.title(spot.table), [])
        label = spot.row.name or spot.row.key
        if label not in labels:
            labels.append(label)
    return " och ".join(f"{', '.join(labels)} i {title}" for title, labels in rows.items())
