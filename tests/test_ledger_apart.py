"""A long list in several processes says what it says in one, and no process at all costs only time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reportgen.ledger import apart
from reportgen.ledger.csv_text import CsvText
from reportgen.ledger.export import Export, LedgerError
from reportgen.ledger.source import Source
from reportgen.ledger.tabular import export_of
from reportgen.model.period import Period

HEAD = "Verksamhet;Konto;Utfall ack\r\n"


def rows(number: int) -> Iterator[str]:
    """Rows of 40 konton; every thousandth has a quotation with a line feed in it."""
    for n in range(number):
        konto = f'"50{n % 40:02} Löner\nm.m."' if n % 1000 == 999 else f"50{n % 40:02}"
        yield f"{n % 7 + 500};{konto};{n % 900},{n % 100:02}\r\n"


def read(text: str, encoding: str = "cp1252") -> Export:
    return export_of(CsvText(text.encode(encoding)), "lista.csv", Period(2025, 8), Source())


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONG", 1)
    monkeypatch.setattr(apart, "_STRETCH", 20_000)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done in this process, as those that are started would."""

    def each(work: Callable[[object], object], jobs: list[object]) -> Iterator[object]:
        return map(work, jobs)

    monkeypatch.setattr("reportgen.ledger.tabular.each", each)


@pytest.mark.slow
@pytest.mark.usefixtures("parted")
def test_several_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "".join(rows(5_000))
    several = read(text)
    monkeypatch.setattr(apart, "LONG", 1 << 30)
    assert several == read(text)


@pytest.mark.usefixtures("parted", "here")
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_stretches_give_the_same(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "".join(rows(5_000))
    several = read(text, encoding)
    monkeypatch.setattr(apart, "LONG", 1 << 30)
    assert several == read(text, encoding)


@pytest.mark.usefixtures("parted", "here")
def test_a_sum_far_down_is_held_against_all_rows_above() -> None:
    ore = sum(n % 900 * 100 + n % 100 for n in range(5_000))
    text = HEAD + "".join(rows(5_000))
    assert read(f"{text}Summa;;{ore // 100},{ore % 100:02}\r\n").remarks == (
        "lista.csv: 1 summarad stämmer med raderna ovanför, och räknas inte med.",
    )
    with pytest.raises(LedgerError, match=r"rad 5002: summan av utfall"):
        read(f"{text}Summa;;{ore // 100 + 1},00\r\n")


@pytest.mark.usefixtures("parted", "here")
def test_a_fault_is_told_with_its_line() -> None:
    with pytest.raises(LedgerError, match="rad 2999: 1,2,3"):
        read(HEAD + "".join(rows(999 * 3)) + "500;5001;1,2,3\r\n" + "".join(rows(900)))


@pytest.mark.usefixtures("parted")
def test_where_no_process_can_be_started_the_list_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(apart, "ProcessPoolExecutor", refused)
    text = HEAD + "".join(rows(2_000))
    several = read(text)
    monkeypatch.setattr(apart, "LONG", 1 << 30)
    assert several == read(text)
