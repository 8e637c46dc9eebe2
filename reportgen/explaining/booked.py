"""What imported cells are made of: konton and transactions, read again from the exports while those are as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from reportgen.explain.figures import Figures
from reportgen.importing.exports import Reading, read_entries, read_exports
from reportgen.importing.files import digest, lying_at
from reportgen.importing.kontering import rules_for
from reportgen.importing.sources import SourceFiles, find_sources
from reportgen.ledger.entries import Entry
from reportgen.ledger.export import Codes, Export, Measure
from reportgen.ledger.mapping import Rule, Share, shares_of
from reportgen.ledger.source import UNITS
from reportgen.model.errors import ReportgenError
from reportgen.model.imported import ImportedLine
from reportgen.model.position import Place
from reportgen.rounds.master import Master
from reportgen.workbook.imported_sheet import ExportFile, read_export_files, read_imported

_AS_IT_IS: Final = Reading(adds=True, accepts_unbalanced=True)
"""What the import said or let pass is not said again."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What is booked on some codes, in öre as the export has it; `sign` −1 where it is turned. `line` is the line of the sheet
    Kontering that takes it, in words. `entries` are its transactions, where the export has them and they were asked for.
    """

    codes: Codes
    name: str
    measure: Measure
    amount: int
    sign: int
    line: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class FromExport:
    """What an export gives a cell: `value` in the cell's unit, signed as the workbook has it, and whether that is what stands
    there.
    """

    file: str
    value: Decimal
    stands: bool
    booked: tuple[Booked, ...]

    @property
    def total(self) -> int:
        """Öre, signed as the export has them."""
        return sum(one.amount for one in self.booked)

    @property
    def turned(self) -> int:
        """Öre, signed as the workbook has them."""
        return sum(one.amount * one.sign for one in self.booked)


@dataclass(frozen=True, slots=True)
class Traced:
    """What the exports tell of each place, and lines about those that could not be asked."""

    cells: Mapping[Place, FromExport]
    remarks: tuple[str, ...] = ()


def trace(
    master: Master,
    figures: Figures,
    places: Sequence[Place],
    *,
    one_by_one: Collection[Place],
    exports: Sequence[Path] = (),
    source: str | None = None,
) -> Traced:
    """What the cells are made of; transactions of the places in `one_by_one`.

    `exports` are read whatever the workbook remembers. Without them those that it remembers are, where they lie as they did;
    what has been moved or changed is told.
    """
    if exports:
        sources = find_sources(master.file, source)
        return Traced(_Export(master, figures, exports, sources, one_by_one).cells(places))
    known = {file.name: file for file in read_export_files(master.book)}
    lines = {line.place: line for line in _imported(master, places)}
    found: dict[Place, FromExport] = {}
    remarks: list[str] = []
    for name, group in _by_file(lines.values()).items():
        files = [known.get(part) or part for part in name.split(" + ")]
        problems = [problem for file in files if (problem := _problem(master.file, file))]
        remarks += problems
        if problems:
            continue
        there = [file for file in files if isinstance(file, ExportFile)]
        try:
            sources = _remembered_sources(master.file, there)
            paths = [lying_at(master.file, file) for file in there]
            found |= _Export(master, figures, paths, sources, one_by_one).cells(group)
        except ReportgenError as fault:
            remarks.append(f"{name} kunde inte läsas igen. {str(fault).splitlines()[0]}")
    return Traced(found, tuple(dict.fromkeys(remarks)))


class _Export:
    """One reading of one or several exports together."""

    def __init__(
        self,
        master: Master,
        figures: Figures,
        files: Sequence[Path],
        sources: SourceFiles,
        one_by_one: Collection[Place],
    ) -> None:
        self.master, self.figures, self.files, self.sources, self.one_by_one = (
            master,
            figures,
            files,
            sources,
            one_by_one,
        )
        self.export: Export
        self.export, used = read_exports(files, master.report.period, sources, _AS_IT_IS)
        self.turned = used.turned
        lines, _ = rules_for(master)
        self.rules = lines.rules

    def cells(self, places: Iterable[Place]) -> dict[Place, FromExport]:
        """What each place gets; a place that no line of Kontering gives anything is left out."""
        shares = {place: found for place in places if (found := self._shares(place))}
        asked = {place: found for place, found in shares.items() if place in self.one_by_one}
        entries = self._entries({(share.codes, share.measure) for found in asked.values() for share in found})
        return {place: self._made(place, found, entries if place in asked else {}) for place, found in shares.items()}

    def _shares(self, place: Place) -> list[Share]:
        table = self.master.spec.table(place.table)
        if table is None or place.row is None or place.column is None or self.figures.shown(place).unit not in UNITS:
            return []
        return shares_of(self.export, self.rules, table, (place.row, place.column), turned=self.turned)

    def _entries(self, wanted: Collection[tuple[Codes, Measure]]) -> Mapping[tuple[Codes, Measure], list[Entry]]:
        found: defaultdict[tuple[Codes, Measure], list[Entry]] = defaultdict(list)
        if not wanted:
            return found
        for file in self.files:
            own = self.sources.of(file.name)
            for entry in read_entries(file, self.master.report.period, own, lambda *key: key in wanted):
                found[entry.codes, entry.measure].append(entry)
        return found

    def _made(
        self, place: Place, shares: Sequence[Share], entries: Mapping[tuple[Codes, Measure], list[Entry]]
    ) -> FromExport:
        booked = tuple(
            Booked(
                share.codes,
                self.export.accounts.get(share.codes.konto, ""),
                share.measure,
                share.amount,
                share.sign,
                rule_words(share.rule),
                tuple(sorted(entries.get((share.codes, share.measure), ()), key=lambda entry: -abs(entry.amount))),
            )
            for share in shares
            if share.amount
        )
        unit = UNITS[self.figures.shown(place).unit]
        value = Decimal(sum(one.amount * one.sign for one in booked)) / unit
        return FromExport(self.export.name, value, self.figures.value(place) == value, booked)


def rule_words(rule: Rule) -> str:
    """ "Kontering!B12: konto 50-57, verksamhet 5510"."""
    codes = ", ".join(
        f"{name} {', '.join(pattern.words)}"
        for name, pattern in zip(Codes._fields, rule.patterns, strict=True)
        if pattern
    )
    return f"{rule.at or 'mallens förslag till kontering'}: {codes}"


def _imported(master: Master, places: Collection[Place]) -> list[ImportedLine]:
    return [line for line in read_imported(master.book) if line.place in places]


def _by_file(lines: Iterable[ImportedLine]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for line in lines:
        found.setdefault(line.file, []).append(line.place)
    return found


def _problem(workbook: Path, file: ExportFile | str) -> str:
    """Why an export cannot be asked again; empty when it can."""
    if isinstance(file, str):
        return f"Var {file} låg har arbetsboken inte sparat. Ange exporten med --export för att se konton och verifikationer."
    there = lying_at(workbook, file)
    if not there.is_file():
        return f"{file.name} finns inte kvar där den låg ({file.path}). Ange den med --export för att se konton och verifikationer."
    if digest(there) != file.sha256:
        return f"{file.name} är en annan än den som fördes in {file.at}. Ange den med --export om den ändå ska läsas."
    return ""


def _remembered_sources(workbook: Path, files: Sequence[ExportFile]) -> SourceFiles:
    """The sources that the files were read as then."""
    own = find_sources(workbook, None)
    by_file = {file.name: find_sources(workbook, file.source).of(file.name) for file in files if file.source}
    return replace(own, by_file=by_file)
