"""Answers as people make them, each through the command: no value is lost, and what is said is right."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from reportgen.cli.main import group
from reportgen.exchange.slots import slots
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.pipeline import check_workbook
from rounds import cell, part, places, sent_out

Edit = Callable[[Workbook], None]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def edited(path: Path, edit: Edit) -> Path:
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def collected(master: Path, *answers: Path) -> Result:
    return run("samla-in", master, *answers, "--mallar", master.parent / "mallar")


def values(master: Path) -> dict[Place, Value]:
    return slots(check_workbook(master, places(master.parent)).entered)


def anna(row: str, column: str) -> Place:
    return Place("drift", row, column)


def filled_in(book: Workbook) -> None:
    """What every answer here has: one figure and one comment."""
    cell(book["Drift"], "Barn", "Prognos").value = 121
    cell(book["Drift"], "Unga", "Kommentar").value = "Fler placeringar"


EXPECTED = {anna("barn", "prognos"): Decimal(121), anna("unga", "kommentar"): "Fler placeringar"}


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return sent_out(tmp_path)


def arrives(master: Path, result: Result, expected: dict[Place, Value] | None = None) -> None:
    now = values(master)
    for place, value in (EXPECTED if expected is None else expected).items():
        assert now.get(place) == value, result.output


def test_a_renamed_file_is_known_by_what_is_in_it(master: Path) -> None:
    answer = edited(part(master, "Anna Ek"), filled_in).rename(master.parent / "Kopia av Svar (2) SLUTLIG.xlsx")
    result = collected(master, answer)
    assert result.exit_code == 0
    assert "Kopia av Svar (2) SLUTLIG.xlsx, Anna Ek: 2 nya värden" in result.output
    arrives(master, result)


def test_sorted_rows_are_known_by_their_names(master: Path) -> None:
    """The visible cells have changed places, the hidden keys have not."""

    def swap(book: Workbook) -> None:
        filled_in(book)
        sheet = book["Drift"]
        one, two = (cell(sheet, label, "Verksamhet").row for label in ("Barn", "Unga"))
        for column in (2, 3, 4, 6):
            a, b = sheet.cell(one, column), sheet.cell(two, column)
            a.value, b.value = b.value, a.value

    result = collected(master, edited(part(master, "Anna Ek"), swap))
    assert result.exit_code == 0
    assert "Raden heter Barn men nyckeln hör till Unga" in result.output
    arrives(master, result)


def test_a_column_pasted_from_another_system_is_read_as_numbers(master: Path) -> None:
    def paste(book: Workbook) -> None:
        cell(book["Drift"], "Barn", "Prognos").value = "1\u00a0234,50"
        cell(book["Drift"], "Unga", "Prognos").value = " 2 345- "

    result = collected(master, edited(part(master, "Anna Ek"), paste))
    assert result.exit_code == 0
    arrives(master, result, {anna("barn", "prognos"): Decimal("1234.50"), anna("unga", "prognos"): Decimal(-2345)})


def test_merged_cells_lose_nothing_of_ours_and_it_is_told(master: Path) -> None:
    def merge(book: Workbook) -> None:
        filled_in(book)
        sheet = book["Drift"]
        first, last = (cell(sheet, label, "Prognos").coordinate for label in ("Barn", "Unga"))
        sheet.merge_cells(f"{first}:{last}")

    result = collected(master, edited(part(master, "Anna Ek"), merge))
    assert "är sammanfogade: bara den första läses" in result.output
    arrives(master, result)


def test_a_filter_left_on_hides_nothing_from_us(master: Path) -> None:
    def hide(book: Workbook) -> None:
        filled_in(book)
        sheet = book["Drift"]
        header, last = (cell(sheet, label, "Prognos") for label in ("Verksamhet", "Unga"))
        sheet.auto_filter.ref = f"B{header.row}:F{last.row}"
        sheet.row_dimensions[cell(sheet, "Barn", "Prognos").row].hidden = True
        sheet.column_dimensions["F"].hidden = True

    result = collected(master, edited(part(master, "Anna Ek"), hide))
    assert result.exit_code == 0
    arrives(master, result)


def test_words_in_the_wrong_place_are_all_handed_on(master: Path) -> None:
    """In a figure's cell, beside the table, in a locked cell, in a note, on the first page."""

    def write(book: Workbook) -> None:
        sheet = book["Drift"]
        cell(sheet, "Unga", "Prognos").value = "se Barn"
        cell(sheet, "Barn", "Budget").value = 99
        sheet["K3"] = "Bredvid tabellen"
        cell(sheet, "Barn", "Kommentar").comment = Comment("I en anteckning", "Anna")
        book["Läs först"]["G20"] = "På första bladet"

    result = collected(master, edited(part(master, "Anna Ek"), write))
    now = values(master)
    assert now[anna("unga", "prognos")] == "se Barn"
    assert now[anna("barn", "budget")] == 100
    unplaced = load_workbook(master)["Utan plats"]
    words = {str(c.value) for row in unplaced.iter_rows() for c in row if c.value is not None}
    assert {"99", "Bredvid tabellen", "I en anteckning", "På första bladet"} <= words
    assert "se Barn" in result.output
    assert "låst cell" in result.output


