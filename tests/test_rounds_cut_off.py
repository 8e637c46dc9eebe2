"""A command that is cut off at any moment: the workbook is the old one or the new one, whole, and the next command works.

The command runs in a process of its own, which ends at once just before the n-th thing it does to the disk, for every n.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.rounds.collect import collect
from reportgen.rounds.master import open_master
from reportgen.rounds.send import send
from reportgen.rounds.undo import undo_step
from rounds import NOW, assigned, new_master, part, places, sent_out, write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are made by fork"),
]

_TOUCHING = ("os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate")
_KILLED = 9


def cut_off(run: Callable[[], object], at: int) -> bool:
    """Runs in a process that ends before its `at`-th touch of the disk; whether it came to its end before that."""
    child = os.fork()
    if child:
        _, how = os.waitpid(child, 0)
        assert os.WEXITSTATUS(how) in (0, _KILLED)
        return os.WEXITSTATUS(how) == 0
    done = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes or event in _TOUCHING:
            done += 1
            if done == at:
                os._exit(_KILLED)

    sys.addaudithook(count)
    code = 1
    try:
        run()
        code = 0
    finally:
        os._exit(code)


def collection(folder: Path) -> None:
    master = folder / "delar.xlsx"
    collect(master, [part(master, "Anna Ek")], now=NOW, places=places(folder))


def sending(folder: Path) -> None:
    send(folder / "delar.xlsx", now=NOW, places=places(folder))


def undoing(folder: Path) -> None:
    undo_step(folder / "delar.xlsx", now=NOW)


def answered(folder: Path) -> Path:
    master = sent_out(folder)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    return master


@pytest.mark.parametrize(
    ("prepare", "run"), [(answered, collection), (assigned, sending), (new_master, sending), (sent_out, undoing)]
)
def test_cut_off_at_any_moment_the_workbook_is_whole(
    tmp_path: Path, prepare: Callable[[Path], Path], run: Callable[[Path], None]
) -> None:
    start = tmp_path / "start"
    old = prepare(start).read_bytes()
    done = shutil.copytree(start, tmp_path / "klart")
    run(done)
    new = (done / "delar.xlsx").read_bytes()
    assert new != old
    at, ended = 0, False
    while not ended:
        at += 1
        folder = shutil.copytree(start, tmp_path / f"avbruten-{at}")
        ended = cut_off(lambda folder=folder: run(folder), at)  # type: ignore[misc]
        now = (folder / "delar.xlsx").read_bytes()
        assert now in (old, new)
        open_master(folder / "delar.xlsx", places(folder))
        if now == old:
            run(folder)
            assert (folder / "delar.xlsx").read_bytes() == new
        kept = [path.read_bytes() for path in folder.glob("delar-*.xlsx")]
        assert (folder / "delar.xlsx").read_bytes() == old or old in kept or run is undoing
        shutil.rmtree(folder)
    assert at > 5
