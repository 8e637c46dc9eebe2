"""Against the archive: what a closed period decided, and the workbook now says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.earlier.known import Found, sources_of
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number_plain, format_value
from reportgen.model.report import Restated
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Value

_CODES: Final = {
    "fel": Code.ARKIV_FEL,
    "varning": Code.ARKIV_VARNING,
    "notis": Code.ARKIV_NOTIS,
}


def check_archive(context: Context) -> Iterator[Finding]:
    """What was typed in a cell that the mall fills from the archive is what was decided then, as far as it is printed.

    Periods that have been opened again decide nothing. Sums are not asked about, as their parts are.
    """
    earlier = context.closed
    if earlier is None or not earlier.archived:
        return
    for spot in context.spots:
        sources = sources_of(spot.spec, spot.column)
        if not sources or not spot.is_typed:
            continue
        row = spot.row if spot.spec is None else None
        for source, found in earlier.candidates(sources, spot.place, spot.rule.unit, row):
            if found.archived.closing.name in earlier.reopened:
                continue
            code = _CODES.get(source.severity)
            if code and not _agree(spot.derived.value, found.value, spot.rule.decimals):
                yield _finding(context, code, spot, found)
            break


def restated(findings: Iterable[Finding]) -> tuple[Restated, ...]:
    """The figures that are otherwise than a closed period has them, and for which somebody has given the reason."""
    told = set(_CODES.values())
    return tuple(
        Restated(
            place=finding.place,
            label=finding.details["label"],
            heading=finding.details["heading"],
            period=finding.details["period"],
            before=finding.expected,
            after=finding.found,
            reason=finding.reason,
        )
        for finding in findings
        if finding.code in told and finding.place and finding.reason
    )


def _agree(now: Value, then: Value, decimals: int) -> bool:
    """Whether two values are the same where they are printed."""
    if isinstance(now, Decimal) and isinstance(then, Decimal):
        return round_half_up(now, decimals) == round_half_up(then, decimals)
    return now == then


def _finding(context: Context, code: Code, spot: Spot, found: Found) -> Finding:
    name = found.archived.closing.name
    words = found.archived.described.words.tables.get(found.place.table)
    column = words.column(found.place.column or "") if words else None
    return context.finding(
        code,
        spot,
        found=_shown(spot.derived.value),
        expected=_shown(found.value),
        period=str(name.period),
        then=column.heading if column else str(found.place),
    )


def _shown(value: Value) -> str:
    return format_number_plain(value) if isinstance(value, Decimal) else format_value(value)
