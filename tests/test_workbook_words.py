"""Words from cells lose what programs leave in them and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.workbook.words import clean_label, clean_text, same_words


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("en rad  \nnästa\t\n\n", "en rad\nnästa"),
        ("a\r\nb\rc\u2028d\u000be", "a\nb\nc\nd\ne"),
        ("a_x000D_\nb", "a\nb"),
        ("a_x000D_b", "a\nb"),
        ("a\u0000b\u0007\ufeff\u200bc", "abc"),
        ("\uf0b7\tförsta\n \uf0a7 andra", "- första\n- andra"),
        ("x\uf04ay", "xy"),
        ("a\u030a", "å"),
        ("1\u00a0234 – ”citat”", "1\u00a0234 – ”citat”"),
        ("\n\n  indrag\n", "  indrag"),
        ("", ""),
    ],
)
def test_text_is_cleaned(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_label(clean_label(text)) == clean_label(text)


@given(st.text().filter(lambda text: text.isprintable() and "_x" not in text))
def test_a_line_alone_is_cleaned_as_the_same_line_among_others(line: str) -> None:
    assert clean_text(f"a\n{line}") == f"a\n{clean_text(line)}".rstrip()


def test_a_label_is_one_line() -> None:
    assert clean_label(" Familjehem\n  BoU\u00a0egna ") == "Familjehem BoU egna"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Summa intäkter:", "summa  INTÄKTER"), ("HVB – barn", "HVB - barn"), ("Inledning *", "Inledning"), ("straße", "STRASSE")],
)  # fmt: skip
def test_labels_that_a_person_calls_the_same(one: str, other: str) -> None:
    assert same_words(one) == same_words(other)


def test_labels_that_differ() -> None:
    assert same_words("Institutionsvård") != same_words("Instutionsvård")
