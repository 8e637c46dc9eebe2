"""The examples against the published documents they reproduce: every heading, its number, level and order.

The published documents do not come with the project; where they are not beside it these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.document.blocks import headings
from reportgen.document.compose import compose
from reportgen.pipeline import check_workbook

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
PAIRS = [("enkoping", "enkoping-delarsrapport-2024-08")]

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents are not beside this checkout")


def told(text: str) -> str:
    """A title without what is only typography: the kind of dash, the kind of space."""
    return " ".join(text.replace("–", "-").replace("\u00a0", " ").split())


@pytest.mark.parametrize(("seed", "example"), PAIRS)
def test_every_published_heading_stands_with_number_and_level_in_order(seed: str, example: str) -> None:
    published = json.loads((SEEDS / f"{seed}.json").read_text("utf-8"))["sections"]
    checked = check_workbook(ROOT / "inputs" / f"{example}.xlsx")
    document = compose(checked.derived, checked.template)
    ours = [(h.number, h.level, told(h.plain)) for part in document.parts for h in headings(part)]
    assert ours == [(s["number"], s["level"], told(s["title"])) for s in published]
