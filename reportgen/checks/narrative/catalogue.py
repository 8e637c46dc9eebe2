"""Every series of a report, by the words that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.making import series_of
from reportgen.checks.narrative.phrases import Phrase, phrases
from reportgen.checks.narrative.series import Series
from reportgen.checks.narrative.source import Source
from reportgen.claims.numerals import Kind
from reportgen.claims.sentences import stem, stems, tokens
from reportgen.model.format import KRONOR
from reportgen.model.position import Place
from reportgen.spec.formula import Ref

_ADJECTIVE: Final = re.compile(r"\s*[^\W\d_]{4,}(?:da|na|ga|ade)\s*")
""" "Familjehem, konsulentstödda" is "konsulentstödda familjehem" too."""
_COST: Final = re.compile(r"([^\W\d_]{5,}?)s?kostnader")
""" "Personalkostnader" are what "personalen" costs."""
_JOINED: Final = re.compile(r"\boch\b|[/+]")
"""What makes the words after a comma one of several things, not a closer description."""


def others(series: Series, firsts: frozenset[str]) -> Iterator[Phrase]:
    """What a row is called besides its label: "Funktionsstöd, LSS" funktionsstöd, "Lokaler" among costs lokalkostnader."""
    first, comma, rest = series.label.partition(",")
    if comma and series.row is not None:
        if (
            (first.lower() in firsts and not _JOINED.search(rest))
            or first.isupper()
            or (first[:1].isupper() and first[-1:].isupper())
        ):
            yield from (phrase for phrase in phrases(first) if phrase not in series.phrases)
        if _ADJECTIVE.fullmatch(rest):
            yield from phrases(f"{rest} {first}")
    if (cost := _COST.fullmatch(series.label)) and series.kind is Kind.MONEY:
        yield (stems(cost[1].lower()) | stems(f"{cost[1].lower()}en"),)
    words = tokens(series.label)
    if len(words) == 1 and series.kind is Kind.MONEY and series.good > 0 and not series.total:
        one = stem(words[0].word)
        yield (frozenset(stem(f"{one}{joint}kostnader") for joint in ("", "s")),)


class Catalogue:
    """The series of a report; each index is made once, when it is first asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        tables = (table for table in context.template.reported if table.key in context.entered.tables)
        self.series = tuple(series for table in tables for series in series_of(Source(table, context)))

    @cached_property
    def by_stem(self) -> dict[str, list[tuple[Phrase, Series]]]:
        """The phrases that start with a stem, longest first, with what they name."""
        found: dict[str, list[tuple[Phrase, Series]]] = {}
        firsts = self._firsts
        for series in self.series:
            for phrase in (*series.phrases, *others(series, firsts)):
                for word in phrase[0]:
                    found.setdefault(word, []).append((phrase, series))
        for entries in found.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return found

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The words before the comma of a label that begin no other label: they say enough."""
        rows = {(series.table.key, series.row, series.label) for series in self.series}
        begun = Counter(label.split(",")[0].lower() for label in {label for _, _, label in rows})
        return frozenset(first for first, times in begun.items() if times == 1)

    @cached_property
    def by_label(self) -> dict[str, list[Series]]:
        """The series with the same label: of other kinds, and of other tables."""
        found: dict[str, list[Series]] = {}
        for series in self.series:
            found.setdefault(series.label, []).append(series)
        return found

    @cached_property
    def by_row(self) -> dict[tuple[str, str | None], tuple[Series, ...]]:
        """The series on a row, by table and row: one for each kind of figure it has."""
        found: dict[tuple[str, str | None], tuple[Series, ...]] = {}
        for series in self.series:
            key = (series.table.key, series.row)
            found[key] = (*found.get(key, ()), series)
        return found

    @cached_property
    def totals(self) -> tuple[Series, ...]:
        """The series that tell of the whole nämnd: of the totals those that are as large as the largest."""
        totals = [(self._size(series), series) for series in self.series if series.total and series.kind is Kind.MONEY]
        largest = max((size for size, _ in totals), default=Decimal(0))
        return tuple(series for size, series in totals if size * 1000 >= largest * 999)

    def _size(self, series: Series) -> Decimal:
        """The largest figure of a series in kronor, sign aside."""
        refs = [expr for exprs in series.figures.values() for expr in exprs if isinstance(expr, Ref)]
        numbers = (self.context.derived.cell(Place(*ref.parts)).number for ref in refs)
        largest = max((abs(number) for number in numbers if number is not None), default=Decimal(0))
        return largest.scaleb(KRONOR.get(series.unit, 0))
