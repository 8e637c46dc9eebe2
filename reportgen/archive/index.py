"""The SQLite index of an archive: what there is to list, and every value by its place, to follow it over the years.

It is an index and nothing more. It is made from the files, in memory, and put beside them whole; nobody ever writes in it, so no
lock is needed on a share. Missing, old, broken or of another version, it is made anew; where the folder can only be read, it
lives as long as it is used. There are therefore no migrations: another version is another index. All that it knows beside the
files is what they were when it first met them, so that it tells of a file that has changed or is gone.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from reportgen.archive.content import plain_value, read_plain_value
from reportgen.archive.folder import Entry, entries, mark_of, read_entry
from reportgen.archive.naming import INDEX
from reportgen.archive.package import ArchiveError
from reportgen.model.archived import Archived
from reportgen.model.errors import OutputError
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.output import write_beside

VERSION: Final = 1

_SCHEMA: Final = """
CREATE TABLE fil (
    namn TEXT PRIMARY KEY, byte INTEGER, andrad_ns INTEGER, sha256 TEXT, fel TEXT,
    period TEXT, namnd TEXT, mall TEXT, nummer INTEGER, titel TEXT, stangd TEXT, av TEXT, arbetsbok TEXT, dokument TEXT,
    kvitterade INTEGER
) WITHOUT ROWID;
CREATE TABLE varde (
    fil TEXT, tabell TEXT, rad TEXT, kolumn TEXT, tabelltitel TEXT, etikett TEXT, rubrik TEXT,
    slag TEXT, varde TEXT, enhet TEXT, decimaler INTEGER,
    PRIMARY KEY (tabell, rad, kolumn, fil)
) WITHOUT ROWID;
CREATE TABLE borta (namn TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A closed period as it is listed. `fault` says why its file cannot be read, or that it has changed."""

    entry: Entry
    namnd: str = ""
    title: str = ""
    stamp: str = ""
    by: str = ""
    workbook: str = ""
    documents: tuple[str, ...] = ()
    acknowledged: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A value in one closed period: what its table, row and column were called then, and how it is printed. `then` is where it
    stood, when the mall has moved it to `place` since.
    """

    entry: Entry
    place: Place
    table: str
    label: str
    heading: str
    value: Value
    unit: str = ""
    decimals: int = 0
    then: Place | None = None


class Index:
    """An open index; close it, or use it in a `with`. `remarks` are what there is to say of the files, in Swedish."""

    def __init__(self, connection: sqlite3.Connection, found: Sequence[Entry], remarks: tuple[str, ...]) -> None:
        self._connection, self._entries, self.remarks = connection, found, remarks

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def listed(self) -> list[Listed]:
        """Every closed period in the order of `folder.entries`."""
        rows = {row[0]: row for row in self._connection.execute("SELECT * FROM fil")}
        return [_listed(entry, rows[entry.path.name]) for entry in self._entries if entry.path.name in rows]

    def history(self, place: Place) -> list[Point]:
        """The place's value in every closed period that has one, oldest first. A place of one or two keys gives all in it."""
        by_name = {entry.path.name: entry for entry in self._entries}
        keys = [("tabell", place.table), ("rad", place.row), ("kolumn", place.column)]
        given = [(name, key) for name, key in keys if key is not None]
        where = " AND ".join(f"{name} = ?" for name, _ in given)
        rows = self._connection.execute(f"SELECT * FROM varde WHERE {where}", [key for _, key in given])
        points = [_point(by_name[row[0]], row) for row in rows if row[0] in by_name]
        return sorted(points, key=lambda point: (*point.entry.name.sort_key, str(point.place)))

    def malls(self) -> list[str]:
        """The malls that periods have been closed with."""
        return sorted({entry.name.template for entry in self._entries})

    def dump(self) -> list[str]:
        """All that it holds, as SQL: to hold one index against another."""
        return list(self._connection.iterdump())


def open_index(folder: Path, *, anew: bool = False) -> Index:
    """The index of the folder as it is now; made anew from the files when it is not, or when that is asked for."""
    found, path = entries(folder), folder / INDEX
    old = None if anew else _opened(path)
    if old is not None and _is_current(old, found):
        return Index(old, found, _remarks(old))
    if old is not None:
        old.close()
    made = _made(found, None if old is None else path)
    with contextlib.suppress(OutputError):  # a folder that can only be read does without
        if found:
            write_beside(path, made.serialize())
    return Index(made, found, _remarks(made))


def _opened(path: Path) -> sqlite3.Connection | None:
    """The index there is; None if it is missing, broken or of another version. Nobody writes in it, so nothing is locked."""
    connection = None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == VERSION and connection.execute("PRAGMA quick_check").fetchone()[0] == "ok":
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def _is_current(connection: sqlite3.Connection, found: Sequence[Entry]) -> bool:
    """Whether it knows the files that are there, as they are, and no others."""
    try:
        known = set(connection.execute("SELECT namn, byte, andrad_ns FROM fil"))
    except sqlite3.Error:
        return False
    return known == {(entry.path.name, *_stat(entry)) for entry in found}


def _made(found: Sequence[Entry], old: Path | None) -> sqlite3.Connection:
    """A new index in memory; what the old one knows of files that have not changed is taken from there."""
    connection = sqlite3.connect(":memory:", uri=True)
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    before: dict[str, tuple[int, int, str]] = {}
    if old is not None:
        connection.execute("ATTACH ? AS gammal", (f"{old.resolve().as_uri()}?mode=ro&immutable=1",))
        rows = connection.execute("SELECT namn, byte, andrad_ns, sha256 FROM gammal.fil")
        before = {name: (size, changed, sha) for name, size, changed, sha in rows}
        gone = connection.execute("SELECT namn, sha256 FROM gammal.borta").fetchall()
        gone += [(name, sha) for name, (*_, sha) in before.items()]
        there = {entry.path.name for entry in found}
        connection.executemany(
            "INSERT OR REPLACE INTO borta VALUES (?, ?)", [one for one in gone if one[0] not in there]
        )
        before |= {name: (-1, -1, sha) for name, sha in gone if name in there and name not in before}
    for entry in found:
        known = before.get(entry.path.name)
        if known and known[:2] == _stat(entry):
            connection.execute("INSERT INTO fil SELECT * FROM gammal.fil WHERE namn = ?", (entry.path.name,))
            connection.execute("INSERT INTO varde SELECT * FROM gammal.varde WHERE fil = ?", (entry.path.name,))
        else:
            _add(connection, entry, known[2] if known else "")
    connection.commit()
    if old is not None:
        connection.execute("DETACH gammal")
    return connection


def _add(connection: sqlite3.Connection, entry: Entry, known: str) -> None:
    """The file's rows. `known` is its hash when it was first met: a file that has another now is told of, not believed."""
    size, changed = _stat(entry)
    sha, fault, archived = "", "", None
    try:
        sha = mark_of(entry.path).sha256
        archived = read_entry(entry)
    except ArchiveError as error:
        fault = str(error)
    if known and sha != known:
        fault = f"{entry.path.name} är inte som när den stängdes: filen har ändrats. Hämta den ur en säkerhetskopia."
    told = _told(archived) if archived else ("", "", "", "", "", "[]", 0)
    name = entry.name
    row = (entry.path.name, size, changed, known or sha, fault, str(name.period), *told[:1], name.template, name.number)
    connection.execute(f"INSERT INTO fil VALUES ({', '.join('?' * 15)})", (*row, *told[1:]))
    if archived and not fault:
        rows = [(entry.path.name, *value) for value in _values(archived)]
        connection.executemany(f"INSERT OR IGNORE INTO varde VALUES ({', '.join('?' * 11)})", rows)


def _told(archived: Archived) -> tuple[str, str, str, str, str, str, int]:
    closing = archived.closing
    stamp = closing.stamp.when.isoformat(timespec="seconds")
    documents = json.dumps([mark.name for mark in closing.documents], ensure_ascii=False)
    settled = sum(bool(finding.reason) for finding in archived.findings)
    return closing.namnd, closing.title, stamp, closing.stamp.by, closing.workbook.name, documents, settled


def _values(archived: Archived) -> Iterator[tuple[str, str, str, str, str, str, str, str, str, int]]:
    """Every filled place: table, row, column, their names, kind, value, unit, decimals."""
    report, words = archived.described.report, archived.described.words
    for key, title in words.facts.items():
        if not report.fact(key).is_empty:
            yield ("uppgift", key, "", "Uppgifter", title, "", *_encoded(report.fact(key).value), "", 0)
    for key, title in words.texts.items():
        if not report.text(key).is_empty:
            yield ("text", key, "", "Texter", title, "", *_encoded(report.text(key).value), "", 0)
    for table in report.tables.values():
        told = words.tables.get(table.key)
        for row in table.rows:
            for key, cell in row.cells.items():
                column = told.column(key) if told else None
                if told is not None and column is not None and not cell.is_empty:
                    unit, decimals = told.format_of(row.key, key)
                    names = (table.key, row.key, key, told.title, row.name, column.heading)
                    yield (*names, *_encoded(cell.value), unit, decimals)


def _encoded(value: Value) -> tuple[str, str]:
    raw = plain_value(value)
    return raw["slag"], raw["varde"]


def _listed(entry: Entry, row: tuple[str, ...]) -> Listed:
    _, _, _, _, fault, _, namnd, _, _, title, stamp, by, workbook, documents, settled = row
    return Listed(entry, namnd, title, stamp, by, workbook, tuple(json.loads(documents)), int(settled), fault)


def _point(entry: Entry, row: Sequence[str]) -> Point:
    _, table, key, column, title, label, heading, kind, value, unit, decimals = row
    read = read_plain_value({"slag": kind, "varde": value})
    return Point(entry, Place(table, key, column or None), title, label, heading, read, unit, int(decimals))


def _remarks(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What there is to say of the files."""
    gone = connection.execute("SELECT namn FROM borta ORDER BY namn")
    faults = connection.execute("SELECT fel FROM fil WHERE fel != '' ORDER BY namn")
    missing = [f"{name} är borta ur arkivet. Hämta den ur en säkerhetskopia." for (name,) in gone]
    return (*(fault for (fault,) in faults), *missing)


def _stat(entry: Entry) -> tuple[int, int]:
    """Size and time of change; nothing of a file that went away meanwhile."""
    try:
        found = entry.path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns
