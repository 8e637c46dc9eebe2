"""The folder kallor: what is peculiar to each economy system's exports, one TOML file for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import Final

from reportgen.ledger.source import Source, SourceError, read_source
from reportgen.model.errors import system_reason

FOLDER: Final = "kallor"


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The sources that there are by name, the one that was asked for, and those that single files are known to be of."""

    known: Mapping[str, Source]
    wanted: Source | None = None
    by_file: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, export: str) -> Source:
        """The source of a file: the one asked for, else its own, else the one whose pattern fits its name, else what is usual.

        Raises `SourceError` when several fit.
        """
        if self.wanted is not None:
            return self.wanted
        if export in self.by_file:
            return self.by_file[export]
        fitting = [s for s in self.known.values() if s.files and fnmatch(export.casefold(), s.files.casefold())]
        if len(fitting) > 1:
            names = " och ".join(source.name for source in fitting)
            raise SourceError(f"{export} passar på källorna {names}. Välj en med --kalla.")
        return fitting[0] if fitting else Source()


def find_sources(beside: Path, wanted: str | None) -> SourceFiles:
    """The sources in the folder kallor beside the workbook, else in the one where the command is run."""
    folder = next((f for f in (beside.parent / FOLDER, Path(FOLDER)) if f.is_dir()), None)
    files = sorted(folder.glob("*.toml")) if folder else []
    known = {file.stem: read_source(_text(file), file.name) for file in files}
    if wanted is None:
        return SourceFiles(known)
    if wanted not in known:
        there = f"Där finns: {', '.join(known)}." if known else f"Gör filen {FOLDER}/{wanted}.toml."
        raise SourceError(f"Det finns ingen källa {wanted} i mappen {FOLDER}. {there}")
    return SourceFiles(known, known[wanted])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{file.name} är inte sparad som UTF-8.") from None
    except OSError as fault:
        raise SourceError(f"{file.name} kan inte läsas: {system_reason(fault)}.") from fault
