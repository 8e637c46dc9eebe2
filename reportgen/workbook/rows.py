"""Which row is which: by its hidden key, else by its name. Nothing is lost, whatever was sorted, copied or inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import CONTROL_TOTALS, TableSpec
from reportgen.spec.words import fill
from reportgen.workbook.cells import read_label, read_prose
from reportgen.workbook.grid import GridCell
from reportgen.workbook.locate import Block, is_heading_row, own_words
from reportgen.workbook.marks import is_key
from reportgen.workbook.words import clean_label, same_words


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a table on its sheet. `label` is its name on one line, `lines` as it stands there; `has_values` tells of
    anything beside the name.
    """

    number: int
    key: str
    label: str
    has_values: bool
    lines: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.label and not self.has_values


@dataclass(frozen=True, slots=True)
class _Names:
    """The mall's rows by key and by name, as the workbook was made."""

    spec: TableSpec
    labels: Mapping[str, str]
    title: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, spec: TableSpec, words: Mapping[str, str]) -> _Names:
        labels = {row.key: clean_label(fill(row.label, words)) for row in spec.rows}
        keys: dict[str, tuple[str, ...]] = {}
        for key, label in labels.items():
            keys[same_words(label)] = (*keys.get(same_words(label), ()), key)
        return cls(spec, labels, fill(spec.title, words), keys)

    def only_key(self, label: str) -> str | None:
        """The key of the one row with that name."""
        found = self.keys.get(same_words(label), ())
        return found[0] if len(found) == 1 and label else None

    def agrees(self, row: FoundRow) -> bool:
        """Whether the row's name is that of its key."""
        return row.key in self.labels and same_words(self.labels[row.key]) == same_words(row.label)


def bind_rows(block: Block, spec: TableSpec, words: Mapping[str, str]) -> tuple[list[FoundRow], list[Finding]]:
    """The rows in sheet order, each with a key of its own, and what is to be said of them."""
    names = _Names.of(spec, words)
    rows = _collected(block, spec, words)
    rows, doubled = _without_doubles(rows, block, names)
    rows, moved = _by_name_when_sorted(rows, block, names)
    rows = _keys_from_names(rows, names)
    rows = _within_table(rows, names)
    rows, added = _with_new_keys(rows, block, names, {finding.at for finding in doubled})
    return rows, [*doubled, *moved, *added, *_missing(rows, block, names), *_renamed(rows, block, names)]


def _collected(block: Block, spec: TableSpec, words: Mapping[str, str]) -> list[FoundRow]:
    """Every row with a key or content, but those that decorate and those with headings."""
    label_at = block.columns.get(spec.label_column.key)
    others = [at for key, at in block.columns.items() if key != spec.label_column.key]
    rows = []
    for number in block.rows():
        if block.is_own(number):
            continue
        key = block.key(number)
        name = block.grid.cell(number, label_at) if label_at is not None else GridCell()
        has_values = any(not block.grid.cell(number, at).is_blank for at in others)
        row = FoundRow(number, key if is_key(key) else "", read_label(name), has_values, lines=read_prose(name))
        if row.key or not (row.is_blank or _decorates(row, block, spec, words)):
            rows.append(row)
    return rows


def _decorates(row: FoundRow, block: Block, spec: TableSpec, words: Mapping[str, str]) -> bool:
    """Whether a row whose mark is gone is one of headings, a group's name or a note."""
    alone = bool(row.label) and not row.has_values
    return is_heading_row(block, row.number, spec, words) or (alone and same_words(row.label) in own_words(spec, words))


def _without_doubles(rows: Iterable[FoundRow], block: Block, names: _Names) -> tuple[list[FoundRow], list[Finding]]:
    """Of rows with the same key, the one with the mall's name keeps it, else the first; the others lose it."""
    rows = list(rows)
    owners: dict[str, FoundRow] = {}
    for row in rows:
        if row.key and (row.key not in owners or (names.agrees(row) and not names.agrees(owners[row.key]))):
            owners[row.key] = row
    kept: list[FoundRow] = []
    findings = []
    for row in rows:
        if not row.key or owners[row.key] is row:
            kept.append(row)
        elif not row.is_blank:
            kept.append(replace(row, key=""))
            findings.append(_finding(Code.RAD_DUBBEL, row, block, names, row.key, found=row.label or row.key))
    return kept, findings


