"""Forecasts of several years beside what the years came to. How they are measured: `analysis.accuracy`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.analysis.accuracy import Hit, cancelled, record
from reportgen.derive.analysed.inputs import Source, lowered, source
from reportgen.derive.analysed.result import Analysed, Plot, column, row, table_spec
from reportgen.derive.analysed.words import enumerated, field
from reportgen.model.format import format_number_plain, number_word
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Value
from reportgen.spec.analysis import AccuracySpec, AnalysisSpec, ForecastYearSpec
from reportgen.spec.schema import ColumnSpec, TemplateSpec
from reportgen.spec.words import fill

OUTCOME, MEAN, WITHIN, UNSIGNED = "bokslut", "medel", "traffade", "utan_tecken"
FORECAST, DEVIATION, PERCENT = "prognos", "avvikelse", "procent"
"""The columns, as value fields name them; those of a forecast have its number, from 1: procent_2."""

NAMED = 3
"""How many rows the sentences name."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a row: its key, what it is called, and a hit for each of the forecasts."""

    key: str
    name: str
    hits: tuple[Hit, ...]

    @property
    def is_known(self) -> bool:
        return any(hit.deviation is not None for hit in self.hits)


def accurate(spec: AnalysisSpec, asked: AccuracySpec, report: Report, template: TemplateSpec) -> Analysed:
    """The years, or the rows; empty when no forecast can be held against an outcome."""
    table = source(report, template, asked.table)
    told = _Years(spec, asked, table) if asked.by == "ar" else _Rows(spec, asked, table)
    return told.analysed()


class _Told:
    """What both tables have in common."""

    first = ""
    """What stands above the labels, when that is not the table's own heading."""

    def __init__(self, spec: AnalysisSpec, asked: AccuracySpec, table: Source) -> None:
        self.spec, self.asked, self.table = spec, asked, table
        self.limit = Decimal(str(asked.limit))
        self.last = len(asked.forecasts) - 1
        declared = table.column(asked.years[0].outcome)
        self.unit = declared.unit or table.spec.unit
        self.decimals = table.decimals_of(declared.key) if spec.decimals is None else spec.decimals

    def years(self, key: str) -> list[Year]:
        """Every year of a row, the latest first; none of a row that is not there."""
        one = self.table.table.row(key)
        if one is None:
            return []
        return [
            Year(f"ar{n}", fill(year.heading, self.table.names), tuple(self._hits(one, year)))
            for n, year in enumerate(self.asked.years)
        ]

    def _hits(self, one: Row, year: ForecastYearSpec) -> Iterator[Hit]:
        outcome = one.cell(year.outcome).number
        budget = one.cell(year.budget).number if year.budget else None
        base = outcome if self.asked.base == "bokslut" else budget
        return (Hit(one.cell(key).number, outcome, base) for key in year.forecasts)

    def made(self, columns: Sequence[ColumnSpec], rows: Sequence[Row], lacking: Sequence[str] = ()) -> Analysed:
        heading = self.first or self.table.heading(self.table.spec.label_column.key)
        good, bad = ("bättre", "sämre") if self.asked.plus == "battre" else ("sämre", "bättre")
        base = "bokslutet" if self.asked.base == "bokslut" else "budgeten"
        notes = [f"Procent är av {base}."]
        if lacking:
            notes.append(f"Uppgifter saknas för {enumerated(lacking)}.")
        spec = table_spec(
            self.spec.key,
            fill(self.spec.title, self.table.names),
            [column("rad", heading, typ="etikett"), *columns],
            enhet=self.unit,
            decimaler=self.decimals,
            teckenregel=f"Avvikelse är bokslut minus prognos: plus är {good} än prognosen, minus {bad}.",
            notes=notes,
        )
        return Analysed(spec, Table(self.spec.key, tuple(rows)))

    def bars(self, labels: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]]) -> Plot:
        """Deviations in per cent."""
        base = "bokslutet" if self.asked.base == "bokslut" else "budgeten"
        drawn = tuple((name, tuple(values)) for name, values in series)
        words = fill(self.spec.text, self.table.names) or f"Avvikelsen mellan prognos och bokslut, i procent av {base}."
        return Plot("stapel", tuple(labels), drawn, f"% av {base}", 1, words)

    def field(self, key: str, name: str, options: str = "") -> str:
        return field(self.spec.key, key, name, options)

    @property
    def better(self) -> str:
        return "bättre/sämre" if self.asked.plus == "battre" else "sämre/bättre"


