"""The page: what it is made of, that nothing typed becomes markup, and that it needs no other file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from gallery import (
    BLOCKS,
    CHART,
    DRIFT,
    FONTS,
    GALLERY,
    LEGEND,
    MAL,
    PART,
    PICTURE,
    document,
    heading,
    label,
    package,
    paragraph,
    shared_styles,
)
from reportgen import __version__
from reportgen.document.blocks import (
    Align,
    Block,
    ChartBlock,
    Column,
    Cover,
    Document,
    HeadCell,
    Legend,
    Part,
    Series,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.model.errors import ReportgenError
from reportgen.model.table import RowKind
from reportgen.render.html import to_html


def body(*blocks: Block) -> str:
    """The text part of a page with these blocks."""
    part = replace(PART, blocks=blocks, cover=Cover.HEAD, contents=False)
    page = to_html(replace(GALLERY, parts=(part,)), fonts={})
    return page[page.index('<div class="text"') : page.index('\n<div id="_slut_')]


def table(block: TableBlock) -> str:
    found = re.search(r"<table.*</table>", body(block), re.DOTALL)
    assert found
    return found[0]


class Reader(HTMLParser):
    """Checks that elements close in order, and gathers tags, ids, targets and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in {"meta", "col", "br", "img"}:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.targets.add(str(values["href"]).removeprefix("#"))
        for name in ("aria-labelledby",):
            self.targets.update(str(values.get(name) or "").split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> Reader:
    reader = Reader()
    reader.feed(to_html(GALLERY, fonts={}))
    return reader


def test_the_gallery_is_written_like_this(golden: Callable[[str, str], None]) -> None:
    golden("gallery.html", to_html(GALLERY, fonts={}).replace(__version__, "VERSION"))


def test_every_element_is_closed_in_order(page: Reader) -> None:
    assert page.open == []


def test_the_title_is_the_only_h1_and_no_level_is_skipped(page: Reader) -> None:
    assert page.levels.count(1) == 1
    assert page.levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False))


def test_ids_are_unique_and_every_link_and_label_has_its_target(page: Reader) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert page.targets <= set(page.ids)


def test_a_heading_called_innehall_does_not_take_the_id_of_the_contents() -> None:
    part = replace(PART, blocks=(heading(1, "1", "Innehåll", "innehall"), heading(1, "2", "Text", "text")))
    reader = Reader()
    reader.feed(to_html(replace(GALLERY, parts=(part,)), fonts={}))
    assert len(reader.ids) == len(set(reader.ids))


def test_a_heading_below_those_that_html_has_tells_its_level() -> None:
    text = body(heading(5, "", "Nämndmål", "mal"), heading(6, "", "Uppföljning", "uppf"))
    assert '<h6 id="mal">Nämndmål</h6>' in text
    assert '<h6 id="uppf" aria-level="7">Uppföljning</h6>' in text


def test_what_is_typed_is_never_markup() -> None:
    evil = '<script>alert("&")</script>'
    named = replace(
        GALLERY,
        title=evil,
        namnd=evil,
        keywords=(evil,),
        parts=(
            replace(
                PART,
                title=evil,
                subtitle=evil,
                sender=evil,
                header=evil,
                footer=evil,
                facts=((evil, evil),),
                blocks=(
                    heading(1, evil, evil, evil),
                    paragraph(evil),
                    replace(DRIFT, id=evil, title=evil, unit=evil, convention=evil, notes=((evil, evil),)),
                ),
            ),
        ),
    )
    written = to_html(named, fonts={})
    assert "<script" not in written
    assert 'alert("' not in written


def test_links_in_the_contents_hold_plain_text_only() -> None:
    """An element inside a link costs the PDF its link (the annotation falls outside its tag)."""
    part = replace(PART, blocks=(replace(heading(1, "1", "", "a"), content=(Strong((Text("Fet"),)), Text(" rubrik"))),))
    links = re.findall(r"<a [^>]*>(.*?)</a>", to_html(replace(GALLERY, parts=(part,)), fonts={}))
    assert links == ["Hoppa till texten", "Fet rubrik"]


