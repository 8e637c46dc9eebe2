"""How much the checks find: one error at a time is planted in every example workbook, and the findings it gives are counted.

    make plantering          or: python tools/plantering.py [--processer 2] [NAME …]       (default: all in inputs/)

Prints the tables and writes them between the markers in docs/kontroller.md (only when all workbooks are run). The errors are
planted in the report as it was read, not in the file; a test holds the two against each other for one planted error. What is
planted follows from the workbook alone (the choices are made by a checksum of the place), so a second run gives the same.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from reportgen.checks import CHECKS, Context
from reportgen.checks.acknowledge import acknowledge
from reportgen.checks.context import Spot
from reportgen.derive.fields import FIELD, field_text, split_field
from reportgen.derive.report import derive
from reportgen.model.finding import Code, Finding, Severity
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.pipeline import check_workbook
from reportgen.spec.schema import TemplateSpec

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "kontroller.md"
BEGIN, END = "<!-- plantering: början, görs av make plantering -->", "<!-- plantering: slut -->"
SAMPLE: Final = 120
"""So many figures of a workbook are tried, evenly spread; all of them where there are no more."""
PER_KIND: Final = 60
"""So many errors of a kind are planted in a workbook, at figures of the sample; at all of them where there are no more."""
CHUNK: Final = 30
"""So many figures are tried at a time by each process."""

T = TypeVar("T")
Check = Callable[[Context], Iterator[Finding]]
Key = tuple[str, str]
"""A finding by its code and place. What was there before the error was planted is not counted as having found it."""


# --- what is planted --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with one error in it: the kind, the place, and the report."""

    kind: str
    place: Place
    report: Report


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in a text: which text, where in it, and the cell that it was fetched from."""

    text: Place
    start: int
    end: int
    figure: Place | None


@dataclass(frozen=True)
class Ground:
    """A workbook as it was read: where errors are planted, and what is found in it as it is."""

    template: TemplateSpec
    report: Report
    context: Context
    before: frozenset[Key]
    told: tuple[Told, ...] = ()

    @cached_property
    def figures(self) -> list[Spot]:
        """Every cell in which a person has entered a number."""
        return [
            spot for spot in self.context.spots if spot.rule.is_entered and spot.is_typed and number(spot) is not None
        ]

    @cached_property
    def tried(self) -> list[Spot]:
        """The figures that errors are planted at."""
        return sample(self.figures, SAMPLE)


def ground(path: Path) -> Ground:
    checked = check_workbook(path)
    context = Context(checked.template.spec, checked.entered, derive(checked.entered, checked.template.spec))
    return Ground(checked.template.spec, checked.entered, context, frozenset(map(key_of, found_in(context))))


def number(spot: Spot) -> Decimal | None:
    return spot.entered.number


def swapped_digits(spot: Spot, _ground: Ground) -> Decimal | None:
    """The first two unlike digits that stand side by side have changed places: 2 134 for 1 234."""
    value = number(spot)
    assert value is not None
    text = f"{value:f}"
    for match in re.finditer(r"(?=(\d)\.?(\d))", text):
        at, one, other = match.start(), match[1], match[2]
        if one != other:
            middle = text[at + 1 : at + 1 + (text[at + 1] == ".")]
            return Decimal(text[:at] + other + middle + one + text[at + 2 + len(middle) :])
    return None


def lost_sign(spot: Spot, _ground: Ground) -> Decimal | None:
    value = number(spot)
    return -value if value else None


def factor_ten(spot: Spot, _ground: Ground) -> Decimal | None:
    """Ten times too much, or a tenth: by a checksum of the place."""
    value = number(spot)
    assert value is not None
    return value.scaleb(1 if checksum(spot.place) % 2 else -1) if value else None


def factor_thousand(spot: Spot, _ground: Ground) -> Decimal | None:
    """Kronor for tusental kronor or the other way round: a thousand times too much, or a thousandth."""
    value = number(spot)
    assert value is not None
    return value.scaleb(3 if checksum(spot.place) % 2 else -3) if value else None


def neighbours(spot: Spot, ground: Ground) -> Decimal | None:
    """The figure of the row below, or above in the last row."""
    rows = ground.report.table(spot.table.key).rows
    at = next(n for n, row in enumerate(rows) if row.key == spot.row.key)
    near = [rows[n].cell(spot.column.key).number for n in (at + 1, at - 1) if 0 <= n < len(rows)]
    return next((value for value in near if value is not None and value != number(spot)), None)


def last_years(spot: Spot, ground: Ground) -> Decimal | None:
    """The figure of the same thing a year before: of the column or row whose key says so."""
    column, row = spot.column.key, spot.row.key
    earlier = [Place(spot.table.key, row, f"{column}_fg"), Place(spot.table.key, f"{row}_fg", column)]
    earlier += [
        Place(spot.table.key, f"{row}_minus_1", column),
        Place(spot.table.key, re.sub("_i_ar$", "_fg", row), column),
    ]
    earlier += [Place(spot.table.key, "fg", column)] if row == "ar" else []
    values = [ground.report.cell(place).number for place in earlier if place != spot.place]
    return next((value for value in values if value is not None and value != number(spot)), None)


CELL_KINDS: Final[Mapping[str, Callable[[Spot, Ground], Decimal | None]]] = {
    "omkastade siffror": swapped_digits,
    "tappat tecken": lost_sign,
    "faktor 10": factor_ten,
    "faktor 1 000": factor_thousand,
    "grannradens värde": neighbours,
    "förra årets värde": last_years,
}
ROW_KIND: Final = "förskjuten rad"
STALE_KIND: Final = "tal ändrat, text kvar"
TEXT_KIND: Final = "tal i text ändrat"
KINDS: Final = (*CELL_KINDS, ROW_KIND, STALE_KIND, TEXT_KIND)
TOO_MUCH, TOO_LITTLE, WRONG_SIGN = Decimal(1000), Decimal(0), Decimal(-1000)
"""Factors that change a figure enough for any rule about it."""
OF_WORDS: Final = ("dates", "laws", "periods", "references", "repeated", "start", "texts", "unfinished")
"""Modules whose rules read no figures: left out when only a figure has been changed. The file is checked by all."""
OF_FIGURES: Final = tuple(check for check in CHECKS if check.__module__.rpartition(".")[2] not in OF_WORDS)
IN_TEXTS: Final = tuple(check for check in OF_FIGURES if ".narrative." in check.__module__)
IN_TABLES: Final = tuple(check for check in OF_FIGURES if check not in IN_TEXTS)
"""What holds texts against figures is asked only where nothing else finds the error: it takes as long as all the rest."""


def planted(ground: Ground, kind: str) -> Iterator[Planted]:
    """At most `PER_KIND` errors of that kind, evenly spread over the workbook."""
    match kind:
        case str() if kind in CELL_KINDS:
            change = CELL_KINDS[kind]
            made = ((spot, change(spot, ground)) for spot in ground.tried)
            for spot, value in sample(
                [(spot, value) for spot, value in made if value is not None and value != number(spot)]
            ):
                yield Planted(kind, spot.place, with_number(ground.report, spot.place, value))
        case str() if kind == ROW_KIND:
            for table, row in sample(rows_of_figures(ground)):
                yield Planted(kind, Place(table, row), shifted(ground.report, table, row, ground))
        case str() if kind == STALE_KIND:
            entered = {spot.place: spot for spot in ground.figures}
            told = {one.figure: one for one in ground.told if one.figure in entered}
            for place in sample(list(told)):
                value = a_tenth_more(number(entered[place]) or Decimal(0))
                yield Planted(kind, place, with_number(ground.report, place, value))
        case _:
            for one in sample(ground.told):
                yield Planted(kind, one.text, with_text(ground.report, one.text, miswritten(ground.report, one)))


def sample(everything: Sequence[T], most: int = PER_KIND) -> list[T]:
    """All, or `most` of them at even distances."""
    if len(everything) <= most:
        return list(everything)
    return [everything[n * len(everything) // most] for n in range(most)]


def checksum(place: Place) -> int:
    return zlib.crc32(str(place).encode())


def rows_of_figures(ground: Ground) -> list[tuple[str, str]]:
    """Table and row with three entered figures or more, not all the same, one of them tried."""
    figures: dict[tuple[str, str], list[Decimal | None]] = {}
    for spot in ground.figures:
        figures.setdefault((spot.table.key, spot.row.key), []).append(number(spot))
    tried = {(spot.table.key, spot.row.key) for spot in ground.tried}
    return [row for row, values in figures.items() if row in tried and len(values) > 2 and len(set(values)) > 1]


def shifted(report: Report, table: str, row: str, ground: Ground) -> Report:
    """Each figure of the row in the cell to the right; the first stays, the last is lost."""
    spots = [spot for spot in ground.figures if (spot.table.key, spot.row.key) == (table, row)]
    for spot, left in zip(spots[1:], spots, strict=False):
        value = number(left)
        assert value is not None
        report = with_number(report, spot.place, value)
    return report


def a_tenth_more(value: Decimal) -> Decimal:
    """The figure a tenth larger, with the decimals it had: enough for a text beside it to be wrong."""
    step = max(abs(value) / 10, Decimal(1).scaleb(int(value.as_tuple().exponent)))
    return value + step.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent)))


def prose(report: Report) -> Iterator[tuple[Place, str]]:
    """Every text, and every cell of words long enough to be one."""
    for key, cell in report.texts.items():
        yield Place("text", key), cell.text
    for table in report.tables.values():
        for row in table.rows:
            for key, cell in row.cells.items():
                if len(cell.text) > 40:
                    yield Place(table.key, row.key, key), cell.text


def typed_out(path: Path) -> Ground:
    """The workbook as it would be if nobody used value fields: each has given way to the figure it prints."""
    earth = cached_ground(path)
    report, told = earth.report, []
    for place, text in prose(earth.report):
        written, at = "", 0
        for match in FIELD.finditer(text):
            figure = field_text(match[1], earth.context.derived, earth.template)
            written += text[at : match.start()]
            if any(sign.isdigit() for sign in figure):
                told.append(Told(place, len(written), len(written) + len(figure), _figure_of(match[1])))
            written, at = written + figure, match.end()
        report = with_text(report, place, written + text[at:]) if at else report
    context = Context(earth.template, report, derive(report, earth.template))
    return Ground(earth.template, report, context, frozenset(map(key_of, found_in(context))), tuple(told))


def _figure_of(field: str) -> Place | None:
    """The cell that a field fetches, if it is one of a table."""
    parts = split_field(field)[0].split(".")
    return Place(*parts) if len(parts) == 3 else None


def miswritten(report: Report, one: Told) -> str:
    """The text with the first digit of the figure another."""
    text = report.cell(one.text).text
    at = next(n for n in range(one.start, one.end) if text[n].isdigit())
    return f"{text[:at]}{int(text[at]) % 9 + 1}{text[at + 1 :]}"


def with_number(report: Report, place: Place, value: Decimal) -> Report:
    """The report with that number entered at that place, in the cell where it stood."""
    table = report.table(place.table)
    rows = tuple(
        row.with_cells({place.column or "": replace(row.cell(place.column or ""), value=value)})
        if row.key == place.row
        else row
        for row in table.rows
    )
    return report.with_tables({place.table: replace(table, rows=rows)})


def with_text(report: Report, place: Place, text: str) -> Report:
    if place.table == "text":
        cell = replace(report.text(place.row or ""), value=text)
        return replace(report, texts=MappingProxyType({**report.texts, place.row or "": cell}))
    table = report.table(place.table)
    rows = tuple(
        row.with_cells({place.column or "": replace(row.cell(place.column or ""), value=text)})
        if row.key == place.row
        else row
        for row in table.rows
    )
    return report.with_tables({place.table: replace(table, rows=rows)})


# --- what is found ----------------------------------------------------------------------------------------------------


def found_in(context: Context, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """What the rules say of the report, without what somebody has acknowledged."""
    findings = [finding for check in checks for finding in check(context)]
    return [finding for finding in acknowledge(findings, context.entered) if not finding.reason]


def key_of(finding: Finding) -> Key:
    return finding.code.name, str(finding.place)


def new_findings(ground: Ground, report: Report, *groups: Sequence[Check]) -> list[Finding]:
    """What is found in the report that was not found before, by the first group of checks that finds anything; all are one
    group unless told otherwise. One change was made, so what is new tells of that.

    With only some of the checks, what the others say is no longer acknowledged by anybody: that is not counted.
    """
    context = Context(ground.template, report, derive(report, ground.template))
    for checks in groups or (CHECKS,):
        fresh = [finding for finding in found_in(context, checks) if key_of(finding) not in ground.before]
        if checks is not CHECKS:
            fresh = [finding for finding in fresh if finding.code is not Code.KVITTERING_INAKTUELL]
        if fresh:
            return fresh
    return []


def is_bound(ground: Ground, spot: Spot, factor: Decimal) -> bool:
    """Whether some rule says something new when the figure is changed by that factor."""
    value = (number(spot) or Decimal(1)) * factor
    return value != number(spot) and bool(
        new_findings(ground, with_number(ground.report, spot.place, value), IN_TABLES, IN_TEXTS)
    )


# --- the count --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """Errors of one kind in one workbook: planted, found by gravity of the gravest finding, and those at bound figures."""

    planted: int = 0
    found: Mapping[Severity, int] = field(default_factory=dict)
    bound: int = 0
    bound_found: int = 0

    @property
    def caught(self) -> int:
        return sum(self.found.values())


@dataclass(frozen=True, slots=True)
class Harvest:
    """One workbook: its figures, how many were tried, how many of those a rule binds, from both sides; each kind's tally."""

    name: str
    figures: int
    tried: int
    bound: int
    both_ways: int
    tallies: Mapping[str, Tally]


