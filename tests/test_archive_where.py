"""What is closed, by the names of the files alone."""

from __future__ import annotations

from pathlib import Path

from archives import close, closing, reopen
from reportgen.archive.where import closed_names, file_names


def test_closings_are_known_by_their_files_names(tmp_path: Path) -> None:
    path = close(tmp_path, "drift | utfall\nvard | 1", closing("2025-01"))
    reopen(path)
    (tmp_path / "anteckningar.txt").write_text("hej")
    assert closed_names(tmp_path) == [closing("2025-01").name]
    assert len(file_names(tmp_path)) == 3


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert closed_names(tmp_path / "arkiv") == []
