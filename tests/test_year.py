"""A year as it is played: twelve months made, filled, checked, reported and closed, one of them opened again and closed anew.

At the end the archive and the documents say the same, and the next year's first comparison comes from what was decided last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from reportgen.archive.folder import entries, latest, mark_of, read_entry
from reportgen.archive.verify import verify
from reportgen.malls import sources
from reportgen.model.format import format_number_plain
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook
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
    { nyckel = "prognos", rubrik = "Prognos {ar}" },
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
        "drift.vard.prognos": 12100,
        "drift.stab.prognos": 2390,
        "text.analys": f"Månad {month} gick som väntat, {{{{drift.totalt.utfall}}}} tkr.",
        f"serie.dygn.{MONTHS[month - 1]}": 300 + month,
    }
    if month == 1:
        values |= {"drift.vard.budget": 12000, "drift.stab.budget": 2400, "text.mottagare": "- Styrelsen"}
        values |= {f"serie.dygn_fg.{name}": 290 for name in MONTHS}
    if month == 6:
        values["drift.vard.budget"] = 12600
    fill(file, values)
    found = [finding["kod"] for finding in json.loads(run("kontrollera", str(file), "--json").output)["fynd"]]
    assert found.count("ARKIV_VARNING") == (1 if month == 6 else 0), found
    ok("rapport", str(file), "--format", "html")
    ok("stäng", str(file), "--av", "A. Ek")


@pytest.mark.slow
def test_a_year_is_played_and_the_archive_and_the_documents_agree(here: Path) -> None:
    for month in range(1, 13):
        play(here, month)

    # March was wrong: it is opened, put right and closed again.
    march = here / "2025-03.xlsx"
    ok("öppna", "2025-03", "--skal", "Fel belopp för vården", "--av", "A. Ek")
    fill(march, {"drift.vard.utfall": 3075})
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

    # A figure through the year, both closings of March among them.
    points = json.loads(ok("arkiv", "--visa", "drift.vard.utfall", "--json"))
    decided = [(point["period"], point["varde"]) for point in points if not point["oppnad"]]
    assert decided == [(f"2025-{n:02}", str(1010 * n if n != 3 else 3075)) for n in range(1, 13)]
    assert [(p["varde"], p["nummer"]) for p in points if p["period"] == "2025-03"] == [("3030", 1), ("3075", 2)]

    # What the reopening changed.
    names = [entry.path.name for entry in entries(here / "arkiv") if str(entry.name.period) == "2025-03"]
    compared = json.loads(ok("jamfor", *names, "--json"))
    changes = {change["plats"]: change for section in compared["avsnitt"] for change in section["andringar"]}
    assert set(changes) == {"drift.vard.utfall", "drift.totalt.utfall"}

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
