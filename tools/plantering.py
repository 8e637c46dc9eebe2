"""How much the checks find: one error at a time is planted in every example workbook, and the findings it gives are counted.

Everything is counted twice: as if nobody had filled in the sheet Avstämning, and as if every total on it had been taken from
the source, where the error is not.

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
from reportgen.checks.causes import without_consequences
from reportgen.checks.context import Spot
from reportgen.checks.control_totals import check_control_totals
from reportgen.derive.fields import FIELD, field_text, split_field
from reportgen.derive.formula import evaluate
from reportgen.derive.report import derive, evaluator
from reportgen.model.finding import Code, Finding, Severity
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.rounding import round_half_up
from reportgen.pipeline import check_workbook
from reportgen.spec.control_totals import OURS, SOURCE
from reportgen.spec.schema import CONTROL_TOTALS, TemplateSpec

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
    def sums(self) -> list[Decimal | None]:
        return sums_of(self.context)

    @cached_property
    def tried(self) -> list[Spot]:
        """The figures that errors are planted at."""
        return sample(self.figures, SAMPLE)


def ground(path: Path) -> Ground:
    checked = check_workbook(path)
    spec = checked.template.spec
    report = with_totals(Context(spec, checked.entered, derive(checked.entered, spec)))
    context = Context(spec, report, derive(report, spec))
    return Ground(spec, report, context, frozenset(map(key_of, found_in(context))))


def sums_of(context: Context) -> list[Decimal | None]:
    """What the parts give of every total on Avstämning, and of every sum that somebody has typed."""
    spots = [spot for spot in context.control_totals if spot.column.key == OURS]
    spots += [spot for spot in context.spots if spot.rule.is_total and spot.is_typed]
    numbers = evaluator(context.derived)
    return [evaluate(spot.rule.expr, numbers) if spot.rule.expr else None for spot in spots]


def with_totals(context: Context) -> Report:
    """The report with every total on Avstämning as the source would print it."""
    report = context.entered
    for spot in context.control_totals:
        ours = spot.derived.number
        if spot.column.key == OURS and ours is not None:
            place = Place(CONTROL_TOTALS, spot.row.key, SOURCE)
            report = with_number(report, place, round_half_up(ours, spot.rule.decimals))
    return report


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
IN_TABLES: Final = tuple(check for check in OF_FIGURES if check not in (*IN_TEXTS, check_control_totals))
"""What holds texts against figures is asked only where nothing else finds the error: it takes as long as all the rest."""
EQUAL: Final = (Code.SUMMA_FEL, Code.AVSTAMNING_SKILJER, Code.ARKIV_FEL, Code.ARKIV_VARNING, Code.ARKIV_NOTIS)
"""Findings that tell of a figure that should agree with another."""


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
    """What the rules say of the report, without what follows from another finding or somebody has acknowledged."""
    findings = without_consequences([finding for check in checks for finding in check(context)])
    return [finding for finding in acknowledge(findings, context.entered) if not finding.reason]


def key_of(finding: Finding) -> Key:
    return finding.code.name, str(finding.place)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of a change: `alone` with Avstämning empty, `agreed` what its totals add. `moved` when a sum that is held
    against another figure changed at all, if only within what rounding explains.
    """

    alone: list[Finding]
    agreed: list[Finding]
    moved: bool

    @property
    def is_found(self) -> bool:
        return bool(self.alone or self.agreed)

    @property
    def must_agree(self) -> bool:
        return any(map(is_equality, (*self.alone, *self.agreed)))


def is_equality(finding: Finding) -> bool:
    """Whether it tells of two figures that should be the same, not of a bound."""
    return finding.code in EQUAL or finding.details.get("relation") == "lika"


