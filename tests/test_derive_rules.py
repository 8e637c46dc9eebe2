"""What the mall says of each cell, which the workbook, the calculator and the checks all go by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drawing import template
from reportgen.derive.report import rules_of
from reportgen.derive.rules import CellKind, CellRule, free_row_keys, is_difference
from reportgen.spec.formula import Call, Number, Ref, parse, qualify
from reportgen.spec.schema import TableSpec

SPEC = template("""
    [[tabell]]
    nyckel = "t"
    titel = "T"
    enhet = "tkr"
    decimaler = 1
    fria_rader = 2

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    [[tabell.kolumn]]
    nyckel = "antal"
    typ = "antal"
    [[tabell.kolumn]]
    nyckel = "andel"
    typ = "procent"
    decimaler = 2
    [[tabell.kolumn]]
    nyckel = "skillnad"
    formel = "utfall - antal"
    [[tabell.kolumn]]
    nyckel = "pris"
    typ = "tal"
    enhet = "kr"
    summeras = false
    [[tabell.kolumn]]
    nyckel = "summor"
    visas_pa = "summor"
    [[tabell.kolumn]]
    nyckel = "poster"
    visas_pa = "poster"
    [[tabell.kolumn]]
    nyckel = "bara_a"
    visas_pa = ["a"]
    [[tabell.kolumn]]
    nyckel = "hamtad"
    uppslag = { tabell = "u", kolumn = "v" }
    [[tabell.kolumn]]
    nyckel = "ord"
    typ = "text"

    [[tabell.rad]]
    nyckel = "rubrik"
    etikett = "Rubrik"
    typ = "rubrik"
    [[tabell.rad]]
    nyckel = "a"
    etikett = "A"
    uppslag = ["x"]
    fast = { ord = "Hushåll", antal = 4.5 }
    [[tabell.rad]]
    nyckel = "b"
    etikett = "B"
    enhet = "dygn"
    decimaler = 0
    uppslag = ["x", "y"]
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["a", "fria_rader"]
    [[tabell.rad]]
    nyckel = "nolla"
    etikett = "Nolla"
    typ = "summa"
    summera = ["a", "b"]
    noll_om_tom = true
    inmatning = "ja"
    [[tabell.rad]]
    nyckel = "kvot"
    etikett = "Kvot"
    formel = "a / b"
    inmatning = "valfri"

    [[tabell]]
    nyckel = "u"
    titel = "U"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "v"
    [[tabell.rad]]
    nyckel = "x"
    etikett = "X"
    [[tabell.rad]]
    nyckel = "y"
    etikett = "Y"
""")
TABLE: TableSpec = SPEC.tables[0]
RULES = rules_of(TABLE)


def rule(row: str, column: str) -> CellRule:
    return RULES[row, column]


@pytest.mark.parametrize(
    ("row", "column", "kind"),
    [
        ("a", "utfall", CellKind.INPUT),
        ("fri_01", "utfall", CellKind.INPUT),
        ("a", "ord", CellKind.STANDING),
        ("a", "antal", CellKind.STANDING),
        ("rubrik", "utfall", CellKind.BLANK),
        ("rubrik", "skillnad", CellKind.BLANK),
        ("a", "skillnad", CellKind.COMPUTED),
        ("summa", "skillnad", CellKind.COMPUTED),
        ("fri_02", "skillnad", CellKind.COMPUTED),
        ("summa", "utfall", CellKind.COMPUTED),
        ("nolla", "utfall", CellKind.GIVEN),
        ("kvot", "utfall", CellKind.OVERTYPE),
        ("summa", "andel", CellKind.INPUT),  # per cent cannot be added up
        ("a", "pris", CellKind.INPUT),
        ("summa", "pris", CellKind.BLANK),
        ("a", "summor", CellKind.BLANK),
        ("summa", "summor", CellKind.COMPUTED),
        ("a", "poster", CellKind.INPUT),
        ("summa", "poster", CellKind.BLANK),
        ("a", "bara_a", CellKind.INPUT),
        ("b", "bara_a", CellKind.BLANK),
        ("a", "hamtad", CellKind.COMPUTED),
        ("kvot", "ord", CellKind.INPUT),
    ],
)
def test_kind_of_cell(row: str, column: str, kind: CellKind) -> None:
    assert rule(row, column).kind is kind


@pytest.mark.parametrize(
    ("row", "column", "unit", "decimals"),
    [
        ("a", "utfall", "tkr", 1),
        ("a", "antal", "antal", 0),
        ("a", "andel", "%", 2),
        ("a", "pris", "kr", 1),
        ("b", "utfall", "dygn", 0),
        ("b", "pris", "dygn", 0),
        ("fri_01", "antal", "antal", 0),
    ],
)
def test_unit_and_decimals_are_the_rows_then_the_columns_then_the_tables(
    row: str, column: str, unit: str, decimals: int
) -> None:
    assert (rule(row, column).unit, rule(row, column).decimals) == (unit, decimals)


def test_label_column_has_no_rule() -> None:
    assert ("a", "post") not in RULES


def test_column_formula_is_of_its_row_and_row_formula_of_its_column() -> None:
    assert rule("b", "skillnad").expr == qualify(parse("utfall - antal"), "t", row="b")
    assert rule("kvot", "pris").expr is None
    assert rule("kvot", "utfall").expr == qualify(parse("a / b"), "t", column="utfall")


def test_sum_of_the_free_rows_names_each_of_them() -> None:
    assert rule("summa", "utfall").expr == Call(
        "summa", tuple(Ref(("t", k, "utfall")) for k in ("a", "fri_01", "fri_02"))
    )
    assert rule("summa", "utfall").is_total
    assert not rule("summa", "skillnad").is_total


def test_sum_that_is_zero_when_empty_has_a_zero_among_its_parts() -> None:
    expr = rule("nolla", "utfall").expr
    assert isinstance(expr, Call)
    assert expr.args[0] == Number(Decimal(0))


def test_lookup_of_two_rows_adds_them_up() -> None:
    x, y = Ref(("u", "x", "v")), Ref(("u", "y", "v"))
    assert rule("a", "hamtad").expr == x
    assert rule("b", "hamtad").expr == Call("summa", (x, y))


def test_row_without_lookup_in_a_lookup_column_is_filled_in() -> None:
    assert rule("fri_01", "hamtad").kind is CellKind.INPUT


def test_standing_number_keeps_its_digits() -> None:
    assert rule("a", "antal").standing == Decimal("4.5")
    assert rule("a", "ord").standing == "Hushåll"


def test_free_rows_have_keys_of_their_own() -> None:
    assert free_row_keys(TABLE) == ["fri_01", "fri_02"]


@pytest.mark.parametrize(("formula", "expected"), [("a - b", True), ("a + b", False), ("a - 1", False), ("a", False)])
def test_variance_is_a_plain_difference(formula: str, expected: bool) -> None:
    assert is_difference(parse(formula)) is expected


def test_what_a_person_may_write_in_and_what_holds_a_formula() -> None:
    assert [kind.value for kind in CellKind if CellRule(kind, "", 0).is_entered] == ["input", "overtype", "given"]
    assert [kind.value for kind in CellKind if CellRule(kind, "", 0).is_formula] == ["computed", "overtype"]
