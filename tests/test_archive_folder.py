"""The archive's folder: found upwards, files added once, several at once, on disks without links."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archives import close, closing, reopen
from reportgen.archive.folder import (
    TakenError,
    add_file,
    entries,
    latest,
    next_number,
    read_entry,
    read_entry_reopening,
)
from reportgen.archive.package import ArchiveError
from reportgen.archive.where import find_archive
from reportgen.model.errors import ReportgenError

ONE = "drift | utfall\nvard | 1"


def test_closings_are_listed_by_period_and_number(tmp_path: Path) -> None:
    second = close(tmp_path, ONE, closing("2025-02"))
    first = close(tmp_path, ONE, closing("2025-01"))
    reopen(first)
    again = close(tmp_path, ONE, closing("2025-01", 2))
    (tmp_path / "index.sqlite").write_bytes(b"")
    (tmp_path / "anteckningar.txt").write_text("hej")
    found = entries(tmp_path)
    assert [(entry.path, entry.is_reopened) for entry in found] == [(first, True), (again, False), (second, False)]
    assert [entry.path for entry in latest(found)] == [again, second]
    assert next_number(found, found[0].name) == 3


def test_a_folder_that_is_not_there_has_no_closings(tmp_path: Path) -> None:
    assert entries(tmp_path / "arkiv") == ()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "arkiv").write_text("")
    with pytest.raises(ReportgenError, match="kan inte läsas"):
        entries(tmp_path / "arkiv")


def test_a_name_that_is_taken_is_never_overwritten(tmp_path: Path) -> None:
    add_file(tmp_path / "a.zip", b"den forsta")
    with pytest.raises(TakenError, match="finns redan"):
        add_file(tmp_path / "a.zip", b"den andra")
    assert (tmp_path / "a.zip").read_bytes() == b"den forsta"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_of_many_who_close_at_once_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    def attempt(n: int) -> bytes | None:
        try:
            add_file(tmp_path / "a.zip", bytes([n]) * 10_000)
        except TakenError:
            return None
        return bytes([n]) * 10_000

    with ThreadPoolExecutor(8) as pool:
        won = [data for data in pool.map(attempt, range(16)) if data]
    assert won == [(tmp_path / "a.zip").read_bytes()]


def test_a_disk_without_links_still_gets_its_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_source: object, _target: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    add_file(tmp_path / "a.zip", b"den forsta")
    with pytest.raises(TakenError):
        add_file(tmp_path / "a.zip", b"den andra")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"den forsta")]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportgenError, match="disken är full"):
        add_file(tmp_path / "a.zip", b"data")
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_is_marked_read_only(tmp_path: Path) -> None:
    path = close(tmp_path, ONE, closing())
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_closing_under_anothers_name_is_refused(tmp_path: Path) -> None:
    path = close(tmp_path, ONE, closing("2025-01"))
    path.rename(path.with_name("socialnamnden_prov_2025-02_1.zip"))
    (entry,) = entries(tmp_path)
    with pytest.raises(ArchiveError, match=r"egentligen socialnamnden_prov_2025-01_1\.zip"):
        read_entry(entry)


def test_why_a_period_was_opened_is_read_from_the_file_beside_it(tmp_path: Path) -> None:
    path = close(tmp_path, ONE, closing())
    (entry,) = entries(tmp_path)
    assert read_entry_reopening(entry) is None
    reopen(path, "Fel belopp")
    (entry,) = entries(tmp_path)
    found = read_entry_reopening(entry)
    assert found is not None
    assert found.reason == "Fel belopp"


def test_the_archive_is_the_one_named_else_the_nearest_upwards_with_closings(tmp_path: Path) -> None:
    year = tmp_path / "2025"
    month = year / "08"
    month.mkdir(parents=True)
    (month / "arkiv").mkdir()
    assert find_archive(None, "", month) is None
    close(year / "arkiv", ONE, closing())
    assert find_archive(None, "", month) == (year / "arkiv").resolve()
    close(month / "arkiv", ONE, closing())
    assert find_archive(None, "", month) == (month / "arkiv").resolve()
    assert find_archive(None, str(tmp_path / "delat"), month) == tmp_path / "delat"
    assert find_archive(tmp_path / "eget", str(tmp_path / "delat"), month) == tmp_path / "eget"