def judged(ground: Ground, report: Report, *groups: Sequence[Check]) -> Verdict:
    """What is found in the report that was not found before, by the first group of checks that finds anything; all are one
    group unless told otherwise. One change was made, so what is new tells of that.

    With only some of the checks, what the others say is no longer acknowledged by anybody: that is not counted.
    """
    context = Context(ground.template, report, derive(report, ground.template))
    alone: list[Finding] = []
    for checks in groups or (tuple(check for check in CHECKS if check is not check_control_totals),):
        fresh = [finding for finding in found_in(context, checks) if key_of(finding) not in ground.before]
        alone = [finding for finding in fresh if finding.code is not Code.KVITTERING_INAKTUELL]
        if alone:
            break
    agreed = [finding for finding in check_control_totals(context) if key_of(finding) not in ground.before]
    return Verdict(alone, agreed, sums_of(context) != ground.sums)


@dataclass(frozen=True, slots=True)
class Tied:
    """How a figure is bound: by something that it must agree with, with Avstämning empty or filled in; by a limit; or not."""

    place: Place
    equal: bool
    equal_agreed: bool
    limited: bool


def tied(ground: Ground, spot: Spot) -> Tied:
    """Tried with changes large enough for any rule, at most three."""
    equal = agreed = limited = False
    for factor in (TOO_MUCH, TOO_LITTLE, WRONG_SIGN):
        value = (number(spot) or Decimal(1)) * factor
        if value == number(spot) or (factor == WRONG_SIGN and limited):
            continue
        verdict = judged(ground, with_number(ground.report, spot.place, value), IN_TABLES, IN_TEXTS)
        equal = equal or any(map(is_equality, verdict.alone))
        agreed = agreed or verdict.must_agree
        limited = limited or bool(verdict.alone)
    return Tied(spot.place, equal, agreed, limited)


