"""The rows of a table that deviate most, with their comments. How they are chosen: `analysis.deviations`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.analysis.deviations import Deviating, Largest, largest
from reportgen.derive.analysed.inputs import Source, lowered, source
from reportgen.derive.analysed.result import Analysed, Plot, column, row, table_spec
from reportgen.derive.analysed.words import enumerated, field
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Value
from reportgen.spec.analysis import ALL, OTHERS, AnalysisSpec, DeviationsSpec
from reportgen.spec.cell import cell_unit
from reportgen.spec.schema import TableSpec, TemplateSpec
from reportgen.spec.words import fill

BASE, DEVIATION, PERCENT, COMMENT = "av", "avvikelse", "procent", "kommentar"
"""The columns, as value fields name them."""

MISSING = "Kommentar saknas."

NAMED = 3
"""How many rows the sentences name."""


def deviating(spec: AnalysisSpec, asked: DeviationsSpec, report: Report, template: TemplateSpec) -> Analysed:
    """The rows; empty when none of them deviates."""
    table = source(report, template, asked.table)
    rows = {one.key: one for one in table.rows(asked.rows) if _is_comparable(one, asked, table)}
    found = largest(
        (_deviating(one, asked) for one in rows.values()),
        asked.number,
        floor=Decimal(str(asked.floor)),
        percent=Decimal(str(asked.percent)),
        by_percent=asked.order == "procent",
    )
    told = _Told(spec, asked, table, found, {key: table.label(one) for key, one in rows.items()})
    return told.analysed() if found.rows else Analysed(told.spec_of_table(), Table(spec.key))


def _is_comparable(one: Row, asked: DeviationsSpec, table: Source) -> bool:
    """Whether the row has a deviation in the unit of the column: a row in another unit cannot be larger or smaller."""
    column, spec = table.column(asked.column), table.spec
    unit = cell_unit(spec, spec.row(one.key), column)
    return one.cell(asked.column).number is not None and unit == cell_unit(spec, None, column)


def _deviating(one: Row, asked: DeviationsSpec) -> Deviating:
    deviation = one.cell(asked.column).number
    assert deviation is not None  # `_is_comparable`
    base = one.cell(asked.base).number if asked.base else None
    comment = one.cell(asked.comment).text.strip() if asked.comment else ""
    return Deviating(one.key, deviation, base, comment)


class _Told:
    """The rows in a table, a chart and words."""

    def __init__(
        self, spec: AnalysisSpec, asked: DeviationsSpec, table: Source, found: Largest, labels: dict[str, str]
    ) -> None:
        self.spec, self.asked, self.table, self.found, self.labels = spec, asked, table, found, labels
        declared = table.column(asked.column)
        self.unit = declared.unit or table.spec.unit
        self.decimals = table.decimals_of(declared.key) if spec.decimals is None else spec.decimals

    def analysed(self) -> Analysed:
        rows = tuple(self._rows())
        return Analysed(self.spec_of_table(), Table(self.spec.key, rows), self._plot(), tuple(self._sentences()))

    def spec_of_table(self) -> TableSpec:
        columns = [column("rad", self.table.heading(self.table.spec.label_column.key), typ="etikett")]
        if self.asked.base:
            columns.append(column(BASE, self.table.heading(self.asked.base)))
        columns.append(column(DEVIATION, self.table.heading(self.asked.column), plus=True))
        if self.asked.base:
            columns.append(column(PERCENT, "Procent", typ="procent", decimaler=1, plus=True))
        if self.asked.comment:
            columns.append(column(COMMENT, self.table.heading(self.asked.comment), typ="text"))
        return table_spec(
            self.spec.key,
            fill(self.spec.title, self.table.names),
            columns,
            enhet=self.unit,
            decimaler=self.decimals,
            teckenregel=self.table.spec.convention,
        )

    def _rows(self) -> Iterator[Row]:
        for one in self.found.rows:
            values: dict[str, Value] = {BASE: one.base, DEVIATION: one.deviation, PERCENT: one.percent}
            yield row(one.key, self.labels[one.key], values | {COMMENT: one.comment or MISSING})
        if self.found.n_others:
            yield row(OTHERS, f"Övriga {self.found.n_others} rader", {DEVIATION: self.found.others})
        yield row(ALL, "Alla rader", {DEVIATION: self.found.total}, RowKind.SUMMA)

    def _plot(self) -> Plot:
        labels = tuple(self.labels[one.key] for one in self.found.rows)
        heading = self.table.heading(self.asked.column)
        series = ((heading, tuple(one.deviation for one in self.found.rows)),)
        ends = f"Störst är {labels[0]}." if labels else ""
        description = " ".join(filter(None, (fill(self.spec.text, self.table.names), ends)))
        return Plot("stapel", labels, series, self.unit, self.decimals, description)

    def _sentences(self) -> Iterator[str]:
        named = [self._named(one) for one in self.found.rows[:NAMED]]
        yield f"Störst avvikelse har {enumerated(named)}."

    def _named(self, one: Deviating) -> str:
        amount = field(self.spec.key, one.key, DEVIATION, "plus|enhet")
        percent = f", {field(self.spec.key, one.key, PERCENT, 'plus')}" if one.percent is not None else ""
        return f"{lowered(self.labels[one.key])} ({amount}{percent})"
