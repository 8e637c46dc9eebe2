"""From a checked workbook to the documents in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.checks import Context
from reportgen.model.profile import PLAIN, Profile
from reportgen.pipeline.check import Checked
from reportgen.spec.load import SHARED
from reportgen.spec.schema import Template

if TYPE_CHECKING:
    from reportgen.document.blocks import Document, Part
    from reportgen.document.review import Remark

Progress = Callable[[str], None]
"""Told each step, in Swedish, as it starts."""


def tell_nobody(_step: str) -> None:
    """For callers who do not follow the progress."""


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


def render(
    checked: Checked,
    formats: Sequence[str],
    *,
    draft: bool = False,
    profile: Profile = PLAIN,
    progress: Progress = tell_nobody,
) -> Rendered:
    """The documents in memory. Word's contents list gets page numbers when the PDF is made too."""
    from reportgen.document.compose import compose
    from reportgen.document.parts import alone
    from reportgen.document.review import with_review

    progress("Sätter samman dokumentet")
    document = compose(checked.derived, checked.template, draft=draft, profile=profile)
    parts = with_own_files(document)
    shown = with_review(document, _remarks(checked)) if draft else document
    whole = _write(shown, formats, checked, progress)
    own = []
    for part in parts:
        progress(f"Skriver {part.subtitle or part.title} för sig")
        made = _write(alone(document, part), formats, checked, tell_nobody)
        own.append(OwnFile(part.key, part.file_name, made.data))
    return Rendered(whole.data, document, whole.remarks, tuple(own))


def with_own_files(document: Document) -> list[Part]:
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
        from reportgen.wording.imprint import carrying

        progress("Skriver Word")
        base = files.get("bas.docx") or files.get(f"{SHARED}/bas.docx")
        made["docx"] = to_word(document, base=base, pages=pages, carry=carrying(document, checked.entered))
    return Rendered({name: made[name] for name in formats}, document, remarks)


def _attached(document: Document, template: Template) -> Mapping[str, bytes]:
    """The tables as data, where the mall has them inside the PDF; a draft has none."""
    from reportgen.render.data import data_files

    return data_files(document) if template.spec.info.data == "pdf" and not document.draft else {}
