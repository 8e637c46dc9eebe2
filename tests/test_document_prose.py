"""What people write in Excel cells is set as they meant it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.blocks import Block, Figure, LineBreak, ListBlock, Paragraph, Quote, Strong, Text, plain
from reportgen.document.prose import in_one_run, line, prose


def figure(field: str) -> Figure:
    return Figure(f"<{field}>", field)


def words(blocks: tuple[Block, ...]) -> list[object]:
    """Blocks as nested lists of plain words."""
    out: list[object] = []
    for block in blocks:
        match block:
            case Paragraph():
                out.append(plain(block.content))
            case ListBlock():
                out.append([words(item) for item in block.items])
            case Quote():
                out.append(words(block.blocks))
    return out


def test_an_empty_line_parts_paragraphs_and_a_single_new_line_is_kept() -> None:
    assert prose("Rad ett\nrad två\n\nNytt", figure) == (
        Paragraph((Text("Rad ett"), LineBreak(), Text("rad två"))),
        Paragraph((Text("Nytt"),)),
    )


@pytest.mark.parametrize("bullet", ["-", "•", "*", "–", "·", "▪"])
def test_the_bullets_people_use_are_bullets(bullet: str) -> None:
    assert words(prose(f"{bullet} ett\n{bullet} två", figure)) == [[["ett"], ["två"]]]


def test_a_list_may_follow_its_lead_without_an_empty_line() -> None:
    assert words(prose("Vi ska:\n- öka\n- minska\n\nSlut", figure)) == ["Vi ska:", [["öka"], ["minska"]], "Slut"]
    assert words(prose("Steg:\n1. först\n2. sedan", figure)) == ["Steg:", [["först"], ["sedan"]]]


@pytest.mark.parametrize("text", ["5. A\n7. B", "1. A\n1. B", "3) A\n2) B\n4) C", "2. **A**\n2.\n3. {{x}}"])
def test_numbers_that_do_not_follow_each_other_stand_as_typed(text: str) -> None:
    expected = text.replace("*", "").replace("{{x}}", "<x>").split("\n")
    assert words(prose(text, figure)) == expected


def test_numbers_parted_by_an_empty_line_stand_as_typed_too() -> None:
    assert words(prose("1. A\n\n1. B", figure)) == ["1. A", "1. B"]


def printed(blocks: tuple[Block, ...]) -> list[str]:
    """The words as a reader sees them, with the numbers that lists put before their items."""
    out: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                out += plain(block.content).split()
            case ListBlock():
                for n, item in enumerate(block.items, block.start):
                    out += [f"{n}.", *printed(item)] if block.ordered else printed(item)
    return out


LINES = st.tuples(
    st.sampled_from(["", "", " ", "  ", "   "]),
    st.integers(0, 12),
    st.sampled_from(["\n", "\n", "\n\n", "\nord\n", "\n\nord\n\n"]),
)


@given(st.lists(LINES, max_size=6))
def test_no_number_before_a_line_is_changed(lines: list[tuple[str, int, str]]) -> None:
    text = "".join(f"{indent}{number}. x{end}" for indent, number, end in lines)
    assert printed(prose(text, figure)) == text.split()


def test_a_list_that_does_not_begin_at_one_keeps_its_numbers() -> None:
    (found,) = prose("4. A\n5. B", figure)
    assert isinstance(found, ListBlock)
    assert (found.start, len(found.items)) == (4, 2)


def test_numbers_begin_anew_in_each_nested_list_and_after_a_paragraph() -> None:
    nested = "1. A\n   1. a\n   2. b\n2. B\n   1. c\n\nText\n\n1. C"
    assert words(prose(nested, figure)) == [[["A", [["a"], ["b"]]], ["B", [["c"]]]], "Text", [["C"]]]


def test_nested_bullets_nest() -> None:
    assert words(prose("- a\n  - b\n- c", figure)) == [[["a", [["b"]]], ["c"]]]


@pytest.mark.parametrize(
    "text",
    [
        "2024. Året då allt ändrades",
        "+ 3 mnkr mot budget",
        "– 12 tkr mot budget",
        "o 0",
        "-5,4 mnkr är prognosen",
        "# inte rubrik",
        "    inte kod",
        "1 <b>a</b> & [x](y)",
        "a * b * c",
        "snake_case_ord",
        "| a | b |",
        "---",
        "```",
    ],
)
def test_what_only_looks_like_markup_stands_as_typed(text: str) -> None:
    assert words(prose(text, figure)) == [text.strip()]


def test_bold_and_fields_are_found_inside_sentences() -> None:
    assert prose("Prognosen är **{{a.b.c|belopp}}** mnkr", figure) == (
        Paragraph((Text("Prognosen är "), Strong((Figure("<a.b.c|belopp>", "a.b.c|belopp"),)), Text(" mnkr"))),
    )


def test_private_characters_cannot_smuggle_in_a_field() -> None:
    assert words(prose("a \ue0000\ue001 b {{x}}", figure)) == ["a 0 b <x>"]


@given(st.text())
def test_no_text_makes_it_fail_and_no_letter_is_lost(text: str) -> None:
    """All but an "o" that Word's lists have as their mark."""
    text = re.sub(r"(?m)^(\s*)o(?=\s)", r"\1u", text)
    letters = "".join(sign for sign in text if sign.isalpha() and not "\ue000" <= sign <= "\uf8ff")
    flat = str(words(prose(text.replace("{", "("), figure)))
    assert sum(flat.count(sign) for sign in set(letters) if sign.isascii()) >= sum(
        1 for sign in letters if sign.isascii()
    )


@pytest.mark.parametrize(
    "name", ["1. Trygghet", "- varav hyror", "2024. Året", "• Punkt", "Index**", "A* och B*", "+ 3"]
)
def test_name_on_one_line_is_no_list(name: str) -> None:
    assert words(line(name, figure)) == [name]


def test_name_on_one_line_may_have_bold_words_and_fields() -> None:
    assert line("**Mål** {{a.b.c}}", figure) == (
        Paragraph((Strong((Text("Mål"),)), Text(" "), Figure("<a.b.c>", "a.b.c"))),
    )


def test_words_of_a_text_in_one_run() -> None:
    assert in_one_run(prose("Först\n\n- ett\n- **två**\n\nSist\nrad", figure)) == "Först ett två Sist rad"