def test_the_contents_go_no_deeper_than_asked() -> None:
    written = to_html(replace(GALLERY, parts=(replace(PART, contents_depth=1),)), fonts={})
    contents = written[written.index("<nav") : written.index("</nav>")]
    assert re.findall(r'<a href="#([^"]+)"', contents) == ["1-sammanfattning", "2-utveckling"]


def test_a_column_is_found_by_its_key_in_head_and_body() -> None:
    written = table(DRIFT)
    assert re.findall(r'<th scope="col" data-kolumn="utfall" class="hoger">(.*?)<', written) == ["Utfall"]
    assert re.findall(r'<td data-kolumn="utfall" class="tal">(.*?)</td>', written) == ["−12,5", "−4,1", "−3,0", "−15,5"]


def test_columns_that_share_a_cell_are_each_found_by_their_key() -> None:
    cell = TableCell(1, (paragraph("Klart"), paragraph("20"), paragraph("st")), keys=(("status", 1), ("antal", 2)))
    row = TableRow("r", RowKind.POST, (label("Kontroll"), cell))
    drawn = table(replace(DRIFT, rows=(row,)))
    assert '<div data-kolumn="status">Klart</div><div data-kolumn="antal"><p>20</p>' in drawn
    assert 'data-kolumn="utfall"><div' not in drawn


def test_an_empty_cell_stays_an_empty_cell() -> None:
    assert '<td data-kolumn="budget" class="tal"></td><td data-kolumn="avvikelse" class="tal"></td>' in table(DRIFT)


def test_header_cells_say_what_they_head() -> None:
    written = table(DRIFT)
    assert '<th scope="col" rowspan="2" data-kolumn="post" class="forst">Verksamhet</th>' in written
    assert '<th scope="colgroup" colspan="3" class="grupp">Januari–augusti</th>' in written
    assert '<th scope="row" data-kolumn="post" class="forst">Placeringar</th>' in written


def test_an_empty_corner_is_no_heading() -> None:
    corner = replace(DRIFT.head[1][0], text="", column=0, key="post")
    assert '<td data-kolumn="post" class="forst"></td>' in table(replace(DRIFT, head=((corner, *DRIFT.head[1][1:]),)))


def test_rows_carry_their_kind_and_the_level_of_their_indent() -> None:
    assert re.findall(r'<tr class="([^"]*)"', table(DRIFT)) == ["rubrik", "post", "varav niva-1", "post", "summa"]


def test_a_comment_row_lies_across_and_belongs_to_the_row_above() -> None:
    written = table(MAL)
    assert re.findall(r'<tr class="([^"]*)"', written) == ["post foljs", "post kommentar", "post"]
    assert '<td colspan="2">' in written


def test_caption_has_number_title_and_unit() -> None:
    assert "<caption>Tabell 1. Driftredovisning (mnkr)</caption>" in table(DRIFT)


def test_a_table_without_caption_is_named_for_screen_readers_and_says_its_unit() -> None:
    written = table(replace(DRIFT, caption=False, number=None))
    assert 'aria-label="Driftredovisning"' in written
    assert '<caption class="enhet">Belopp i mnkr</caption>' in written


def test_column_widths_are_those_of_the_table() -> None:
    assert re.findall(r'<col style="width: ([\d.]+)%">', table(DRIFT)) == ["40.00", "20.00", "20.00", "20.00"]


def test_a_table_of_running_text_is_set_from_the_top() -> None:
    long = TableRow("r", RowKind.POST, (label("Mål"), TableCell(1, (paragraph("ord " * 20),))))
    assert 'class="ord radtext"' in table(replace(DRIFT, rows=(long,)))
    assert 'class="siffror"' in table(DRIFT)


def test_only_a_row_with_very_much_text_may_be_divided() -> None:
    def drawn(words: int) -> str:
        cell = TableCell(1, (paragraph("ord " * words),))
        return table(replace(DRIFT, rows=(TableRow("r", RowKind.POST, (label("Mål"), cell)),)))

    assert '<tr class="post hog">' in drawn(500)
    assert '<tr class="post">' in drawn(200)


