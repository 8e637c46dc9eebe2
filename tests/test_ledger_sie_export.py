"""What a SIE file says of a period: booked, budget and the year before, each once; and its sums held against its parts."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ledger.encoding import encoding_of
from reportgen.ledger.export import Codes, Export, Imbalance, LedgerError, Measure
from reportgen.ledger.sie import read_sie
from reportgen.ledger.sie_export import export_of
from reportgen.model.period import Period
from sie_writer import SieWriter, whole

AUGUST = Period(2025, 8)
HEAD = SieWriter().text().count("\r\n") + 1
"""The first line after what every file begins with."""


def export(data: bytes, period: Period = AUGUST, dimensions: dict[str, str] | None = None) -> Export:
    return export_of(read_sie(data.decode(encoding_of(data, old=True)), "export.se"), period, dimensions or {})


def said(export: Export) -> dict[str, Decimal]:
    return {
        f"{measure} {codes.konto} {codes.verksamhet}": Decimal(amount) / 100
        for codes, amounts in export.sums.items()
        for measure, amount in amounts.items()
    }


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_a_whole_file_says_the_same_in_every_encoding(encoding: str) -> None:
    data, expected = whole(encoding)
    assert said(export(data)) == expected


def test_transactions_after_the_period_are_not_in_it() -> None:
    data, _ = whole()
    assert export(data, Period(2025, 7)).sums[Codes("5010", "5510", "410", "P 1")][Measure.UTFALL] == 200050
    assert said(export(data, Period(2025, 7))).get("utfall 5010 5520") is None


def test_months_of_type_2_are_the_outcome() -> None:
    writer = SieWriter(kind=2).account("5010", "Löner")
    writer.month("PSALDO", 0, "202501", "5010", "10").month("PSALDO", 0, "202508", "5010", "20")
    writer.month("PSALDO", 0, "202509", "5010", "40")
    assert said(export(writer.data())) == {"utfall 5010 ": Decimal(30)}


def test_what_months_on_objects_leave_of_the_konto_has_no_object() -> None:
    writer = (
        SieWriter(kind=3).account("5010", "Löner").dimension("1", "Ansvar", "41").dimension("20", "Verksamhet", "55")
    )
    writer.month("PSALDO", 0, "202501", "5010", "100")
    writer.month("PSALDO", 0, "202501", "5010", "70", {"20": "55"}).month(
        "PSALDO", 0, "202501", "5010", "90", {"1": "41"}
    )
    assert said(export(writer.data())) == {"utfall 5010 55": Decimal(70), "utfall 5010 ": Decimal(30)}


def test_the_result_of_type_1_is_the_outcome_of_the_whole_year_only() -> None:
    data = SieWriter(kind=1).account("5010", "Löner").balance("RES", 0, "5010", "12.5").data()
    assert said(export(data, Period(2025, 12))) == {"utfall 5010 ": Decimal("12.5")}
    assert export(data).measures == ()
    assert export(data).remarks


def test_dimensions_of_a_source_come_before_their_names() -> None:
    data, _ = whole()
    codes = set(export(data, dimensions={"20": "motpart"}).sums)
    assert Codes(konto="5010", motpart="5520") in codes


def test_another_year_is_refused() -> None:
    with pytest.raises(LedgerError, match="gäller 2025"):
        export(whole()[0], Period(2026, 8))


def broken(line: int, data: bytes) -> list[int]:
    with pytest.raises(LedgerError) as caught:
        export(data)
    return [fault.line - line for fault in caught.value.faults]


def test_a_voucher_that_does_not_balance_is_told_at_its_line() -> None:
    writer = SieWriter().voucher("20250131", ("5010", {}, "100.00"), ("1930", {}, "-99.99"))
    assert broken(HEAD, writer.data()) == [0]


def test_the_way_on_is_said_last_when_a_voucher_does_not_balance() -> None:
    writer = SieWriter().voucher("20250131", ("5010", {}, "100.00"), ("1930", {}, "-99.99"))
    with pytest.raises(LedgerError) as caught:
        export(writer.data())
    first, fault, last = str(caught.value).splitlines()
    assert "1 fel" in first
    assert "blir 0,01" in fault
    assert "--godta-obalans" in last


def test_a_result_that_is_not_its_transactions_is_told_at_its_line() -> None:
    writer = SieWriter().balance("RES", 0, "5010", "99.00")
    writer.voucher("20250131", ("5010", {}, "100"), ("1930", {}, "-100"))
    assert broken(HEAD, writer.data()) == [0]


def test_a_closing_balance_that_is_not_opening_and_months_is_told() -> None:
    writer = SieWriter(kind=2).balance("IB", 0, "1930", "10").balance("UB", 0, "1930", "30")
    writer.month("PSALDO", 0, "202501", "1930", "19.99")
    assert broken(HEAD + 1, writer.data()) == [0]


def test_amounts_in_another_currency_are_refused() -> None:
    text = SieWriter().text().replace("#VALUTA SEK", "#VALUTA EUR")
    with pytest.raises(LedgerError, match="EUR") as caught:
        export(text.encode("cp437"))
    assert [fault.line for fault in caught.value.faults] == [text.split("\r\n").index("#VALUTA EUR") + 1]


def test_vouchers_that_do_not_balance_are_taken_as_they_stand_and_told_when_they_are_accepted() -> None:
    writer = SieWriter().voucher("20250131", ("5010", {}, "100.00"), ("1930", {}, "-99.99"), number=7)
    file = read_sie(writer.text(), "export.se")
    read = export_of(file, AUGUST, accept_unbalanced=True)
    assert read.unbalanced == (Imbalance("export.se", HEAD, "A 7", 1),)
    assert read.total(Measure.UTFALL) == 1


def test_what_is_booked_after_the_period_is_told_and_not_counted() -> None:
    writer = SieWriter().voucher("20250901", ("5010", {}, "10"), ("1930", {}, "-10"))
    read = export(writer.voucher("20250801", ("5010", {}, "3"), ("1930", {}, "-3"), number=2).data())
    assert read.sums[Codes("5010")] == {Measure.UTFALL: 300}
    assert [remark for remark in read.remarks if "efter" in remark] == [
        "export.se: 1 verifikation är bokförd efter 2025-08-31 och räknas inte med."
    ]


KONTO = st.sampled_from(["3110", "4620", "5010", "6010"])
WORDS = st.text(alphabet='abc åäöÅÄÖé"{}', max_size=8).filter(lambda text: text == text.strip())
ROW = st.tuples(
    KONTO, st.dictionaries(st.sampled_from(["1", "6", "20"]), WORDS.filter(bool)), st.integers(-(10**12), 10**12)
)


@given(
    vouchers=st.lists(
        st.tuples(st.integers(1, 12), st.lists(ROW, min_size=1, max_size=4), WORDS), min_size=1, max_size=5
    ),
    encoding=st.sampled_from(["cp437", "cp1252", "utf-8"]),
)
def test_every_ore_of_a_file_is_read_in_every_encoding(
    vouchers: list[tuple[int, list[tuple[str, dict[str, str], int]], str]], encoding: str
) -> None:
    writer = SieWriter().dimension("1", "Ansvar").dimension("20", "Verksamhet").account("5010", "Löner åäö ÅÄÖ é")
    said: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for number, (month, rows, text) in enumerate(vouchers, 1):
        rest = -sum(ore for _, _, ore in rows)
        drawn = [*rows, ("1930", dict[str, str](), rest)]
        writer.voucher(f"2025{month:02}15", *((k, o, written(ore)) for k, o, ore in drawn), number=number, text=text)
        for konto, objects, ore in drawn if month <= AUGUST.month else ():
            said[konto, objects.get("20", ""), objects.get("1", ""), objects.get("6", "")] += ore
    read = {codes[:4]: amounts[Measure.UTFALL] for codes, amounts in export(writer.data(encoding)).sums.items()}
    assert read == said


def written(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"
