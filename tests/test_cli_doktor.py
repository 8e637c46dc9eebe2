"""reportgen doktor: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.render import libraries


def doktor(monkeypatch: pytest.MonkeyPatch, *absent: str) -> Result:
    """The command on a machine without those libraries."""
    monkeypatch.setattr(libraries, "present", lambda library: library.name not in absent)
    return CliRunner().invoke(group, ["doktor"])


def test_machine_with_everything_is_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    done = doktor(monkeypatch)
    assert done.exit_code == 0
    assert "saknas" not in done.stdout
    assert "RapportSans-Regular.woff2" in done.stdout
    assert done.stdout.endswith("LibreOffice: behövs inte\nAllt som behövs finns.\n")


def test_missing_library_is_named_with_what_to_install_here(monkeypatch: pytest.MonkeyPatch) -> None:
    done = doktor(monkeypatch, "Pango")
    assert done.exit_code == 2
    assert "Pango: saknas (för PDF)\n" in done.stdout
    assert libraries.advice(sys.platform) in done.stdout
    assert "Allt som behövs" not in done.stdout


def test_missing_library_that_only_saves_time_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    done = doktor(monkeypatch, "HarfBuzz-Subset")
    assert done.exit_code == 0
    assert "HarfBuzz-Subset: saknas, går bra utan (gör PDF snabbare)\n" in done.stdout
    assert libraries.advice(sys.platform) in done.stdout
