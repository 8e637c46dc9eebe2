"""A finished PDF is heard as the document says: every figure of every table with its own headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from gallery import BLOCKS, FONTS, document, package
from reportgen.aloud import read_aloud
from reportgen.cli.main import group
from reportgen.document import diagram
from reportgen.document.blocks import (
    Block,
    Box,
    ChartBlock,
    Cover,
    Document,
    Heading,
    Legend,
    ListBlock,
    Paragraph,
    ProseBlock,
    Quote,
    TableBlock,
    TableCell,
    plain,
)
from reportgen.document.compose import compose
from reportgen.model.errors import ReportgenError
from reportgen.pipeline import check_workbook
from reportgen.render.html import to_html
from reportgen.render.pdf import to_pdf

INPUTS = sorted((Path(__file__).resolve().parent.parent / "inputs").glob("*.xlsx"))


def expected(document: Document) -> list[list[str]]:
    """For each table of the document its cells as headings and words, without spaces and signs of lists."""
    return [cells_of(table) for part in document.parts for table in tables(part.blocks)]


def tables(blocks: Iterable[Block]) -> Iterator[TableBlock]:
    for block in blocks:
        match block:
            case TableBlock():
                yield block
            case ChartBlock() if block.figures:
                yield diagram.figures(block)
            case Box() | Quote() | ProseBlock():
                yield from tables(block.blocks)


def cells_of(table: TableBlock) -> list[str]:
    found = []
    above: list[tuple[TableCell, int]] = []
    for row in table.rows:
        reaching = [cell for cell, left in above if left > 0]
        own = [cell for cell in row.cells if cell.is_header]
        if len(own) == len(row.cells):
            found += [bare(words(cell.content)) for cell in own]
        for cell in row.cells:
            if cell.is_header:
                continue
            before = [h for h in [*reaching, *own] if h.column < cell.column]
            rows = [words(head.content) for head in sorted(before, key=lambda head: head.column)]
            columns = [
                head.text
                for line in table.head
                for head in line
                if head.text and head.column < cell.column + cell.colspan and cell.column < head.column + head.colspan
            ]
            found.append(bare(f"{', '.join(filter(None, [*rows, *columns]))}: {words(cell.content) or 'tom'}"))
        above = [(cell, left - 1) for cell, left in above if left > 1]
        above += [(cell, cell.rowspan - 1) for cell in own if cell.rowspan > 1]
    return found


def words(blocks: Iterable[Block]) -> str:
    said = []
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                said.append(plain(block.content))
            case ListBlock():
                said += [words(item) for item in block.items]
            case Box() | Quote() | ProseBlock():
                said.append(words(block.blocks))
            case Legend():
                said += [f"{status.text} {meaning}" for status, meaning in block.levels]
    return " ".join(said)


def heard(file: Path) -> list[list[str]]:
    """For each table that is heard, its lines with headings and words."""
    found: list[list[str]] = []
    inside = False
    for line in read_aloud(file):
        if line.startswith("Tabell: ") and line.endswith((" kolumner.", " kolumn.")):
            found.append([])
            inside = True
        elif inside and line.startswith("  "):
            found[-1].append(line)
        else:
            inside = False
    return [[bare(line) for line in lines if not line.startswith("    ")] for lines in found]


def bare(line: str) -> str:
    """Without spaces, marks of lists and how many items a list has: those are not the table's."""
    line = re.sub(r"(; *)?Lista med \d+ punkt(er)?:", "", line)
    line = re.sub(r"(?<=; ) *([•◦▪–o-]|\d+\.) ", "", line)
    return re.sub(r"[\s;\u00ad]", "", line)


def pdf_of(made: Document, folder: Path, fonts: dict[str, bytes]) -> Path:
    file = folder / "report.pdf"
    file.write_bytes(to_pdf(to_html(made, fonts=fonts)).data)
    return file


@pytest.mark.pango
@pytest.mark.parametrize(
    "made", [document(*BLOCKS, cover=Cover.PAGE, contents=True), package()], ids=["gallery", "package"]
)
def test_every_cell_of_every_kind_of_table_is_heard_with_its_headings(made: Document, tmp_path: Path) -> None:
    assert heard(pdf_of(made, tmp_path, FONTS)) == expected(made)


@pytest.mark.pango
@pytest.mark.slow
@pytest.mark.parametrize("workbook", INPUTS, ids=lambda file: file.stem)
def test_every_cell_in_the_documents_of_every_mall_is_heard_with_its_headings(workbook: Path, tmp_path: Path) -> None:
    checked = check_workbook(workbook)
    made = compose(checked.derived, checked.template)
    listened, wanted = heard(pdf_of(made, tmp_path, dict(checked.template.files))), expected(made)
    assert len(listened) == len(wanted)
    for one, other in zip(listened, wanted, strict=True):
        assert one == other


@pytest.mark.pango
def test_headings_are_heard_in_order_with_their_level(tmp_path: Path) -> None:
    file = pdf_of(document(*BLOCKS), tmp_path, FONTS)
    assert [line for line in read_aloud(file) if line.startswith("Rubrik")] == [
        "Rubrik 1: Delårsrapport augusti 2024",
        "Rubrik 2: 1 Sammanfattning",
        "Rubrik 3: 1.1 Ekonomi",
        "Rubrik 3: Mål",
        "Rubrik 2: 2 Utveckling",
    ]


@pytest.mark.pango
def test_page_headers_and_footers_are_not_heard(tmp_path: Path) -> None:
    assert not any("Sida" in line for line in read_aloud(pdf_of(document(*BLOCKS), tmp_path, FONTS)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "kan inte öppnas"),
        (b"", "går inte att läsa"),
        (b"PK\x03\x04", "går inte att läsa"),
        (b"%PDF-1.7\ntrailer << /Root 1 0 R >>", "går inte att läsa"),
    ],
)
def test_what_is_no_pdf_is_told_in_one_line(content: bytes | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ReportgenError, match=words):
        list(read_aloud(file))


@pytest.mark.pango
def test_a_pdf_without_tags_is_told(tmp_path: Path) -> None:
    from weasyprint import HTML

    file = tmp_path / "x.pdf"
    HTML(string="<h1>Rubrik</h1>").write_pdf(file)
    done = CliRunner().invoke(group, ["uppläsning", str(file)])
    assert done.exit_code == 2
    assert "inte taggad" in done.output


@pytest.mark.pango
def test_the_command_says_the_document_line_by_line(tmp_path: Path) -> None:
    file = pdf_of(document(*BLOCKS), tmp_path, FONTS)
    done = CliRunner().invoke(group, ["upplasning", str(file)])
    assert (done.exit_code, done.stdout.splitlines()) == (0, list(read_aloud(file)))
