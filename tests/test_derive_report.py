"""A report with every computed cell filled, whatever order the formulas need each other in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import report, template, value
from reportgen.derive.formula import evaluate
from reportgen.derive.report import derive, evaluator, scalars
from reportgen.model.errors import SpecError
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.value import Origin, Value
from reportgen.spec.formula import DAYS, FEBRUARIES, SCALARS, parse
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[tabell]]
    nyckel = "t"
    titel = "T"
    fria_rader = 2

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "v"
    [[tabell.kolumn]]
    nyckel = "w"
    [[tabell.kolumn]]
    nyckel = "skillnad"
    formel = "v - w"
    [[tabell.kolumn]]
    nyckel = "enhet"
    typ = "text"

    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["ab", "fria_rader"]
    [[tabell.rad]]
    nyckel = "ab"
    etikett = "A och B"
    typ = "summa"
    summera = ["a", "b"]
    inmatning = "valfri"
    [[tabell.rad]]
    nyckel = "a"
    etikett = "A"
    fast = { enhet = "dygn" }
    [[tabell.rad]]
    nyckel = "b"
    etikett = "B"
    [[tabell.rad]]
    nyckel = "varav"
    etikett = "varav C"
    typ = "varav"
    varav_av = "b"

    [[tabell]]
    nyckel = "u"
    titel = "U"

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "hamtad"
    uppslag = { tabell = "t", kolumn = "skillnad" }
    [[tabell.kolumn]]
    nyckel = "halva"
    formel = "hamtad / 2 * manad"

    [[tabell.rad]]
    nyckel = "bada"
    etikett = "Båda"
    uppslag = ["a", "b"]
    [[tabell.rad]]
    nyckel = "summan"
    etikett = "Summan"
    uppslag = ["ab"]
""")


def derived(text: str, spec: TemplateSpec = SPEC) -> Report:
    return derive(report(spec, text), spec)


def column(of: Report, table: str, key: str) -> dict[str, Value]:
    return {row.key: row.cell(key).value for row in of.table(table).rows}


def test_sum_of_sums_stands_before_its_parts_and_leaves_of_which_rows_out() -> None:
    found = derived("t | v\ntotalt |\nab |\na | 1,5\nb | 2\nvarav | 1\nfri_01: Ny | 4\nfri_02: |")
    assert column(found, "t", "v") == {
        "totalt": Decimal("7.5"),
        "ab": Decimal("3.5"),
        "a": Decimal("1.5"),
        "b": Decimal(2),
        "varav": Decimal(1),
        "fri_01": Decimal(4),
        "fri_02": None,
    }


def test_row_that_a_person_added_is_in_the_sum_of_free_rows() -> None:
    found = derived("t | v\ntotalt |\nfri_01: Ny | 4\nradx: Inskjuten | 5")
    assert found.table("t").cell("totalt", "v").value == 9


def test_typed_sum_is_kept_where_that_is_allowed_and_used_above() -> None:
    found = derived("t | v\ntotalt |\nab | 9\na | 1,5\nb | 2")
    cell = found.table("t").cell("ab", "v")
    assert (cell.value, cell.origin) == (Decimal(9), Origin.ENTERED)
    assert found.table("t").cell("totalt", "v").value == 9


def test_locked_formula_that_was_typed_over_gets_its_computed_value() -> None:
    found = derived("t | v | w | skillnad\na | 5 | 3 | 77")
    cell = found.table("t").cell("a", "skillnad")
    assert (cell.value, cell.origin) == (Decimal(2), Origin.COMPUTED)


def test_look_up_adds_two_rows_and_feeds_the_next_formula() -> None:
    found = derived("t | v | w\nab | |\na | 5 | 3\nb | 1 | 4\n\nu | hamtad | halva\nbada | |\nsumman | |")
    assert column(found, "u", "hamtad") == {"bada": Decimal(-1), "summan": Decimal(-1)}
    assert column(found, "u", "halva") == {"bada": Decimal(-4), "summan": Decimal(-4)}


def test_sum_of_nothing_is_empty_and_of_zeros_is_zero() -> None:
    assert derived("t | v\nab |\na |\nb | -").table("t").cell("ab", "v").value is None
    assert derived("t | v\nab |\na | 0\nb | -").table("t").cell("ab", "v").value == 0


def test_words_in_a_figures_place_are_never_read_as_zero() -> None:
    found = derived("t | v | w\nab | |\na | cirka 5 | 3\nb | 2 | 1")
    assert found.table("t").cell("a", "v").value == "cirka 5"
    assert found.table("t").cell("a", "skillnad").value is None
    assert found.table("t").cell("ab", "v").value == 2


def test_standing_cell_is_the_malls_until_someone_writes_another() -> None:
    assert column(derived("t | v\na | 1"), "t", "enhet") == {"a": "dygn"}
    assert column(derived("t | v | enhet\na | 1 | nätter"), "t", "enhet") == {"a": "nätter"}


def test_computed_cell_tells_where_it_stands_and_what_it_is_made_from() -> None:
    cell = derived("t | v | w\na | 5 | 3").table("t").cell("a", "skillnad")
    assert str(cell.at) == "T!E4"
    assert [str(source) for source in cell.sources] == ["T!C4", "T!D4"]


def test_rows_and_entered_cells_are_as_they_were() -> None:
    entered = report(SPEC, "t | v | w\nb | 1 | 2\na | 5 | 3\nfri_01: Ny | |")
    found = derive(entered, SPEC)
    assert [row.key for row in found.table("t").rows] == ["b", "a", "fri_01"]
    assert found.table("t").cell("b", "v") is entered.table("t").cell("b", "v")
    assert entered.table("t").cell("b", "skillnad").value is None


def test_deriving_twice_changes_nothing() -> None:
    once = derived("t | v | w\ntotalt | |\nab | 9 |\na | 5 | 3\nb | 1 |\n\nu | hamtad\nbada |")
    assert derive(once, SPEC) == once


def test_rules_that_lead_back_to_themselves_are_refused() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "t"
        titel = "T"
        [[tabell.kolumn]]
        nyckel = "post"
        typ = "etikett"
        [[tabell.kolumn]]
        nyckel = "v"
        formel = "summa(u.x.w, 1)"
        [[tabell.rad]]
        nyckel = "x"
        etikett = "X"

        [[tabell]]
        nyckel = "u"
        titel = "U"
        [[tabell.kolumn]]
        nyckel = "post"
        typ = "etikett"
        [[tabell.kolumn]]
        nyckel = "w"
        formel = "t.x.v + 1"
        [[tabell.rad]]
        nyckel = "x"
        etikett = "X"
    """)
    with pytest.raises(SpecError, match="räknas ut ur sig själv"):
        derived("t | v\nx |\n\nu | w\nx |", spec)


def test_names_of_the_period_are_numbers() -> None:
    numbers = scalars(Period(2024, 8))
    assert numbers.keys() == SCALARS
    assert [numbers[name] for name in ("ar", "manad", "dagar_ar", "dagar_period")] == [2024, 8, 366, 244]
    assert sum(numbers[name] for name in DAYS) == 366
    assert [numbers[name] for name in FEBRUARIES] == [28, 28, 28, 29, 28]


def test_evaluator_gives_any_name_of_a_derived_report() -> None:
    number = evaluator(derived("t | v | w\nab | |\na | 6 | 3"))
    assert evaluate(parse("t.ab.v * manad / 12 + t.a.skillnad"), number) == value("7")
    assert evaluate(parse("t.finns.inte"), number) is None
