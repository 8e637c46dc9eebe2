"""Consoles that lack some of our characters get the nearest plain ones, and never a crash."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from reportgen.cli.console import plain, tolerant


def written(text: str, encoding: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    with tolerant(stream):
        stream.write(text)
        stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Årets −1 234 → ”ö” …"),
        ("cp1252", "Årets -1\u00a0234 -> ”ö” …"),
        ("cp850", 'Årets -1\u00a0234 -> "ö" ...'),
        ("ascii", 'Arets -1 234 -> "o" ...'),
    ],
)
def test_each_encoding_gets_the_nearest_it_has(encoding: str, shown: str) -> None:
    text = "Årets −1\u00a0234 → ”ö” …" if encoding != "utf-8" else shown
    assert written(text, encoding) == shown


def test_what_has_no_likeness_is_a_question_mark() -> None:
    assert plain("漢") == "?"
    assert plain("\udcff") == "?"


def test_stream_is_as_before_afterwards() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    with tolerant(stream):
        pass
    with pytest.raises(UnicodeEncodeError):
        stream.write("→")


def test_stream_without_encoding_is_left_alone() -> None:
    stream = io.StringIO()
    with tolerant(stream):
        stream.write("→")
    assert stream.getvalue() == "→"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8"])
def test_command_line_runs_in_every_encoding(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (["--help"], ["ny", "--hjälp"], ["→−漢"]):
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *arguments], capture_output=True, env=environment, check=False
        )
        text = (done.stdout + done.stderr).decode(encoding)
        assert done.returncode == (2 if arguments == ["→−漢"] else 0), text
        assert "Traceback" not in text
