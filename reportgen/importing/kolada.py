"""Kolada's figures into the workbook: which cells want which, what stands there already, and the workbook written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from reportgen.importing.writing import write_figures
from reportgen.kolada.areas import Choices, resolve
from reportgen.kolada.choose import Chosen, Need, choose
from reportgen.kolada.observation import Read
from reportgen.malls import Source
from reportgen.model.errors import ReportgenError
from reportgen.model.format import format_value
from reportgen.model.kolada import ID, OWN, YEAR, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Value
from reportgen.rounds.master import Master, ensure_there, held_master, open_master
from reportgen.spec.cell import cell_decimals
from reportgen.spec.schema import KOLADA, TemplateSpec
from reportgen.workbook.answer import place_name
from reportgen.workbook.kolada_sheet import kolada_sheet, proposed_choices, read_choices
from reportgen.workbook.log_sheet import LogLine, log_sheet, read_log
from reportgen.workbook.numbers import round_as_excel

YEARS_BACK: Final = 5
"""How far back figures are asked for: some key figures come every third or fifth year."""

Reader = Callable[["Asked"], Read]
"""What is asked → what there is: from files, or from the net."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a workbook wants: its cells, what its sheet says of each comparison, and of which years at most."""

    needs: tuple[Need, ...]
    written: Mapping[str, str]
    latest: int

    @property
    def kpis(self) -> list[str]:
        return list(dict.fromkeys(need.kpi for need in self.needs))

    @property
    def years(self) -> list[int]:
        fixed = [need.year for need in self.needs if need.year is not None]
        return list(range(min([self.latest - YEARS_BACK, *fixed]), self.latest + 1))


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, what stood there and what Kolada gives it."""

    place: Place
    before: Value
    after: Value
    decimals: int

    @property
    def shown(self) -> str:
        return format_value(self.after, self.decimals)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it. `written` are cells that change, `standing` those typed by hand to something else, which stay.

    `decimals` are those that each figure is printed with. `former` is the copy of the workbook as it was, None when nothing was
    written.
    """

    master: Master
    choices: Choices
    chosen: Chosen
    figures: tuple[KoladaFigure, ...]
    decimals: Mapping[Place, int]
    written: tuple[Change, ...]
    standing: tuple[Change, ...]
    former: Path | None

    def name(self, place: Place) -> str:
        """What people call a cell."""
        return place_name(place, self.master.spec, self.master.report)

    def row_name(self, place: Place) -> str:
        """What people call its row."""
        row = self.master.report.table(place.table).row(place.row or "")
        return row.name if row else ""


