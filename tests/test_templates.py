"""Every mall that comes with reportgen: sound, used, with an example whose three documents tell the same story."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from reportgen.document.blocks import Document, Heading, Paragraph, TableBlock, plain
from reportgen.document.calls import call_faults, unused
from reportgen.document.compose import compose
from reportgen.document.walk import headings
from reportgen.pipeline import Checked, check_workbook, find_template, list_templates, render

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "inputs").glob("*.xlsx"))
QUICK = {"standard-manadsuppfoljning-2025-03"}
NAMES = [template.spec.info.name for template in list_templates()]

sys.path.insert(0, str(ROOT / "tools"))


def marks(example: str) -> list[pytest.MarkDecorator]:
    """One worker per example, which then renders it once; all but the quick ones are for the long run."""
    return [pytest.mark.xdist_group(example), *([] if example in QUICK else [pytest.mark.slow])]


@pytest.fixture(
    scope="module",
    params=[pytest.param(path, id=path.stem, marks=marks(path.stem)) for path in EXAMPLES],
)
def checked(request: pytest.FixtureRequest) -> Checked:
    return check_workbook(request.param)


@pytest.fixture(scope="module")
def document(checked: Checked) -> Document:
    return compose(checked.derived, checked.template)


@pytest.fixture(scope="module")
def made(checked: Checked) -> Mapping[str, bytes]:
    return render(checked, ("html", "docx", "pdf")).data


def outline(document: Document) -> list[str]:
    """Each heading as level, number and title."""
    return [
        f"{'#' * h.level} {h.number} {h.plain}".replace("  ", " ") for part in document.parts for h in headings(part)
    ]


def figures(table: TableBlock) -> list[list[str]]:
    """The words of every cell that has any, row by row."""
    rows = [
        [" ".join(plain(block.content) for block in cell.content if isinstance(block, Paragraph)) for cell in row.cells]
        for row in table.rows
        if all(len(cell.content) <= 1 and all(isinstance(b, Paragraph) for b in cell.content) for cell in row.cells)
    ]
    return [[" ".join(text.split()) for text in row if text] for row in rows]


def entries(workbook: bytes) -> dict[str, bytes]:
    """The files inside; how hard they are packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", NAMES)
def test_its_documents_ask_for_nothing_it_lacks_and_leave_nothing_out(name: str) -> None:
    template = find_template(name)
    assert call_faults(template) == []
    left = unused(template)
    assert left["tabell"] == []
    assert left["text"] == []
    assert left["diagram"] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_has_an_example(name: str) -> None:
    assert any(path.stem.startswith(name) for path in EXAMPLES)


@pytest.mark.slow
@pytest.mark.parametrize("source", sorted((ROOT / "tools" / "exempel").glob("*.toml")), ids=lambda path: path.stem)
def test_the_example_workbook_is_what_its_source_says(source: Path) -> None:
    from make_inputs import example_bytes

    kept = (ROOT / "inputs" / f"{source.stem}.xlsx").read_bytes()
    assert entries(kept) == entries(example_bytes(source)), "run python tools/make_inputs.py"

    assert (ROOT / "inputs" / f"{source.stem}.xlsx").read_bytes() == example_bytes(source)


def test_its_findings_are_those_explained(checked: Checked, golden: Callable[[str, str], None]) -> None:
    lines = [
        f"{f.severity.word} {f.code.name} {f.at} {f.place or ''}\n  {f.message}\n"
        + (f"  kvitterad: {f.reason}\n" if f.reason else "")
        for f in checked.findings
    ]
    golden(f"fynd-{checked.file.stem}.txt", "".join(lines))


def test_every_finding_of_an_example_is_acknowledged_with_its_reason(checked: Checked) -> None:
    """What the published figures are blamed for is true of them, and said why. The standard malls' examples have none."""
    assert [(f.code.name, str(f.place)) for f in checked.findings if not f.reason] == []
    if checked.file.stem.startswith("standard-"):
        assert checked.findings == ()


def test_its_findings_can_each_be_acknowledged_by_itself(checked: Checked) -> None:
    keys = [(finding.code, str(finding.place), finding.found) for finding in checked.findings]
    assert [key for key, number in Counter(keys).items() if number > 1] == []


