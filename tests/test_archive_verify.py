"""Whether everything is as it was: each kind of damage is told, with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from archives import WORKBOOK, close, closing, reopen
from reportgen.archive.folder import mark_of
from reportgen.archive.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three months, the second closed twice, each file vouching for the one before it."""
    folder = tmp_path / "arkiv"
    first = close(folder, "drift | utfall\nvard | 1", closing("2025-01"))
    second = close(folder, "drift | utfall\nvard | 2", closing("2025-02", days=1, before=mark_of(first)))
    reopen(second)
    again = close(folder, "drift | utfall\nvard | 2,5", closing("2025-02", 2, days=2, before=mark_of(second)))
    close(folder, "drift | utfall\nvard | 3", closing("2025-03", days=3, before=mark_of(again)))
    return folder


def faults(folder: Path) -> list[str]:
    return [fault.file for fault in verify(folder).faults]


def replace_bytes(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_sound_archive_has_no_faults(folder: Path) -> None:
    verified = verify(folder)
    assert (verified.count, verified.faults, verified.remarks) == (4, (), ())


def test_a_changed_file_is_told_by_its_successor(folder: Path) -> None:
    """Also when it is whole in itself and no index remembers it."""
    path = folder / "socialnamnden_prov_2025-01_1.zip"
    path.chmod(0o644)
    path.unlink()
    close(folder, "drift | utfall\nvard | 99", closing("2025-01"))
    assert faults(folder) == ["socialnamnden_prov_2025-01_1.zip"]


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "socialnamnden_prov_2025-02_1.zip").unlink()
    assert set(faults(folder)) == {"socialnamnden_prov_2025-02_1.zip"}


def test_a_torn_file_is_told(folder: Path) -> None:
    path = folder / "socialnamnden_prov_2025-03_1.zip"
    replace_bytes(path, path.read_bytes()[:-300])
    assert faults(folder) == ["socialnamnden_prov_2025-03_1.zip"]


def test_a_broken_reopening_is_told(folder: Path) -> None:
    replace_bytes(folder / "socialnamnden_prov_2025-02_1_oppnad.json", b"{")
    assert faults(folder) == ["socialnamnden_prov_2025-02_1.zip"]


def test_a_reopening_that_was_taken_away_is_told(folder: Path) -> None:
    (folder / "socialnamnden_prov_2025-02_1_oppnad.json").unlink()
    assert faults(folder) == ["socialnamnden_prov_2025-02_1.zip"]


def test_a_document_that_was_changed_afterwards_is_remarked(folder: Path) -> None:
    (folder.parent / "underlag.xlsx").write_bytes(WORKBOOK)
    (folder.parent / "underlag.pdf").write_bytes(b"ett annat dokument")
    assert verify(folder).remarks == (
        "underlag.pdf är inte som när 2025-01 stängdes.",
        "underlag.pdf är inte som när 2025-02 stängdes.",
        "underlag.pdf är inte som när 2025-03 stängdes.",
    )
