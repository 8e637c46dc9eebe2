"""The examples against the published documents they reproduce: every heading, its number, level and order.

The published documents do not come with the project; where they are not beside it these tests are skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from reportgen.document.compose import compose
from reportgen.document.walk import headings
from reportgen.pipeline import check_workbook

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
PAIRS = [
    ("enkoping", "enkoping-delarsrapport-2024-08"),
    ("norrtalje", "norrtalje-delarsrapport-2025-08"),
    ("sodertalje", "sodertalje-verksamhetsplan-2025"),
    ("solna", "solna-arsredovisning-2023"),
]
PACKAGES = [("uppsala", "uppsala-delarsbokslut-2024-08")]
"""Documents of several parts, each with headings of its own."""

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents are not beside this checkout")


def told(text: str) -> str:
    """A heading without what is only typography: the kind of dash and space, whether its number is counted or its own."""
    return " ".join(text.replace("–", "-").replace("\u00a0", " ").split())


@pytest.mark.parametrize(("seed", "example"), PAIRS)
def test_every_published_heading_stands_with_number_and_level_in_order(seed: str, example: str) -> None:
    published = json.loads((SEEDS / f"{seed}.json").read_text("utf-8"))["sections"]
    checked = check_workbook(ROOT / "inputs" / f"{example}.xlsx")
    document = compose(checked.derived, checked.template)
    ours = [(h.level, told(f"{h.number} {h.plain}")) for part in document.parts for h in headings(part)]
    assert ours == [(s["level"], told(f"{s['number']} {s['title']}")) for s in published]


@pytest.mark.parametrize(("seed", "example"), PACKAGES)
def test_every_published_heading_of_a_package_stands_in_its_part(seed: str, example: str) -> None:
    published = json.loads((SEEDS / f"{seed}.json").read_text("utf-8"))
    checked = check_workbook(ROOT / "inputs" / f"{example}.xlsx")
    parts = compose(checked.derived, checked.template).parts
    ours = [[(h.number, h.level, told(h.plain)) for h in headings(part)] for part in parts]
    titles = [told(part.title) for part in parts]
    sections = published["sections"]
    theirs = [[s for s in sections if s["part"] == part["id"]] for part in published["parts"]]
    assert ours == [within(part, title) for part, title in zip(theirs, titles, strict=True)]


def within(sections: Sequence[Mapping[str, Any]], title: str) -> list[tuple[str, int, str]]:
    """The headings of a published part, its highest as level 1; the part's own title is not among them.

    The number of an attachment is left out: one of the published has another's.
    """
    named = [(s, re.sub(r"^Bilaga \d+\s*[-,]\s*", "", told(s["title"]))) for s in sections]
    inner = [(s, name) for s, name in named if name != title]
    top = min((s["level"] for s, _ in inner), default=1)
    return [(s["number"], s["level"] - top + 1, name) for s, name in inner]