class _Years(_Told):
    """A row for each year, of the sum row; under them how far off the forecasts have been on average."""

    first = "År"

    def analysed(self) -> Analysed:
        every = self.years(self.asked.total)
        known = [year for year in every if year.is_known]
        columns = [column(OUTCOME, "Bokslut")]
        for n, name in enumerate(self.asked.forecasts, 1):
            columns += [
                column(f"{FORECAST}_{n}", "Prognos", grupp=name),
                column(f"{DEVIATION}_{n}", "Avvikelse", grupp=name, plus=True),
                column(f"{PERCENT}_{n}", "Procent", grupp=name, typ="procent", decimaler=1),
            ]
        if not known:
            return self.made(columns, ())
        rows = [row(year.key, year.name, self._values(year)) for year in known]
        if len(known) > 1:
            rows.append(row(MEAN, "Medel, utan tecken", self._means(known), RowKind.SUMMA))
        made = self.made(columns, rows, [year.name for year in every if not year.is_known])
        return replace(made, plot=self._plot(known), sentences=tuple(self._sentences(known)))

    def _values(self, year: Year) -> dict[str, Value]:
        values: dict[str, Value] = {OUTCOME: year.hits[0].bokslut}
        for n, hit in enumerate(year.hits, 1):
            values |= {f"{FORECAST}_{n}": hit.prognos, f"{DEVIATION}_{n}": hit.deviation, f"{PERCENT}_{n}": hit.percent}
        return values

    def _means(self, known: Sequence[Year]) -> dict[str, Value]:
        taken = (record((year.hits[n] for year in known), self.limit) for n in range(self.last + 1))
        return {f"{PERCENT}_{n}": one.mean_miss for n, one in enumerate(taken, 1) if one}

    def _plot(self, known: Sequence[Year]) -> Plot:
        ordered = list(reversed(known))
        series = [(name, [year.hits[n].percent for year in ordered]) for n, name in enumerate(self.asked.forecasts)]
        return self.bars([year.name for year in ordered], series)

    def _sentences(self, known: Sequence[Year]) -> Iterator[str]:
        n, name = self.last + 1, lowered(self.asked.forecasts[self.last])
        hits = [year.hits[self.last] for year in known]
        latest = next(((year, hit) for year, hit in zip(known, hits, strict=True) if hit.deviation is not None), None)
        if latest is None:
            return
        year, hit = latest
        amount = self.field(year.key, f"{DEVIATION}_{n}", "belopp|enhet")
        share = f" ({self.field(year.key, f'{PERCENT}_{n}', 'belopp')})" if hit.percent is not None else ""
        words = self.field(year.key, f"{DEVIATION}_{n}", self.better)
        same = "Bokslutet för {} blev detsamma som prognosen i {}."
        told = f"Bokslutet för {year.name} blev {amount}{share} {words} än prognosen i {name}."
        yield told if hit.deviation else same.format(year.name, name)
        if (within := hit.is_within(self.limit)) is not None:
            yield f"Det är {'inom' if within else 'mer än'} målet på högst {_percent(self.limit)} procents avvikelse."
        taken = record(hits, self.limit)
        if taken and taken.count > 1:
            years, hit_years = (_count(number) for number in (taken.count, taken.within))
            mean = self.field(MEAN, f"{PERCENT}_{n}")
            yield f"De {years} åren har prognosen i {name} i genomsnitt avvikit med {mean}."
            yield f"Inom målet var den {hit_years} år av {years}."
            if taken.leans:
                yield f"Alla åren har bokslutet blivit {self.better.split('/')[taken.leans < 0]} än prognosen."


