"""docs/analys.md teaches what is true: its worked examples are what the example workbooks give."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import click
import pytest

from reportgen.analysis.accuracy import Hit
from reportgen.cli.analys import analyses_lines
from reportgen.pipeline import check_workbook, show_analyses
from reportgen.spec.analysis import AnalysisSpec
from reportgen.spec.analysis_faults import analysis_faults

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "analys.md").read_text("utf-8")
EXAMPLES = re.findall(r"```exempel (\S+) (\S+)\n[^\n]*\n(.*?)```", PAGE, re.DOTALL)

DECLARED = re.findall(r"```toml\n(.*?)```\s+```text (\S+)\n(.*?)```", PAGE, re.DOTALL)
"""Analyses that the page declares itself, the workbook they are put to, and what the command prints of them."""


@pytest.mark.parametrize(("workbook", "key", "drawn"), EXAMPLES, ids=[f"{book}-{key}" for book, key, _ in EXAMPLES])
def test_worked_example_is_what_the_workbook_gives(workbook: str, key: str, drawn: str) -> None:
    checked = check_workbook(ROOT / "inputs" / f"{workbook}.xlsx")
    (found,) = show_analyses(checked, [key])
    shown = [[cell.strip() for cell in line.split("|")] for line in drawn.splitlines()]
    assert shown == [[cell.replace("\u00a0", " ") for cell in row] for row in found.rows]


def printed(toml: str, workbook: str) -> str:
    """What `reportgen analys` shows, with the analyses in the mall of the workbook, up to what is to be pasted."""
    checked = check_workbook(ROOT / "inputs" / f"{workbook}.xlsx")
    analyses = [AnalysisSpec.model_validate(one) for one in tomllib.loads(toml)["analys"]]
    spec = checked.template.spec.model_copy(update={"analyses": analyses})
    assert list(analysis_faults(spec)) == []
    made = replace(checked, template=replace(checked.template, spec=spec))
    lines = "\n".join(analyses_lines(made, show_analyses(made)))
    return click.unstyle(lines).split("  Att klistra in:")[0]


@pytest.mark.parametrize(("toml", "workbook", "text"), DECLARED, ids=["pris_volym", "brygga"])
def test_analysis_of_the_page_gives_what_the_page_shows(toml: str, workbook: str, text: str) -> None:
    assert printed(toml, workbook) == text


def test_there_is_an_example_of_each() -> None:
    assert {key for _, key, _ in EXAMPLES} >= {"prognosrimlighet", "prognosprecision", "storsta_avvikelser"}


@pytest.mark.parametrize(
    ("prognos", "bokslut", "deviation", "percent"),
    [("-369528", "-360000", "9528", "2.6"), ("-382665", "-360000", "22665", "6.3"), ("80", "-70", "-150", "-214.3")],
)
def test_figures_of_published_reports(prognos: str, bokslut: str, deviation: str, percent: str) -> None:
    hit = Hit(Decimal(prognos), Decimal(bokslut), Decimal(bokslut))
    assert hit.deviation == Decimal(deviation)
    assert hit.percent is not None
    assert round(hit.percent, 1) == Decimal(percent)
