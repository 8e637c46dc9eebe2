"""What several test modules share: golden files, and skipping what the machine lacks a program for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from reportgen.render import libraries

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

GOLDEN = Path(__file__).resolve().parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, then read the diff")


def pytest_runtest_setup(item: pytest.Item) -> None:
    needs = {
        "pango": (lambda: not any(library.required for library in libraries.missing()), "Pango"),
        "poppler": (lambda: shutil.which("pdftotext") and shutil.which("pdfinfo"), "poppler"),
        "libreoffice": (lambda: shutil.which("soffice"), "LibreOffice"),
    }
    for mark, (present, name) in needs.items():
        if item.get_closest_marker(mark) and not present():
            pytest.skip(f"{name} is not on this machine")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text is that of tests/golden/<name>, or becomes it with --update-golden."""

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.is_file(), f"{file} is missing; run pytest --update-golden and read it"
        assert text == file.read_text("utf-8")

    return check
