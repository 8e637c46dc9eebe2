"""The table of commands, and that the command line answers at once."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from importlib import import_module

import click
import pytest

from reportgen import __version__
from reportgen.cli.main import COMMANDS

HEAVY = {
    "pydantic",
    "openpyxl",
    "jinja2",
    "weasyprint",
    "docx",
    "xlsxwriter",
    "lxml",
    "markdown_it",
    "PIL",
    "fontTools",
}

LOADED = """
import sys
from reportgen.cli.main import group
try:
    group.main(sys.argv[1:], prog_name="reportgen")
except SystemExit as end:
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
    sys.exit(end.code)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level packages in memory when that command line has run."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    assert loaded(*arguments) & HEAVY == set()


def test_malls_are_listed_without_the_libraries_of_documents_and_workbooks() -> None:
    assert loaded("mallar") & (HEAVY - {"pydantic"}) == set()


def test_help_is_there_within_150_milliseconds() -> None:
    """The median of five, so that one disturbance of the machine does not decide."""

    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "reportgen", "--help"], capture_output=True, check=True)
        return time.perf_counter() - start

    assert statistics.median(seconds() for _ in range(5)) < 0.15 + bare_interpreter()


def bare_interpreter() -> float:
    """What Python itself takes to start here, threefold: the measure of how burdened the machine is."""
    start = time.perf_counter()
    for _ in range(3):
        subprocess.run([sys.executable, "-c", ""], check=True)
    return time.perf_counter() - start


@pytest.mark.parametrize("name", COMMANDS)
def test_table_names_each_command_as_its_module_does(name: str) -> None:
    module, line = COMMANDS[name]
    command: click.Command = import_module(module).command
    assert command.name == name
    assert command.help
    assert line.endswith(".")


def test_version_is_the_constant() -> None:
    done = subprocess.run([sys.executable, "-m", "reportgen", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"reportgen {__version__}\n"
