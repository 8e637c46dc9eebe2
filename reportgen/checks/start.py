"""The sheet Start: the right mall, a period it is made for, and the facts that must be there."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from reportgen.checks.context import Context
from reportgen.model.finding import Code, Finding
from reportgen.model.period import MANADER
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import START


def check_version(context: Context) -> Iterator[Finding]:
    """The workbook was made for the version of the mall that is used now."""
    found, expected = context.entered.version, context.template.info.version
    if found != expected:
        yield Finding(Code.MALLVERSION, CellRef(START), Place("uppgift", "mallversion"), found, expected)


def check_period(context: Context) -> Iterator[Finding]:
    """The period ends in a month that the mall is made for."""
    period, months = context.entered.period, context.template.info.months
    if months and period.month not in months:
        expected = " och ".join(MANADER[month - 1] for month in months)
        at = context.entered.period_at or CellRef(START)
        yield Finding(Code.PERIOD_UTANFOR, at, Place("uppgift", "period"), str(period), expected)


def check_facts(context: Context) -> Iterator[Finding]:
    """Every fact that the mall requires is filled in."""
    for fact in context.template.facts:
        cell = context.entered.fact(fact.key)
        if fact.required and cell.is_empty:
            details = MappingProxyType({"label": fact.label})
            yield Finding(Code.UPPGIFT_SAKNAS, cell.at or CellRef(START), Place("uppgift", fact.key), details=details)
