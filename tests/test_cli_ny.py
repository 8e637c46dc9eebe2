"""reportgen ny."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group
from reportgen.cli.ny import quoted
from reportgen.pipeline import check_workbook, list_templates

MALL = list_templates()[0].spec.info.name


def ny(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["ny", *arguments])


def test_workbook_is_made_for_that_namnd_and_period(tmp_path: Path) -> None:
    file = tmp_path / "Vård och omsorg" / "underlag åäö.xlsx"
    done = ny(MALL, "--nämnd", "Vård- och omsorgsnämnden", "--period", "augusti 2025", "--ut", str(file))
    assert done.exit_code == 0
    assert done.stdout.endswith(f'kör: reportgen kontrollera "{file}"\n')
    report = check_workbook(file).entered
    assert (report.template, report.namnd, str(report.period)) == (MALL, "Vård- och omsorgsnämnden", "2025-08")


def test_without_ut_the_workbook_gets_the_malls_name_and_the_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ny(MALL, "--namnd", "Socialnämnden", "--period", "2025-08").exit_code == 0
    assert (tmp_path / f"{MALL}-2025-08.xlsx").is_file()


def test_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "underlag.xlsx"
    file.write_bytes(b"mitt arbete")
    done = ny(MALL, "--namnd", "Socialnämnden", "--period", "2025-08", "--ut", str(file))
    assert (done.exit_code, file.read_bytes()) == (2, b"mitt arbete")
    assert done.stderr.startswith(f"Fel: {file} finns redan")


def test_unknown_mall_gets_the_nearest() -> None:
    done = ny(MALL[:-1], "--period", "2025-08")
    assert done.exit_code == 2
    assert f"Menade du {MALL}?" in done.stderr


@pytest.mark.parametrize(
    ("path", "typed"), [("a.xlsx", "a.xlsx"), ("min fil.xlsx", '"min fil.xlsx"'), (r"\\server\delad\a.xlsx",) * 2]
)
def test_path_is_shown_as_it_must_be_typed(path: str, typed: str) -> None:
    assert quoted(Path(path)) == typed