def test_a_heading_follows_its_table_to_the_landscape_page() -> None:
    written = body(heading(1, "1", "A", "a"), paragraph("x"), heading(2, "", "B", "b"), MAL, heading(2, "", "C", "c"))
    assert re.findall(r'<h\d id="(\w)"( class="liggande")?', written) == [
        ("a", ""),
        ("b", ' class="liggande"'),
        ("c", ""),
    ]


def test_a_status_is_a_hidden_drawing_and_its_word() -> None:
    assert re.search(
        r'<span class="status"><span class="hel"><svg [^>]*aria-hidden="true"[^>]*>.*?</svg>Delvis</span></span>',
        body(*BLOCKS[-4:]),
    )


def test_a_scale_whose_levels_are_not_explained_is_a_plain_list() -> None:
    text = body(Legend(((Status("Uppnått", "cirkel", "gron"), ""), (Status("Inte uppnått", "triangel", "rod"), ""))))
    assert text.count("<li>") == 2
    assert "<dl" not in text


def test_a_table_with_headings_only_has_an_empty_body() -> None:
    assert "<tbody></tbody>" in table(replace(DRIFT, rows=()))


def test_prose_carries_the_key_it_was_written_under() -> None:
    assert '<div class="prosa" data-nyckel="text.sammanfattning">' in body(*BLOCKS)


def test_a_dense_part_says_so_to_the_style() -> None:
    made = document(heading(1, "1", "Ekonomi", "ekonomi"))
    dense = replace(made, parts=(replace(made.parts[0], dense=True),))
    assert ['class="del tat"' in to_html(each, fonts=FONTS) for each in (made, dense)] == [False, True]


def test_every_chapter_is_a_section() -> None:
    written = body(paragraph("före"), *BLOCKS)
    assert written.count("<section>") == 2
    assert written.index("före") < written.index("<section>")


def test_files_of_the_style_are_embedded() -> None:
    written = to_html(document(paragraph("x")), fonts=FONTS)
    assert written.count("data:font/woff2;base64,") == len(FONTS)
    assert not re.search(r"""url\(["']?(?!data:|["'])""", written)


def test_a_file_that_the_style_names_but_the_mall_lacks_is_told() -> None:
    with pytest.raises(ReportgenError, match=r"typsnitt/RapportSans-Regular\.woff2"):
        to_html(document(paragraph("x")), fonts={})


def test_the_style_cannot_end_its_own_element() -> None:
    written = to_html(replace(GALLERY, styles="</style><b>"), fonts={})
    assert written.count("</style>") == 1


def test_a_draft_says_so_before_its_title() -> None:
    draft = to_html(replace(GALLERY, draft=True), fonts={})
    assert draft.index("UTKAST. Innehållet är inte fastställt.") < draft.index("<h1")
    assert "UTKAST" not in to_html(GALLERY, fonts={})


def test_parts_of_a_package_are_documents_of_their_own_on_one_page() -> None:
    second = replace(PART, key="bilaga", title="Bilaga 1", blocks=(heading(1, "", "Underlag", "underlag"),))
    reader = Reader()
    written = to_html(replace(GALLERY, parts=(PART, second)), fonts={})
    reader.feed(written)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", written) == ["Delårsrapport augusti 2024", "Bilaga 1"]
    assert len(reader.ids) == len(set(reader.ids))


def test_a_package_has_unique_ids_and_a_link_to_each_part() -> None:
    reader = Reader()
    written = to_html(package(), fonts=FONTS)
    reader.feed(written)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {f"_del_{key}" for key in ("tjansteskrivelse", "rapport", "nyckeltal")} <= reader.targets <= set(reader.ids)
    assert '<nav class="delar"' not in to_html(GALLERY, fonts={})


def test_a_table_printed_in_two_parts_is_the_same_table() -> None:
    assert to_html(package(), fonts=FONTS).count('data-tabell="drift"') == 2


def test_a_head_has_its_facts_the_empty_ones_too_and_an_attachment_its_number() -> None:
    written = to_html(package(), fonts=FONTS)
    heads = re.findall(r'<header class="(\w+)">(.*?)</header>', written, re.DOTALL)
    assert [name for name, _ in heads] == ["titel", "framsida"]
    assert "<dt>Datum</dt><dd></dd>" in heads[0][1]
    assert "bilaga" not in heads[0][1]
    assert '<p class="bilaga">Bilaga 1</p>\n<h1' in heads[1][1]