def harvest(path: Path, run: Callable[..., Iterable[Any]] = map) -> Harvest:
    """Plants and counts. Which figures are bound is tried for every one of them. `run` is `map`, or that of several processes."""
    earth = cached_ground(path)
    parts = range(0, len(earth.tried), CHUNK)
    sides = list(run(bound_sides, [path] * len(parts), parts))
    above, below, signed = (frozenset(chain.from_iterable(side[n] for side in sides)) for n in range(3))
    bound = above | below | signed
    tallies = dict(zip(KINDS, run(tally, [path] * len(KINDS), KINDS, [bound] * len(KINDS)), strict=True))
    return Harvest(path.stem, len(earth.figures), len(earth.tried), len(bound), len(above & below), tallies)


@lru_cache
def cached_ground(path: Path) -> Ground:
    return ground(path)


@lru_cache
def cached_typed_out(path: Path) -> Ground:
    return typed_out(path)


def bound_sides(path: Path, start: int) -> tuple[list[Place], list[Place], list[Place]]:
    """Of the `CHUNK` figures from there: those that a rule holds from above, from below, and by their sign alone."""
    earth = cached_ground(path)
    spots = earth.tried[start : start + CHUNK]
    above, below = ([spot.place for spot in spots if is_bound(earth, spot, side)] for side in (TOO_MUCH, TOO_LITTLE))
    loose = [spot for spot in spots if spot.place not in {*above, *below}]
    return above, below, [spot.place for spot in loose if is_bound(earth, spot, WRONG_SIGN)]


