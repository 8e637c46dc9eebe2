"""What a step wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, in the order asked for, parts with files of their own last; and what to say of them."""

    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
