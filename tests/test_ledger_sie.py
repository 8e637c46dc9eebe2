"""SIE files made to the standard are read; what is broken is told with its line, all at once."""

from __future__ import annotations

import pytest

from reportgen.ledger.encoding import encoding_of
from reportgen.ledger.export import LedgerError
from reportgen.ledger.sie import SieFile, read_sie
from reportgen.ledger.sie_fields import fields_of
from sie_writer import LABELS, SieWriter, whole


def read(data: bytes) -> SieFile:
    return read_sie(data.decode(encoding_of(data, old=True)), "export.se")


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])
def test_words_are_read_in_every_encoding(encoding: str) -> None:
    file = read(whole(encoding)[0])
    assert file.accounts["5010"] == "Löner för arbetad tid, åäö"
    assert file.dimensions == {"1": "Ansvar", "20": "Verksamhet", "6": "Projekt", "21": "Underkonto"}


def test_the_whole_file_of_the_tests_has_every_record_of_the_standard() -> None:
    labels = {
        line.split()[0].removeprefix("#") for line in whole("utf-8")[0].decode().splitlines() if line.startswith("#")
    }
    assert set(LABELS) <= labels


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_are_counted_however_they_end(end: str) -> None:
    text = whole("utf-8")[0].decode().replace("\r\n", end) + "#RES 0 5010"
    with pytest.raises(LedgerError) as caught:
        read_sie(text, "export.se")
    assert [fault.line for fault in caught.value.faults] == [text.count(end) + 1]


def test_every_record_that_counts_is_there_and_the_others_are_skipped() -> None:
    file = read(whole()[0])
    assert (file.kind, file.years[0], file.years[-1]) == ("4", ("20250101", "20251231"), ("20240101", "20241231"))
    assert [balance.label for balance in file.balances] == ["#IB", "#UB", "#OIB", "#OUB", "#RES", "#RES", "#RES"]
    assert [month.amount for month in file.months] == [4000, 4000, 5000, 5000, 250025, 10000]
    assert [len(voucher.rows) for voucher in file.vouchers] == [2, 3], "#RTRANS och #BTRANS är inga egna belopp"
    first = file.vouchers[0].rows[0]
    assert (first.konto, first.amount, first.text) == ("5010", 200050, 'Lön "jan" {1} \\ mm')
    assert first.objects == (("1", "410"), ("20", "5510"), ("6", "P 1"))


def test_fields_of_a_line_are_parted_by_spaces_and_tabs() -> None:
    assert fields_of('#TRANS\t5010  {1 "4 10"}\t-5.00 "" "a b"') == [
        "#TRANS",
        "5010",
        (("1", "4 10"),),
        "-5.00",
        "",
        "a b",
    ]


BROKEN = {
    "#TRANS 5010 {} 1234,50": "är inget belopp",
    "#TRANS 5010 {} 1 234.50": "inget datum",
    "#TRANS 5010 {} 1.234": "är inget belopp",
    "#TRANS 5010 100.00": "saknar objektlista",
    "#TRANS 5010 {1} 100.00": "dimension utan objekt",
    "#TRANS 5010 {1 410 100.00": "klammern avslutas inte",
    "#TRANS 5010 {}": "saknar belopp",
    '#TRANS 5010 {} 1.00 20250131 "Lön': "citattecknet avslutas inte",
}


@pytest.mark.parametrize(("line", "why"), BROKEN.items(), ids=BROKEN)
def test_a_broken_row_of_a_voucher_is_told_with_its_line(line: str, why: str) -> None:
    lines = SieWriter().voucher("20250131").text().splitlines()
    lines.insert(-1, line)
    with pytest.raises(LedgerError) as caught:
        read_sie("\n".join(lines), "export.se")
    assert [(fault.line, why in fault.why) for fault in caught.value.faults] == [(len(lines) - 1, True)]


RECORDS = {
    "#RES 0 5010": "saknar saldo",
    "#RES 0 5010 1 234,50": "ingen kvantitet",
    "#PSALDO 0 202501 5010 {} 1 234,50": "ingen kvantitet",
    "#RES nu 5010 1.00": "inget årsnummer",
    "#PSALDO 0 202513 5010 {} 1.00 0": "ingen period",
    "#PBUDGET 0 202501 5010 {} ett 0": "inget belopp",
    "#OIB 0 5010 1.00": "saknar objektlista",
    "#RAR 0 2025 20251231": "inget datum",
    "#OMFATTN 20250231x": "inget datum",
    "#KONTO 5010": "saknar namn",
    "#DIM 1": "saknar namn",
    "#UNDERDIM 21": "saknar namn",
    '#KONTO "" "Löner"': "saknar konto",
    "#IB 0 1930": "saknar saldo",
    "#IB 1 1930 5.00": "inget årsnummer",
    "#UB 0 1930 5,00": "inget belopp",
    "#OUB 0 1930 {1} 5.00": "dimension utan objekt",
    "#OIB 0 1930 {1 410} fem": "inget belopp",
    "#PSALDO 0 202501 5010 {1 410 1.00": "klammern avslutas inte",
    "#PBUDGET 0 2025 5010 {} 1.00": "ingen period",
    '#VER A 1 20250231x "x"': "inget datum",
    "#RAR 0 20250101": "saknar slut",
    "#VALUTA": "saknar valuta",
    '#KONTO 5010 "Löner': "citattecknet avslutas inte",
    "#SIETYP 7": "finns inte",
    '#VER A 1 31/1 "x"': "inget datum",
    "#TRANS 5010 {} 1.00": "inte mellan { och }",
    "{": "utan en #VER",
    "}": "utan en {",
}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
@pytest.mark.parametrize(("line", "why"), RECORDS.items(), ids=RECORDS)
def test_a_broken_record_is_told_with_its_line(line: str, why: str, encoding: str) -> None:
    text = SieWriter().text() + line
    with pytest.raises(LedgerError) as caught:
        read(text.encode(encoding))
    assert [(fault.line, why in fault.why) for fault in caught.value.faults] == [(text.count("\n") + 1, True)]


def test_a_voucher_that_is_not_closed_is_told_where_it_begins() -> None:
    lines = SieWriter().voucher("20250131", ("5010", {}, "0")).text().splitlines()[:-1]
    with pytest.raises(LedgerError) as caught:
        read_sie("\n".join(lines), "export.se")
    assert [fault.line for fault in caught.value.faults] == [len(lines) - 2]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(LedgerError) as caught:
        read_sie(SieWriter().text() + "#RES 0 5010\n#RES 0 5011\n", "export.se")
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("text", ["", "Konto;Utfall\n5010;1\n", "#KONTO 5010 x\n"])
def test_what_is_no_sie_file_is_refused(text: str) -> None:
    with pytest.raises(LedgerError, match="SIE"):
        read_sie(text, "export.se")
