"""The PDF as a reader meets it: pages, headers that repeat, figures on one line, tags, fonts, the same bytes twice."""

from __future__ import annotations

import re
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from gallery import BLOCKS, DRIFT, FONTS, MAL, bullets, document, heading, label, package, paragraph, row
from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    Cover,
    HeadCell,
    Paragraph,
    Part,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.parts import printed_pages
from reportgen.model.table import RowKind
from reportgen.render.html import to_html
from reportgen.render.pdf import Pdf, to_pdf

pytestmark = pytest.mark.pango

WORDS = "Verksamheten har under perioden arbetat vidare med att korta tiden från ansökan till beslut. "


def made(*blocks: Block, cover: Cover = Cover.HEAD, contents: bool = False, draft: bool = False) -> Pdf:
    return to_pdf(to_html(document(*blocks, cover=cover, contents=contents, draft=draft), fonts=FONTS))


@pytest.fixture(scope="module")
def gallery() -> Pdf:
    return made(*BLOCKS, cover=Cover.PAGE, contents=True)


def pages(pdf: Pdf, folder: Path) -> list[str]:
    """The text of each page, laid out as it stands there."""
    file = folder / "report.pdf"
    file.write_bytes(pdf.data)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[: pdf.page_count]


def objects(pdf: Pdf) -> str:
    """The objects of the PDF as text, those in compressed streams too."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf.data, re.DOTALL)
    out = [pdf.data]
    for stream in streams:
        try:
            out.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(out).decode("latin-1")


def strings(pdf: Pdf, key: str) -> list[str]:
    """The texts that stand under a key, in plain form or as UTF-16 in hexadecimal."""
    found = re.findall(rf"/{key} (?:\(([^)]*)\)|<([0-9a-f]+)>)", objects(pdf))
    return [plain or bytes.fromhex(coded).decode("utf-16") for plain, coded in found]


def count(pdf: Pdf, tag: str) -> int:
    return len(re.findall(rf"/S /{tag}\b", objects(pdf)))


def long_table(rows: int, kind: RowKind | None = None) -> TableBlock:
    """A table over several pages with every kind of row in it."""

    def kind_of(n: int) -> RowKind:
        cycle = {0: RowKind.RUBRIK, 3: RowKind.VARAV, 9: RowKind.SUMMA}
        return kind or cycle.get(n % 10, RowKind.POST)

    drawn = [
        TableRow(f"r{n}", RowKind.RUBRIK, (label(f"Grupp {n}", colspan=4),))
        if kind_of(n) is RowKind.RUBRIK
        else row(f"r{n}", f"Rad {n}", "1,0", "2,0", "3,0", kind=kind_of(n))
        for n in range(rows)
    ]
    return replace(DRIFT, rows=tuple(drawn))


def test_weasyprint_has_nothing_to_complain_of(gallery: Pdf) -> None:
    assert gallery.warnings == ()


def test_faulty_css_is_told() -> None:
    faulty = replace(document(paragraph("x")), styles="p { colour: red }")
    assert any("colour" in warning for warning in to_pdf(to_html(faulty, fonts={})).warnings)


def test_nothing_outside_the_page_is_fetched() -> None:
    pdf = to_pdf('<html lang="sv"><title>t</title><h1>t</h1><img src="http://127.0.0.1:9/x.png" alt="x">')
    assert any("disallowed protocol" in warning for warning in pdf.warnings)


def test_the_same_page_gives_the_same_bytes(gallery: Pdf) -> None:
    assert made(*BLOCKS, cover=Cover.PAGE, contents=True).data == gallery.data


def test_only_the_fonts_that_come_along_are_used(gallery: Pdf) -> None:
    """A sign that they lack would be taken from any font that happens to be installed."""
    names = set(re.findall(r"/BaseFont /(?:[A-Z]{6}\+)?([^\s/]+)", objects(gallery)))
    assert names
    assert all(name.startswith("Rapport-Sans") for name in names)


def test_the_fonts_have_every_sign_that_reports_use() -> None:
    signs = "–—−×≥≤±…€§%‰åäöÅÄÖéüæøÉ½²³µ°·•†‡“”’«»←↑→↓↗↘✓✗●○◆▲■\u00a0\u2009\u202f\u2011"
    pdf = made(paragraph(signs), paragraph(Strong((Text(signs),))))
    names = set(re.findall(r"/BaseFont /(?:[A-Z]{6}\+)?([^\s/]+)", objects(pdf)))
    assert names == {"Rapport-Sans", "Rapport-Sans-Bold"}


def test_it_is_a_tagged_swedish_document_with_title_and_date(gallery: Pdf) -> None:
    text = objects(gallery)
    assert "/Lang (sv-SE)" in text
    assert "/DisplayDocTitle true" in text
    assert "/CreationDate (D:20240910" in text
    assert 'pdfuaid:part="1"' in text


def test_headings_are_bookmarks(gallery: Pdf) -> None:
    assert {"1 Sammanfattning", "1.1 Ekonomi", "Mål", "2 Utveckling"} <= set(strings(gallery, "Title"))


def test_every_table_row_and_cell_is_tagged(gallery: Pdf) -> None:
    """Driftredovisning 6 rows with 2 + 3 + 5 heads and 12 cells, mål 4 with 3 + 3 and 3, the chart's figures 3 with 3 + 2 and 7."""
    assert [count(gallery, tag) for tag in ("Table", "TR", "TH", "TD")] == [3, 14, 21, 22]


