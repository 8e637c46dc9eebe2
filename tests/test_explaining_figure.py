"""A figure is led back to its export: konton, vouchers and the line of Kontering, as long as the file is there and unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from reportgen.explain.steps import Kind
from reportgen.explaining.figure import Explained, explain_figure
from reportgen.importing.figures import import_figures
from reportgen.ledger.export import LedgerError
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.pipeline import find_template, new_workbook
from sie_writer import SieWriter

NOW = datetime(2025, 4, 3, 9, 30, tzinfo=UTC)
PERSONAL, NETTO = "resultatrakning.personal.utfall", "resultatrakning.netto.utfall"
CSV = (
    "Konto;Vht;Period;Vernr;Datum;Text;Belopp\n"
    "5010;5510;202501;17;2025-01-31;Löner 19121212-1212;1000000,50\n"
    "5010;5510;202503;18;2025-03-31;Löner mars;234567,39\n"
    "5010;5520;202503;19;2025-03-31;Löner;-0,89\n"
    "5010;5510;202504;20;2025-04-30;Löner april;7,00\n"
    "3110;5510;202503;21;2025-03-31;Avgift;-2000,10\n"
)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "mars.xlsx"
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 3), path)
    return path


def export(master: Path, text: str = CSV, name: str = "utfall.csv") -> Path:
    path = master.with_name(name)
    path.write_bytes(text.encode("cp1252"))
    return path


def imported(master: Path, file: Path) -> None:
    import_figures(master, [file], now=NOW)


def explained(master: Path, said: str = PERSONAL, **how: Any) -> Explained:
    return explain_figure(master, said, **how)


def booked(found: Explained, place: str = PERSONAL) -> list[tuple[str, int, list[tuple[str, str, int, str]]]]:
    given = found.of_export(Place.parse(place))
    assert given is not None
    return [
        (str(one.codes), one.amount, [(entry.voucher, entry.day, entry.amount, entry.text) for entry in one.entries])
        for one in given.booked
    ]


def edited(master: Path, change: Callable[[Any], None]) -> None:
    book = load_workbook(master)
    change(book)
    book.save(master)


def cell_of(book: Any, place: str) -> Any:
    _, row, column = place.split(".")
    sheet = book["Resultaträkning"]
    keys = next(line for line in sheet.iter_rows() if any(cell.value == column for cell in line))
    letter = next(cell.column for cell in keys if cell.value == column)
    number = next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 1).value == row)
    return sheet.cell(number, letter)


def test_a_list_of_transactions_gives_konton_and_vouchers_with_personnummer_masked(master: Path) -> None:
    imported(master, export(master))
    found = explained(master)
    assert booked(found) == [
        (
            "konto 5010, verksamhet 5510",
            123456789,
            [
                ("17", "2025-01-31", 100000050, "Löner 19121212-****"),
                ("18", "2025-03-31", 23456739, "Löner mars"),
            ],
        ),
        ("konto 5010, verksamhet 5520", -89, [("19", "2025-03-31", -89, "Löner")]),
    ]
    given = found.of_export(Place.parse(PERSONAL))
    assert given is not None
    assert (given.value, given.stands, given.turned) == (Decimal("-1234.567"), True, -123456700)
    assert given.booked[0].line.endswith(": konto 5*")
    assert found.traced.remarks == ()


@pytest.mark.slow
def test_sie_and_excel_give_the_same_transactions_as_csv(master: Path, tmp_path: Path) -> None:
    sie = SieWriter().account("5010", "Löner").dimension("20", "Verksamhet", "5510")
    sie.voucher("20250131", ("5010", {"20": "5510"}, "10.50"), ("1930", {}, "-10.50"), number=17)
    (tmp_path / "a.se").write_bytes(sie.data())
    book = Workbook()
    assert book.active is not None
    book.active.append(["Konto", "Verksamhet", "Verifikat", "Datum", "Text", "Belopp"])
    book.active.append([5010, 5510, "A 17", datetime(2025, 1, 31, tzinfo=UTC).replace(tzinfo=None), "Löner", 10.5])
    book.save(tmp_path / "a.xlsx")
    csv = export(master, "Konto;Vht;Ver;Datum;Text;Belopp\n5010;5510;A 17;2025-01-31;Löner;10,50\n")
    for file in (tmp_path / "a.se", tmp_path / "a.xlsx", csv):
        found = explained(master, exports=[file])
        assert booked(found) == [("konto 5010, verksamhet 5510", 1050, [("A 17", "2025-01-31", 1050, "Löner")])]


@pytest.mark.slow
def test_a_list_of_sums_gives_konton_and_no_vouchers(master: Path) -> None:
    imported(master, export(master, "Konto;Utfall ack\n5010;10,50\n"))
    assert booked(explained(master)) == [("konto 5010", 1050, [])]


def test_a_sum_leads_on_to_its_leaves_and_their_vouchers_only_when_asked_in_full(master: Path) -> None:
    imported(master, export(master))
    found = explained(master, NETTO)
    assert found.explanation.asked.kind is Kind.FORMULA or found.explanation.asked.kind is Kind.SUM
    assert [entries for _, _, entries in booked(found)] == [[], []]
    full = explained(master, NETTO, in_full=True)
    assert [len(entries) for _, _, entries in booked(full)] == [2, 1]


@pytest.mark.slow
def test_an_export_that_has_been_moved_is_told_and_read_where_it_is_given(master: Path) -> None:
    file = export(master)
    imported(master, file)
    moved = file.rename(file.with_name("flyttad.csv"))
    found = explained(master)
    assert found.traced.cells == {}
    assert "utfall.csv finns inte kvar" in found.traced.remarks[0]
    assert len(booked(explained(master, exports=[moved]))) == 2


@pytest.mark.slow
def test_an_export_that_has_been_changed_is_told_and_not_read(master: Path) -> None:
    imported(master, export(master))
    export(master, CSV.replace("234567,39", "1,00"))
    found = explained(master)
    assert found.traced.cells == {}
    assert "utfall.csv är en annan än den som fördes in 2025-04-03 09:30" in found.traced.remarks[0]
    given = explained(master, exports=[master.with_name("utfall.csv")]).of_export(Place.parse(PERSONAL))
    assert given is not None
    assert not given.stands


@pytest.mark.slow
def test_a_workbook_that_was_moved_with_its_export_finds_it(master: Path, tmp_path: Path) -> None:
    imported(master, export(master))
    folder = tmp_path / "annan"
    folder.mkdir()
    for file in (master, master.with_name("utfall.csv")):
        file.rename(folder / file.name)
    assert len(booked(explained(folder / master.name))) == 2


def test_the_source_that_was_chosen_is_used_again(master: Path) -> None:
    (master.parent / "kallor").mkdir()
    (master.parent / "kallor" / "eko.toml").write_text('enhet = "tkr"\n[rubriker]\nutfall = "A"\n', "utf-8")
    import_figures(master, [export(master, "Konto;A\n5010;12,5\n")], now=NOW, source="eko")
    assert booked(explained(master)) == [("konto 5010", 1250000, [])]


@pytest.mark.slow
def test_a_broken_export_that_is_given_is_an_error(master: Path) -> None:
    with pytest.raises(LedgerError, match="rad 2"):
        explained(master, exports=[export(master, "Konto;Utfall\n5010;ett\n")])


def test_a_figure_typed_after_the_import_is_told_from_the_imported(master: Path) -> None:
    imported(master, export(master))
    edited(master, lambda book: setattr(cell_of(book, PERSONAL), "value", -1200))
    found = explained(master)
    known = found.explanation.asked.provenance.imported
    assert known is not None
    assert (known.value, known.file, known.at, known.stands) == (
        Decimal("-1234.567"),
        "utfall.csv",
        "2025-04-03 09:30",
        False,
    )
    given = found.of_export(Place.parse(PERSONAL))
    assert given is not None
    assert (given.value, given.stands) == (Decimal("-1234.567"), False)


def test_what_the_workbook_knows_of_a_typed_cell_is_told(master: Path) -> None:
    def change(book: Any) -> None:
        cell = cell_of(book, PERSONAL)
        cell.value = "=-1000-200"
        cell.comment = Comment("Enligt mejl om 19121212-1212", "Controller")

    edited(master, change)
    found = explained(master).explanation.asked
    assert found.provenance.formula == "=-1000-200"
    assert found.provenance.note == "Enligt mejl om 19121212-****"


@pytest.mark.slow
def test_the_log_tells_what_was_before(master: Path) -> None:
    imported(master, export(master))
    import_figures(master, [export(master, CSV.replace("234567,39", "1,00"))], now=NOW.replace(hour=11))
    log = explained(master).explanation.asked.provenance.log
    assert [(line.at, line.who, line.before, line.after) for line in log] == [
        ("2025-04-03 11:30", "Import", "−1\u00a0235", "−1\u00a0000"),
        ("2025-04-03 09:30", "Import", "(tom)", "−1\u00a0235"),
    ]


def test_where_it_is_printed_is_told(master: Path) -> None:
    imported(master, export(master))
    assert [one.where for one in explained(master).printed] == ["tabellen"]
