"""A year as it is played: twelve months made, filled, sent to three chefer, collected, checked, reported and closed; two answers
against what the controller wrote, one that is late, and one month opened again and closed anew.

At the end the archive and the documents say the same, and the next year's first comparison comes from what was decided last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from reportgen.archive.folder import entries, latest, mark_of, read_entry
from reportgen.archive.verify import verify
from reportgen.malls import sources
from reportgen.model.format import format_number_plain
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook
from rounds import part, write
from rounds import stamp as saved_at
from test_cli_arkiv import run

MALL = """
[mall]
namn = "NAMN"
titel = "Uppföljning"
version = "1.0"
namnd = "Socialnämnden"

[[del]]
titel = "Uppföljning {manad} {ar}"

[[text]]
nyckel = "analys"
rubrik = "Analys"
obligatorisk = true

[[text]]
nyckel = "mottagare"
rubrik = "Skickas till"
staende = true

[[tabell]]
nyckel = "drift"
titel = "Drift"
enhet = "tkr"
fria_rader = 2
behall_rader = true
kolumn = [
    { nyckel = "post", rubrik = "Post", typ = "etikett" },
    { nyckel = "utfall_fg", rubrik = "Utfall {spann} {ar-1}", fran_arkiv = { kolumn = "utfall", period = "foregaende_ar", GRAD } },
    { nyckel = "utfall", rubrik = "Utfall {spann} {ar}", obligatorisk = true },
    { nyckel = "budget", rubrik = "Budget {ar}", fran_arkiv = { period = "foregaende" } },
    { nyckel = "prognos", rubrik = "Prognos {ar}", hos_chef = "fylls_i" },
    { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "prognos - budget" },
    { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
]
rad = [
    { nyckel = "vard", etikett = "Vård" },
    { nyckel = "stab", etikett = "Stab" },
    { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "stab", "fria_rader"] },
]

[[tabell]]
nyckel = "serie"
titel = "Månader"
kolumner_fran = "manader"
kolumn = [{ nyckel = "matt", rubrik = "Mått", typ = "etikett" }]
[[tabell.rad]]
nyckel = "dygn_fg"
etikett = "Dygn {ar-1}"
fran_arkiv = [{ rad = "dygn", period = "bokslut" }, { period = "foregaende" }]
[[tabell.rad]]
nyckel = "dygn"
etikett = "Dygn {ar}"
fran_arkiv = { period = "foregaende" }
"""
DOCUMENT = """# Analys

{{ text("analys") }}

{{ text("mottagare") }}

# Ekonomi

{{ tabell("drift") }}

{{ tabell("serie") }}

{{ omraknat() }}
"""
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The controller's folder, with three malls that share their keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTGEN_ARKIV", raising=False)
    for name in ("manad", "delar", "arsbokslut"):
        folder = tmp_path / "mallar" / name
        folder.mkdir(parents=True)
        (folder / "mall.toml").write_text(MALL.replace("NAMN", name).replace("GRAD", 'grad = "fel"'), "utf-8")
        (folder / "dokument.md.j2").write_text(DOCUMENT, "utf-8")
    return tmp_path


def ok(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def fill(file: Path, values: Mapping[str, object]) -> None:
    """Types the values in the cells of their places, as a person does in Excel."""
    entered = check_workbook(file, sources(None, "", file.parent)).entered
    book = openpyxl.load_workbook(file)
    for text, value in values.items():
        place = Place.parse(text)
        table = entered.table(place.table)
        row = table.row(place.row or "")
        at = entered.cell(place).at if row is None else table.ref(row, place.column or "")
        assert at is not None, text
        book[at.sheet][at.a1] = value
    book.save(file)
    book.close()


def value(file: Path, place: str) -> str:
    return str(check_workbook(file, sources(None, "", file.parent)).derived.cell(Place.parse(place)).value)


OWNERS = {
    "drift.vard": "Anna Ek",
    "drift.stab": "Bo Al",
    "drift.totalt": "-",
    "drift.+": "-",
    "serie": "-",
    "text.analys": "Cia Lind",
    "text.mottagare": "-",
}
CHOSEN = {4: "Svaret", 9: "Vårt"}
"""The months in which the controller and Anna differ about the forecast, and what is chosen."""

LATE = 6
"""The month in which Bo answers after the last day."""


def forecast(month: int) -> int:
    """What stands in the forecast of vård at the end of the month: Anna's, but where ours is chosen."""
    return 12150 if CHOSEN.get(month) == "Vårt" else 12100 + month


def analysis(month: int) -> str:
    return f"Månad {month} gick som väntat, {{{{drift.totalt.utfall}}}} tkr."


def assign(file: Path) -> None:
    """Writes the three chefer and what is theirs."""
    book = openpyxl.load_workbook(file)
    sheet = book["Ansvariga"]
    free = (row[0].row for row in sheet.iter_rows() if row[0].value == "#chef")
    for name, number in zip(("Anna Ek", "Bo Al", "Cia Lind"), free, strict=False):
        sheet.cell(number or 0, 2, name)
    for row in sheet.iter_rows():
        mark = str(row[0].value).removeprefix("#ansvar:")
        if mark in OWNERS:
            sheet.cell(row[0].row or 0, 3, OWNERS[mark])
    book.save(file)
    book.close()


