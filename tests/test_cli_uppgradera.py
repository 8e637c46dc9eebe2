"""reportgen uppgradera: a filled workbook, a changed mall, and nothing lost between them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from reportgen.cli.main import group
from reportgen.malls import sources
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook

HEAD = """
[mall]
namn = "prov"
titel = "Prov"
version = "{version}"
[[del]]
titel = "Prov"
"""
OLD = """
[[tabell]]
nyckel = "volymer"
titel = "Volymer"
enhet = "antal"
kolumn = [
  { nyckel = "namn", rubrik = "Post", typ = "etikett" },
  { nyckel = "budget", rubrik = "Budget" },
  { nyckel = "utfall", rubrik = "Utfall", obligatorisk = true },
]
rad = [
  { nyckel = "barn", etikett = "Barn" },
  { nyckel = "unga", etikett = "Unga" },
  { nyckel = "aldre", etikett = "Äldre" },
]
"""
NEW = """
[[tabell]]
nyckel = "volymer"
titel = "Volymer"
enhet = "antal"
kolumn = [
  { nyckel = "namn", rubrik = "Post", typ = "etikett" },
  { nyckel = "utfall", rubrik = "Utfall", obligatorisk = true },
]
rad = [
  { nyckel = "barn_unga", etikett = "Barn och unga" },
  { nyckel = "vuxna", etikett = "Vuxna" },
]
[[flytt]]
fran = "volymer.barn"
till = "volymer.barn_unga"
sammanslagen = true
[[flytt]]
fran = "volymer.unga"
till = "volymer.barn_unga"
sammanslagen = true
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def put_mall(folder: Path, version: str, tables: str) -> None:
    mall = folder / "mallar" / "prov"
    shutil.rmtree(mall, ignore_errors=True)
    mall.mkdir(parents=True)
    (mall / "mall.toml").write_text(HEAD.replace("{version}", version) + tables, "utf-8")
    (mall / "dokument.md.j2").write_text("# Rapport\n\n{{ tabell('volymer') }}\n", "utf-8")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Made and filled in for the old mall; beside it, the new one."""
    put_mall(tmp_path, "1.0", OLD)
    file = tmp_path / "delar.xlsx"
    assert run("ny", "prov", "--namnd", "Socialnämnden", "--period", "2025-08", "--ut", str(file)).exit_code == 0
    book = load_workbook(file)
    sheet = book["Volymer"]
    values = {"barn": (1.25, 10), "unga": (2, 20), "aldre": (3, 30)}
    for row in sheet.iter_rows():
        if row[0].value in values:
            row[2].value, row[3].value = values[row[0].value]
    book.save(file)
    put_mall(tmp_path, "2.0", NEW)
    return file


def test_the_new_workbook_lies_beside_the_old_which_is_as_it_was(workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("uppgradera", str(workbook))
    target = workbook.with_name("delar-uppgraderad.xlsx")
    assert done.stdout.splitlines()[:8] == [
        f"{target} är gjord för mallen prov, version 2.0 (var 1.0).",
        "Sammanslaget på volymer.barn_unga.utfall: volymer.barn.utfall, volymer.unga.utfall",
        "Utan plats, på ett eget blad i den nya: 4",
        "  volymer.barn.budget Barn, Budget: 1,25 (finns inte i mallen nu)",
        "  volymer.unga.budget Unga, Budget: 2 (finns inte i mallen nu)",
        "  volymer.aldre.budget Äldre, Budget: 3 (finns inte i mallen nu)",
        "  volymer.aldre.utfall Äldre, Utfall: 30 (finns inte i mallen nu)",
        "",
    ]
    assert workbook.read_bytes() == before
    report = check_workbook(target, sources(None, "", workbook.parent, target)).entered
    assert (report.version, report.cell(Place("volymer", "barn_unga", "utfall")).value) == ("2.0", 30)


def test_what_is_left_to_do_in_the_new_one_is_shown(workbook: Path) -> None:
    done = run("uppgradera", str(workbook))
    assert done.exit_code == 1
    assert "Vuxna, Utfall" in done.stdout


def test_the_sheet_utan_plats_holds_what_has_none(workbook: Path) -> None:
    target = workbook.with_name("ny.xlsx")
    run("uppgradera", str(workbook), "--ut", str(target))
    sheet = load_workbook(target)["Utan plats"]
    rows = [tuple(cell.value for cell in row[1:5]) for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ("Plats", "Etikett", "Värde", "Varför")
    assert ("volymer.aldre.utfall", "Äldre, Utfall", 30, "finns inte i mallen nu") in rows
    assert len(rows) == 5


def test_a_file_that_exists_is_never_written_over(workbook: Path) -> None:
    done = run("uppgradera", str(workbook), "--ut", str(workbook))
    assert done.exit_code == 2
    assert "finns redan och skrivs inte över" in done.stderr


def test_an_older_version_is_told_when_the_workbook_is_checked(workbook: Path) -> None:
    for command in (["kontrollera"], ["rapport", "--utkast", "--format", "html"]):
        told = run(*command, str(workbook)).stderr
        assert "version 1.0 av mallen, som nu är 2.0: kör reportgen uppgradera" in told
