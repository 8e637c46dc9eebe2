"""The forecasts of a table's rows beside what their outcome points at. How that is judged: `analysis.plausibility`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.analysis.plausibility import Judged, Known, Shape, judge
from reportgen.derive.analysed.inputs import Source, lowered, source
from reportgen.derive.analysed.result import Analysed, Plot, column, row, table_spec
from reportgen.derive.analysed.words import field
from reportgen.model.format import format_number
from reportgen.model.report import Report
from reportgen.model.rounding import half_unit
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Value
from reportgen.spec.analysis import AnalysisSpec, PlausibilitySpec
from reportgen.spec.cell import cell_decimals
from reportgen.spec.schema import ColumnType, TableSpec, TemplateSpec
from reportgen.spec.words import fill

FROM, TO, FORECAST, OUTSIDE, REST = "fran", "till", "prognos", "utanfor", "resten"
SHAPES = {Shape.STRAIGHT: "takten", Shape.BUDGET: "budgeten", Shape.LAST_YEAR: "forra_aret"}
"""The columns, as value fields name them."""

HEADINGS = {Shape.STRAIGHT: "takten hittills", Shape.BUDGET: "budgeten", Shape.LAST_YEAR: "förra året"}

NAMED = 3
"""How many rows the sentences name."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row with its forecast beside its band; `base` is what it can be told in per cent of, None when there is nothing."""

    row: Row
    judged: Judged
    base: Decimal | None

    @property
    def band(self) -> tuple[Decimal, Decimal]:
        """The band as it is told: from the smaller amount to the larger, whatever the sign."""
        low, high = self.judged.low, self.judged.high
        return (high, low) if abs(high) < abs(low) else (low, high)


def weighed(asked: PlausibilitySpec, report: Report, template: TemplateSpec) -> list[Weighed]:
    """Every row that can be judged, in the order of the table, the sum row too."""
    table = source(report, template, asked.table)
    rows = table.rows(asked.rows)
    if asked.total:
        rows += [one for one in table.rows([asked.total]) if one not in rows]
    margin, floor = Decimal(str(asked.margin)), Decimal(str(asked.floor))
    found = []
    for one in rows:
        known = None if one.key in asked.without else _known(one, asked, table)
        judged = judge(known, margin) if known and _size(known) >= floor else None
        if judged:
            found.append(Weighed(one, judged, judged.known.budget or judged.known.bokslut_fg))
    return found


def told(found: list[Weighed]) -> list[Weighed]:
    """The rows outside their band; a sum only when no row that is entered is, since it would tell that once more."""
    outside = [one for one in found if one.judged.is_outside]
    return [one for one in outside if one.row.kind is not RowKind.SUMMA] or outside


def shapes(found: list[Weighed]) -> list[Shape]:
    """The shapes that any of the rows has."""
    return [shape for shape in Shape if any(shape in _by_shape(one) for one in found)]


def plausible(spec: AnalysisSpec, asked: PlausibilitySpec, report: Report, template: TemplateSpec) -> Analysed:
    """The rows with their projections, band and forecast; empty when no row can be judged."""
    return _Told(spec, asked, source(report, template, asked.table), weighed(asked, report, template)).analysed()


def _known(one: Row, asked: PlausibilitySpec, table: Source) -> Known | None:
    """What the row's cells say; None when it has no outcome or no forecast."""
    utfall, prognos = one.cell(asked.outcome).number, one.cell(asked.forecast).number
    if utfall is None or prognos is None:
        return None
    part, budget = _pair(one, asked.budget)
    part_fg, bokslut_fg = _pair(one, asked.last_year)
    is_count = table.column(asked.outcome).type is ColumnType.ANTAL
    decimals = cell_decimals(table.spec, table.spec.row(one.key), table.column(asked.outcome))
    half = Decimal(0) if is_count else half_unit(decimals)
    return Known(utfall, prognos, table.report.period.month, budget, part, bokslut_fg, part_fg, half)


def _pair(one: Row, keys: list[str] | None) -> tuple[Decimal | None, Decimal | None]:
    if keys is None:
        return None, None
    part, year = keys
    return one.cell(part).number, one.cell(year).number


def _size(known: Known) -> Decimal:
    return max(abs(known.prognos), abs(known.budget or Decimal(0)))


def _by_shape(one: Weighed) -> dict[Shape, Decimal]:
    return {projection.shape: projection.value for projection in one.judged.projections}


