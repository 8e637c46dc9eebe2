"""What goes out to chefer: the right files, nothing in them of anybody else's, and the sending noted in the workbook."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from archives import stamp
from reportgen.archiving import close_workbook
from reportgen.exchange.slots import slots
from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook, find_template, new_workbook
from reportgen.rounds.collect import collect
from reportgen.rounds.master import open_master
from reportgen.rounds.send import Prepared, SentOut, send
from reportgen.workbook.meta import read_meta
from reportgen.workbook.part_sheets import part_mark
from reportgen.workbook.read import read_workbook
from rounds import NOW, assigned, cell, new_master, part, places, sent_out, write

ROOT = Path(__file__).resolve().parent.parent


def contents(path: Path) -> str:
    """All that is in a file, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_without_the_sheet_ansvariga_it_is_added_and_nothing_is_sent(tmp_path: Path) -> None:
    master = new_master(tmp_path)
    was = master.read_bytes()
    out = send(master, now=NOW, places=places(tmp_path))
    assert isinstance(out, Prepared)
    assert out.former.read_bytes() == was
    assert "Ansvariga" in load_workbook(master).sheetnames
    assert sorted(path.name for path in tmp_path.iterdir()) == ["delar-tidigare-1.xlsx", "delar.xlsx", "mallar"]


def test_adding_sheets_leaves_every_other_part_of_the_file_as_it_was(tmp_path: Path) -> None:
    master = new_master(tmp_path)
    book = load_workbook(master)
    book.create_sheet("Mina noter")["B2"] = "Kom ihåg"
    book.save(master)
    with zipfile.ZipFile(master) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    send(master, now=NOW, places=places(tmp_path))
    with zipfile.ZipFile(master) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                       *(name for name in before if name.endswith(".rels"))}  # fmt: skip
    assert load_workbook(master)["Mina noter"]["B2"].value == "Kom ihåg"


def test_each_chef_gets_a_file_a_mail_and_a_line_in_the_list(tmp_path: Path) -> None:
    master = assigned(tmp_path)
    out = send(master, now=NOW, places=places(tmp_path))
    assert isinstance(out, SentOut)
    names = [f"delar {who}" for who in ("Anna Ek", "Bo Al", "Cia Lind")]
    assert [one.file.name for one in out.sent] == [f"{name}.xlsx" for name in names]
    assert sorted(path.name for path in out.folder.iterdir()) == sorted(
        ["utskick.json", *(f"{name}.xlsx" for name in names), *(f"{name} mejl.txt" for name in names)]
    )
    listed = json.loads((out.folder / "utskick.json").read_text("utf-8"))["filer"]
    assert [line["sha256"] for line in listed] == [sha256(one.file.read_bytes()).hexdigest() for one in out.sent]
    assert "anna@exempel.se" in out.sent[0].mail.read_text("utf-8-sig")


def test_nothing_of_anybody_elses_is_anywhere_in_a_chefs_file(tmp_path: Path) -> None:
    """Not in cells, hidden or not, nor in what is remembered, cached, chosen from or named."""
    text = contents(part(sent_out(tmp_path), "Anna Ek"))
    for other in ("Hemligt", "4777", "4321", "Äldre", "LSS", "Vår inledning", "Gamla risker", "Totalt", "Bo Al", "Cia"):
        assert other not in text
    assert "Barn" in text


def test_a_chef_may_only_write_in_their_own_cells(tmp_path: Path) -> None:
    sheet = load_workbook(part(sent_out(tmp_path), "Anna Ek"))["Drift"]
    assert sheet.protection.sheet
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    wanted = {
        cell(sheet, label, heading).coordinate for label in ("Barn", "Unga") for heading in ("Prognos", "Kommentar")
    }
    assert unlocked == wanted


def test_what_is_missing_stands_row_by_row_and_on_the_first_page(tmp_path: Path) -> None:
    book = load_workbook(part(sent_out(tmp_path), "Anna Ek"), data_only=True)
    assert cell(book["Drift"], "Barn", "Kvar att fylla i").value == "Klart"
    assert cell(book["Drift"], "Unga", "Kvar att fylla i").value == "Prognos"
    assert cell(book["Läs först"], "Drift", "Kvar").value == 1
    assert cell(book["Drift"], "Barn", "Prognos, när filen skickades").value == 110


