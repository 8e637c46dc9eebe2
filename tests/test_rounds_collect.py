"""What comes back from chefer: every value arrives or is told of, and nothing else in the workbook changes."""

from __future__ import annotations

import random
import shutil
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reportgen.exchange.slots import slots
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import DASH, Value
from reportgen.pipeline import check_workbook
from reportgen.rounds.collect import Collected, collect
from reportgen.rounds.send import send
from reportgen.rounds.status import status
from reportgen.rounds.undo import undo_step
from rounds import NOW, cell, new_master, part, places, sent_out, write

BARN, UNGA = Place("drift", "barn", "prognos"), Place("drift", "unga", "prognos")


def collected(master: Path, *answers: Path) -> Collected:
    return collect(master, answers, now=NOW, places=places(master.parent))


def entered(master: Path) -> Report:
    return check_workbook(master, places(master.parent)).entered


def value(master: Path, place: Place) -> Value:
    return slots(entered(master)).get(place)


def choose(master: Path, *words: str) -> None:
    """Chooses in the rows of Konflikter, from the top."""
    book = load_workbook(master)
    sheet = book["Konflikter"]
    rows = [row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("#konflikt:")]
    for number, word in zip(rows, words, strict=True):
        sheet.cell(number, 7, word)
    book.save(master)


def test_answers_of_all_arrive_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    before = slots(entered(master))
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 120.5, ("Unga", "Kommentar"): "Fler placeringar"})
    write(part(master, "Bo Al"), "Drift", {("LSS", "Prognos"): "-"})
    write(part(master, "Cia Lind"), "Texter", {("Risker", "Text"): "Nya risker.\n\nOch fler."})
    out = collected(master, part(master, "Anna Ek").parent)
    assert not out.conflicts
    assert not out.refused
    assert out.missing == ()
    assert slots(entered(master)) == {
        **before,
        BARN: Decimal("120.5"),
        Place("drift", "unga", "kommentar"): "Fler placeringar",
        Place("drift", "lss", "prognos"): DASH,
        Place("text", "risker"): "Nya risker.\n\nOch fler.",
    }


def test_formulas_have_their_new_values_at_once(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    collected(master, part(master, "Anna Ek"))
    book = load_workbook(master, data_only=True)
    assert cell(book["Drift"], "Barn", "Avvikelse").value == 30
    assert cell(book["Drift"], "Totalt", "Prognos").value == 4907
    assert not [f for f in check_workbook(master, places(tmp_path)).findings if f.code.name == "FORMEL_ANNAT_VARDE"]


def test_what_people_have_in_the_workbook_stays(tmp_path: Path) -> None:
    """Their own sheets, notes and formulas, and the look of cells that are written in."""
    master = sent_out(tmp_path)
    book = load_workbook(master)
    own = book.create_sheet("Mina noter")
    own["B2"] = "=1+1"
    from openpyxl.comments import Comment

    cell(book["Drift"], "Vuxna", "Budget").comment = Comment("Fråga Cia", "Kontroll")
    book.save(master)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    collected(master, part(master, "Anna Ek"))
    after = load_workbook(master)
    assert after["Mina noter"]["B2"].value == "=1+1"
    assert cell(after["Drift"], "Vuxna", "Budget").comment.text == "Fråga Cia"
    was = cell(load_workbook(master.with_name("delar-tidigare-1.xlsx"))["Drift"], "Barn", "Prognos")
    assert cell(after["Drift"], "Barn", "Prognos").number_format == was.number_format


def test_what_both_have_changed_is_chosen_and_never_guessed(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(master, "Drift", {("Barn", "Prognos"): 115})
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 125, ("Unga", "Prognos"): 210})
    out = collected(master, part(master, "Anna Ek"))
    assert [(c.place, c.ours, c.proposals[0].base, c.proposals[0].value) for c in out.conflicts] == [
        (BARN, 115, 110, 125)
    ]
    assert value(master, BARN) == 115
    assert value(master, UNGA) == 210
    assert [str(f.place) for f in check_workbook(master, places(tmp_path)).stopping if f.code.name == "KONFLIKT"] == [
        str(BARN)
    ]
    choose(master, "Svaret")
    chosen = collected(master)
    assert not chosen.conflicts
    assert value(master, BARN) == 125
    again = collected(master, part(master, "Anna Ek"))
    assert not again.conflicts
    assert again.former is None