def bring_kolada(
    path: Path,
    reader: Reader,
    *,
    now: datetime,
    year: int | None = None,
    overwrite: bool = False,
    trial: bool = False,
    places: Sequence[Source] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Brought:
    """Puts Kolada's figures in the workbook. What somebody typed stays, unless `overwrite`. Nothing is written in a `trial`."""
    with held_master(path, now, places, tell) as master:
        asked = asked_of(master)
        choices = resolve(asked.written, reader(asked))
        chosen = choose(choices, asked.needs, asked.latest, year=year)
        figures = _figures(master, chosen, now)
        changes = list(_changes(master, figures))
        standing = [] if overwrite else _standing(master, changes)
        written = [one for one in changes if one not in standing and one.before != one.after]
        former = None if trial else _write(master, asked.written, figures, written, now)
    decimals = {one.place: _decimals(master, one.place) for one in figures}
    return Brought(master, choices, chosen, figures, decimals, tuple(written), tuple(standing), former)


def add_kolada(
    path: Path, *, now: datetime, places: Sequence[Source] | None = None, tell: Callable[[str], None] = lambda _: None
) -> Path | None:
    """Puts the sheet Kolada in a workbook that lacks it; None when it is there."""
    with held_master(path, now, places, tell) as master:
        asked_of(master)
        if read_choices(master.book) is not None:
            return None
        return write_figures(master, {}, [kolada_sheet(master.spec, proposed_choices(master.spec))])


def asked_of_file(path: Path, places: Sequence[Source] | None = None) -> Asked:
    """What the workbook wants; nothing is written."""
    ensure_there(path)
    return asked_of(open_master(path, places))


def asked_of(master: Master) -> Asked:
    """What a workbook wants. Raises `ReportgenError` when its mall has nothing from Kolada."""
    if not master.spec.kolada_tables:
        raise ReportgenError(f"Mallen {master.spec.info.name} har inga nyckeltal ur Kolada.")
    year = master.report.period.year
    written = {**proposed_choices(master.spec), **(read_choices(master.book) or {})}
    return Asked(tuple(_needs(master.spec, year)), written, year)


def _needs(spec: TemplateSpec, year: int) -> Iterator[Need]:
    """The cells that are filled from Kolada or held against it, in the order of the mall."""
    for table in spec.kolada_tables:
        for row in table.rows:
            for column in table.columns if row.kolada else ():
                place = Place(table.key, row.key, column.key)
                if column.kolada_year is not None:
                    yield Need(place, row.kolada or "", row.kolada_gender, OWN, year + column.kolada_year)
                elif column.kolada and column.kolada not in (YEAR, ID):
                    yield Need(place, row.kolada or "", row.kolada_gender, column.kolada)


def _figures(master: Master, chosen: Chosen, now: datetime) -> tuple[KoladaFigure, ...]:
    """What is known of every cell: what was chosen now, and what was fetched before for those that got nothing."""
    at = now.strftime("%Y-%m-%d %H:%M")
    new = [replace(one, value=_exact(one.value), fetched=at) for one in chosen.figures]
    known = {one.place: one for one in master.report.kolada}
    same = [known.get(one.place) for one in new]
    told = [
        replace(one, file=old.file, fetched=old.fetched, at=old.at) if old and _said(old) == _said(one) else one
        for one, old in zip(new, same, strict=True)
    ]
    unmet = [known[need.place] for need, _ in chosen.unmet if need.place in known]
    return (*told, *unmet)


def _exact(value: Value) -> Value:
    """A number with the digits that Excel keeps."""
    return round_as_excel(value) if isinstance(value, Decimal) else value


def _said(figure: KoladaFigure) -> KoladaFigure:
    """What is said of the cell, wherever and whenever it was read."""
    return replace(figure, file="", fetched="", at=None)


def _changes(master: Master, figures: Sequence[KoladaFigure]) -> Iterator[Change]:
    """The cells that Kolada fills, with the year of each row after its figures."""
    years = dict(_years(master.spec, figures))
    for spec in master.spec.kolada_tables:
        table = master.report.table(spec.key)
        filled = {one.place: one.value for one in figures if not one.is_held}
        for place in (Place(spec.key, row.key, column.key) for row in spec.rows for column in spec.columns):
            after = str(years[place]) if place in years else filled.get(place)
            if after is not None:
                before = table.cell(place.row or "", place.column or "").value
                yield Change(place, before, after, _decimals(master, place))


def _decimals(master: Master, place: Place) -> int:
    """How many decimals a cell is printed with."""
    spec = master.spec.table(place.table)
    column = spec.column(place.column or "") if spec else None
    return cell_decimals(spec, spec.row(place.row or ""), column) if spec and column else 0


def _years(spec: TemplateSpec, figures: Sequence[KoladaFigure]) -> Iterator[tuple[Place, int]]:
    """The year of each row that has figures: that of the municipality itself, else the latest of the others'."""
    for table in spec.kolada_tables:
        columns = [column.key for column in table.columns if column.kolada == YEAR]
        for row in table.rows:
            own = [f for f in figures if (f.place.table, f.place.row) == (table.key, row.key) and not f.is_held]
            if own:
                year = max(f.year for f in [f for f in own if f.part == OWN] or own)
                yield from ((Place(table.key, row.key, column), year) for column in columns)


def _standing(master: Master, changes: Sequence[Change]) -> list[Change]:
    """What somebody has written that is printed otherwise than what Kolada says; with a year, the whole row."""
    known: dict[Place, Value] = {one.place: one.value for one in master.report.kolada}
    known |= {place: str(year) for place, year in _years(master.spec, master.report.kolada)}
    typed = [
        one
        for one in changes
        if one.before not in (None, "") and one.before != known.get(one.place) and not _agree(one)
    ]
    years = {(one.place.table, one.place.row) for one in typed if isinstance(one.after, str) and one.after.isdigit()}
    return [
        one
        for one in changes
        if one in typed or ((one.place.table, one.place.row) in years and one.before != one.after)
    ]


def _agree(change: Change) -> bool:
    """Whether both are printed the same."""
    before, after = change.before, change.after
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return round_half_up(before, change.decimals) == round_half_up(after, change.decimals)
    return str(before) == str(after)


def _write(
    master: Master,
    written: Mapping[str, str],
    figures: Sequence[KoladaFigure],
    changes: Sequence[Change],
    now: datetime,
) -> Path | None:
    """Writes the cells, the sheet Kolada and the log, where there is anything new."""
    plans = []
    is_new = [_said(one) for one in figures] != [_said(one) for one in master.report.kolada]
    if is_new or master.book.grid(KOLADA) is None:
        told = [(one, place_name(one.place, master.spec, master.report)) for one in figures]
        plans.append(kolada_sheet(master.spec, written, told))
    if changes:
        at, files = now.strftime("%Y-%m-%d %H:%M"), {one.place: one.file for one in figures}
        log = (
            LogLine(
                at,
                "Kolada",
                place_name(one.place, master.spec, master.report),
                "(tom)" if one.before in (None, "") else format_value(one.before, one.decimals),
                one.shown,
                files.get(one.place, ""),
            )
            for one in changes
        )
        plans.append(log_sheet([*log, *read_log(master.book)]))
    return write_figures(master, {one.place: one.after for one in changes}, plans)
