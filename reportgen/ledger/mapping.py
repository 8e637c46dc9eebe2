"""The amounts of an export → the rows of the workbook, by the lines of the sheet Kontering.

Table by table each amount goes to one row, or is deliberately outside, or is told: not mapped, or mapped twice. A row whose
parts have lines of their own (a sum, an of-which) is given apart from that and holds no amount of its own, so

    in rows + outside + not mapped + mapped twice = the export

for every table and measure, to the öre.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from reportgen.ledger.export import Amounts, Codes, Export, Measure
from reportgen.model.errors import ReportgenError
from reportgen.model.kontering import OUTSIDE, KonteringLine
from reportgen.model.position import CellRef
from reportgen.spec.schema import FREE_ROWS, TableSpec, TemplateSpec

_RANGE: Final = re.compile(r"(\w+)\s*[-–:]\s*(\w+)")
_OUTSIDE: Final = (OUTSIDE, "–", "—", "utanför", "utanför rapporten")
_SIGNS: Final = {"": 0, "vänd": -1, "vand": -1, "vänds": -1, "lika": 1}


@dataclass(frozen=True, slots=True)
class Pattern:
    """The codes that one cell of the sheet names."""

    words: tuple[str, ...]

    def matches(self, code: str) -> bool:
        """Whether a code is among them. A range compares as many signs as its ends have: 50-53 has 5010, and 5399."""
        return any(_matches(word, code) for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line understood: `row` is None for what is outside, `table` for all tables; `sign` 0 is as the source says."""

    table: str | None
    row: str | None
    patterns: tuple[Pattern | None, ...]
    columns: Mapping[Measure, str]
    sign: int
    at: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """Amounts that went nowhere, and the rows that wanted them when there were several."""

    codes: Codes
    amounts: Amounts
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedTable:
    """What one table gets. `cells` are öre by row and column, signed as the workbook has them; `sums` by row and measure are
    signed as the export has them. `given` are the rows that are held against their parts, `idle` those whose lines no code of
    the export fits. `by` are the names of the codes that the rows are told apart by; amounts that went nowhere are summed by
    those.
    """

    key: str
    cells: Mapping[tuple[str, str], int]
    sums: Mapping[str, Amounts]
    outside: Amounts
    unmapped: tuple[Loose, ...]
    twice: tuple[Loose, ...]
    given: frozenset[str] = frozenset()
    idle: tuple[str, ...] = ()
    by: tuple[str, ...] = Codes._fields

    def words(self, codes: Codes, accounts: Mapping[str, str]) -> str:
        """ "konto 8410 Ränta", "utan verksamhet": what amounts that went nowhere are on; `accounts` are names of konton."""
        said = ((name, getattr(codes, name)) for name in self.by)
        words = ", ".join(f"{name} {code}" if code else f"utan {name}" for name, code in said)
        named = accounts.get(codes.konto, "") if "konto" in self.by else ""
        return f"{words} ({named})" if named else words

    def in_rows(self, measure: Measure) -> int:
        """Öre that went to rows, each counted once."""
        return sum(amounts.get(measure, 0) for row, amounts in self.sums.items() if row not in self.given)

    def loose(self, measure: Measure) -> tuple[int, int]:
        """Öre not mapped, and mapped twice."""
        not_mapped, twice = (sum(one.amounts.get(measure, 0) for one in many) for many in (self.unmapped, self.twice))
        return not_mapped, twice


@dataclass(frozen=True, slots=True)
class Share:
    """What the amount on some codes is of a cell: `amount` in öre, signed as the export has it; `sign` −1 where it is turned."""

    codes: Codes
    rule: Rule
    measure: Measure
    amount: int
    sign: int


