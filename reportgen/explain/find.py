"""What a person points at → the place in the report: a cell, a field, a figure as it is printed, or the words of row and column.

'Driftredovisning'!F12    F12    driftredovisning.totalt.avvikelse    {{varde.avvikelse|belopp}}    −3 421    totalt avvikelse
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.derive.fields import FieldError, field_text, fields, split_field
from reportgen.explain.explain import field_place
from reportgen.explain.figures import FACT, QUANTITY, TEXT, Figures
from reportgen.explain.likeness import MOST, Named, closest, folded, folded_words, near, plain_figure, unquoted
from reportgen.explain.uses import CHECK
from reportgen.model.errors import ReportgenError
from reportgen.model.position import CellRef, Place, column_index
from reportgen.spec.cases import cases
from reportgen.spec.formula import references
from reportgen.spec.schema import TableSpec

_BRACES: Final = re.compile(r"\{\{(.*)\}\}", re.DOTALL)
_FIELD: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+){1,2}")
_CELL: Final = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^!:]+?)(?P<sign>[!:]| (?=\$?\w+$)) ?)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})"
)
_FIGURE: Final = re.compile(r"(?P<number>[-+−–]?\d[\d\s]*(?:,\d+)?)\s*(?P<unit>%|[a-zåäö]+)?", re.IGNORECASE)


class UnclearError(ReportgenError):
    """Words that point at nothing, or at several places; one line that names the near ones."""


class Finder:
    """Looks for places in one report."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def find(self, said: str, sheet: str = "") -> Place:
        """The one place that is meant; raises `UnclearError`. `sheet` is where a cell without sheet stands."""
        text = " ".join(said.split())
        inside = _BRACES.fullmatch(text)
        text = (inside[1] if inside else text).strip()
        path = split_field(text)[0]
        if inside or _FIELD.fullmatch(path):
            return self._field(path)
        cell = _CELL.fullmatch(text)
        if cell and (cell["sign"] != " " or self._is_sheet(cell["sheet"])):
            return self._cell(cell["sheet"] or "", cell["column"].upper(), int(cell["row"]), sheet)
        if figure := _FIGURE.fullmatch(text):
            return self._figure(text, figure["number"], figure["unit"] or "")
        return self._words(text, sheet)

    # Fields

    def _field(self, path: str) -> Place:
        parts = path.split(".")
        if parts[0] == TEXT and len(parts) == 2 and parts[1] in self.figures.derived.texts:
            return Place(TEXT, parts[1])
        if place := field_place(path, self.figures):
            return self._with_column(place)
        tables = [table.key for table in self.figures.template.tables]
        known: dict[str, Iterable[str]] = {
            TEXT: self.figures.derived.texts,
            QUANTITY: self.figures.quantities,
            FACT: self.figures.derived.facts,
        }
        if parts[0] in known:
            raise UnclearError(f"{path} finns inte.{near(parts[-1], known[parts[0]], f'{parts[0]}.')}")
        if parts[0] == CHECK:
            raise self._check(path, parts[1])
        if parts[0] not in tables:
            raise UnclearError(f"{path} finns inte: ingen tabell heter {parts[0]}.{near(parts[0], [*tables, *known])}")
        rows = [row.key for row in self.figures.derived.table(parts[0]).rows]
        if len(parts) < 2 or parts[1] not in rows:
            raise UnclearError(
                f"{path} finns inte: tabellen {parts[0]} har ingen sådan rad.{near(parts[1] if parts[1:] else '', rows)}"
            )
        of_row = [place for place in self._places if (place.table, place.row) == (parts[0], parts[1])]
        if len(parts) < 3:
            raise self._several(f"{path} är en rad med flera värden.", of_row)
        columns = [place.column or "" for place in of_row]
        raise UnclearError(f"{path} finns inte: raden har ingen kolumn {parts[2]}.{near(parts[2], columns)}")

    def _check(self, path: str, key: str) -> UnclearError:
        """A check of the mall is no figure; the figures that it holds against each other are."""
        template = self.figures.template
        check = next((check for check in template.checks if check.key == key), None)
        if check is None:
            return UnclearError(f"{path} finns inte.{near(key, [one.key for one in template.checks], f'{CHECK}.')}")
        refs = (ref for case in cases(check, template) for side in (case.left, case.right) for ref in references(side))
        places = dict.fromkeys(Place(*ref.parts) for ref in refs if len(ref.parts) == 3)
        return self._several(f"{path} är en kontroll och ingen siffra.", list(places))

    def _with_column(self, place: Place) -> Place:
        """The place, unless it is the name of a row."""
        spec = self.figures.template.table(place.table)
        if spec is not None and place.column == spec.label_column.key:
            return self._name_of_row(place)
        return place

    def _name_of_row(self, place: Place) -> Place:
        of_row = [other for other in self._places if (other.table, other.row) == (place.table, place.row)]
        raise self._several(f"{self._at(place) or place} är radens namn.", of_row)

    # Cells

    def _cell(self, sheet: str, column: str, row: int, given: str) -> Place:
        name = unquoted(sheet)
        wanted = self._sheet(name or given) if name or given else ""
        found = [place for at, place in self._cells.items() if (at.row, at.column) == (row, column)]
        if wanted:
            found = [place for place in found if self._sheet_of(place) == wanted]
        if len(found) == 1:
            return self._with_column(found[0])
        if found:
            raise self._several(f"{column}{row} finns på flera blad. Skriv bladet: {self._at(found[0])}.", found)
        where = f"{wanted}!{column}{row}" if wanted else f"{column}{row}"
        nearby = [at for at in self._cells if at.sheet == wanted] if wanted else list(self._cells)
        nearby.sort(
            key=lambda at: abs((at.row or 0) - row) + abs(column_index(at.column or "A") - column_index(column))
        )
        raise self._several(
            f"{where} hör inte till någon tabell eller text i rapporten.", [self._cells[at] for at in nearby[:3]]
        )

    def _is_sheet(self, name: str) -> bool:
        try:
            return bool(self._sheet(unquoted(name)))
        except UnclearError:
            return False

    def _sheet(self, name: str) -> str:
        """The sheet of that name, or of a table with that name."""
        sheets = list(dict.fromkeys(at.sheet for at in self._cells))
        for same in (lambda sheet: folded(sheet) == folded(name), lambda sheet: folded(sheet).startswith(folded(name))):
            fitting = list(filter(same, sheets))
            if len(fitting) == 1:
                return fitting[0]
        for key, words in self.figures.words.tables.items():
            if folded(name) in (folded(key), folded(words.title)):
                return self.figures.derived.table(key).sheet
        raise UnclearError(f"Det finns inget blad {name} med siffror eller texter.{near(name, sheets)}")

    # Figures and words

    def _figure(self, said: str, number: str, unit: str) -> Place:
        """The place where just that is printed; without sign also what is printed with one, as in "ett underskott på 3 421"."""
        wanted = plain_figure(number)
        printed = dict(self._printed())
        found = [place for place, shown in printed.items() if wanted in shown]
        if not found and not wanted.startswith("-"):
            found = [place for place, shown in printed.items() if f"-{wanted}" in shown]
        of_unit = [place for place in found if folded(self.figures.shown(place).unit) == folded(unit)]
        found = of_unit if unit and of_unit else found
        if len(found) == 1:
            return found[0]
        if found:
            raise self._several(f"{said} står på {len(found)} ställen.", found)
        turned = [place for place, shown in printed.items() if wanted.removeprefix("-") in shown]
        if turned:
            raise self._several(f"{said} trycks inte, men samma tal utan minus.", turned)
        raise UnclearError(
            f"{said} trycks inte i någon tabell eller av något fält. Skriv cellen, till exempel {self._example()}."
        )

    def _printed(self) -> Iterator[tuple[Place, set[str]]]:
        """Every figure with the ways that it is printed, in its table and in texts."""
        in_texts: dict[Place, set[str]] = {}
        for text in self._prose():
            for field in fields(text):
                place = field_place(split_field(field)[0], self.figures)
                if place is not None:
                    in_texts.setdefault(place, set()).add(plain_figure(self._shown(field)))
        for place in (*self._places, *(Place(QUANTITY, key) for key in self.figures.quantities)):
            if isinstance(self.figures.value(place), Decimal):
                yield place, {plain_figure(self.figures.printed(place)), *in_texts.get(place, ())}

    def _prose(self) -> Iterator[str]:
        report = self.figures.derived
        yield from (cell.text for cell in report.texts.values())
        yield from (cell.text for t in report.tables.values() for row in t.rows for cell in row.cells.values())

    def _shown(self, field: str) -> str:
        try:
            return field_text(field, self.figures.derived, self.figures.template)
        except FieldError:
            return ""

    def _words(self, said: str, sheet: str) -> Place:
        """The place whose table, row and column have all the words, and least besides in row and column."""
        words = folded_words(said)
        wanted = self._sheet(sheet) if sheet else ""
        ranked: dict[int, list[Place]] = {}
        for place in self._places:
            named = self._named[place]
            if named.have(words) and (not wanted or self._sheet_of(place) == wanted):
                ranked.setdefault(named.besides(words), []).append(place)
        if not ranked:
            raise UnclearError(
                f"Hittar inte {said}. {self._nearest(said)}Skriv cellen, till exempel {self._example()}."
            )
        best = ranked[min(ranked)]
        if len(best) == 1:
            return best[0]
        raise self._several(f"{said} kan vara flera.", best)

    def _nearest(self, said: str) -> str:
        """ "Menade du Personal? " of the words of all rows and columns."""
        known = {name: None for place in self._places for name in self.figures.names_of(place)[1:] if name}
        found = closest(said, known)
        return f"Menade du {' eller '.join(found)}? " if found else ""

    # The places there are

    @cached_property
    def _named(self) -> dict[Place, Named]:
        """The words of every place."""
        found = {}
        for place in self._places:
            table, row, column = self.figures.names_of(place)
            sheet = self.figures.derived.table(place.table).sheet
            said = (f"{table} {sheet} {place.table}", row, place.row or "", column, place.column or "")
            found[place] = Named(*map(folded_words, said))
        return found

    @cached_property
    def _places(self) -> list[Place]:
        """The cells of the report's tables beside the rows' names, in the order of the mall."""
        return self._of_tables(self.figures.template.reported)

    def _of_tables(self, specs: Iterable[TableSpec]) -> list[Place]:
        tables = ((spec, self.figures.derived.table(spec.key)) for spec in specs)
        return [
            Place(spec.key, row.key, column.key)
            for spec, table in tables
            for row in table.rows
            for column in spec.columns[1:]
        ]

    @cached_property
    def _cells(self) -> dict[CellRef, Place]:
        """The cells of the workbook that belong to a table, a text or a fact; of a row's name too."""
        report = self.figures.derived
        values = self._of_tables(self.figures.template.tables)
        names = (
            Place(spec.key, row.key, spec.label_column.key)
            for spec in self.figures.template.tables
            for row in report.table(spec.key).rows
        )
        texts = [*(Place(TEXT, key) for key in report.texts), *(Place(FACT, key) for key in report.facts)]
        found = ((self.figures.at(place), place) for place in (*values, *names, *texts))
        return {at: place for at, place in found if at is not None}

    def _sheet_of(self, place: Place) -> str:
        at = self.figures.at(place)
        return at.sheet if at else ""

    def _at(self, place: Place) -> str:
        at = self.figures.at(place)
        return str(at) if at else ""

    def _example(self) -> str:
        computed = (place for place in self._places if isinstance(self.figures.value(place), Decimal))
        return next((self._at(place) for place in computed), "Blad!D8")

    def _several(self, what: str, places: Sequence[Place]) -> UnclearError:
        """One line with the candidates: their cells, and what they are called."""
        named = [self._candidate(place) for place in places[:MOST]]
        rest = f" och {len(places) - MOST} till" if len(places) > MOST else ""
        return UnclearError(f"{what} Välj bland: {'; '.join(named)}{rest}.")

    def _candidate(self, place: Place) -> str:
        _, row, column = self.figures.names_of(place)
        words = ", ".join(part for part in (row, column) if part)
        at = self._at(place) or str(place)
        shown = self.figures.printed(place) if isinstance(self.figures.value(place), Decimal) else ""
        return f"{at} ({words}{': ' if shown else ''}{shown})"
