"""Price and volume of the rows of one or two tables: table, bars and sentences. How it is worked out: `analysis.price_volume`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from reportgen.analysis.price_volume import Form, Side, Split, costed, priced, split, together
from reportgen.derive.analysed.inputs import Source, lowered, source
from reportgen.derive.analysed.result import Analysed, Plot, column, row, table_spec
from reportgen.derive.analysed.words import field
from reportgen.model.format import KRONOR, format_number
from reportgen.model.report import Report
from reportgen.model.table import Row, RowKind, Table
from reportgen.spec.analysis import ALL, AnalysisSpec, PriceVolumeSpec, money_of
from reportgen.spec.schema import ColumnSpec, TableSpec, TemplateSpec
from reportgen.spec.words import fill

COST_BEFORE, COST_AFTER, CHANGE = "kostnad_fran", "kostnad_till", "avvikelse"
VOLUME, PRICE, UNSPLIT = "volymeffekt", "priseffekt", "ej_delat"
VOLUME_BEFORE, VOLUME_AFTER, PRICE_BEFORE, PRICE_AFTER = "volym_fran", "volym_till", "pris_fran", "pris_till"
"""The columns, as value fields name them; the last four are not printed."""

NAMED: Final = 3
"""How many forms of care the sentences name."""

PRECISION: Final = 40
"""Digits of a figure that is shown; the sums are made before."""


def split_by_cause(spec: AnalysisSpec, asked: PriceVolumeSpec, report: Report, template: TemplateSpec) -> Analysed:
    """Price and volume; empty when no form of care has both its costs."""
    told = _Told(spec, asked, source(report, template, asked.table), source(report, template, asked.amount_table))
    if not told.splits:
        return Analysed(told.table_spec(), Table(spec.key))
    return Analysed(told.table_spec(), told.table(), told.plot(), tuple(told.sentences()))


class _Told:
    """The split of every form of care, in words and rows."""

    def __init__(self, spec: AnalysisSpec, asked: PriceVolumeSpec, volumes: Source, amounts: Source) -> None:
        self.spec, self.asked, self.volumes, self.amounts = spec, asked, volumes, amounts
        rows = volumes.rows(asked.rows)
        self.labels = {one.key: volumes.label(one) for one in rows} | {ALL: "Summa"}
        declared = amounts.column(asked.amounts[0])
        self.given_unit = money_of(declared.unit or amounts.spec.unit)
        self.unit = asked.unit or self.given_unit
        self.decimals = self._default_decimals(declared) if spec.decimals is None else spec.decimals
        self.sign = -1 if asked.plus == "battre" else 1
        self.headings = [volumes.heading(key) for key in asked.volume]
        self.forms = [self._form(one) for one in rows]
        self.splits = [found for form in self.forms if (found := split(form)) is not None]
        self.has_unsplit = any(one.unsplit for one in self.splits)

    def _default_decimals(self, amounts: ColumnSpec) -> int:
        """As many as the costs have; of a price whole kronor or thousands, and a tenth of a million."""
        return self.amounts.decimals_of(amounts.key) if self.asked.cost else int(self.unit in ("mnkr", "mkr"))

    def _form(self, own: Row) -> Form:
        other = own if self.amounts.spec is self.volumes.spec else self.amounts.table.row(own.key)
        sides = []
        for volume_key, amount_key in zip(self.asked.volume, self.asked.amounts, strict=True):
            volume = own.cell(volume_key).number
            amount = other.cell(amount_key).number if other else None
            sides.append(self._side(volume, amount))
        return Form(own.key, *sides)

    def _side(self, volume: Decimal | None, amount: Decimal | None) -> Side:
        """Amounts in the unit of the analysis, costs above zero."""
        known = None if volume is None else Fraction(volume)
        scaled = (
            None if amount is None else Fraction(amount) * Fraction(10) ** (KRONOR[self.given_unit] - KRONOR[self.unit])
        )
        if self.asked.price:
            return priced(known, scaled)
        return costed(known, -scaled if scaled is not None and self.asked.is_minus else scaled)

    def table_spec(self) -> TableSpec:
        good = "lägre" if self.sign < 0 else "högre"
        return table_spec(
            self.spec.key,
            fill(self.spec.title, self.volumes.names),
            self._columns(),
            enhet=self.unit,
            decimaler=self.decimals,
            teckenregel=f"Avvikelse: plus är {good} kostnad. Volymen räknas till priset i {lowered(self.headings[0])}, "
            f"priset på volymen i {lowered(self.headings[1])}.",
            notes=self._notes(),
        )

    def _columns(self) -> Iterator[ColumnSpec]:
        yield column("rad", self.volumes.heading(self.volumes.spec.label_column.key), typ="etikett")
        kept = (
            (VOLUME_BEFORE, self.asked.volume[0], self.volumes, ""),
            (VOLUME_AFTER, self.asked.volume[1], self.volumes, ""),
            (PRICE_BEFORE, self.asked.amounts[0], self.amounts, "kr"),
            (PRICE_AFTER, self.asked.amounts[1], self.amounts, "kr"),
        )
        for key, name, table, unit in kept:
            given = table.column(name)
            decimals = 0 if unit and self.asked.cost else table.decimals_of(name)
            own = unit or given.unit or table.spec.unit
            yield column(key, table.heading(name), typ="tal", skrivs_ut=False, enhet=own, decimaler=decimals)
        yield column(COST_BEFORE, self.headings[0], grupp="Kostnad")
        yield column(COST_AFTER, self.headings[1], grupp="Kostnad")
        yield column(CHANGE, "Avvikelse", plus=True)
        yield column(VOLUME, "volym", grupp="varav", plus=True)
        yield column(PRICE, "pris", grupp="varav", plus=True)
        yield column(UNSPLIT, "ej delat", grupp="varav", plus=True, skrivs_ut=self.has_unsplit)

    def _notes(self) -> Iterator[str]:
        split_keys = {one.key for one in self.splits}
        if lacking := [self.labels[form.key] for form in self.forms if form.key not in split_keys]:
            what = "pris" if self.asked.price else "kostnad"
            yield f"Inte med, eftersom volym eller {what} saknas: {', '.join(lacking)}."
        if self.has_unsplit:
            yield "Ej delat: kostnad utan känd volym."

    def table(self) -> Table:
        forms = {form.key: form for form in self.forms}
        lines = [self._row(one, forms[one.key]) for one in self.splits]
        return Table(self.spec.key, (*lines, self._row(together(ALL, self.splits))))

    def _row(self, one: Split, form: Form | None = None) -> Row:
        values: dict[str, Decimal | None] = {}
        if form is not None:
            back = Fraction(10) ** KRONOR[self.unit]
            for side, volume, price in (
                (form.before, VOLUME_BEFORE, PRICE_BEFORE),
                (form.after, VOLUME_AFTER, PRICE_AFTER),
            ):
                values |= {
                    volume: None if side.volume is None else decimal(side.volume),
                    price: None if side.price is None else decimal(side.price * back),
                }
        values |= {COST_BEFORE: decimal(one.before), COST_AFTER: decimal(one.after)}
        values |= {key: self._signed(value) for key, value in self._effects(one).items()}
        return row(one.key, self.labels[one.key], values, RowKind.POST if form else RowKind.SUMMA)

    @staticmethod
    def _effects(one: Split) -> Mapping[str, Fraction]:
        return {CHANGE: one.change, VOLUME: one.volume, PRICE: one.price, UNSPLIT: one.unsplit}

    def _signed(self, value: Fraction) -> Decimal:
        return decimal(self.sign * value)

    def plot(self) -> Plot | None:
        """Two bars for each form of care that has changed; None when none has."""
        changed = [one for one in self.splits if one.volume or one.price]
        if not changed:
            return None
        volume, price = (
            tuple(map(self._signed, values))
            for values in zip(*((one.volume, one.price) for one in changed), strict=True)
        )
        description = " ".join(filter(None, (fill(self.spec.text, self.volumes.names), self._in_words(changed))))
        labels = tuple(self.labels[one.key] for one in changed)
        return Plot("stapel", labels, (("Volym", volume), ("Pris", price)), self.unit, self.decimals, description)

    def _in_words(self, changed: Sequence[Split]) -> str:
        """The figures of the chart, for one who does not see it."""
        parts = (
            f"{self.labels[one.key]}: volym {self._number(one.volume)}, pris {self._number(one.price)}"
            for one in changed
        )
        return f"{'; '.join(parts)} {self.unit}. Plus är {'lägre' if self.sign < 0 else 'högre'} kostnad."

    def _number(self, value: Fraction) -> str:
        return format_number(self._signed(value), self.decimals, plus=True)

    def sentences(self) -> Iterator[str]:
        before, after = (lowered(heading) for heading in self.headings)
        if any(one.change for one in self.splits):
            yield (
                f"Kostnaden är {self._judged(ALL, CHANGE)} enligt {after} än enligt {before}: {self._judged(ALL, VOLUME)} av "
                f"volymen och {self._judged(ALL, PRICE)} av priset."
            )
        largest = sorted((one for one in self.splits if one.change), key=lambda one: abs(one.change), reverse=True)
        for one in largest[:NAMED]:
            yield (
                f"{self.labels[one.key]} kostar {self._judged(one.key, CHANGE, 'mindre/mer')}: {self._judged(one.key, VOLUME)} av "
                f"volymen och {self._judged(one.key, PRICE)} av priset."
            )

    def _judged(self, key: str, name: str, words: str = "lägre/högre") -> str:
        """The amount and whether it is lower or higher, as two value fields."""
        chosen = words if self.sign < 0 else "/".join(reversed(words.split("/")))
        return " ".join(field(self.spec.key, key, name, options) for options in ("belopp|enhet", chosen))


def decimal(value: Fraction) -> Decimal:
    """The value with so many digits that no print shows the difference."""
    with localcontext(prec=PRECISION):
        return Decimal(value.numerator) / value.denominator
