"""stang, oppna and arkiv, as they are run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group

INPUTS = Path(__file__).resolve().parent.parent / "inputs"
MARCH = "standard-manadsuppfoljning-2025-03.xlsx"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments], prog_name="reportgen")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook, where the person stands."""
    shutil.copy(INPUTS / MARCH, tmp_path / MARCH)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTGEN_ARKIV", raising=False)
    return tmp_path


@pytest.fixture
def closed(here: Path) -> Path:
    assert run("stäng", MARCH, "--utan-dokument", "--av", "A. Ek").exit_code == 0
    return here


@pytest.mark.slow
def test_without_documents_a_period_is_not_closed_unless_that_is_asked_for(here: Path) -> None:
    refused = run("stang", MARCH)
    assert (refused.exit_code, "--utan-dokument" in refused.output) == (2, True)
    done = run("stang", MARCH, "--utan-dokument", "--av", "A. Ek")
    assert done.exit_code == 0, done.output
    assert "2025-03 är stängd" in done.output
    assert "av A. Ek: arkiv" in done.output.replace(str(here), "")
    assert len(list((here / "arkiv").glob("*.zip"))) == 1


def test_a_workbook_with_errors_shows_them_and_ends_with_1(here: Path) -> None:
    from test_archiving import changed

    changed(here / MARCH, "Resultaträkning", "D12", "mycket")
    refused = run("stang", MARCH, "--utan-dokument")
    assert refused.exit_code == 1
    assert "TAL_OLASLIGT" in refused.output
    assert "Perioden stängdes inte" in refused.output


def test_the_archive_is_listed_and_shown(closed: Path) -> None:
    assert closed.is_dir()
    listed = run("arkiv").output
    assert "2025-03  standard-manadsuppfoljning  stängd" in listed
    assert "av A. Ek" in listed
    shown = run("arkiv", "2025-03").output
    assert MARCH in shown
    assert run("arkiv", "2025-04").exit_code == 2


def test_the_list_as_json(closed: Path) -> None:
    (period,) = json.loads(run("arkiv", "--json").output)["perioder"]
    assert (period["period"], period["mall"], period["av"], period["oppnad"]) == (
        "2025-03",
        "standard-manadsuppfoljning",
        "A. Ek",
        None,
    )
    assert (closed / "arkiv" / period["fil"]).is_file()


def test_a_figure_is_shown(closed: Path) -> None:
    assert closed.is_dir()
    shown = run("arkiv", "--visa", "resultatrakning.netto.prognos").output
    assert "−399 737" in shown
    assert "Prognos 2025" in shown
    (point,) = json.loads(run("arkiv", "--visa", "resultatrakning.netto.prognos", "--json").output)
    assert (point["varde"], point["enhet"], point["rad"]) == ("-399737", "tkr", "Nettokostnad")
    assert run("arkiv", "--visa", "resultatrakning.netto.finns_inte").exit_code == 2
    assert "ingen plats" in run("arkiv", "--visa", "a.b.c.d").output


def test_a_period_is_opened_with_a_reason_and_its_workbook_fetched(closed: Path) -> None:
    assert "--skal måste anges" in run("oppna", "2025-03").output
    assert "det står inget där" in run("oppna", "2025-03", "--skal", " ").output
    done = run("öppna", "2025-03", "--skal", "Fel belopp", "--av", "B. Al", "--ut", "som-den-var.xlsx")
    assert done.exit_code == 0, done.output
    assert (closed / "som-den-var.xlsx").read_bytes() == (closed / MARCH).read_bytes()
    assert "av B. Al: Fel belopp" in run("arkiv").output
    assert run("oppna", "2025-03", "--skal", "Igen").exit_code == 2


def test_a_file_that_is_there_is_not_overwritten_by_the_copy(closed: Path) -> None:
    refused = run("oppna", "2025-03", "--skal", "Fel", "--ut", MARCH)
    assert (refused.exit_code, "finns redan" in refused.output) == (2, True)
    assert "öppnad" not in run("arkiv").output
    assert closed.is_dir()


def test_the_archive_is_verified(closed: Path) -> None:
    assert "1 stängd period, allt är som det var." in run("arkiv", "--kontrollera").output
    (path,) = (closed / "arkiv").glob("*.zip")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-500])
    done = run("arkiv", "--kontrollera")
    assert (done.exit_code, f"{path.name} är skadad" in done.output) == (1, True)
    assert "kan inte läsas" in run("arkiv").output


def test_an_empty_archive_says_so(here: Path) -> None:
    assert "har ingen stängd period än" in run("arkiv").output
    assert "ange det med --arkiv" in run("arkiv").output
    assert not (here / "arkiv").exists()