class KonteringError(ReportgenError):
    """Lines of the sheet Kontering that cannot be followed."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("Kontering går inte att följa:\n" + "\n".join(f"  {fault}" for fault in faults))


def read_rules(lines: Iterable[KonteringLine], template: TemplateSpec, titles: Mapping[str, str]) -> tuple[Rule, ...]:
    """The lines that have codes, understood; `titles` are the words that tables and rows go by → their keys, a row's words with
    its table's key and a point before. Rows that a person has added are known only so.

    Raises `KonteringError` with every line that cannot be.
    """
    faults: list[str] = []
    rules = []
    for line in lines:
        if not line.has_codes:
            continue
        try:
            rules.append(_rule(line, template, titles))
        except ValueError as fault:
            faults.append(f"{line.at or 'mallens förslag'}: {fault}")
    if faults:
        raise KonteringError(faults)
    return tuple(rules)


def map_export(export: Export, rules: Sequence[Rule], template: TemplateSpec, *, turned: bool) -> list[MappedTable]:
    """What each table that has rules gets of the export; `turned` tells that costs are plus in it."""
    keys = list(dict.fromkeys(rule.table for rule in rules if rule.table is not None and rule.row is not None))
    tables = (template.table(key) for key in keys)
    return [_mapped(export, rules, table, -1 if turned else 1) for table in tables if table is not None]


def shares_of(
    export: Export, rules: Sequence[Rule], table: TableSpec, place: tuple[str, str], *, turned: bool
) -> list[Share]:
    """What the cell of a row and column, `place`, is made of: its shares add up to that cell of `map_export`."""
    own = [rule for rule in rules if rule.table in (table.key, None)]
    given, finder = _given(own, table), _Finder(own)
    row, column = place
    found = []
    for codes, amounts in export.sums.items():
        fitting = finder.rules(codes)
        for measure, amount in amounts.items():
            for rule in _takers(fitting, given, measure):
                if (rule.row, rule.columns[measure]) == (row, column):
                    sign = rule.sign or (-1 if turned else 1)
                    found.append(Share(codes, rule, measure, amount, sign))
    return sorted(found, key=lambda share: (-abs(share.amount), share.codes))


def own_name(text: str) -> str:
    """Words as they are compared: whatever the case and spaces."""
    return " ".join(text.split()).casefold()


def parse_pattern(text: str) -> Pattern | None:
    """The codes of a cell; None for an empty one. Raises `ValueError` for what is no code."""
    words = tuple(word.strip() for word in re.split(r"[,;\n]", text) if word.strip())
    for word in words:
        ends = _RANGE.fullmatch(word)
        if ends and (len(ends[1]) != len(ends[2]) or ends[1] > ends[2]):
            raise ValueError(f"{word} är inget intervall: ändarna ska ha lika många siffror, den lägsta först")
        if not ends and not re.fullmatch(r"[\w.*?]+", word):
            raise ValueError(f"{word} är ingen kod. Skriv 5010, 50-53 eller 51*, med komma emellan")
    return (
        Pattern(tuple(f"{ends[1]}-{ends[2]}" if (ends := _RANGE.fullmatch(w)) else w for w in words)) if words else None
    )


def _matches(word: str, code: str) -> bool:
    first, dash, last = word.partition("-")
    if dash:
        return len(code) >= len(first) and first <= code[: len(first)] <= last
    return fnmatchcase(code, word) if "*" in word or "?" in word else code == word


def _rule(line: KonteringLine, template: TemplateSpec, titles: Mapping[str, str]) -> Rule:
    patterns = tuple(parse_pattern(getattr(line, name)) for name in Codes._fields)
    sign = _SIGNS.get(own_name(line.sign))
    if sign is None:
        raise ValueError(f"tecken är {line.sign}. Skriv vänd eller lika, eller lämna cellen tom")
    outside = own_name(line.row) in _OUTSIDE
    if outside and not line.table:
        return Rule(None, None, patterns, MappingProxyType({}), sign, line.at)
    table = template.table(titles.get(own_name(line.table), line.table))
    if table is None:
        raise ValueError(f"det finns ingen tabell som heter {line.table or '(tomt)'}")
    if outside:
        return Rule(table.key, None, patterns, MappingProxyType({}), sign, line.at)
    named = table.row(line.row)
    row = named.key if named else titles.get(f"{table.key}.{own_name(line.row)}")
    if row is None:
        raise ValueError(f"{table.title} har ingen rad som heter {line.row or '(tomt)'}")
    return Rule(table.key, row, patterns, _columns(line.columns, table), sign, line.at)


def _columns(text: str, table: TableSpec) -> Mapping[Measure, str]:
    """Measure → column; without words those of the table that have a measure's name."""
    if not text.strip():
        return MappingProxyType({m: str(m) for m in Measure if table.column(m) is not None})
    found = {}
    for word in filter(None, (word.strip() for word in text.split(","))):
        name, _, column = (part.strip() for part in word.partition("="))
        if name not in list(Measure):
            raise ValueError(f"{name} är inget mått. Välj bland {', '.join(Measure)}")
        if table.column(column or name) is None:
            raise ValueError(f"{table.title} har ingen kolumn {column or name}")
        found[Measure(name)] = column or name
    return MappingProxyType(found)


