"""The archive's folder: which periods are closed, which of them opened again, and how a file is added to it once and for all.

Nothing in the folder is ever changed or taken away. A file is written beside and then linked to its name, which fails if the
name is taken: of two who close the same period at once, one is told that the other was first.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportgen.archive.naming import closed_file, parse_closed, reopened_file
from reportgen.archive.package import (
    ArchiveError,
    fingerprint,
    read_archived,
    read_closing,
    read_reopening,
    read_workbook_copy,
)
from reportgen.archive.where import file_names
from reportgen.model.archived import Archived, Closing, FileMark, Name, Reopening
from reportgen.model.errors import ReportgenError, system_reason

_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.EINVAL}


class TakenError(ReportgenError):
    """A file of that name is there already."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A closed period by its file; whether it has been opened again is told by a file beside it."""

    path: Path
    name: Name
    is_reopened: bool = False


def entries(folder: Path) -> tuple[Entry, ...]:
    """Every closed period there, by period, nämnd, mall and number. A folder that is not there has none."""
    names = file_names(folder)
    there = set(names)
    found = [
        Entry(folder / file, name, is_reopened=reopened_file(name) in there)
        for file in names
        if (name := parse_closed(file))
    ]
    return tuple(sorted(found, key=lambda entry: entry.name.sort_key))


def read_entry(entry: Entry) -> Archived:
    """The closed period with all its figures; `ArchiveError` if the file is broken or is called as another."""
    archived = read_archived(_bytes(entry.path), entry.path.name)
    _ensure_named(entry, archived.closing)
    return archived


def read_entry_closing(entry: Entry) -> Closing:
    """What is said of the closed period, without its figures."""
    closing = read_closing(_bytes(entry.path), entry.path.name)
    _ensure_named(entry, closing)
    return closing


def read_entry_workbook(entry: Entry) -> bytes:
    """The workbook as it was when the period was closed."""
    return read_workbook_copy(_bytes(entry.path), entry.path.name)


def read_entry_reopening(entry: Entry) -> Reopening | None:
    """When, by whom and why it was opened again; None if it was not. `ArchiveError` if that cannot be read."""
    path = entry.path.with_name(reopened_file(entry.name))
    return read_reopening(_bytes(path), path.name) if entry.is_reopened else None


def latest(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of each period, nämnd and mall the closing that counts: the last. It may have been opened again."""
    last = {(entry.name.period, entry.name.namnd, entry.name.template): entry for entry in found}
    return tuple(last.values())


def mark_of(path: Path) -> FileMark:
    """The file by its name and what is in it."""
    return fingerprint(path.name, _bytes(path))


def next_number(found: Iterable[Entry], name: Name) -> int:
    """The number that the next closing of that period gets."""
    same = (e.name.number for e in found if (e.name.period, e.name.namnd, e.name.template) == _whose(name))
    return max(same, default=0) + 1


def add_file(path: Path, data: bytes) -> None:
    """Puts a new file in the archive, whole or not at all, and marks it as read-only; `TakenError` if the name is taken."""
    beside = path.with_name(f".reportgen-{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _link(beside, path)
    except FileExistsError as fault:
        raise TakenError(f"{path.name} finns redan i arkivet: någon annan hann före. Kör igen.") from fault
    except OSError as fault:
        raise ReportgenError(f"Arkivet {path.parent} kan inte skrivas: {system_reason(fault)}.") from fault
    finally:
        beside.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # a disk without rights still has its file
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    _sync_folder(path.parent)


def _link(beside: Path, path: Path) -> None:
    """Gives the finished file its name, unless that is taken. Disks without links get it by a move when the name is free."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        beside.rename(path)


def _sync_folder(folder: Path) -> None:
    """Down to the disk that the file has its name, where a folder can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _whose(name: Name) -> tuple[object, str, str]:
    return name.period, name.namnd, name.template


def _ensure_named(entry: Entry, closing: Closing) -> None:
    """That the file is the one its name says, and not a copy with another."""
    if closing.name != entry.name:
        raise ArchiveError(f"{entry.path.name} är egentligen {closed_file(closing.name)}. Ge filen tillbaka sitt namn.")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise ArchiveError(f"{path} kan inte läsas: {system_reason(fault)}.") from fault
