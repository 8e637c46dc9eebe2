"""Who has answered and who has not, with the words to remind them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.malls import Source
from reportgen.rounds.mail import reminder
from reportgen.rounds.master import open_master
from reportgen.workbook.conflict_sheet import open_conflicts
from reportgen.workbook.round_sheet import Received, SentPart


@dataclass(frozen=True, slots=True)
class Standing:
    """One chef: what was last sent, the last answer to it, or to an older sending when there is none; the day to answer by."""

    sent: SentPart
    received: Received | None

    @property
    def has_answered(self) -> bool:
        return self.received is not None and self.received.number == self.sent.number

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.sent.due) if self.sent.due else None


@dataclass(frozen=True, slots=True)
class Status:
    """All chefer in order; `conflicts` are waiting for a choice. `reminders` are mails to those who have not answered."""

    number: int
    chefer: tuple[Standing, ...]
    conflicts: int
    reminders: tuple[str, ...]


def status(path: Path, places: Sequence[Source] | None = None) -> Status:
    """How the round stands. Changes nothing."""
    master = open_master(path, places)
    state = master.state
    latest = {sent.chef: sent for sent in state.sent}
    chefer = tuple(Standing(sent, _last(state.received, sent)) for sent in latest.values())
    report = master.report
    reminders = tuple(
        reminder(one.sent.chef, one.sent.email, one.due, report.namnd, report.period)
        for one in chefer
        if not one.has_answered
    )
    return Status(state.number, chefer, open_conflicts(master.book), reminders)


def _last(received: Sequence[Received], sent: SentPart) -> Received | None:
    """The latest answer of a chef, to the latest sending if there is one."""
    own = [answer for answer in received if answer.chef == sent.chef]
    return max(own, key=lambda answer: (answer.number, answer.saved), default=None)
