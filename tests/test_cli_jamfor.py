"""reportgen jamfor, as it is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from reportgen.cli.main import group
from test_cli_uppgradera import OLD, put_mall, workbook

__all__ = ["workbook"]

ROOT = Path(__file__).resolve().parent.parent
MARCH = ROOT / "inputs" / "standard-manadsuppfoljning-2025-03.xlsx"
AUGUST = ROOT / "inputs" / "standard-delarsrapport-2025-08.xlsx"


def run(*arguments: str) -> str:
    done = CliRunner().invoke(group, list(arguments), prog_name="reportgen")
    assert done.exit_code == 0, done.output
    return done.output


def test_two_periods_are_shown_column_by_column() -> None:
    shown = run("jämför", str(MARCH), str(AUGUST))
    assert "2025-03: standard-manadsuppfoljning-2025-03.xlsx" in shown
    assert "Kolumnen Utfall jan–mar 2025 jämförs med Utfall jan–aug 2025." in shown
    (line,) = [line for line in shown.splitlines() if "Lokaler" in line and "−20\u00a0565" in line]
    cells = [cell.strip(" ") for cell in line.split("  ") if cell.strip()]
    assert cells[1:] == [
        "−7\u00a0713",
        "−20\u00a0565",
        "−12\u00a0852",
        "+166,6\u00a0%",
    ]


def test_a_workbook_and_itself_differ_in_nothing() -> None:
    assert "Inga siffror, bedömningar eller texter har ändrats." in run("jamfor", str(MARCH), str(MARCH))


def test_the_json_has_exact_values_places_and_cells() -> None:
    content = json.loads(run("jamfor", str(MARCH), str(AUGUST), "--json"))
    assert (content["fore"], content["efter"]) == ("2025-03", "2025-08")
    changes = {change["plats"]: change for section in content["avsnitt"] for change in section["andringar"]}
    change = changes["resultatrakning.lokaler.utfall"]
    assert (change["fore"], change["efter"], change["skillnad"]) == ("-7713", "-20565", "-12852")
    assert (change["procent"], change["enhet"], change["utraknad"]) == ("166.6", "tkr", False)
    assert change["cell_fore"].startswith("Resultaträkning!")
    assert changes["resultatrakning.netto.utfall"]["utraknad"]


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_page_is_written(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"chefer.{ending}"
    assert f"{target} är gjord." in run("jamfor", str(MARCH), str(AUGUST), "--ut", str(target))
    assert target.stat().st_size > 10_000


def test_a_page_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    from reportgen.comparing import compare_sides, workbook_side, write_comparison
    from reportgen.model.errors import OutputError

    side = workbook_side(MARCH)
    with pytest.raises(OutputError, match=r"slutar på \.html, \.docx, \.pdf"):
        write_comparison(compare_sides(side, side), tmp_path / "chefer.txt")


def test_a_workbook_of_an_older_mall_is_compared_where_the_mall_has_moved_its_values(workbook: Path) -> None:
    now = workbook.with_name("nu.xlsx")
    CliRunner().invoke(group, ["uppgradera", str(workbook), "--ut", str(now)])
    book = load_workbook(now)
    (row,) = [row for row in book["Volymer"].iter_rows() if row[0].value == "barn_unga"]
    row[2].value = 33
    book.save(now)
    content = json.loads(run("jamfor", str(workbook), str(now), "--json"))
    found = [change for section in content["avsnitt"] for change in section["andringar"]]
    assert [(change["plats"], change["fore"], change["efter"]) for change in found] == [
        ("volymer.barn_unga.utfall", "30", "33")
    ]
    shown = run("jamfor", str(workbook), str(now))
    assert "delar.xlsx är gjord för en äldre version av mallen." in shown
    assert "4 värden i delar.xlsx har ingen plats i mallen nu." in shown


def test_a_closed_period_of_an_older_mall_is_compared_where_its_values_are_now(workbook: Path) -> None:
    now = workbook.with_name("nu.xlsx")
    CliRunner().invoke(group, ["uppgradera", str(workbook), "--ut", str(now)])
    new = (workbook.parent / "mallar" / "prov" / "mall.toml").read_text("utf-8")
    put_mall(workbook.parent, "1.0", OLD)
    closed = CliRunner().invoke(group, ["stang", str(workbook), "--utan-dokument"])
    assert closed.exit_code == 0, closed.output
    (workbook.parent / "mallar" / "prov" / "mall.toml").write_text(new, "utf-8")
    content = json.loads(run("jamfor", "2025-08", str(now), "--json", "--arkiv", str(workbook.parent / "arkiv")))
    found = [change for section in content["avsnitt"] for change in section["andringar"]]
    assert [(change["plats"], change["fore"]) for change in found] == [("volymer.aldre.utfall", "30")]


def test_a_key_of_another_mall_is_found_where_this_one_says(workbook: Path) -> None:
    other = workbook.parent / "mallar" / "annan"
    other.mkdir()
    mall = workbook.parent / "mallar" / "prov"
    put_mall(workbook.parent, "1.0", OLD)
    (other / "mall.toml").write_text(
        (mall / "mall.toml").read_text("utf-8").replace('"prov"', '"annan"').replace("barn", "sma")
        + '[[flytt]]\nfran = "volymer.barn"\ntill = "volymer.sma"\n',
        "utf-8",
    )
    (other / "dokument.md.j2").write_text("{{ tabell('volymer') }}", "utf-8")
    target = workbook.with_name("annan.xlsx")
    made = CliRunner().invoke(
        group, ["ny", "annan", "--namnd", "Socialnämnden", "--period", "2025-09", "--ut", str(target)]
    )
    assert made.exit_code == 0, made.output
    content = json.loads(run("jamfor", str(workbook), str(target), "--json"))
    places = {change["plats"] for section in content["avsnitt"] for change in section["andringar"]}
    assert {"volymer.sma.budget", "volymer.unga.budget"} <= places
    assert not any(place.startswith("volymer.barn.") for place in places)
