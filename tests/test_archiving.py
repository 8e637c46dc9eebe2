"""A period closed, opened again and closed anew, with real workbooks in a folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from archives import close, closing, stamp
from archives import reopen as reopen_file
from reportgen.archive.folder import entries, read_entry
from reportgen.archiving import NotReadyError, choose, choose_one, close_workbook, copy_of_workbook, ensure_open, reopen
from reportgen.model.errors import ReportgenError
from reportgen.pipeline import RefusedError, check_workbook, make_report
from test_archive_content import without_sources

INPUTS = Path(__file__).resolve().parent.parent / "inputs"
MARCH = "standard-manadsuppfoljning-2025-03.xlsx"


@pytest.fixture
def march(tmp_path: Path) -> Path:
    """A workbook with its documents."""
    path = tmp_path / MARCH
    shutil.copy(INPUTS / MARCH, path)
    make_report(check_workbook(path), ("html",), tmp_path)
    return path


def changed(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    book.close()


def test_a_closed_period_holds_the_report_the_workbook_and_the_marks_of_its_documents(march: Path) -> None:
    closed = close_workbook(march, march.parent / "arkiv", stamp())
    (entry,) = entries(march.parent / "arkiv")
    archived = read_entry(entry)
    assert (entry.path, archived.closing) == (closed.file, closed.closing)
    assert copy_of_workbook(entry) == march.read_bytes()
    assert {mark.name for mark in archived.closing.documents} == {path.name for path in march.parent.glob("*.html")}
    assert archived.described.report == without_sources(check_workbook(march).derived)


def test_a_workbook_with_errors_is_not_closed(march: Path) -> None:
    changed(march, "Resultaträkning", "D12", "mycket")
    with pytest.raises(RefusedError, match=r"Perioden stängdes inte: .* har \d+ fel"):
        close_workbook(march, march.parent / "arkiv", stamp())
    assert not (march.parent / "arkiv").exists()


def test_documents_that_are_missing_are_told(march: Path) -> None:
    for path in march.parent.glob("*Tjänsteskrivelse*"):
        path.unlink()
    with pytest.raises(NotReadyError, match=r"Dokument saknas .*Tjänsteskrivelse"):
        close_workbook(march, march.parent / "arkiv", stamp())
    closed = close_workbook(march, march.parent / "arkiv", stamp(), without_documents=True)
    assert closed.closing.documents == ()


def test_documents_older_than_the_workbook_are_told(march: Path) -> None:
    for path in march.parent.glob("*.html"):
        os.utime(path, (1, 1))
    with pytest.raises(NotReadyError, match="har ändrats sedan dokumenten gjordes"):
        close_workbook(march, march.parent / "arkiv", stamp())


@pytest.mark.slow
def test_documents_are_taken_from_the_folder_named(march: Path) -> None:
    elsewhere = march.parent / "till nämnden"
    elsewhere.mkdir()
    for path in march.parent.glob("*.html"):
        path.rename(elsewhere / path.name)
    closed = close_workbook(march, march.parent / "arkiv", stamp(), documents=elsewhere)
    assert len(closed.closing.documents) == 3


@pytest.mark.slow
def test_a_closed_period_is_not_closed_again_until_it_is_opened(march: Path) -> None:
    folder = march.parent / "arkiv"
    first = close_workbook(march, folder, stamp())
    with pytest.raises(NotReadyError, match=r"redan stängd .2025-01-31 14:05 av anek"):
        close_workbook(march, folder, stamp(1))
    reopen(choose_one(folder, "2025-03"), stamp(2), "Fel belopp")
    second = close_workbook(march, folder, stamp(3))
    assert (first.closing.name.number, second.closing.name.number) == (1, 2)
    before = second.closing.before
    assert before is not None
    assert before.name == first.file.name
    assert [entry.is_reopened for entry in entries(folder)] == [True, False]


def test_a_period_is_opened_once_and_with_a_reason(march: Path) -> None:
    folder = march.parent / "arkiv"
    close_workbook(march, folder, stamp())
    with pytest.raises(NotReadyError, match="Skriv varför"):
        reopen(choose_one(folder, "2025-03"), stamp(), "  ")
    reopen(choose_one(folder, "2025-03"), stamp(1), "Fel belopp")
    with pytest.raises(NotReadyError, match="redan öppnad 2025-02-01 14:05 av anek: Fel belopp"):
        reopen(choose_one(folder, "2025-03"), stamp(2), "Igen")


@pytest.mark.slow
def test_documents_of_a_closed_period_are_made_only_of_its_workbook(march: Path) -> None:
    folder = march.parent / "arkiv"
    close_workbook(march, folder, stamp())
    ensure_open(check_workbook(march), folder)
    changed(march, "Texter", "C8", "- Kommunfullmäktige")
    with pytest.raises(NotReadyError, match="2025-03 är stängd"):
        ensure_open(check_workbook(march), folder)
    reopen(choose_one(folder, "2025-03"), stamp(1), "Fel mottagare")
    ensure_open(check_workbook(march), folder)


@pytest.mark.slow
def test_a_closing_is_chosen_by_period_workbook_or_file(march: Path) -> None:
    folder = march.parent / "arkiv"
    closed = close_workbook(march, folder, stamp())
    for what in ("2025-03", "mars 2025", str(march), closed.file.name, str(closed.file)):
        assert choose_one(folder, what).path == closed.file


def test_what_is_not_there_is_told(march: Path) -> None:
    folder = march.parent / "arkiv"
    with pytest.raises(ReportgenError, match="har ingen stängd period"):
        choose(folder, "2025-03")
    close_workbook(march, folder, stamp())
    with pytest.raises(ReportgenError, match=r"2025-04 är inte stängd\. Stängda perioder: 2025-03"):
        choose(folder, "2025-04")
    with pytest.raises(ReportgenError, match="varken en arbetsbok, en period eller en fil"):
        choose(folder, "finns-inte.xlsx")
    with pytest.raises(ReportgenError, match="finns inte i arkivet"):
        choose(folder, "socialnamnden_prov_2025-03_7.zip")


def test_a_period_closed_with_two_malls_is_named_by_its_file(tmp_path: Path) -> None:
    table = "drift | utfall\nvard | 1"
    first = close(tmp_path, table, closing("2025-04", template="manad"))
    second = close(tmp_path, table, closing("2025-04", template="delar"))
    with pytest.raises(ReportgenError, match=rf"flera gånger.*{second.name}, {first.name}"):
        choose_one(tmp_path, "2025-04")
    reopen_file(first)
    assert choose_one(tmp_path, "2025-04").path == second
