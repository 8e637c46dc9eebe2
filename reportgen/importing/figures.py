"""An export's figures into the workbook: which cells they go to, what stands there already, and the workbook written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from reportgen.derive.report import derive, rules_of
from reportgen.derive.rules import CellRule
from reportgen.exchange.slots import with_slots
from reportgen.importing.exports import AS_IS_USUAL, Reading, read_exports
from reportgen.importing.files import remembered
from reportgen.importing.kontering import kontering_plan, rules_for, uncoded
from reportgen.importing.memory import imported_plan
from reportgen.importing.sources import find_sources
from reportgen.importing.writing import write_figures
from reportgen.ledger.export import Export
from reportgen.ledger.mapping import KonteringError, MappedTable, map_export
from reportgen.ledger.source import UNITS
from reportgen.malls import Source
from reportgen.model.errors import ReportgenError
from reportgen.model.format import format_number
from reportgen.model.imported import ImportedLine
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.rounding import round_half_up
from reportgen.model.value import Origin, Value
from reportgen.rounds.master import Master, held_master
from reportgen.spec.words import fill_known
from reportgen.workbook.answer import place_name
from reportgen.workbook.imported_sheet import read_imported
from reportgen.workbook.kontering_sheet import read_kontering
from reportgen.workbook.log_sheet import LogLine, log_sheet, read_log
from reportgen.workbook.placing import names
from reportgen.workbook.plan import SheetPlan

_WHO = "Import"


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell and what the export gives it: exact, in the cell's unit, signed as the workbook has it."""

    place: Place
    before: Value
    after: Decimal
    decimals: int
    is_worked_out: bool = False
    """Whether the cell is worked out from others: its value is then only held against the export's."""

    @property
    def shown(self) -> str:
        return format_number(self.after, self.decimals)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gives. `written` are cells that change, `standing` those typed by hand to something else, which stay.

    `figures` are all that the export gives; those of cells that are worked out are only held against it. `derived` is the report
    with the figures, worked out; `former` the copy of the workbook as it was, None when nothing is new. `has_new_sheet` tells
    that the sheet Kontering was lacking, and `uncoded` are the titles of tables that have no codes on it.
    """

    export: Export
    tables: tuple[MappedTable, ...]
    figures: tuple[Figure, ...]
    written: tuple[Figure, ...]
    standing: tuple[Figure, ...]
    derived: Report
    master: Master
    turned: bool
    has_new_sheet: bool
    former: Path | None
    uncoded: tuple[str, ...] = ()

    def name(self, place: Place) -> str:
        """What people call a cell."""
        return place_name(place, self.master.spec, self.derived)

    def heading(self, table: str, column: str) -> str:
        """The heading of a column, as the period makes it."""
        spec = self.master.spec.table(table)
        found = spec.column(column) if spec else None
        return fill_known(found.heading, names(self.master.report)) if found else column

    def labels(self, table: str) -> dict[str, str]:
        """The names of a table's rows, also of those that a person has added, by key."""
        spec, report = self.master.spec.table(table), self.master.report.table(table)
        named = {row.key: " ".join(row.label.split()) for row in spec.rows} if spec else {}
        return named | {row.key: row.name for row in report.rows if row.name}

    @property
    def is_stopped(self) -> bool:
        """Whether no figure is written, since some amounts belong to several rows."""
        return any(table.twice for table in self.tables)

    @property
    def has_loose(self) -> bool:
        """Whether some of the export went to no row, or to several."""
        return any(table.unmapped or table.twice for table in self.tables)