@pytest.mark.libreoffice
@pytest.mark.slow
def test_what_is_left_follows_as_the_chef_writes(tmp_path: Path) -> None:
    """As LibreOffice works it out: a forecast far from the budget asks for a comment too."""
    answer = part(sent_out(tmp_path), "Anna Ek")
    write(answer, "Drift", {("Barn", "Prognos"): 180, ("Unga", "Prognos"): 210})
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "lo"), str(answer)], check=True, capture_output=True, timeout=120
    )
    book = load_workbook(tmp_path / "lo" / answer.name, data_only=True)
    assert cell(book["Drift"], "Barn", "Kvar att fylla i").value == "Kommentar"
    assert cell(book["Drift"], "Unga", "Kvar att fylla i").value == "Klart"
    assert cell(book["Läs först"], "Drift", "Kvar").value == 1


def test_the_same_workbook_gives_the_same_files(tmp_path: Path) -> None:
    one, two = (sent_out(tmp_path / name) for name in ("ett", "tva"))
    for who in ("Anna Ek", "Bo Al", "Cia Lind"):
        assert part(one, who).read_bytes() == part(two, who).read_bytes()


def test_a_chefs_file_knows_whose_it_is_and_what_was_sent(tmp_path: Path) -> None:
    meta = read_meta(read_workbook(part(sent_out(tmp_path), "Cia Lind")))
    mark = part_mark(meta)
    assert mark is not None
    assert (mark.chef, mark.number) == ("Cia Lind", 1)
    assert mark.open == {
        Place("drift", "vuxna", "prognos"),
        Place("drift", "vuxna", "kommentar"),
        Place("text", "risker"),
    }


def test_the_sending_is_noted_and_all_values_stay(tmp_path: Path) -> None:
    master = assigned(tmp_path)
    before = slots(check_workbook(master, places(tmp_path)).entered)
    send(master, now=NOW, places=places(tmp_path))
    opened = open_master(master, places(tmp_path))
    assert [(sent.chef, sent.number, sent.email) for sent in opened.state.sent] == [
        ("Anna Ek", 1, "anna@exempel.se"), ("Bo Al", 1, "bo@exempel.se"), ("Cia Lind", 1, "cia@exempel.se"),
    ]  # fmt: skip
    assert slots(opened.report) == before


def test_a_file_that_a_chef_may_have_written_in_is_never_replaced(tmp_path: Path) -> None:
    master = assigned(tmp_path)
    folder = tmp_path / "utskick"
    folder.mkdir()
    (folder / "delar Anna Ek.xlsx").write_bytes(b"ifylld")
    was = master.read_bytes()
    with pytest.raises(OutputError, match="finns redan"):
        send(master, now=NOW, places=places(tmp_path), folder=folder)
    assert master.read_bytes() == was
    assert [path.name for path in folder.iterdir()] == ["delar Anna Ek.xlsx"]


def test_a_name_that_is_no_chefs_is_told_with_its_cell(tmp_path: Path) -> None:
    master = assigned(tmp_path, {"#ansvar:drift": "Ana Ek"})
    with pytest.raises(ReportgenError, match=r"Ansvariga!C\d+: Ana Ek står inte"):
        send(master, now=NOW, places=places(tmp_path))


def test_only_some_chefer_can_be_sent_to(tmp_path: Path) -> None:
    out = send(assigned(tmp_path), now=NOW, places=places(tmp_path), only=["bo al"])
    assert isinstance(out, SentOut)
    assert [one.chef.name for one in out.sent] == ["Bo Al"]


def test_texts_of_the_largest_size_go_out_whole(tmp_path: Path) -> None:
    master = assigned(tmp_path)
    text = ("Ett ord till. " * 2400)[:32_767].rstrip()
    write(master, "Texter", {("Risker", "Text"): text})
    send(master, now=NOW, places=places(tmp_path))
    assert cell(load_workbook(part(master, "Cia Lind"))["Texter"], "Risker", "Text").value == text


def test_an_open_workbook_is_left_alone(tmp_path: Path) -> None:
    master = assigned(tmp_path)
    (tmp_path / "~$delar.xlsx").write_bytes(b"\x04Anna" + b" " * 50)
    with pytest.raises(ReportgenError, match="öppen hos Anna"):
        send(master, now=NOW, places=places(tmp_path))


