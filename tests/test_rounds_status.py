"""Who has answered, and who is late with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportgen.rounds.collect import collect
from reportgen.rounds.send import send
from reportgen.rounds.status import Status, status
from rounds import NOW, assigned, part, places, write
from test_cli_arkiv import run

DUE = date(2025, 9, 5)


def answered(folder: Path, saved: datetime) -> Path:
    """Sent to three; Anna has answered what she saved then."""
    master = assigned(folder)
    send(master, now=NOW, places=places(folder), due=DUE)
    anna = part(master, "Anna Ek")
    write(anna, "Drift", {("Barn", "Prognos"): 130}, saved=saved)
    collect(master, [anna], now=NOW, places=places(folder))
    return master


def told(master: Path, today: date) -> Status:
    return status(master, today, places(master.parent))


@pytest.mark.parametrize(
    ("saved", "days"),
    [(datetime(2025, 9, 5, 10, tzinfo=UTC), 0), (datetime(2025, 9, 8, 10, tzinfo=UTC), 3)],
)
def test_answer_is_late_when_it_was_saved_after_the_last_day(tmp_path: Path, saved: datetime, days: int) -> None:
    anna = told(answered(tmp_path, saved), date(2025, 10, 1)).chefer[0]
    assert (anna.has_answered, anna.days_late) == (True, days)


def test_who_has_not_answered_is_late_from_the_day_after_the_last(tmp_path: Path) -> None:
    master = answered(tmp_path, NOW)
    assert [one.days_late for one in told(master, DUE).chefer] == [0, 0, 0]
    assert [one.days_late for one in told(master, date(2025, 9, 7)).chefer] == [0, 2, 2]


def test_reminder_says_whether_the_last_day_has_passed(tmp_path: Path) -> None:
    master = answered(tmp_path, NOW)
    assert "Sista dagen är 2025-09-05." in told(master, DUE).reminders[0]
    assert "Sista dagen var 2025-09-05." in told(master, date(2025, 9, 6)).reminders[0]


def test_the_command_says_who_is_late(tmp_path: Path) -> None:
    master = answered(tmp_path, datetime(2025, 9, 6, 10, tzinfo=UTC))
    lines = run("status", master, "--mallar", tmp_path / "mallar").output.splitlines()
    assert lines[1].endswith("insamlat 2025-09-03 09:30), 1 dag efter sista svarsdagen")
    days = (datetime.now().astimezone().date() - DUE).days
    assert lines[2] == f"  Bo Al: har inte svarat, svar senast 2025-09-05 ({days} dagar sedan)"
