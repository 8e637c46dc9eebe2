"""Where the archive is, and what is closed by the names of its files alone: all that most commands need to know of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from reportgen.archive.naming import parse_closed
from reportgen.model.archived import Name
from reportgen.model.errors import ReportgenError, system_reason

FOLDER: Final = "arkiv"
"""The name of an archive's folder that is found by itself."""

VARIABLE: Final = "REPORTGEN_ARKIV"
"""The environment variable that names the archive's folder."""


def find_archive(given: Path | None, variable: str, start: Path) -> Path | None:
    """The archive's folder: the one given, that of the environment, else the nearest `arkiv` with a closed period in it, from
    the folder `start` upwards; None if there is none. One that is named and is no folder is refused.
    """
    if given is not None:
        return given
    if variable.strip():
        return Path(variable)
    here = start.resolve()
    return next((found for at in (here, *here.parents) if _has_closed(found := at / FOLDER)), None)


def file_names(folder: Path) -> list[str]:
    """What is in the folder; nothing if it is not there."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  names are all that is wanted, and may be many
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise ReportgenError(f"Arkivet {folder} kan inte läsas: {system_reason(fault)}.") from fault


def closed_names(folder: Path) -> list[Name]:
    """The closings there, each by its file's name."""
    return [name for file in file_names(folder) if (name := parse_closed(file))]


def _has_closed(folder: Path) -> bool:
    try:
        return any(parse_closed(name) for name in os.listdir(folder))  # noqa: PTH208  names are all that is wanted
    except OSError:
        return False