@dataclass
class _Sums:
    """The sums of one table so far."""

    cells: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[str, dict[Measure, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    outside: dict[Measure, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, rule: Rule, measure: Measure, amount: int, sign: int) -> None:
        row = rule.row or ""
        self.rows[row][measure] += amount
        self.cells[row, rule.columns[measure]] += amount * (rule.sign or sign)


def _mapped(export: Export, rules: Sequence[Rule], table: TableSpec, sign: int) -> MappedTable:
    own = [rule for rule in rules if rule.table in (table.key, None)]
    given = _given(own, table)
    finder = _Finder(own)
    by = _dividing(own, given)
    wanted = {measure for rule in own for measure in rule.columns}
    sums, loose = _Sums(), _Loose(by)
    for codes, amounts in export.sums.items():
        found = finder.rules(codes)
        for measure, amount in amounts.items():
            for rule in _takers(found, given, measure):
                sums.add(rule, measure, amount, sign)
            rows = _wanting(found, given, measure)
            if measure not in wanted or rows is None:
                sums.outside[measure] += amount
            elif len(rows) != 1:
                loose.add(codes, tuple(rule.row or "" for rule in rows), measure, amount)
    for rule in own:
        if rule.row in sums.rows:  # a row that the export knows has 0 where it has nothing
            for column in (rule.columns[m] for m in export.measures if m in rule.columns):
                sums.cells[rule.row, column] += 0
    ruled = dict.fromkeys(rule.row for rule in own if rule.row is not None)
    return MappedTable(
        table.key,
        MappingProxyType(dict(sums.cells)),
        MappingProxyType({row: dict(amounts) for row, amounts in sums.rows.items()}),
        MappingProxyType(dict(sums.outside)),
        tuple(one for one in loose.all() if not one.rows),
        tuple(one for one in loose.all() if one.rows),
        given,
        tuple(row for row in ruled if row not in sums.rows),
        tuple(Codes._fields[at] for at in by),
    )


def _dividing(rules: Sequence[Rule], given: frozenset[str]) -> tuple[int, ...]:
    """Which of the codes the rows are told apart by; all when none is named."""
    posts = [rule for rule in rules if rule.row is not None and rule.row not in given]
    every = range(len(Codes._fields))
    return tuple(at for at in every if any(rule.patterns[at] for rule in posts)) or tuple(every)


class _Loose:
    """Amounts that went nowhere so far, by those of their codes that tell rows apart."""

    def __init__(self, by: Sequence[int]) -> None:
        self.by = by
        self.sums: dict[tuple[Codes, tuple[str, ...]], dict[Measure, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, codes: Codes, rows: tuple[str, ...], measure: Measure, amount: int) -> None:
        said = Codes(*(code if at in self.by else "" for at, code in enumerate(codes)))
        self.sums[said, rows][measure] += amount

    def all(self) -> Iterator[Loose]:
        """Those that are anything, in the order they were met."""
        for (codes, rows), amounts in self.sums.items():
            if any(amounts.values()):
                yield Loose(codes, dict(amounts), rows)


def _takers(found: Sequence[Rule], given: frozenset[str], measure: Measure) -> list[Rule]:
    """Of the rules that fit some codes those whose rows get an amount: given rows each, of the others the only one."""
    wanting = _wanting(found, given, measure) or []
    sums = _one_each(rule for rule in found if rule.row in given and measure in rule.columns)
    return [*sums, *(wanting if len(wanting) == 1 else ())]


def _wanting(found: Sequence[Rule], given: frozenset[str], measure: Measure) -> list[Rule] | None:
    """The rules of the rows that want an amount as their own; None when it is deliberately outside, because a line says so or
    because the lines of its rows have no column for it.
    """
    own = [rule for rule in found if rule.row not in given]
    wanting = _one_each(rule for rule in own if measure in rule.columns)
    return None if any(rule.row is None for rule in own) or (own and not wanting) else wanting


def _one_each(rules: Iterable[Rule]) -> list[Rule]:
    """The first rule of each row."""
    found: dict[str | None, Rule] = {}
    for rule in rules:
        found.setdefault(rule.row, rule)
    return list(found.values())


def _given(rules: Sequence[Rule], table: TableSpec) -> frozenset[str]:
    """The rows with rules that are sums of others with rules, or a part of another: their amounts stand in those too."""
    ruled = {rule.row for rule in rules if rule.row is not None}

    def parts(key: str) -> set[str]:
        row = table.row(key)
        inside = set(row.sum_of) if row else set()
        if FREE_ROWS in inside:
            inside = inside - {FREE_ROWS} | {own for own in ruled if table.row(own) is None}
        return inside.union(*(parts(part) for part in inside))

    of_which = {row.key for row in table.rows if row.part_of in ruled}
    return frozenset(key for key in ruled if parts(key) & ruled or key in of_which)


class _Finder:
    """The rules that fit some codes. Each code is held against the patterns once: the rules are the bits of a number."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules_by_bit = rules
        self.known: list[dict[str, int]] = [{} for _ in Codes._fields]

    def rules(self, codes: Codes) -> list[Rule]:
        bits = (1 << len(self.rules_by_bit)) - 1
        for at, code in enumerate(codes):
            known = self.known[at]
            if code not in known:
                known[code] = self._fitting(at, code)
            bits &= known[code]
        return [rule for n, rule in enumerate(self.rules_by_bit) if bits >> n & 1] if bits else []

    def _fitting(self, at: int, code: str) -> int:
        bits = 0
        for n, rule in enumerate(self.rules_by_bit):
            pattern = rule.patterns[at]
            if pattern is None or pattern.matches(code):
                bits |= 1 << n
        return bits
