"""What has been merged, put into the workbook: values in their cells, the sheets beside them, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from reportgen.exchange.merge import Merged, Taken
from reportgen.exchange.slots import with_slots
from reportgen.model.position import Place
from reportgen.rounds.current import replace_current
from reportgen.rounds.master import Master
from reportgen.spec.schema import CONFLICTS
from reportgen.workbook.answer import place_name
from reportgen.workbook.cells import shown
from reportgen.workbook.conflict_sheet import conflict_sheet
from reportgen.workbook.fill import filled, plan_filling
from reportgen.workbook.log_sheet import LogLine, log_sheet, read_log
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.remembered import Unplaced, kept_unplaced
from reportgen.workbook.round_sheet import RoundState, round_plan
from reportgen.workbook.unplaced_sheet import unplaced_sheet

_CHOSEN = "Valt på bladet Konflikter"
_TAKEN_BACK = "Två svar skiljer sig"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it: values that changed, what has no place and is new on its sheet, what is remembered, and the copy of
    the workbook as it was; None when nothing was new, or nothing was to be written.
    """

    changes: tuple[Taken, ...]
    unplaced: tuple[Unplaced, ...]
    state: RoundState
    former: Path | None


def write_merged(
    master: Master,
    merged: Merged,
    state: RoundState,
    now: datetime,
    *,
    unplaced: Iterable[Unplaced] = (),
    messages: Iterable[LogLine] = (),
    dry: bool = False,
) -> Written:
    """Writes it and keeps the workbook as it was beside it. `state` is what has happened, without what was merged now.

    With `dry` nothing is written, only told.
    """
    changed = {taken.place: taken.after for taken in merged.changes}
    filling = plan_filling(master.book, master.spec, master.report, with_slots(master.report, changed), changed)
    changes = tuple(taken for taken in merged.changes if taken.place not in filling.homeless)
    without = (_homeless(master, merged, taken) for taken in merged.changes if taken.place in filling.homeless)
    placed = {str(taken.place) for taken in changes}
    before = kept_unplaced(master.book)
    known = [item for item in before if item.place not in placed]
    fresh = [item for item in dict.fromkeys([*unplaced, *without]) if not _is_known(item, known)]
    kept = {place: point for place, point in merged.memory.items() if place not in filling.homeless}
    state = replace(state, memory=MappingProxyType(kept))
    former = None
    if not dry and (changes or fresh or state != master.state):
        plans = [*_sheets(master, merged, changes, [*messages], now), round_plan(state)]
        if fresh or len(known) < len(before):
            plans.append(unplaced_sheet([*known, *fresh]))
        former = replace_current(master.file, master.data, filled(master.data, master.file.name, filling, plans))
    return Written(changes, tuple(fresh), state, former)


def stamp(now: datetime) -> str:
    """A moment as the workbook's lists have it."""
    return now.strftime("%Y-%m-%d %H:%M")


def _sheets(
    master: Master,
    merged: Merged,
    changes: Sequence[Taken],
    messages: Sequence[LogLine],
    now: datetime,
) -> Iterator[SheetPlan]:
    if merged.conflicts or master.book.grid(CONFLICTS) is not None:
        yield conflict_sheet(merged.conflicts, lambda place: _name(master, merged, place))
    log = [*(_line(master, merged, taken, now) for taken in changes), *messages, *read_log(master.book)]
    if log:
        yield log_sheet(log)


def _name(master: Master, merged: Merged, place: Place) -> str:
    return place_name(place, master.spec, merged.report)


def _line(master: Master, merged: Merged, taken: Taken, now: datetime) -> LogLine:
    is_contested = any(conflict.place == taken.place for conflict in merged.conflicts)
    who = taken.who or (_TAKEN_BACK if is_contested else _CHOSEN)
    before, after = (shown(value) if value not in (None, "") else "(tom)" for value in (taken.before, taken.after))
    return LogLine(stamp(now), who, _name(master, merged, taken.place), before, after, taken.source)


def _homeless(master: Master, merged: Merged, taken: Taken) -> Unplaced:
    why = (
        f"Svar från {taken.who}: tabellen har ingen tom rad kvar. Infoga tomma rader mellan dem som är tillagda, spara, stäng och "
        "kör reportgen samla-in med samma svar igen, så kommer raden in"
    )
    return Unplaced(str(taken.place), _name(master, merged, taken.place), taken.after, why)


def _is_known(item: Unplaced, known: Sequence[Unplaced]) -> bool:
    """Whether it stands on the sheet already, which holds it as words."""
    return any(
        (item.place, item.label) == (old.place, old.label) and str(item.value) == str(old.value) for old in known
    )
