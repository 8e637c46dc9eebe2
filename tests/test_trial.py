"""reportgen mallar --kontrollera: every fault of a mall at once, and none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.malls import Mall, Source, built_in, find_all
from reportgen.trial import Tried, trial_period, try_mall

HEAD = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"
{info}
[[del]]
titel = "Prov"
framsida = "ingen"
"""
TABELL = """
[[tabell]]
nyckel = "volymer"
titel = "Volymer"
kolumn = [{ nyckel = "namn", typ = "etikett", rubrik = "Post" }, { nyckel = "utfall", rubrik = "Utfall" }]
rad = [{ nyckel = "platser", etikett = "Platser" }]
"""
BODY = "# Rapport\n\n{{ tabell('volymer') }}\n"


def tried(folder: Path, toml: str = "", body: str = BODY, info: str = "") -> Tried:
    """The trial of a small mall with a table, what `toml` adds, and that document."""
    made = folder / "prov"
    made.mkdir()
    (made / "mall.toml").write_text(HEAD.replace("{info}", info) + TABELL + toml, "utf-8")
    (made / "dokument.md.j2").write_text(body, "utf-8")
    place = Source(folder, "prov")
    return try_mall(Mall("prov", made, place), (place,), ("html",), lambda _: None)


def test_a_sound_mall_has_nothing_to_be_said_of_it(tmp_path: Path) -> None:
    found = tried(tmp_path)
    assert (found.faults, found.remarks) == ((), ())


def test_faults_of_the_mall_stop_the_rest(tmp_path: Path) -> None:
    found = tried(tmp_path, '[[text]]\nnyckel = "Slut"\nrubriker = 1')
    assert len(found.faults) == 3
    assert all(fault.startswith("mall.toml: text") for fault in found.faults)


@pytest.mark.parametrize(
    ("toml", "body", "fault"),
    [
        ("", BODY + "{{ text('slut') }}", "dokument.md.j2, rad 4: text('slut') finns inte. Tillåtet: inget."),
        ("", BODY + "{% include 'borta.j2' %}", "dokument.md.j2: filen borta.j2 finns inte."),
        ("", "# Rapport", "tabell volymer: används inte i något dokument."),
        (
            '[[text]]\nnyckel = "slut"\nrubrik = "Slut"\nhjalp = "Kort."',
            BODY,
            "text slut: används inte i något dokument.",
        ),
        ('[[uppgift]]\nnyckel = "dnr"\netikett = "Dnr"', BODY, "uppgift dnr: används inte i något dokument."),
        (
            '[[diagram]]\nnyckel = "kurva"\ntitel = "Kurva"\ntabell = "volymer"',
            BODY,
            "diagram kurva: används inte i något dokument.",
        ),
        ('[[text]]\nnyckel = "slut"\nrubrik = "Slut"', BODY + "{{ text('slut') }}", "text slut: hjalp saknas."),
        (
            TABELL.replace("volymer", "andra").replace(', rubrik = "Utfall"', ""),
            BODY + "{{ tabell('andra') }}",
            "tabell andra, kolumn utfall: rubrik saknas.",
        ),
    ],
)
def test_each_fault_is_told(tmp_path: Path, toml: str, body: str, fault: str) -> None:
    assert fault in tried(tmp_path, toml, body).faults


def test_a_document_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (fault,) = tried(tmp_path, body=BODY + "{{ namnden }}").faults
    assert fault.startswith("dokument.md.j2, rad 4: ")


@pytest.mark.parametrize(
    ("toml", "body"),
    [
        ('[[uppgift]]\nnyckel = "dnr"\netikett = "Dnr"', BODY.replace("Rapport", "{{ fakta('dnr') }}")),
        ('[[uppgift]]\nnyckel = "rattad"\netikett = "Rättad"\ntyp = "datum"', BODY),
        (
            TABELL.replace("volymer", "andra")
            + '[[varde]]\nnyckel = "v"\netikett = "V"\nformel = "andra.platser.utfall"',
            BODY + "\n{{ varde('v') }}",
        ),
        (
            TABELL.replace("volymer", "andra"),
            "{% for key in ['volymer', 'andra'] %}\n\n{{ tabell(key) }}\n\n{% endfor %}",
        ),
    ],
)
def test_what_is_used_in_other_ways_is_no_fault(tmp_path: Path, toml: str, body: str) -> None:
    assert tried(tmp_path, toml, body).faults == ()


def test_values_that_nobody_can_know_of_are_a_remark(tmp_path: Path) -> None:
    found = tried(tmp_path, '[[varde]]\nnyckel = "v"\netikett = "V"\nformel = "volymer.platser.utfall"')
    assert found.faults == ()
    assert found.remarks == ("varde v: nämns varken i dokumenten eller i någon vägledning.",)


@pytest.mark.parametrize(("info", "month"), [("", 8), ("helar = true", 12), ("manader = [4, 8]", 4)])
def test_it_is_tried_for_a_month_it_is_made_for(tmp_path: Path, info: str, month: int) -> None:
    assert trial_period(tried(tmp_path, info=info).mall.load()).month == month


@pytest.mark.slow
@pytest.mark.parametrize("mall", find_all(built_in()), ids=lambda mall: mall.name)
def test_a_document_can_be_made_of_every_built_in_mall(mall: Mall) -> None:
    found = try_mall(mall, built_in(), ("html", "docx"), lambda _: None)
    assert [fault for fault in found.faults if not fault.endswith(("hjalp saknas.", "något dokument."))] == []


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["mallar", *arguments])


def test_the_command_ends_with_1_when_there_are_faults(tmp_path: Path) -> None:
    tried(tmp_path, body="# Rapport")
    done = run("--kontrollera", "prov", "--mallar", str(tmp_path))
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"prov ({tmp_path / 'prov'}): 1 fel",
        "  fel tabell volymer: används inte i något dokument.",
    ]
    assert run("--kontrollera", "borta").exit_code == 2


def test_the_command_ends_with_0_when_there_are_none(tmp_path: Path) -> None:
    tried(tmp_path)
    done = run("--kontrollera", "prov", "--mallar", str(tmp_path))
    assert (done.exit_code, done.stdout) == (0, f"prov ({tmp_path / 'prov'}): inga fel\n")


def test_one_mall_can_be_shown(tmp_path: Path) -> None:
    tried(tmp_path)
    assert run("prov", "--mallar", str(tmp_path)).stdout.splitlines()[1:] == ["  prov  Prov"]
