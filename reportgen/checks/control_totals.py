"""The totals that the sources give, on the sheet Avstämning, against the workbook's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.checks.context import Context, Spot
from reportgen.checks.figures import figure, gap_of
from reportgen.checks.missing import lacks_figures
from reportgen.checks.slips import slip_hint
from reportgen.checks.tolerance import Spreads
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.model.suppressed import is_hidden_count
from reportgen.model.value import Origin
from reportgen.spec.control_totals import OURS, SOURCE
from reportgen.spec.formula import Ref, references
from reportgen.spec.words import fill


def check_control_totals(context: Context) -> Iterator[Finding]:
    """Each total that is filled in equals the workbook's own within what rounding explains. An empty one has not been tried, nor
    has one whose table lacks figures: that is told there.
    """
    spreads = context.once(Spreads)
    for spot in context.control_totals:
        value, ours = spot.entered.number, Place(spot.table.key, spot.row.key, OURS)
        if spot.column.key != SOURCE or value is None or value == context.derived.cell(ours).number:
            continue
        total = spreads.at(ours)
        gap = spreads.between(spreads.at(spot.place), total)
        if total is None or gap is None or abs(gap.value) <= gap.uncertainty or _hides_any(ours, context):
            continue
        if lacks_figures(Ref(ours.parts), context):
            continue
        decimals = spot.rule.decimals
        finding = context.finding(
            Code.AVSTAMNING_SKILJER,
            spot,
            figure(value, decimals),
            figure(total.value, decimals),
            table=_table(spot, context),
            difference=figure(gap.value, decimals),
            tolerance=figure(gap.uncertainty, decimals),
            slip=slip_hint(Ref(spot.place.parts), Ref(ours.parts), gap, context, total=spot.place),
        )
        yield replace(finding, gap=gap_of(gap.value, gap.uncertainty, decimals))


def _hides_any(place: Place, context: Context) -> bool:
    """Whether a count is hidden somewhere beneath a cell: the workbook's total then lacks it, and is right to."""
    spot = context.by_place.get(place)
    if spot is None:
        return False
    if spot.derived.origin is Origin.COMPUTED and spot.rule.expr is not None:
        return any(_hides_any(Place(*ref.parts), context) for ref in references(spot.rule.expr) if len(ref.parts) == 3)
    return is_hidden_count(spot.derived.text)


def _table(spot: Spot, context: Context) -> str:
    """The title of the table that the total is of; the mall gives it as the row's group."""
    return fill(spot.spec.group, context.names) if spot.spec else context.title(spot.table)