def test_its_headings_are_the_published_ones(
    checked: Checked, document: Document, golden: Callable[[str, str], None]
) -> None:
    golden(f"rubriker-{checked.file.stem}.txt", "\n".join(outline(document)) + "\n")


def test_html_has_every_heading_and_figure_in_order(document: Document, made: Mapping[str, bytes]) -> None:
    root = lxml_html.fromstring(made["html"])
    for line_break in root.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    found = [
        f"{'#' * (int(h.get('aria-level') or h.tag[1]) - 1)} {' '.join(h.text_content().split())}"
        for h in root.iter("h2", "h3", "h4", "h5", "h6")
        if h.get("id") and h.xpath("ancestor::main") and not h.xpath("ancestor::nav")
    ]
    assert [line for line in found if line in outline(document)] == outline(document)
    for table in (block for part in document.parts for block in part.blocks if isinstance(block, TableBlock)):
        found = root.xpath(f"//table[@data-tabell='{table.id}']")
        text = " ".join(" ".join(element.text_content() for element in found).split())
        for row in figures(table):
            assert all(words in text for words in row), (table.id, row)


def test_word_has_every_heading_in_order_as_a_heading(document: Document, made: Mapping[str, bytes]) -> None:
    """A heading's style, or one that it is based on, is a built-in one: that is what Word lists headings by."""
    word = docx.Document(io.BytesIO(made["docx"]))
    based = {
        s.style_id: s.base_style.name if s.name.startswith("Tät rubrik") else s.name for s in word.styles if s.name
    }
    found = []
    for paragraph in word.element.body.iter(qn("w:p")):
        style = paragraph.pPr.pStyle.val if paragraph.pPr is not None and paragraph.pPr.pStyle is not None else ""
        name = based.get(style, "")
        if name.lower().startswith(("heading ", "rubrik ")):
            text = "".join(t.text or " " for t in paragraph.iter(qn("w:t"), qn("w:tab")))
            found.append(f"{'#' * int(name.split()[-1])} {' '.join(text.split())}")
    assert found == outline(document)


def test_word_has_every_table_row_in_order(document: Document, made: Mapping[str, bytes]) -> None:
    word = docx.Document(io.BytesIO(made["docx"]))
    rows = [
        [
            text
            for tc in tr.iter(qn("w:tc"))
            if (text := " ".join("".join(t.text or " " for t in tc.iter(qn("w:t"), qn("w:br"))).split()))
        ]
        for tr in word.element.body.iter(qn("w:tr"))
    ]
    at = 0
    for table in (block for part in document.parts for block in part.blocks if isinstance(block, TableBlock)):
        for row in figures(table):
            assert row in rows[at:], (table.id, row)
            at += rows[at:].index(row) + 1


@pytest.mark.pango
@pytest.mark.poppler
def test_pdf_bookmarks_are_the_headings(document: Document, made: Mapping[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(made["pdf"])
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    squeezed = "".join(text.split()).replace("\u00ad", "")
    at = 0
    for part in document.parts:
        for heading in headings(part):
            words = "".join(f"{heading.number}{heading.plain}".split())
            assert words in squeezed[at:], heading
            at = squeezed.index(words, at)


@pytest.mark.pango
@pytest.mark.poppler
def test_no_page_of_the_pdf_is_empty(made: Mapping[str, bytes], tmp_path: Path) -> None:
    """Every page has something between its header and its footer, each of one line."""
    file = tmp_path / "rapport.pdf"
    file.write_bytes(made["pdf"])
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    lines = [[line for line in page.splitlines() if line.strip()] for page in text.removesuffix("\f").split("\f")]
    assert [number for number, page in enumerate(lines, 1) if len(page) <= 2] == []


@pytest.mark.slow
@pytest.mark.pango
def test_same_workbook_same_bytes(checked: Checked, made: Mapping[str, bytes]) -> None:
    again = render(checked, ("html", "docx", "pdf")).data
    assert {name: again[name] == made[name] for name in made} == {"html": True, "docx": True, "pdf": True}


def test_the_word_package_is_a_sound_zip(made: Mapping[str, bytes]) -> None:
    assert zipfile.ZipFile(io.BytesIO(made["docx"])).testzip() is None


def test_headings_have_ids_of_their_own(document: Document) -> None:
    ids = [block.id for part in document.parts for block in part.blocks if isinstance(block, Heading)]
    assert len(ids) == len(set(ids))
