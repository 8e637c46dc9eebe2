"""Headings, names of rows and texts that say another period than the report's: what was left from an earlier follow-up.

What people tell rightly speaks of the past ("sedan i mars"), so of prose only that is found which gives the whole its period:
its first words ("Per april …"), a heading in it, and a figure of the year so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from reportgen.checks.context import Context, Kind, Written
from reportgen.checks.naming import Named, named_periods
from reportgen.model.finding import Code, Finding
from reportgen.model.period import MANADER, Period
from reportgen.model.position import CellRef, Place
from reportgen.model.table import group_key
from reportgen.spec.words import fill_known

_LEAD: Final = r"(?:per|t\.?\s?o\.?\s?m\.?|till och med)\s+(?:den\s+)?(?:sista\s+|utgången av\s+)?"
_OPENING: Final = re.compile(_LEAD, re.IGNORECASE)
_TITLE: Final = re.compile(
    rf"(?:uppföljning\w*|delår\w*|årsredovisning|bokslut|prognos|utfall|läget|månadsuppföljning|rapport)\s+(?:{_LEAD})?",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(r"^(?:#+\s*|\*\*|[-*•]\s+|\d+\.\s+)+")
_PAST: Final = re.compile(
    r"\b(?:var|hade|låg|blev|uppgick|fanns|visade\w*|redovisade\w*|bedömdes|gjordes|\w{3,}(?:ades?|erades))\b",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"\b(?:är|uppgår|visar|redovisar|redovisas|ökar|minskar|avviker|motsvarar|ligger)\b", re.IGNORECASE
)
_OTHER_TIME: Final = re.compile(
    r"\b(?:jämför\w*|än|mot|sedan|förra|föregående|tidigare|delår\w*|prognos\w*|budget\w*|snitt\w*|riket)\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_DECIDED: Final = re.compile(
    r"\b(?:godkänn\w*|överlämna\w*|fastställ\w*|ta(?:r)?\s+del\s+av)\s[^.;]{0,70}?"
    rf"(?:\bper\s+(?P<month>{'|'.join(MANADER)})\s+|\b(?:årsredovisning|bokslut|årsbokslut)\w*\s+(?:för\s+)?)(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
""" "godkänner delårsrapporten per augusti 2025": what is decided is the report itself."""
_COMPARES: Final = re.compile(r"\b(?:jämför\w*|än|sedan|förra|föregående|tidigare)\b", re.IGNORECASE)
_INTERIM: Final = (4, 8)
"""The months of the interim reports that every municipality makes; a year's report may have been made from one of them."""


def check_heading_periods(context: Context) -> Iterator[Finding]:
    """A heading that somebody has changed names the periods that the mall's names, and no other."""
    for table in context.template.reported:
        read = context.entered.table(table.key)
        for column in table.columns if read.headings else ():
            for key, given in ((column.key, column.heading), (group_key(column.key), column.group)):
                changed = read.headings.get(key)
                expected = fill_known(given, context.names) if changed else ""
                strange = _strange(changed, expected, context) if changed else None
                if strange:
                    at, place = read.headings_at.get(key, CellRef(read.sheet)), Place(table.key, None, column.key)
                    details = MappingProxyType(
                        {"what": "Rubriken", "label": changed or "", "table": context.title(table)}
                    )
                    yield Finding(Code.PERIOD_I_RUBRIK, at, place, strange.text, expected, details)


def check_label_periods(context: Context) -> Iterator[Finding]:
    """A row that somebody has given another name names the periods that the mall's name does, and no other."""
    for table in context.template.reported:
        for row in context.entered.table(table.key).rows:
            spec = table.row(row.key)
            expected = fill_known(spec.label, context.names) if spec else ""
            strange = _strange(row.name, expected, context) if spec and row.name != expected else None
            if strange:
                details = MappingProxyType({"what": "Raden", "label": row.name, "table": context.title(table)})
                at = Place(table.key, row.key)
                yield Finding(Code.PERIOD_I_RUBRIK, row.at, at, strange.text, expected, details)


def check_text_periods(context: Context) -> Iterator[Finding]:
    """A text does not open with, carry as heading, or give its figures for the period of another follow-up."""
    for text in context.written:
        if text.kind is not Kind.NAME and not context.template.info.plan:
            named = next((one.text for one in _in_prose(text, context)), None)
            strange = named or next(_decided(text.plain, context.entered.period), None)
            if strange:
                yield text.finding(Code.PERIOD_I_TEXT, strange, context.entered.period.spann_lang)


