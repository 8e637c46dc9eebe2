"""Findings for programs: the shape that is promised, in every key."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reportgen.cli.findings_json import findings_json
from reportgen.model.finding import Earlier, Finding, Gap
from reportgen.pipeline import check_workbook
from test_cli_findings import DATE, ROW, SETTLED, SUM, checked

ROOT = Path(__file__).resolve().parent.parent
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "fynd.schema.json").read_text("utf-8"))


def record(finding: Finding) -> dict[str, Any]:
    content = json.loads(findings_json(checked(finding)))
    jsonschema.validate(content, SCHEMA)
    found: dict[str, Any] = content["fynd"][0]
    return found


def test_json_keeps_its_promised_shape_and_is_plain_ascii() -> None:
    text = findings_json(checked(DATE, SETTLED))
    assert text.isascii()
    assert json.loads(text) == {
        "version": 1,
        "fil": "Nämnd åäö.xlsx",
        "mall": "prov",
        "period": "2024-08",
        "fynd": [
            {
                "kod": "PERIOD_FEL",
                "grad": "fel",
                "blad": None,
                "cell": None,
                "plats": "uppgift.period",
                "tabell": "uppgift",
                "rad": "period",
                "kolumn": None,
                "meddelande": "Perioden augusti kan inte läsas.",
                "atgard": "Skriv år och månad, till exempel 2024-08.",
                "funnet": "augusti",
                "vantat": "",
                "skillnad": None,
                "kvitterad": None,
                "bro": None,
                "tidigare": None,
                "grannar": [],
            },
            {
                "kod": "VARDE_SAKNAS",
                "grad": "fel",
                "blad": "Volymer",
                "cell": "C4",
                "plats": "volymer.bou.prognos",
                "tabell": "volymer",
                "rad": "bou",
                "kolumn": "prognos",
                "meddelande": "BoU, Prognos: värdet saknas.",
                "atgard": "Fyll i värdet, 0 om det är noll, eller ett streck om det inte finns.",
                "funnet": "",
                "vantat": "",
                "skillnad": None,
                "kvitterad": "Kommer i september.",
                "bro": None,
                "tidigare": None,
                "grannar": [],
            },
        ],
        "antal": {"fel": 1, "varning": 0, "notis": 0, "kvitterade": 1},
    }


def test_a_difference_a_bridge_and_an_earlier_value_are_told() -> None:
    gap = Gap(Decimal("-0.12"), Decimal("-0.1"), Decimal("0.05"))
    assert record(replace(SUM, gap=gap))["skillnad"] == "-0.1"
    assert record(replace(SUM, gap=gap, reason="Känd", bridge="−0,1"))["bro"] == "−0,1"
    earlier = Earlier("1", "2", "Enligt avtal")
    assert record(replace(SUM, earlier=earlier))["tidigare"] == {"funnet": "1", "skal": "Enligt avtal"}
    assert record(ROW)["kvitterad"] is None


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted((ROOT / "inputs").glob("*.xlsx")), ids=lambda file: file.stem)
def test_the_examples_keep_to_the_schema(file: Path) -> None:
    content = json.loads(findings_json(check_workbook(file)))
    jsonschema.validate(content, SCHEMA)
    cells = [(finding["cell"], n["cell"]) for finding in content["fynd"] for n in finding["grannar"] if n["fyndets"]]
    assert all(own == at for own, at in cells)


def test_every_key_stands_in_the_handbook() -> None:
    text = (ROOT / "docs" / "handbok.md").read_text("utf-8")
    section = text[text.index("### Fynden som JSON") :]
    section = section.partition("\n## ")[0]
    keys = [*SCHEMA["properties"], *SCHEMA["$defs"]["fynd"]["properties"]]
    assert [key for key in keys if f"`{key}`" not in section] == []
