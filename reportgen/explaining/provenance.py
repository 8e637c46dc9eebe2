"""What the workbook and the archive know of an entered cell: who typed what, what was imported, what a closed period had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.earlier.known import Earlier, Found, sources_of
from reportgen.exchange.responsibility import Kind, items
from reportgen.explain.figures import TEXT, Figures
from reportgen.explain.steps import Carried, Imported, Logged, Provenance
from reportgen.model.imported import ImportedLine
from reportgen.model.kolada import KoladaFigure
from reportgen.model.personnummer import mask
from reportgen.model.position import Place, column_index
from reportgen.model.table import Row
from reportgen.model.value import Value
from reportgen.spec.schema import RESPONSIBLE, ArchivePeriod, ColumnSpec, FromArchiveSpec, RowSpec
from reportgen.spec.words import fill_known
from reportgen.workbook.answer import place_name
from reportgen.workbook.grid import Book
from reportgen.workbook.imported_sheet import read_imported
from reportgen.workbook.kolada_sheet import read_figures
from reportgen.workbook.last_time import is_ours
from reportgen.workbook.log_sheet import LogLine, read_log
from reportgen.workbook.responsible_sheet import read_responsible

_PERIODS: Final = {
    ArchivePeriod.SAMMA: "samma period med en annan mall",
    ArchivePeriod.FOREGAENDE: "den senaste stängda perioden i år",
    ArchivePeriod.FOREGAENDE_AR: "samma månad förra året",
    ArchivePeriod.BOKSLUT: "bokslutet förra året",
}


class Known:
    """Asked for a place, gives its provenance. `earlier` are the closed periods that the mall fetches from, if there are any."""

    def __init__(self, book: Book, figures: Figures, earlier: Earlier | None) -> None:
        self.book, self.figures, self.earlier = book, figures, earlier

    def __call__(self, place: Place) -> Provenance:
        cell = self.figures.derived.cell(place)
        return Provenance(
            mask(cell.formula or ""),
            self._note(place),
            self._responsible.get(_row_mark(place), ""),
            self._imported(place),
            self._carried(place),
            self._kolada.get(place),
            tuple(self._logged(place)),
        )

    def _note(self, place: Place) -> str:
        """What people have written in the note of the cell."""
        at = self.figures.at(place)
        grid = self.book.grid(at.sheet) if at else None
        if at is None or grid is None or at.row is None or at.column is None:
            return ""
        note = grid.comments.get((at.row, column_index(at.column)), "")
        return "" if is_ours(note) else mask(" ".join(note.split()))

    def _imported(self, place: Place) -> Imported | None:
        line = self.lines.get(place)
        if line is None:
            return None
        return Imported(line.value, line.file, line.at, self.figures.value(place) == line.value)

    def _logged(self, place: Place) -> list[Logged]:
        """What the log tells of the cell, the newest first; two cells of the same name share their lines, and have none."""
        name = self._name(place)
        if self._names[name] > 1:
            return []
        return [Logged(line.at, line.who, mask(line.before), mask(line.after), line.file) for line in self._log[name]]

    def _carried(self, place: Place) -> Carried | None:
        """What the mall fetches for the cell from a closed period; the first that there is."""
        found = self.figures.spec(place)
        row = self.figures.derived.table(place.table).row(place.row or "")
        if found is None or row is None:
            return None
        own = found[0].row(row.key)
        sources = sources_of(own, found[1])
        if not sources:
            return None
        return self._of_archive(sources, place, row) or self._as_said(sources[0], place, own, found[1])

    def _of_archive(self, sources: Sequence[FromArchiveSpec], place: Place, row: Row) -> Carried | None:
        if self.earlier is None:
            return None
        unit = self.figures.shown(place).unit
        candidates = self.earlier.candidates(sources, place, unit, row if row.added else None)
        return next((self._told(found, place) for _, found in candidates), None)

    def _told(self, found: Found, place: Place) -> Carried:
        words = found.archived.described
        then = words.words.tables.get(found.place.table)
        value: Value = found.value
        return Carried(
            str(found.archived.period),
            f"{then.title if then else found.place.table}: {words.label(found.place)}",
            value if isinstance(value, Decimal | str) else None,
            self.figures.as_printed(place, value),
            stands=self.figures.value(place) == value,
        )

    def _as_said(self, source: FromArchiveSpec, place: Place, row: RowSpec | None, column: ColumnSpec) -> Carried:
        """Where the mall fetches it from, when no archive tells what stands there."""
        at = Place(source.table or place.table, source.row or place.row, source.column or place.column)
        table, named, _ = self.figures.names_of(at)
        then = self.figures.spec(at)
        heading = fill_known(then[1].heading, {}) if then else at.column or ""
        period = _PERIODS.get(source.period, f"{source.period} i år")
        back = f", {source.years_back} år tidigare" if source.years_back else ""
        is_same = (source.row or (row.key if row else ""), source.column or column.key) == (place.row, place.column)
        return Carried(
            f"{period}{back}", "samma cell" if is_same and not source.table else f"{table}: {named}, {heading}"
        )

    @cached_property
    def lines(self) -> Mapping[Place, ImportedLine]:
        """What was imported, by place."""
        return {line.place: line for line in read_imported(self.book)}

    @cached_property
    def _kolada(self) -> Mapping[Place, KoladaFigure]:
        """What Kolada said, by place."""
        return {figure.place: figure for figure in read_figures(self.book)}

    def _name(self, place: Place) -> str:
        return place_name(place, self.figures.template, self.figures.derived)

    @cached_property
    def _log(self) -> defaultdict[str, list[LogLine]]:
        found: defaultdict[str, list[LogLine]] = defaultdict(list)
        for line in read_log(self.book):
            found[line.what].append(line)
        return found

    @cached_property
    def _names(self) -> defaultdict[str, int]:
        """How many cells go by each name of the log."""
        count: defaultdict[str, int] = defaultdict(int)
        if not self._log:
            return count
        report = self.figures.derived
        cells = (
            Place(spec.key, row.key, column.key)
            for spec in self.figures.template.tables
            for row in report.table(spec.key).rows
            for column in spec.columns[1:]
        )
        for place in (*cells, *(Place(TEXT, key) for key in report.texts)):
            count[self._name(place)] += 1
        return count

    @cached_property
    def _responsible(self) -> dict[str, str]:
        """Mark of a row or a text → the chefer who answer for it."""
        grid = self.book.grid(RESPONSIBLE)
        if grid is None:
            return {}
        said = read_responsible(grid).responsibility
        found = {}
        for item in items(self.figures.entered, self.figures.template):
            if item.kind in (Kind.RAD, Kind.TEXT):
                found[item.mark] = ", ".join(chef.name for chef in said.owners_of(item) or ())
        return found


def _row_mark(place: Place) -> str:
    """How the sheet Ansvariga knows a row or a text."""
    return f"{place.table}.{place.row}"
