"""What the documents say of the commands is true: all are described, and none that does not exist is mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from reportgen.cli.main import COMMANDS, group
from reportgen.cli.swedish import ascii_spelling
from reportgen.model.finding import Code

ROOT = Path(__file__).resolve().parent.parent
README, HANDBOOK = ROOT / "README.md", ROOT / "docs" / "handbok.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def command(name: str) -> click.Command:
    found: click.Command = import_module(COMMANDS[name][0]).command
    return found


def code_in(text: str) -> str:
    """What stands in code spans, fenced blocks and indented blocks of a Markdown text."""
    fenced = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}.*$", text, re.MULTILINE)
    return "\n".join([*fenced, *indented, *re.findall(r"`[^`\n]+`", text)])


def mentioned(text: str) -> Iterator[tuple[str, str]]:
    """Each `reportgen COMMAND …` with the rest of its line."""
    for match in re.finditer(r"\breportgen +([^\W\d_][\w-]*)([^\n`#]*)", text):
        yield ascii_spelling(match[1]), match[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_and_stands_in_readme_and_handbook(name: str) -> None:
    assert command(name).help
    assert f"reportgen {name}" in README.read_text("utf-8")
    assert f"### reportgen {name}" in HANDBOOK.read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_mentions_only_commands_and_flags_that_exist(path: Path) -> None:
    for name, rest in mentioned(code_in(path.read_text("utf-8"))):
        assert name in COMMANDS
        flags = {flag for option in command(name).params for flag in option.opts} | {"--help"}
        assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", ascii_spelling(rest))) <= flags


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_of_a_command_stands_in_the_handbook(name: str) -> None:
    text = HANDBOOK.read_text("utf-8")
    for option in command(name).params:
        if isinstance(option, click.Option):
            assert f"`{option.opts[0]}" in text


def test_findings_advise_only_commands_that_exist() -> None:
    for code in Code:
        assert {name for name, _ in mentioned(f"{code.message} {code.advice}")} <= set(COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def anchors(text: str) -> list[str]:
    """What the headings of a page are linked by, as GitHub makes it: small letters, without punctuation, hyphens for spaces."""
    headings = re.findall(r"^#+ +(.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_headings_that_exist_once(path: Path) -> None:
    text = path.read_text("utf-8")
    lost = []
    for name, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
        there = anchors((path.parent / name).read_text("utf-8") if name else text)
        lost += [f"{name}#{anchor}"] if there.count(anchor) != 1 else []
    assert lost == []


def test_table_and_group_know_the_same_commands() -> None:
    assert group.list_commands(click.Context(group)) == list(COMMANDS)