def test_beside_the_open_cells_stands_what_the_closed_period_before_had(tmp_path: Path) -> None:
    """Where there is one; of the chef's own rows only, and last time's text is a note at its cell."""
    master = assigned(tmp_path)
    close_workbook(master, tmp_path / "arkiv", stamp(), without_documents=True, places=places(tmp_path))
    now = tmp_path / "sep.xlsx"
    template = find_template("prov", places(tmp_path))
    new_workbook(template, "Socialnämnden", Period(2025, 9), now, tmp_path / "arkiv")
    send(now, now=NOW, places=places(tmp_path), archive=tmp_path / "arkiv")
    anna, bo, cia = (part(now, who) for who in ("Anna Ek", "Bo Al", "Cia Lind"))
    drift = load_workbook(anna)["Drift"]
    assert cell(drift, "Barn", "Prognos, förra gången (2025-08)").value == 110
    assert cell(drift, "Barn", "Prognos").value is None
    assert not any("när filen skickades" in str(c.value) for row in drift.iter_rows() for c in row)
    assert cell(load_workbook(bo)["Drift"], "Äldre", "Kommentar, förra gången (2025-08)").value == "Hemligt ord"
    assert "Hemligt ord" not in contents(anna) + contents(cia)
    note = cell(load_workbook(cia)["Texter"], "Risker", "Text").comment
    assert note is not None
    assert note.text == "Förra gången, 2025-08: Gamla risker."
    write(anna, "Drift", {("Barn", "Prognos"): 130})
    done = collect(now, [anna, cia], now=NOW, places=places(tmp_path))
    assert [(str(one.place), one.after) for one in done.changes] == [("drift.barn.prognos", 130)]
    assert not done.unplaced


@pytest.mark.slow
@pytest.mark.parametrize("mall", ["manadsuppfoljning", "delarsrapport", "arsredovisning"])
def test_a_standard_workbook_goes_out_when_names_are_written_beside_the_roles(mall: str, tmp_path: Path) -> None:
    (example,) = (ROOT / "inputs").glob(f"standard-{mall}-*.xlsx")
    master = Path(shutil.copy(example, tmp_path / "bok.xlsx"))
    prepared = send(master, now=NOW)
    assert isinstance(prepared, Prepared)
    assert prepared.has_roles
    written(master, {"barn och unga": "Anna Ek", "vuxna": "Bo Al", "ekonomiskt bistånd": "Bo Al"})
    out = send(master, now=NOW)
    assert isinstance(out, SentOut)
    assert [one.chef.name for one in out.sent] == ["Anna Ek", "Bo Al", "Verksamhetschef funktionsstöd"]
    assert all(one.cells for one in out.sent)
    assert not out.shared
    assert all(item.mark.startswith(("atgarder.", "uppdrag.")) for item in out.unowned)
    rows = {row[0].value for row in load_workbook(out.sent[1].file)["Driftredovisning"].iter_rows()}
    assert {"vuxna_skyddat", "bistand_utbetalt"} <= rows
    assert "barn_familjehem" not in rows
    assert "Åtgärder" in load_workbook(out.sent[2].file).sheetnames


def written(master: Path, names: Mapping[str, str]) -> None:
    """Names beside the roles on Ansvariga."""
    book = load_workbook(master)
    for row in book["Ansvariga"].iter_rows():
        if row[0].value == "#chef" and row[4].value:
            row[1].value = names.get(row[4].value.removeprefix("Verksamhetschef "))
    book.save(master)


def test_two_chefer_in_a_cell_are_two_and_a_role_with_och_in_it_is_one(tmp_path: Path) -> None:
    master = Path(shutil.copy(next((ROOT / "inputs").glob("standard-manads*.xlsx")), tmp_path / "bok.xlsx"))
    send(master, now=NOW)
    written(master, {"barn och unga": "Anna Ek", "vuxna": "Bo Al"})
    book = load_workbook(master)
    for row in book["Ansvariga"].iter_rows():
        if row[0].value == "#ansvar:driftredovisning.familjeratt":
            row[2].value = "Anna Ek och Bo Al"
    book.save(master)
    out = send(master, now=NOW)
    assert isinstance(out, SentOut)
    assert [(item.mark, [chef.name for chef in chefer]) for item, chefer in out.shared] == [
        ("driftredovisning.familjeratt", ["Anna Ek", "Bo Al"])
    ]