def send_out(file: Path, month: int) -> None:
    """January's workbook gets the sheet Ansvariga; the others have it from the archive."""
    if month == 1:
        ok("skicka-ut", str(file))
        assign(file)
    sent = ok("skicka-ut", str(file), "--senast", f"2025-{month:02}-20")
    assert all(f"{name}: 2025-{month:02} {name}.xlsx" in sent for name in ("Anna Ek", "Bo Al", "Cia Lind"))
    assert "Skickas inte till någon" not in sent


def answer(file: Path, month: int, who: str, values: Mapping[tuple[str, str], object], day: int = 19) -> Path:
    """What a chef writes and saves that day; a text is on a sheet of its own."""
    path = part(file, who)
    sheet = "Texter" if who == "Cia Lind" else "Drift"
    write(path, sheet, values)
    saved_at(path, datetime(2025, month, day, 10, tzinfo=UTC))
    return path


def collect(file: Path, month: int) -> None:
    """The answers of the month, a choice where there is something to choose, and a reminder where somebody is late."""
    prognos, kommentar = "Prognos 2025", "Kommentar"
    first = [
        answer(file, month, "Anna Ek", {("Vård", prognos): 12100 + month, ("Vård", kommentar): f"Fler i {month}"}),
        answer(file, month, "Cia Lind", {("Analys", "Text"): analysis(month)}),
    ]
    bo = {("Stab", prognos): 2390 + month}
    if month != LATE:
        first.append(answer(file, month, "Bo Al", bo))
    if month in CHOSEN:
        fill(file, {"drift.vard.prognos": 12150})
        differ = run("samla-in", str(file), *map(str, first))
        assert (differ.exit_code, "Att välja på bladet Konflikter: 1" in differ.output) == (1, True), differ.output
        assert run("rapport", str(file), "--format", "html").exit_code == 1
        choose(file, CHOSEN[month])
        ok("samla-in", str(file))
    else:
        ok("samla-in", str(file), *map(str, first))
    if month == LATE:
        waiting = ok("status", str(file), "--paminn")
        assert re.search(r"Bo Al: har inte svarat, svar senast 2025-06-20 \(\d+ dagar sedan\)", waiting)
        assert "Sista dagen var 2025-06-20." in waiting
        ok("samla-in", str(file), str(answer(file, month, "Bo Al", bo, day=23)))
        assert ", 3 dagar efter sista svarsdagen" in ok("status", str(file))
    assert "Att påminna" not in ok("status", str(file))


def choose(file: Path, word: str) -> None:
    """Chooses on the only row of Konflikter."""
    book = openpyxl.load_workbook(file)
    sheet = book["Konflikter"]
    (row,) = [row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("#konflikt:")]
    sheet.cell(row or 0, 7, word)
    book.save(file)
    book.close()


def mall_of(month: int) -> str:
    return {4: "delar", 8: "delar", 12: "arsbokslut"}.get(month, "manad")


def play(here: Path, month: int) -> None:
    """One month, from the new workbook to the closed period."""
    file = here / f"2025-{month:02}.xlsx"
    ok("ny", mall_of(month), "--period", f"2025-{month:02}", "--ut", str(file))
    if month > 1:
        budget = "12000" if month <= 6 else "12600"
        assert (value(file, "drift.vard.budget"), value(file, "drift.stab.budget")) == (budget, "2400")
        assert [value(file, f"serie.dygn.{name}") for name in MONTHS[: month - 1]] == [
            str(300 + n) for n in range(1, month)
        ]
        assert value(file, "text.mottagare") == "- Styrelsen"
    values: dict[str, object] = {
        "drift.vard.utfall_fg": 950 * month,
        "drift.stab.utfall_fg": 190 * month,
        "drift.vard.utfall": 1010 * month,
        "drift.stab.utfall": 199 * month,
        f"serie.dygn.{MONTHS[month - 1]}": 300 + month,
    }
    if month == 1:
        values |= {"drift.vard.budget": 12000, "drift.stab.budget": 2400, "text.mottagare": "- Styrelsen"}
        values |= {f"serie.dygn_fg.{name}": 290 for name in MONTHS}
    if month == 6:
        values["drift.vard.budget"] = 12600
    fill(file, values)
    send_out(file, month)
    collect(file, month)
    found = [finding["kod"] for finding in json.loads(run("kontrollera", str(file), "--json").output)["fynd"]]
    assert found.count("ARKIV_VARNING") == (1 if month == 6 else 0), found
    ok("rapport", str(file), "--format", "html")
    ok("stäng", str(file), "--av", "A. Ek")