def test_ours_can_be_chosen_too(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(master, "Drift", {("Barn", "Prognos"): 115})
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 125})
    collected(master, part(master, "Anna Ek"))
    choose(master, "Vårt")
    assert not collected(master, part(master, "Anna Ek")).conflicts
    assert value(master, BARN) == 115


def test_two_chefer_with_the_same_row_who_differ_are_both_shown(tmp_path: Path) -> None:
    master = sent_out(tmp_path, {"#ansvar:drift.barn": "Anna Ek, Bo Al"})
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 120})
    write(part(master, "Bo Al"), "Drift", {("Barn", "Prognos"): 130})
    collected(master, part(master, "Anna Ek"))
    assert value(master, BARN) == 120
    out = collected(master, part(master, "Bo Al"))
    assert [[(p.who, p.value) for p in c.proposals] for c in out.conflicts] == [[("Anna Ek", 120), ("Bo Al", 130)]]
    assert value(master, BARN) == 110
    choose(master, "", "Svaret")
    collected(master)
    assert value(master, BARN) == 130


def test_new_rows_of_two_chefer_both_arrive(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    for who, name in (("Anna Ek", "Färre placeringar"), ("Bo Al", "Nya scheman")):
        book = load_workbook(part(master, who))
        sheet = book["Åtgärder"]
        first = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("ny_"))
        first[1].value, first[2].value, first[3].value = name, "Ja", -5
        book.save(part(master, who))
    out = collected(master, part(master, "Anna Ek").parent)
    rows = entered(master).table("atgarder").rows
    assert sorted((row.label, row.cell("lage").value, row.cell("effekt").value) for row in rows) == [
        ("Färre placeringar", "Ja", Decimal(-5)), ("Nya scheman", "Ja", Decimal(-5))
    ]  # fmt: skip
    assert not out.unplaced
    assert collected(master, part(master, "Anna Ek").parent).former is None


def test_rows_without_room_are_kept_and_told(tmp_path: Path) -> None:
    """The table has four empty rows; two chefer add three each."""
    master = sent_out(tmp_path)
    for who in ("Anna Ek", "Bo Al"):
        book = load_workbook(part(master, who))
        free = [row for row in book["Åtgärder"].iter_rows() if str(row[0].value).startswith("ny_")]
        for n, row in enumerate(free[:3]):
            row[1].value = f"{who} {n}"
        book.save(part(master, who))
    out = collected(master, part(master, "Anna Ek").parent)
    labels = [row.label for row in entered(master).table("atgarder").rows]
    assert sorted([*labels, *(str(item.value) for item in out.unplaced)]) == [
        f"{who} {n}" for who in ("Anna Ek", "Bo Al") for n in range(3)
    ]
    assert len(labels) == 4
    assert "Utan plats" in load_workbook(master).sheetnames
    assert all("Infoga tomma rader" in item.why for item in out.unplaced)
    book = load_workbook(master)
    sheet = book["Åtgärder"]
    second = [row[1].row for row in sheet.iter_rows() if row[1].value in labels][1]
    sheet.insert_rows(second, 2)
    book.save(master)
    again = collected(master, part(master, "Anna Ek").parent)
    assert not again.unplaced
    assert sorted(row.label for row in entered(master).table("atgarder").rows) == [
        f"{who} {n}" for who in ("Anna Ek", "Bo Al") for n in range(3)
    ]
    marks = [row[0].value for row in load_workbook(master)["Utan plats"].iter_rows()]
    assert not any(str(mark).startswith("#utan") for mark in marks)
    assert collected(master, part(master, "Anna Ek").parent).former is None


