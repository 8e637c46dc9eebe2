"""Rows and tables answer by key, never by number, and know where every cell stands."""

from __future__ import annotations

from decimal import Decimal

from drawing import report, template
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import DASH, EMPTY, Cell

TABLE = Table(
    "mal",
    (
        Row("a", "A", cells={"v": Cell(Decimal(1), CellRef("Mål", 5, "C"))}, at=CellRef("Mål", 5, "B")),
        Row("b", "B", parent="x", at=CellRef("Mål", 9, "B")),
        Row("c", "C", parent="x"),
    ),
    "Mål",
    {"etikett": "B", "v": "C"},
)


def test_cell_by_key_and_empty_where_there_is_none() -> None:
    assert TABLE.cell("a", "v").value == 1
    assert TABLE.cell("a", "w") is EMPTY
    assert TABLE.cell("z", "v") is EMPTY


def test_cell_that_is_not_filled_still_has_a_place_in_the_sheet() -> None:
    assert [str(TABLE.ref(row, "v")) for row in TABLE.rows] == ["Mål!C5", "Mål!C9", "None"]


def test_children_are_in_order() -> None:
    assert [row.key for row in TABLE.children("x")] == ["b", "c"]


def test_row_with_new_cells_is_another_row() -> None:
    row = TABLE.rows[0]
    changed = row.with_cells({"w": Cell("ord")})
    assert (changed.cell("v").value, changed.cell("w").value) == (1, "ord")
    assert row.cell("w") is EMPTY


def test_row_is_empty_without_name_and_content() -> None:
    assert Row("fri_01", "", cells={"v": Cell(None), "w": Cell("")}).is_empty
    assert not Row("fri_01", "Ny", cells={"v": Cell(None)}).is_empty
    assert not Row("fri_01", "", cells={"v": Cell(Decimal(0))}).is_empty


def test_empty_dash_and_zero_are_three_different_things() -> None:
    cells = [Cell(None), Cell(DASH), Cell(Decimal(0)), Cell("ord")]
    assert [cell.is_empty for cell in cells] == [True, False, False, False]
    assert [cell.number for cell in cells] == [None, None, 0, None]
    assert [cell.text for cell in cells] == ["", "", "", "ord"]


def test_report_gives_cells_texts_and_facts_by_place() -> None:
    drawn: Report = report(template(""), facts={"datum": "2024-09-13"}, texts={"sammanfattning": "Gott."})
    whole = drawn.with_tables({"mal": TABLE})
    places = ["mal.a.v", "text.sammanfattning", "uppgift.datum", "mal.z.v", "text.finns_inte"]
    assert [whole.cell(Place.parse(place)).value for place in places] == [1, "Gott.", "2024-09-13", None, None]
    assert drawn.table("mal").rows == ()
