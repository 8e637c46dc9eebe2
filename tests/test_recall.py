"""How many of the errors in the published documents the checks find, and what else they say of them.

    pytest -s tests/test_recall.py        prints each error with the finding that tells of it, those missed, and the rest

The workbooks are made from the published figures and texts in a temporary folder (`published`), the errors are listed by place
in `published_errors`. Where the published documents are not beside this checkout the tests are skipped.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from published import EXAMPLES, ROOT, SEEDS, checked_file, framed
from published_errors import ERRORS, JUDGED, MISSED, Published
from reportgen.model.finding import Finding
from reportgen.pipeline import Checked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents are not beside this checkout"),
]

INVENTORIED = ("enkoping", "solna", "uppsala")
"""Documents whose errors were listed while the checks were planned; the others were listed afterwards, to measure."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found of the listed errors, and the findings that tell of none of them."""

    found: dict[str, list[Finding]]
    missed: list[Published]
    other: list[Finding]


def measure(checked: Checked, errors: tuple[Published, ...]) -> Measured:
    """An error is found when each of its places has a finding that says the figures it must say."""
    found: dict[str, list[Finding]] = {}
    missed = []
    for error in errors:
        hits = [[f for f in checked.findings if stands_at(f, place) and says(f, error.says)] for place in error.places]
        if all(hits):
            found[error.id] = [finding for hit in hits for finding in hit]
        else:
            missed.append(error)
    told = [finding for hits in found.values() for finding in hits]
    return Measured(found, missed, [finding for finding in checked.findings if finding not in told])


def stands_at(finding: Finding, places: str) -> bool:
    """Whether the finding is at one of the places (parted by " | "), or below it."""
    own = str(finding.place or "")
    return any(own == place or own.startswith(f"{place}.") for place in places.split(" | "))


def says(finding: Finding, wanted: tuple[str, ...]) -> bool:
    """Whether the finding's words hold each of the wanted, or an alternative of it (parted by " | "); whole words and figures."""
    text = plain(f"{finding.message} {finding.found} {finding.expected}")
    return all(
        any(re.search(rf"(?<![\w,]){re.escape(plain(one))}(?!\d|,\d)", text) for one in alternatives.split(" | "))
        for alternatives in wanted
    )


def plain(text: str) -> str:
    return " ".join(text.lower().replace("\u00a0", " ").replace("−", "-").split())


def key_of(finding: Finding) -> str:
    return finding.code.name if finding.code.name in JUDGED else f"{finding.code.name} {finding.place}"


@lru_cache
def measured(name: str) -> Measured:
    """The document's workbook made, checked and measured; printed as well."""
    frame = framed(name)
    with tempfile.TemporaryDirectory() as folder:
        result = measure(checked_file(frame, Path(folder)), ERRORS[name])
    found = f"{len(result.found)} av {len(ERRORS[name])} fel funna"
    print(f"\n== {name}: {found}; {frame.placed} texter med plats, utan: {frame.homeless}")
    for error in ERRORS[name]:
        for finding in result.found.get(error.id, [])[:2]:
            print(f"  funnet  {error.id:4} {error.what}: {finding.code.name} {finding.message[:170]}")
    for error in result.missed:
        print(f"  MISSAT  {error.id:4} {error.what}: {MISSED.get(error.id, '???')}")
    for finding in result.other:
        print(f"  övrigt  {JUDGED.get(key_of(finding), '???'):5} {key_of(finding)}: {finding.message[:260]}")
    return result


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_errors_that_are_missed_are_those_known_to_be(name: str) -> None:
    """An error that is no longer found, and one that is found after all, are both to be told."""
    missed = {error.id for error in measured(name).missed}
    assert missed == {error.id for error in ERRORS[name] if error.id in MISSED}


def test_nine_of_ten_inventoried_errors_are_found() -> None:
    found = sum(len(measured(name).found) for name in INVENTORIED)
    assert found >= 0.9 * sum(len(ERRORS[name]) for name in INVENTORIED)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_other_finding_has_been_judged(name: str) -> None:
    """A finding that tells of no listed error is true or false: somebody has read it."""
    assert {key_of(finding) for finding in measured(name).other} - set(JUDGED) == set()


def test_hardly_any_finding_blames_what_is_right() -> None:
    others = [JUDGED[key_of(finding)] for name in EXAMPLES for finding in measured(name).other]
    told = sum(len(hits) for name in EXAMPLES for hits in measured(name).found.values())
    assert others.count("falsk") <= 0.05 * (told + len(others))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_tells_what_is_measured(name: str) -> None:
    """docs/kontroller.md has a row for each document: errors, found, other findings, and how many of those are false."""
    page = (ROOT / "docs" / "kontroller.md").read_text("utf-8")
    title = {
        "enkoping": "Enköping",
        "norrtalje": "Norrtälje",
        "sodertalje": "Södertälje",
        "solna": "Solna",
        "uppsala": "Uppsala",
    }
    row = next(line for line in page.splitlines() if line.startswith(f"| {title[name]}, "))
    result = measured(name)
    false = [finding for finding in result.other if JUDGED.get(key_of(finding)) == "falsk"]
    counts = (len(ERRORS[name]), len(result.found), len(result.other), len(false))
    assert tuple(map(int, row.strip("| ").split(" | ")[1:])) == counts
