"""A workbook on its round to three chefer: a mall in a folder, the files as programs and people leave them.

master = sent_out(tmp_path)                 # delar.xlsx, and delar-utskick-1/ with the three files
write(part(master, "Anna Ek"), "Drift", {("Barn", "Prognos"): 120})
out = collected(master)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.malls import Source, sources
from reportgen.model.period import Period
from reportgen.pipeline import find_template, new_workbook
from reportgen.rounds.send import SentOut, send

NOW = datetime(2025, 9, 3, 9, 30, tzinfo=UTC)

MALL = """
[mall]
namn = "prov"
titel = "Delårsrapport"
version = "1.0"
namnd = "Socialnämnden"

[[del]]
titel = "Prov"

[[uppgift]]
nyckel = "handlaggare"
etikett = "Handläggare"

[[text]]
nyckel = "inledning"
rubrik = "Inledning"

[[text]]
nyckel = "risker"
rubrik = "Risker"

[[skala]]
nyckel = "lage"
niva = [{ nyckel = "ja", text = "Ja" }, { nyckel = "delvis", text = "Delvis" }, { nyckel = "nej", text = "Nej" }]

[[tabell]]
nyckel = "drift"
titel = "Drift"
enhet = "tkr"
kolumn = [
  { nyckel = "post", rubrik = "Verksamhet", typ = "etikett" },
  { nyckel = "budget", rubrik = "Budget", hos_chef = "visas" },
  { nyckel = "prognos", rubrik = "Prognos", hos_chef = "fylls_i" },
  { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "prognos - budget" },
  { nyckel = "kommentar", rubrik = "Kommentar", typ = "text", kommentar_kravs = { kolumn = "avvikelse", belopp = 50 } },
]
rad = [
  { nyckel = "barn", etikett = "Barn", grupp = "IFO" },
  { nyckel = "unga", etikett = "Unga", grupp = "IFO" },
  { nyckel = "vuxna", etikett = "Vuxna", grupp = "IFO" },
  { nyckel = "aldre", etikett = "Äldre", grupp = "Omsorg" },
  { nyckel = "lss", etikett = "LSS", grupp = "Omsorg" },
  { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["barn", "unga", "vuxna", "aldre", "lss"] },
]

[[tabell]]
nyckel = "atgarder"
titel = "Åtgärder"
fria_rader = 4
enhet = "tkr"
kolumn = [
  { nyckel = "namn", rubrik = "Åtgärd", typ = "etikett" },
  { nyckel = "lage", rubrik = "Läge", typ = "status", skala = "lage" },
  { nyckel = "effekt", rubrik = "Effekt" },
]
"""

BUDGET = {"Barn": 100, "Unga": 200, "Vuxna": 300, "Äldre": 4321, "LSS": 500}
OWNERS = {
    "#ansvar:drift:IFO": "Anna Ek",
    "#ansvar:drift:Omsorg": "Bo Al",
    "#ansvar:drift.vuxna": "Cia Lind",
    "#ansvar:drift.totalt": "-",
    "#ansvar:atgarder": "Anna Ek, Bo Al",
    "#ansvar:text.risker": "Cia Lind",
}


def places(folder: Path) -> tuple[Source, ...]:
    return sources(folder / "mallar", "", folder)


def new_master(folder: Path) -> Path:
    """A workbook with budgets, two forecasts and a text."""
    mall = folder / "mallar" / "prov"
    mall.mkdir(parents=True)
    (mall / "mall.toml").write_text(MALL, "utf-8")
    (mall / "dokument.md.j2").write_text("# {{ namnd }}\n", "utf-8")
    master = folder / "delar.xlsx"
    template = find_template("prov", places(folder))
    new_workbook(template, "Socialnämnden", Period(2025, 8), master, seal="hemligt")
    values = {(label, "Budget"): budget for label, budget in BUDGET.items()}
    write(
        master,
        "Drift",
        {**values, ("Barn", "Prognos"): 110, ("Äldre", "Prognos"): 4777, ("Äldre", "Kommentar"): "Hemligt ord"},
    )
    write(master, "Texter", {("Inledning", "Text"): "Vår inledning.", ("Risker", "Text"): "Gamla risker."})
    return master


def assigned(folder: Path, owners: Mapping[str, str] | None = None) -> Path:
    """The same with the sheet Ansvariga filled in."""
    master = new_master(folder)
    send(master, now=NOW, places=places(folder))
    book = load_workbook(master)
    sheet = book["Ansvariga"]
    free = (row[0].row for row in sheet.iter_rows() if row[0].value == "#chef")
    for name, number in zip(("Anna Ek", "Bo Al", "Cia Lind"), free, strict=False):
        sheet.cell(number, 2, name)
        sheet.cell(number, 3, f"{name.split()[0].lower()}@exempel.se")
    for row in sheet.iter_rows():
        if row[0].value in (given := OWNERS if owners is None else owners):
            sheet.cell(row[0].row, 3, given[row[0].value])
    book.save(master)
    return master


def sent_out(folder: Path, owners: Mapping[str, str] | None = None) -> Path:
    """The same, sent to the three of them."""
    master = assigned(folder, owners)
    out = send(master, now=NOW, places=places(folder))
    assert isinstance(out, SentOut)
    return master


def part(master: Path, who: str, number: int = 1) -> Path:
    return master.with_name(f"{master.stem}-utskick-{number}") / f"{master.stem} {who}.xlsx"


def write(path: Path, sheet: str, values: Mapping[tuple[str, str], Any], *, saved: datetime | None = None) -> None:
    """Writes in cells as a person would, each known by the name of its row and its heading."""
    book = load_workbook(path)
    for (label, heading), value in values.items():
        found = cell(book[sheet], label, heading)
        found.value = value
    book.save(path)
    if saved:
        stamp(path, saved)


def stamp(path: Path, saved: datetime) -> None:
    """Says when the file was last saved; openpyxl always says now."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    import re

    core = parts["docProps/core.xml"].decode()
    when = saved.strftime("%Y-%m-%dT%H:%M:%SZ")
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{when}", core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def cell(sheet: Worksheet, label: str, heading: str) -> Any:
    column = next(c.column for row in sheet.iter_rows() for c in row if c.value == heading)
    number = next(c.row for row in sheet.iter_rows() for c in row if str(c.value).removesuffix(" *") == label)
    return sheet.cell(number, column)