# --- the count --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """Errors of one kind in one workbook: planted; found with Avstämning empty, by gravity of the gravest finding; found with it
    filled in. Of those at figures that then must agree with something: planted, found, and missed within rounding.
    """

    planted: int = 0
    found: Mapping[Severity, int] = field(default_factory=dict)
    agreed: int = 0
    equal: int = 0
    equal_found: int = 0
    rounded: int = 0

    @property
    def caught(self) -> int:
        return sum(self.found.values())


@dataclass(frozen=True, slots=True)
class Harvest:
    """One workbook: its figures, how many were tried; of those how many must agree with something, with Avstämning empty and
    filled in, how many of the others a limit binds; each kind's tally.
    """

    name: str
    figures: int
    tried: int
    equal: int
    equal_agreed: int
    limited: int
    tallies: Mapping[str, Tally]


def harvest(path: Path, run: Callable[..., Iterable[Any]] = map) -> Harvest:
    """Plants and counts. How a figure is bound is tried for every one of them. `run` is `map`, or that of several processes."""
    earth = cached_ground(path)
    parts = range(0, len(earth.tried), CHUNK)
    ties = list(chain.from_iterable(run(tied_figures, [path] * len(parts), parts)))
    equal = frozenset(tie.place for tie in ties if tie.equal_agreed)
    tallies = dict(zip(KINDS, run(tally, [path] * len(KINDS), KINDS, [equal] * len(KINDS)), strict=True))
    limited = sum(tie.limited and not tie.equal_agreed for tie in ties)
    return Harvest(
        path.stem, len(earth.figures), len(ties), sum(tie.equal for tie in ties), len(equal), limited, tallies
    )


@lru_cache
def cached_ground(path: Path) -> Ground:
    return ground(path)


@lru_cache
def cached_typed_out(path: Path) -> Ground:
    return typed_out(path)


def tied_figures(path: Path, start: int) -> list[Tied]:
    """How the `CHUNK` figures from there are bound."""
    earth = cached_ground(path)
    return [tied(earth, spot) for spot in earth.tried[start : start + CHUNK]]


def tally(path: Path, kind: str, equal: frozenset[Place]) -> Tally:
    """Plants all errors of that kind in that workbook. Totals have no say of errors in texts, nor of figures that are right."""
    of_text = kind in (STALE_KIND, TEXT_KIND)
    earth = cached_typed_out(path) if of_text else cached_ground(path)
    rows = {Place(place.table, place.row) for place in equal}
    groups = {TEXT_KIND: (CHECKS,), STALE_KIND: (IN_TEXTS,)}.get(kind, (IN_TABLES, IN_TEXTS))
    found: Counter[Severity] = Counter()
    n = agreed = at_equal = equal_found = rounded = 0
    for one in planted(earth, kind):
        verdict = judged(earth, one.report, *groups)
        is_found = bool(verdict.alone) if of_text else verdict.is_found
        must_agree = not of_text and (one.place in equal or one.place in rows)
        n, agreed, at_equal = n + 1, agreed + is_found, at_equal + must_agree
        equal_found += must_agree and is_found
        rounded += must_agree and not is_found and verdict.moved
        if verdict.alone:
            found[max(finding.severity for finding in verdict.alone)] += 1
    return Tally(n, dict(found), agreed, at_equal, equal_found, rounded)


# --- the page ---------------------------------------------------------------------------------------------------------


def tables(harvests: Sequence[Harvest]) -> str:
    """Three Markdown tables: how figures are bound, by workbook; what was found, by workbook and by kind of error."""
    everything = [*harvests, _whole(harvests)]
    return "\n".join([*_bindings(everything), "", *_by_workbook(everything), "", *_by_kind(everything[-1])])


def _bindings(harvests: Sequence[Harvest]) -> Iterator[str]:
    yield from _head(
        "Underlag", "Inskrivna tal", "Prövade", "Ska stämma", "Ska stämma, avstämt", "Bara en gräns", "Obundna"
    )
    for one in harvests:
        loose = one.tried - one.equal_agreed - one.limited
        parts = [part_of(part, one.tried) for part in (one.equal, one.equal_agreed, one.limited, loose)]
        yield _row(one.name, one.figures, one.tried, *parts)


def _by_workbook(harvests: Sequence[Harvest]) -> Iterator[str]:
    yield from _head("Underlag", "Fel", "Funna", "Funna, avstämt", *_AT_EQUAL)
    for one in harvests:
        whole = _sum([tally for kind, tally in one.tallies.items() if kind not in (STALE_KIND, TEXT_KIND)])
        yield _row(one.name, *_found(whole), *_at_equal(whole))


def _by_kind(whole: Harvest) -> Iterator[str]:
    yield from _head("Slag av fel", "Fel", "Funna", "Funna, avstämt", *_AT_EQUAL, "Som fel", "Som varning", "Som notis")
    for kind, tally in whole.tallies.items():
        of_text = kind in (STALE_KIND, TEXT_KIND)
        gravest = [tally.found.get(grade, 0) for grade in (Severity.FEL, Severity.VARNING, Severity.NOTIS)]
        yield _row(kind, *_found(tally), *(("",) * len(_AT_EQUAL) if of_text else _at_equal(tally)), *gravest)


_AT_EQUAL: Final = ("Där tal ska stämma", "Funna där", "Inom avrundning", "Övriga")


def _found(tally: Tally) -> tuple[str | int, ...]:
    return tally.planted, part_of(tally.caught, tally.planted), part_of(tally.agreed, tally.planted)


def _at_equal(tally: Tally) -> tuple[str | int, ...]:
    rest = tally.equal - tally.equal_found - tally.rounded
    return tally.equal, part_of(tally.equal_found, tally.equal), tally.rounded, rest


def _head(first: str, *others: str) -> Iterator[str]:
    yield _row(first, *others)
    yield "|---|" + "---:|" * len(others)


def _row(*cells: str | int) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _whole(harvests: Sequence[Harvest]) -> Harvest:
    kinds = dict.fromkeys(kind for one in harvests for kind in one.tallies)
    tallies = {kind: _sum([one.tallies[kind] for one in harvests if kind in one.tallies]) for kind in kinds}
    names = ("figures", "tried", "equal", "equal_agreed", "limited")
    return Harvest("alla", *(sum(getattr(one, name) for one in harvests) for name in names), tallies)


def _sum(tallies: Sequence[Tally]) -> Tally:
    found: Counter[Severity] = Counter()
    for tally in tallies:
        found.update(tally.found)
    names = ("agreed", "equal", "equal_found", "rounded")
    return Tally(
        sum(t.planted for t in tallies), dict(found), *(sum(getattr(t, name) for t in tallies) for name in names)
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
