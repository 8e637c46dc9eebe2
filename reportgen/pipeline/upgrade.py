"""A workbook carried over to its mall as the mall is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.malls import Source
from reportgen.model.errors import OutputError
from reportgen.pipeline.check import Checked, check_workbook, find_template
from reportgen.spec.schema import Template

if TYPE_CHECKING:
    from reportgen.workbook.carry import Carried
    from reportgen.workbook.grid import Book
    from reportgen.workbook.remembered import Remembered, Unplaced


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A workbook carried over to its mall as it is now, checked; what the mall has no place for, the places that several
    values were put together on, and the sheets of people's own that did not follow.
    """

    checked: Checked
    before: str
    unplaced: tuple[Unplaced, ...]
    merged: Mapping[str, tuple[str, ...]]
    own_sheets: tuple[str, ...]


def upgrade_workbook(path: Path, target: Path, places: Sequence[Source] | None = None) -> Upgraded:
    """Writes the workbook anew for its mall as it is now, beside the old one, and checks it; refuses to replace a file."""
    from reportgen.output import write_beside
    from reportgen.workbook.carried_round import ROUND_SHEETS, carried_round
    from reportgen.workbook.layout import lay_out
    from reportgen.workbook.read import read_workbook
    from reportgen.workbook.unplaced_sheet import unplaced_sheet
    from reportgen.workbook.write import workbook_bytes

    if target.exists():
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    book = read_workbook(path)
    template, version, old, carried = _carried(book, places)
    *shown, hidden = lay_out(carried.report, template.spec)
    extra = [unplaced_sheet(carried.unplaced)] if carried.unplaced else []
    extra += carried_round(book, carried.report, template.spec)
    own = tuple(name for name in old.own_sheets if name not in ROUND_SHEETS)
    created = datetime.combine(carried.report.period.last_day, datetime.min.time(), UTC)
    write_beside(target, workbook_bytes([*shown, *extra, hidden], created=created))
    return Upgraded(check_workbook(target, places), version, carried.unplaced, carried.merged, own)


def as_now(path: Path, places: Sequence[Source] | None = None) -> tuple[Carried, Template] | None:
    """The workbook's report carried over to its mall as it is now, and the mall; None when it is made for that already."""
    from reportgen.workbook.parse import which_template
    from reportgen.workbook.read import read_workbook

    book = read_workbook(path)
    name, version = which_template(book)
    if find_template(name, places).spec.info.version == version:
        return None
    template, _, _, carried = _carried(book, places)
    return carried, template


def _carried(book: Book, places: Sequence[Source] | None) -> tuple[Template, str, Remembered, Carried]:
    """The mall as it is now, the version that the workbook was made for, what it holds, and that carried over."""
    from reportgen.workbook.carry import carry
    from reportgen.workbook.parse import which_template
    from reportgen.workbook.remembered import remember

    name, version = which_template(book)
    template = find_template(name, places)
    old = remember(book, template.spec)
    return template, version, old, carry(old, template.spec)
