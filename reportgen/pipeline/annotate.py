"""The copy of a workbook that shows its findings."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Final

from reportgen.model.errors import OutputError
from reportgen.pipeline.check import Checked
from reportgen.pipeline.made import Made

COPY: Final = "-granskning"
"""What the name of a copy that shows the findings ends with."""

_COPY: Final = re.compile(rf"(.+){COPY}(?:-(\d+))?")


def annotate_workbook(checked: Checked, target: Path | None = None) -> Made:
    """Writes a copy of the workbook that shows its findings; the workbook itself is never changed.

    The copy's name is the workbook's with -granskning after it, and a number when there is one that somebody has worked in;
    a copy of a copy has the next number.
    """
    from reportgen.output import write_beside
    from reportgen.workbook.annotate import annotated
    from reportgen.workbook.read import read_workbook

    if target and (_is_taken(target) or target.resolve() == checked.file.resolve()):
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    match = _COPY.fullmatch(checked.file.stem)
    stem, first = (match[1], int(match[2] or 1) + 1) if match else (checked.file.stem, 1)
    numbered = (f"{stem}{COPY}{f'-{n}' if n > 1 else ''}.xlsx" for n in count(first))
    copies = [target] if target else (checked.file.with_name(name) for name in numbered)
    spared: list[Path] = []
    for copy in copies:
        if not _is_taken(copy):
            break
        spared.append(copy)
    book = read_workbook(checked.file)
    write_beside(copy, annotated(checked.file.read_bytes(), book, checked.findings, checked.template.spec))
    said = (
        f"{file.name} har ändrats sedan den gjordes och skrevs inte över. Den nya heter {copy.name}." for file in spared
    )
    return Made((copy,), tuple(said))


def _is_taken(file: Path) -> bool:
    """Whether anything stands there but a copy that nobody has worked in."""
    from reportgen.workbook.annotate.made import is_as_made

    return file.exists() and not (file.is_file() and is_as_made(file.read_bytes()))
