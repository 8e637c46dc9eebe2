"""One workbook per chef, with a mail to each and a list of all; the sending is noted in the controller's workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from reportgen.earlier.known import Earlier
from reportgen.earlier.last import last_time
from reportgen.exchange.merge import closed
from reportgen.exchange.responsibility import Chef, Item, Responsibility, folded, items, roles
from reportgen.exchange.split import Part, shared, split, unowned
from reportgen.malls import Source
from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.period import Period
from reportgen.output import safe_name, write_all
from reportgen.periods import closed_before
from reportgen.rounds.current import replace_current
from reportgen.rounds.mail import mail_with_part
from reportgen.rounds.master import Master, held_master
from reportgen.spec.schema import RESPONSIBLE
from reportgen.workbook.conflict_sheet import open_conflicts
from reportgen.workbook.graft import with_sheets
from reportgen.workbook.part_sheets import Sending, lay_out_part
from reportgen.workbook.responsible_sheet import read_responsible, responsible_sheet
from reportgen.workbook.round_sheet import SentPart, round_plan
from reportgen.workbook.write import workbook_bytes

LIST: Final = "utskick.json"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The workbook had no sheet Ansvariga; now it has, to be filled in. `former` is the copy without it, `has_roles` tells that
    the mall proposes who answers for what.
    """

    file: Path
    former: Path
    has_roles: bool


@dataclass(frozen=True, slots=True)
class SentOne:
    """One chef's file and mail, and how many cells and texts there are to fill in."""

    chef: Chef
    file: Path
    mail: Path
    cells: int


@dataclass(frozen=True, slots=True)
class SentOut:
    """What was sent: files in order of the chefer; those with nothing to fill in; what nobody and what several answer for."""

    folder: Path
    number: int
    sent: tuple[SentOne, ...]
    without: tuple[Chef, ...]
    unowned: tuple[Item, ...]
    shared: tuple[tuple[Item, tuple[Chef, ...]], ...]
    former: Path


