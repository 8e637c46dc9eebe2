"""What a controller writes of the examples' figures: nothing is said of what is right, and most planted errors are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pytest

from reportgen.checks import Context, run_checks
from reportgen.derive.report import derive
from reportgen.model.finding import Finding
from reportgen.model.report import Report
from reportgen.pipeline import Checked, check_workbook
from sentences import SENTENCES, Said

INPUTS = Path(__file__).parents[1] / "inputs"
FOUND = 0.85
"""The share of the planted errors that is found at least; what is missed says its subject in ways that no rule reads yet."""


@lru_cache
def example(name: str) -> Checked:
    return check_workbook(INPUTS / f"{name}.xlsx")


def written(entered: Report, texts: dict[str, str]) -> Report:
    """The report with these texts and comments instead of its own."""
    comments = {place: text for place, text in texts.items() if "." in place}
    tables = dict(entered.tables)
    for place, text in comments.items():
        key, row_key = place.split(".")
        table = tables[key]
        rows = tuple(
            replace(row, cells=MappingProxyType({**row.cells, "kommentar": replace(row.cell("kommentar"), value=text)}))
            if row.key == row_key
            else row
            for row in table.rows
        )
        tables[key] = replace(table, rows=rows)
    own = {key: replace(cell, value=texts[key]) if key in texts else cell for key, cell in entered.texts.items()}
    return replace(entered, tables=MappingProxyType(tables), texts=MappingProxyType(own))


def told(name: str, sentences: Iterable[tuple[str, str]]) -> list[Finding]:
    """What is found with the sentences, each a paragraph of its place, besides what is found of the example itself."""
    texts: dict[str, list[str]] = {}
    for place, sentence in sentences:
        texts.setdefault(place, []).append(sentence)
    checked = example(name)
    known = {(finding.code, finding.place, finding.found) for finding in checked.findings}
    entered = written(checked.entered, {place: "\n\n".join(said) for place, said in texts.items()})
    spec = checked.template.spec
    found = run_checks(Context(spec, entered, derive(entered, spec)))
    return [finding for finding in found if (finding.code, finding.place, finding.found) not in known]


def is_of(finding: Finding, said: Said) -> bool:
    """Whether a finding is of the sentence with its error: at its place, with words of it."""
    words = " ".join(str(finding.found).split()).removesuffix("…").strip(" …")
    return said.place in str(finding.place) and words.split(" … ")[0] in " ".join(said.wrong.split())


@pytest.mark.parametrize("name", SENTENCES)
def test_nothing_is_said_of_right_sentences(name: str) -> None:
    assert [finding.message for finding in told(name, ((said.place, said.right) for said in SENTENCES[name]))] == []


def test_most_planted_errors_are_found() -> None:
    planted, found = 0, 0
    for name, sentences in SENTENCES.items():
        wrong = [said for said in sentences if said.wrong]
        findings = told(name, ((said.place, said.wrong) for said in wrong))
        planted += len(wrong)
        found += sum(any(is_of(finding, said) for finding in findings) for said in wrong)
    assert found >= FOUND * planted, f"{found} of {planted}"
