"""The Word file as a whole: what stands in it and in what order, that it is whole, and that it is the same every time."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gallery import BLOCKS, DRIFT, FONTS, GALLERY, MAL, PART, bullets, document, heading, paragraph
from ooxml import W, faults, paragraphs, parts, value, words, xml
from reportgen.document.blocks import (
    Block,
    Document,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    PageBreak,
    ProseBlock,
    Quote,
    Strong,
    Text,
)
from reportgen.document.walk import headings
from reportgen.render.html import to_html
from reportgen.render.word import control_tag, to_word

PAGES = {"1-sammanfattning": 3, "1-1-ekonomi": 3, "mal": 4, "2-utveckling": 5}
DRAFT = replace(GALLERY, draft=True)
SEVERAL = replace(
    GALLERY, parts=(PART, replace(PART, key="bilaga", blocks=(heading(1, "1", "Bilaga", "bilaga"), DRIFT)))
)


def styled(*blocks: Block) -> list[tuple[str, str]]:
    """Style and words of the paragraphs under the title."""
    found = paragraphs(to_word(document(*blocks)))
    return found[[style for style, _ in found].index("Uppgift") + 2 :]


def texts_of_style(data: bytes, *styles: str) -> list[str]:
    return [text for style, text in paragraphs(data) if style in styles]


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made", [GALLERY, DRAFT, SEVERAL, document(), document(DRIFT), document(MAL, MAL)], ids=lambda made: made.title
)
@pytest.mark.parametrize("pages", [PAGES, None], ids=["pages", "no pages"])
def test_the_file_has_no_faults(made: Document, pages: dict[str, int] | None) -> None:
    known = {found.id for part in made.parts for found in headings(part)}
    assert faults(to_word(made, pages={id_: pages.get(id_, 9) for id_ in known} if pages else None)) == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_every_kind_of_block_alone_makes_a_file_without_faults(block: Block) -> None:
    assert faults(to_word(document(block))) == []


def test_same_input_gives_the_same_bytes() -> None:
    assert to_word(DRAFT, pages=PAGES) == to_word(DRAFT, pages=PAGES)


def test_every_entry_of_the_file_has_the_same_old_date() -> None:
    with zipfile.ZipFile(io.BytesIO(to_word(GALLERY))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_text_is_the_same_as_last_time(golden: Callable[[str, str], None]) -> None:
    """The whole tree of a small document, indented; read the diff as you read code."""
    small = (
        heading(1, "1", "Ekonomi", "ekonomi"),
        ProseBlock("text.ekonomi", "Ekonomi", (paragraph("Utfallet är ", Figure("15,5\u00a0mnkr", "drift.totalt.utfall"), "."),)),
        bullets("första", "andra"),
        DRIFT,
    )  # fmt: skip
    root = xml(to_word(document(*small)))
    golden("small_document.xml", etree.tostring(root, pretty_print=True, encoding="unicode"))


def test_twenty_pages_take_less_than_three_tenths_of_a_second() -> None:
    long = document(
        *(
            replace(block, id=f"{block.id}{n}") if isinstance(block, Heading) else block
            for n in range(20)
            for block in BLOCKS
        )
    )
    to_word(long)
    start = time.process_time()
    to_word(long)
    assert time.process_time() - start < 0.3


def test_properties_are_those_of_the_document() -> None:
    core = parts(to_word(GALLERY))["docProps/core.xml"].decode()
    assert "<dc:title>Delårsrapport augusti 2024</dc:title>" in core
    assert "<dc:creator>Socialnämnden</dc:creator>" in core
    assert "<dc:subject>augusti 2024</dc:subject>" in core
    assert core.count("2024-09-10T12:00:00Z") == 2


def test_the_language_is_the_documents() -> None:
    styles = xml(to_word(replace(GALLERY, language="en-GB")), "word/styles.xml")
    assert [lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")] == ["en-GB"]


def test_word_is_not_told_to_ask_about_fields() -> None:
    settings = parts(to_word(GALLERY))["word/settings.xml"]
    assert b"updateFields" not in settings
    assert b'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings


def test_signs_that_xml_cannot_carry_are_left_out() -> None:
    assert styled(paragraph("a\x00b\x0bc\ud800d"))[0] == ("Body Text", "abcd")


# --- the text ---------------------------------------------------------------------------------------------------------


def test_headings_are_real_and_say_their_number() -> None:
    found = styled(heading(1, "4", "Mål", "a"), heading(3, "4.1.1", "Trygghet", "b"), heading(6, "", "Djupast", "c"))
    assert found == [("heading 1", "4 Mål"), ("heading 3", "4.1.1 Trygghet"), ("heading 6", "Djupast")]


def test_headings_of_a_dense_part_are_smaller_and_headings_all_the_same() -> None:
    """Their styles are based on the built-in ones, which give them their level in every list of headings."""
    made = document(heading(1, "4", "Mål", "a"), heading(4, "", "Djupt", "b"))
    dense = to_word(replace(made, parts=(replace(made.parts[0], dense=True),)))
    assert paragraphs(dense)[-2:] == [("Tät rubrik 1", "4 Mål"), ("heading 4", "Djupt")]
    styles = {style.get(f"{W}styleId"): style for style in xml(dense, "word/styles.xml").iter(f"{W}style")}
    based = styles["Tatrubrik1"].find(f"{W}basedOn")
    assert based is not None
    assert based.get(f"{W}val") == "Heading1"
    assert size_of(styles["Tatrubrik1"]) < size_of(styles["Heading1"])


def size_of(style: etree._Element) -> int:
    size = style.find(f"{W}rPr/{W}sz")
    assert size is not None
    return int(size.get(f"{W}val", "0"))


def test_number_and_title_of_a_heading_are_one_run() -> None:
    found = next(p for p in xml(to_word(document(heading(2, "4.1", "Mål", "a")))).iter(f"{W}p") if "4.1" in words(p))
    assert [words(run) for run in found.iter(f"{W}r")] == ["4.1 Mål"]


def test_form_reaches_into_nested_inlines() -> None:
    text = paragraph("a", Strong((Text("b"), Emphasis((Text("c"),)))), Emphasis((Text("d"),)))
    last = list(xml(to_word(document(text))).iter(f"{W}p"))[-1]
    forms = {
        words(run): {child.tag.removeprefix(W) for child in run.iter(f"{W}b", f"{W}i")} for run in last.iter(f"{W}r")
    }
    assert forms == {"a": set(), "b": {"b"}, "c": {"b", "i"}, "d": {"i"}}


def test_a_paragraph_that_is_wholly_emphasised_has_a_style_for_it() -> None:
    block = paragraph(Emphasis((Text("a "), Strong((Text("b"),)))))
    assert styled(block) == [("Brödtext kursiv", "a b")]
    assert b"<w:i/>" not in parts(to_word(document(block)))["word/document.xml"]


def test_strong_words_alone_lead_in_what_follows() -> None:
    assert styled(paragraph(Strong((Text("Bedömning:"),))), paragraph("God.")) == [
        ("Ledord", "Bedömning:"),
        ("Body Text", "God."),
    ]


def test_a_figure_does_not_break_over_lines() -> None:
    assert styled(paragraph("är ", Figure("1 234,5 mnkr", "a.b.c")))[0][1] == "är 1\u00a0234,5\u00a0mnkr"


def test_special_hyphens_are_words_own() -> None:
    made = xml(to_word(document(paragraph("vård\u00addygn e\u2011post"))))
    assert [len(list(made.iter(f"{W}{tag}"))) for tag in ("softHyphen", "noBreakHyphen")] == [1, 1]


def test_lists_nest_and_what_follows_in_an_item_stands_in_line_with_it() -> None:
    inner = bullets("under")
    found = styled(bullets((paragraph("ett"), paragraph("mer"), inner), "två"))
    assert found == [
        ("List Bullet", "ett"),
        ("List Continue", "mer"),
        ("List Bullet 2", "under"),
        ("List Bullet", "två"),
    ]


def test_a_list_deeper_than_the_styles_takes_the_deepest() -> None:
    nested = bullets("5")
    for n in range(4, 0, -1):
        nested = bullets((paragraph(str(n)), nested))
    assert [style for style, _ in styled(nested)] == ["List Bullet", "List Bullet 2", *["List Bullet 3"] * 3]


def test_each_numbered_list_counts_from_its_own_start() -> None:
    data = to_word(document(bullets("a", ordered=True), paragraph("mellan"), bullets("b", "c", ordered=True, start=4)))
    numbering = xml(data, "word/numbering.xml")
    starts = {num.get(f"{W}numId"): num.find(f".//{W}startOverride") for num in numbering.iter(f"{W}num")}
    used = [
        value(p.find(f".//{W}numPr"), "numId") for p in xml(data).iter(f"{W}p") if p.find(f".//{W}numPr") is not None
    ]
    said = [found.get(f"{W}val") for number in used if (found := starts[number]) is not None]
    assert used[1] == used[2] != used[0]
    assert said == ["1", "4", "4"]


def test_quotes_hold_lists_of_their_own() -> None:
    found = styled(Quote((paragraph("vision"), bullets("punkt"), bullets("nummer", ordered=True))))
    assert found == [("Quote", "vision"), ("Citatpunkt", "punkt"), ("Citatnummer", "nummer")]


def test_a_heading_inside_a_quote_is_no_entry_of_the_contents_list() -> None:
    data = to_word(document(heading(1, "1", "Vision", "a"), Quote((heading(2, "", "Inre", "b"),)), contents=True))
    assert faults(data) == []
    assert texts_of_style(data, "toc 1", "toc 2") == ["1 Vision"]


def test_a_page_break_acts_on_what_follows() -> None:
    made = xml(to_word(document(paragraph("före"), PageBreak(), paragraph("efter"))))
    broken = [words(p) for p in made.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["efter"]


def test_no_paragraph_is_empty_but_where_word_needs_one() -> None:
    empty = [
        style for style, text in paragraphs(to_word(document(*BLOCKS))) if not text and not style.startswith("Tabell")
    ]
    assert set(empty) <= {"Avsnittsslut", "Bild", "Diagram"}


# --- texts that people wrote ------------------------------------------------------------------------------------------


def test_a_persons_text_stands_in_a_control_with_its_place() -> None:
    made = xml(to_word(document(ProseBlock("text.analys", "Analys av läget", (paragraph("Ett."), paragraph("Två."))))))
    control = next(made.iter(f"{W}sdt"))
    properties = control.find(f"{W}sdtPr")
    assert [value(properties, tag) for tag in ("tag", "alias", "lock")] == [
        "text.analys",
        "Analys av läget",
        "sdtLocked",
    ]
    assert [words(p) for p in control.iter(f"{W}p")] == ["Ett.", "Två."]


def test_an_empty_text_leaves_a_control_to_write_in() -> None:
    made = xml(to_word(document(ProseBlock("text.analys", "Analys", ()))))
    assert [words(p) for p in next(made.iter(f"{W}sdt")).iter(f"{W}p")] == [""]


def test_a_figure_in_a_persons_text_keeps_its_place() -> None:
    figure = Figure("15,5", "drift.totalt.utfall")
    made = xml(to_word(document(ProseBlock("text.a", "A", (paragraph("är ", figure),)), paragraph("mallens ", figure))))
    assert [value(found, "tag") for found in made.iter(f"{W}sdtPr")] == ["text.a", "drift.totalt.utfall"]


def test_a_place_too_long_for_word_gets_a_short_tag_of_its_own() -> None:
    long, other = "tabell." + "rad" * 30, "tabell." + "rad" * 30 + "x"
    tags = {control_tag(long), control_tag(other)}
    assert len(tags) == 2
    assert all(len(tag) <= 64 for tag in tags)
    assert control_tag("text.analys") == "text.analys"


# --- title, contents, captions ----------------------------------------------------------------------------------------


def test_the_cover_says_who_what_and_when() -> None:
    found = paragraphs(to_word(GALLERY))
    assert found[:6] == [
        ("Omslag avsändare", "Exempelby kommun"),
        ("Omslag nämnd", "Socialnämnden"),
        ("Omslag titel", "Delårsrapport augusti 2024"),
        ("Subtitle", "Uppföljning med prognos"),
        ("Omslag uppgift", "Diarienummer\tSN 2024/17"),
        ("Omslag uppgift", "Datum\t2024-09-10"),
    ]


def test_the_period_is_said_unless_the_title_does() -> None:
    part = replace(PART, title="Delårsrapport", subtitle="")
    assert "augusti 2024" in texts_of_style(to_word(replace(GALLERY, parts=(part,))), "Subtitle")


def test_contents_list_has_the_headings_of_its_depth_and_their_pages() -> None:
    lines = texts_of_style(to_word(GALLERY, pages=PAGES), "toc 1", "toc 2", "toc 3")
    assert lines == ["1 Sammanfattning\t3", "1.1 Ekonomi\t3", "Mål\t4", "2 Utveckling\t5"]


def test_contents_list_without_pages_has_no_numbers() -> None:
    assert texts_of_style(to_word(GALLERY), "toc 1", "toc 2") == [
        "1 Sammanfattning",
        "1.1 Ekonomi",
        "Mål",
        "2 Utveckling",
    ]


def test_contents_list_is_a_field_that_word_can_update() -> None:
    said = [found.text for found in xml(to_word(GALLERY, pages=PAGES)).iter(f"{W}instrText")]
    assert said[0] == ' TOC \\o "1-3" \\h \\z \\u '
    assert said[1] == " PAGEREF _Toc100000001 \\h "


def test_each_part_lists_only_its_own_headings() -> None:
    made = xml(to_word(SEVERAL))
    said = [found.text or "" for found in made.iter(f"{W}instrText") if " TOC " in (found.text or "")]
    assert ["\\b _Del_1" in said[0], "\\b _Del_2" in said[1]] == [True, True]


def test_captions_count_by_field() -> None:
    made = to_word(document(DRIFT, BLOCKS[-1]))
    assert texts_of_style(made, "caption") == [
        "Tabell 1. Driftredovisning (mnkr)",
        "Diagram 1. Hushåll med bistånd (antal)",
    ]
    said = [found.text for found in xml(made).iter(f"{W}instrText")]
    assert said == [" SEQ Tabell \\* ARABIC ", " SEQ Diagram \\* ARABIC "]


def test_a_number_out_of_order_is_told_to_the_field() -> None:
    made = xml(to_word(document(DRIFT, replace(DRIFT, number=7), replace(DRIFT, number=8))))
    said = [(found.text or "").strip() for found in made.iter(f"{W}instrText")]
    assert said == ["SEQ Tabell \\* ARABIC", "SEQ Tabell \\* ARABIC \\r 7", "SEQ Tabell \\* ARABIC"]


# --- pages ------------------------------------------------------------------------------------------------------------


def sections(made: Document) -> list[etree._Element]:
    return list(xml(to_word(made)).iter(f"{W}sectPr"))


def header_texts(made: Document, kind: str = "hdr") -> list[str]:
    return [
        words(etree.fromstring(content))
        for name, content in parts(to_word(made)).items()
        if name.startswith(f"word/{'header' if kind == 'hdr' else 'footer'}")
    ]


def test_a_landscape_table_lies_on_pages_of_its_own_with_its_heading() -> None:
    made = document(
        paragraph("före"), heading(1, "1", "Mål", "a"), heading(2, "1.1", "Status", "b"), MAL, paragraph("efter")
    )
    body = xml(to_word(made)).find(f"{W}body")
    assert body is not None
    turned, text = [], []
    for block in body:
        text.append(words(block)[:12])
        section = block if block.tag == f"{W}sectPr" else block.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            size = section.find(f"{W}pgSz")
            turned.append((size.get(f"{W}orient") if size is not None else None, [line for line in text if line][-4:]))
            text = []
    assert [orient for orient, _ in turned] == [None, "landscape", None]
    assert turned[0][1][-1] == "före"
    assert turned[1][1][:2] == ["1 Mål", "1.1 Status"]
    assert turned[2][1] == ["efter"]


def test_header_and_footer_say_what_the_part_says() -> None:
    assert "Delårsrapport\tExempelby kommun" in header_texts(GALLERY)
    assert header_texts(GALLERY, "ftr") == ["SN 2024/17\tSida 1 (1)"] * 2


def test_landscape_pages_have_their_right_edge_at_the_right_place() -> None:
    data = to_word(GALLERY)
    stops = {
        stop.get(f"{W}pos")
        for name, content in parts(data).items()
        if name.startswith("word/footer")
        for stop in etree.fromstring(content).iter(f"{W}tab")
        if stop.get(f"{W}val") == "right"
    }
    assert stops == {str(11906 - 2 * 1361), str(16838 - 2 * 1361)}


def test_only_the_first_page_of_a_part_with_cover_is_without_header() -> None:
    assert [section.find(f"{W}titlePg") is not None for section in sections(GALLERY)] == [True, False, False]
    assert not any(section.find(f"{W}titlePg") is not None for section in sections(document(*BLOCKS)))


def test_a_draft_says_so_on_every_page() -> None:
    data = to_word(DRAFT)
    marked = [content.decode() for name, content in parts(data).items() if name.startswith("word/header")]
    assert all('string="UTKAST"' in content for content in marked)
    assert sum("<w:t>UTKAST</w:t>" in content for content in marked) == len(marked) - 1
    assert paragraphs(data)[0] == ("Utkast", "UTKAST. Innehållet är inte fastställt.")


def test_a_finished_report_has_no_draft_mark() -> None:
    assert not any(b"UTKAST" in content for content in parts(to_word(GALLERY)).values())


# --- the same story ---------------------------------------------------------------------------------------------------


def test_headings_and_cells_are_those_of_the_html_in_the_same_order() -> None:
    from lxml import html

    page = html.fromstring(to_html(document(*BLOCKS), fonts=FONTS).encode(), parser=html.HTMLParser(encoding="utf-8"))
    for drawn in page.xpath("//svg"):
        drawn.drop_tree()
    squeezed = [
        "".join(found.text_content().split())
        for found in page.xpath("//*[@class='text']//*[self::h2 or self::h3 or self::h4 or self::td or self::th]")
    ]
    made = xml(to_word(document(*BLOCKS)))
    in_word = [
        "".join(words(found).split())
        for found in made.iter(f"{W}p", f"{W}tc")
        if (found.tag == f"{W}tc" and not is_continued(found) and not is_box(found))
        or style_of(found).startswith("Heading")
    ]
    assert in_word == squeezed


def is_continued(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") is None


def is_box(cell: etree._Element) -> bool:
    """Whether it is the one cell of a box, which in HTML is no table."""
    style = next(cell.iterancestors(f"{W}tbl")).find(f"{W}tblPr/{W}tblStyle")
    return style is not None and style.get(f"{W}val") == "Rapportruta"


def style_of(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val", "") if found is not None else ""


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.slow
def test_libreoffice_opens_it_and_loses_no_text(tmp_path: Path) -> None:
    file = tmp_path / "rapport.docx"
    data = to_word(replace(DRAFT, parts=(replace(PART, blocks=(*BLOCKS, LONG)),)), pages=PAGES)
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "rapport.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    shown = "".join(made.split())
    for _, text in paragraphs(data):
        for word in text.split():
            assert word in shown, text
    assert made.count("Delårsrapport ") >= made.count("\f") - 2
    assert made.count("UTKAST") >= made.count("\f")


LONG = paragraph("Ett stycke, ", LineBreak(), "och en rad till.")
