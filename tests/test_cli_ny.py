"""reportgen ny."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.cli.ny import quoted
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook, list_templates
from reportgen.workbook.kontering_sheet import read_kontering
from reportgen.workbook.last_time import is_ours
from reportgen.workbook.read import read_workbook
from reportgen.workbook.responsible_sheet import read_responsible
from rounds import OWNERS, assigned, places
from test_cli_arkiv import run

MALL = list_templates()[0].spec.info.name
INPUTS = Path(__file__).resolve().parent.parent / "inputs"


def ny(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["ny", *arguments])


def test_workbook_is_made_for_that_namnd_and_period(tmp_path: Path) -> None:
    file = tmp_path / "Vård och omsorg" / "underlag åäö.xlsx"
    done = ny(MALL, "--nämnd", "Vård- och omsorgsnämnden", "--period", "augusti 2025", "--ut", str(file))
    assert done.exit_code == 0
    assert done.stdout.endswith(f'kör: reportgen kontrollera "{file}"\n')
    report = check_workbook(file).entered
    assert (report.template, report.namnd, str(report.period)) == (MALL, "Vård- och omsorgsnämnden", "2025-08")


def test_without_ut_the_workbook_gets_the_malls_name_and_the_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ny(MALL, "--namnd", "Socialnämnden", "--period", "2025-08").exit_code == 0
    assert (tmp_path / f"{MALL}-2025-08.xlsx").is_file()


def test_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "underlag.xlsx"
    file.write_bytes(b"mitt arbete")
    done = ny(MALL, "--namnd", "Socialnämnden", "--period", "2025-08", "--ut", str(file))
    assert (done.exit_code, file.read_bytes()) == (2, b"mitt arbete")
    assert done.stderr.startswith(f"Fel: {file} finns redan")


def test_unknown_mall_gets_the_nearest() -> None:
    done = ny(MALL[:-1], "--period", "2025-08")
    assert done.exit_code == 2
    assert f"Menade du {MALL}?" in done.stderr


@pytest.mark.parametrize(
    ("path", "typed"), [("a.xlsx", "a.xlsx"), ("min fil.xlsx", '"min fil.xlsx"'), (r"\\server\delad\a.xlsx",) * 2]
)
def test_path_is_shown_as_it_must_be_typed(path: str, typed: str) -> None:
    assert quoted(Path(path)) == typed


def test_what_is_known_of_closed_periods_is_filled_in(tmp_path: Path) -> None:
    """The workbook of the month after has the budget, the months and the added rows, and last time's words as notes."""
    march = tmp_path / "mars.xlsx"
    shutil.copy(INPUTS / "standard-manadsuppfoljning-2025-03.xlsx", march)
    assert run("stang", march, "--utan-dokument").exit_code == 0
    done = run("ny", "standard-manadsuppfoljning", "--period", "2025-04", "--ut", tmp_path / "april.xlsx")
    assert "Hämtat ur arkivet: 103 ur 2025-03." in done.output
    assert "14 texter och kommentarer från förra gången" in done.output
    was, now = (check_workbook(tmp_path / name).derived for name in ("mars.xlsx", "april.xlsx"))
    for place in ("resultatrakning.personal.budget", "manadsserier.hushall.mar", "manadsserier.hushall_fg.dec"):
        assert now.cell(Place.parse(place)).value == was.cell(Place.parse(place)).value
    assert now.cell(Place.parse("resultatrakning.personal.utfall")).value is None
    assert [row.label for row in now.table("atgarder").rows] == [row.label for row in was.table("atgarder").rows]
    notes = [note for grid in read_workbook(tmp_path / "april.xlsx").grids for note in grid.comments.values()]
    assert len(notes) == 14
    assert all(is_ours(note) for note in notes)