@pytest.mark.slow
def test_a_year_is_played_and_the_archive_and_the_documents_agree(here: Path) -> None:
    for month in range(1, 13):
        play(here, month)

    # March was wrong: it is opened, put right, sent to Anna anew and closed again.
    march = here / "2025-03.xlsx"
    ok("öppna", "2025-03", "--skal", "Fel belopp för vården", "--av", "A. Ek")
    fill(march, {"drift.vard.utfall": 3075})
    ok("skicka-ut", str(march), "--chef", "Anna Ek")
    again = part(march, "Anna Ek", 2)
    write(again, "Drift", {("Vård", "Prognos 2025"): 12180})
    ok("samla-in", str(march), str(again))
    ok("rapport", str(march), "--format", "html")
    ok("stäng", str(march), "--av", "A. Ek")

    # Everything is as it was, and each period's document says what the archive says.
    verified = verify(here / "arkiv")
    assert (verified.count, verified.faults, verified.remarks) == (13, (), ())
    last = latest(entries(here / "arkiv"))
    assert [str(entry.name.period) for entry in last] == [f"2025-{n:02}" for n in range(1, 13)]
    for entry in last:
        archived = read_entry(entry)
        page = here / f"{entry.name.period}.html"
        assert archived.closing.documents == (mark_of(page),)
        html = re.sub(r"<[^>]+>", "", page.read_text("utf-8"))
        table = archived.described.report.table("drift")
        for row in table.rows:
            for column in ("utfall", "budget", "prognos", "avvikelse"):
                number = row.cell(column).number
                assert number is None or format_number_plain(number) in html, (entry.name, row.key, column)
        assert archived.described.printed[Place("text", "analys")] in html
        assert f"Fler i {entry.name.period.month}" in html

    # A figure through the year, both closings of March among them.
    points = json.loads(ok("arkiv", "--visa", "drift.vard.utfall", "--json"))
    decided = [(point["period"], point["varde"]) for point in points if not point["oppnad"]]
    assert decided == [(f"2025-{n:02}", str(1010 * n if n != 3 else 3075)) for n in range(1, 13)]
    assert [(p["varde"], p["nummer"]) for p in points if p["period"] == "2025-03"] == [("3030", 1), ("3075", 2)]

    # What the chefer answered, or what was chosen instead, is what was decided.
    for row, expected in (
        ("vard", [forecast(month) if month != 3 else 12180 for month in range(1, 13)]),
        ("stab", [2390 + month for month in range(1, 13)]),
    ):
        points = json.loads(ok("arkiv", "--visa", f"drift.{row}.prognos", "--json"))
        assert [point["varde"] for point in points if not point["oppnad"]] == [str(number) for number in expected]

    # What the reopening changed.
    names = [entry.path.name for entry in entries(here / "arkiv") if str(entry.name.period) == "2025-03"]
    compared = json.loads(ok("jamfor", *names, "--json"))
    changes = {change["plats"]: change for section in compared["avsnitt"] for change in section["andringar"]}
    changed = {f"drift.{row}.{column}" for row in ("vard", "totalt") for column in ("utfall", "prognos", "avvikelse")}
    assert set(changes) == changed

    # Next March is compared with what was decided last; a restated figure needs its reason, and both are printed and kept.
    file = here / "2026-03.xlsx"
    ok("ny", "manad", "--period", "2026-03", "--ut", str(file))
    assert (value(file, "drift.vard.utfall_fg"), value(file, "serie.dygn_fg.dec")) == ("3075", "312")
    fill(
        file,
        {
            "drift.vard.utfall_fg": 3100,
            "drift.vard.utfall": 3200,
            "drift.stab.utfall": 600,
            "text.analys": "Förra årets utfall är omräknat.",
        },
    )
    done = run("kontrollera", str(file), "--json")
    (finding,) = [one for one in json.loads(done.output)["fynd"] if one["kod"] == "ARKIV_FEL"]
    assert (done.exit_code, finding["plats"]) == (1, "drift.vard.utfall_fg")
    acknowledge(file, finding, "Ny kontoplan")
    ok("rapport", str(file), "--format", "html")
    html = (here / "2026-03.html").read_text("utf-8")
    assert all(words in html for words in ("Ny kontoplan", "3\u00a0075", "3\u00a0100"))
    ok("stäng", str(file))
    restated = read_entry(entries(here / "arkiv")[-1]).described.report.restated
    assert [(one.before, one.after, one.reason) for one in restated] == [("3\u00a0075", "3\u00a0100", "Ny kontoplan")]


def acknowledge(file: Path, finding: Mapping[str, str], reason: str) -> None:
    """Writes the first line of the sheet Granskning."""
    book = openpyxl.load_workbook(file)
    sheet = book["Granskning"]
    marks = {sheet.cell(row, 1).value: row for row in range(1, 12)}
    row = next(number for mark, number in marks.items() if str(mark).startswith("granskning:"))
    keys = {cell.value: cell.column for cell in sheet[row] if cell.value}
    for key, words in (
        ("kod", finding["kod"]),
        ("plats", finding["plats"]),
        ("varde", finding["funnet"]),
        ("skal", reason),
    ):
        sheet.cell(row + 2, keys[key], words)
    book.save(file)
    book.close()
