"""Documents on disk: whole or untouched, and one clear sentence when they cannot be written."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.model.errors import OutputError
from reportgen.output import LONGEST, safe_name, write_all, write_beside, write_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def locked(source: Path, target: Path) -> None:
    """What Windows answers when Word holds the target."""
    raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))


def full(source: Path, target: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(target))


def test_file_is_written_and_its_folder_made(tmp_path: Path) -> None:
    target = tmp_path / "Nämndens möte" / "rapport åäö.html"
    write_beside(target, b"ny")
    assert target.read_bytes() == b"ny"
    assert names(target.parent) == ["rapport åäö.html"]


def test_file_that_exists_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"gammal")
    write_beside(target, b"ny")
    assert target.read_bytes() == b"ny"


def test_locked_file_is_named_with_what_to_do_and_left_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "rapport.docx"
    target.write_bytes(b"gammal")
    with pytest.raises(OutputError, match=r"rapport\.docx är öppen i Word eller Acrobat.*: stäng den och kör igen"):
        write_beside(target, b"ny", replace=locked)
    assert target.read_bytes() == b"gammal"
    assert names(tmp_path) == ["rapport.docx"]


def test_full_disk_is_said_and_nothing_is_left_behind(tmp_path: Path) -> None:
    target = tmp_path / "rapport.pdf"
    with pytest.raises(OutputError, match="disken är full"):
        write_beside(target, b"ny", replace=full)
    assert names(tmp_path) == []


def test_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="är en mapp"):
        write_beside(tmp_path, b"ny")


def test_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ut").write_bytes(b"")
    with pytest.raises(OutputError, match=r"rapport\.pdf kan inte skrivas"):
        write_beside(tmp_path / "ut" / "rapport.pdf", b"ny")


def test_no_file_is_replaced_before_all_are_written(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "ut"
    first.write_bytes(b"gammal")
    second.mkdir()
    with pytest.raises(OutputError):
        write_all({first: b"ny", second / "": b"ny"})
    assert first.read_bytes() == b"gammal"
    assert names(tmp_path) == ["a.pdf", "ut"]


def test_a_target_locked_at_the_last_moment_leaves_no_half_written_files(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.docx"
    second.write_bytes(b"gammal")

    def replace(source: Path, target: Path) -> None:
        if target == second:
            locked(source, target)
        source.replace(target)

    with pytest.raises(OutputError, match=r"b\.docx"):
        write_all({first: b"ny", second: b"ny"}, replace=replace)
    assert first.read_bytes() == b"ny"
    assert second.read_bytes() == b"gammal"
    assert names(tmp_path) == ["a.pdf", "b.docx"]


KILLED = """
import os, signal, sys
from pathlib import Path
from reportgen.output import write_beside
write_beside(Path(sys.argv[1]), b"ny", replace=lambda source, target: os.kill(os.getpid(), signal.SIGKILL))
"""

TOO_BIG = """
import resource, sys
from pathlib import Path
from reportgen.model.errors import OutputError
from reportgen.output import write_beside
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_beside(Path(sys.argv[1]), b"x" * 5000)
except OutputError as fault:
    print(ascii(str(fault)))
"""


def run(program: str, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program, str(target)], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_midway_leaves_the_old_file_whole_and_the_next_run_goes_well(tmp_path: Path) -> None:
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"gammal")
    assert run(KILLED, target).returncode == -signal.SIGKILL
    assert target.read_bytes() == b"gammal"
    write_beside(target, b"ny")
    assert target.read_bytes() == b"ny"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_no_room_while_writing_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"gammal")
    assert "disken är full" in run(TOO_BIG, target).stdout.encode().decode("unicode_escape")
    assert target.read_bytes() == b"gammal"
    assert names(tmp_path) == ["rapport.pdf"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SN 2024/17 2024-09-13 Tjänsteskrivelse", "SN 2024-17 2024-09-13 Tjänsteskrivelse"),
        ("  a:b\\c|d  e\u00a0f ", "a-b-c-d e f"),
        ('"Vad?" <nu> *', "Vad nu"),
        ("rapport. ", "rapport"),
        ("a\u0308 \u200b\tb", "ä b"),
        ("COM1", "COM1_"),
        ("con.sn", "con.sn_"),
        ("..", ""),
        ("", ""),
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_a_name_that_a_mall_makes_can_be_a_file_on_windows(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_folder_is_made_with_all_its_files_and_nothing_beside(tmp_path: Path) -> None:
    write_folder(tmp_path / "mall", {Path("mall.toml"): b"a", Path("tabeller/drift.toml"): b"b"})
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"mall/mall.toml", "mall/tabeller/drift.toml"}


def test_folder_that_cannot_get_its_name_is_not_there_at_all(tmp_path: Path) -> None:
    def fail(_old: Path, _new: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OutputError, match="disken är full"):
        write_folder(tmp_path / "mall", {Path("mall.toml"): b"a"}, replace=fail)
    assert list(tmp_path.iterdir()) == []


def test_disk_that_can_only_be_read_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking away what was never put there fails too on such a disk, and must not be what is told."""

    def refused(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OutputError, match=r"rapport\.pdf kan inte skrivas: mappen går bara att läsa.*--ut"):
        write_beside(tmp_path / "rapport.pdf", b"ny")
