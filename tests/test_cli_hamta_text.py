"""The command as a controller meets it: what is said, and how it ends."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from reportgen.cli.main import group
from rounds import write
from worded import opened, printed


def run(file: Path, *arguments: str) -> Result:
    master = file.parent / "delar.xlsx"
    return CliRunner().invoke(
        group, ["hämta-text", str(master), str(file), *arguments, "--mallar", str(file.parent / "mallar")]
    )


def edited(folder: Path) -> Path:
    file = printed(folder)
    with opened(file) as word:
        word.text("text.risker")[0].add_run(" Mer.")
    return file


def test_an_edited_text_is_shown_and_the_current_workbook_named(tmp_path: Path) -> None:
    out = run(edited(tmp_path))
    assert out.exit_code == 0
    assert "1 text är ändrad" in out.output
    assert "Gäller nu: delar.xlsx" in out.output


def test_trying_says_so(tmp_path: Path) -> None:
    out = run(edited(tmp_path), "--prova")
    assert out.exit_code == 0
    assert "Inget är ändrat i delar.xlsx" in out.output


def test_a_conflict_ends_with_one(tmp_path: Path) -> None:
    file = edited(tmp_path)
    write(tmp_path / "delar.xlsx", "Texter", {("Risker", "Text"): "Annat."})
    out = run(file)
    assert out.exit_code == 1
    assert "Att välja på bladet Konflikter: 1" in out.output


def test_a_file_that_is_no_report_ends_with_two_and_one_line(tmp_path: Path) -> None:
    file = edited(tmp_path)
    file.write_bytes(b"ingen zip")
    out = run(file)
    assert out.exit_code == 2
    assert "ingen Word-fil" in out.output


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    file = edited(tmp_path)
    file.unlink()
    assert run(file).exit_code == 2
