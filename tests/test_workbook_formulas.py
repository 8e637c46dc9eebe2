"""Formulas are moved as Excel moves them, and known again however they are spelt."""

from __future__ import annotations

import pytest

from reportgen.workbook.formulas import same_shape, shifted


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("B2*2", "C4*2"),
        ("$B2+B$2+$B$2", "$B4+C$2+$B$2"),
        ("SUM(A1:Z9)", "SUM(B3:AA11)"),
        ("'Blad A1'!B2", "'Blad A1'!C4"),
        ("Blad1!B2", "Blad1!C4"),
        ('IF(A1="B2",LOG10(A1),"x")', 'IF(B3="B2",LOG10(B3),"x")'),
        ("[1]Blad1!A1", "[1]Blad1!B3"),
        ("AB12.5", "AB12.5"),
        ("Moms2024+A1", "Moms2024+B3"),
    ],
)
def test_a_formula_filled_two_down_and_one_right(formula: str, moved: str) -> None:
    assert shifted(formula, 2, 1) == moved


def test_what_would_fall_off_the_sheet_is_lost_as_in_excel() -> None:
    assert shifted("A1", -1, 0) == "#REF!"
    assert shifted("A1", 0, -5) == "#REF!"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("=SUM(C5:C7)", "= sum($C$5:C7)", True),
        ("=SUM(C5:C7)", "=SUM(C5:C9,C12,D4)", True),
        ('=IF(COUNT(A!C5:D6)=0,"",SUM(A!C5:D6))', "=IF(COUNT('B c'!C5)=0,\"\",SUM('B c'!C5))", True),
        ("=C5-C6", "=D9-#REF!", True),
        ("=SUM(C5:C7)", "=SUM(C5:C7)+5", False),
        ("=C5-C6", "=C5+C6", False),
        ("=SUM(C5:C7)", "=AVERAGE(C5:C7)", False),
        ("=C5", "=120", False),
    ],
)
def test_formulas_do_the_same_with_other_cells(one: str, other: str, same: bool) -> None:
    assert same_shape(one, other) is same
