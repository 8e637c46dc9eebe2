"""reportgen schema."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from reportgen.cli.main import group


def test_schema_in_the_terminal_and_in_a_file_are_the_same(tmp_path: Path) -> None:
    target = tmp_path / "mall.schema.json"
    shown = CliRunner().invoke(group, ["schema"])
    saved = CliRunner().invoke(group, ["schema", "--ut", str(target)])
    assert (shown.exit_code, saved.exit_code) == (0, 0)
    assert shown.stdout.isascii()
    schema = json.loads(shown.stdout)
    assert json.loads(target.read_text("utf-8")) == schema
    Draft202012Validator.check_schema(schema)
