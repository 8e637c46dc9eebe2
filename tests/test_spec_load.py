"""A mall is read from its folder, and a faulty one refused with every fault, its file, its key and what is allowed."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from reportgen.model.errors import ReportgenError, SpecError
from reportgen.spec.load import load_template
from reportgen.spec.schema import json_schema

MALL = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"

[[del]]
titel = "Rapport {manad} {ar}"
"""

TABELL = """
[[tabell]]
nyckel = "resultat"
titel = "Resultat"
enhet = "tkr"

[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"

[[tabell.kolumn]]
nyckel = "budget"
rubrik = "Budget {ar}"

[[tabell.kolumn]]
nyckel = "prognos"

[[tabell.kolumn]]
nyckel = "avvikelse"
formel = "prognos - budget"

[[tabell.rad]]
nyckel = "intakter"
etikett = "Intäkter"

[[tabell.rad]]
nyckel = "summa"
etikett = "Summa"
typ = "summa"
summera = ["intakter"]
"""


def folder(tmp_path: Path, mall: str = MALL, *tables: str) -> Path:
    """A mall on disk: mall.toml, tabeller/1.toml …, and an empty document."""
    root = tmp_path / "prov"
    (root / "tabeller").mkdir(parents=True)
    (root / "mall.toml").write_text(mall, "utf-8")
    (root / "dokument.md.j2").write_text("# Rubrik\n", "utf-8")
    for n, table in enumerate(tables, 1):
        (root / "tabeller" / f"{n}.toml").write_text(table, "utf-8")
    return root


def faults(tmp_path: Path, mall: str = MALL, *tables: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        load_template(folder(tmp_path, mall, *tables))
    return caught.value.faults


def test_a_sound_mall_is_loaded_with_its_files_and_a_sheet_for_each_table(tmp_path: Path) -> None:
    template = load_template(folder(tmp_path, MALL, TABELL))
    assert [table.key for table in template.spec.reported] == ["resultat"]
    sheets = [(sheet.name, sheet.tables) for sheet in template.spec.sheets]
    assert sheets == [("Resultat", ["resultat"]), ("Avstämning", ["avstamning"])]
    assert template.sources == {"dokument.md.j2": "# Rubrik\n"}


def test_the_months_are_put_in_after_the_label(tmp_path: Path) -> None:
    table = """
[[tabell]]
nyckel = "serie"
titel = "Hushåll per månad: 2022/2024 [antal] och snitt för hela perioden"
kolumner_fran = "manader"
fria_rader = 3
[[tabell.kolumn]]
nyckel = "ar"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "snitt"
formel = "medel(jan, feb, dec)"
"""
    template = load_template(folder(tmp_path, MALL, table))
    columns = [column.key for column in template.spec.tables[0].columns]
    assert columns[:3] + columns[-2:] == ["ar", "jan", "feb", "dec", "snitt"]
    assert len(template.spec.sheets[0].name) <= 31


def test_an_unknown_key_is_named_with_the_nearest_and_the_allowed(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, MALL, TABELL.replace("enhet =", "ehnet ="))
    assert fault.startswith("tabeller/1.toml: tabell resultat, ehnet: nyckeln finns inte. Menade du enhet? Tillåtet: ")
    assert "decimaler" in fault


def test_a_wrong_choice_says_what_is_allowed(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, MALL, TABELL.replace('typ = "etikett"', 'typ = "etiket"'))
    assert fault.startswith("tabeller/1.toml: tabell resultat, kolumn post, typ: 'etiket' är inte tillåtet. Tillåtet: ")
    assert "'etikett'" in fault


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('formel = "prognos - budget"', 'formel = "progns - budget"', "formel: 'progns' finns inte. Menade du prognos?"),
        ('formel = "prognos - budget"', 'formel = "prognos - "', "kolumn avvikelse: formel: formeln 'prognos - ' kan inte läsas"),
        ('formel = "prognos - budget"', 'formel = "open(1)"', "funktionen open finns inte, bara summa"),
        ('formel = "prognos - budget"', 'formel = "avvikelse - budget"', "kolumn avvikelse: räknas ut ur sig själv"),
        ('formel = "prognos - budget"', 'formel = "annan.rad.kolumn"', "'annan' finns inte"),
        ('summera = ["intakter"]', 'summera = ["intakt"]', "rad summa: summera: 'intakt' finns inte. Menade du intakter?"),
        ('summera = ["intakter"]', 'summera = ["summa"]', "raden kan inte summera sig själv"),
        ('nyckel = "prognos"', 'nyckel = "budget"', "kolumn budget: nyckeln finns två gånger"),
        ('rubrik = "Budget {ar}"', 'rubrik = "Budget {året}"', "'{året}' finns inte"),
        ('titel = "Resultat"', 'titel = "Resultat"\nforalder = "mal"', "foralder: 'mal' finns inte"),
        ('typ = "etikett"', 'typ = "text"', 'den första kolumnen ska ha typ = "etikett"'),
    ],
)  # fmt: skip
def test_a_name_that_refers_to_nothing_is_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in TABELL
    found = faults(tmp_path, MALL, TABELL.replace(old, new))
    assert any(expected in fault and "tabell resultat" in fault for fault in found), found


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    broken = TABELL.replace("prognos - budget", "x - y").replace('["intakter"]', '["z"]')
    assert len(faults(tmp_path, MALL.replace('"prov"', '"annat"'), broken)) == 4


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, MALL, "[[tabell]\n")
    assert fault.startswith("1.toml: går inte att läsa som TOML")


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, MALL + 'fil = "annan.md.j2"\n')
    assert "annan.md.j2' finns inte i mappen" in fault


