"""The lines beside the result: progress, and what a person should know of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.show import progress, say, warn, warn_if_open
from reportgen.cli.written import value_words


@pytest.mark.parametrize("mark", ["~$underlag.xlsx", ".~lock.underlag.xlsx#"])
def test_open_workbook_is_warned_about(mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warn_if_open(tmp_path / "underlag.xlsx")
    assert capsys.readouterr().err == ""
    (tmp_path / mark).write_bytes(b"")
    warn_if_open(tmp_path / "underlag.xlsx")
    said = capsys.readouterr().err
    assert said == "Obs: underlag.xlsx är öppen hos någon. Ändringar som inte har sparats är inte med.\n"


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress()("Skriver PDF")
    assert capsys.readouterr() == ("", "")


def test_results_and_remarks_never_show_a_whole_personal_number(capsys: pytest.CaptureFixture[str]) -> None:
    say(["Utan plats:", "  19121212-1212 (finns inte i mallen nu)"])
    warn("Obs 121212-1212")
    said = capsys.readouterr()
    assert said.out == "Utan plats:\n  19121212-**** (finns inte i mallen nu)\n"
    assert said.err == "Obs: Obs 121212-****\n"


def test_a_value_is_masked_before_it_is_cut_short() -> None:
    assert value_words(f"{'x' * 36} 19121212-1212 och mer") == f"{'x' * 36} 19121212-****…"