def test_every_header_cell_says_what_it_heads(gallery: Pdf) -> None:
    text = objects(gallery)
    assert text.count("/Scope /Column") == 5 + 3 + 3
    assert text.count("/Scope /Row") == 5 + 3 + 2


def test_a_table_over_several_pages_is_one_table_with_one_heading() -> None:
    long = made(long_table(95))
    assert long.page_count > 2
    assert [count(long, tag) for tag in ("Table", "THead", "TBody", "TR")] == [1, 1, 1, 2 + 95]


def test_a_row_divided_between_pages_is_one_row() -> None:
    wordy = TableRow("a", RowKind.POST, (label("Trygghet"), TableCell(1, (paragraph(WORDS * 80),))))
    columns = (Column("mal", Align.LEFT, 0.3), Column("text", Align.LEFT, 0.7))
    head = ((HeadCell("Mål", 0, key="mal"), HeadCell("Uppföljning", 1, key="text")),)
    divided = made(replace(DRIFT, columns=columns, head=head, rows=(wordy,)))
    assert divided.page_count > 1
    assert [count(divided, tag) for tag in ("TR", "TH", "TD")] == [2, 3, 1]


@pytest.mark.poppler
def test_a_word_divided_between_lines_is_copied_whole_and_other_hyphens_stay(tmp_path: Path) -> None:
    words = "Kommunfullmäktigeledamöternas verksamhetsutvecklingssamordnare arbetar med IT-stöd. " * 12
    file = tmp_path / "report.pdf"
    file.write_bytes(made(paragraph(words)).data)
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    assert "\u00ad\n" in text
    joined = text.replace("\u00ad\n", "").replace("-\n", "-").replace("\n", " ")
    assert words.strip() in joined


def test_it_says_that_it_is_archivable_and_accessible(gallery: Pdf) -> None:
    text = objects(gallery)
    assert ('pdfaid:part="3"' in text, 'pdfaid:conformance="A"' in text, 'pdfuaid:part="1"' in text) == (
        True,
        True,
        True,
    )
    assert "/OutputIntent" in text


def test_charts_and_pictures_are_figures_with_words_and_a_status_symbol_is_none(gallery: Pdf) -> None:
    assert count(gallery, "Figure") == 2
    assert strings(gallery, "Alt") == [
        "En cirkel i ett fält.",
        "Hushåll med bistånd. Fler hushåll än i fjol varje månad.",
    ]


def test_links_print(gallery: Pdf) -> None:
    links = re.findall(r"^<<.*/Subtype /Link.*>>$", objects(gallery), re.MULTILINE)
    assert len(links) == 4
    assert all("/F 4>>" in link for link in links)


