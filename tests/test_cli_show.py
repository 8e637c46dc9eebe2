"""The lines beside the result: progress, and what a person should know of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.show import progress, warn_if_open


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
