"""Whether everything in an archive is as it was: every file read whole, every hash held against the file it was taken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.archive.folder import (
    Entry,
    entries,
    latest,
    mark_of,
    read_entry,
    read_entry_closing,
    read_entry_reopening,
)
from reportgen.archive.index import open_index
from reportgen.archive.naming import closed_file
from reportgen.archive.package import ArchiveError, read_workbook_copy
from reportgen.model.archived import Archived, FileMark, Name


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was: the file, and what is wrong with it, in Swedish."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many closed periods there are, every fault in the order of the files, and the workbooks and documents beside the
    archive that are not as when their period was closed.
    """

    count: int
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]


def verify(folder: Path) -> Verified:
    """Reads everything there is."""
    found = entries(folder)
    marks = {entry.path.name: mark_of(entry.path) for entry in found}
    faults = [fault for entry in found for fault in _entry(entry, marks)]
    faults += _numbers(found)
    with open_index(folder) as index:
        told = {fault.file for fault in faults}
        faults += [Fault("", remark) for remark in index.remarks if not any(file and file in remark for file in told)]
    return Verified(len(found), tuple(faults), tuple(_beside(found, folder.resolve().parent)))


def _entry(entry: Entry, marks: Mapping[str, FileMark]) -> Iterator[Fault]:
    """The file itself, the workbook in it, what it says of the file before it, and its reopening."""
    file = entry.path.name
    try:
        archived = read_entry(entry)
        read_workbook_copy(entry.path.read_bytes(), file)
    except ArchiveError as fault:
        yield Fault(file, str(fault))
        return
    yield from _before(archived, file, marks)
    try:
        reopening = read_entry_reopening(entry)
    except ArchiveError as fault:
        yield Fault(file, str(fault))
        return
    if reopening is not None and reopening.file != marks[file]:
        yield Fault(file, f"{file} är inte som när den öppnades igen: filen har ändrats.")


def _beside(found: Sequence[Entry], folder: Path) -> Iterator[str]:
    """What stands in the folder that the archive is in, and is not as when its period was closed."""
    for entry in latest(found):
        try:
            closing = None if entry.is_reopened else read_entry_closing(entry)
        except ArchiveError:
            continue
        for mark in (closing.workbook, *closing.documents) if closing else ():
            path = folder / mark.name
            if path.is_file() and mark_of(path) != mark:
                yield f"{mark.name} är inte som när {entry.name.period} stängdes."


def _before(archived: Archived, file: str, marks: Mapping[str, FileMark]) -> Iterator[Fault]:
    before = archived.closing.before
    if before is None:
        return
    now = marks.get(before.name)
    if now is None:
        yield Fault(before.name, f"{before.name} är borta ur arkivet; {file} stängdes efter den.")
    elif now != before:
        yield Fault(before.name, f"{before.name} har ändrats sedan {file} stängdes.")


def _numbers(found: Sequence[Entry]) -> Iterator[Fault]:
    """A period's closings are numbered from 1 without gaps, and all but the last have been opened again."""
    by_file = {entry.path.name: entry for entry in found}
    for entry in found:
        name = entry.name
        if name.number == 1:
            continue
        file = closed_file(Name(name.period, name.namnd, name.template, name.number - 1))
        previous = by_file.get(file)
        if previous is None:
            yield Fault(file, f"{file} är borta ur arkivet; nummer {name.number} finns.")
        elif not previous.is_reopened:
            yield Fault(file, f"{file} är inte öppnad igen, fast nummer {name.number} finns.")
