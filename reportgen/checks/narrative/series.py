"""The figures of a report by what they are about: one series for each row, or for each measure where the rows are years.

    Resultaträkning, Personalkostnader: {utfall 2023: …, utfall 2022: …, budget 2023: …, prognos 2023: …}

A series knows the phrases that name it in prose: its label, what the mall says it is also called, its title where the table is
about one thing. It knows its figures as formulas of cells, so that a tolerance can be worked out for anything made of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from reportgen.checks.narrative.phrases import Phrase, context_stems
from reportgen.checks.narrative.roles import Role
from reportgen.claims.numerals import Kind
from reportgen.spec.formula import Binary, Expr, Number
from reportgen.spec.schema import TableSpec

Figures = dict[Role, list[Expr]]


@dataclass(frozen=True, eq=False)
class Series:
    """`figures` by role, the best first; `means` are means over months.

    `row` is the key of the row it stands on, None where its table's rows are years. `good` is +1 where a larger figure is
    better (income, net cost written with minus), 0 where that is not known. `total` says that it is the whole of its table,
    `generic` that its name ("Nettokostnad", "Antal dygn") says nothing without its table.
    """

    table: TableSpec
    row: str | None
    label: str
    kind: Kind
    unit: str
    figures: Figures
    phrases: tuple[Phrase, ...]
    context: frozenset[str]
    means: Figures = field(default_factory=dict)
    total: bool = False
    monthly: bool = False
    generic: bool = False
    good: int = 0
    group: frozenset[str] = frozenset()
    rivals: tuple[frozenset[str], ...] = ()
    """The words of the heading that a row stands under, and those of the other headings of its table."""
    months: dict[tuple[int, int], Expr] = field(default_factory=dict)
    """The figures of single months, by year and month."""
    priced: bool = False
    """Whether the figures are those of a day, a place or an hour."""

    counted: frozenset[str] = frozenset()
    """The words of the row's own unit: "Årsplaceringar", "Inflöde"."""

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of the label."""
        return context_stems(self.label)

    def fits(self, around: frozenset[str]) -> bool:
        """Whether the words around speak of no other group of the table than the series' own."""
        return self.group <= around or not any(rival <= around for rival in self.rivals)


def part_of_year(budget: Expr, month: int) -> Expr:
    """The year's budget for the months that have passed, where no budget of the period is given: a twelfth each."""
    return Binary("/", Binary("*", budget, Number(Decimal(month))), Number(Decimal(12)))