@pytest.mark.slow
def test_a_closed_period_is_reported_only_from_its_workbook(closed: Path) -> None:
    from test_archiving import changed

    assert run("rapport", MARCH, "--format", "html").exit_code == 0
    changed(closed / MARCH, "Texter", "C8", "- Kommunfullmäktige")
    refused = run("rapport", MARCH, "--format", "html")
    assert (refused.exit_code, "2025-03 är stängd" in refused.output) == (2, True)
    assert run("rapport", MARCH, "--format", "html", "--utkast").exit_code == 0


def test_closed_periods_are_compared_with_workbooks(closed: Path) -> None:
    assert closed.is_dir()
    assert "Inga siffror" in run("jamfor", "2025-03", MARCH).output
    assert "2025-07 är inte stängd" in run("jamfor", "2025-07", MARCH).output


def test_the_archive_of_the_environment_is_used(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_ARKIV", str(here / "delat"))
    assert run("stang", MARCH, "--utan-dokument").exit_code == 0
    assert len(list((here / "delat").glob("*.zip"))) == 1
    assert "2025-03" in run("arkiv").output


def test_a_machine_that_does_not_know_the_user_asks_for_a_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    refused = run("stang", MARCH, "--utan-dokument")
    assert (refused.exit_code, "--av NAMN" in refused.output) == (2, True)
    assert not (here / "arkiv").exists()


MOVING = """
[mall]
namn = "prov"
titel = "Prov"
version = "VERSION"
namnd = "Socialnämnden"

[[del]]
titel = "Prov"

[[tabell]]
nyckel = "drift"
titel = "Drift"
enhet = "tkr"
kolumn = [
    { nyckel = "post", rubrik = "Post", typ = "etikett" },
    { nyckel = "budget", rubrik = "Budget", fran_arkiv = { period = "foregaende", grad = "fel" } },
]
rad = [{ nyckel = "ROW", etikett = "Vård" }, { nyckel = "stab", etikett = "Stab" }]
"""
MOVE = '\n[[flytt]]\nfran = "drift.vard"\ntill = "drift.omsorg"\n'


def test_what_a_mall_has_moved_is_followed_filled_in_and_checked(here: Path) -> None:
    """January is closed with the row vard, which is omsorg from February on."""
    from test_year import fill

    mall = here / "mallar" / "prov" / "mall.toml"
    mall.parent.mkdir(parents=True)
    (mall.parent / "dokument.md.j2").write_text('{{ tabell("drift") }}\n', "utf-8")

    def made(month: str, version: str, row: str, move: str = "") -> Path:
        mall.write_text(MOVING.replace("VERSION", version).replace("ROW", row) + move, "utf-8")
        file = here / f"{month}.xlsx"
        assert run("ny", "prov", "--period", month, "--ut", file).exit_code == 0
        return file

    january = made("2025-01", "1.0", "vard")
    fill(january, {"drift.vard.budget": 100, "drift.stab.budget": 20})
    assert run("stang", january, "--utan-dokument").exit_code == 0
    february = made("2025-02", "1.1", "omsorg", MOVE)
    clean = json.loads(run("kontrollera", february, "--json").output)["fynd"]
    assert [one for one in clean if one["kod"] == "ARKIV_FEL"] == []
    fill(february, {"drift.omsorg.budget": 110})
    (found,) = [
        one for one in json.loads(run("kontrollera", february, "--json").output)["fynd"] if one["kod"] == "ARKIV_FEL"
    ]
    assert (found["plats"], found["funnet"], found["vantat"]) == ("drift.omsorg.budget", "110", "100")
    fill(february, {"drift.omsorg.budget": 100})
    assert run("stang", february, "--utan-dokument").exit_code == 0
    for asked in ("drift.omsorg.budget", "drift.vard.budget"):
        points = json.loads(run("arkiv", "--visa", asked, "--json").output)
        assert [(one["period"], one["varde"], one["plats"], one["plats_da"]) for one in points] == [
            ("2025-01", "100", "drift.omsorg.budget", "drift.vard.budget"),
            ("2025-02", "100", "drift.omsorg.budget", "drift.omsorg.budget"),
        ]
    whole = {one["plats"] for one in json.loads(run("arkiv", "--visa", "drift", "--json").output)}
    assert whole == {"drift.omsorg.budget", "drift.stab.budget"}
    mall.unlink()
    gone = json.loads(run("arkiv", "--visa", "drift.vard.budget", "--json").output)
    assert [one["period"] for one in gone] == ["2025-01"]
