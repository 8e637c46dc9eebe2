"""Golden files belong to somebody."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent


def test_every_golden_file_is_held_by_a_test() -> None:
    held = "\n".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py"))
    assert [file.name for file in (TESTS / "golden").iterdir() if f'golden("{file.name}"' not in held] == []
