"""A workbook read, worked out and held against the rules of its mall; what the other steps start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.checks import Context, run_checks
from reportgen.checks.acknowledge import acknowledge
from reportgen.checks.earlier import restated
from reportgen.derive.report import derive
from reportgen.malls import Source, built_in, find, find_all
from reportgen.model.errors import ReportgenError
from reportgen.model.finding import Finding, in_sheet_order
from reportgen.model.report import Report
from reportgen.spec.schema import IMPORTED, REVIEW, Template

if TYPE_CHECKING:
    from reportgen.model.excerpt import Excerpt
    from reportgen.model.imported import Imports
    from reportgen.model.suggestion import Suggestion
    from reportgen.workbook.grid import Book


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook read and checked. `sheets` are its sheets in order; acknowledged findings carry their reason."""

    file: Path
    template: Template
    entered: Report
    derived: Report
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...]

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """The finding's cell with those beside it, where that helps."""
        from reportgen.checks.excerpt import excerpt

        return excerpt(finding, Context(self.template.spec, self.entered, self.derived))

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The errors that nobody has acknowledged."""
        return tuple(finding for finding in self.findings if finding.stops_report)


class RefusedError(ReportgenError):
    """Something is not done, since the workbook has errors that nobody has acknowledged. `what` was not done."""

    def __init__(self, checked: Checked, what: str, instead: str = "") -> None:
        n = len(checked.stopping)
        self.checked = checked
        settled = f"kvittera dem med skäl på bladet {REVIEW}"
        ways = f", {settled}, {instead}" if instead else f" eller {settled}"
        super().__init__(f"{what}: {checked.file.name} har {n} fel. Rätta dem{ways}.")


def list_templates(places: Sequence[Source] | None = None) -> list[Template]:
    """All malls of the folders, the built-in ones unless others are given; by folder and name."""
    return [mall.load() for mall in find_all(places or built_in())]


def find_template(name: str, places: Sequence[Source] | None = None) -> Template:
    """The mall of that name; `ReportgenError` with the nearest name if there is none."""
    return find(name, places or built_in()).load()


def opened_by(path: Path) -> str | None:
    """Who has the workbook open in Excel or LibreOffice, "någon" if that cannot be told; None if nobody has."""
    from reportgen.workbook.read import open_elsewhere

    return open_elsewhere(path)


def check_workbook(path: Path, places: Sequence[Source] | None = None, archive: Path | None = None) -> Checked:
    """Reads a workbook, works it out and holds it against every rule of its mall; all findings in sheet order.

    With an archive it is also held against the closed periods that the mall fetches values from.
    """
    from reportgen.periods import closed_before
    from reportgen.workbook.meta import sent_earlier
    from reportgen.workbook.parse import parse_report, which_template
    from reportgen.workbook.read import read_workbook

    book = read_workbook(path)
    template = find_template(which_template(book)[0], places)
    entered, found = parse_report(book, template.spec)
    derived = derive(entered, template.spec)
    earlier = sent_earlier(book, entered.period)
    closed = closed_before(archive, template.spec, entered.namnd, entered.period)
    context = Context(template.spec, entered, derived, earlier, closed, _imports(book))
    found = [*found, *run_checks(context)]
    sheets = tuple(grid.name for grid in book.grids)
    findings = in_sheet_order(acknowledge(found, entered), sheets)
    derived = replace(derived, restated=restated(findings))
    return Checked(path, template, entered, derived, tuple(findings), sheets)


def _imports(book: Book) -> Imports | None:
    """What has been imported; workbooks that have nothing of it need not wait for the import."""
    if book.grid(IMPORTED) is None:
        return None
    from reportgen.workbook.imported_sheet import read_imports

    return read_imports(book)


def suggest_fields(checked: Checked) -> list[Suggestion]:
    """The figures typed in the texts, in order, with the value fields that would replace them."""
    from reportgen.checks.narrative.suggestions import suggestions

    return list(suggestions(Context(checked.template.spec, checked.entered, checked.derived)))