class _Told:
    """The judged rows in words, rows and spans."""

    def __init__(self, spec: AnalysisSpec, asked: PlausibilitySpec, table: Source, found: list[Weighed]) -> None:
        self.spec, self.asked, self.table, self.found = spec, asked, table, found
        self.outside = told(found)
        declared = table.column(asked.forecast)
        self.unit = declared.unit or table.spec.unit
        self.decimals = table.decimals_of(declared.key) if spec.decimals is None else spec.decimals

    def analysed(self) -> Analysed:
        if not self.found:
            return Analysed(self._spec(), Table(self.spec.key))
        rows = tuple(self._row(one) for one in self.found)
        return Analysed(self._spec(), Table(self.spec.key, rows), self._plot(), tuple(self._sentences()))

    def _spec(self) -> TableSpec:
        pointed = "Året pekar mot, enligt"
        columns = [
            column("rad", self.table.heading(self.table.spec.label_column.key), typ="etikett"),
            *(column(SHAPES[shape], HEADINGS[shape], grupp=pointed) for shape in shapes(self.found)),
            column(FROM, "från", grupp="Rimligt"),
            column(TO, "till", grupp="Rimligt"),
            column(FORECAST, self.table.heading(self.asked.forecast)),
            column(OUTSIDE, "Utanför med", noll_tom=True),
            column(REST, "Resten av året mot hittills", typ="procent"),
        ]
        return table_spec(
            self.spec.key,
            fill(self.spec.title, self.table.names),
            columns,
            enhet=self.unit,
            decimaler=self.decimals,
            notes=self._notes(),
        )

    def _notes(self) -> Iterator[str]:
        margin = format_number(Decimal(str(self.asked.margin)).normalize(), 0)
        yield (
            f"Rimligt är det som utfallet pekar mot, med {margin} procents marginal på det som väntas av resten av året. "
            "Resten av året mot hittills: prognosens belopp per månad som återstår, i procent av utfallet per månad."
        )

    def _row(self, one: Weighed) -> Row:
        start, end = one.band
        values: dict[str, Value] = {SHAPES[shape]: value for shape, value in _by_shape(one).items()}
        values |= {FROM: start, TO: end, FORECAST: one.judged.known.prognos}
        values |= {OUTSIDE: one.judged.outside, REST: one.judged.pace}
        kind = RowKind.SUMMA if one.row.kind is RowKind.SUMMA else RowKind.POST
        return row(one.row.key, self.table.label(one.row), values, kind)

    def _plot(self) -> Plot:
        """In per cent of the year's budget, or of last year, so that small rows show as well as large; else in amounts."""
        drawn = [one for one in self.found if one.base]
        if not drawn:
            drawn, unit = self.found, self.unit
        else:
            unit = f"% av {lowered(self._base_heading())}"
        bands = [sorted(self._share(value, one) for value in one.band) for one in drawn]
        series = (
            ("Lägst rimligt", tuple(low for low, _ in bands)),
            (
                self.table.heading(self.asked.forecast),
                tuple(self._share(one.judged.known.prognos, one) for one in drawn),
            ),
            ("Högst rimligt", tuple(high for _, high in bands)),
        )
        labels = tuple(self.table.label(one.row) for one in drawn)
        decimals = 0 if unit.startswith("%") else self.decimals
        return Plot("spann", labels, series, unit, decimals, self._description())

    def _base_heading(self) -> str:
        pair = self.asked.budget or self.asked.last_year
        return self.table.heading(pair[1]) if pair else ""

    @staticmethod
    def _share(value: Decimal, one: Weighed) -> Decimal:
        return value / one.base * 100 if one.base else value

    def _description(self) -> str:
        names = ", ".join(self.table.label(one.row) for one in self.outside)
        ends = f"Utanför ligger {names}." if names else "Ingen prognos ligger utanför."
        return " ".join(filter(None, (fill(self.spec.text, self.table.names), ends)))

    def _sentences(self) -> Iterator[str]:
        month = self.table.report.period.manad
        if not self.outside:
            yield f"Prognoserna stämmer med det som utfallet till och med {month} pekar mot."
        for one in sorted(self.outside, key=self._outside, reverse=True)[:NAMED]:
            key, row_key = self.spec.key, one.row.key
            start, end = field(key, row_key, FROM), field(key, row_key, TO, "enhet")
            yield (
                f"Prognosen för {lowered(self.table.label(one.row))} är {field(key, row_key, FORECAST, 'enhet')}, medan utfallet "
                f"till och med {month} pekar mot {start} till {end}. Den förutsätter att resten av året i genomsnitt per månad "
                f"blir {field(key, row_key, REST)} av det som har varit."
            )

    @staticmethod
    def _outside(one: Weighed) -> Decimal:
        return abs(one.judged.outside)