def _by_name_when_sorted(rows: list[FoundRow], block: Block, names: _Names) -> tuple[list[FoundRow], list[Finding]]:
    """Rows that have another row's name, when that row itself has lost it: names and values were sorted, keys were not."""
    settled = {row.key for row in rows if names.agrees(row)}
    wanted = Counter(
        key for row in rows if row.key in names.labels and row.key not in settled and (key := names.only_key(row.label))
    )
    taken = {key for key, times in wanted.items() if times == 1 and key not in settled}
    found: list[FoundRow] = []
    findings = []
    for row in rows:
        target = names.only_key(row.label) if row.key in names.labels and row.key not in settled else None
        if target in taken and target is not None:
            found.append(replace(row, key=target))
            expected = names.labels[row.key]
            findings.append(_finding(Code.RAD_FLYTTAD, row, block, names, target, found=row.label, expected=expected))
        elif row.key in taken:
            found.append(replace(row, key=""))
        else:
            found.append(row)
    return found, findings


def _keys_from_names(rows: list[FoundRow], names: _Names) -> list[FoundRow]:
    """Rows that have lost their key, or never had one, get that of the mall's row with their name, if it is missing."""
    there = {row.key for row in rows}
    found = []
    for row in rows:
        if not row.key:
            missing = [key for key in names.keys.get(same_words(row.label), ()) if key not in there]
            if row.label and missing:
                row = replace(row, key=missing[0])
                there.add(missing[0])
        found.append(row)
    return found


def _within_table(rows: list[FoundRow], names: _Names) -> list[FoundRow]:
    """Without what merely stands below the table: after the last row with a key, a new row hangs on and has name and value."""
    last = max((n for n, row in enumerate(rows) if row.key), default=-1)
    found = rows[: last + 1]
    single = len(names.spec.columns) == 1
    for row in rows[last + 1 :]:
        hangs_on = not found or row.number == found[-1].number + 1
        if not (hangs_on and row.label and (row.has_values or single)):
            break
        found.append(row)
    return found


def _with_new_keys(
    rows: list[FoundRow], block: Block, names: _Names, known: set[CellRef | None]
) -> tuple[list[FoundRow], list[Finding]]:
    """Rows without a key get one that no other row has: ny_01, ny_02 …"""
    taken = {row.key for row in rows} | set(names.labels)
    fresh = (key for n in range(1, len(rows) + len(taken) + 2) if (key := f"ny_{n:02}") not in taken)
    found: list[FoundRow] = []
    findings = []
    for row in rows:
        if not row.key:
            row = replace(row, key=next(fresh))
            if _at(row, block, names.spec) not in known:
                text = row.label or "utan namn"
                findings.append(_finding(Code.RAD_NY, row, block, names, row.key, found=text))
        found.append(row)
    return found, findings


def _missing(rows: Iterable[FoundRow], block: Block, names: _Names) -> Iterator[Finding]:
    there = {row.key for row in rows}
    for key, label in names.labels.items():
        if key not in there:
            at = block.grid.ref(block.top, block.columns.get(names.spec.label_column.key, 0))
            yield Finding(
                Code.RAD_SAKNAS, at, Place(names.spec.key, key), expected=label, details={"table": names.title}
            )


def _renamed(rows: Iterable[FoundRow], block: Block, names: _Names) -> Iterator[Finding]:
    """Rows whose name is another than the mall's; those of the sheet Avstämning are ours to name and never printed."""
    for row in rows if names.spec.key != CONTROL_TOTALS else ():
        expected = names.labels.get(row.key)
        if expected is not None and row.label and not names.agrees(row):
            yield _finding(Code.ETIKETT_ANDRAD, row, block, names, row.key, found=row.label, expected=expected)


def _at(row: FoundRow, block: Block, spec: TableSpec) -> CellRef:
    """The cell of the row's name."""
    return block.grid.ref(row.number, block.columns.get(spec.label_column.key, 0))


def _finding(
    code: Code, row: FoundRow, block: Block, names: _Names, key: str, *, found: str, expected: str = ""
) -> Finding:
    details = {"table": names.title, "label": row.label}
    at = _at(row, block, names.spec)
    place = Place(names.spec.key, key, cell=at.a1 if code is Code.RAD_DUBBEL else "")
    return Finding(code, at, place, found, expected, details)