def import_figures(
    path: Path,
    exports: Sequence[Path],
    *,
    now: datetime,
    source: str | None = None,
    kontering: Path | None = None,
    overwrite: bool = False,
    trial: bool = False,
    reading: Reading = AS_IS_USUAL,
    places: Sequence[Source] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Puts the figures of the exports in the workbook. Figures that somebody typed stay, unless `overwrite`.

    Nothing is written when it is a `trial`. When some amounts belong to several rows no figure is, but the workbook remembers
    what is wrong. `kontering` is another workbook whose sheet Kontering is used, and put in this one.
    """
    with held_master(path, now, places, tell) as master:
        sources = find_sources(path, source)
        lines, is_new = rules_for(master, kontering)
        export, used = read_exports(exports, master.report.period, sources, reading)
        if not lines.rules:
            raise ReportgenError(
                f"Det finns ingen kontering att följa. Kör reportgen importera {path.name} utan export om bladet Kontering "
                "saknas, och skriv där vilka konton eller verksamheter som hör till varje rad."
            )
        tables = tuple(map_export(export, lines.rules, master.spec, turned=used.turned))
        figures = tuple(_figures(master, tables))
        entered = [figure for figure in figures if not figure.is_worked_out]
        known = {line.place: line for line in read_imported(master.book)}
        standing = tuple(f for f in entered if not overwrite and _is_typed(f, known.get(f.place)))
        written = tuple(f for f in entered if f not in standing and not _is_same(f))
        is_stopped = any(table.twice for table in tables)
        former = None
        if not trial:
            files = remembered(path, exports, sources, now)
            plans = [kontering_plan(master, lines.lines)] if is_new else []
            plan = imported_plan(master, export, tables, () if is_stopped else figures, files, now)
            plans += [plan] if plan else []
            plans += [_log(master, export, written, now)] if written and not is_stopped else []
            former = write_figures(master, {} if is_stopped else {f.place: f.after for f in written}, plans)
        derived = derive(with_slots(master.report, {f.place: f.after for f in written}), master.spec, judged=False)
    empty = uncoded(master, lines.lines)
    return Imported(export, tables, figures, written, standing, derived, master, used.turned, is_new, former, empty)


def add_kontering(
    path: Path,
    *,
    now: datetime,
    kontering: Path | None = None,
    places: Sequence[Source] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Path | None:
    """Puts the sheet Kontering in the workbook; gives the copy as it was. Raises `ReportgenError` when it has one."""
    with held_master(path, now, places, tell) as master:
        if read_kontering(master.book) is not None:
            raise ReportgenError(f"{path.name} har redan bladet Kontering. Ange exporten att importera.")
        lines, _ = rules_for(master, kontering)
        return write_figures(master, {}, [kontering_plan(master, lines.lines)])


def _figures(master: Master, tables: Sequence[MappedTable]) -> Iterator[Figure]:
    """What the export gives each cell, in the order of the mall and then the rows that a person has added."""
    faults = []
    for table in tables:
        spec = master.spec.table(table.key)
        if spec is None:
            continue
        report = master.report.table(table.key)
        rules = rules_of(spec, report)
        for row in [*(row.key for row in spec.rows), *(row.key for row in report.rows if row.added)]:
            for column in spec.columns:
                ore, rule = table.cells.get((row, column.key)), rules.get((row, column.key))
                if ore is None or rule is None or not (rule.is_entered or rule.expr):
                    continue
                place = Place(table.key, row, column.key)
                if rule.unit in UNITS:
                    yield _figure(master.report, place, ore, rule)
                elif rule.is_entered:
                    what = place_name(place, master.spec, master.report)
                    faults.append(f"{spec.title}, {what}: enheten är {rule.unit} och inte kr, tkr eller mnkr")
    if faults:
        raise KonteringError(faults)


def _figure(report: Report, place: Place, ore: int, rule: CellRule) -> Figure:
    cell = report.cell(place)
    before = cell.value if cell.origin is Origin.ENTERED else None
    return Figure(place, before, Decimal(ore) / UNITS[rule.unit], rule.decimals, not rule.is_entered)


def _is_same(figure: Figure) -> bool:
    return isinstance(figure.before, Decimal) and figure.before == figure.after


def _is_typed(figure: Figure, known: ImportedLine | None) -> bool:
    """Whether somebody has written something there that is printed otherwise than the export's figure."""
    if figure.before in (None, ""):
        return False
    if not isinstance(figure.before, Decimal):
        return True
    if known is not None and figure.before == known.value:
        return False
    before, after = (round_half_up(value, figure.decimals) for value in (figure.before, figure.after))
    return before != after


def _log(master: Master, export: Export, written: Sequence[Figure], now: datetime) -> SheetPlan:
    """The sheet Logg with what is written, the newest first."""
    lines = [
        LogLine(
            now.strftime("%Y-%m-%d %H:%M"),
            _WHO,
            place_name(figure.place, master.spec, master.report),
            "(tom)" if figure.before in (None, "") else _words(figure.before, figure.decimals),
            figure.shown,
            export.name,
        )
        for figure in written
    ]
    return log_sheet([*lines, *read_log(master.book)])


def _words(value: Value, decimals: int) -> str:
    return format_number(value, decimals) if isinstance(value, Decimal) else str(value)
