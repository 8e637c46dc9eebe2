"""The mall's own checks: two formulas over the tables of which one equals, or bounds, the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.bases import base_hint
from reportgen.checks.context import Context, Spot, cases_of
from reportgen.checks.figures import figure, gap_of
from reportgen.checks.missing import lacks_figures
from reportgen.checks.slips import slip_hint
from reportgen.checks.tolerance import Spread, Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.cases import Case
from reportgen.spec.formula import Expr, references
from reportgen.spec.schema import CheckSpec
from reportgen.spec.words import fill

CODES: Final = {"fel": Code.KONTROLL_FEL, "varning": Code.KONTROLL_VARNING, "notis": Code.KONTROLL_NOTIS}

FEW: Final = 3
"""So many rows are named in an advice; more are counted."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A comparison that does not hold: `left` and `right` as they are, `gap` what is left when the known difference
    `bridge` is taken away. It is `bridged` when that is nothing but rounding.
    """

    check: CheckSpec
    case: Case
    left: Spread
    right: Spread
    gap: Spread
    bridge: Decimal | None
    bridged: bool
    spots: tuple[Spot, ...]

    @property
    def decimals(self) -> int:
        return max((spot.rule.decimals for spot in self.spots), default=0)


def check_agreements(context: Context) -> Iterator[Finding]:
    """Each [[kontroll]] holds within what rounding explains, cell by cell if it has rows or columns, where its figures are there.

    Cells of one row that pass the same bound are one finding: they have one cause.
    """
    spreads = context.once(Spreads)
    for check in context.template.checks:
        found = (_gap(check, case, context, spreads) for case in context.once(cases_of)[check.key])
        gaps = [gap for gap in found if gap]
        if check.relation == "lika":
            yield from (_finding([gap], context) for gap in gaps)
        else:
            groups = groupby(gaps, lambda gap: (gap.case.row, gap.bridged))
            yield from (_finding(list(group), context) for _, group in groups)


def _gap(check: CheckSpec, case: Case, context: Context, spreads: Spreads) -> Breach | None:
    left, right = spreads.of(case.left), spreads.of(case.right)
    gap = spreads.between(left, right)
    if left is None or right is None or gap is None or _holds(check, gap):
        return None
    if lacks_figures(case.left, context) or lacks_figures(case.right, context):
        return None
    spots = (*_spots(case.left, context), *_spots(case.right, context))
    bridge = spreads.of(case.bridge) if case.bridge else None
    between = spreads.between(gap, bridge)
    if bridge is None or between is None:
        return Breach(check, case, left, right, gap, None, False, spots)
    return Breach(check, case, left, right, between, bridge.value, _holds(check, between), spots)


def _holds(check: CheckSpec, gap: Spread) -> bool:
    """Whether the difference, left minus right, is as it should be."""
    match check.relation:
        case "hogst":
            return gap.value <= gap.uncertainty
        case "minst":
            return -gap.value <= gap.uncertainty
        case _:
            return abs(gap.value) <= gap.uncertainty


def _finding(gaps: list[Breach], context: Context) -> Finding:
    """The finding of one comparison, or of several in the same row, at the one where most is wrong."""
    worst = max(gaps, key=lambda gap: abs(gap.gap.value))
    check, spots, decimals = worst.check, worst.spots, worst.decimals
    details = {
        "text": ", ".join(filter(None, (fill(check.text, context.names), *_where(worst, context, many=len(gaps) > 1)))),
        "relation": check.relation,
        "comparison": _several(gaps, context) if len(gaps) > 1 else _compared(worst),
        "left": _described(worst.case.left, context, ()),
        "right": _described(worst.case.right, context, _spots(worst.case.left, context)),
        "slip": _hint(worst, context) if len(gaps) == 1 else "",
        "bridge": figure(worst.bridge, decimals) if worst.bridge is not None else "",
    }
    case = worst.case.row if len(gaps) > 1 else worst.case.key
    return Finding(
        Code.KONTROLL_BRO if worst.bridged else CODES[check.severity],
        spots[0].at if spots else None,
        Place("kontroll", check.key, case or None),
        ", ".join(figure(gap.left.value, decimals) for gap in gaps),
        ", ".join(figure(gap.right.value, decimals) for gap in gaps),
        MappingProxyType(details),
        reason=check.bridge_reason if worst.bridged else "",
        gap=gap_of(worst.gap.value, worst.gap.uncertainty, decimals) if len(gaps) == 1 else None,
    )


def _hint(gap: Breach, context: Context) -> str:
    """What would make two sides agree that should."""
    if gap.check.relation != "lika":
        return ""
    left, right = gap.case.left, gap.case.right
    return slip_hint(left, right, gap.gap, context) or base_hint(left, right, context, context.once(Spreads))


def _where(gap: Breach, context: Context, *, many: bool) -> Iterator[str]:
    """The labels of the row and the column that a comparison is about, where the check has several."""
    if gap.case.row:
        spot = next((spot for spot in gap.spots if spot.row.key == gap.case.row), None)
        yield spot.row.name if spot else gap.case.row
    if gap.case.column and not many and gap.spots:
        yield _heading(gap, context)


def _heading(gap: Breach, context: Context) -> str:
    return context.heading(gap.spots[0].column, gap.spots[0].table) if gap.spots else gap.case.column


_BOUND: Final = {"lika": " mot", "hogst": ", högst", "minst": ", minst"}


def _compared(gap: Breach) -> str:
    """ "9,0 mot 9,3 (skillnad 0,3, avrundning förklarar högst 0,15)"; counts have no rounding to speak of."""
    decimals, over = gap.decimals, gap.gap.uncertainty
    apart = figure(gap.left.value - gap.right.value, decimals)
    if gap.bridge and not gap.bridged:
        apart = f"{apart}, känd är {figure(gap.bridge, decimals)}"
    explained = f", avrundning förklarar högst {figure(over, decimals)}" if over else ""
    sides = f"{figure(gap.left.value, decimals)}{_BOUND[gap.check.relation]} {figure(gap.right.value, decimals)}"
    return f"{sides} (skillnad {apart}{explained})"


def _several(gaps: list[Breach], context: Context) -> str:
    """ "maj 335, högst 310; okt 282, högst 279"."""
    return "; ".join(
        f"{_heading(gap, context)} {figure(gap.left.value, gap.decimals)}{_BOUND[gap.check.relation]} "
        f"{figure(gap.right.value, gap.decimals)}"
        for gap in gaps
    )


def _spots(expr: Expr, context: Context) -> list[Spot]:
    """The cells that a formula names, in order, each once."""
    places = dict.fromkeys(Place(*ref.parts) for ref in references(expr) if len(ref.parts) == 3)
    return [context.by_place[place] for place in places if place in context.by_place]


def _described(expr: Expr, context: Context, named: list[Spot] | tuple[()]) -> str:
    """ "Summa totalt i Resultaträkning": rows of one table together, many counted, without those already `named`."""
    rows: dict[str, list[str]] = {}
    spots = _spots(expr, context)
    for spot in [spot for spot in spots if spot not in named] or spots:
        labels = rows.setdefault(context.title(spot.table), [])
        label = spot.row.name or spot.row.key
        if label not in labels:
            labels.append(label)
    return " och ".join(
        f"{', '.join(labels) if len(labels) <= FEW else f'{len(labels)} rader'} i {title}"
        for title, labels in rows.items()
    )
