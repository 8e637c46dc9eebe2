"""The order of the steps, top to bottom: mall and workbook in, findings and documents out.

Every command of the CLI is one of these functions. Reading and writing happen here and in `workbook.read`,
`workbook.write` and `output`; everything between is pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.checks import Context, run_checks
from reportgen.checks.acknowledge import acknowledge
from reportgen.checks.earlier import restated
from reportgen.derive.report import derive
from reportgen.malls import Source, built_in, find, find_all
from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.finding import Finding, in_sheet_order
from reportgen.model.period import Period
from reportgen.model.profile import PLAIN, Profile
from reportgen.model.report import Report
from reportgen.spec.load import SHARED
from reportgen.spec.schema import REVIEW, Template, TemplateSpec

if TYPE_CHECKING:
    from reportgen.document.blocks import Document, Part
    from reportgen.document.review import Remark
    from reportgen.earlier.prefill import Prefilled
    from reportgen.exchange.inherited import Inherited
    from reportgen.model.excerpt import Excerpt
    from reportgen.model.suggestion import Suggestion
    from reportgen.workbook.plan import SheetPlan
    from reportgen.workbook.remembered import Unplaced

FORMATS: Final = ("pdf", "docx", "html")

COPY: Final = "-granskning"
"""What the name of a copy that shows the findings ends with."""

_COPY: Final = re.compile(rf"(.+){COPY}(?:-(\d+))?")

Progress = Callable[[str], None]
"""Told each step, in Swedish, as it starts."""


def _tell_nobody(_step: str) -> None:
    """For callers who do not follow the progress."""


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


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, in the order asked for, parts with files of their own last; and what to say of them."""

    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A part that comes out on its own too; `name` as the mall has it, empty when it does not say."""

    key: str
    name: str
    data: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The documents as bytes by format, parts that come out on their own, and what there is to say of them."""

    data: Mapping[str, bytes]
    document: Document
    remarks: tuple[str, ...] = ()
    own: tuple[OwnFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new workbook has from closed periods, None for what there was not: values, and who answers for what as it was
    said in the period `said_in`.
    """

    filled: Prefilled | None = None
    inherited: Inherited | None = None
    said_in: Period | None = None


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


def new_workbook(template: Template, namnd: str, period: Period, target: Path, archive: Path | None = None) -> Begun:
    """Writes a new workbook for that nämnd and period; refuses to replace a file that is there.

    What the mall fetches from closed periods is filled in from the archive, and who answers for what is as it was said last.
    """
    from reportgen.earlier.prefill import prefilled
    from reportgen.output import write_beside
    from reportgen.periods import closed_before
    from reportgen.workbook.carried_round import inherited_sheet
    from reportgen.workbook.layout import empty_report, lay_out
    from reportgen.workbook.write import workbook_bytes

    if target.exists():
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    report = empty_report(template.spec, namnd, period)
    earlier = closed_before(archive, template.spec, namnd, period, last=True)
    filled = prefilled(report, template.spec, earlier) if earlier else None
    report, notes = (filled.report, filled.notes) if filled else (report, {})
    *shown, hidden = lay_out(report, template.spec, notes)
    said_in, inherited = _inherited(report, template.spec, archive)
    extra = [inherited_sheet(inherited, report, template.spec)] if inherited else []
    extra += _inherited_kontering(report, template.spec, archive)
    created = datetime.combine(period.last_day, datetime.min.time(), UTC)
    write_beside(target, workbook_bytes([*shown, *extra, hidden], created=created))
    return Begun(filled, inherited, said_in)


def _inherited(report: Report, spec: TemplateSpec, archive: Path | None) -> tuple[Period | None, Inherited | None]:
    """Who answers for what, and in which period that was said: with the report's own mall, else with another."""
    from reportgen.periods import last_workbooks
    from reportgen.workbook.carried_round import inherited_responsibility
    from reportgen.workbook.read import read_book

    for name, data in last_workbooks(archive, spec.info.name, report.namnd, report.period):
        found = inherited_responsibility(read_book(data, str(name.period)), report, spec)
        if found:
            return name.period, found
    return None, None


def _inherited_kontering(report: Report, spec: TemplateSpec, archive: Path | None) -> list[SheetPlan]:
    """The sheet Kontering as the workbook that was closed last with the same mall has it; none if it has none."""
    from reportgen.periods import last_workbooks
    from reportgen.workbook.carried_round import carried_kontering
    from reportgen.workbook.read import read_book

    for name, data in last_workbooks(archive, spec.info.name, report.namnd, report.period):
        if name.template == spec.info.name:
            return list(carried_kontering(read_book(data, str(name.period))))
    return []


def upgrade_workbook(path: Path, target: Path, places: Sequence[Source] | None = None) -> Upgraded:
    """Writes the workbook anew for its mall as it is now, beside the old one, and checks it; refuses to replace a file."""
    from reportgen.output import write_beside
    from reportgen.workbook.carried_round import ROUND_SHEETS, carried_round
    from reportgen.workbook.carry import carry
    from reportgen.workbook.layout import lay_out
    from reportgen.workbook.parse import which_template
    from reportgen.workbook.read import read_workbook
    from reportgen.workbook.remembered import remember
    from reportgen.workbook.unplaced_sheet import unplaced_sheet
    from reportgen.workbook.write import workbook_bytes

    if target.exists():
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    book = read_workbook(path)
    name, version = which_template(book)
    template = find_template(name, places)
    old = remember(book, template.spec)
    carried = carry(old, template.spec)
    *shown, hidden = lay_out(carried.report, template.spec)
    extra = [unplaced_sheet(carried.unplaced)] if carried.unplaced else []
    extra += carried_round(book, carried.report, template.spec)
    own = tuple(name for name in old.own_sheets if name not in ROUND_SHEETS)
    created = datetime.combine(carried.report.period.last_day, datetime.min.time(), UTC)
    write_beside(target, workbook_bytes([*shown, *extra, hidden], created=created))
    return Upgraded(check_workbook(target, places), version, carried.unplaced, carried.merged, own)


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
    found = [*found, *run_checks(Context(template.spec, entered, derived, earlier, closed))]
    sheets = tuple(grid.name for grid in book.grids)
    findings = in_sheet_order(acknowledge(found, entered), sheets)
    derived = replace(derived, restated=restated(findings))
    return Checked(path, template, entered, derived, tuple(findings), sheets)


def suggest_fields(checked: Checked) -> list[Suggestion]:
    """The figures typed in the texts, in order, with the value fields that would replace them."""
    from reportgen.checks.narrative.suggestions import suggestions

    return list(suggestions(Context(checked.template.spec, checked.entered, checked.derived)))


def annotate_workbook(checked: Checked, target: Path | None = None) -> Made:
    """Writes a copy of the workbook that shows its findings; the workbook itself is never changed.

    The copy's name is the workbook's with -granskning after it, and a number when there is one that somebody has worked in;
    a copy of a copy has the next number.
    """
    from reportgen.output import write_beside
    from reportgen.workbook.annotate import annotated
    from reportgen.workbook.read import read_workbook

    if target and (_is_taken(target) or target.resolve() == checked.file.resolve()):
        raise OutputError(f"{target} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    match = _COPY.fullmatch(checked.file.stem)
    stem, first = (match[1], int(match[2] or 1) + 1) if match else (checked.file.stem, 1)
    numbered = (f"{stem}{COPY}{f'-{n}' if n > 1 else ''}.xlsx" for n in count(first))
    copies = [target] if target else (checked.file.with_name(name) for name in numbered)
    spared: list[Path] = []
    for copy in copies:
        if not _is_taken(copy):
            break
        spared.append(copy)
    book = read_workbook(checked.file)
    write_beside(copy, annotated(checked.file.read_bytes(), book, checked.findings, checked.template.spec))
    said = (
        f"{file.name} har ändrats sedan den gjordes och skrevs inte över. Den nya heter {copy.name}." for file in spared
    )
    return Made((copy,), tuple(said))


def _is_taken(file: Path) -> bool:
    """Whether anything stands there but a copy that nobody has worked in."""
    from reportgen.workbook.annotate.made import is_as_made

    return file.exists() and not (file.is_file() and is_as_made(file.read_bytes()))


def make_report(
    checked: Checked,
    formats: Sequence[str],
    target: Path,
    *,
    draft: bool = False,
    profile: Profile = PLAIN,
    progress: Progress = _tell_nobody,
) -> Made:
    """Makes the documents in the folder `target`; nothing is written until all have rendered.

    The whole is named as the workbook, a part with files of its own as the mall says. `formats` are of `FORMATS`. With
    `draft` every page is marked UTKAST and errors do not stop it; else they raise `RefusedError`. `profile` dresses them.
    `progress` is told each step in Swedish as it starts.
    """
    from reportgen.output import write_all

    if checked.stopping and not draft:
        raise RefusedError(checked, "Rapporten gjordes inte", "eller gör ett utkast med --utkast")
    made = render(checked, formats, draft=draft, profile=profile, progress=progress)
    stems = _file_names([(own.key, own.name) for own in made.own], checked.file.stem)
    named = zip(stems, [made.data, *(own.data for own in made.own)], strict=True)
    mark = "-utkast" if draft else ""
    files = {target / f"{name}{mark}.{format}": data[format] for name, data in named for format in formats}
    moved = {file: _free_name(file) for file in files if file.suffix == ".docx" and _is_edited(file)}
    files = {moved.get(file, file): data for file, data in files.items()}
    beside = _data_beside(made, checked.file.stem, files, checked.template)
    files |= {target / name: data for name, data in beside.items()}
    write_all(files)
    spared = tuple(
        f"{old.name} har ändrats sedan den gjordes och skrevs inte över. Den nya heter {new.name}."
        for old, new in moved.items()
    )
    return Made(tuple(files), (*spared, *made.remarks))


def document_stems(checked: Checked) -> list[str]:
    """What the documents of the workbook are called, without ending: the whole first, then parts with files of their own."""
    from reportgen.document.compose import compose

    document = compose(checked.derived, checked.template)
    return _file_names([(part.key, part.file_name) for part in _with_own_files(document)], checked.file.stem)


def render(
    checked: Checked,
    formats: Sequence[str],
    *,
    draft: bool = False,
    profile: Profile = PLAIN,
    progress: Progress = _tell_nobody,
) -> Rendered:
    """The documents in memory. Word's contents list gets page numbers when the PDF is made too."""
    from reportgen.document.compose import compose
    from reportgen.document.parts import alone
    from reportgen.document.review import with_review

    progress("Sätter samman dokumentet")
    document = compose(checked.derived, checked.template, draft=draft, profile=profile)
    parts = _with_own_files(document)
    shown = with_review(document, _remarks(checked)) if draft else document
    whole = _write(shown, formats, checked, progress)
    own = []
    for part in parts:
        progress(f"Skriver {part.subtitle or part.title} för sig")
        made = _write(alone(document, part), formats, checked, _tell_nobody)
        own.append(OwnFile(part.key, part.file_name, made.data))
    return Rendered(whole.data, document, whole.remarks, tuple(own))


def _with_own_files(document: Document) -> list[Part]:
    return [part for part in document.parts if part.own_file and len(document.parts) > 1]


def _remarks(checked: Checked) -> list[Remark]:
    """The findings as a draft tells them."""
    from reportgen.checks.excerpt import place_of
    from reportgen.document.review import Remark

    context = Context(checked.template.spec, checked.entered, checked.derived)
    return [
        Remark(
            "kvitterat" if finding.reason else finding.severity.word,
            ", ".join(filter(None, (finding.at.sheet, finding.at.a1))) if finding.at else "Arbetsboken",
            " ".join(filter(None, (finding.message, finding.earlier.message if finding.earlier else ""))),
            finding.settled.removeprefix("Kvitterat: ") or finding.advice,
            place_of(finding, context),
        )
        for finding in checked.findings
    ]


def _write(document: Document, formats: Sequence[str], checked: Checked, progress: Progress) -> Rendered:
    """One document in each of the formats."""
    from reportgen.document.parts import printed_pages

    files = checked.template.files
    made: dict[str, bytes] = {}
    remarks: tuple[str, ...] = ()
    pages = None
    if "html" in formats or "pdf" in formats:
        from reportgen.render.html import to_html

        progress("Skriver HTML")
        html = to_html(document, fonts=files)
        made["html"] = html.encode()
        if "pdf" in formats:
            from reportgen.render.pdf import to_pdf

            progress("Skriver PDF")
            pdf = to_pdf(html, _attached(document, checked.template))
            made["pdf"], pages = pdf.data, printed_pages(document, pdf.pages)
            remarks = tuple(f"Mallens utseende, {warning}" for warning in pdf.warnings)
    if "docx" in formats:
        from reportgen.render.word import to_word
        from reportgen.wording.base import stamped

        progress("Skriver Word")
        base = files.get("bas.docx") or files.get(f"{SHARED}/bas.docx")
        made["docx"] = stamped(to_word(document, base=base, pages=pages), document, checked.entered)
    return Rendered({name: made[name] for name in formats}, document, remarks)


def _attached(document: Document, template: Template) -> Mapping[str, bytes]:
    """The tables as data, where the mall has them inside the PDF; a draft has none."""
    from reportgen.render.data import data_files

    return data_files(document) if template.spec.info.data == "pdf" and not document.draft else {}


def _data_beside(made: Rendered, stem: str, files: Mapping[Path, bytes], template: Template) -> dict[str, bytes]:
    """The tables as data in a file beside the documents, where the mall has them so, by name."""
    from reportgen.render.data import data_zip

    if template.spec.info.data != "zip" or made.document.draft:
        return {}
    return {f"{stem}-data.zip": data_zip(made.document, {file.name: data for file, data in files.items()})}


def _file_names(own: Sequence[tuple[str, str]], stem: str) -> list[str]:
    """The names of the whole and of each part's own files (key and name of the mall), without ending; no two the same on any
    disk.
    """
    from reportgen.output import safe_name

    names = [stem]
    for key, said in own:
        name = safe_name(said) or f"{stem}-{key}"
        taken = name.casefold() in (known.casefold() for known in names)
        names.append(f"{name} {key}" if taken else name)
    return names


def _is_edited(file: Path) -> bool:
    """Whether a Word file is there that somebody has worked in since it was made."""
    from reportgen.render.word.touched import is_as_made

    return file.is_file() and not is_as_made(file.read_bytes())


def _free_name(file: Path) -> Path:
    """The same name with the first number that no edited file has: rapport-2.docx."""
    number = 2
    while _is_edited(beside := file.with_name(f"{file.stem}-{number}{file.suffix}")):
        number += 1
    return beside
