"""Markdown becomes blocks; nodes put in slots come back as themselves and are never read as markup."""

from __future__ import annotations

import pytest

from reportgen.document.blocks import Emphasis, Figure, Heading, ListBlock, Paragraph, ProseBlock, Quote, Strong, Text
from reportgen.document.markdown import DOCUMENT_RULES, MisplacedBlockError, Slots, to_blocks


def blocks(text: str, slots: Slots | None = None) -> tuple[object, ...]:
    return to_blocks(text, DOCUMENT_RULES, slots or Slots())


def test_headings_lists_quotes_and_emphasis_become_their_blocks() -> None:
    assert blocks("## Mål\n\nEn *ny* **plan**.\n\n- a\n- b\n\n> Vision") == (
        Heading(2, (Text("Mål"),), "", ""),
        Paragraph((Text("En "), Emphasis((Text("ny"),)), Text(" "), Strong((Text("plan"),)), Text("."))),
        ListBlock(((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),))),
        Quote((Paragraph((Text("Vision"),)),)),
    )


def test_a_node_in_running_text_keeps_its_signs() -> None:
    slots = Slots()
    mark = slots.put(Text("# *inte* <b>kod</b> [x](y)"))
    assert blocks(f"Före {mark} efter", slots) == (
        Paragraph((Text("Före "), Text("# *inte* <b>kod</b> [x](y)"), Text(" efter"))),
    )


def test_blocks_alone_in_a_paragraph_take_its_place() -> None:
    slots = Slots()
    prose = ProseBlock("text.a", "A", (Paragraph((Text("ett"),)), Paragraph((Text("två"),))))
    assert blocks(f"Före\n\n{slots.put((prose,))}\n\nEfter", slots)[1] == prose


def test_prose_of_one_paragraph_may_stand_in_a_sentence() -> None:
    slots = Slots()
    mark = slots.put((ProseBlock("text.a", "A", (Paragraph((Figure("5,0", "x.y.z"),)),)),))
    assert blocks(f"Prognos: {mark}.", slots) == (Paragraph((Text("Prognos: "), Figure("5,0", "x.y.z"), Text("."))),)


def test_two_paragraphs_inside_a_sentence_are_refused_with_the_words_around() -> None:
    slots = Slots()
    mark = slots.put((Paragraph((Text("a"),)), Paragraph((Text("b"),))))
    with pytest.raises(MisplacedBlockError) as caught:
        blocks(f"Se {mark} nedan", slots)
    assert caught.value.words == "Se … nedan"


def test_html_code_and_links_are_plain_words() -> None:
    assert blocks("<script>x</script> `y` [z](http://a)") == (
        Paragraph((Text("<script>x</script> `y` [z](http://a)"),)),
    )


def test_an_empty_node_leaves_no_empty_paragraph() -> None:
    slots = Slots()
    assert blocks(f"A\n\n{slots.put(())}\n\nB", slots) == (Paragraph((Text("A"),)), Paragraph((Text("B"),)))
