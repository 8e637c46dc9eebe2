"""The closed periods that a workbook is filled from and held against, read from the archive: only those that the mall asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.archive.naming import namnd_word
from reportgen.archive.where import closed_names
from reportgen.earlier.known import Earlier, asked_for, latest_of_each
from reportgen.earlier.moved import with_moves
from reportgen.model.archived import Name
from reportgen.model.period import Period
from reportgen.spec.schema import TemplateSpec


def closed_before(
    folder: Path | None, template: TemplateSpec, namnd: str, period: Period, *, last: bool = False
) -> Earlier | None:
    """What the archive knows that the mall asks for; with `last` also what was closed last of each mall.

    None when there is nothing.

    `ReportgenError` for a file that is needed and cannot be read: a figure that is missing without a word is worse.
    """
    if folder is None or not any(name.namnd == namnd_word(namnd) for name in closed_names(folder)):
        return None
    from reportgen.archive.folder import entries, latest, read_entry

    own = [entry for entry in latest(entries(folder)) if entry.name.namnd == namnd_word(namnd)]
    names = [entry.name for entry in own]
    wanted = asked_for(template, period, names) | (latest_of_each(period, names) if last else set())
    needed = [entry for entry in own if entry.name in wanted]
    if not needed:
        return None
    reopened = frozenset(entry.name for entry in needed if entry.is_reopened)
    archived = tuple(with_moves(read_entry(entry), template) for entry in needed)
    return Earlier(period, template.info.name, archived, reopened)


def last_workbooks(folder: Path | None, template: str, namnd: str, period: Period) -> Iterator[tuple[Name, bytes]]:
    """The workbooks that a nämnd closed last before a period: that of the mall first, then of other malls, the latest first."""
    if folder is None or not any(name.namnd == namnd_word(namnd) for name in closed_names(folder)):
        return
    from reportgen.archive.folder import entries, latest, read_entry_workbook

    own = [entry for entry in latest(entries(folder)) if entry.name.namnd == namnd_word(namnd)]
    last = latest_of_each(period, (entry.name for entry in own))
    found = sorted((entry for entry in own if entry.name in last), key=lambda entry: entry.name.period, reverse=True)
    for entry in sorted(found, key=lambda entry: entry.name.template != template):
        yield entry.name, read_entry_workbook(entry)
