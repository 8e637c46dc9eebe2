"""Golden files are asked for by a test, and no others are kept."""

from __future__ import annotations

import re

from conftest import GOLDEN

INPUTS = GOLDEN.parent.parent / "inputs"


def asked_for() -> list[str]:
    """The names that tests ask for, those named after a workbook for each workbook there is."""
    tests = "\n".join(path.read_text("utf-8") for path in GOLDEN.parent.glob("test_*.py"))
    names = re.findall(r'golden\(f?"([^"]+)"', tests)
    examples = [path.stem for path in INPUTS.glob("*.xlsx")]
    return [re.sub(r"\{[^}]*\}", example, name) for name in names for example in examples]


def test_every_golden_file_is_held_by_a_test() -> None:
    assert {file.name for file in GOLDEN.iterdir()} - set(asked_for()) == set()
