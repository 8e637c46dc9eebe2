"""The sheet Kontering of a workbook as rules: its own, another workbook's, or else what the mall proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.ledger.export import Measure
from reportgen.ledger.mapping import Rule, own_name, read_rules
from reportgen.ledger.source import UNITS
from reportgen.model.errors import ReportgenError
from reportgen.model.kontering import KonteringLine
from reportgen.model.table import RowKind
from reportgen.rounds.master import Master
from reportgen.spec.schema import KONTERING, TableSpec
from reportgen.spec.words import fill_known
from reportgen.workbook.kontering_sheet import kontering_sheet, proposed, read_kontering
from reportgen.workbook.placing import names
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.read import read_book, read_bytes


@dataclass(frozen=True, slots=True)
class Kontering:
    """The lines as they stand, or are to stand, on the sheet; and what they say."""

    lines: tuple[KonteringLine, ...]
    rules: tuple[Rule, ...]


def rules_for(master: Master, other: Path | None = None) -> tuple[Kontering, bool]:
    """The kontering to follow, and whether the workbook lacks the sheet. Raises `ReportgenError` when there is none to take."""
    own = read_kontering(master.book)
    if own is not None and other is not None:
        raise ReportgenError(f"{master.file.name} har redan bladet {KONTERING}. Ta bort --kontering-ur, eller bladet.")
    lines = own if own is not None else _of_other(other) if other else list(_proposal(master))
    return Kontering(tuple(lines), read_rules(lines, master.spec, _titles(master))), own is None


def uncoded(master: Master, lines: Iterable[KonteringLine]) -> tuple[str, ...]:
    """The titles of the tables that have rows on the sheet but no codes on any of them: an export gives them nothing."""
    lines = [line for line in lines if line.table]
    coded = {line.table for line in lines if line.has_codes}
    shown = {table.key: _title(master, table) for table in master.spec.tables}
    return tuple(shown.get(table, table) for table in dict.fromkeys(line.table for line in lines) if table not in coded)


def kontering_plan(master: Master, lines: tuple[KonteringLine, ...]) -> SheetPlan:
    """The sheet with those lines, in the words that the workbook uses."""
    words = {table.key: _labels(master, table) for table in master.spec.tables}
    shown = {table.key: _title(master, table) for table in master.spec.tables}

    def name(table: str, row: str) -> tuple[str, str]:
        return shown.get(table, table), words.get(table, {}).get(row, row)

    return kontering_sheet(lines, name)


def _of_other(file: Path) -> list[KonteringLine]:
    lines = read_kontering(read_book(read_bytes(file), file.name))
    if lines is None:
        raise ReportgenError(f"{file.name} har inget blad {KONTERING}.")
    return lines


def _proposal(master: Master) -> Iterator[KonteringLine]:
    """The mall's lines, with one for each row that a person fills in or has added; of a mall that proposes nothing those of
    every table of money.
    """
    said = [
        KonteringLine(
            line.table or "",
            line.row or "",
            line.konto,
            line.verksamhet,
            line.ansvar,
            line.objekt,
            line.motpart,
            line.columns,
            line.sign,
        )
        for line in master.spec.kontering
    ]
    posts = ((table.key, row.key) for table in master.spec.tables for row in table.rows if row.kind is RowKind.POST)
    added = (
        (key, row.key) for key, table in master.report.tables.items() for row in table.rows if row.added and row.name
    )
    tables = {line.table for line in said} or {table.key for table in master.spec.tables if _takes_money(table)}
    yield from proposed(said, [(table, row) for table, row in (*posts, *added) if table in tables])


def _takes_money(table: TableSpec) -> bool:
    """Whether an export can fill any of its columns."""
    return table.unit in UNITS and any(table.column(measure) for measure in Measure)


def _titles(master: Master) -> Mapping[str, str]:
    """The words of tables and rows → their keys; a label that two rows have is left out, and the key must be used."""
    found: dict[str, str] = {}
    for table in master.spec.tables:
        found.setdefault(own_name(_title(master, table)), table.key)
        labels = _labels(master, table)
        found |= {f"{table.key}.{key}": key for key in labels}
        found |= {f"{table.key}.{own_name(label)}": key for key, label in labels.items()}
        for row in master.report.table(table.key).rows:  # rows that a person has renamed
            found.setdefault(f"{table.key}.{own_name(row.name)}", row.key)
    return found


def _title(master: Master, table: TableSpec) -> str:
    return fill_known(table.title, names(master.report))


def _labels(master: Master, table: TableSpec) -> dict[str, str]:
    """Row key → its label, of the mall's rows and those that a person has added; of labels that stand twice the key itself."""
    words = {row.key: " ".join(fill_known(row.label, names(master.report)).split()) for row in table.rows}
    words |= {row.key: row.name for row in master.report.table(table.key).rows if row.added and row.name}
    many = Counter(map(own_name, words.values()))
    return {key: label if many[own_name(label)] == 1 else key for key, label in words.items()}
