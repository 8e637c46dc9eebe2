"""Boxes, legends, pictures and text printed again, in Word."""

from __future__ import annotations

from dataclasses import replace

from gallery import BLOCKS, CHART, DRAWING, DRIFT, LEGEND, PICTURE, bullets, document, package, paragraph
from ooxml import W, faults, paragraphs, parts, value, xml
from reportgen.document.blocks import Box, ProseBlock, TableBlock
from reportgen.render.word import control_tag, to_word
from reportgen.render.word.controls import TAG_LENGTH

PNG = b"\x89PNG\r\n\x1a\n-"


def tags(data: bytes) -> list[str]:
    """The tags of the controls round what people wrote."""
    controls = [control for control in xml(data).iter(f"{W}sdtPr") if control.find(f"{W}lock") is not None]
    return [str(value(control, "tag")) for control in controls]


def test_a_text_printed_again_has_the_same_tag_with_its_number() -> None:
    assert tags(to_word(package())) == ["text.sammanfattning", "text.sammanfattning#2"]


def test_tags_are_never_too_long_and_tell_places_apart() -> None:
    long = "mal." + "x" * 70
    found = {control_tag(place, nth) for place in (long, f"{long}y", "x" * TAG_LENGTH) for nth in (1, 2, 10)}
    assert len(found) == 9
    assert max(map(len, found)) == TAG_LENGTH


def test_a_box_is_one_cell_of_the_boxes_colour_with_its_lists() -> None:
    made = to_word(document(paragraph("före"), Box((paragraph("ett"), bullets("två", "tre"))), paragraph("efter")))
    (table,) = xml(made).iter(f"{W}tbl")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    assert style is not None
    assert style.get(f"{W}val") == "Rapportruta"
    assert len(list(table.iter(f"{W}tc"))) == 1
    assert [found for found in paragraphs(made) if found[0].startswith("Rut")] == [
        ("Rutetext", "ett"),
        ("Rutpunkt", "två"),
        ("Rutpunkt", "tre"),
    ]
    assert faults(made) == []


def test_boxes_that_follow_each_other_or_hold_tables_and_texts_are_whole() -> None:
    prose = BLOCKS[1]
    assert isinstance(prose, ProseBlock)
    assert isinstance(DRIFT, TableBlock)
    assert faults(to_word(document(Box((prose,)), Box((DRIFT,)), Box(()), DRIFT))) == []


def test_a_legend_says_each_level_and_what_it_means() -> None:
    made = to_word(document(LEGEND))
    assert [found for found in paragraphs(made) if found[0] == "Skala"] == [
        ("Skala", "Uppnått\tMålet är nått eller väntas nås under året."),
        ("Skala", "Inte uppnått"),
    ]


def test_a_chart_says_where_its_figures_come_from() -> None:
    assert ("Tabellnot", "Källa: Ekonomisystemet") in paragraphs(to_word(document(CHART)))


def test_an_svg_goes_with_a_png_and_keeps_its_words_and_proportions() -> None:
    made = to_word(document(PICTURE, PICTURE))
    media = {name: content for name, content in parts(made).items() if name.startswith("word/media/bild")}
    assert [name.rpartition(".")[2] for name in media] == ["svg", "png"]
    assert DRAWING in media.values()
    texts = [found.get("descr") for found in xml(made).iter() if str(found.tag).endswith("}docPr")]
    assert texts == ["En cirkel i ett fält."] * 2
    (size, *_) = [found for found in xml(made).iter() if str(found.tag).endswith("}extent")]
    width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
    assert abs(height / width - PICTURE.ratio) < 0.001
    assert abs(width / 635 / (11906 - 2 * 1361) - PICTURE.width) < 0.001
    assert faults(made) == []


def test_a_png_of_the_malls_stands_in_for_an_svg() -> None:
    made = to_word(document(replace(PICTURE, fallback=PNG)))
    assert PNG in parts(made).values()


def test_a_picture_without_words_is_decoration() -> None:
    made = to_word(document(replace(PICTURE, description="")))
    assert [found.get("val") for found in xml(made).iter() if str(found.tag).endswith("}decorative")] == ["1"]
