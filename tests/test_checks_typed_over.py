"""What is written where the mall works out or leaves blank is told, and so is what cannot be worked out."""

from __future__ import annotations

from drawing import context, report, seen, template
from reportgen.checks.typed_over import check_blank_cells, check_divisors, check_replaced_formulas, check_typed_over

SPEC = template("""
    [[tabell]]
    nyckel = "t"
    titel = "T"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    [[tabell.kolumn]]
    nyckel = "fg"
    [[tabell.kolumn]]
    nyckel = "forandring"
    typ = "procent"
    decimaler = 1
    formel = "om(fg > 0, utfall / fg, utfall / (fg * 1)) * 100"
    visas_pa = "summor"

    [[tabell.rad]]
    nyckel = "a"
    etikett = "A"
    [[tabell.rad]]
    nyckel = "b"
    etikett = "B"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["a", "b"]
    [[tabell.rad]]
    nyckel = "fritt"
    etikett = "Fritt"
    typ = "summa"
    summera = ["a", "b"]
    inmatning = "valfri"
""")


def test_formula_typed_over_with_another_value_is_found_with_both() -> None:
    drawn = report(SPEC, "t | utfall\na | 1,0\nb | 2,0\nsumma | 3,1")
    (finding,) = check_typed_over(context(SPEC, drawn))
    assert seen([finding]) == [("FORMEL_OVERSKRIVEN", "T!C6")]
    assert (finding.found, finding.expected) == ("3,1", "3,0")


def test_formula_typed_over_with_words_is_found() -> None:
    drawn = report(SPEC, "t | utfall\na | 1,0\nb | 2,0\nsumma | se not")
    assert [finding.found for finding in check_typed_over(context(SPEC, drawn))] == ["se not"]


def test_formula_typed_over_where_it_gives_nothing_is_found() -> None:
    drawn = report(SPEC, "t | utfall\na |\nsumma | 4")
    assert [finding.expected for finding in check_typed_over(context(SPEC, drawn))] == ["inget värde"]


def test_formula_replaced_by_what_it_prints_is_only_noted() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall\na | 1,04\nb | 2,0\nsumma | 3,0"))
    assert seen(check_typed_over(drawn)) == []
    assert seen(check_replaced_formulas(drawn)) == [("FORMEL_ERSATT", "T!C6")]


def test_formula_left_alone_and_one_that_may_be_typed_over_are_silent() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall\na | 1,0\nb | 2,0\nsumma |\nfritt | 9,0"))
    assert seen([*check_typed_over(drawn), *check_replaced_formulas(drawn)]) == []


def test_value_in_a_blank_cell_is_found_and_left_out_of_the_report() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall | forandring\na | 1,0 | 5,0\nsumma | |"))
    assert seen(check_blank_cells(drawn)) == [("VARDE_I_TOM_CELL", "T!E4")]
    assert drawn.derived.table("t").cell("a", "forandring").is_empty


def test_empty_blank_cell_is_silent() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall | forandring\na | 1,0 |\nsumma | |"))
    assert seen(check_blank_cells(drawn)) == []


def test_division_by_zero_is_noted_where_it_counts() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall | fg | forandring\na | 1,0 | 0 |\nb | 1,0 | 0 |\nsumma | | |"))
    assert seen(check_divisors(drawn)) == [("NOLLDIVISION", "T!E6")]


def test_division_by_something_empty_is_silent() -> None:
    drawn = context(SPEC, report(SPEC, "t | utfall | fg | forandring\na | 1,0 | |\nsumma | | |"))
    assert seen(check_divisors(drawn)) == []
