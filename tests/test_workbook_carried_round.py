"""A workbook that is carried over to a newer mall in the middle of a round keeps the round."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.exchange.slots import slots
from reportgen.model.errors import WorkbookError
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook, upgrade_workbook
from reportgen.rounds.collect import collect
from reportgen.rounds.send import SentOut, send
from reportgen.rounds.status import status
from rounds import NOW, part, places, sent_out, write


def raised(folder: Path) -> None:
    """The mall gets a new version, with a row more."""
    file = folder / "mallar" / "prov" / "mall.toml"
    text = file.read_text("utf-8").replace('version = "1.0"', 'version = "2.0"')
    row = '  { nyckel = "unga", etikett = "Unga", grupp = "IFO" },\n'
    file.write_text(text.replace(row, row + row.replace("unga", "nya").replace("Unga", "Nya")), "utf-8")


def test_who_answers_for_what_what_was_sent_and_the_log_follow(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    collect(master, [part(master, "Anna Ek")], now=NOW, places=places(tmp_path))
    raised(tmp_path)
    new = tmp_path / "ny.xlsx"
    assert upgrade_workbook(master, new, places(tmp_path)).own_sheets == ()
    assert [one.has_answered for one in status(new, NOW.date(), places(tmp_path)).chefer] == [True, False, False]
    assert "Logg" in load_workbook(new).sheetnames
    out = send(new, now=NOW, places=places(tmp_path))
    assert isinstance(out, SentOut)
    assert [(one.chef.name, one.chef.email) for one in out.sent] == [
        ("Anna Ek", "anna@exempel.se"), ("Bo Al", "bo@exempel.se"), ("Cia Lind", "cia@exempel.se"),
    ]  # fmt: skip


def test_an_answer_to_what_was_sent_before_is_merged_after(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    raised(tmp_path)
    new = tmp_path / "ny.xlsx"
    upgrade_workbook(master, new, places(tmp_path))
    out = collect(new, [part(master, "Anna Ek")], now=NOW, places=places(tmp_path))
    assert not out.refused
    assert slots(check_workbook(new, places(tmp_path)).entered)[Place("drift", "barn", "prognos")] == 130


def test_what_waits_for_a_choice_is_chosen_first(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(master, "Drift", {("Barn", "Prognos"): 115})
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 125})
    collect(master, [part(master, "Anna Ek")], now=NOW, places=places(tmp_path))
    raised(tmp_path)
    with pytest.raises(WorkbookError, match="Konflikter"):
        upgrade_workbook(master, tmp_path / "ny.xlsx", places(tmp_path))
    assert not (tmp_path / "ny.xlsx").exists()
