"""Two described reports → what has changed between them, table by table, every figure as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from reportgen.compare.words import Piece, is_revision, word_changes
from reportgen.model.description import Described, TableWords
from reportgen.model.difference import FACT, TEXT, Change, Changes, compare, merged_order, with_free_rows_named
from reportgen.model.format import format_number, format_number_plain, format_value
from reportgen.model.personnummer import mask
from reportgen.model.position import CellRef, Place
from reportgen.model.table import RowKind
from reportgen.model.value import Origin, Value

STATUS: Final = "status"
FACTS_TITLE: Final = "Uppgifter på bladet Start"
TEXTS_TITLE: Final = "Texter"


class Kind(StrEnum):
    """What has changed."""

    FIGURE = "siffra"
    TEXT = "text"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Line:
    """One place that has changed, personal numbers masked. `row` and `column` are what it is called; a text or a fact has no
    column.

    `shown` are the two values as they are printed, with all their decimals where they would look alike; `difference` and
    `per_cent` are empty unless both are numbers. `words` are the pieces of a text that has been
    revised; one that was written anew has none.
    `computed` tells a value that is worked out from others on both sides.
    """

    place: Place
    row: str
    column: str
    kind: Kind
    before: Value
    after: Value
    shown: tuple[str, str]
    unit: str = ""
    difference: str = ""
    per_cent: str = ""
    words: tuple[Piece, ...] = ()
    computed: bool = False
    at: tuple[CellRef | None, CellRef | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Section:
    """What has changed in one table, or among the facts or the texts. `remarks` tell of rows and headings, in Swedish."""

    key: str
    title: str
    sheet: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side, by the names they are to go by and the files they stand in.

    `remarks` tell what only one of them has a place for."""

    before: str
    after: str
    files: tuple[str, str]
    described: tuple[Described, Described]
    changes: Changes
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many places have changed."""
        return sum(len(section.lines) for section in self.sections)


def comparison(before: Described, after: Described, names: tuple[str, str], *, files: tuple[str, str]) -> Comparison:
    """What has changed from `before` to `after`. Places that only one of the malls has are told once, not cell by cell."""
    renamed = with_free_rows_named(before.report, after.report)
    after = replace(after, report=renamed)
    changes = compare(before.report, renamed).where(lambda place: _in_both(place, before, after))
    teller = _Teller(before, after, changes)
    return Comparison(
        *names, files, (before, after), changes, tuple(teller.sections()), tuple(_only_one(before, after, names))
    )


def summary(comparison: Comparison) -> str:
    """ "12 siffror, 1 bedömning och 2 texter har ändrats." """
    kinds = [line.kind for section in comparison.sections for line in section.lines]
    words = {
        Kind.FIGURE: ("siffra", "siffror"),
        Kind.STATUS: ("bedömning", "bedömningar"),
        Kind.TEXT: ("text", "texter"),
    }
    counted = [f"{kinds.count(k)} {words[k][kinds.count(k) != 1]}" for k in words if k in kinds]
    if not counted:
        return "Inga siffror, bedömningar eller texter har ändrats."
    *first, last = counted
    return f"{', '.join(first)} och {last} har ändrats." if first else f"{last} har ändrats."


class _Teller:
    """Knows both sides while the sections are told."""

    def __init__(self, before: Described, after: Described, changes: Changes) -> None:
        self.before, self.after, self.changes = before, after, changes

    def sections(self) -> Iterator[Section]:
        for key, title in ((FACT, FACTS_TITLE), (TEXT, TEXTS_TITLE)):
            if lines := self._lines(key):
                yield Section(key, title, "", lines)
        for key in merged_order(self.before.words.tables, self.after.words.tables):
            old, new = (side.words.tables.get(key) for side in (self.before, self.after))
            if old is None or new is None:
                continue
            lines, remarks = self._lines(key), tuple(self._remarks(key, old, new, seen=bool(self._lines(key))))
            if lines or remarks:
                yield Section(key, new.title, new.sheet, lines, remarks)

    def _lines(self, table: str) -> tuple[Line, ...]:
        return tuple(self._line(change) for change in self.changes.values if change.place.table == table)

    def _line(self, change: Change) -> Line:
        place = change.place
        table = self.after.words.tables.get(place.table)
        column = table.column(place.column or "") if table else None
        if table is None or column is None:
            return self._prose(change, self.after.label(place), "")
        name = self._name(place)
        if column.kind == STATUS:
            shown = (format_value(change.before), format_value(change.after))
            return self._made(change, name, column.heading, Kind.STATUS, shown)
        if isinstance(change.before, Decimal) or isinstance(change.after, Decimal):
            return self._figure(change, name, column.heading)
        return self._prose(change, name, column.heading)

    def _name(self, place: Place) -> str:
        """What a row is called; with the heading it stands under where other rows have the same name."""
        for side in (self.after, self.before):
            rows = side.report.table(place.table).rows
            at = next((n for n, row in enumerate(rows) if row.key == place.row), None)
            if at is None:
                continue
            name = rows[at].name
            heading = next((row.name for row in reversed(rows[:at]) if row.kind is RowKind.RUBRIK), "")
            alike = sum(row.name == name for row in rows)
            return f"{heading}: {name}" if alike > 1 and heading else name
        return place.row or ""

    def _figure(self, change: Change, row: str, column: str) -> Line:
        formats = [self._format(side, change.place) for side in (self.before, self.after)]
        values = (change.before, change.after)
        shown = tuple(_shown(value, *f) for value, f in zip(values, formats, strict=True))
        if shown[0] == shown[1]:
            shown = tuple(_whole(value, unit) for value, (unit, _) in zip(values, formats, strict=True))
        (old_unit, _), (unit, decimals) = formats
        if old_unit != unit:
            return self._made(change, row, column, Kind.FIGURE, (shown[0], shown[1]), unit=f"{old_unit} → {unit}")
        difference, per_cent = change.difference, change.per_cent if unit != "%" else None
        return self._made(
            change,
            row,
            column,
            Kind.FIGURE,
            (shown[0], shown[1]),
            unit=unit if unit != "%" else "procentenheter",
            difference=_difference(difference, decimals) if difference is not None else "",
            per_cent=format_number(per_cent, 1, plus=True) if per_cent is not None else "",
        )

    def _prose(self, change: Change, row: str, column: str) -> Line:
        old, new = (
            mask(side.prose(change.place)) if isinstance(value, str) and value else format_value(value)
            for side, value in ((self.before, change.before), (self.after, change.after))
        )
        shown = (old, new)
        words: tuple[Piece, ...] = ()
        if isinstance(change.before, str) and isinstance(change.after, str) and all(shown):
            words = word_changes(*shown)
        if not is_revision(words):
            words = ()
        return self._made(change, row, column, Kind.TEXT, shown, words=words)

    def _made(
        self,
        change: Change,
        row: str,
        column: str,
        kind: Kind,
        shown: tuple[str, str],
        *,
        unit: str = "",
        difference: str = "",
        per_cent: str = "",
        words: tuple[Piece, ...] = (),
    ) -> Line:
        origins = {side.report.cell(change.place).origin for side in (self.before, self.after)}
        return Line(
            place=change.place,
            row=mask(row),
            column=column,
            kind=kind,
            before=_masked(change.before),
            after=_masked(change.after),
            shown=(mask(shown[0]), mask(shown[1])),
            unit=unit,
            difference=difference,
            per_cent=per_cent,
            words=words,
            computed=origins == {Origin.COMPUTED},
            at=(change.at_before, change.at_after),
        )

    @staticmethod
    def _format(side: Described, place: Place) -> tuple[str, int]:
        table = side.words.tables.get(place.table)
        return table.format_of(place.row or "", place.column or "") if table else ("", 0)

    def _remarks(self, key: str, old: TableWords, new: TableWords, *, seen: bool) -> Iterator[str]:
        for change in self.changes.rows:
            if change.place.table == key:
                yield _row_remark(change)
        for change in self.changes.owners:
            if change.place.table == key and change.before and change.after:
                yield f"Raden {change.place.row} hör nu till en annan post."
        if old.unit != new.unit:
            yield f"Tabellens enhet var {old.unit or 'ingen'} och är nu {new.unit or 'ingen'}."
        told = {change.place.column for change in self.changes.headings if change.place.table == key}
        moved = {change.place.column for change in self.changes.values if change.place.table == key}
        for column in new.columns:
            was = old.column(column.key)
            if was and was.heading != column.heading and (column.key in told or (seen and column.key in moved)):
                yield f"Kolumnen {was.heading} jämförs med {column.heading}."


def _masked(value: Value) -> Value:
    return mask(value) if isinstance(value, str) else value


def _row_remark(change: Change) -> str:
    before, after = _masked(change.before), _masked(change.after)
    if before is None:
        return f"Raden {after or change.place.row} är ny."
    if after is None:
        return f"Raden {before or change.place.row} är borta."
    return f"Raden {before or change.place.row} heter nu {after or change.place.row}."


def _in_both(place: Place, before: Described, after: Described) -> bool:
    """Whether both malls have the place, so that the two can be held against each other."""
    for side in (before.words, after.words):
        match place.table:
            case "text":
                there = place.row in side.texts
            case "uppgift":
                there = place.row in side.facts
            case _:
                table = side.tables.get(place.table)
                there = table is not None and (
                    place.row is None or place.column is None or bool(table.column(place.column))
                )
        if not there:
            return False
    return True


def _only_one(before: Described, after: Described, names: tuple[str, str]) -> Iterator[str]:
    """What is filled in on one side and has no place in the mall of the other."""
    for here, there, name in ((before, after, names[0]), (after, before, names[1])):
        tables, columns = [], []
        for key, table in here.words.tables.items():
            other, rows = there.words.tables.get(key), here.report.table(key).rows
            filled = [c for c in table.columns if any(not row.cell(c.key).is_empty for row in rows)]
            if other is None:
                tables += [table.title] if filled else []
            else:
                columns += [f"{c.heading} i {table.title}" for c in filled if other.column(c.key) is None]
        kept = here.report.texts
        own = {key: title for key, title in here.words.texts.items() if key not in there.words.texts}
        texts = [title for key, title in own.items() if key in kept and not kept[key].is_empty]
        for what, found in (("Tabeller", tables), ("Kolumner", columns), ("Texter", texts)):
            if found:
                yield f"{what} som bara finns i {name}: {', '.join(found)}."


def _shown(value: Value, unit: str, decimals: int) -> str:
    return format_value(value, decimals, percent=unit == "%")


def _whole(value: Value, unit: str) -> str:
    if not isinstance(value, Decimal):
        return format_value(value)
    return format_number_plain(value) + ("\u00a0%" if unit == "%" else "")


def _difference(value: Decimal, decimals: int) -> str:
    """With the cell's decimals; with all of its own where those would show none."""
    shown = format_number(value, decimals, plus=True)
    if any(digit in shown for digit in "123456789"):
        return shown
    return ("+" if value > 0 else "") + format_number_plain(value)