def test_headings_are_found_at_their_pages(gallery: Pdf) -> None:
    """Cover, contents, two portrait pages parted by hand, the landscape page, and the rest."""
    wanted = {"1-sammanfattning": 3, "1-1-ekonomi": 3, "mal": 4, "2-utveckling": 5}
    assert {id: page for id, page in gallery.pages.items() if id in wanted} == wanted
    assert gallery.page_count == 5


@pytest.mark.poppler
def test_the_contents_list_says_the_page_of_every_heading(gallery: Pdf, tmp_path: Path) -> None:
    contents = pages(gallery, tmp_path)[1]
    assert re.findall(r"^ *(?:[\d.]+ +)?(\w+) +(\d+)$", contents, re.MULTILINE) == [
        ("Sammanfattning", "3"),
        ("Ekonomi", "3"),
        ("Mål", "4"),
        ("Utveckling", "5"),
    ]


@pytest.mark.poppler
def test_every_page_but_the_cover_has_header_and_page_number(gallery: Pdf, tmp_path: Path) -> None:
    cover, *rest = pages(gallery, tmp_path)
    assert "Sida" not in cover
    for number, text in enumerate(rest, 2):
        lines = [line for line in text.splitlines() if line.strip()]
        assert re.fullmatch(r" *Delårsrapport +Exempelby kommun", lines[0])
        assert re.fullmatch(rf" *SN 2024/17 +Sida {number} \(5\)", lines[-1])


def test_a_landscape_table_has_its_own_page_and_the_text_after_it_another() -> None:
    pdf = made(
        paragraph("före"), heading(2, "", "Mål", "mal"), MAL, heading(2, "", "Efter", "efter"), paragraph("efter")
    )
    boxes = re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", objects(pdf))
    assert [float(width) > float(height) for width, height in boxes] == [False, True, False]
    assert (pdf.pages["mal"], pdf.pages["efter"]) == (2, 3)


@pytest.mark.slow
@pytest.mark.poppler
@pytest.mark.parametrize("rows", [70, 95, 96, 97, 98])
def test_the_header_rows_stand_on_every_page_of_a_table(rows: int, tmp_path: Path) -> None:
    """Rules on rows (a sum not parted from its rows, a heading not last) must not cost the header: WeasyPrint 70 has a bug."""
    for text in pages(made(long_table(rows)), tmp_path):
        assert "Verksamhet" in text
        assert "Avvikelse" in text


@pytest.mark.poppler
def test_a_table_of_sum_rows_keeps_its_header_too(tmp_path: Path) -> None:
    """If every sum asked not to be parted from the row above, no page could break without losing it."""
    sheets = pages(made(long_table(80, RowKind.SUMMA)), tmp_path)
    assert all("Verksamhet" in text for text in sheets)


@pytest.mark.slow
@pytest.mark.poppler
def test_a_sum_is_not_first_and_a_heading_row_not_last_on_a_page(tmp_path: Path) -> None:
    for rows in (60, 62, 63, 64):
        table = long_table(rows)
        kinds = {cells_label(item): item.kind for item in table.rows}
        for text in pages(made(table), tmp_path):
            found = re.findall(r"^ *((?:Rad|Grupp) \d+)\b", text, re.MULTILINE)
            assert kinds[found[0]] is not RowKind.SUMMA
            assert kinds[found[-1]] is not RowKind.RUBRIK


def cells_label(item: TableRow) -> str:
    first = item.cells[0].content[0]
    assert isinstance(first, Paragraph)
    assert isinstance(first.content[0], Text)
    return first.content[0].text


@pytest.mark.poppler
def test_a_short_table_is_not_divided(tmp_path: Path) -> None:
    filled = tuple(paragraph(WORDS * 5) for _ in range(6))
    sheets = pages(made(*filled, heading(2, "", "Ekonomi", "ekonomi"), long_table(20)), tmp_path)
    assert [("Rad 1 " in text, "Rad 19 " in text, "Ekonomi" in text) for text in sheets] == [
        (False, False, False),
        (True, True, True),
    ]


