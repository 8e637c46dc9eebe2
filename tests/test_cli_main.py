"""The table of commands, and that the command line answers at once."""

from __future__ import annotations

import os
import subprocess
import sys
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


@pytest.mark.skipif(sys.platform == "win32", reason="the processor time of children is not counted there")
def test_help_takes_less_than_150_milliseconds() -> None:
    """Of processor time, the least of five: what other programs on the machine are doing is not measured."""

    def seconds() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "reportgen", "--help"], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(5)) < 0.15


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
