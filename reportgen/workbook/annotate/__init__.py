"""A copy of a workbook that shows its findings: cells at fault coloured and with a note, each with a row on Granskning.

Only what concerns the findings is changed, in the parts of the file itself. Everything else that people have in it, their
sheets, notes, pictures, formats and widths, is the bytes that it was; a library that reads and writes whole workbooks
would lose some of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reportgen.model.errors import WorkbookError
from reportgen.model.finding import Finding
from reportgen.office import OFFICE, DamagedError, OfficePackage, tree_of
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.annotate.colours import add_looks, colour, remove_colours
from reportgen.workbook.annotate.comments import notes_of
from reportgen.workbook.annotate.made import stamped
from reportgen.workbook.annotate.review import Review, about, review
from reportgen.workbook.annotate.review_part import extend_print, write_review
from reportgen.workbook.annotate.sheet import Sheet
from reportgen.workbook.annotate.strings import Strings
from reportgen.workbook.grid import Book
from reportgen.workbook.locate import find_blocks
from reportgen.workbook.marks import META_SHEET
from reportgen.workbook.marks import REVIEW as REVIEW_MARK
from reportgen.workbook.notes import note
from reportgen.workbook.package import DAMAGED
from reportgen.workbook.review_sheet import SETTLED

_WORKSHEET: Final = "worksheet+xml"
"""How the type of a sheet of cells ends."""

_Placed = tuple[Finding, int | None]
"""A finding and its row on Granskning."""


def annotated(data: bytes, book: Book, findings: Sequence[Finding], template: TemplateSpec) -> bytes:
    """The workbook `data`, read as `book`, with its findings shown. What an earlier copy showed is taken away first."""
    try:
        package = OfficePackage(data)
    except DamagedError as fault:
        raise WorkbookError(f"{book.name} {DAMAGED}") from fault
    workbook = package.related("", f"{OFFICE}/officeDocument") or "xl/workbook.xml"
    parts = _sheet_parts(package, workbook)
    blocks = find_blocks(book.grids, template.model_copy(update={"tables": []}), {})
    block = next((block for block in blocks if block.mark == REVIEW_MARK), None)
    listed = review(block, findings)
    looks = add_looks(package, workbook)
    strings = Strings(package, workbook)
    for number, (name, part) in enumerate(parts.items()):
        if part and name != META_SHEET:
            sheet = Sheet(package, part, strings)
            _show(sheet, _by_cell(name, findings, listed), looks)
            if block is not None and block.grid.name == name:
                last = write_review(sheet, block, listed.lines, parts)
                extend_print(package, workbook, number, last)
            sheet.save()
    strings.save()
    return stamped(package, workbook)


def _sheet_parts(package: OfficePackage, workbook: str) -> dict[str, str]:
    """The part of each sheet by its name, in order; none for one that is all chart."""
    root = tree_of(package.read(workbook))
    ns = root.tag.removesuffix("workbook")
    named = ((s.get("name", ""), s.get(f"{{{OFFICE}}}id", "")) for s in root.iterfind(f"{ns}sheets/{ns}sheet"))
    parts = {name: package.target(workbook, id_) or "" for name, id_ in named}
    return {name: part if package.content_type(part).endswith(_WORKSHEET) else "" for name, part in parts.items()}


def _by_cell(sheet: str, findings: Sequence[Finding], listed: Review) -> dict[str, list[_Placed]]:
    """The cells of the sheet that have findings, in order."""
    cells: dict[str, list[_Placed]] = {}
    for finding, row in zip(findings, listed.rows, strict=True):
        at = finding.at
        if at and at.sheet == sheet and at.row and at.column:
            cells.setdefault(at.a1, []).append((finding, row))
    return cells


def _show(sheet: Sheet, cells: Mapping[str, Sequence[_Placed]], looks: Mapping[str, int]) -> None:
    """Colours and notes, in place of those that were there."""
    remove_colours(sheet)
    groups: dict[str, list[str]] = {}
    for a1, found in cells.items():
        groups.setdefault(_worst([finding for finding, _ in found]), []).append(a1)
    if looks:
        colour(sheet, groups, looks)
    notes = notes_of(sheet)
    if notes is not None:
        for a1, found in cells.items():
            notes.add(a1, note("\n\n".join(_words(finding, row) for finding, row in found)))
        notes.save()


def _worst(findings: Sequence[Finding]) -> str:
    open_ = [finding.severity for finding in findings if not finding.reason]
    return max(open_).word if open_ else SETTLED


def _words(finding: Finding, row: int | None) -> str:
    """What a note says of one finding."""
    where = f"rad {row} på bladet Granskning" if row else ""
    first, _, rest = about(finding).partition("\n")
    return "\n".join(
        filter(
            None,
            (f"{finding.severity.word.upper()} {first}", rest, ", ".join(filter(None, (finding.code.name, where)))),
        )
    )