def test_an_inserted_row_is_a_new_row(master: Path) -> None:
    def insert(book: Workbook) -> None:
        sheet = book["Åtgärder"]
        first = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("ny_"))[0].row
        sheet.cell(first, 2, "Färre resor")
        sheet.insert_rows(first + 1)
        sheet.cell(first + 1, 2, "Ny upphandling")
        sheet.cell(first + 1, 4, 12)

    answer = edited(part(master, "Anna Ek"), insert)
    result = collected(master, answer)
    rows = check_workbook(master, places(master.parent)).entered.table("atgarder").rows
    assert sorted((row.label, row.cell("effekt").value) for row in rows) == [
        ("Färre resor", None), ("Ny upphandling", Decimal(12))
    ], result.output  # fmt: skip
    assert "oförändrad" in collected(master, answer).output


def test_a_deleted_row_leaves_ours_and_is_told(master: Path) -> None:
    def delete(book: Workbook) -> None:
        filled_in(book)
        book["Drift"].delete_rows(cell(book["Drift"], "Barn", "Prognos").row)

    result = collected(master, edited(part(master, "Anna Ek"), delete))
    assert "raden Barn finns inte i svaret; våra värden står kvar" in result.output
    arrives(master, result, {anna("barn", "prognos"): Decimal(110), anna("unga", "kommentar"): "Fler placeringar"})


def test_a_sheet_of_the_chefs_own_is_handed_on(master: Path) -> None:
    def add(book: Workbook) -> None:
        filled_in(book)
        own = book.create_sheet("Mitt blad")
        own["A1"], own["A2"] = "Se här", 77

    result = collected(master, edited(part(master, "Anna Ek"), add))
    arrives(master, result)
    assert "Eget blad: 77" in result.output


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("svar.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "äldre arbetsbok (.xls)"),
        ("svar.csv", b"Verksamhet;Prognos\nBarn;121\n", "ingen Excel-arbetsbok"),
        ("svar.xlsx", b"", "är tom"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do_and_the_others_are_read(
    master: Path, name: str, data: bytes, said: str
) -> None:
    answer = edited(part(master, "Anna Ek"), filled_in)
    (answer.parent / name).write_bytes(data)
    result = collected(master, answer.parent)
    assert result.exit_code == 1
    assert f"Inte med: {name}" in result.output
    assert said in result.output
    arrives(master, result)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_opened_and_saved_by_libreoffice(master: Path, tmp_path: Path) -> None:
    answer = edited(part(master, "Anna Ek"), filled_in)
    profile, out = (tmp_path / "profil").as_uri(), tmp_path / "lo"
    command: list[Any] = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        out,
        answer,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = collected(master, out)
    assert result.exit_code == 0, result.output
    arrives(master, result)


def test_texts_of_the_largest_size_come_back_whole(master: Path) -> None:
    text = ("Ett ord till. " * 2400)[:32_767].rstrip()

    def write(book: Workbook) -> None:
        cell(book["Texter"], "Risker", "Text").value = text

    result = collected(master, edited(part(master, "Cia Lind"), write))
    assert result.exit_code == 0
    assert values(master)[Place("text", "risker")] == text


def test_a_chefs_file_is_not_checked_as_a_report(master: Path) -> None:
    result = run("kontrollera", part(master, "Anna Ek"), "--mallar", master.parent / "mallar")
    assert result.exit_code == 2
    assert "samla-in" in result.output


@pytest.mark.parametrize("command", ["skicka-ut", "samla-in", "status", "angra"])
@pytest.mark.parametrize("name", [".", "/", "finns/inte.xlsx", "inte.xlsx"])
def test_what_is_no_file_is_said_in_one_line(command: str, name: str) -> None:
    result = run(command, name)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert "finns inte" in result.output or "är en mapp" in result.output


def test_nothing_to_undo_is_said(tmp_path: Path, master: Path) -> None:
    lonely = tmp_path / "ensam.xlsx"
    lonely.write_bytes(master.read_bytes())
    result = run("angra", lonely)
    assert result.exit_code == 2
    assert "inget att ångra" in result.output


def test_the_month_from_sending_to_undoing_through_the_commands(master: Path) -> None:
    malls = ("--mallar", master.parent / "mallar")
    edited(part(master, "Anna Ek"), filled_in)
    assert "Har inte svarat: Bo Al, Cia Lind." in collected(master, part(master, "Anna Ek")).output
    status = run("status", master, *malls, "--paminn").output
    assert "Anna Ek: har svarat" in status
    assert "Till: bo@exempel.se" in status
    assert f"insamlat {date.today().isoformat()}" in status
    undone = run("ångra", master)
    assert undone.exit_code == 0
    assert "Gäller nu: delar.xlsx" in undone.output
    assert "Anna Ek: har inte svarat" in run("status", master, *malls).output
