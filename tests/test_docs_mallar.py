"""docs/mallar.md teaches what is true: its mall is built as it says, and each form of its gallery is printed as it shows."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from archives import closing, drawn
from drawing import report, template
from reportgen.derive.report import derive
from reportgen.document.blocks import ChartBlock, Paragraph, Status, TableBlock, plain
from reportgen.document.compose import compose
from reportgen.earlier.known import Earlier
from reportgen.earlier.prefill import prefilled
from reportgen.model.archived import Archived
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.render.html import to_html
from reportgen.spec.load import load_template
from reportgen.spec.schema import Template, TemplateSpec
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.parse import parse_report
from reportgen.workbook.plan import to_grid

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "mallar.md").read_text("utf-8")
BLOCKS = [(info.split(), text) for info, text in re.findall(r"```(\w[^\n]*)\n(.*?)```", PAGE, re.DOTALL)]
FORMS = [info[2] for info, _ in BLOCKS if info[:2] == ["toml", "galleri"]]


def block(*info: str) -> str:
    (found,) = [text for words, text in BLOCKS if words[: len(info)] == list(info)]
    return found


def printed(table: TableBlock) -> list[str]:
    """The table as the page draws it: cells parted by bars, a spanned cell followed by empty ones."""
    width = len(table.columns)
    lines = []
    for head in table.head:
        cells = [""] * width
        for cell in head:
            cells[cell.column] = cell.text
        lines.append(cells)
    for row in table.rows:
        cells = [""] * width
        for body in row.cells:
            cells[body.column] = " ".join(plain(b.content) for b in body.content if isinstance(b, Paragraph))
        lines.append(cells)
    return [" | ".join(cells) for cells in lines]


def shown(text: str) -> list[str]:
    """The drawing with its cells trimmed."""
    return [" | ".join(cell.strip() for cell in line.split("|")) for line in text.splitlines() if line.strip()]


def trimmed(lines: list[str]) -> list[str]:
    return shown("\n".join(lines).replace("\u00a0", " "))


def tables(spec: TemplateSpec, filled: Report) -> dict[str, TableBlock]:
    source = "".join(f'{{{{ tabell("{table.key}") }}}}\n\n' for table in spec.tables)
    document = compose(derive(filled, spec), Template(spec, {"dokument.md.j2": source}))
    return {b.id: b for b in document.parts[0].blocks if isinstance(b, TableBlock)}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_gallery_is_printed_as_shown(form: str) -> None:
    spec = template(block("toml", "galleri", form))
    made = tables(spec, report(spec, block("fyllt", form)))
    (name,) = [info[2] for info, _ in BLOCKS if info[:2] == ["tryckt", form]]
    assert trimmed(printed(made[name])) == shown(block("tryckt", form))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_gallery_goes_through_a_workbook(form: str) -> None:
    """What is laid out and read back is what was filled in."""
    from reportgen.workbook.grid import Book

    spec = template(block("toml", "galleri", form))
    filled = report(spec, block("fyllt", form))
    book = Book("prov.xlsx", tuple(to_grid(plan) for plan in lay_out(filled, spec)))
    read, _ = parse_report(book, spec)
    made, again = tables(spec, filled), tables(spec, read)
    assert {name: printed(table) for name, table in again.items()} == {n: printed(t) for n, t in made.items()}


@pytest.fixture
def kvartalsbrev(tmp_path: Path) -> Template:
    """The mall of the page, its files put together from the blocks that name them."""
    files: dict[str, str] = defaultdict(str)
    for info, text in BLOCKS:
        if info[0] in ("toml", "jinja") and info[1:] and info[1].startswith("kvartalsbrev/"):
            files[info[1]] += text + "\n"
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_template(tmp_path / "kvartalsbrev")


def test_the_mall_of_the_page_makes_the_document_it_says(kvartalsbrev: Template) -> None:
    drawn = (
        block("fyllt", "kvartalsbrev")
        + "\nhushall | jan | feb | mar\nfg | 410 | 405 | 400\narets | 395 | 398 | 402\n"
        + "\nmal | bedomning\ntidigt |\n\nmatt | mal | prognos\nvantetid | 14 | 12\nutan_utredning | 40 | 35\n"
    )
    filled = report(kvartalsbrev.spec, drawn, period="2025-03")
    document = compose(derive(filled, kvartalsbrev.spec), kvartalsbrev)
    blocks = document.parts[0].blocks
    (ekonomi,) = [b for b in blocks if isinstance(b, TableBlock) and b.id == "ekonomi"]
    assert trimmed(printed(ekonomi)) == shown(block("tryckt", "kvartalsbrev"))
    words = [plain(b.content).replace("\u00a0", " ") for b in blocks if isinstance(b, Paragraph)]
    assert "Avvikelsen för perioden är 0,3 mnkr, ett underskott." in words
    assert "Bedömning: Uppnått" in words
    (chart,) = [b for b in blocks if isinstance(b, ChartBlock)]
    assert [series.name for series in chart.series] == ["2024", "2025"]
    (matt,) = [b for b in blocks if isinstance(b, TableBlock) and b.id == "matt_tidigt"]
    statuses = [
        inline.text
        for row in matt.rows
        for cell in row.cells
        for b in cell.content
        if isinstance(b, Paragraph)
        for inline in b.content
        if isinstance(inline, Status)
    ]
    assert statuses == ["Uppnått", "Inte uppnått"]
    assert "Kvartalsbrev mars 2025" in to_html(document, fonts=kvartalsbrev.files)


def test_the_mall_of_the_page_gives_a_workbook(kvartalsbrev: Template) -> None:
    from reportgen.workbook.layout import empty_report

    plans = lay_out(empty_report(kvartalsbrev.spec, "Socialnämnden", Period(2025, 3)), kvartalsbrev.spec)
    assert {"Start", "Ekonomi", "Mål", "Mått", "Texter"} <= {plan.name for plan in plans}


def test_what_the_page_says_is_fetched_from_closed_periods_is_fetched() -> None:
    spec = template(block("toml", "arkiv"))
    closed = [(info[1], text) for info, text in BLOCKS if info[0] == "stangt"]
    archived = tuple(
        Archived(closing(period), drawn(text, period, spec, mottagare="Kommunstyrelsen")) for period, text in closed
    )
    (now,) = [(Period.parse(info[1]), text) for info, text in BLOCKS if info[0] == "nytt"]
    period, text = now
    empty = empty_report(spec, "Socialnämnden", period)
    got = prefilled(empty, spec, Earlier(period, "prov", archived)).report
    told = report(spec, text, period=str(period)).table("drift")
    rows = [row for row in got.table("drift").rows if row.name]
    assert [row.name for row in rows] == [row.name for row in told.rows]
    for row, expected in zip(rows, told.rows, strict=True):
        for column in ("utfall_fg", "utfall", "budget", "kommentar"):
            assert row.cell(column).value == expected.cell(column).value, (row.key, column)
    assert got.text("mottagare").value == "Kommunstyrelsen"
