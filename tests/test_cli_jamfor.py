"""reportgen jamfor, as it is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.main import group

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
