"""Tables in Word: rows and cells as in the tree, widths that sum, heads that repeat, and nothing that breaks badly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from gallery import DRIFT, MAL, bullets, document, figures, label, paragraph, row
from ooxml import W, faults, value, words, xml
from reportgen.document.blocks import (
    Align,
    Block,
    Column,
    ListBlock,
    ProseBlock,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.model.table import RowKind
from reportgen.render.word import to_word
from reportgen.render.word.tables import APART, widths

LONG_WORDS = "Ord " * 40


def table(block: TableBlock) -> etree._Element:
    return next(xml(to_word(document(block))).iter(f"{W}tbl"))


def cells(block: TableBlock) -> list[list[str]]:
    return [[words(cell) for cell in tr.iter(f"{W}tc")] for tr in table(block).iter(f"{W}tr")]


def styles(block: TableBlock) -> list[list[str]]:
    return [[value(p.find(f"{W}pPr"), "pStyle") for p in tr.iter(f"{W}p")] for tr in table(block).iter(f"{W}tr")]


def kept(block: TableBlock) -> list[bool]:
    """Of each body row, whether all its paragraphs are kept with the next."""
    rows = [tr for tr in table(block).iter(f"{W}tr") if tr.find(f"{W}trPr/{W}tblHeader") is None]
    return [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in tr.iter(f"{W}p")) for tr in rows]


def with_rows(*rows: TableRow) -> TableBlock:
    return replace(DRIFT, rows=rows, notes=(), convention="")


def test_every_cell_stands_where_it_does_in_the_tree() -> None:
    assert cells(DRIFT) == [
        ["Verksamhet", "Januari–augusti"],
        ["", "Utfall", "Budget", "Avvikelse"],
        ["Barn och unga"],
        ["Placeringar", "−12,5", "−14,0", "1,5"],
        ["varav familjehem", "−4,1", "", ""],
        ["Öppna insatser", "−3,0", "−3,0", "0,0"],
        ["Totalt", "−15,5", "−17,0", "1,5"],
    ]


def test_cells_over_several_rows_and_columns_are_merged() -> None:
    merges = [
        [
            (value(cell.find(f"{W}tcPr"), "gridSpan"), cell.find(f"{W}tcPr/{W}vMerge") is not None)
            for cell in tr.iter(f"{W}tc")
        ]
        for tr in table(MAL).iter(f"{W}tr")
    ]
    assert merges == [
        [("", False), ("", False), ("", False)],
        [("", True), ("", False), ("", False)],
        [("", True), ("2", False)],
        [("", True), ("", False), ("", False)],
    ]


@pytest.mark.parametrize(
    ("shares", "total"), [((0.4, 0.2, 0.2, 0.2), 9184), ((1 / 3, 1 / 3, 1 / 3), 10_000), ((1.0,), 77)]
)
def test_widths_sum_to_the_width_of_the_text(shares: tuple[float, ...], total: int) -> None:
    found = widths([Column(str(n), Align.LEFT, share) for n, share in enumerate(shares)], total)
    assert sum(found) == total
    assert all(abs(width - share * total) <= 1 for width, share in zip(found, shares, strict=True))


def test_a_landscape_table_is_as_wide_as_its_page() -> None:
    total = table(MAL).find(f"{W}tblPr/{W}tblW")
    assert total is not None
    assert total.get(f"{W}w") == str(16838 - 2 * 1361)


def test_a_year_of_months_has_less_space_between_its_figures() -> None:
    months = tuple(Column(f"m{n}", Align.RIGHT, 1 / 13) for n in range(13))
    cells = tuple(TableCell(n, (paragraph("11 700"),), numeric=True) for n in range(13))
    body = with_rows(TableRow("a", RowKind.POST, cells))
    year = replace(body, columns=months, head=())
    inner = [[side.get(f"{W}w") for side in margins] for margins in table(year).iter(f"{W}tcMar")]
    assert inner == [["0", "30"], *[["30", "30"]] * 11, ["30", "0"]]


def test_words_beside_figures_have_more_space_between_than_other_columns() -> None:
    columns = (Column("post", Align.LEFT, 0.4), Column("prognos", Align.RIGHT, 0.2), Column("text", Align.LEFT, 0.4))
    cells = (TableCell(1, (paragraph("1"),), numeric=True), TableCell(2, (paragraph("Bra"),)))
    body = replace(with_rows(TableRow("a", RowKind.POST, (label("a"), *cells))), columns=columns, head=())
    left = [[side.get(f"{W}w") for side in margins] for margins in table(body).iter(f"{W}tcMar")]
    assert left == [["0"], [str(APART), "0"]]


def test_all_head_rows_repeat_and_no_body_row_does() -> None:
    repeated = [tr.find(f"{W}trPr/{W}tblHeader") is not None for tr in table(DRIFT).iter(f"{W}tr")]
    assert repeated == [True, True, False, False, False, False, False]


def test_rows_stay_whole_but_for_one_that_would_leave_half_a_page_empty() -> None:
    tall = TableRow("a", RowKind.POST, (label("a"), TableCell(1, (paragraph(LONG_WORDS * 12),), colspan=3)))
    whole = [
        tr.find(f"{W}trPr/{W}cantSplit") is not None for tr in table(with_rows(tall, row("b", "b"))).iter(f"{W}tr")
    ]
    assert whole == [True, True, False, True]


def test_numbers_are_set_right_by_their_style() -> None:
    assert styles(DRIFT)[3] == ["Tabelltext", "Tabelltal", "Tabelltal", "Tabelltal"]


def test_kinds_of_rows_have_styles_of_their_own() -> None:
    found = styles(DRIFT)
    assert found[2] == ["Tabellmellanrubrik"]
    assert found[4] == ["Tabellvarav", "Tabellvaravtal", "Tabellvaravtal", "Tabellvaravtal"]
    assert found[6] == ["Tabellsumma", "Tabellsummatal", "Tabellsummatal", "Tabellsummatal"]


def test_a_sum_has_a_rule_above_it() -> None:
    last = list(table(DRIFT).iter(f"{W}tr"))[-1]
    assert all(cell.find(f"{W}tcPr/{W}tcBorders/{W}top") is not None for cell in last.iter(f"{W}tc"))


def test_deeper_parts_are_indented_more() -> None:
    deep = with_rows(row("a", "a"), row("b", "b", kind=RowKind.VARAV, level=2))
    indents = [p.find(f"{W}pPr/{W}ind") for p in list(table(deep).iter(f"{W}tr"))[-1].iter(f"{W}p")]
    assert indents[0] is not None
    assert indents[1:] == [None, None, None]


def test_a_short_table_of_figures_stays_on_one_page_with_its_notes() -> None:
    assert kept(DRIFT) == [True] * 5
    assert kept(with_rows(*DRIFT.rows)) == [True] * 4 + [False]


def test_a_long_table_keeps_its_ends_its_headings_and_its_sums_together() -> None:
    rows = [row(str(n), str(n), "1", "2", "3") for n in range(30)]
    rows[10] = TableRow("r", RowKind.RUBRIK, (label("Rubrik", colspan=4),))
    rows[20] = row("s", "Summa", "1", "2", "3", kind=RowKind.SUMMA)
    assert [n for n, keep in enumerate(kept(with_rows(*rows))) if keep] == [0, 10, 19, 28]


def test_a_comment_stays_with_its_row_and_a_table_of_them_is_divided_anywhere_else() -> None:
    rows = [row(str(n), str(n), LONG_WORDS) for n in range(6)]
    rows[3] = TableRow("k", RowKind.POST, (TableCell(0, (paragraph(LONG_WORDS),), colspan=4),), continues=True)
    assert kept(with_rows(*rows)) == [False, False, True, False, False, False]


def test_the_caption_stays_with_its_table() -> None:
    made = xml(to_word(document(DRIFT)))
    caption = next(p for p in made.iter(f"{W}p") if words(p).startswith("Tabell 1"))
    assert caption.find(f"{W}pPr/{W}keepNext") is not None
    following = caption.getnext()
    assert following is not None
    assert following.tag == f"{W}tbl"


def test_a_table_without_caption_says_its_unit_and_its_name_to_a_screen_reader() -> None:
    made = to_word(document(replace(DRIFT, caption=False, number=None)))
    before = next(xml(made).iter(f"{W}tbl")).getprevious()
    assert before is not None
    assert words(before) == "Belopp i mnkr"
    assert value(next(xml(made).iter(f"{W}tblPr")), "tblCaption") == "Driftredovisning"
    assert (
        value(next(xml(made).iter(f"{W}tblPr")), "tblDescription")
        == "Belopp i mnkr Plus är bättre än budget. 5 rader. Kolumner: Verksamhet, Utfall, Budget, Avvikelse."
    )


def test_notes_follow_with_their_marks() -> None:
    made = xml(to_word(document(DRIFT)))
    notes = [words(p) for p in made.iter(f"{W}p") if value(p.find(f"{W}pPr"), "pStyle") == "Tabellnot"]
    assert notes == ["Plus är bättre än budget.", "*) Utan statsbidrag.", "Beloppen är avrundade var för sig."]


def test_a_status_is_its_word_and_a_picture_that_says_nothing() -> None:
    cell = next(cell for cell in table(MAL).iter(f"{W}tc") if "Uppnått" in words(cell))
    assert words(cell) == "Uppnått"
    shown = [item for item in cell.iter() if etree.QName(item).localname == "docPr"]
    assert [item.get("descr") for item in shown] == [""]
    assert [
        item.get("val") for item in cell.iter("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative")
    ] == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        (paragraph("ett"), bullets("två", "tre")),
        (bullets("ett", ordered=True),),
        (ProseBlock("drift.a.kommentar", "Kommentar", (paragraph("ett"), paragraph("två"))),),
        (ProseBlock("drift.a.kommentar", "Kommentar", ()),),
        (paragraph("ett"), ProseBlock("drift.a.kommentar", "Kommentar", (paragraph("två"),))),
        (paragraph(Status("Delvis", "romb", "gul")), paragraph("för att")),
        (replace(DRIFT, id="inre", number=None),),
    ],
    ids=["list", "numbers", "prose", "empty prose", "prose last", "status", "table"],
)
def test_a_cell_can_hold_any_blocks(content: tuple[Block, ...]) -> None:
    block = with_rows(TableRow("a", RowKind.POST, (label("a"), TableCell(1, content), *figures(["1", "2"], first=2))))
    assert faults(to_word(document(block))) == []


def test_a_cell_that_is_wholly_a_persons_text_is_inside_its_control() -> None:
    prose = ProseBlock("drift.a.kommentar", "Kommentar", (paragraph("ett"),))
    made = table(with_rows(TableRow("a", RowKind.POST, (label("a"), TableCell(1, (prose,), colspan=3)))))
    control = next(made.iter(f"{W}sdt"))
    assert [cell.tag for cell in control.findall(f"{W}sdtContent/*")] == [f"{W}tc"]
    assert words(control) == "ett"


def test_a_gap_in_a_row_becomes_an_empty_cell() -> None:
    gap = with_rows(TableRow("a", RowKind.POST, (label("a"), *figures(["3"], first=3))))
    assert cells(gap)[-1] == ["a", "", "", "3"]


def test_a_table_right_after_another_is_kept_apart_from_it() -> None:
    bare = replace(DRIFT, caption=False, unit="", notes=(), convention="")
    assert faults(to_word(document(bare, replace(bare, id="andra")))) == []


def test_a_list_in_a_list_in_a_cell_is_further_in() -> None:
    inner = ListBlock(((paragraph("b"),),), ordered=True)
    cells = TableCell(1, (ListBlock(((paragraph("a"), inner),)),), colspan=3)
    made = table(with_rows(TableRow("a", RowKind.POST, (label("a"), cells))))
    indents = {words(p): p.find(f"{W}pPr/{W}ind") for p in made.iter(f"{W}p")}
    assert indents["a"] is None
    assert indents["b"] is not None
    assert int(indents["b"].get(f"{W}left", "0")) > 300


def test_what_leads_in_within_a_comment_does_not_keep_its_row_with_the_next() -> None:
    lead = (paragraph(Strong((Text("Senaste kommentar:"),))), paragraph(LONG_WORDS))
    comment = TableRow("k", RowKind.POST, (TableCell(0, lead, colspan=4),), continues=True)
    made = list(table(with_rows(row("a", "a"), comment, row("b", "b"))).iter(f"{W}tr"))[-2]
    assert [p.find(f"{W}pPr/{W}keepNext") for p in made.iter(f"{W}p")] == [None, None]
