"""What follows from another finding is left out; what stands by itself is kept."""

from __future__ import annotations

from types import MappingProxyType

from reportgen.checks.causes import without_consequences
from reportgen.model.finding import Code, Finding, Gap
from reportgen.model.position import CellRef

ROW = CellRef("Dygn", 5, "C")


def bound(column: str, relation: str = "hogst") -> Finding:
    details = MappingProxyType({"relation": relation})
    return Finding(Code.KONTROLL_VARNING, CellRef("Dygn", 5, column), details=details, gap=Gap(1, 1, 0))  # type: ignore[arg-type]


def test_slipped_row_explains_every_bound_of_its_row_but_no_equality() -> None:
    slipped = Finding(Code.SERIE_FORSKJUTEN, ROW)
    equal = bound("E", "lika")
    assert without_consequences([slipped, bound("D"), equal]) == [slipped, equal]


def test_jump_explains_the_bound_of_its_own_cell_only() -> None:
    jump = Finding(Code.TAL_UTANFOR_SERIEN, CellRef("Dygn", 5, "D"))
    assert without_consequences([jump, bound("D"), bound("E")]) == [jump, bound("E")]


def test_without_a_cause_all_are_told() -> None:
    assert without_consequences([bound("D")]) == [bound("D")]


def test_figure_of_the_wrong_size_explains_that_a_part_is_above_the_year() -> None:
    size = Finding(Code.STORLEK_AVVIKER, CellRef("Dygn", 5, "D"))
    above = Finding(Code.PERIOD_OVER_HELAR, CellRef("Dygn", 5, "G"))
    elsewhere = Finding(Code.PERIOD_OVER_HELAR, CellRef("Dygn", 6, "G"))
    assert without_consequences([above, size, elsewhere]) == [size, elsewhere]
