"""Text that has been edited in Word, into the controller's workbook: merged as answers are, and told as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reportgen.exchange.merge import Answer, Conflict, Memory, Taken, closed, merge
from reportgen.exchange.slots import Slots, slots
from reportgen.malls import Source
from reportgen.model.difference import same_value
from reportgen.model.errors import ReportgenError
from reportgen.model.format import format_value
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.pipeline import check_workbook, render
from reportgen.rounds.current import formers
from reportgen.rounds.master import Master, ensure_closed, held_master
from reportgen.rounds.written import stamp, write_merged
from reportgen.wording.answer import Edited, read_edited
from reportgen.wording.recall import Sources
from reportgen.workbook.answer import place_name
from reportgen.workbook.log_sheet import LogLine
from reportgen.workbook.meta import read_meta, read_snapshot
from reportgen.workbook.parse import parse_report
from reportgen.workbook.read import read_book, read_bytes
from reportgen.workbook.remembered import Unplaced


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done: texts of ours that changed, what must be chosen, what has no place and is new; lines about the file, the
    titles of all texts that were edited in it, and the copy of the workbook as it was; None when nothing was written.
    """

    changes: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[Unplaced, ...]
    remarks: tuple[str, ...]
    edited: tuple[str, ...]
    names: Callable[[Taken | Conflict], str]
    former: Path | None


def bring_text(
    path: Path,
    word: Path,
    *,
    now: datetime,
    places: Sequence[Source] | None = None,
    dry: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Brought:
    """Merges the texts of the Word file into the workbook; with `dry` nothing is written. Raises `ReportgenError`."""
    with held_master(path, now, places, tell) as master:
        data = read_bytes(word)
        try:
            ensure_closed(word)
        except ReportgenError:
            tell(f"{word.name} är öppen hos någon. Ändringar som inte har sparats är inte med.")
        edited = read_edited(data, word.name, master.report, _sources(master, places))
        memory = _with_seen(master, edited.answers)
        merged = merge(master.report, edited.answers, memory=memory)
        unplaced = [Unplaced(loose.place, loose.label, loose.words, loose.why) for loose in edited.loose]
        done = write_merged(
            master,
            merged,
            master.state,
            now,
            unplaced=unplaced,
            messages=_messages(edited, now, word.name) if merged.changes else (),
            dry=dry,
        )
        return Brought(
            done.changes,
            tuple(conflict for conflict in merged.conflicts if _is_ours(conflict, word.name)),
            done.unplaced,
            edited.remarks,
            edited.changed,
            lambda item: place_name(item.place, master.spec, merged.report),
            done.former,
        )


def _sources(master: Master, places: Sequence[Source] | None) -> Sources:
    """Where words that stood in a Word file are looked for: in the workbook, in what it remembers, in what it was before."""

    @cache
    def before() -> list[Slots]:
        return [slots(report) for report in _former_reports(master)]

    now = slots(master.report)

    def once(place: Place) -> Iterator[str]:
        yield format_value(now.get(place))
        if point := master.state.memory.get(place):
            told = (*point.proposals, *point.settled)
            values = (point.own, point.result, *(value for one in told for value in (one.base, one.value)))
            yield from map(format_value, values)
        yield from (format_value(values.get(place)) for values in before())

    def file_now(draft: bool) -> bytes:
        checked = check_workbook(master.file, places)
        return render(checked, ("docx",), draft=draft).data["docx"]

    return Sources(lambda place: place_name(place, master.spec, master.report), once, file_now)


def _former_reports(master: Master) -> Iterator[Report]:
    """What the workbook was before, the newest first, and last as it was made; what cannot be read is passed over."""
    for path in reversed(formers(master.file)):
        with suppress(ReportgenError):
            yield parse_report(read_book(read_bytes(path), path.name), master.spec)[0]
    with suppress(ReportgenError):
        yield read_snapshot(read_meta(master.book))


def _with_seen(master: Master, answers: Sequence[Answer]) -> Memory:
    """The memory, where what the file was made from is what we have: whoever edited it has seen what we took before."""
    now = slots(master.report)
    seen = {
        place: point
        for place, point in master.state.memory.items()
        for answer in answers
        if place in answer.base
        and same_value(answer.base[place], now.get(place))
        and same_value(point.result, now.get(place))
        and not same_value(point.result, point.own)
    }
    return MappingProxyType({**master.state.memory, **closed(seen)})


def _messages(edited: Edited, now: datetime, name: str) -> list[LogLine]:
    return [LogLine(stamp(now), "", "Word-filen", "", remark, name) for remark in edited.remarks]


def _is_ours(conflict: Conflict, name: str) -> bool:
    return any(proposal.source == name for proposal in conflict.proposals)