PARTS = """
nyckel = "skrivelse"
uppgifter = ["datum"]
egen_fil = true
filnamn = "{uppgift.datum} Skrivelse"
sidhuvud = "Av {uppgift.datum}"

[[del]]
nyckel = "rapport"
titel = "Rapport"
framsida = "ingen"
bilaga = true
sidnumrering = "egen"

[[uppgift]]
nyckel = "datum"
etikett = "Datum"
"""


def test_a_mall_of_several_parts_is_loaded(tmp_path: Path) -> None:
    spec = load_template(folder(tmp_path, MALL + PARTS)).spec
    assert [(part.key, part.cover, part.own_file) for part in spec.parts] == [
        ("skrivelse", "sida", True),
        ("rapport", "ingen", False),
    ]
    assert [part.key for part in spec.attachments] == ["rapport"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('uppgifter = ["datum"]', 'uppgifter = ["datu"]', "del skrivelse, uppgifter: 'datu' finns inte. Menade du datum?"),
        ('uppgifter = ["datum"]', 'uppgifter = ["datum", "datum"]', "del skrivelse, uppgifter: datum står två gånger."),
        ("egen_fil = true", "egen_fil = false", "del skrivelse, filnamn: gäller bara en del med egen_fil = true."),
        ("{uppgift.datum} Skrivelse", "{uppgift.datun} Skrivelse", "'{uppgift.datun}' finns inte. Menade du {uppgift.datum}?"),
        ("Av {uppgift.datum}", "Av {upgift.datum}", "'{upgift.datum}' finns inte. Menade du {uppgift.datum}?"),
        ('framsida = "ingen"', "framsida = true", "framsida: True är inte tillåtet. Tillåtet: 'sida', 'huvud', 'ingen'."),
        ('nyckel = "rapport"', 'nyckel = "skrivelse"', "del skrivelse: nyckeln finns två gånger."),
        (
            "bilaga = true", 'egen_fil = true\nfilnamn = "{uppgift.datum} Skrivelse"',
            "del, filnamn: '{uppgift.datum} Skrivelse' står på två delar.",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_a_part_names_it(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in PARTS
    found = faults(tmp_path, MALL + PARTS.replace(old, new))
    assert any(expected in fault for fault in found), found


def test_a_row_cannot_be_named_by_a_fact(tmp_path: Path) -> None:
    """It would be another row as soon as the fact is filled in."""
    named = TABELL.replace('"Intäkter"', '"Intäkter {uppgift.datum}"')
    (fault,) = faults(tmp_path, MALL + PARTS, named)
    assert "rad intakter: 'Intäkter {uppgift.datum}'" in fault


def test_a_folder_without_mall_toml_is_no_mall(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=r"mall\.toml saknas"):
        load_template(tmp_path)


def test_the_json_schema_accepts_a_sound_mall_and_refuses_an_unknown_key() -> None:
    schema = json_schema()
    good = {"mall": {"namn": "a", "titel": "A", "version": "1"}, "del": [{"titel": "T"}]}
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**good, "malll": 1}, schema)
