"""Which files the figures came from: remembered in the workbook, and found again as long as they are there and unchanged."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from reportgen.importing.sources import SourceFiles
from reportgen.workbook.imported_sheet import ExportFile
from reportgen.workbook.read import read_bytes


def remembered(workbook: Path, exports: Sequence[Path], sources: SourceFiles, now: datetime) -> list[ExportFile]:
    """The exports as the workbook is to remember them."""
    at = now.strftime("%Y-%m-%d %H:%M")
    return [
        ExportFile(file.name, _seen_from(workbook, file), digest(file), _name(sources, file), at) for file in exports
    ]


def with_newer(known: Sequence[ExportFile], files: Sequence[ExportFile]) -> list[ExportFile] | None:
    """The known exports with these in place of those of the same name; None when nothing but the time is new."""
    found = {file.name: file for file in known}
    newer = {file.name: file for file in files}
    if all(name in found and replace(file, at=found[name].at) == found[name] for name, file in newer.items()):
        return None
    return list({**found, **newer}.values())


def lying_at(workbook: Path, file: ExportFile) -> Path:
    """Where the export lay when it was imported."""
    return workbook.parent / file.path


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises `WorkbookError` when it cannot be read."""
    return sha256(read_bytes(file)).hexdigest()


def _seen_from(workbook: Path, file: Path) -> str:
    """The way from the workbook's folder, so that both can be moved together; a file on another disk by its whole path."""
    try:
        return Path(os.path.relpath(file.resolve(), workbook.resolve().parent)).as_posix()
    except ValueError:
        return str(file.resolve())


def _name(sources: SourceFiles, file: Path) -> str:
    return sources.of(file.name).name.removesuffix(".toml")
