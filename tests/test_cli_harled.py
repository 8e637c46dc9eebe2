"""What the command says, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from test_explain_explain import INPUTS, cells, explained

DELAR = next(path for path in INPUTS if path.stem == "standard-delarsrapport-2025-08")
AVVIKELSE = "resultatrakning.netto.avvikelse"


SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "docs" / "harledning.schema.json").read_text("utf-8")
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def said(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.replace("\u00a0", " ")


def test_the_formula_stands_in_words_and_in_figures() -> None:
    output = said("harled", DELAR, AVVIKELSE)
    assert "Nettokostnad, Avvikelse 2025: −4 090 tkr" in output
    assert "Avvikelse 2025 = Prognos 2025 − Budget 2025" in output
    assert "= −397 090 − (−393 000)\n" in output


def test_both_spellings_and_unquoted_words_are_understood() -> None:
    assert said("härled", DELAR, "resultaträkning", "nettokostnad", "avvikelse", "2025") == said(
        "harled", DELAR, AVVIKELSE
    )


def test_depth_limits_the_tree_and_says_what_is_left() -> None:
    shallow, deep = said("harled", DELAR, AVVIKELSE, "--djup", "0"), said("harled", DELAR, AVVIKELSE, "--djup", "9")
    assert "… 2 delar, visas med --djup 1" in shallow
    assert "visas med --djup" not in deep
    assert "Personal" in deep


def test_what_is_shown_once_is_not_shown_again() -> None:
    output = said("harled", DELAR, "varde.avvikelse_procent", "--djup", "9")
    assert output.count("= Prognos 2025 − Budget 2025") == 1
    assert "se ovan" in output


def test_a_negative_figure_is_no_flag() -> None:
    result = run("harled", DELAR, "-4090")
    assert result.exit_code == 2
    assert "står på 2 ställen" in result.output
    assert "finns inte" not in result.output


@pytest.mark.parametrize("cell", ["Resultatrakning!Q99", "resultatrakning.netto", "hittepå", "99 999 999"])
def test_what_is_unclear_is_one_line_and_exit_code_2(cell: str) -> None:
    result = run("harled", DELAR, cell)
    assert result.exit_code == 2
    assert len([line for line in result.output.splitlines() if line.startswith("Fel:")]) == 1
    assert len(result.output.splitlines()) <= 2


def test_a_negative_depth_is_refused() -> None:
    assert run("harled", DELAR, AVVIKELSE, "--djup", "-1").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_json_keeps_to_its_schema_and_has_every_part_once(path: Path) -> None:
    explainer = explained(path)
    place = next(place for place in cells(explainer) if explainer.step(place).working)
    content = json.loads(run("harled", path, place, "--json").output)
    jsonschema.validate(content, SCHEMA)
    places = [step["plats"] for step in content["steg"]]
    assert (content["version"], places[0]) == (1, str(place))
    assert {part for step in content["steg"] for part in step["delar"]} <= set(places)
    assert len(places) == len(set(places))


def test_json_has_the_same_figures_as_the_report() -> None:
    content = json.loads(run("harled", DELAR, AVVIKELSE, "--json").output)
    step = content["steg"][0]
    assert (step["sort"], step["varde"], step["enhet"], step["formel"]["varde"]) == ("formel", "-4090", "tkr", "-4090")
    assert content["tryckt"]
    assert {use["sort"] for use in content["anvands"]["texter"]} == {"text"}


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "mars.xlsx"
    assert run("ny", "standard-manadsuppfoljning", "--period", "2025-03", "--ut", path).exit_code == 0
    rows = "".join(f"5010;202503;{n};Löner {n};{n},00\n" for n in range(1, 31))
    (tmp_path / "utfall.csv").write_text(f"Konto;Period;Vernr;Text;Belopp\n{rows}", "cp1252")
    assert run("importera", path, tmp_path / "utfall.csv").exit_code == 0
    return path


def test_vouchers_stand_largest_first_and_the_rest_is_summed(master: Path) -> None:
    output = said("harled", master, "resultatrakning.personal.utfall")
    assert "och 18 mindre till, tillsammans 171,00; visas med --allt" in output
    assert output.index("Löner 30") < output.index("Löner 29")
    assert "Summa 465,00 kr i exporten blir −465,00 kr i arbetsboken." in output
    assert "Det är −0,465 tkr, som i cellen." in output
    everything = said("harled", master, "resultatrakning.personal.utfall", "--allt")
    assert len(re.findall(r"Löner \d+", everything)) == 30


def test_an_export_that_is_gone_is_said_beside_the_answer(master: Path) -> None:
    (master.parent / "utfall.csv").unlink()
    result = run("harled", master, "resultatrakning.personal.utfall")
    assert result.exit_code == 0
    assert "Obs: utfall.csv finns inte kvar där den låg (utfall.csv)." in result.output


def test_json_has_the_vouchers_with_kronor_as_the_export_has_them(master: Path) -> None:
    content = json.loads(run("harled", master, "resultatrakning.personal.utfall", "--json").output)
    jsonschema.validate(content, SCHEMA)
    step = content["steg"][0]
    (booked,) = step["export"]["konterat"]
    assert (booked["konto"], booked["belopp"], booked["tecken"], len(booked["transaktioner"])) == (
        "5010",
        "465.00",
        -1,
        30,
    )
    assert booked["transaktioner"][0] == {
        "rad": 31,
        "verifikation": "30",
        "datum": "202503",
        "text": "Löner 30",
        "belopp": "30.00",
    }
    assert step["ursprung"]["infort"]["star_kvar"] is True
    assert step["ursprung"]["logg"][0]["vem"] == "Import"


@pytest.mark.slow
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_json_of_every_kind_of_step_keeps_to_its_schema(path: Path) -> None:
    explainer = explained(path)
    kinds = {explainer.step(place).kind: place for place in cells(explainer)}
    for place in kinds.values():
        jsonschema.validate(json.loads(run("harled", path, place, "--json").output), SCHEMA)
