"""What came back from chefer into the controller's workbook: merged, what must be chosen listed, every change logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from reportgen.exchange.merge import Conflict, Merged, Taken, merge
from reportgen.malls import Source
from reportgen.model.errors import ReportgenError, WorkbookError
from reportgen.model.period import Period
from reportgen.rounds.current import formers
from reportgen.rounds.master import Master, ensure_closed, held_master
from reportgen.rounds.send import LIST, made_on
from reportgen.rounds.written import stamp, write_merged
from reportgen.workbook.answer import ReadAnswer, place_name, read_answer
from reportgen.workbook.conflict_sheet import read_choices
from reportgen.workbook.log_sheet import LogLine
from reportgen.workbook.read import read_book, read_bytes
from reportgen.workbook.remembered import Unplaced
from reportgen.workbook.round_sheet import Received, RoundState

_OTHER_KINDS: Final = (".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".docx", ".pdf")
"""Files in a folder of answers that somebody may have meant as one."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no answer, and why, in one line."""

    file: Path
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What was done: answers read and refused, our values that changed, what must be chosen, what has no place, and the copy
    of the workbook as it was; None when nothing was new.
    """

    answers: tuple[ReadAnswer, ...]
    refused: tuple[Refused, ...]
    changes: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[Unplaced, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]
    names: Callable[[Taken | Conflict], str]
    former: Path | None


def collect(
    path: Path,
    answers: Sequence[Path],
    *,
    now: datetime,
    places: Sequence[Source] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Collected:
    """Merges the answers, files or folders of them, into the workbook, and carries out what was chosen among conflicts."""
    with held_master(path, now, places, tell) as master:
        read, refused = _read_all(master, _files(path, answers), _in_outgoing(answers), tell)
        choices = read_choices(master.book, master.state.memory)
        merged = merge(master.report, [one.answer for one in read], memory=master.state.memory, choices=choices.chosen)
        return _Collection(master, read, refused, merged, choices.problems, now).carried_out()


class _Collection:
    """One collection, from what was merged to the workbook on disk."""

    def __init__(
        self,
        master: Master,
        read: Sequence[ReadAnswer],
        refused: Sequence[Refused],
        merged: Merged,
        problems: tuple[str, ...],
        now: datetime,
    ) -> None:
        self.master, self.read, self.refused = master, read, refused
        self.merged, self.problems, self.now = merged, problems, now

    def carried_out(self) -> Collected:
        master, merged = self.master, self.merged
        state = replace(master.state, received=tuple(self._received()))
        unplaced = [item for one in self.read for item in one.unplaced]
        done = write_merged(master, merged, state, self.now, unplaced=unplaced, messages=self._messages())
        return Collected(
            tuple(self.read),
            tuple(self.refused),
            done.changes,
            merged.conflicts,
            done.unplaced,
            self.problems,
            tuple(who for who, answered in _answered(done.state) if not answered),
            lambda item: place_name(item.place, master.spec, merged.report),
            done.former,
        )

    def _messages(self) -> Iterator[LogLine]:
        """What chefer wanted to say, once for each file."""
        seen = {received.digest for received in self.master.state.received}
        for one in self.read:
            if one.message and one.digest not in seen:
                yield LogLine(stamp(self.now), one.mark.chef, "Meddelande", "", one.message, one.answer.source)

    def _received(self) -> Iterator[Received]:
        """Every answer once, by what is in it."""
        yield from self.master.state.received
        seen = {received.digest for received in self.master.state.received}
        for one in sorted(self.read, key=lambda one: (one.mark.chef, one.answer.source)):
            digest = one.digest
            if digest not in seen:
                seen.add(digest)
                yield Received(
                    one.mark.chef, one.mark.number, one.answer.source, digest, one.answer.saved, stamp(self.now)
                )


def _in_outgoing(given: Sequence[Path]) -> Callable[[Path], bool]:
    """Whether a file lies in a given folder that was sent from: there the answers replace what went out, chef by chef."""
    folders = {path.resolve() for path in given if (path / LIST).is_file()}
    return lambda file: file.resolve().parent in folders


def _is_as_sent(one: ReadAnswer, period: Period) -> bool:
    """Whether no program has saved the file since it was made: it has the date that it was given then, and what it held."""
    return (
        one.answer.saved[:19] == made_on(period).isoformat()[:19]
        and one.answer.base == one.answer.values
        and not one.message
    )


def _read_all(
    master: Master, files: Iterable[Path], outgoing: Callable[[Path], bool], tell: Callable[[str], None]
) -> tuple[list[ReadAnswer], list[Refused]]:
    """The answers, and what is none; what still lies where it was sent from, as it was made, is neither."""
    read: list[ReadAnswer] = []
    refused: list[Refused] = []
    for file in files:
        try:
            data = read_bytes(file)
            answer = read_answer(read_book(data, file.name), master.spec, master.report)
            _refuse_unknown(master, answer)
        except (WorkbookError, ReportgenError) as fault:
            refused.append(Refused(file, str(fault)))
            continue
        if outgoing(file) and _is_as_sent(answer, master.report.period):
            continue
        try:
            ensure_closed(file)
        except ReportgenError:
            tell(f"{file.name} är öppen hos någon. Ändringar som inte har sparats är inte med.")
        read.append(replace(answer, digest=sha256(data).hexdigest()))
    return read, refused


def _refuse_unknown(master: Master, answer: ReadAnswer) -> None:
    """An answer to a sending that this workbook knows nothing of belongs to another copy of it."""
    if not any((sent.chef, sent.number) == (answer.mark.chef, answer.mark.number) for sent in master.state.sent):
        raise WorkbookError(
            f"{answer.answer.source} är utskick {answer.mark.number} till {answer.mark.chef}, som {master.file.name} inte känner "
            "till. Är det rätt arbetsbok?"
        )


def _files(master: Path, given: Sequence[Path]) -> list[Path]:
    """The files that were given, and all in the folders that were; ours, and what programs leave behind, aside."""
    own = {path.resolve() for path in (master, *formers(master))}
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = (file for file in sorted(path.iterdir()) if file.suffix.lower() in (".xlsx", *_OTHER_KINDS))
            found += [f for f in inside if not f.name.startswith(("~$", ".")) and f.resolve() not in own]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _answered(state: RoundState) -> list[tuple[str, bool]]:
    """Each chef, and whether they have answered what was last sent to them."""
    latest = {sent.chef: sent.number for sent in state.sent}
    return [
        (chef, any(r.chef == chef and r.number == number for r in state.received)) for chef, number in latest.items()
    ]
