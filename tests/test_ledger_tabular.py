"""Lists out of the economy system: the same whatever form they are written in, and what is wrong told with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ledger.csv_text import CsvText, Field
from reportgen.ledger.export import Codes, Export, LedgerError, Measure
from reportgen.ledger.source import Source
from reportgen.ledger.tabular import export_of
from reportgen.model.period import Period

AUGUST = Period(2025, 8)
HEAD = "Ansvar;Verksamhet;Konto;Objekt;Motpart;Budget år;Budget ack;Utfall ack;Prognos;Föreg år\r\n"


def csv_export(text: str, encoding: str = "cp1252", source: Source = Source()) -> Export:  # noqa: B008  frozen
    return export_of(CsvText(text.encode(encoding)), "lista.csv", AUGUST, source)


def faults(text: str) -> list[int]:
    with pytest.raises(LedgerError) as caught:
        csv_export(text)
    return [fault.line for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_headings_are_found_in_every_encoding(encoding: str) -> None:
    read = csv_export(HEAD + "41;5510;5010;;;300,00;200,00;-210,50;290,00;190,01\r\n", encoding)
    assert read.measures == tuple(Measure)
    assert read.sums == {
        Codes("5010", "5510", "41"): {
            Measure.BUDGET: 30000,
            Measure.PERIODBUDGET: 20000,
            Measure.UTFALL: -21050,
            Measure.PROGNOS: 29000,
            Measure.UTFALL_FG: 19001,
        }
    }


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1234,50", 123450), ("1 234,50", 123450), ("1\u00a0234,5", 123450), ("1234.5", 123450), ("1.234,50", 123450),
        ("1,234.50", 123450), ("-0,05", -5), ("−5", -500), ("5,00-", -500), ("(5)", -500), ("-", 0), ("", 0), ("0", 0),
    ],
)  # fmt: skip
def test_an_amount_is_read_however_it_is_written(text: str, ore: int) -> None:
    read = csv_export(f'Konto;Utfall\n5010;"{text}"\n5020;1,00\n', "utf-8")
    assert read.total(Measure.UTFALL) == ore + 100


def test_columns_may_stand_in_any_order_under_lines_of_title() -> None:
    read = csv_export("Utskrift 2025-09-03\n\nUtfall;Kto;Vht\n5;5010 Löner;5510 - HVB\n")
    assert read.sums == {Codes("5010", "5510"): {Measure.UTFALL: 500}}


@pytest.mark.parametrize("sign", [";", "\t", ",", "|"])
def test_fields_are_parted_by_what_the_file_uses(sign: str) -> None:
    assert csv_export(f"Konto{sign}Utfall\n5010{sign}7.50\n").total(Measure.UTFALL) == 750


def test_headings_with_the_year_in_them_are_known() -> None:
    assert csv_export("Konto;Utfall ack 202508;Budget 2025;Föreg år kr\n1;1;2;3\n").measures == (
        Measure.UTFALL,
        Measure.UTFALL_FG,
        Measure.BUDGET,
    )


def test_a_source_names_its_own_headings_and_unit() -> None:
    source = Source("eko", unit="tkr", headings={"konto": "Slag", "utfall": "A"})
    assert csv_export("Slag;A;Utfall\n5010;1,5;9\n", source=source).total(Measure.UTFALL) == 150_000


def test_a_heading_of_the_source_that_is_missing_is_told() -> None:
    source = Source("eko", headings={"budget": "B"})
    with pytest.raises(LedgerError, match="rubriken B finns inte"):
        csv_export("Konto;Utfall\n5010;1\n", source=source)


def test_a_list_without_headings_is_refused() -> None:
    assert faults("5010;1,00\n5020;2,00\n") == [0]


def test_sums_among_the_rows_are_held_against_them_and_not_counted() -> None:
    read = csv_export("Konto;Utfall\n5010;1\n5020;2\nSumma löner;3\n6010;4\nDelsumma;4\n;7\nTotalt;7\n")
    assert read.total(Measure.UTFALL) == 700
    assert len(read.remarks) == 1


def test_a_sum_that_is_not_its_rows_is_told_at_its_line() -> None:
    assert faults("Konto;Utfall\n5010;1\nSumma;3\n") == [3]


def test_a_row_without_konto_is_an_amount_without_konto_and_not_lost() -> None:
    read = csv_export("Konto;Verksamhet;Utfall\n5010;55;1\n;55;2\n")
    assert read.sums[Codes("", "55")] == {Measure.UTFALL: 200}


def test_every_row_that_cannot_be_read_is_told() -> None:
    assert faults("Konto;Utfall\n5010;ett\n5020;1\n5030\n5040;1,234\n5050;1.234\n") == [2, 4, 5, 6]


@pytest.mark.parametrize("when", ["202508", "2025-08-31", "2025-08", "20250801"])
def test_transactions_go_to_the_year_of_their_day(when: str) -> None:
    read = csv_export(
        f"Konto;Period;Belopp\n5010;{when};1\n5010;202401;2\n5010;202409;4\n5010;202509;8\n5010;202301;16\n"
    )
    assert read.sums == {Codes("5010"): {Measure.UTFALL: 100, Measure.UTFALL_FG: 200}}
    assert len(read.remarks) == 1, "de andra perioderna sägs"


def test_a_period_that_cannot_be_read_is_told() -> None:
    with pytest.raises(LedgerError, match="perioden snart"):
        csv_export("Konto;Period;Belopp\n5010;snart;1\n")


def test_rows_of_excel_have_numbers_and_dates() -> None:
    rows: list[Sequence[Field]] = [
        ["Konto", "Datum", "Belopp"],
        [Decimal(5010), date(2025, 3, 1), Decimal("1.1") + Decimal("1e-13")],
    ]
    assert export_of(rows, "lista.xlsx", AUGUST, Source()).sums == {Codes("5010"): {Measure.UTFALL: 110}}


def written(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02}"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-(10**14), 10**14), st.booleans()), min_size=1, max_size=40))
def test_quick_and_slow_reading_give_the_same(rows: list[tuple[int, int, bool]]) -> None:
    """A heap with anything unusual in it is read row by row: an empty row at the end makes it so."""
    lines = "".join(f"50{konto};{f' {written(ore)}' if spaced else written(ore)}\n" for konto, ore, spaced in rows)
    quick, slow = csv_export("Konto;Utfall\n" + lines), csv_export("Konto;Utfall\n" + lines + ";\n")
    assert quick.sums == slow.sums
    assert quick.total(Measure.UTFALL) == sum(ore for _, ore, _ in rows)