@pytest.mark.slow
@pytest.mark.poppler
def test_no_row_stands_alone_at_either_end_of_a_table(tmp_path: Path) -> None:
    """Neither under its header at the foot of a page nor over the notes at the top of the next."""
    for lines in range(3):
        drawn = made(*(paragraph(WORDS) for _ in range(16 + lines)), long_table(47, RowKind.POST))
        for text in pages(drawn, tmp_path):
            assert len(re.findall(r"^ *Rad \d+ ", text, re.MULTILINE)) != 1


@pytest.mark.poppler
def test_figures_of_a_row_stand_on_one_line_however_its_label_wraps(tmp_path: Path) -> None:
    name = "Familjehemsvård för barn och unga i egna och konsulentstödda familjehem inom och utom kommunen"
    table = replace(DRIFT, rows=(row("a", name, "−1\u00a0234,5", "−12,0", "0,3"), row("b", "Kort", "1,0", "", "2,0")))
    text = pages(made(table), tmp_path)[0]
    assert re.search(r"−1\s234,5 +−12,0 +0,3$", text, re.MULTILINE)
    assert re.search(r"Kort +1,0 +2,0$", text, re.MULTILINE)


@pytest.mark.poppler
def test_figures_beside_running_text_stand_on_one_line(tmp_path: Path) -> None:
    cells = (TableCell(1, (paragraph("84,5"),), numeric=True), TableCell(2, (paragraph("90,0"),), numeric=True))
    wordy = TableRow("a", RowKind.POST, (label("Andel"), *cells, TableCell(3, (paragraph(WORDS * 3),))))
    columns = (*DRIFT.columns[:3], Column("kommentar", Align.LEFT, 0.2))
    text = pages(made(replace(DRIFT, columns=columns, rows=(wordy,))), tmp_path)[0]
    assert re.search(r"Andel +84,5 +90,0", text)


@pytest.mark.poppler
def test_a_row_longer_than_a_page_is_divided_under_a_repeated_header(tmp_path: Path) -> None:
    columns = (Column("mal", Align.LEFT, 0.3), Column("text", Align.LEFT, 0.7))
    head = ((HeadCell("Mål", 0, key="mal"), HeadCell("Uppföljning", 1, key="text")),)
    long = TableRow("a", RowKind.POST, (label("Trygghet"), TableCell(1, (paragraph(WORDS * 80),))))
    sheets = pages(made(replace(DRIFT, columns=columns, head=head, rows=(long,))), tmp_path)
    assert len(sheets) > 1
    assert all("Uppföljning" in text for text in sheets)


@pytest.mark.poppler
def test_no_heading_stands_last_on_a_page(tmp_path: Path) -> None:
    blocks: list[Block] = []
    for n in range(1, 25):
        blocks += [
            heading(2, f"{n}", "Rubrik", f"r{n}"),
            paragraph(Strong((Text("Ingress:"),))),
            paragraph(WORDS * (4 + n % 5)),
        ]
    for text in pages(made(*blocks), tmp_path):
        *_, last, _footer = [line.strip() for line in text.splitlines() if line.strip()]
        assert "Rubrik" not in last
        assert "Ingress:" not in last


@pytest.mark.poppler
def test_a_long_page_header_stands_beside_the_word_of_a_draft(tmp_path: Path) -> None:
    written = document(paragraph("Text."), draft=True)
    header = "Bilaga 1, Uppföljning av verksamhetsplan och internkontrollplan per augusti 2024, rättad version"
    long = replace(written, parts=(replace(written.parts[0], header=header),))
    lines = [line.split("UTKAST") for line in pages(to_pdf(to_html(long, fonts=FONTS)), tmp_path)[0].splitlines()]
    before = [line[0].strip() for line in lines if len(line) == 2 and line[0].strip().startswith("Bilaga 1")]
    assert before
    assert header.startswith(before[0])


def test_every_page_of_a_draft_is_marked_and_no_page_of_a_report(tmp_path: Path) -> None:
    blocks = (paragraph(WORDS * 60), MAL)
    assert all("UTKAST" in text for text in pages(made(*blocks, cover=Cover.PAGE, contents=True, draft=True), tmp_path))
    assert not any("UTKAST" in text for text in pages(made(*blocks, cover=Cover.PAGE, contents=True), tmp_path))