def test_kontering_of_the_month_before_comes_along(tmp_path: Path) -> None:
    march, april = tmp_path / "mars.xlsx", tmp_path / "april.xlsx"
    shutil.copy(INPUTS / "standard-manadsuppfoljning-2025-03.xlsx", march)
    assert run("importera", march).exit_code == 0
    book = openpyxl.load_workbook(march)
    book["Kontering"]["D7"] = "35*, 3612"
    book.save(march)
    assert run("stang", march, "--utan-dokument").exit_code == 0
    run("ny", "standard-manadsuppfoljning", "--period", "2025-04", "--ut", april)
    was, now = (read_kontering(read_workbook(path)) for path in (march, april))
    assert was == now
    assert now is not None
    assert [line.row for line in now if line.konto == "35*, 3612"] == ["Bidrag och ersättningar"]


def test_nothing_is_fetched_when_an_empty_workbook_is_asked_for(tmp_path: Path) -> None:
    march = tmp_path / "mars.xlsx"
    shutil.copy(INPUTS / "standard-manadsuppfoljning-2025-03.xlsx", march)
    assert run("stang", march, "--utan-dokument").exit_code == 0
    run("ny", "standard-manadsuppfoljning", "--period", "2025-04", "--ut", tmp_path / "april.xlsx", "--tom")
    assert check_workbook(tmp_path / "april.xlsx").entered.cell(Place.parse("resultatrakning.personal.budget")).is_empty


def test_what_was_decided_and_is_otherwise_now_is_found(tmp_path: Path) -> None:
    march = tmp_path / "mars.xlsx"
    shutil.copy(INPUTS / "standard-manadsuppfoljning-2025-03.xlsx", march)
    assert run("stang", march, "--utan-dokument").exit_code == 0
    next_year = tmp_path / "mars-2026.xlsx"
    run("ny", "standard-manadsuppfoljning", "--period", "2026-03", "--ut", next_year)
    assert "ARKIV_FEL" not in run("kontrollera", next_year, "--json").output
    book = openpyxl.load_workbook(next_year)
    book["Resultaträkning"]["C12"] = -58100
    book.save(next_year)
    book.close()
    (finding,) = [
        f for f in json.loads(run("kontrollera", next_year, "--json").output)["fynd"] if f["kod"] == "ARKIV_FEL"
    ]
    assert (finding["cell"], finding["funnet"], finding["vantat"]) == ("C12", "−58\u00a0100", "−58\u00a0057")


def test_who_answers_for_what_is_as_in_the_period_closed_last(tmp_path: Path) -> None:
    """The chefer and their rows are there without dates, and the round can go out at once."""
    master = assigned(tmp_path)
    book = openpyxl.load_workbook(master)
    for row in book["Ansvariga"].iter_rows():
        if row[0].value == "#chef" and row[1].value:
            row[3].value = date(2025, 9, 5)
    book.save(master)
    where = ("--mallar", tmp_path / "mallar")
    assert run("stang", master, "--utan-dokument", "--arkiv", tmp_path / "arkiv", *where).exit_code == 0
    mall = tmp_path / "mallar" / "prov" / "mall.toml"
    new_row = '  { nyckel = "stab", etikett = "Stab" },\n  { nyckel = "totalt"'
    mall.write_text(mall.read_text("utf-8").replace('  { nyckel = "totalt"', new_row), "utf-8")
    now = tmp_path / "sep.xlsx"
    done = run("ny", "prov", "--period", "2025-09", "--ut", now, "--arkiv", tmp_path / "arkiv", *where)
    assert "Bladet Ansvariga är som i 2025-08, med 3 chefer och utan svarsdagar." in done.output
    assert "Nytt sedan dess, utan ansvarig: Stab." in done.output
    grid = read_workbook(now).grid("Ansvariga")
    assert grid is not None
    said = read_responsible(grid).responsibility
    assert [(chef.name, chef.email, chef.due) for chef in said.chefer] == [
        ("Anna Ek", "anna@exempel.se", None),
        ("Bo Al", "bo@exempel.se", None),
        ("Cia Lind", "cia@exempel.se", None),
    ]
    assert {f"#ansvar:{mark}": ", ".join(names) or "-" for mark, names in said.owners.items()} == OWNERS
    sent = run("skicka-ut", now, "--senast", "2025-10-03", *where)
    assert "Anna Ek: sep Anna Ek.xlsx" in sent.output
    assert check_workbook(now, places(tmp_path)).findings == ()