def test_who_changed_what_from_what_to_what_is_logged(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    write(part(master, "Anna Ek"), "Läs först", {("Till den som gör rapporten", "Kvar"): None})
    collected(master, part(master, "Anna Ek"))
    line = next(row for row in load_workbook(master)["Logg"].iter_rows(values_only=True) if row[0] == "#logg")
    assert line[1:] == ("2025-09-03 09:30", "Anna Ek", "Barn, Prognos", "110", "130", "delar Anna Ek.xlsx")


def test_a_message_is_passed_on_and_logged(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    book = load_workbook(part(master, "Anna Ek"))
    row = next(row for row in book["Läs först"].iter_rows() if row[0].value == "#meddelande")
    row[2].value = "Jag är på semester."
    book.save(part(master, "Anna Ek"))
    out = collected(master, part(master, "Anna Ek"))
    assert [one.message for one in out.answers] == ["Jag är på semester."]
    logged = [row for row in load_workbook(master)["Logg"].iter_rows(values_only=True) if row[3] == "Meddelande"]
    assert [row[5] for row in logged] == ["Jag är på semester."]


def test_one_step_back_is_the_workbook_as_it_was(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    was = master.read_bytes()
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    collected(master, part(master, "Anna Ek"))
    now = master.read_bytes()
    _, undone = undo_step(master, now=NOW)
    assert master.read_bytes() == was
    assert undone.read_bytes() == now
    collected(master, part(master, "Anna Ek"))
    assert value(master, BARN) == 130


def test_status_tells_who_has_answered_what(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    collected(master, part(master, "Anna Ek"))
    first = status(master, NOW.date(), places(tmp_path))
    assert [(one.sent.chef, one.has_answered) for one in first.chefer] == [
        ("Anna Ek", True),
        ("Bo Al", False),
        ("Cia Lind", False),
    ]
    assert [mail.splitlines()[0] for mail in first.reminders] == ["Till: bo@exempel.se", "Till: cia@exempel.se"]
    send(master, now=NOW, places=places(tmp_path), only=["Anna Ek"])
    assert [one.has_answered for one in status(master, NOW.date(), places(tmp_path)).chefer] == [False, False, False]


def test_an_answer_to_an_older_sending_is_merged_against_what_was_sent_then(tmp_path: Path) -> None:
    """Only what the chef changed counts, also when we have sent out anew since."""
    master = sent_out(tmp_path)
    write(master, "Drift", {("Unga", "Prognos"): 222})
    send(master, now=NOW, places=places(tmp_path))
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130})
    out = collected(master, part(master, "Anna Ek"))
    assert not out.conflicts
    assert (value(master, BARN), value(master, UNGA)) == (130, 222)


def test_the_same_chef_twice_the_later_counts(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    first, second = part(master, "Anna Ek"), tmp_path / "Svar igen.xlsx"
    shutil.copy(first, second)
    write(first, "Drift", {("Barn", "Prognos"): 120, ("Unga", "Prognos"): 5}, saved=datetime(2025, 9, 1, tzinfo=UTC))
    write(second, "Drift", {("Barn", "Prognos"): 125}, saved=datetime(2025, 9, 2, tzinfo=UTC))
    for files in ([first, second], [second, first]):
        collected(master, *files)
        assert (value(master, BARN), value(master, UNGA)) == (125, 5)


@pytest.mark.parametrize("change", ["period", "namnd"])
def test_an_answer_to_something_else_is_refused(tmp_path: Path, change: str) -> None:
    master, other = sent_out(tmp_path / "ett"), sent_out(tmp_path / "tva")
    book = load_workbook(part(other, "Anna Ek"))
    row = next(row for row in book["_reportgen"].iter_rows() if row[0].value == change)
    row[1].value = {"period": "2025-07", "namnd": "Byggnämnden"}[change]
    book.save(part(other, "Anna Ek"))
    out = collected(master, part(other, "Anna Ek"))
    assert len(out.refused) == 1
    assert {"period": "2025-07", "namnd": "Byggnämnden"}[change] in out.refused[0].why
    assert out.former is None


def test_the_workbook_itself_is_no_answer(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    copy = tmp_path / "kopia.xlsx"
    shutil.copy(master, copy)
    assert "hel arbetsbok" in collected(master, copy).refused[0].why


# Through files


CELLS = [("Anna Ek", "Barn", "prognos"), ("Anna Ek", "Unga", "kommentar"), ("Bo Al", "Äldre", "prognos"),
         ("Bo Al", "LSS", "kommentar"), ("Cia Lind", "Vuxna", "prognos")]  # fmt: skip
KEYS = {"Barn": "barn", "Unga": "unga", "Äldre": "aldre", "LSS": "lss", "Vuxna": "vuxna"}
NUMBERS = st.none() | st.integers(-(10**6), 10**6) | st.just("-") | st.decimals(-100, 100, places=2).map(float)
WORDS = st.none() | st.sampled_from(["Fler placeringar", "Ett\n\ntvå", "- a\n- b", "1 234"])


def written(raw: object) -> Value:
    """What a person wrote, as the reader gives it."""
    if raw == "-":
        return DASH
    return Decimal(str(raw)) if isinstance(raw, int | float) else raw  # type: ignore[return-value]


@pytest.mark.slow
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_through_files_edits_arrive_or_are_conflicts_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("runda")
    master = sent_out(folder)
    base = slots(entered(master))
    edits = {at: data.draw(WORDS if at[2] == "kommentar" else NUMBERS) for at in CELLS if data.draw(st.booleans())}
    ours = {at: data.draw(NUMBERS) for at in CELLS if at[2] == "prognos" and data.draw(st.booleans())}
    for who in {at[0] for at in edits}:
        write(
            part(master, who),
            "Drift",
            {(row, col.capitalize()): raw for (w, row, col), raw in edits.items() if w == who},
        )
    write(master, "Drift", {(row, col.capitalize()): raw for (_, row, col), raw in ours.items()})
    own = slots(entered(master))
    files = data.draw(st.permutations([part(master, who) for who in sorted({at[0] for at in CELLS})]))
    if data.draw(st.booleans()):
        conflicts = {c.place: c for c in collected(master, *files).conflicts}
    else:
        conflicts = {c.place: c for c in [collected(master, file) for file in files][-1].conflicts}
    now = slots(entered(master))
    for at in CELLS:
        place = Place("drift", KEYS[at[1]], at[2])
        theirs = written(edits[at]) if at in edits else base.get(place)
        sent, mine = base.get(place), own.get(place)
        if theirs in (sent, mine):
            assert now.get(place) == mine
        elif mine == sent:
            assert now.get(place) == theirs
        else:
            conflict = conflicts.pop(place)
            assert (conflict.ours, conflict.proposals[0].base, conflict.proposals[0].value) == (mine, sent, theirs)
            assert now.get(place) == mine
    assert not conflicts
    assert collected(master, *files).former is None
    shutil.rmtree(folder)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_an_answer_saved_by_libreoffice_is_read_as_any_other(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    answer = part(master, "Anna Ek")
    write(answer, "Drift", {("Barn", "Prognos"): 130.25, ("Unga", "Kommentar"): "Rad ett\nRad två"})
    profile = (tmp_path / "profil").as_uri()
    out = tmp_path / "lo"
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(answer),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    done = collected(master, out)
    assert not done.refused
    assert not done.unplaced
    assert {taken.place: taken.after for taken in done.changes} == {
        BARN: Decimal("130.25"), Place("drift", "unga", "kommentar"): "Rad ett\nRad två"
    }  # fmt: skip


def test_an_untouched_file_changes_nothing_but_is_an_answer(tmp_path: Path) -> None:
    master = sent_out(tmp_path)
    files = [part(master, who) for who in ("Anna Ek", "Bo Al", "Cia Lind")]
    before = slots(entered(master))
    out = collected(master, *random.Random(1).sample(files, 3))
    assert not out.changes
    assert not out.conflicts
    assert out.missing == ()
    assert slots(entered(master)) == before


def test_files_that_still_lie_as_they_were_sent_are_no_answers_when_the_folder_is_given(tmp_path: Path) -> None:
    """The answers are saved over the files that went out; who has not answered is to be reminded."""
    master = sent_out(tmp_path)
    write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 130}, saved=NOW)
    out = collected(master, part(master, "Anna Ek").parent)
    assert [one.mark.chef for one in out.answers] == ["Anna Ek"]
    assert out.missing == ("Bo Al", "Cia Lind")
    shutil.copytree(part(master, "Anna Ek").parent, tmp_path / "svar", ignore=shutil.ignore_patterns("*.json"))
    assert collected(master, tmp_path / "svar").missing == ()


def test_new_master_is_drawn_as_the_tests_expect(tmp_path: Path) -> None:
    assert not [
        f for f in check_workbook(new_master(tmp_path), places(tmp_path)).findings if f.code.name.startswith("RAD")
    ]