def tally(path: Path, kind: str, bound: frozenset[Place]) -> Tally:
    """Plants all errors of that kind in that workbook."""
    earth = cached_typed_out(path) if kind in (STALE_KIND, TEXT_KIND) else cached_ground(path)
    rows = {Place(place.table, place.row) for place in bound}
    groups = {TEXT_KIND: (CHECKS,), STALE_KIND: (IN_TEXTS,)}.get(kind, (IN_TABLES, IN_TEXTS))
    found: Counter[Severity] = Counter()
    n = n_bound = bound_found = 0
    for one in planted(earth, kind):
        findings = new_findings(earth, one.report, *groups)
        tied = kind != TEXT_KIND and (one.place in bound or one.place in rows)
        n, n_bound, bound_found = n + 1, n_bound + tied, bound_found + (tied and bool(findings))
        if findings:
            found[max(finding.severity for finding in findings)] += 1
    return Tally(n, dict(found), n_bound, bound_found)


# --- the page ---------------------------------------------------------------------------------------------------------


def tables(harvests: Sequence[Harvest]) -> str:
    """Two Markdown tables: by workbook, and by kind of error."""
    return "\n".join([*_by_workbook(harvests), "", *_by_kind(harvests)])


def _by_workbook(harvests: Sequence[Harvest]) -> Iterator[str]:
    yield from _head(
        "Underlag", "Inskrivna tal", "Prövade", "Bundna", "Åt båda håll", "Fel", "Funna", "Vid bundna", "Funna där"
    )
    for one in [*harvests, _whole(harvests)]:
        tallies = [tally for kind, tally in one.tallies.items() if kind != TEXT_KIND]
        n, caught = sum(t.planted for t in tallies), sum(t.caught for t in tallies)
        tied, tied_found = sum(t.bound for t in tallies), sum(t.bound_found for t in tallies)
        binding = [part_of(part, one.tried) for part in (one.bound, one.both_ways)]
        yield _row(one.name, one.figures, one.tried, *binding, n, part_of(caught, n), tied, part_of(tied_found, tied))


