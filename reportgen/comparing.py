"""Two workbooks or closed periods side by side: read, compared, and written as a page for the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.archive.folder import Entry, read_entry
from reportgen.compare.story import Comparison, comparison
from reportgen.malls import Source, templates_folder
from reportgen.model.description import Described
from reportgen.model.errors import OutputError
from reportgen.model.profile import PLAIN, Profile
from reportgen.output import write_beside
from reportgen.pipeline import check_workbook
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


def workbook_side(path: Path, places: Sequence[Source] | None = None) -> Side:
    """A workbook, worked out."""
    from reportgen.derive.description import described

    checked = check_workbook(path, places)
    return Side(
        str(checked.derived.period), path.name, described(checked.derived, checked.template.spec), checked.template
    )


def archived_side(entry: Entry) -> Side:
    """A closed period, as it was."""
    archived = read_entry(entry)
    return Side(str(archived.period), entry.path.name, archived.described)


def compare_sides(before: Side, after: Side) -> Comparison:
    """What has changed from the one to the other. They go by their periods; within a period by their files."""
    if before.name != after.name:
        names = (before.name, after.name)
    elif before.file != after.file:
        names = (before.file, after.file)
    else:
        names = (f"{before.file} (A)", f"{after.file} (B)")
    return comparison(before.described, after.described, names, files=(before.file, after.file))


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
