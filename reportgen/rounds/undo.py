"""One step back: the workbook as it was before the latest command that wrote it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reportgen.rounds.current import formers, undo
from reportgen.rounds.lock import locked
from reportgen.rounds.master import ensure_closed
from reportgen.workbook.read import read_workbook


def undo_step(path: Path, *, now: datetime, tell: Callable[[str], None] = lambda _: None) -> tuple[Path, Path]:
    """The former workbook's name, and where the undone one is kept. What was undone can be undone no further, but is there."""
    read_workbook(path)
    with locked(path, now, tell):
        ensure_closed(path)
        for former in formers(path)[-1:]:
            read_workbook(former)
        return undo(path)