def _by_kind(harvests: Sequence[Harvest]) -> Iterator[str]:
    yield from _head(
        "Slag av fel", "Planterade", "Funna", "Som fel", "Som varning", "Som notis", "Vid bundna", "Funna där"
    )
    for kind, tally in _whole(harvests).tallies.items():
        gravest = [tally.found.get(grade, 0) for grade in (Severity.FEL, Severity.VARNING, Severity.NOTIS)]
        there = ("", "") if kind == TEXT_KIND else (tally.bound, part_of(tally.bound_found, tally.bound))
        yield _row(kind, tally.planted, part_of(tally.caught, tally.planted), *gravest, *there)


def _head(first: str, *others: str) -> Iterator[str]:
    yield _row(first, *others)
    yield "|---|" + "---:|" * len(others)


def _row(*cells: str | int) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _whole(harvests: Sequence[Harvest]) -> Harvest:
    kinds = dict.fromkeys(kind for one in harvests for kind in one.tallies)
    tallies = {kind: _sum([one.tallies[kind] for one in harvests if kind in one.tallies]) for kind in kinds}
    names = ("figures", "tried", "bound", "both_ways")
    return Harvest("alla", *(sum(getattr(one, name) for one in harvests) for name in names), tallies)


def _sum(tallies: Sequence[Tally]) -> Tally:
    found: Counter[Severity] = Counter()
    for tally in tallies:
        found.update(tally.found)
    return Tally(
        sum(t.planted for t in tallies), dict(found), sum(t.bound for t in tallies), sum(t.bound_found for t in tallies)
    )


def part_of(part: int, whole: int) -> str:
    """ "31 (62 %)"; a dash where there is nothing to be part of."""
    return f"{part} ({100 * part / whole:.0f} %)" if whole else f"{part} (–)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--processer", type=int, default=2)
    options = parser.parse_args()
    paths = [
        path for path in sorted((ROOT / "inputs").glob("*.xlsx")) if not options.names or path.stem in options.names
    ]
    with ProcessPoolExecutor(options.processer) as pool:
        results = [harvest(path, pool.map) for path in paths]
    made = tables(results)
    print(made)
    if not options.names:
        write(PAGE, made)


def write(page: Path, made: str) -> None:
    """Puts the tables between the markers of the page."""
    text = page.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, marker, tail = rest.partition(END)
    if not marker:
        sys.exit(f"{page} saknar märkena {BEGIN} och {END}")
    page.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
