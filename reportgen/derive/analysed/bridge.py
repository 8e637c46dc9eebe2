"""A bridge over a table's rows: table, waterfall chart and sentences. How it is worked out: `analysis.bridge`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.analysis.bridge import Bridge, Moved, bridge
from reportgen.derive.analysed.inputs import Source, lowered, source
from reportgen.derive.analysed.result import Analysed, Plot, column, row, table_spec
from reportgen.derive.analysed.words import enumerated, field
from reportgen.model.format import format_number
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.spec.analysis import ALL, OTHERS, UNPLACED_REST, AnalysisSpec, BridgeSpec
from reportgen.spec.schema import TableSpec, TemplateSpec
from reportgen.spec.words import fill

BEFORE, AFTER, CHANGE = "fran", "till", "forandring"
"""The columns, as value fields name them."""

NAMED = 3
"""How many rows the sentences name."""


def bridged(spec: AnalysisSpec, asked: BridgeSpec, report: Report, template: TemplateSpec) -> Analysed:
    """The bridge; empty when neither column has a figure."""
    table = source(report, template, asked.table)
    rows = table.rows(asked.rows)
    moved = [Moved(one.key, *(one.cell(key).number for key in asked.columns)) for one in rows]
    found = bridge(
        moved,
        total=_total(asked, table),
        floor=Decimal(str(asked.floor)),
        at_most=asked.at_most,
        by_size=asked.order == "storlek",
    )
    told = _Told(spec, asked, table, found, {one.key: table.label(one) for one in rows})
    if all(one.before is None and one.after is None for one in moved):
        return Analysed(told.table_spec(), Table(spec.key))
    return Analysed(told.table_spec(), told.table_of_rows(), told.plot(), tuple(told.sentences()))


def _total(asked: BridgeSpec, table: Source) -> tuple[Decimal, Decimal] | None:
    """The two sums that the mall's row has; none when it names none, or one of them is missing."""
    if asked.total is None:
        return None
    before, after = (table.table.cell(asked.total, key).number for key in asked.columns)
    return None if before is None or after is None else (before, after)


class _Told:
    """A bridge in words and rows."""

    def __init__(
        self, spec: AnalysisSpec, asked: BridgeSpec, table: Source, found: Bridge, labels: Mapping[str, str]
    ) -> None:
        self.spec, self.asked, self.table, self.found = spec, asked, table, found
        self.labels = {**labels, ALL: "Summa", OTHERS: _others_label(found), UNPLACED_REST: "Inte fördelat på rader"}
        self.headings = [table.heading(key) for key in asked.columns]
        declared = table.column(asked.columns[0])
        self.unit = declared.unit or table.spec.unit
        self.decimals = table.decimals_of(declared.key) if spec.decimals is None else spec.decimals

    def table_spec(self) -> TableSpec:
        good = "bättre" if self.asked.plus == "battre" else "sämre"
        bad = "sämre" if self.asked.plus == "battre" else "bättre"
        columns = [
            column("rad", self.table.heading(self.table.spec.label_column.key), typ="etikett"),
            column(BEFORE, self.headings[0]),
            column(AFTER, self.headings[1]),
            column(CHANGE, "Förändring", plus=True),
        ]
        return table_spec(
            self.spec.key,
            fill(self.spec.title, self.table.names),
            columns,
            enhet=self.unit,
            decimaler=self.decimals,
            teckenregel=f"Förändring: plus är {good}, minus {bad}.",
            notes=self._notes(),
        )

    def table_of_rows(self) -> Table:
        found = self.found
        lines = [self._row(step) for step in self._steps()]
        whole = self._row(Moved(ALL, found.start, found.end), RowKind.SUMMA)
        return Table(self.spec.key, (*lines, whole))

    def plot(self) -> Plot:
        steps = [step for step in self._steps() if step.change]
        labels = [self.headings[0], *(self.labels[step.key] for step in steps), self.headings[1]]
        values = (self.found.start, *(step.change for step in steps), self.found.end)
        description = " ".join(filter(None, (fill(self.spec.text, self.table.names), self._in_words(steps))))
        names = ("Bättre", "Sämre") if self.asked.plus == "battre" else ("Sämre", "Bättre")
        return Plot("brygga", tuple(labels), (("Belopp", values),), self.unit, self.decimals, description, names)

    def sentences(self) -> Iterator[str]:
        words = self.asked.words or ("bättre/sämre" if self.asked.plus == "battre" else "sämre/bättre")
        before, after = (lowered(heading) for heading in self.headings)
        if not self.found.change:
            yield f"{self.asked.what} är densamma enligt {after} som enligt {before}: {self._field(ALL, AFTER, 'enhet')}."
        else:
            amount, judged = self._field(ALL, CHANGE, "belopp|enhet"), self._field(ALL, CHANGE, words)
            yield f"{self.asked.what} är {amount} {judged} enligt {after} än enligt {before}."
        largest = sorted(self.found.steps, key=lambda step: abs(step.change), reverse=True)[:NAMED]
        named = [f"{self.labels[step.key]} ({self._field(step.key, CHANGE, 'plus|enhet')})" for step in largest]
        if len(named) == 1:
            yield f"Det är {named[0]} som förklarar förändringen."
        elif named:
            yield f"Störst är förändringen för {enumerated(named)}."
        if self.found.rest.change:
            yield f"{self._field(UNPLACED_REST, CHANGE, 'plus|enhet')} är inte fördelat på rader."

    def _steps(self) -> list[Moved]:
        """The rows named, then those told as one, then what belongs to none, where there are such."""
        found = self.found
        others, rest = replace(found.others, key=OTHERS), replace(found.rest, key=UNPLACED_REST)
        return [*found.steps, *(part for part in (others, rest) if part.before or part.after)]

    def _row(self, step: Moved, kind: RowKind = RowKind.POST) -> Row:
        values = {BEFORE: step.before, AFTER: step.after, CHANGE: step.change}
        return row(step.key, self.labels[step.key], values, kind)

    def _notes(self) -> Iterator[str]:
        """A sentence for each side that lacks figures of rows that the other has."""
        for n, heading in enumerate(self.headings):
            lacking = [one for one in self.found.half if (one.before, one.after)[n] is None]
            if lacking:
                names = ", ".join(self.labels[one.key] for one in lacking)
                yield f"{heading} saknas för {names}; hela beloppet räknas då som förändring."

    def _in_words(self, steps: Sequence[Moved]) -> str:
        """The figures of the chart, for one who does not see it."""
        start, end = (self._number(value) for value in (self.found.start, self.found.end))
        walked = "; ".join(f"{self.labels[step.key]} {self._number(step.change, plus=True)}" for step in steps)
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.headings[0]} {start}{unit}; {walked or 'ingen rad ändras'}; {self.headings[1]} {end}{unit}."

    def _number(self, value: Decimal, *, plus: bool = False) -> str:
        return format_number(value, self.decimals, plus=plus)

    def _field(self, key: str, name: str, options: str) -> str:
        return field(self.spec.key, key, name, options)


def _others_label(found: Bridge) -> str:
    return f"Övriga rader ({found.count} ändras)" if found.count else "Övriga rader"
