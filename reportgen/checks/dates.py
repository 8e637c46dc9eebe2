"""Days that cannot be right: passed while the thing is still open, in the wrong order, left from an earlier period, far off.

Everything is measured from the report's period, never from the day the check is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.checks.periods import previous_followup
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import START, ColumnSpec, ColumnType, DateRole, FactSpec

YEARS_BACK, YEARS_ON = 10, 15
"""A day in a table further from the period than this is taken for a slip of the year."""

MONTHS_ON: Final = 12
"""A follow-up is dated and decided on within so many months after its period."""

_LATE: Final = re.compile(r"försen|avvik|efter plan|pausa|vilar", re.IGNORECASE)
"""The word of a status that tells that the day will not hold, or has not held."""

_LATER: Final[tuple[DateRole, ...]] = ("sammantrade", "rattad")
"""Days that come after that of the document."""

_COLUMN_ROLES: Final[tuple[tuple[DateRole, re.Pattern[str]], ...]] = (
    ("kommentar", re.compile(r"kommentar", re.IGNORECASE)),
    ("slut", re.compile(r"slut|klar|senast|färdig|tidsfrist|deadline", re.IGNORECASE)),
    ("start", re.compile(r"start|börja", re.IGNORECASE)),
)
_FACT_ROLES: Final[tuple[tuple[DateRole, re.Pattern[str]], ...]] = (
    ("rattad", re.compile(r"rattad|rättad", re.IGNORECASE)),
    ("sammantrade", re.compile(r"behandla|sammanträd|nämndens möte", re.IGNORECASE)),
    ("dokument", re.compile(r"^datum\b", re.IGNORECASE)),
)


def check_passed_dates(context: Context) -> Iterator[Finding]:
    """What was to be finished by the end of the period is, by its status, finished."""
    end = context.entered.period.last_day
    for row in _rows(context) if not context.template.info.plan else ():
        still_open = _open_statuses(row, context)
        for spot in row:
            day = _day(spot)
            if still_open and day and day <= end and date_role(spot.column) == "slut":
                is_told = any(_LATE.search(status.derived.text) for status in still_open)
                code = Code.SLUTDATUM_FORSENAT if is_told else Code.SLUTDATUM_PASSERAT
                told = " och ".join(f"{_heading(status, context)} är {status.derived.text}" for status in still_open)
                yield context.finding(code, spot, day.isoformat(), end.isoformat(), status=told)


def check_date_order(context: Context) -> Iterator[Finding]:
    """Nothing ends before it starts."""
    for row in _rows(context):
        days = {date_role(spot.column): (spot, day) for spot in row if (day := _day(spot))}
        if "start" in days and "slut" in days and days["slut"][1] < days["start"][1]:
            spot, day = days["slut"]
            start, begun = days["start"]
            yield context.finding(
                Code.SLUT_FORE_START, spot, day.isoformat(), begun.isoformat(), start=_heading(start, context)
            )


def check_comment_dates(context: Context) -> Iterator[Finding]:
    """A dated comment was written for this follow-up: after the period of the one before, and not after the report itself."""
    before, written = previous_followup(context), _fact(context, "dokument")
    for spot in _dated(context):
        day = _day(spot)
        if day is None or date_role(spot.column) != "kommentar":
            continue
        if day <= before.last_day:
            yield context.finding(Code.KOMMENTAR_GAMMAL, spot, day.isoformat(), f"{before.manad} {before.year}")
        elif written and day > written[1]:
            yield context.finding(Code.KOMMENTAR_FRAMTIDA, spot, day.isoformat(), written[1].isoformat())


def check_far_dates(context: Context) -> Iterator[Finding]:
    """No day lies many years from the period."""
    year = context.entered.period.year
    for spot in _dated(context):
        day = _day(spot)
        if day and not year - YEARS_BACK <= day.year <= year + YEARS_ON:
            yield context.finding(Code.DATUM_ORIMLIGT, spot, day.isoformat(), str(context.entered.period))


def check_fact_dates(context: Context) -> Iterator[Finding]:
    """The report is dated after its period ends, decided on after that and soon, and corrected last of all."""
    facts = {fact.key: (fact, day) for fact in context.template.facts if (day := _fact_day(context, fact))}
    by_role = {role: each for each in reversed(list(facts.values())) if (role := fact_role(each[0]))}
    end, is_plan = context.entered.period.last_day, context.template.info.plan
    for fact, day in facts.values():
        months = (day.year - end.year) * 12 + day.month - end.month
        if day < end and not is_plan and fact_role(fact) in ("dokument", "sammantrade", "rattad"):
            yield _in_fact(context, Code.DATUM_FORE_PERIODENS_SLUT, fact, day, end.isoformat())
        elif (months > MONTHS_ON and fact_role(fact) in ("dokument", "sammantrade")) or abs(months) > 12 * YEARS_BACK:
            yield _in_fact(context, Code.DATUM_LANGT_FRAN_PERIODEN, fact, day, str(context.entered.period))
    document = by_role.get("dokument")
    for role in _LATER:
        later = by_role.get(role)
        if document and later and later[1] < document[1]:
            yield _in_fact(context, Code.FORE_RAPPORTENS_DATUM, later[0], later[1], document[1].isoformat())


def date_role(column: ColumnSpec) -> DateRole | None:
    """What the days of a column are: as the mall says, else as its heading or key reads."""
    if column.type is not ColumnType.DATUM:
        return None
    words = f"{column.group} {column.heading} {column.key}"
    return column.date_role or next((role for role, pattern in _COLUMN_ROLES if pattern.search(words)), None)


def fact_role(fact: FactSpec) -> DateRole | None:
    """What the day of a fact is: as the mall says, else as its key and label read."""
    if fact.type != "datum":
        return None
    if fact.date_role:
        return fact.date_role
    return next((role for role, pattern in _FACT_ROLES if pattern.search(fact.key) or pattern.search(fact.label)), None)


def _dated(context: Context) -> Iterator[Spot]:
    return (spot for spot in context.spots if spot.column.type is ColumnType.DATUM)


def _rows(context: Context) -> Iterator[list[Spot]]:
    """The rows of the tables that have days, cell by cell."""
    tables = {t.key for t in context.template.reported if any(c.type is ColumnType.DATUM for c in t.columns)}
    spots = (spot for spot in context.spots if spot.table.key in tables)
    return (list(group) for _, group in groupby(spots, lambda spot: (spot.table.key, spot.row.key)))


def _open_statuses(row: list[Spot], context: Context) -> list[Spot]:
    """The statuses of a row that is not finished; none when one of them says that it is, or none can say so."""
    statuses = [spot for spot in row if spot.column.scale and spot.derived.text]
    can_tell = False
    for spot in statuses:
        scale = context.template.scale(spot.column.scale)
        level = scale.level(spot.derived.text) if scale else None
        if scale is None or level is None or not scale.finished:
            continue
        if level.key in scale.finished:
            return []
        can_tell = True
    return statuses if can_tell else []


def _day(spot: Spot) -> date | None:
    value = spot.derived.value
    return value if isinstance(value, date) else None


def _heading(spot: Spot, context: Context) -> str:
    return context.heading(spot.column, spot.table)


def _fact_day(context: Context, fact: FactSpec) -> date | None:
    value = context.entered.fact(fact.key).value
    return value if isinstance(value, date) else None


def _fact(context: Context, role: DateRole) -> tuple[FactSpec, date] | None:
    """The first fact of that role that is filled in."""
    for fact in context.template.facts:
        day = _fact_day(context, fact)
        if day and fact_role(fact) == role:
            return fact, day
    return None


def _in_fact(context: Context, code: Code, fact: FactSpec, day: date, expected: str) -> Finding:
    at = context.entered.fact(fact.key).at or CellRef(START)
    details = MappingProxyType({"label": fact.label})
    return Finding(code, at, Place("uppgift", fact.key), day.isoformat(), expected, details)
