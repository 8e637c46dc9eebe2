"""Files of every kind, told by what is in them; what cannot be read is one line with the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from kolada_server import DATA, answer, item
from reportgen.importing.kolada_files import read_files
from reportgen.model.errors import ReportgenError

ROWS = [["Nyckeltal", "Kommun", "År", "Värde"], ["N30005 Nettokostnad", "9901 Exempelby", 2024, 5512.25]]


def seen(*files: Path) -> list[tuple[str, str, int, str]]:
    return [(one.kpi, one.area, one.year, str(one.value)) for one in read_files(files).observations]


ONE = [("N30005", "9901", 2024, "5512.25")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_json_with_and_without_mark(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "svar.txt"
    file.write_text(answer(item("N30005", "9901", 2024, 5512.25)), encoding)
    assert seen(file) == ONE


def test_excel_skips_sheets_without_figures(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Om Kolada"])
    sheet = book.create_sheet("Data")
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "lista.xlsx")
    assert seen(tmp_path / "lista.xlsx") == ONE


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "lista.csv"
    file.write_text("\n".join(";".join(map(str, row)).replace(".25", ",25") for row in ROWS), encoding)
    assert seen(file) == ONE


def test_several_files_are_one(tmp_path: Path) -> None:
    for number, one in enumerate(DATA[:2]):
        (tmp_path / f"{number}.json").write_text(answer(one), "utf-8")
    assert len(read_files(sorted(tmp_path.iterdir())).observations) == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("svar.json", b"<!DOCTYPE html><html>Logga in", "svar.json är en webbsida"),
        ("svar.json", b'{"values": [{"kpi"', "svar.json är inte JSON"),
        ("lista.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "gammal Excelfil"),
        ("lista.xlsx", b"PK\x03\x04trasig", "lista.xlsx"),
        ("lista.csv", b"Konto;Belopp\n5010;1\n", "rubriker för nyckeltal, kommun"),
        ("tom.csv", b"", "rubriker för nyckeltal, kommun"),
        ("bild.png", bytes(range(256)) * 20, "rubriker för nyckeltal, kommun"),
    ],
)
def test_what_is_no_file_of_koladas_is_one_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportgenError, match=said) as told:
        read_files([tmp_path / name])
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=r"svar\.json"):
        read_files([tmp_path / "svar.json"])