def test_a_part_without_cover_or_head_has_a_title_that_is_only_heard() -> None:
    written = to_html(package(), fonts=FONTS)
    assert '<h1 class="dold" data-bokmarke="Bilaga 2, Nyckeltal">Nyckeltal</h1>' in written


def test_a_corrected_version_is_told_with_the_title_and_in_the_header() -> None:
    written = to_html(package(corrected="Rättad version 2024-10-03"), fonts=FONTS)
    assert written.count('<p class="rattad">Rättad version 2024-10-03</p>') == 2
    assert re.findall('data-sidhuvud="(.*?)"', written) == [
        "Tjänsteskrivelse, rättad version 2024-10-03",
        "Bilaga 1, Delårsrapport, rättad version 2024-10-03",
        "Bilaga 2, Nyckeltal, rättad version 2024-10-03",
    ]


@pytest.mark.parametrize(
    ("source", "said"), [("Kolada", "Källa: Kolada"), ("Källor: SCB och Kolada", "Källor: SCB och Kolada"), ("", None)]
)
def test_a_chart_says_its_source_once(source: str, said: str | None) -> None:
    found = re.findall('<p class="kalla">(.*?)</p>', body(replace(CHART, source=source)))
    assert found == ([said] if said else [])


def test_a_picture_is_embedded_with_its_words() -> None:
    written = body(replace(PICTURE, description='En "karta" & mer'))
    assert re.search(
        r'<img src="data:image/svg\+xml;base64,[\w+/=]+" style="width: 40.00%" alt="En &#34;karta&#34; &amp; mer">',
        written,
    )
    assert 'alt="">' in body(replace(PICTURE, description=""))


_LEVEL = r"</svg>(\w+)</span>([\w ]*)</span></(\w+)>"
"""The first word of a level, kept with its symbol, the rest, and the element round them."""


def test_a_legend_without_meanings_is_a_list_of_its_words() -> None:
    words = replace(LEGEND, levels=tuple((status, "") for status, _ in LEGEND.levels))
    assert re.findall(_LEVEL, body(words)) == [("Uppnått", "", "li"), ("Inte", " uppnått", "li")]
    assert re.findall(_LEVEL, body(LEGEND)) == [("Uppnått", "", "dt"), ("Inte", " uppnått", "dt")]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["accent", "text", "dampad", "varning"])
def test_colours_of_text_can_be_read_on_white(name: str) -> None:
    """At least 4.5:1 (WCAG 2.2, 1.4.3)."""
    colour = re.search(rf"--{name}: (#[0-9a-f]{{6}});", shared_styles())
    assert colour
    assert 1.05 / (luminance(colour[1]) + 0.05) >= 4.5


def test_a_chart_whose_figures_stand_in_a_table_does_not_repeat_them() -> None:
    chart = ChartBlock("d", "Hushåll", "linje", ("jan", "feb"), (Series("2024", (1.0, 2.0)),), "antal", "Stiger.")
    part = Part("a", "Rapport", "", (chart, replace(chart, id="e", figures=False)))
    written = to_html(Document("Rapport", "Socialnämnden", "augusti 2024", "2024-09-13", (part,)), fonts={})
    assert written.count("<figure") == 2
    assert written.count("<details") == 1


def test_first_column_is_flush_and_words_beside_figures_stand_apart() -> None:
    columns = (Column("post", Align.LEFT, 0.4), Column("prognos", Align.RIGHT, 0.2), Column("text", Align.LEFT, 0.4))
    head = (tuple(HeadCell(c.key, n, key=c.key) for n, c in enumerate(columns)),)
    cells = (label("a"), TableCell(1, (paragraph("1"),), numeric=True), TableCell(2, (paragraph("Bra"),)))
    drawn = table(replace(DRIFT, columns=columns, head=head, rows=(TableRow("a", RowKind.POST, cells),)))
    assert re.findall(r'data-kolumn="(\w+)" class="([\w-]+)"', drawn) == [
        ("post", "forst"), ("prognos", "hoger"), ("text", "efter-tal"),
        ("post", "forst"), ("prognos", "tal"), ("text", "efter-tal"),
    ]  # fmt: skip
