"""Transactions one by one: what they are, and that they are the very amounts that the export adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ledger import sie, sie_export
from reportgen.ledger.csv_text import CsvText
from reportgen.ledger.encoding import encoding_of
from reportgen.ledger.entries import Entry, list_entries, sie_entries
from reportgen.ledger.export import Codes, Export, Measure
from reportgen.ledger.source import Source
from reportgen.ledger.tabular import export_of
from reportgen.model.period import Period
from sie_writer import SieWriter, whole

AUGUST = Period(2025, 8)


def of_list(text: str, source: Source = Source()) -> list[Entry]:  # noqa: B008  frozen
    rows = CsvText(text.encode("cp1252"))
    return list(list_entries(rows, "lista.csv", AUGUST, source, lambda *_: True))


def added(entries: Iterable[Entry]) -> dict[tuple[Codes, Measure], int]:
    sums: dict[tuple[Codes, Measure], int] = defaultdict(int)
    for entry in entries:
        sums[entry.codes, entry.measure] += entry.amount
    return dict(sums)


def sums(export: Export) -> dict[tuple[Codes, Measure], int]:
    return {(codes, measure): ore for codes, amounts in export.sums.items() for measure, ore in amounts.items()}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_the_rows_of_the_vouchers_add_up_to_the_export(encoding: str) -> None:
    data, _ = whole(encoding)
    file = sie.read_sie(data.decode(encoding_of(data, old=True)), "a.se")
    entries = list(sie_entries(file, AUGUST, {}, lambda *_: True))
    booked = {key: ore for key, ore in sums(sie_export.export_of(file, AUGUST)).items() if key[1] is Measure.UTFALL}
    assert added(entries) == booked
    assert (entries[0].voucher, entries[0].day, entries[0].text) == ("A 1", "2025-01-31", 'Lön "jan" {1} \\ mm')


def test_vouchers_after_the_period_are_not_there() -> None:
    writer = SieWriter().voucher("20250831", ("5010", {}, "1"), ("1930", {}, "-1"))
    writer.voucher("20250901", ("5010", {}, "7"), ("1930", {}, "-7"), number=2)
    file = sie.read_sie(writer.text(), "a.se")
    found = sie_entries(file, AUGUST, {}, lambda codes, _: codes.konto == "5010")
    assert [(entry.voucher, entry.amount) for entry in found] == [("A 1", 100)]


def test_a_personnummer_in_a_text_is_masked() -> None:
    writer = SieWriter().voucher("20250831", ("5010", {}, "1"), ("1930", {}, "-1"), text="Placering 19121212-1212")
    file = sie.read_sie(writer.text(), "a.se")
    (entry,) = sie_entries(file, AUGUST, {}, lambda codes, _: codes.konto == "5010")
    assert entry.text == "Placering 19121212-****"
    assert of_list("Konto;Vernr;Text;Belopp\n4620;1;HVB 19121212-1212;5,00\n")[0].text == "HVB 19121212-****"


def test_a_list_of_transactions_has_voucher_day_and_text_whatever_the_order() -> None:
    text = "Text;Belopp;Verserie;Vernr;Bokföringsdatum;Konto;Vht\nHVB maj;-12,50;L;204;20250531;4620 Köp;5520\n"
    (entry,) = of_list(text)
    assert (entry.line, entry.voucher, entry.day, entry.text) == (2, "L 204", "2025-05-31", "HVB maj")
    assert (entry.codes, entry.measure, entry.amount) == (Codes("4620", "5520"), Measure.UTFALL, -1250)


def test_a_list_with_a_period_and_a_day_shows_the_day_and_counts_by_the_period() -> None:
    text = "Konto;Period;Datum;Belopp\n5010;202408;2024-08-30;1,00\n5010;202509;2025-09-01;2,00\n"
    assert [(e.day, e.measure) for e in of_list(text)] == [("2024-08-30", Measure.UTFALL_FG)]


def test_a_list_of_sums_has_no_transactions() -> None:
    assert of_list("Konto;Text;Utfall ack;Budget år\n5010;Löner;1,00;2,00\n") == []


def test_lines_are_counted_as_the_file_has_them_and_sums_are_passed_over() -> None:
    text = "Utskrift\n\nKonto;Ver;Utfall\n5010;1;1,00\n;;\nSumma;;1,00\n5020;2;2,00\n"
    assert [(entry.line, entry.amount) for entry in of_list(text)] == [(4, 100), (7, 200)]


def test_amounts_are_in_the_unit_of_the_source() -> None:
    assert of_list("Konto;Ver;Utfall\n5010;1;1,5\n", Source(unit="tkr"))[0].amount == 150_000


ROW = st.tuples(
    st.sampled_from(["5010", "4620"]),
    st.sampled_from(["202501", "202508", "202509", "202408", "202412"]),
    st.integers(-(10**9), 10**9),
)


@given(st.lists(ROW, min_size=1, max_size=20))
def test_transactions_of_a_list_add_up_to_its_export(rows: list[tuple[str, str, int]]) -> None:
    lines = [
        f"{konto};{month};V{n};{Decimal(ore).scaleb(-2)}".replace(".", ",")
        for n, (konto, month, ore) in enumerate(rows)
    ]
    text = "\n".join(["Konto;Period;Vernr;Belopp", *lines, ""])
    wanted = [month for _, month, _ in rows if month in ("202501", "202508", "202408")]
    if not wanted:
        return
    assert added(of_list(text)) == sums(export_of(CsvText(text.encode()), "lista.csv", AUGUST, Source()))
