"""Whatever Markdown-light can say is written the same once it has been out and come back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.blocks import Abbreviation, Foreign, Paragraph, Text
from reportgen.wording.flat import Flat, Kind, Span, flattened
from reportgen.wording.light import light, normal, said

PIECES = [
    *"ab1 .-*_\\+()\n",
    *(
        "  ",
        "- ",
        "\n\n",
        "1. ",
        "2. ",
        "**",
        "*",
        "{{a.b.c}}",
        "{{a|b/c}}",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n   1) ",
        "\n\n  ",
    ),
    *("å", "– a", "\u00a0", "• a", "\n• a", "x_y", "o  a", "2024. "),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_text_says_the_same_in_its_normal_form_which_is_its_own(text: str) -> None:
    assert said(normal(text)) == said(text)
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ett stycke.\n\nEtt till.",
        "Ett stycke\nmed ny rad.",
        "**Fet** och *kursiv* och ***båda***.",
        "- en\n- två\n  - inne\n- tre",
        "1. en\n2. två\n   - inne\n\n   mer om två\n\n3. tre",
        "Kostnaden blev {{drift.totalt.prognos|mnkr}}.",
        "2024. Året då allt hände.",
        "5 * 3 = 15, fil_namn.",
        "+ 3 procent",
    ],
)
def test_what_people_write_is_in_normal_form_already(text: str) -> None:
    assert normal(text) == text


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ((Span("Se "), Span("ord ", bold=True), Span("här")), "Se **ord** här"),
        ((Span("a"), Span("(b)", bold=True), Span("c")), "a(**b**)c"),
        ((Span("a", bold=True), Span("b", italic=True)), "**a***b*"),
        ((Span("*stjärna*"),), "\\*stjärna\\*"),
        ((Span("- streck"),), "\\- streck"),
        ((Span("3. tredje"),), "3\\. tredje"),
    ],
)
def test_words_of_word_are_written_so_that_they_are_read_as_words(spans: tuple[Span, ...], text: str) -> None:
    assert light([Flat(spans)]) == text
    assert "".join(flat.words for flat in said(text)) == "".join(span.text for span in spans).rstrip()


def test_a_list_right_after_a_list_counts_from_its_own_beginning() -> None:
    items = [Flat((Span(word),), Kind.NUMBER, 0, number) for word, number in (("a", 1), ("b", 2), ("c", 1))]
    assert said(light(items)) == tuple(items)


def test_short_forms_and_words_in_another_language_are_words() -> None:
    blocks = (Paragraph((Abbreviation("IFO", "individ- och familjeomsorg"), Foreign((Text(" in English"),), "en"))),)
    assert light(flattened(blocks)) == "IFO in English"