def _decided(text: str, period: Period) -> Iterator[str]:
    """The month and year of a report that is decided on, when the year is another than this report's."""
    for match in _DECIDED.finditer(text):
        own_month = match["month"] is None or MANADER[period.month - 1] == match["month"].lower()
        if own_month and int(match["year"]) != period.year and not _COMPARES.search(match[0]):
            yield " ".join(filter(None, (match["month"], match["year"])))


def previous_followup(context: Context) -> Period:
    """The period of the follow-up before this one: by the months that the mall is made for, else the month before."""
    period, info = context.entered.period, context.template.info
    months = info.months or ([12] if info.whole_year else range(1, 13))
    before = [month for month in months if month < period.month]
    return Period(period.year, max(before)) if before else Period(period.year - 1, max(months))


def _strange(changed: str, expected: str, context: Context) -> Named | None:
    """The first period in a changed heading that is not the mall's; of one to which the mall gives none, a past follow-up's."""
    known = {named.months for named in named_periods(expected)}
    if known:
        years = {year for year, *_ in known} | {context.entered.period.year}
        return next((named for named in named_periods(changed) if not _is_known(named, known, years)), None)
    return next((named for named in _titled(changed) if _is_past(named, context)), None)


def _is_known(named: Named, known: set[tuple[int | None, int, int]], years: set[int | None]) -> bool:
    """Whether the mall says it too, perhaps with the year or without."""
    year, first, last = named.months
    if named.is_year:
        return year in years
    return any((first, last) == (a, b) and (year == y or None in (year, y)) for y, a, b in known)


def _in_prose(text: Written, context: Context) -> Iterator[Named]:
    for line in text.plain.splitlines():
        bare = _MARKUP.sub("", line.strip())
        if not bare:
            continue
        found = [*_titled(bare)] if text.kind is Kind.TEXT and _is_heading(line.strip()) else [*_opening(bare)]
        yield from (named for named in found if _is_past(named, context) or _is_year_slip(named, context))
        yield from _stale_figures(bare, context)


def _is_heading(line: str) -> bool:
    """Whether a line is a heading: marked so, all in bold, or a few words without an end."""
    is_marked = line.startswith("#") or (line.startswith("**") and line.rstrip(":").endswith("**"))
    return is_marked or (len(line.split()) <= 8 and line[-1] not in ".!?,;:")


def _opening(line: str) -> Iterator[Named]:
    """The period that a sentence opens with: "Per april är …", unless it goes on to tell what was then."""
    lead = _OPENING.match(line)
    if lead:
        sentence = _SENTENCE_END.split(line)[0]
        for named in named_periods(sentence[: lead.end() + 30]):
            if named.start <= lead.end() and named.end > lead.end() and not _PAST.search(sentence):
                yield named


def _titled(line: str) -> Iterator[Named]:
    """The periods that a heading is for: spans from January, and those after "per" or the kind of report."""
    leads = {match.end() for pattern in (_OPENING, _TITLE) for match in pattern.finditer(line)}
    return (
        named for named in named_periods(line) if named.is_span or any(named.start <= end < named.end for end in leads)
    )


def _stale_figures(line: str, context: Context) -> Iterator[Named]:
    """Spans from January to an earlier month, in a sentence that gives a figure for them as if it were now."""
    if "jan" not in line.lower():
        return
    for sentence in _SENTENCE_END.split(line):
        spans = [named for named in named_periods(sentence) if not named.is_year]
        is_one = len(spans) == 1 and spans[0].is_span and _is_past(spans[0], context)
        if is_one and any(sign.isdigit() for sign in sentence) and _tells_of_now(sentence):
            yield spans[0]


def _tells_of_now(sentence: str) -> bool:
    """Whether it says how things are, and neither how they were nor how they compare."""
    return bool(_NOW.search(sentence)) and not _PAST.search(sentence) and not _OTHER_TIME.search(sentence)


def _is_past(named: Named, context: Context) -> bool:
    """Whether it is the period of a follow-up before this one, in this year or when no year is said."""
    period, before = context.entered.period, previous_followup(context)
    if named.is_year or named.year not in (None, period.year) or named.last >= period.month:
        return False
    return named.last <= (before.month if before.year == period.year else 0) or named.last in _INTERIM


def _is_year_slip(named: Named, context: Context) -> bool:
    """Whether it is the report's month of another year."""
    period = context.entered.period
    return named.last == period.month and named.year not in (None, period.year)