def send(
    path: Path,
    *,
    now: datetime,
    places: Sequence[Source] | None = None,
    folder: Path | None = None,
    only: Collection[str] = (),
    due: date | None = None,
    contact: str = "",
    archive: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> SentOut | Prepared:
    """Writes the chefer's workbooks in `folder`, beside the workbook if none is given, and notes it in the workbook.

    `only` are names of chefer, all if there are none; `due` is for chefer who have no day of their own on Ansvariga; `contact`
    is whom they answer to. What was said last time comes from the closed period before in `archive`, where there is one. A
    workbook without the sheet Ansvariga gets it instead, to be filled in.
    """
    with held_master(path, now, places, tell) as master:
        grid = master.book.grid(RESPONSIBLE)
        if grid is None:
            listed = list(items(master.report, master.spec))
            data = with_sheets(master.data, path.name, [responsible_sheet(listed)])
            has_roles = bool(roles(listed))
            return Prepared(path, replace_current(path, master.data, data), has_roles)
        read = read_responsible(grid)
        if read.problems:
            raise ReportgenError(
                "Bladet Ansvariga behöver rättas:\n" + "\n".join(f"  {line}" for line in read.problems)
            )
        report = master.report
        earlier = closed_before(archive, master.spec, report.namnd, report.period, last=True)
        return _send(master, _with_due(read.responsibility, due), earlier, folder, only, contact)


def made_on(period: Period) -> datetime:
    """The only date in a file that goes out, until a chef's program saves it: its bytes are the same whenever it is made."""
    return datetime.combine(period.last_day, datetime.min.time(), UTC)


def _send(
    master: Master,
    responsibility: Responsibility,
    earlier: Earlier | None,
    folder: Path | None,
    only: Collection[str],
    contact: str,
) -> SentOut:
    _refuse(master, responsibility, only)
    number = master.state.number + 1
    folder = folder or master.file.with_name(f"{master.file.stem}-utskick-{number}")
    wanted = [chef for chef in responsibility.chefer if not only or chef.key in {folded(name) for name in only}]
    found = {chef: split(master.report, master.spec, responsibility, chef) for chef in wanted}
    parts = [part for part in found.values() if part]
    if not parts:
        raise ReportgenError(
            "Ingen svarar för något på bladet Ansvariga. Välj vem som svarar för vad, spara och kör igen."
        )
    named = _named(master.file.stem, [part.chef for part in parts])
    files: dict[Path, bytes] = {}
    sent: list[SentOne] = []
    period, title = master.report.period, master.spec.info.title
    created = made_on(period)
    for part in parts:
        file = folder / f"{named[part.chef]}.xlsx"
        mail = folder / f"{named[part.chef]} mejl.txt"
        last = last_time(part.open, part.report, master.spec, earlier) if earlier else {}
        files[file] = workbook_bytes(lay_out_part(part, Sending(number, contact), last), created=created)
        files[mail] = mail_with_part(part.chef, file.name, title, master.report.namnd, period, contact).encode(
            "utf-8-sig"
        )
        sent.append(SentOne(part.chef, file, mail, len(_asked(part))))
    files[folder / LIST] = _list(master, number, sent, files)
    _ensure_new(files)
    write_all(files)
    noted = tuple(
        SentPart(one.chef.name, number, one.file.name, one.chef.email, one.chef.due.isoformat() if one.chef.due else "")
        for one in sent
    )
    state = replace(master.state, number=number, sent=(*master.state.sent, *noted), memory=closed(master.state.memory))
    former = replace_current(master.file, master.data, with_sheets(master.data, master.file.name, [round_plan(state)]))
    return SentOut(
        folder,
        number,
        tuple(sent),
        tuple(chef for chef, part in found.items() if part is None),
        tuple(unowned(master.report, master.spec, responsibility)),
        tuple(shared(master.report, master.spec, responsibility)),
        former,
    )


def _refuse(master: Master, responsibility: Responsibility, only: Collection[str]) -> None:
    if not responsibility.chefer:
        raise ReportgenError(
            f"Inga chefer står på bladet {RESPONSIBLE} i {master.file.name}. Skriv dem överst, spara och kör igen."
        )
    for name in only:
        if responsibility.chef(name) is None:
            known = ", ".join(chef.name for chef in responsibility.chefer)
            raise ReportgenError(f"{name} står inte på bladet {RESPONSIBLE}. Där står {known}.")
    if open_conflicts(master.book):
        raise ReportgenError(
            "På bladet Konflikter finns det som inte är avgjort. Välj där, kör reportgen samla-in, och skicka sedan ut."
        )


def _with_due(responsibility: Responsibility, due: date | None) -> Responsibility:
    chefer = tuple(chef if chef.due else replace(chef, due=due) for chef in responsibility.chefer)
    return replace(responsibility, chefer=chefer)


def _named(stem: str, chefer: Sequence[Chef]) -> dict[Chef, str]:
    """A name for each chef's file, no two the same on any disk."""
    names: dict[Chef, str] = {}
    taken: set[str] = set()
    for chef in chefer:
        name = safe_name(f"{stem} {chef.name}")
        number = 2
        while name.casefold() in taken:
            name, number = f"{safe_name(f'{stem} {chef.name}')} {number}", number + 1
        taken.add(name.casefold())
        names[chef] = name
    return names


def _asked(part: Part) -> list[str]:
    """The open places of rows and texts that are there."""
    there = {(table.key, row.key) for table in part.report.tables.values() for row in table.rows if not row.is_empty}
    texts = {("text", text.key) for text in part.spec.texts}
    return [str(place) for place in part.open if (place.table, place.row) in there | texts]


def _list(master: Master, number: int, sent: Sequence[SentOne], files: Mapping[Path, bytes]) -> bytes:
    content: dict[str, Any] = {
        "underlag": master.file.name,
        "mall": master.spec.info.name,
        "namnd": master.report.namnd,
        "period": str(master.report.period),
        "utskick": number,
        "filer": [
            {
                "chef": one.chef.name,
                "epost": one.chef.email,
                "svar_senast": one.chef.due.isoformat() if one.chef.due else None,
                "fil": one.file.name,
                "mejl": one.mail.name,
                "sha256": sha256(files[one.file]).hexdigest(),
            }
            for one in sent
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _ensure_new(files: Mapping[Path, bytes]) -> None:
    """What is there already is only let be when it is the same: a chef may have written in it."""
    for file, data in files.items():
        if file.exists() and (not file.is_file() or file.read_bytes() != data):
            raise OutputError(
                f"{file} finns redan och skrivs inte över. Ange en annan mapp med --ut, eller flytta den."
            )