class _Rows(_Told):
    """A row for each row: the latest year, and all years together; last the sum, and what the misses come to without sign."""

    def analysed(self) -> Analysed:
        keys = [one.key for one in self.table.rows(self.asked.rows) if one.key != self.asked.total]
        hits = {key: [year.hits[self.last] for year in self.years(key)] for key in (*keys, self.asked.total)}
        whole = hits[self.asked.total]
        latest = next((n for n, hit in enumerate(whole) if hit.deviation is not None), None)
        year = fill(self.asked.years[latest or 0].heading, self.table.names)
        columns = [
            column(FORECAST, f"Prognos, {lowered(self.asked.forecasts[self.last])}", grupp=year),
            column(OUTCOME, "Bokslut", grupp=year),
            column(DEVIATION, "Avvikelse", grupp=year, plus=True),
            column(PERCENT, "Procent", grupp=year, typ="procent", decimaler=1),
            column(MEAN, "Medel, utan tecken", grupp="Alla åren", typ="procent", decimaler=1),
            column(WITHIN, f"Inom {_percent(self.limit)} %", grupp="Alla åren", typ="text"),
        ]
        if latest is None:
            return self.made(columns, ())
        now = {key: one[latest] for key, one in hits.items()}
        known = [key for key in keys if now[key].deviation is not None]
        rows = [self._row(key, now[key], hits[key]) for key in known]
        rows.append(self._row(self.asked.total, now[self.asked.total], whole, RowKind.SUMMA))
        sizes: dict[str, Value] = {DEVIATION: sum((_size(now[key]) for key in known), Decimal(0))}
        rows.append(row(UNSIGNED, "Radernas avvikelser utan tecken", sizes, RowKind.SUMMA))
        lacking = [self._label(key) for key in keys if key not in known]
        percents = [(year, [now[key].percent for key in known])]
        plot = self.bars([self._label(key) for key in known], percents) if known else None
        sentences = tuple(self._sentences({key: now[key] for key in known}, year))
        return replace(self.made(columns, rows, lacking), plot=plot, sentences=sentences)

    def _row(self, key: str, hit: Hit, hits: Sequence[Hit], kind: RowKind = RowKind.POST) -> Row:
        values: dict[str, Value] = {FORECAST: hit.prognos, OUTCOME: hit.bokslut, DEVIATION: hit.deviation}
        values[PERCENT] = hit.percent
        if taken := record(hits, self.limit):
            values |= {MEAN: taken.mean_miss, WITHIN: f"{taken.within} av {taken.count}"}
        return row(key, self._label(key), values, kind)

    def _label(self, key: str) -> str:
        one = self.table.table.row(key)
        return self.table.label(one) if one else key

    def _sentences(self, now: Mapping[str, Hit], year: str) -> Iterator[str]:
        missed = sorted((key for key in now if now[key].deviation), key=lambda key: _size(now[key]), reverse=True)
        if not missed:
            return
        named = [f"{lowered(self._label(key))} ({self.field(key, DEVIATION, 'plus|enhet')})" for key in missed[:NAMED]]
        yield f"Störst avvikelse mellan prognos och bokslut {year} hade {enumerated(named)}."
        if cancelled(now.values()):
            unsigned, left = (
                self.field(key, DEVIATION, options)
                for key, options in ((UNSIGNED, "enhet"), (self.asked.total, "plus|enhet"))
            )
            yield f"Utan tecken är radernas avvikelser {unsigned}. I summan tar de delvis ut varandra; där återstår {left}."


def _size(hit: Hit) -> Decimal:
    return abs(hit.deviation or Decimal(0))


def _count(number: int) -> str:
    return number_word(Decimal(number)) or str(number)


def _percent(limit: Decimal) -> str:
    """A limit as it is said: "5", "2,5"."""
    return format_number_plain(limit)
