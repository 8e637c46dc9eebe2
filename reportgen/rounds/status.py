"""Who has answered and who has not, with the words to remind them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportgen.malls import Source
from reportgen.rounds.mail import reminder
from reportgen.rounds.master import open_master
from reportgen.workbook.conflict_sheet import open_conflicts
from reportgen.workbook.round_sheet import Received, SentPart


@dataclass(frozen=True, slots=True)
class Standing:
    """One chef: what was last sent, the last answer to it, or to an older sending when there is none; the day to answer by.

    `today` is the day that the round is looked at.
    """

    sent: SentPart
    received: Received | None
    today: date

    @property
    def has_answered(self) -> bool:
        return self.received is not None and self.received.number == self.sent.number

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.sent.due) if self.sent.due else None

    @property
    def days_late(self) -> int:
        """How many days after the last day the answer was saved, or have gone without one; 0 when none, or when nobody knows."""
        last = _day_saved(self.received) if self.received and self.has_answered else self.today
        return max(0, (last - self.due).days) if self.due and last else 0


@dataclass(frozen=True, slots=True)
class Status:
    """All chefer in order; `conflicts` are waiting for a choice. `reminders` are mails to those who have not answered."""

    number: int
    chefer: tuple[Standing, ...]
    conflicts: int
    reminders: tuple[str, ...]


def status(path: Path, today: date, places: Sequence[Source] | None = None) -> Status:
    """How the round stands that day. Changes nothing."""
    master = open_master(path, places)
    state = master.state
    latest = {sent.chef: sent for sent in state.sent}
    chefer = tuple(Standing(sent, _last(state.received, sent), today) for sent in latest.values())
    report = master.report
    reminders = tuple(
        reminder(one.sent.chef, one.sent.email, one.due, report.namnd, report.period, is_late=bool(one.days_late))
        for one in chefer
        if not one.has_answered
    )
    return Status(state.number, chefer, open_conflicts(master.book), reminders)


def _last(received: Sequence[Received], sent: SentPart) -> Received | None:
    """The latest answer of a chef, to the latest sending if there is one."""
    own = [answer for answer in received if answer.chef == sent.chef]
    return max(own, key=lambda answer: (answer.number, answer.saved), default=None)


def _day_saved(received: Received) -> date | None:
    """The day, where we are, that the chef's program says that the file was saved."""
    try:
        return datetime.fromisoformat(received.saved).astimezone().date()
    except ValueError:
        return None