@pytest.mark.poppler
def test_each_part_of_a_package_has_its_own_header(tmp_path: Path) -> None:
    base = document(heading(1, "1", "Ett", "ett"))
    second = Part(
        "bilaga", "Bilaga 1", "", (heading(1, "", "Två", "tva"),), header="Bilagan", cover=Cover.HEAD, contents=False
    )
    pdf = to_pdf(to_html(replace(base, parts=(*base.parts, second)), fonts=FONTS))
    first, last = pages(pdf, tmp_path)
    assert first.split()[0] == "Delårsrapport"
    assert last.split()[0] == "Bilagan"


@pytest.fixture(scope="module")
def several() -> Pdf:
    return to_pdf(to_html(package(corrected="Rättad version 2024-10-03"), fonts=FONTS))


def test_a_package_has_a_bookmark_for_each_part_above_its_headings(several: Pdf) -> None:
    *found, _document = strings(several, "Title")
    assert found == [
        "Delårsrapport augusti 2024", "Förslag till beslut", "Ekonomi",
        "Bilaga 1, Delårsrapport augusti 2024", "Innehåll", "1 Sammanfattning", "1.1 Ekonomi", "Mål", "2 Utveckling",
        "Bilaga 2, Nyckeltal", "1 Volymer",
    ]  # fmt: skip


def test_weasyprint_has_nothing_to_say_of_a_package(several: Pdf) -> None:
    assert several.warnings == ()


@pytest.mark.poppler
def test_pages_of_a_package_are_counted_by_part_and_carry_its_header_and_footer(several: Pdf, tmp_path: Path) -> None:
    found = []
    for text in pages(several, tmp_path):
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        found.append((lines[0], lines[-1]) if "Sida" in lines[-1] else ("", ""))
    memo, first, second = (
        f"{name}, rättad version 2024-10-03 Exempelby kommun"
        for name in ("Tjänsteskrivelse", "Bilaga 1, Delårsrapport", "Bilaga 2, Nyckeltal")
    )
    assert found == [
        (memo, "Sida 1 (1)"),
        ("", ""),
        *((first, f"SN 2024/17 Sida {number} (7)") for number in range(2, 6)),
        *((second, f"Siffrorna är preliminära Sida {number} (7)") for number in range(6, 8)),
    ]


@pytest.mark.poppler
def test_parts_that_each_count_their_own_pages_start_at_one(tmp_path: Path) -> None:
    """Covers or not, landscape pages in the middle or not."""
    blocks = (paragraph(WORDS * 60), MAL, paragraph("efter"))
    one = replace(document(*blocks).parts[0], own_pages=True)
    covers = (Cover.HEAD, Cover.HEAD, Cover.PAGE, Cover.PAGE, Cover.NONE)
    parts = tuple(replace(one, key=f"del{n}", cover=cover, contents=False) for n, cover in enumerate(covers))
    pdf = to_pdf(to_html(replace(document(), parts=parts), fonts=FONTS))
    counted = [re.search(r"Sida (\d+) \((\d+)\)", text) for text in pages(pdf, tmp_path)]
    headed = [(str(n), "4") for n in range(1, 5)]
    covered = [None, *((str(n), "5") for n in range(2, 6))]
    assert [match and match.groups() for match in counted] == [*headed, *headed, *covered, *covered, *headed]


@pytest.mark.poppler
def test_contents_of_a_part_give_the_numbers_its_pages_have(several: Pdf, tmp_path: Path) -> None:
    contents = pages(several, tmp_path)[2]
    lines = [line.split() for line in contents.splitlines() if line.strip()]
    assert ["2", "Utveckling", "5"] in lines
    assert printed_pages(package(), several.pages)["2-utveckling"] == 5


@pytest.mark.poppler
def test_a_list_counts_from_its_start(tmp_path: Path) -> None:
    (text,) = pages(made(bullets("nu", "sedan", ordered=True, start=3)), tmp_path)
    assert re.findall(r"(\d)\. (\w+)", text) == [("3", "nu"), ("4", "sedan")]
