"""Cells that no longer say what Kolada said, figures without source or year, older years, and our own figures against Kolada's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from drawing import context, report, seen, template
from reportgen.checks.kolada import check_kolada
from reportgen.exchange.slots import with_slots
from reportgen.model.finding import Finding
from reportgen.model.kolada import PROTECTED, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.value import DASH, Value

MALL = """
    [[jamforelse]]
    nyckel = "riket"
    etikett = "Riket"

    [[tabell]]
    nyckel = "jamforelse"
    titel = "Jämförelse"
    kolumn = [
        { nyckel = "nyckeltal", typ = "etikett" },
        { nyckel = "id", rubrik = "Id", typ = "text", kolada = "id" },
        { nyckel = "ar", rubrik = "År", typ = "text", kolada = "ar" },
        { nyckel = "egen", rubrik = "Kommunen", typ = "tal", kolada = "egen" },
        { nyckel = "riket", rubrik = "Riket", typ = "tal", kolada = "riket" },
    ]
    rad = [{ nyckel = "netto", etikett = "Nettokostnad", kolada = "N30005" }]

    [[tabell]]
    nyckel = "eget"
    titel = "Egna nyckeltal"
    kolumn = [
        { nyckel = "matt", typ = "etikett" },
        { nyckel = "fg", rubrik = "{ar-1}", typ = "tal", kolada_ar = -1 },
    ]
    rad = [{ nyckel = "netto", etikett = "Nettokostnad", kolada = "N30005" }]
"""
SPEC = template(MALL)
"""Column B is the name; id C, ar D, egen E, riket F."""


def said(column: str, number: int | Value, year: int = 2023, newest: int = 2023) -> KoladaFigure:
    value = Decimal(number) if isinstance(number, int) else number
    place = Place("jamforelse", "netto", column)
    return KoladaFigure(place, "N30005", column, "0000", column, year, "T", value, newest=newest)


def held(number: int) -> KoladaFigure:
    return replace(said("egen", number), place=Place("eget", "netto", "fg"), is_held=True)


def found(row: str, *figures: KoladaFigure, own: str = "") -> list[Finding]:
    year, _, numbers = row.partition("|")
    drawn = report(SPEC, f"jamforelse | egen | riket\nnetto | {numbers}\n\neget | fg\nnetto | {own}")
    entered = with_slots(drawn, {Place("jamforelse", "netto", "ar"): year.strip() or None})
    return list(check_kolada(context(SPEC, replace(entered, kolada=figures))))


def test_cells_that_say_what_kolada_said_are_in_order() -> None:
    assert found("2023 | 5512 | 4987", said("egen", 5512), said("riket", 4987)) == []


def test_what_is_printed_alike_is_the_same() -> None:
    assert found("2023 | 5512 | 4987", said("egen", Decimal("5512.3")), said("riket", Decimal("4986.5"))) == []


def test_a_table_that_nobody_has_filled_is_in_order() -> None:
    assert found(" | | ") == []


@pytest.mark.parametrize("number", ["5513", "", "-"])
def test_a_cell_that_says_otherwise_is_found(number: str) -> None:
    (finding,) = found(f"2023 | {number} | 4987", said("egen", 5512), said("riket", 4987))
    assert (seen([finding]), finding.expected) == ([("KOLADA_ANDRAT", "Jämförelse!E4")], "5\u00a0512")


@pytest.mark.parametrize("number", ["0", "5"])
def test_a_number_in_place_of_a_missing_or_protected_value_is_found(number: str) -> None:
    for value in (DASH, PROTECTED):
        assert seen(found(f"2023 | {number} | 4987", said("egen", value), said("riket", 4987))) == [
            ("KOLADA_ANDRAT", "Jämförelse!E4")
        ]


def test_a_figure_without_source_is_found() -> None:
    assert seen(found("2023 | 5512 | 4987", said("egen", 5512))) == [("KOLADA_UTAN_KALLA", "Jämförelse!F4")]


def test_a_figure_without_year_is_an_error() -> None:
    assert seen(found(" | 5512 | ", said("egen", 5512))) == [("KOLADA_AR_SAKNAS", "Jämförelse!D4")]


def test_another_year_than_that_of_the_figures_is_found() -> None:
    assert seen(found("2022 | 5512 | ", said("egen", 5512))) == [("KOLADA_ANDRAT", "Jämförelse!D4")]


def test_a_year_older_than_the_newest_is_found() -> None:
    (finding,) = found("2022 | 5512 | ", said("egen", 5512, 2022, 2023))
    assert (seen([finding]), finding.found, finding.expected) == (
        [("KOLADA_AR_GAMMALT", "Jämförelse!D4")],
        "2022",
        "2023",
    )


def test_a_comparison_of_another_year_is_told() -> None:
    (finding,) = found("2023 | 5512 | 4987", said("egen", 5512), said("riket", 4987, 2021, 2021))
    assert (seen([finding]), finding.found, finding.expected) == (
        [("KOLADA_OLIKA_AR", "Jämförelse!F4")],
        "2021",
        "2023",
    )


def test_a_key_figure_that_was_not_fetched_when_others_were_is_told() -> None:
    assert seen(found(" | | ", held(5512), own="5512")) == [("KOLADA_SAKNAS", "Jämförelse!E4")]


def test_our_own_figure_is_held_against_koladas_of_its_year() -> None:
    full = ("2023 | 5512 | 4987", said("egen", 5512), said("riket", 4987))
    assert found(*full, held(5512), own="5512") == []
    (finding,) = found(*full, held(5512), own="5600")
    assert (seen([finding]), finding.details["year"]) == ([("KOLADA_EGET_VARDE", "Egna nyckeltal!C4")], "2023")
