"""One controller at a time: who is at work is told by name, and a lock that was left behind holds nobody up."""

from __future__ import annotations

import json
import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from reportgen.model.errors import ReportgenError
from reportgen.rounds.lock import STALE, lock_of, locked
from rounds import NOW


def held(workbook: Path, *, computer: str = "PC-7", process: int = 1, ago: timedelta = timedelta(minutes=1)) -> None:
    since = (NOW - ago).isoformat(timespec="seconds")
    lock = {"who": "Berit", "computer": computer, "process": process, "since": since}
    lock_of(workbook).write_text(json.dumps(lock), "utf-8")


def test_the_second_is_told_who_is_at_work(tmp_path: Path) -> None:
    workbook = tmp_path / "delar.xlsx"
    held(workbook)
    with (
        pytest.raises(ReportgenError, match="Berit på PC-7 arbetar med arbetsboken sedan 09:29"),
        locked(workbook, NOW, print),
    ):
        pass
    assert lock_of(workbook).exists()


def test_an_old_lock_is_taken_over_and_told(tmp_path: Path) -> None:
    workbook, told = tmp_path / "delar.xlsx", list[str]()
    held(workbook, ago=STALE + timedelta(seconds=1))
    with locked(workbook, NOW, told.append):
        assert lock_of(workbook).exists()
    assert not lock_of(workbook).exists()
    assert len(told) == 1
    assert "Berit" in told[0]


@pytest.mark.skipif(os.name == "nt", reason="processes are asked for by number")
def test_a_lock_of_a_process_of_ours_that_is_gone_is_taken_over_at_once(tmp_path: Path) -> None:
    workbook, told = tmp_path / "delar.xlsx", list[str]()
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    held(workbook, computer=socket.gethostname(), process=child)
    with locked(workbook, NOW, told.append):
        pass
    assert len(told) == 1


def test_the_lock_is_gone_when_the_work_is_done_or_has_failed(tmp_path: Path) -> None:
    workbook = tmp_path / "delar.xlsx"
    with pytest.raises(ZeroDivisionError), locked(workbook, NOW, print):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_cannot_be_read_holds_nobody_up(tmp_path: Path) -> None:
    workbook = tmp_path / "delar.xlsx"
    lock_of(workbook).write_bytes(b"")
    with locked(workbook, NOW, print):
        pass
