"""One raw cell gives one value of its column's kind, with a remark where it was written in another way."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from reportgen.model.position import CellRef
from reportgen.model.value import DASH, Cell, Value
from reportgen.spec.schema import ColumnType
from reportgen.workbook.cells import Expects, read_date, read_entered, read_label, read_prose
from reportgen.workbook.grid import GridCell, Raw

AT = CellRef("Ekonomi", 9, "C")
D = Decimal


def entered(
    raw: Raw | GridCell, kind: ColumnType, unit: str = "tkr", words: tuple[str, ...] = ()
) -> tuple[Cell, list[str]]:
    cell = raw if isinstance(raw, GridCell) else GridCell(raw)
    found, remarks = read_entered(cell, AT, Expects(kind, unit, words))
    assert found.at == AT
    return found, [" ".join(filter(None, (remark.code.name, remark.found, remark.expected))) for remark in remarks]


def read(
    raw: Raw | GridCell, kind: ColumnType, unit: str = "tkr", words: tuple[str, ...] = ()
) -> tuple[Value, list[str]]:
    cell, remarks = entered(raw, kind, unit, words)
    return cell.value, remarks


@pytest.mark.parametrize(
    ("raw", "value", "remarks"),
    [
        (D("12.5"), D("12.5"), []),
        (D(0), D(0), []),
        (None, None, []),
        ("  ", None, []),
        ("\u200b", None, []),
        ("-", DASH, []),
        ("–", DASH, []),
        ("10,4", D("10.4"), ["TAL_SOM_TEXT 10,4 10,4"]),
        ("10,4 tkr", D("10.4"), ["TAL_SOM_TEXT 10,4 tkr 10,4"]),
        ("ca 3", "ca 3", ["TAL_OLASLIGT ca 3"]),
        ("1.234", "1.234", ["TAL_OLASLIGT 1.234"]),
        (True, "SANT", ["LOGISKT_VARDE SANT"]),
        (False, "FALSKT", ["LOGISKT_VARDE FALSKT"]),
        (datetime(2024, 2, 1), "2024-02-01", ["DATUM_I_TALCELL 2024-02-01"]),
        (date(2024, 2, 1), "2024-02-01", ["DATUM_I_TALCELL 2024-02-01"]),
        (time(12, 30), "12:30", ["DATUM_I_TALCELL 12:30"]),
    ],
)
def test_a_cell_for_numbers(raw: Raw, value: Value, remarks: list[str]) -> None:
    assert read(raw, ColumnType.BELOPP) == (value, remarks)


def test_a_hidden_count_of_persons_is_kept_as_it_stands_and_anything_else_is_told() -> None:
    persons = Expects(ColumnType.ANTAL, "antal", may_be_hidden=True)
    assert read_entered(GridCell("< 5"), AT, persons) == (Cell("< 5", AT), [])
    assert [remark.code.name for remark in read_entered(GridCell("några"), AT, persons)[1]] == ["TAL_OLASLIGT"]
    assert [r.code.name for r in read_entered(GridCell("< 5"), AT, Expects(ColumnType.BELOPP, "tkr"))[1]] == [
        "TAL_OLASLIGT"
    ]


def test_a_cell_shown_as_per_cent_holds_a_hundredth() -> None:
    cell = GridCell(D("0.052"), number_format="0.0%")
    assert read(cell, ColumnType.PROCENT, "%") == (D("5.2"), [])
    assert read(GridCell(D("5.2"), number_format='0.0" %"'), ColumnType.PROCENT, "%") == (D("5.2"), [])
    assert read("5,2 %", ColumnType.PROCENT, "%") == (D("5.2"), ["TAL_SOM_TEXT 5,2 % 5,2"])


def test_per_cent_where_an_amount_is_wanted_is_not_read() -> None:
    cell = GridCell(D("0.05"), number_format="0%")
    assert read(cell, ColumnType.BELOPP) == ("5 %", ["TAL_OLASLIGT 5 %"])


@pytest.mark.parametrize(
    ("raw", "value", "remarks"),
    [
        ("Öka", "Öka", []),
        ("65–79 år", "65–79 år", []),
        (D("3.5"), D("3.5"), []),
        ("3,5", D("3.5"), ["TAL_SOM_TEXT 3,5 3,5"]),
        ("1.234", "1.234", ["TAL_OLASLIGT 1.234"]),
        ("-", DASH, []),
        (datetime(2024, 3, 4), "2024-03-04", ["DATUM_I_TALCELL 2024-03-04"]),
    ],
)
def test_a_cell_for_numbers_or_words(raw: Raw, value: Value, remarks: list[str]) -> None:
    assert read(raw, ColumnType.VARDE) == (value, remarks)


@pytest.mark.parametrize(
    ("raw", "value", "remarks"),
    [
        ("rad 1  \r\nrad 2", "rad 1\nrad 2", []),
        ("1,5", "1,5", []),
        (D("1.5"), "1,5", ["TAL_I_TEXTCELL 1,5"]),
        (GridCell(D("0.5"), number_format="0%"), "50 %", ["TAL_I_TEXTCELL 50 %"]),
        (datetime(2024, 2, 1), "2024-02-01", []),
        (datetime(2024, 2, 1, 13, 30), "2024-02-01 13:30", []),
        (True, "SANT", []),
        ("-", DASH, []),
    ],
)
def test_a_cell_for_words(raw: Raw | GridCell, value: Value, remarks: list[str]) -> None:
    assert read(raw, ColumnType.TEXT) == (value, remarks)


def test_a_choice_is_known_whatever_its_case_and_spaces() -> None:
    words = ("Uppnås, helt", "Nej")
    assert read("  uppnås,  HELT ", ColumnType.STATUS, words=words) == ("Uppnås, helt", [])
    assert read("-", ColumnType.STATUS, words=words) == (DASH, [])
    assert read("Klart", ColumnType.STATUS, words=words) == ("Klart", ["STATUS_OKAND Klart Uppnås, helt, Nej"])


@pytest.mark.parametrize(
    ("raw", "value", "remarks"),
    [
        (datetime(2024, 8, 31), date(2024, 8, 31), []),
        (date(2024, 8, 31), date(2024, 8, 31), []),
        ("2024-08-31", date(2024, 8, 31), []),
        (D(20240831), date(2024, 8, 31), []),
        (D(45535), "45535", ["DATUM_OLASLIGT 45535"]),
        ("31/8", "31/8", ["DATUM_OLASLIGT 31/8"]),
        ("-", DASH, []),
    ],
)
def test_a_cell_for_dates(raw: Raw, value: Value, remarks: list[str]) -> None:
    assert read(raw, ColumnType.DATUM) == (value, remarks)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-8-1", date(2024, 8, 1)),
        ("2024.08.01", date(2024, 8, 1)),
        ("2024–08–01", date(2024, 8, 1)),
        ("den 1 Augusti 2024", date(2024, 8, 1)),
        ("1 aug. 2024", date(2024, 8, 1)),
        ("2024-02-30", None),
        ("01/02/2024", None),
        ("1 hest 2024", None),
        ("augusti 2024", None),
    ],
)
def test_dates_with_one_meaning_are_read(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_formula_counts_by_its_last_value() -> None:
    cell, remarks = entered(GridCell(D(1550), "=1200+350"), ColumnType.BELOPP)
    assert (cell.value, cell.formula, remarks) == (D(1550), "=1200+350", ["FORMEL_I_INMATNING =1200+350 1\u00a0550"])


def test_a_formula_that_nothing_has_worked_out_has_no_value() -> None:
    cell, remarks = entered(GridCell(None, "=A1"), ColumnType.BELOPP)
    assert (cell.value, cell.formula, remarks) == (None, "=A1", ["FORMEL_UTAN_VARDE =A1"])


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    cell, remarks = entered(GridCell("", '=IF(A1>0,A1,"")'), ColumnType.BELOPP)
    assert (cell.value, remarks) == (None, [])


def test_a_link_names_the_other_workbook() -> None:
    raw = GridCell(D(7), "=[Bok.xlsx]A!B2", links=("Bok.xlsx",))
    assert read(raw, ColumnType.BELOPP) == (D(7), ["LANK_TILL_ANNAN_BOK Bok.xlsx 7"])


@pytest.mark.parametrize("kind", [ColumnType.BELOPP, ColumnType.TEXT, ColumnType.DATUM, ColumnType.STATUS])
def test_excels_error_values_are_told_and_kept(kind: ColumnType) -> None:
    assert read(GridCell(error="#DIV/0!", formula="=1/0"), kind) == ("#DIV/0!", ["EXCELFEL #DIV/0!"])


@pytest.mark.parametrize(
    ("raw", "label"),
    [(" 60\u00a0Stab\n", "60 Stab"), (D(60), "60"), (D("1.5"), "1,5"), (date(2024, 2, 1), "2024-02-01"), (None, "")],
)
def test_a_label_is_what_stands_there(raw: Raw, label: str) -> None:
    assert read_label(GridCell(raw)) == label


def test_prose_keeps_its_lines() -> None:
    assert read_prose(GridCell("ett\r\n\r\ntvå ")) == "ett\n\ntvå"
