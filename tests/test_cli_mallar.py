"""reportgen mallar."""

from __future__ import annotations

from click.testing import CliRunner

from reportgen.cli.main import group
from reportgen.pipeline import list_templates


def test_every_mall_is_a_line_with_name_and_title_under_its_folder() -> None:
    heading, *lines = CliRunner().invoke(group, ["mallar"]).stdout.splitlines()
    infos = [template.spec.info for template in list_templates()]
    assert heading == "Inbyggda"
    assert [line.split()[0] for line in lines] == [info.name for info in infos]
    assert all(line.endswith(f"  {info.title}") for line, info in zip(lines, infos, strict=True))
