"""A total from the source is held against the workbook's own; what is not filled in has not been tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from drawing import context, report, seen, template
from reportgen.checks.control_totals import check_control_totals
from reportgen.model.finding import Code
from reportgen.pipeline import check_workbook
from reportgen.spec.control_totals import with_control_totals

MALL = with_control_totals(
    template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "utfall", rubrik = "Utfall" }]
    rad = [
      { nyckel = "hyror", etikett = "Hyror" },
      { nyckel = "loner", etikett = "Löner" },
      { nyckel = "summa", etikett = "Summa", typ = "summa", summera = ["hyror", "loner"] },
    ]

    [[tabell]]
    nyckel = "personer"
    titel = "Personer"
    enhet = "personer"
    kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "antal", rubrik = "Antal", typ = "antal" }]
    rad = [{ nyckel = "barn", etikett = "Barn" }, { nyckel = "vuxna", etikett = "Vuxna" }]
""")
)
LINE = "drift__summa__utfall"


def found(total: str, hyror: str = "1234", loner: str = "5000") -> list[tuple[str, str]]:
    drawn = report(
        MALL,
        f"""
        drift  | utfall
        hyror  | {hyror}
        loner  | {loner}
        summa  | ~

        avstamning | kalla | arbetsboken | skillnad
        {LINE}     | {total} | ~ | ~
        """,
    )
    return seen(check_control_totals(context(MALL, drawn)))


def test_a_total_beyond_rounding_is_found_at_its_cell_on_the_sheet() -> None:
    assert found("6200") == [("AVSTAMNING_SKILJER", "Avstämning!C4")]


@pytest.mark.parametrize("total", ["6234", "6235", "6233", ""])
def test_what_rounding_explains_and_what_is_empty_is_silent(total: str) -> None:
    assert found(total) == []


def test_a_total_has_no_say_before_its_table_is_filled_in() -> None:
    assert found("6234", "", "") == []


def test_a_total_has_no_say_where_words_stand_for_a_figure_of_its_table() -> None:
    """The words are an error of their own, and what the rest adds up to is none."""
    assert found("6234", "ca tusen") == []


def test_swapped_digits_in_a_part_are_named() -> None:
    drawn = report(
        MALL,
        f"""
        drift  | utfall
        hyror  | 2134
        loner  | 5000
        summa  | ~

        avstamning | kalla | arbetsboken | skillnad
        {LINE}     | 6234 | ~ | ~
        """,
    )
    (finding,) = check_control_totals(context(MALL, drawn))
    assert "Hyror i Drift är 1 234 (omkastade siffror)" in finding.details["slip"].replace("\u00a0", " ")


def test_a_hidden_count_explains_what_the_workbook_lacks() -> None:
    drawn = report(
        MALL,
        """
        personer | antal
        barn     | <5
        vuxna    | 20

        avstamning            | kalla | arbetsboken | skillnad
        personer__alla__antal | 23    | ~           | ~
        """,
    )
    assert list(check_control_totals(context(MALL, drawn))) == []


EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "sodertalje-verksamhetsplan-2025.xlsx"


def test_a_workbook_made_before_there_was_such_a_sheet_lacks_nothing(tmp_path: Path) -> None:
    book = load_workbook(EXAMPLE)
    del book["Avstämning"]
    book.save(tmp_path / "gammal.xlsx")
    told = {finding.code for finding in check_workbook(tmp_path / "gammal.xlsx").findings}
    assert not told & {Code.BLAD_SAKNAS, Code.TABELL_SAKNAS, Code.AVSTAMNING_SKILJER}


def test_a_row_of_the_sheet_that_was_named_otherwise_when_the_workbook_was_made_is_no_finding(tmp_path: Path) -> None:
    book = load_workbook(EXAMPLE)
    row = next(row for row in book["Avstämning"].iter_rows() if row[0].value == "internbudget__totalt__budget_fg")
    row[1].value = "Summan som den hette förut"
    book.save(tmp_path / "gammal.xlsx")
    assert Code.ETIKETT_ANDRAD not in {
        f.code for f in check_workbook(tmp_path / "gammal.xlsx").findings if not f.reason
    }


def test_a_figure_mistyped_in_the_file_is_found_by_its_total(tmp_path: Path) -> None:
    """Two digits changing places within the limits of the row: nothing else tells."""
    book = load_workbook(EXAMPLE)
    (cell,) = [row[2] for row in book["Internbudget"].iter_rows() if row[0].value == "missbruk"]
    assert cell.value == 86
    cell.value = 68
    book.save(tmp_path / "omkastad.xlsx")
    found = [finding for finding in check_workbook(tmp_path / "omkastad.xlsx").findings if not finding.reason]
    (finding,) = [finding for finding in found if finding.code is Code.AVSTAMNING_SKILJER]
    assert str(finding.place) == "avstamning.internbudget__totalt__budget_fg.kalla"
    assert "Vuxen missbruk" in finding.details["slip"]
