"""What an analysis takes out of a report: rows with their names, columns with their headings and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportgen.model.format import format_value
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.spec.schema import ColumnSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fact_name, fill, fill_known


@dataclass(frozen=True)
class Source:
    """A table that an analysis looks in, with its spec."""

    report: Report
    spec: TableSpec

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The words of the period and the facts of the sheet Start, for headings and labels."""
        facts = {fact_name(key): format_value(cell.value) for key, cell in self.report.facts.items()}
        return {**self.report.period.names(), "namnd": self.report.namnd, **facts}

    @property
    def table(self) -> Table:
        return self.report.table(self.spec.key)

    def rows(self, keys: Sequence[str]) -> list[Row]:
        """The rows with those keys in the order of the table; without keys every row that figures are entered on.

        Sums and of-which rows take part only when they are named: they tell what other rows tell.
        """
        if keys:
            return [row for row in self.table.rows if row.key in keys]
        return [row for row in self.table.rows if row.kind is RowKind.POST]

    def label(self, row: Row) -> str:
        return fill(row.name, self.names)

    def column(self, key: str) -> ColumnSpec:
        """The column; the mall is known to have it."""
        found = self.spec.column(key)
        assert found is not None, key
        return found

    def heading(self, key: str) -> str:
        """What stands above the column in the documents, as somebody has written it or as the mall has it."""
        column = self.column(key)
        return fill_known(self.table.headings.get(key) or column.heading, self.names)

    def decimals_of(self, key: str) -> int:
        """How many decimals the column is printed with."""
        own = self.column(key).decimals
        return self.spec.decimals if own is None else own


def source(report: Report, template: TemplateSpec, key: str) -> Source:
    """The table by its key; the mall is known to have it."""
    spec = template.table(key)
    assert spec is not None, key
    return Source(report, spec)


def lowered(heading: str) -> str:
    """A heading inside a sentence: "Budget 2025" → "budget 2025"; what begins with several capitals keeps them."""
    return heading if heading[1:2].isupper() else heading[:1].lower() + heading[1:]
