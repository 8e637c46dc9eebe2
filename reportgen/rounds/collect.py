"""What came back from chefer into the controller's workbook: merged, what must be chosen listed, every change logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from reportgen.exchange.merge import Conflict, Merged, Taken, merge
from reportgen.exchange.slots import with_slots
from reportgen.malls import Source
from reportgen.model.errors import ReportgenError, WorkbookError
from reportgen.model.position import Place
from reportgen.rounds.current import formers, replace_current
from reportgen.rounds.lock import locked
from reportgen.rounds.master import Master, ensure_closed, ensure_there, open_master
from reportgen.spec.schema import CONFLICTS
from reportgen.workbook.answer import ReadAnswer, place_name, read_answer
from reportgen.workbook.cells import shown
from reportgen.workbook.conflict_sheet import conflict_sheet, read_choices
from reportgen.workbook.fill import filled, plan_filling
from reportgen.workbook.log_sheet import LogLine, log_sheet, read_log
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.read import read_book, read_bytes
from reportgen.workbook.remembered import Unplaced, kept_unplaced
from reportgen.workbook.round_sheet import Received, RoundState, round_plan
from reportgen.workbook.unplaced_sheet import unplaced_sheet

_OTHER_KINDS: Final = (".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".docx", ".pdf")
"""Files in a folder of answers that somebody may have meant as one."""

_CHOSEN = "Valt på bladet Konflikter"
_TAKEN_BACK = "Två svar skiljer sig"


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
    ensure_there(path)
    with locked(path, now, tell):
        ensure_closed(path)
        master = open_master(path, places)
        read, refused = _read_all(master, _files(path, answers), tell)
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
        changed = {taken.place: taken.after for taken in merged.changes}
        filling = plan_filling(master.book, master.spec, master.report, with_slots(master.report, changed), changed)
        changes = tuple(taken for taken in merged.changes if taken.place not in filling.homeless)
        homeless = (self._homeless(taken) for taken in merged.changes if taken.place in filling.homeless)
        known = kept_unplaced(master.book)
        unplaced = [item for one in self.read for item in one.unplaced] + list(homeless)
        fresh = [item for item in dict.fromkeys(unplaced) if not _is_known(item, known)]
        state = self._state({place for place in merged.memory if place not in filling.homeless})
        former = None
        if changes or fresh or state != master.state:
            plans = [*self._sheets(changes, known, fresh), round_plan(state)]
            data = filled(master.data, master.file.name, filling, plans)
            former = replace_current(master.file, master.data, data)
        return Collected(
            tuple(self.read),
            tuple(self.refused),
            changes,
            merged.conflicts,
            tuple(fresh),
            self.problems,
            tuple(who for who, answered in _answered(state) if not answered),
            lambda item: place_name(item.place, master.spec, merged.report),
            former,
        )

    def _sheets(self, changes: Sequence[Taken], known: list[Unplaced], fresh: list[Unplaced]) -> Iterator[SheetPlan]:
        if self.merged.conflicts or self.master.book.grid(CONFLICTS) is not None:
            yield conflict_sheet(self.merged.conflicts, self._name)
        log = [*map(self._line, changes), *self._messages(), *read_log(self.master.book)]
        if log:
            yield log_sheet(log)
        if fresh:
            yield unplaced_sheet([*known, *fresh])

    def _name(self, place: Place) -> str:
        return place_name(place, self.master.spec, self.merged.report)

    def _line(self, taken: Taken) -> LogLine:
        who = taken.who or (_TAKEN_BACK if self._is_contested(taken) else _CHOSEN)
        before, after = (shown(value) if value not in (None, "") else "(tom)" for value in (taken.before, taken.after))
        return LogLine(self._at(), who, self._name(taken.place), before, after, taken.source)

    def _messages(self) -> Iterator[LogLine]:
        """What chefer wanted to say, once for each file."""
        seen = {received.digest for received in self.master.state.received}
        for one in self.read:
            if one.message and one.digest not in seen:
                yield LogLine(self._at(), one.mark.chef, "Meddelande", "", one.message, one.answer.source)

    def _is_contested(self, taken: Taken) -> bool:
        return any(conflict.place == taken.place for conflict in self.merged.conflicts)

    def _at(self) -> str:
        return self.now.strftime("%Y-%m-%d %H:%M")

    def _homeless(self, taken: Taken) -> Unplaced:
        why = f"Svar från {taken.who}: ingen tom rad kvar i tabellen. Infoga en rad och skriv in det"
        return Unplaced(str(taken.place), self._name(taken.place), taken.after, why)

    def _state(self, kept: set[Place]) -> RoundState:
        memory = {place: point for place, point in self.merged.memory.items() if place in kept}
        return replace(self.master.state, received=tuple(self._received()), memory=MappingProxyType(memory))

    def _received(self) -> Iterator[Received]:
        """Every answer once, by what is in it."""
        yield from self.master.state.received
        seen = {received.digest for received in self.master.state.received}
        for one in sorted(self.read, key=lambda one: (one.mark.chef, one.answer.source)):
            digest = one.digest
            if digest not in seen:
                seen.add(digest)
                yield Received(one.mark.chef, one.mark.number, one.answer.source, digest, one.answer.saved, self._at())


def _read_all(
    master: Master, files: Iterable[Path], tell: Callable[[str], None]
) -> tuple[list[ReadAnswer], list[Refused]]:
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


def _is_known(item: Unplaced, known: Sequence[Unplaced]) -> bool:
    """Whether it stands on the sheet already, which holds it as words."""
    return any(
        (item.place, item.label) == (old.place, old.label) and str(item.value) == str(old.value) for old in known
    )


def _answered(state: RoundState) -> list[tuple[str, bool]]:
    """Each chef, and whether they have answered what was last sent to them."""
    latest = {sent.chef: sent.number for sent in state.sent}
    return [
        (chef, any(r.chef == chef and r.number == number for r in state.received)) for chef, number in latest.items()
    ]
