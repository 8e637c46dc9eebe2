"""What makes going on impossible. The text is a full Swedish sentence for the person at the terminal, who gets exit code 2."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

_NOT_A_FOLDER: Final = "en del av sökvägen är en fil och ingen mapp"
_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: "mappen eller filen finns inte",
    errno.ENOTDIR: _NOT_A_FOLDER,
    errno.EEXIST: _NOT_A_FOLDER,
    errno.EISDIR: "det är en mapp",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EACCES: "du saknar rätt, eller så är filen låst av ett annat program",
    errno.EPERM: "du saknar rätt, eller så är filen låst av ett annat program",
    errno.EROFS: "disken går bara att läsa",
    errno.ENOSPC: "disken är full",
    errno.EINVAL: "namnet har tecken som inte får stå i ett filnamn",
    errno.EIO: "disken svarar inte",
}


def system_reason(fault: OSError) -> str:
    """Why the system refused, in Swedish; systems say it in the language of the machine or in English."""
    return _REASONS.get(fault.errno or 0, f"systemet svarar med fel {fault.errno or 'utan nummer'}")


class ReportgenError(Exception):
    """Says in one line what is wrong and what to do."""


class SpecError(ReportgenError):
    """A mall that cannot be used. `faults` has one line per fault: file, key, what stands there, what is allowed."""

    def __init__(self, template: str, faults: list[str]) -> None:
        self.template = template
        self.faults = faults
        super().__init__(_many_faults(f"Mallen {template}", faults))


class ProfileError(ReportgenError):
    """A profile that cannot be used; `faults` as those of a mall."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(_many_faults(f"Profilen {file}", faults))


def _many_faults(what: str, faults: list[str]) -> str:
    many = "1 fel" if len(faults) == 1 else f"{len(faults)} fel"
    return f"{what} kan inte användas, den har {many}:\n" + "\n".join(f"  {f}" for f in faults)


class WorkbookError(ReportgenError):
    """A file that cannot be read as a workbook of ours."""


class OutputError(ReportgenError):
    """A document that could not be written where it was to go."""


class MissingLibraryError(ReportgenError):
    """A system library that is not on the machine; says what to install."""
