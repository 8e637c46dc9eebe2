"""Two workbooks or closed periods side by side: read, compared, and written as a page for the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.archive.folder import Entry, read_entry
from reportgen.compare.story import Comparison, comparison
from reportgen.earlier.moved import in_keys_of
from reportgen.malls import Source, templates_folder
from reportgen.model.description import Described
from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.profile import PLAIN, Profile
from reportgen.output import write_beside
from reportgen.pipeline import as_now, check_workbook, find_template
from reportgen.spec.load import SHARED, load_look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.blocks import Document
    from reportgen.spec.schema import Template

PAGES: Final = ("html", "docx", "pdf")
"""What a comparison can be written as, by the ending of the file's name."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its period, the file it stands in, its report with words, and its mall where that is known."""

    name: str
    file: str
    described: Described
    template: Template | None = None
    remarks: tuple[str, ...] = ()


def workbook_side(path: Path, places: Sequence[Source] | None = None) -> Side:
    """A workbook, worked out. One of an older mall is carried over to the mall as it is now."""
    from reportgen.derive.description import described
    from reportgen.derive.report import derive

    if carried := as_now(path, places):
        old, template = carried
        report, remarks = derive(old.report, template.spec), tuple(_of_older_mall(path, len(old.unplaced)))
        return Side(str(report.period), path.name, described(report, template.spec), template, remarks)
    checked = check_workbook(path, places)
    report, template = checked.derived, checked.template
    return Side(str(report.period), path.name, described(report, template.spec), template)


def _of_older_mall(path: Path, unplaced: int) -> Iterator[str]:
    yield f"{path.name} är gjord för en äldre version av mallen. Värdena jämförs där mallen har dem nu."
    if unplaced:
        yield f"{_values(unplaced)} i {path.name} har ingen plats i mallen nu. reportgen uppgradera visar vilka."


def _values(number: int) -> str:
    return "1 värde" if number == 1 else f"{number} värden"


def archived_side(entry: Entry, places: Sequence[Source] | None = None) -> Side:
    """A closed period, as it was; what its mall has moved since then stands where it is now."""
    archived = read_entry(entry)
    side = Side(str(archived.period), entry.path.name, archived.described)
    with suppress(ReportgenError):  # the mall is not here: nothing has been moved, as far as anybody knows
        spec = find_template(archived.described.report.template, places).spec
        if spec.info.version != archived.described.report.version:
            remarks = tuple(_of_older_mall(entry.path, 0))
            return replace(side, described=in_keys_of(spec, archived.described), remarks=remarks)
    return side


def compare_sides(before: Side, after: Side) -> Comparison:
    """What has changed from the one to the other. They go by their periods; within a period by their files.

    Of two malls each may tell where it has put what the other has under another key.
    """
    if before.name != after.name:
        names = (before.name, after.name)
    elif before.file != after.file:
        names = (before.file, after.file)
    else:
        names = (f"{before.file} (A)", f"{after.file} (B)")
    old, new = _in_keys_of(after, before), _in_keys_of(before, after)
    compared = comparison(old, new, names, files=(before.file, after.file))
    return replace(compared, remarks=(*before.remarks, *after.remarks, *compared.remarks))


def _in_keys_of(other: Side, own: Side) -> Described:
    is_another = other.template and other.described.report.template != own.described.report.template
    return in_keys_of(other.template.spec, own.described) if other.template and is_another else own.described


def write_comparison(
    compared: Comparison, target: Path, look: Template | None = None, profile: Profile = PLAIN
) -> None:
    """Writes the page as the ending of `target` says; it looks as the documents of the mall and the profile do, else as all."""
    from reportgen.document.compared import compared_document

    kind = target.suffix.lower().lstrip(".")
    if kind not in PAGES:
        raise OutputError(f"{target}: välj ett namn som slutar på {', '.join(f'.{page}' for page in PAGES)}.")
    styles, files = (look.styles, look.files) if look else load_look(templates_folder() / SHARED)
    document = replace(compared_document(compared, styles=styles), profile=profile)
    write_beside(target, _page(kind, document, files))


def _page(kind: str, document: Document, files: Mapping[str, bytes]) -> bytes:
    if kind == "docx":
        from reportgen.render.word import to_word

        return to_word(document, base=files.get("bas.docx") or files.get(f"{SHARED}/bas.docx"))
    from reportgen.render.html import to_html

    html = to_html(document, fonts=files)
    if kind == "html":
        return html.encode()
    from reportgen.render.pdf import to_pdf

    return to_pdf(html).data
