"""Puts finished documents on disk: written beside their target, then moved into its place.

So a target is either as it was or whole, also when the power goes or the disk is full; and a document that is open in
Word or Acrobat is left alone with a sentence that says so, before any of the others has been touched.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from reportgen.model.errors import OutputError, system_reason

Replace = Callable[[Path, Path], object]


LONGEST: Final = 120
"""Signs of a file name that a mall makes; with its folder it must stay below the 260 of Windows."""

_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """The words as a file name without ending that every system takes: "SN 2024/17" → "SN 2024-17"; may be empty."""
    printed = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    name = " ".join(unicodedata.normalize("NFC", printed).split())
    name = re.sub(r"[*?\"<>]", "", re.sub(r"[/\\:|]", "-", name))[:LONGEST].strip(" .-")
    return f"{name}_" if _RESERVED.fullmatch(name) else name


def write_beside(target: Path, data: bytes, *, replace: Replace = os.replace) -> None:
    """Gives `target` the content `data`, or leaves it as it was and raises `OutputError`. Makes its folder if missing."""
    write_all({target: data}, replace=replace)


def write_all(files: Mapping[Path, bytes], *, replace: Replace = os.replace) -> None:
    """Writes all of the files beside their targets, and only when that went well moves them into place, one by one."""
    waiting: dict[Path, Path] = {}
    at = Path()
    try:
        for at, data in files.items():
            _ensure_replaceable(at)
            at.parent.mkdir(parents=True, exist_ok=True)
            waiting[at] = at.with_name(f".reportgen-{secrets.token_hex(4)}.tmp")
            _write_through(waiting[at], data)
        for at in list(waiting):
            replace(waiting[at], at)
            del waiting[at]
    except OSError as fault:
        raise OutputError(_sentence(at, fault)) from fault
    finally:
        for beside in waiting.values():
            with suppress(OSError):  # a disk that can only be read says so, whether the file is there or not
                beside.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[Path, bytes], *, replace: Replace = os.replace) -> None:
    """Makes a folder with all of the files, by their paths in it, or none at all; `OutputError` if it is there."""
    beside = folder.with_name(f".reportgen-{secrets.token_hex(4)}.tmp")
    try:
        write_all({beside / path: data for path, data in files.items()})
        replace(beside, folder)
    except OSError as fault:
        raise OutputError(_sentence(folder, fault)) from fault
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _ensure_replaceable(target: Path) -> None:
    """Windows refuses to open for writing what another program holds open; better known now than halfway."""
    if target.exists():
        target.open("r+b").close()


def _write_through(path: Path, data: bytes) -> None:
    """Down to the disk, so that the move that follows cannot come before the content."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sentence(target: Path, fault: OSError) -> str:
    if target.is_dir():
        return f"{target} är en mapp och kan inte skrivas som fil. Välj ett annat namn."
    if isinstance(fault, PermissionError):
        if target.exists():
            program = "Excel" if target.suffix.lower() == ".xlsx" else "Word eller Acrobat"
            return f"{target} är öppen i {program}, eller skrivskyddad: stäng den och kör igen."
        return f"{target} kan inte skrivas: du saknar rätt att skriva i mappen. Välj en annan mapp med --ut."
    if fault.errno == errno.EROFS:
        return f"{target} kan inte skrivas: mappen går bara att läsa. Välj en annan mapp med --ut."
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{target} fick inte plats: disken är full. Frigör utrymme och kör igen."
    return f"{target} kan inte skrivas: {system_reason(fault)}."
