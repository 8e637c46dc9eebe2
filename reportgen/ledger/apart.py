"""A long CSV file read in several processes at once: each sums its own stretch of ordinary rows.

A stretch with anything else in it, a sum, an empty row or a fault, is not summed here but read again by whoever asked, row by row
and in its place. So the answer is the same as from one process, and a computer that lets none be started loses only time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final, TypeVar

from reportgen.ledger.csv_text import CsvText

LONG: Final = 16 << 20
"""A file of fewer bytes is read sooner than processes have started."""
_STRETCH: Final = 8 << 20
_MOST: Final = 4

Job = TypeVar("Job")
Answer = TypeVar("Answer")


def stretches_of(text: CsvText, after: int) -> list[CsvText] | None:
    """The rows after the first, in stretches that can be read by themselves; None for a file too short to be parted."""
    if len(text.data) < LONG or (os.cpu_count() or 1) < 2:
        return None
    return text.stretches(after, _STRETCH)


def each(work: Callable[[Job], Answer], jobs: Sequence[Job]) -> Iterator[Answer | None]:
    """The answers in the order of the jobs; None for those that no process gave."""
    given = 0
    try:
        with ProcessPoolExecutor(min(_MOST, os.cpu_count() or 1), get_context("spawn")) as pool:
            for answer in pool.map(work, jobs):
                given += 1
                yield answer
    except (OSError, BrokenProcessPool):
        yield from [None] * (len(jobs) - given)
