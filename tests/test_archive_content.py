"""The report as JSON: nothing is lost on the way and back, and the schema that is promised holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from archives import drawn
from malls import filled_reports, malls
from reportgen.archive.content import decoded, encoded
from reportgen.archiving import kept
from reportgen.derive.description import described
from reportgen.derive.report import derive
from reportgen.model.archived import KeptFinding
from reportgen.model.description import Described
from reportgen.model.report import Report
from reportgen.model.table import Table
from reportgen.pipeline import check_workbook

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "arkiv.schema.json").read_text("utf-8")))
INPUTS = sorted((ROOT / "inputs").glob("*.xlsx"))


def without_sources(report: Report) -> Report:
    """What the archive keeps of a report: all but the cells that a computed value was worked out from."""

    def kept_of(table: Table) -> Table:
        rows = (
            replace(row, cells=MappingProxyType({k: replace(c, sources=()) for k, c in row.cells.items()}))
            for row in table.rows
        )
        return replace(table, rows=tuple(rows))

    return report.with_tables({key: kept_of(table) for key, table in report.tables.items()})


def through_json(told: Described, findings: tuple[KeptFinding, ...] = ()) -> tuple[Described, tuple[KeptFinding, ...]]:
    content = json.loads(json.dumps(encoded(told, findings), ensure_ascii=False))
    SCHEMA.validate(content)
    return decoded(content)


@given(st.data())
def test_a_report_comes_back_as_it_was(data: st.DataObject) -> None:
    spec = data.draw(malls())
    told = described(derive(data.draw(filled_reports(spec)), spec), spec)
    back, _ = through_json(told)
    assert back == replace(told, report=without_sources(told.report))


@pytest.mark.slow
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_a_filled_workbook_comes_back_as_it_was(path: Path) -> None:
    checked = check_workbook(path)
    told = described(checked.derived, checked.template.spec)
    findings = tuple(map(kept, checked.findings))
    back, found = through_json(told, findings)
    assert (back.report, back.words, back.printed, found) == (
        without_sources(told.report),
        told.words,
        told.printed,
        findings,
    )


def test_empty_dash_and_zero_are_three_things() -> None:
    (row,) = encoded(drawn("drift | utfall_fg | utfall | kommentar\nvard | | - | x\nskola | 0 | |"), ())["tabeller"][0][
        "rader"
    ][:1]
    assert "varde" not in row["celler"]["utfall_fg"]
    assert (row["celler"]["utfall"]["varde"], row["celler"]["utfall"]["slag"]) == ("-", "streck")
    assert row["celler"]["kommentar"]["slag"] == "text"


def test_a_value_stands_with_its_names_and_its_cell() -> None:
    (table,) = encoded(drawn("drift | utfall\nvard | -12,50", "2025-08"), ())["tabeller"]
    assert (table["titel"], table["enhet"], table["kolumner"][1]["rubrik"]) == (
        "Drift 2025",
        "tkr",
        "Utfall jan–aug 2025",
    )
    assert table["rader"][0]["etikett"] == "Vård"
    assert table["rader"][0]["celler"]["utfall"] == {
        "varde": "-12.50",
        "slag": "tal",
        "ursprung": "inmatad",
        "cell": "D4",
    }


def test_a_text_with_fields_is_kept_as_written_and_as_printed() -> None:
    told = drawn("drift | utfall\nvard | 7", inledning="Kostade {{drift.vard.utfall}} tkr")
    (text,) = encoded(told, ())["texter"]
    assert (text["varde"], text["tryckt"]) == ("Kostade {{drift.vard.utfall}} tkr", "Kostade 7 tkr")


@pytest.mark.parametrize("kind", ["siffra", 3])
def test_an_unknown_kind_of_value_is_refused(kind: object) -> None:
    content = encoded(drawn("drift | utfall\nvard | 7"), ())
    content["tabeller"][0]["rader"][0]["celler"]["utfall"]["slag"] = kind
    with pytest.raises(ValueError, match=str(kind)):
        decoded(content)
