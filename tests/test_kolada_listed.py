"""Lists by their headings, in three forms; a cell that is no number, and a row without id, are told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.kolada.listed import Field, read_list
from reportgen.kolada.observation import KoladaError, Read
from reportgen.model.kolada import PROTECTED
from reportgen.model.value import DASH
from reportgen.workbook.numbers import read_number


def number(words: str) -> Decimal | None:
    found = read_number(words)
    return found if isinstance(found, Decimal) else None


def read(drawn: str) -> Read:
    """A list drawn with bars."""
    rows: list[list[Field]] = [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]
    return read_list(rows, "lista.xlsx", number)


def said(drawn: str) -> list[tuple[str, str, int, str, str]]:
    return [(one.kpi, one.area, one.year, one.gender, str(one.value)) for one in read(drawn).observations]


def test_a_row_for_each_value() -> None:
    assert said("""
        Utskrift ur Kolada
        Nyckeltal | Kommunkod | Kommun | År | Kön | Värde
        N30005 Nettokostnad | 9901 | Exempelby | 2024 | Totalt | 5 512,25
        N30005 Nettokostnad | 9901 | Exempelby | 2024 | Kvinnor | 12
    """) == [("N30005", "9901", 2024, "T", "5512.25"), ("N30005", "9901", 2024, "K", "12")]


def test_years_as_columns_and_a_key_figure_named_once() -> None:
    assert said("""
        Nyckeltal | Kommun | 2023 | 2024
        Nettokostnad (N30005) | Exempelby | 5400,1 | 5512,25
        | 0180 Annanby | | 4987
    """) == [
        ("N30005", "exempelby", 2023, "T", "5400.1"),
        ("N30005", "exempelby", 2024, "T", "5512.25"),
        ("N30005", "0180", 2024, "T", "4987"),
    ]


def test_municipalities_as_columns() -> None:
    assert said("""
        Nyckeltal | År | 9901 Exempelby | Riket
        N30005 | 2024 | 5512 | 4987
    """) == [("N30005", "9901", 2024, "T", "5512"), ("N30005", "riket", 2024, "T", "4987")]


def test_the_signs_of_kolada_are_no_zeros() -> None:
    found = read("""
        Nyckeltal | Kommun | År | Värde
        N30005 | A | 2024 | -
        N30005 | B | 2024 | .
        N30005 | C | 2024 | ..
        N30005 | D | 2024 | 0
        N30005 | E | 2024 |
    """)
    assert [one.value for one in found.observations] == [DASH, DASH, PROTECTED, Decimal(0), DASH]


def test_names_are_taken_for_ids_and_key_figures() -> None:
    found = read("""
        Nyckeltal | Kommun-id | Kommun | År | Värde
        Nettokostnad, kr/inv (N30005) | 180 | Exempelby | 2024 | 1
    """)
    assert (found.areas, found.titles) == ({"0180": "Exempelby"}, {"N30005": "Nettokostnad, kr/inv"})


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Nettokostnad | A | 2024 | T | 1", "raden har inget nyckeltals-id (en bokstav och fem siffror)"),
        ("N30005 | | 2024 | T | 1", "kommun eller år saknas"),
        ("N30005 | A | i fjol | T | 1", "kommun eller år saknas"),
        ("N30005 | A | 2024 | X | 1", "okänt kön"),
        ("N30005 | A | 2024 | T | fem", "värdet är inget tal"),
        ("N30005 | A | 2024 | T | #DIV/0!", "värdet är inget tal"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(row: str, why: str) -> None:
    found = read(f"Nyckeltal | Kommun | År | Kön | Värde\n{row}")
    assert ([one.why for one in found.left_out], found.observations) == ([why], ())


def test_a_row_with_a_name_alone_is_not_taken_for_the_key_figure_above() -> None:
    found = read("Nyckeltal | Kommun | År | Värde\nN30005 | A | 2024 | 1\nNågot annat | A | 2024 | 2")
    assert [len(found.observations), len(found.left_out)] == [1, 1]


def test_a_list_without_known_headings_says_what_stood_there() -> None:
    with pytest.raises(KoladaError, match="Överst står: Konto, Belopp"):
        read("Konto | Belopp\n5010 | 1")
