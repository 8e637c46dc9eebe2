"""Which workbook is the current one: always the one with the plain name. What it was before stands beside it with a number.

    delar.xlsx               the current
    delar-tidigare-2.xlsx    what it was before the latest command that wrote it
    delar-tidigare-1.xlsx    what it was before that

A step is either taken or not, also when the power goes: the former is copied whole before the new takes its name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from reportgen.model.errors import OutputError, ReportgenError, system_reason
from reportgen.output import write_beside

_FORMER: Final = "tidigare"
_UNDONE: Final = "angrad"


def formers(workbook: Path) -> list[Path]:
    """The former workbooks, the oldest first."""
    return [path for _, path in _numbered(workbook, _FORMER)]


def replace_current(workbook: Path, was: bytes, data: bytes) -> Path:
    """Makes `data` the current workbook; gives the copy of what it `was`.

    Raises `OutputError` when the file has been changed since it was read, or cannot be written.
    """
    ensure_unchanged(workbook, was)
    copy = _kept(workbook, was, _FORMER)
    write_beside(workbook, data)
    return copy


def undo(workbook: Path) -> tuple[Path, Path]:
    """Makes the latest former workbook the current one again; gives its name and where the undone one is kept."""
    found = formers(workbook)
    if not found:
        raise ReportgenError(f"Det finns inget att ångra: ingen tidigare arbetsbok står bredvid {workbook.name}.")
    former = found[-1]
    undone = _kept(workbook, workbook.read_bytes(), _UNDONE)
    try:
        former.replace(workbook)
    except OSError as fault:
        raise OutputError(
            f"{workbook} kan inte bytas ut: {system_reason(fault)}. Stäng den i Excel och kör igen."
        ) from fault
    return former, undone


def ensure_unchanged(workbook: Path, was: bytes) -> None:
    """Raises `OutputError` if somebody has saved the workbook since it was read."""
    if workbook.read_bytes() != was:
        raise OutputError(f"{workbook.name} sparades av någon medan kommandot kördes. Inget är ändrat. Kör igen.")


def _kept(workbook: Path, data: bytes, word: str) -> Path:
    """A whole copy under the next number, or the latest one if that is the same already."""
    found = _numbered(workbook, word)
    if found and found[-1][1].read_bytes() == data:
        return found[-1][1]
    number = found[-1][0] + 1 if found else 1
    copy = workbook.with_name(f"{workbook.stem}-{word}-{number}{workbook.suffix}")
    write_beside(copy, data)
    return copy


def _numbered(workbook: Path, word: str) -> list[tuple[int, Path]]:
    name = re.compile(rf"{re.escape(workbook.stem)}-{word}-(\d+){re.escape(workbook.suffix)}", re.IGNORECASE)
    found = ((name.fullmatch(path.name), path) for path in workbook.parent.iterdir())
    return sorted((int(match[1]), path) for match, path in found if match)
