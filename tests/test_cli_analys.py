"""reportgen analys: tables, sentences to paste, and where they belong; the workbook is left as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group

INPUTS = Path(__file__).resolve().parent.parent / "inputs"
EXAMPLE = INPUTS / "standard-delarsrapport-2025-08.xlsx"


def analys(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["analys", *map(str, arguments)])


def test_a_table_comes_with_sentences_as_they_read_and_as_they_are_pasted() -> None:
    done = analys(EXAMPLE, "brygga")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert [line.split("  ")[-1] for line in lines if line.startswith("  Summa")] == ["−4\u00a0090"]
    assert any(line.startswith("    Nettokostnaden är 4\u00a0090\u00a0tkr högre") for line in lines)
    assert any("{{brygga.alla.forandring|belopp|enhet}}" in line for line in lines)


def test_the_cell_that_the_sentences_are_for_is_named() -> None:
    assert "Förslag till Ekonomisk analys, Texter!C" in analys(EXAMPLE, "brygga").stdout


def test_all_analyses_of_the_mall_are_shown_unless_some_are_named() -> None:
    every, one = analys(EXAMPLE, "--json"), analys(EXAMPLE, "pris_volym", "--json")
    keys = [found["nyckel"] for found in json.loads(every.stdout)["analyser"]]
    assert {"brygga", "pris_volym"} < set(keys)
    assert [found["nyckel"] for found in json.loads(one.stdout)["analyser"]] == ["pris_volym"]


def test_json_has_the_table_and_both_forms_of_every_sentence() -> None:
    (found,) = json.loads(analys(EXAMPLE, "brygga", "--json").stdout)["analyser"]
    assert {len(row) for row in found["rader"]} == {len(found["kolumner"])}
    assert (found["blad"], found["enhet"]) == ("Texter", "tkr")
    assert all("{{" in sentence["text"] and "{{" not in sentence["lases"] for sentence in found["meningar"])


def test_the_workbook_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "delar.xlsx"
    shutil.copyfile(EXAMPLE, file)
    before = file.read_bytes()
    assert analys(file).exit_code == 0
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_an_analysis_that_is_not_there_gets_the_nearest_that_is() -> None:
    done = analys(EXAMPLE, "bryga")
    assert done.exit_code == 2
    assert "Menade du brygga?" in done.stderr


def test_a_mall_without_analyses_says_so() -> None:
    done = analys(INPUTS / "sodertalje-verksamhetsplan-2025.xlsx")
    assert done.exit_code == 0
    assert "har inga analyser" in done.stdout


@pytest.mark.parametrize("name", ["standard-manadsuppfoljning-2025-03", "standard-arsredovisning-2025-12"])
def test_every_standard_mall_with_figures_has_something_to_tell(name: str) -> None:
    found = json.loads(analys(INPUTS / f"{name}.xlsx", "--json").stdout)["analyser"]
    assert all(one["rader"] for one in found)
